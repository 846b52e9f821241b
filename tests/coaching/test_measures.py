"""Amounts in the unit of their goal."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.measures import converted, is_reading, plain_unit, plural_unit


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        ("3", "mile", "km", "4.828"),
        ("5", "km", "Kilometres", "5"),
        ("1.5", "hour", "minutes", "90.0"),
        ("90", "minute", "hours", "1.5000"),
        ("10", "lb", "kg", "4.5359"),
        ("330", "ml", "litres", "0.3300"),
        ("2", "cup", "cups", "2"),
        ("20", None, "km", "20"),
        ("20", "page", None, "20"),
    ],
)
def test_value_is_brought_to_the_unit_of_the_goal(value: str, unit: str | None, wanted: str, expected: str) -> None:
    assert converted(Decimal(value), unit, wanted) == Decimal(expected)


@pytest.mark.parametrize(("unit", "wanted"), [("km", "hour"), ("page", "km"), ("USD", "EUR"), ("cup", "ml")])
def test_units_of_different_things_are_not_converted(unit: str, wanted: str) -> None:
    assert converted(Decimal(1), unit, wanted) is None


@given(st.decimals(0, 10**6, places=2), st.sampled_from(["km", "mile", "m"]))
def test_there_and_back_is_where_it_was(value: Decimal, unit: str) -> None:
    there = converted(value, unit, "m")
    assert there is not None
    back = converted(there, "m", unit)
    assert back is not None
    assert abs(back - value) < Decimal("0.001")


@pytest.mark.parametrize(("said", "plain"), [("Glasses", "glass"), ("glass", "glass"), ("hrs.", "hour"), ("€", "EUR")])
def test_units_have_one_spelling(said: str, plain: str) -> None:
    assert plain_unit(said) == plain


@pytest.mark.parametrize(
    ("unit", "plural"), [("hour", "hours"), ("glass", "glasses"), ("km", "km"), ("USD", "USD"), ("inch", "inches")]
)
def test_goals_write_units_in_the_plural(unit: str, plural: str) -> None:
    assert plural_unit(unit) == plural
    assert plain_unit(plural) == plain_unit(unit)


def test_weights_are_readings_and_other_amounts_add_up() -> None:
    assert [is_reading(unit) for unit in ("kg", "lbs", "percent")] == [True] * 3
    assert [is_reading(unit) for unit in ("km", "hours", "pages", "USD", None)] == [False] * 5
