"""Increments: which days count, and what each of them added."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checkins.increments import Increments, of_amounts, of_readings

START = date(2026, 1, 1)
offsets = st.integers(0, 150)
amounts = st.decimals(-(10**16) + 1, 10**16 - 1, places=4)


def day(offset: int) -> date:
    return START + timedelta(days=offset)


def at(**values: int) -> dict[date, Decimal]:
    """`at(d3=5)`: five on the third day after the start."""
    return {day(int(name[1:])): Decimal(value) for name, value in values.items()}


def test_amounts_count_silent_days_as_nothing_and_leave_today_out() -> None:
    found = of_amounts(at(d0=5, d3=2, d4=9), START, day(4))
    assert found == Increments((5, 0, 0, 2), 2, 2)


def test_amounts_of_before_the_start_are_left_out() -> None:
    assert of_amounts(at(d0=5, d3=2), day(2), day(5)) == Increments((0, 2, 0), 1, 1)
    assert of_amounts(at(d0=5), START, START) == Increments((), 0, 0)
    assert of_amounts({}, day(9), START) == Increments((), 0, 0)


def test_amounts_of_the_last_28_days_count() -> None:
    found = of_amounts(at(d0=5, d71=7, d72=3), START, day(100))
    assert (len(found.by_day), found.by_day[0], found.told, found.check_ins) == (28, 3, 1, 3)


def test_days_off_make_room_for_earlier_ones() -> None:
    values = at(d60=6, d71=7, d80=8)
    found = of_amounts(values, START, day(100), off={day(80), *(day(offset) for offset in range(72, 79))})
    assert (len(found.by_day), sum(found.by_day), found.told, found.check_ins) == (28, 7, 1, 2)


def test_days_are_looked_for_as_far_as_124_days_back() -> None:
    off = {day(offset) for offset in range(90, 200)}
    assert of_amounts({}, START, day(200), off) == Increments((0,) * 14, 0, 0)


def test_reading_counts_on_its_day_and_stays_until_the_next() -> None:
    found = of_readings(at(d1=80, d3=78, d5=79), START, day(7))
    assert found == Increments((0, -2, 0, 1, 0), 3, 3)


def test_readings_begin_at_what_was_known_before() -> None:
    assert of_readings(at(d1=80), START, day(3), before=Decimal(85)) == Increments((0, -5, 0), 1, 1)
    assert of_readings({}, START, day(2), before=Decimal(85)) == Increments((0, 0), 0, 0)
    assert of_readings({}, START, day(2)) == Increments((), 0, 0)


def test_change_on_a_day_off_is_left_out() -> None:
    found = of_readings(at(d0=80, d1=70, d2=69), START, day(4), off={day(1)})
    assert found == Increments((-1, 0), 2, 2)


def test_readings_know_the_value_from_before_the_28_days() -> None:
    found = of_readings(at(d10=80, d90=75), START, day(100))
    assert (len(found.by_day), sum(found.by_day), found.told, found.check_ins) == (28, -5, 1, 2)


def test_days_before_the_calendar_are_not_looked_for() -> None:
    assert of_amounts({}, date.min, date(1, 1, 3)) == Increments((0, 0), 0, 0)
    assert of_readings({}, date.min, date(1, 1, 3), before=Decimal(1)) == Increments((0, 0), 0, 0)


@given(st.dictionaries(offsets.map(day), amounts), offsets.map(day), offsets.map(day), st.sets(offsets.map(day)))
def test_any_days_have_at_most_28_increments(
    values: Mapping[date, Decimal], start: date, today: date, off: set[date]
) -> None:
    total, read = of_amounts(values, start, today, off), of_readings(values, start, today, off)
    assert len(read.by_day) <= len(total.by_day) <= 28
    assert total.told == read.told <= len(total.by_day)
    assert total.told <= total.check_ins == read.check_ins <= 124


@given(st.dictionaries(st.integers(0, 29).map(day), amounts, min_size=1), st.integers(20, 28))
def test_changes_add_up_to_the_change_of_the_value(values: Mapping[date, Decimal], today: int) -> None:
    before = Decimal(0)
    known = [values[each] for each in sorted(values) if each < day(today)]
    found = of_readings(values, START, day(today), before=before)
    assert abs(sum(map(Decimal, found.by_day)) - (known[-1] if known else before)) < 200
