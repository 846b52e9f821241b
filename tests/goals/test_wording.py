"""One of what people count: "1 cup" of "cups", in English alone."""

from decimal import Decimal

import pytest
from django.utils import translation

from goals.models import Goal
from goals.wording import counted_in, with_unit


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("cups", "cup"),
        ("glasses of water", "glass of water"),
        ("deep breaths", "deep breath"),
        ("push-ups", "push-up"),
        ("pages", "page"),
        ("calories", "calorie"),
        ("entries", "entry"),
        ("boxes", "box"),
        ("press", "press"),
        ("km", "km"),
        ("lbs", "lbs"),
        ("Seiten", "Seiten"),
        ("of", "of"),
    ],
)
def test_one_of_a_unit_is_singular(unit: str, one: str) -> None:
    assert counted_in(unit, Decimal("1.00")) == one
    assert counted_in(unit, Decimal(-1)) == one


@pytest.mark.parametrize("value", ["0", "0.5", "1.5", "2", "14"])
def test_other_amounts_leave_the_unit_as_it_was_written(value: str) -> None:
    assert counted_in("cups", Decimal(value)) == "cups"


def test_rule_of_english_is_for_pages_in_english() -> None:
    with translation.override("de"):
        assert counted_in("Hits", Decimal(1)) == "Hits"
    with translation.override("en-gb"):
        assert counted_in("Hits", Decimal(1)) == "Hit"


def test_amount_and_unit_agree() -> None:
    goal = Goal(unit="cups")
    assert [with_unit(Decimal(value), goal) for value in (1, 2)] == ["1 cup", "2 cups"]
