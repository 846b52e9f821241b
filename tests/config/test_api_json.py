"""Strict JSON in, exact JSON out, in both cases."""

import io
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.exceptions import ParseError, UnsupportedMediaType

from config.api.errors import PayloadTooLarge
from config.api.json import (
    MAX_BYTES,
    MAX_DEPTH,
    CamelJsonParser,
    CamelJsonRenderer,
    JsonParser,
    dumps,
    exact,
    parse,
    renamed,
    rfc3339,
    to_camel,
    to_snake,
)


def read(raw: bytes, media_type: str = "application/json") -> Any:
    return JsonParser().parse(io.BytesIO(raw), media_type)


def test_parse_keeps_every_digit_of_a_number() -> None:
    assert parse(b'{"a": 0.1, "b": 12345678901234.5678, "c": -3}') == {
        "a": Decimal("0.1"),
        "b": Decimal("12345678901234.5678"),
        "c": -3,
    }


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b'{"a": NaN}', "NaN is not a number that JSON knows."),
        (b'{"a": -Infinity}', "-Infinity is not a number that JSON knows."),
        (b'{"a": 1e999}', "A number is too long, too large or too small."),
        (b'{"a": 1e-999999999}', "A number is too long, too large or too small."),
        (b'{"a": 9223372036854775808}', "A number is too long, too large or too small."),
        (b'{"a": ' + b"9" * 5000 + b"}", "A number is too long, too large or too small."),
        (b'{"a": 1, "a": 2}', "A key stands twice in one object."),
        (b'{"a": "\\u0000"}', "A text holds a NUL or half of a surrogate pair."),
        (b'{"\\u0000": 1}', "A text holds a NUL or half of a surrogate pair."),
        (b'{"a": ["\\ud800"]}', "A text holds a NUL or half of a surrogate pair."),
        (b'{"a": "\xff"}', "The body is not UTF-8."),
        (b'{"a": "\xed\xa0\x80"}', "The body is not UTF-8."),
        (b'{"a": 1', "The body is not JSON: Expecting ',' delimiter, line 1, column 8."),
        (b'{"a": "\n"}', "The body is not JSON: Invalid control character at, line 1, column 8."),
        (b"[1]", "The body must be a JSON object."),
        (b'"text"', "The body must be a JSON object."),
        (b"null", "The body must be a JSON object."),
    ],
)
def test_parser_refuses(raw: bytes, sentence: str) -> None:
    with pytest.raises(ParseError) as refusal:
        read(raw)
    assert str(refusal.value.detail) == sentence


def test_parser_takes_the_deepest_allowed_body_and_refuses_one_level_more() -> None:
    def nested(levels: int) -> bytes:
        return b'{"a": ' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"

    assert read(nested(MAX_DEPTH))
    with pytest.raises(ParseError, match="nested deeper than 16 levels"):
        read(nested(MAX_DEPTH + 1))


def test_brackets_inside_a_text_are_no_depth() -> None:
    text = "[{" * 40 + '\\" ]'
    assert read(b'{"a": "' + text.encode() + b'"}') == {"a": "[{" * 40 + '" ]'}


@pytest.mark.parametrize("raw", [b"[" * (MAX_BYTES - 1), b'"' + b'\\"' * (MAX_BYTES // 2 - 1)])
def test_hostile_body_is_refused_in_linear_time(raw: bytes) -> None:
    with pytest.raises(ParseError):
        read(raw)


def test_parser_refuses_more_than_a_mebibyte() -> None:
    body = b'{"a": "' + b"x" * (MAX_BYTES - 9) + b'"}'
    assert len(body) == MAX_BYTES
    assert read(body)
    with pytest.raises(PayloadTooLarge):
        read(body + b" ")


def test_parser_reads_utf8_only() -> None:
    assert read(b"{}", "application/json; charset=UTF-8") == {}
    with pytest.raises(UnsupportedMediaType):
        read(b"{}", "application/json; charset=latin-1")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("500.0000", 500),
        ("0.1000", 0.1),
        ("-0.0000", 0),
        ("9007199254740992", 9007199254740992),
        ("9007199254740993", "9007199254740993"),
        ("9999999999999999.9999", "9999999999999999.9999"),
        ("12345678901234.5600", 12345678901234.56),
        ("12345678901234.5678", "12345678901234.5678"),
    ],
)
def test_decimal_is_a_number_only_when_a_double_keeps_every_digit(number: str, written: object) -> None:
    result = exact(Decimal(number))
    assert (result, type(result)) == (written, type(written))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**16), max_value=10**16))
def test_decimal_comes_back_as_it_went(number: Decimal) -> None:
    back = parse(dumps([number]))[0]
    assert Decimal(back) == number


def test_renderer_writes_times_in_utc_with_z() -> None:
    berlin = timezone(timedelta(hours=2))
    assert dumps({"at": datetime(2025, 6, 1, 1, 30, tzinfo=berlin), "day": date(2025, 6, 1)}) == (
        b'{"at":"2025-05-31T23:30:00Z","day":"2025-06-01"}'
    )
    assert dumps([datetime(2025, 6, 1, 1, 30, 0, 250000, tzinfo=UTC)]) == b'["2025-06-01T01:30:00.250000Z"]'
    with pytest.raises(ValueError, match="naive"):
        rfc3339(datetime(2025, 6, 1))  # noqa: DTZ001


def test_renderer_writes_ids() -> None:
    assert dumps(UUID(int=1)) == b'"00000000-0000-0000-0000-000000000001"'


@given(st.from_regex("[a-z]([a-z0-9]|_[a-z])*", fullmatch=True))
def test_camel_case_round_trip_is_lossless(key: str) -> None:
    assert to_snake(to_camel(key)) == key


def test_camel_case_leaves_peoples_own_json_alone() -> None:
    ours = {"why_it_matters": "x", "metadata": {"my_key": {"other_key": 1}}, "results": [{"target_value": 1}]}
    theirs = {"whyItMatters": "x", "metadata": {"my_key": {"other_key": 1}}, "results": [{"targetValue": 1}]}
    assert renamed(ours, to_camel) == theirs
    assert renamed(theirs, to_snake) == ours
    assert CamelJsonRenderer().render({"check_in_count": 1}) == b'{"checkInCount":1}'


def test_camel_parser_refuses_two_spellings_of_one_key() -> None:
    with pytest.raises(ParseError, match="mean the same"):
        CamelJsonParser().parse(io.BytesIO(b'{"targetValue": 1, "target_value": 2}'))
