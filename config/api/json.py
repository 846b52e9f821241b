"""JSON in and out: strict when read, exact when written, in snake_case or, when asked with `case=camel`, camelCase."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, NoReturn

import orjson
from django.http import UnreadablePostError
from django.utils.functional import Promise
from django.utils.http import parse_header_parameters
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from config.api.errors import PayloadTooLarge

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 16
MAX_NUMBER_LENGTH = 64
MAX_EXPONENT = 300
# People's own JSON: its keys are theirs, whatever the case of ours.
FREE_FORM = frozenset({"metadata", "context"})

_EXACT_INTEGER = 2**53
_WIDEST_INTEGER = 2**63
# A whole string (an unfinished one runs to the end, so that the scan stays linear), or one bracket.
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_NEVER_STORED = re.compile("[\x00\ud800-\udfff]")
_UNDERSCORE = re.compile("_([a-z])")
_CAPITAL = re.compile("([A-Z])")

Rename = Callable[[str], str]


def to_camel(key: str) -> str:
    return _UNDERSCORE.sub(lambda match: match[1].upper(), key)


def to_snake(key: str) -> str:
    return _CAPITAL.sub(lambda match: f"_{match[1].lower()}", key)


def renamed(value: Any, rename: Rename) -> Any:
    """The same value with every key renamed, except below people's own JSON. Raises ParseError when two keys meet."""
    if isinstance(value, list | tuple):
        return [renamed(item, rename) for item in value]
    if not isinstance(value, dict):
        return value
    result = {rename(key): item if key in FREE_FORM else renamed(item, rename) for key, item in value.items()}
    if len(result) != len(value):
        raise ParseError("Two keys of one object mean the same.")
    return result


def parse(raw: bytes) -> Any:
    """Strict JSON: UTF-8, bounded depth and numbers, no duplicate keys, no text a database refuses; floats as Decimals.

    Raises ParseError with a sentence that says what is wrong.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise ParseError("The body is not UTF-8.") from None
    _refuse_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_not_finite,
        )
    except (ValueError, RecursionError) as error:
        raise ParseError(f"The body is not JSON: {_where(error)}") from None
    if "\\u" in text:
        _refuse_text(value)
    return value


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, line {error.lineno}, column {error.colno}."
    return "it is nested too deeply."


def _refuse_depth(text: str) -> None:
    depth = 0
    for match in _STRUCTURE.finditer(text):
        first = match[0][0]
        if first in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise ParseError(f"The body is nested deeper than {MAX_DEPTH} levels.")
        elif first in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ParseError("A key stands twice in one object.")
    return result


def _decimal(text: str) -> Decimal:
    number = Decimal(text) if len(text) <= MAX_NUMBER_LENGTH else Decimal("Infinity")
    if not number.is_finite() or abs(number.adjusted()) > MAX_EXPONENT:
        raise ParseError("A number is too long, too large or too small.")
    return number


def _integer(text: str) -> int:
    number = int(text) if len(text) <= MAX_NUMBER_LENGTH else _WIDEST_INTEGER
    if not -_WIDEST_INTEGER <= number < _WIDEST_INTEGER:
        raise ParseError("A number is too long, too large or too small.")
    return number


def _not_finite(text: str) -> NoReturn:
    raise ParseError(f"{text} is not a number that JSON knows.")


def _refuse_text(value: Any) -> None:
    if isinstance(value, str):
        if _NEVER_STORED.search(value):
            raise ParseError("A text holds a NUL or half of a surrogate pair.")
    elif isinstance(value, list):
        for item in value:
            _refuse_text(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_text(key)
            _refuse_text(item)


def exact(number: Decimal) -> int | float | str:
    """A JSON number when a double keeps every digit, otherwise the digits as text."""
    if number == number.to_integral_value():
        whole = int(number)
        return whole if abs(whole) <= _EXACT_INTEGER else str(whole)
    return float(number) if Decimal(repr(float(number))) == number else format(number.normalize(), "f")


def rfc3339(instant: datetime) -> str:
    """UTC with a Z; a naive time is a mistake of ours and raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("naive datetime in an answer")
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _default(value: Any) -> Any:
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, datetime):
        return rfc3339(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def dumps(value: Any) -> bytes:
    return orjson.dumps(value, default=_default, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS)


class JsonParser(BaseParser):
    """Reads one object. Raises ParseError (400), PayloadTooLarge (413) or UnsupportedMediaType (415)."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        _, parameters = parse_header_parameters(media_type or "")
        if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            raise UnsupportedMediaType(media_type or "", "JSON is read in UTF-8 only.")
        try:
            raw = stream.read(MAX_BYTES + 1)
        except UnreadablePostError:
            raise ParseError("The body ended early.") from None
        if len(raw) > MAX_BYTES:
            raise PayloadTooLarge(f"The body is larger than {MAX_BYTES} bytes.")
        value = parse(raw)
        if not isinstance(value, dict):
            raise ParseError("The body must be a JSON object.")
        return self.keys(value)

    def keys(self, value: dict[str, Any]) -> dict[str, Any]:
        return value


class CamelJsonParser(JsonParser):
    media_type = "application/json; case=camel"

    def keys(self, value: dict[str, Any]) -> dict[str, Any]:
        result: dict[str, Any] = renamed(value, to_snake)
        return result


class JsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else dumps(self.keys(data))

    def keys(self, data: Any) -> Any:
        return data


class CamelJsonRenderer(JsonRenderer):
    media_type = "application/json; case=camel"
    format = "camel"

    def keys(self, data: Any) -> Any:
        return renamed(data, to_camel)


class Negotiation(DefaultContentNegotiation):
    """Media types with parameters are tried first, so that `case=camel` is found, and found only when asked for."""

    def select_parser(self, request: Any, parsers: Iterable[Any]) -> Any:
        return super().select_parser(request, _specific_first(parsers))

    def select_renderer(self, request: Any, renderers: Iterable[Any], format_suffix: str | None = None) -> Any:
        return super().select_renderer(request, _specific_first(renderers), format_suffix)


def _specific_first(classes: Iterable[Any]) -> list[Any]:
    return sorted(classes, key=lambda each: ";" not in each.media_type)
