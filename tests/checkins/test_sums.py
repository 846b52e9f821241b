"""What values add up to, in parts that join."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.sums import Dated, Sums, decimal, whole

FIRST = date(2026, 1, 1)
AMOUNTS = st.decimals(-(10**16) + 1, 10**16 - 1, places=4)
numbers = st.integers(-(10**20), 10**20)
# In the order of days, as rows are read.
dated = st.lists(st.tuples(st.integers(0, 40).map(lambda day: FIRST + timedelta(days=day)), numbers)).map(
    lambda found: sorted(found, key=lambda each: each[0])
)


def of(*values: float | str) -> Sums:
    """One value a day."""
    return Sums.of([(FIRST + timedelta(days=day), whole(Decimal(str(value)))) for day, value in enumerate(values)])


@given(AMOUNTS)
def test_whole_numbers_hold_every_amount_exactly(amount: Decimal) -> None:
    assert decimal(whole(amount)) == amount


@given(dated, st.data())
def test_parts_join_to_the_sums_of_the_whole(values: list[tuple[date, int]], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(values)))
    assert Sums.of(values[:cut]) + Sums.of(values[cut:]) == Sums.of(values)


@given(dated, dated, dated)
def test_joining_is_associative_and_nothing_changes_nothing(
    a: list[tuple[date, int]], b: list[tuple[date, int]], c: list[tuple[date, int]]
) -> None:
    one, two, three = Sums.of(a), Sums.of(b), Sums.of(c)
    assert (one + two) + three == one + (two + three)
    assert one + Sums() == one == Sums() + one


@given(dated, dated)
def test_ends_of_parts_in_any_order_are_those_by_day(a: list[tuple[date, int]], b: list[tuple[date, int]]) -> None:
    """Of one day, the values of the second part come later."""
    assert Sums.of(b) + Sums.of(a) == Sums.of(sorted([*b, *a], key=lambda each: each[0]))


@given(dated)
def test_sums_come_back_from_json(values: list[tuple[date, int]]) -> None:
    sums = Sums.of(values)
    assert Sums.from_json(json.loads(json.dumps(sums.as_json()))) == sums


def test_sums_tell_count_sum_greatest_and_ends() -> None:
    last = FIRST + timedelta(days=2)
    assert of(3, 4, 2.5) == Sums(3, 95000, 40000, Dated(FIRST, 30000), Dated(last, 25000))
    assert Sums.of([]) == Sums()


@pytest.mark.parametrize(
    ("aggregation", "baseline", "expected"),
    [
        ("latest", "100", "2"),
        ("max", "100", "4"),
        ("average", "100", "3"),
        ("sum", None, "9"),
        ("sum", "100", "109"),
        ("count", None, "3"),
        ("count", "100", "103"),
    ],
)
def test_value_aggregates_the_readings(aggregation: str, baseline: str | None, expected: str) -> None:
    start = None if baseline is None else Decimal(baseline)
    assert of(3, 4, 2).value(aggregation, start) == Decimal(expected)


@pytest.mark.parametrize("aggregation", ["latest", "max", "average", "sum", "count"])
def test_value_without_readings_is_the_baseline(aggregation: str) -> None:
    assert Sums().value(aggregation, Decimal(7)) == 7
    assert Sums().value(aggregation, None) is None


def test_greatest_of_negative_values_is_the_one_nearest_to_nothing() -> None:
    assert (of(-3) + of(-1)).value("max", None) == -1


def test_value_refuses_another_aggregation() -> None:
    with pytest.raises(ValueError, match="median"):
        of(1).value("median", None)


def test_start_of_a_falling_target_is_its_first_reading() -> None:
    readings = of(80, 78)
    assert readings.start(None, "decrease") == 80
    assert readings.start(Decimal(90), "decrease") == 90
    assert readings.start(Decimal(0), "decrease") == 0
    assert readings.start(None, "increase") is None
    assert readings.start(None, None) is None
    assert Sums().start(None, "decrease") is None
