"""Numbers, amounts and their units, as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.language.numbers import numbers
from coaching.language.quantities import dimension_of, quantities
from coaching.language.text import lemma, nearest, plain
from coaching.language.vocabulary import table
from goals.plurals import singular

COUNTED = frozenset({"coffee", "pushup", "page", "step"})
ONES: dict[str, int] = table("lexicon")["numbers"]
TEENS = [word for word, value in ONES.items() if value < 20]
TENS = [word for word, value in ONES.items() if value >= 20 and word != "fourty"]


def values(text: str) -> list[Decimal]:
    return [number.value for number in numbers(text)]


def amounts(text: str) -> list[tuple[str, str | None]]:
    found = quantities(plain(text).text, COUNTED)
    return [(f"{each.value.normalize():f}", each.unit.name if each.unit else None) for each in found]


def spelled(number: int) -> str:
    if number < 20:
        return TEENS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (f"-{TEENS[ones]}" if ones else "")
    for scale, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            whole, rest = divmod(number, scale)
            return f"{spelled(whole)} {name}" + (f" and {spelled(rest)}" if rest else "")
    raise AssertionError(number)


@given(st.integers(0, 999_999_999))
def test_number_words_round_trip(number: int) -> None:
    assert values(spelled(number)) == [Decimal(number)]


@given(st.integers(0, 99_999_999))
def test_thousands_and_plain_digits_are_the_same_number(number: int) -> None:
    assert values(f"{number:,}") == values(str(number)) == [Decimal(number)]


@given(st.decimals(0, 9999, places=2))
def test_either_decimal_sign_is_read(number: Decimal) -> None:
    assert values(str(number)) == values(str(number).replace(".", ",")) == [number]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.5k", "2500"),
        ("½", "0.5"),
        ("1½", "1.5"),
        ("1 1/2", "1.5"),
        ("3/4", "0.75"),
        ("two and a half", "2.5"),
        ("one and three quarters", "1.75"),
        ("three quarters", "0.75"),
        ("a dozen", "12"),
        ("half a dozen", "6"),
        ("fifteen hundred", "1500"),
        ("5 point 5", "5.5"),
        ("three point one four", "3.14"),
    ],
)
def test_fractions_and_short_forms(text: str, value: str) -> None:
    assert values(text) == [Decimal(value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7h 30m", [("7.5", "hour")]),
        ("6h45", [("6.75", "hour")]),
        ("an hour and a half", [("1.5", "hour")]),
        ("an hour and 20 minutes", [("1.3333", "hour")]),
        ("half an hour", [("0.5", "hour")]),
        ("half a page", [("0.5", "page")]),
        ("90min", [("90", "minute")]),
        ("$1.5k", [("1500", "USD")]),
        ("USD 200", [("200", "USD")]),
        ("50 bucks", [("50", "USD")]),
        ("20€", [("20", "EUR")]),
        ("a tenner", [("10", "GBP")]),
        ("3 sets of 12 push-ups", [("36", "pushup")]),
        ("2 × 20 pushups", [("40", "pushup")]),
        ("three big coffees", [("3", "coffee")]),
        ("two kilos", [("2", "kg")]),
        ("1,5 l", [("1.5", "l")]),
        ("12k steps", [("12000", "step")]),
        ("ten k steps", [("10000", "step")]),
        ("10.000 steps", [("10000", "step")]),
        ("1.500 km", [("1.5", "km")]),
        ("20 press-ups", [("20", "pushup")]),
    ],
)
def test_amounts_with_units(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert amounts(text) == expected


def test_pounds_are_money_or_mass_as_the_goal_has_it() -> None:
    (pounds,) = quantities("8 pounds")
    assert (pounds.unit, pounds.reads_as("mass").unit) != (None, None)
    assert pounds.reads_as("money").unit == pounds.unit
    assert pounds.reads_as("mass").unit != pounds.unit


def test_dimension_of_units_as_goals_write_them() -> None:
    assert [dimension_of(unit) for unit in ("km", "USD", "page", "hour", None, "")] == [
        "distance",
        "money",
        "count",
        "time",
        None,
        None,
    ]


def test_word_is_compared_by_its_meaning() -> None:
    assert lemma("jogged") == lemma("ran") == lemma("running")
    assert lemma("meds") == lemma("medication")
    assert lemma("meditation") != lemma("medication")


def test_slip_of_the_pen_is_mended_only_where_one_word_is_near() -> None:
    names = frozenset({"literature", "meditate"})
    assert nearest("litrature", names) == "literature"
    assert nearest("table", names) is None


@pytest.mark.parametrize(
    ("word", "one"), [("glasses", "glass"), ("berries", "berry"), ("pages", "page"), ("gas", "gas")]
)
def test_singular(word: str, one: str) -> None:
    assert singular(word) == one


@given(st.text(max_size=80))
def test_plain_text_is_traced_back_to_its_source(source: str) -> None:
    text = plain(source)
    assert len(text.text) == len(text.offsets) == len(text.written)
    assert list(text.offsets) == sorted(text.offsets)
    start, end = text.span(0, len(text.text))
    assert 0 <= start <= end <= len(source)
