"""The smooth line of readings."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checkins.smoothing import smoothed

DAY = dt.date(2026, 11, 20)
readings = st.dictionaries(
    st.integers(0, 400).map(lambda ahead: DAY + dt.timedelta(days=ahead)),
    st.decimals(-100000, 100000, places=4),
    min_size=1,
    max_size=30,
).map(lambda found: sorted(found.items()))


def on(ahead: int, value: int) -> tuple[dt.date, Decimal]:
    return DAY + dt.timedelta(days=ahead), Decimal(value)


def test_reading_weighs_half_after_a_week_and_a_quarter_after_two() -> None:
    assert [value for _day, value in smoothed([on(0, 80), on(7, 74), on(14, 73)])] == [80, 76, Decimal("74.2857")]


def test_nothing_read_has_no_line() -> None:
    assert smoothed([]) == []


@given(readings)
def test_line_has_each_day_and_stays_within_what_was_read(found: list[tuple[dt.date, Decimal]]) -> None:
    line, values = smoothed(found), [value for _day, value in found]
    assert [day for day, _value in line] == [day for day, _value in found]
    assert all(min(values) <= value + Decimal("0.001") for _day, value in line)
    assert all(max(values) >= value - Decimal("0.001") for _day, value in line)


@given(readings)
def test_equal_readings_are_their_own_line(found: list[tuple[dt.date, Decimal]]) -> None:
    level = [(day, Decimal(5)) for day, _value in found]
    assert smoothed(level) == level
