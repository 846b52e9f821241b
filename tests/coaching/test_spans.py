"""Which days are summed up, and with which they are compared."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.spans import SHORTEST, last_over, span_of

DAY = dt.timedelta(days=1)
MONDAY, SUNDAY = dt.date(2026, 11, 9), dt.date(2026, 11, 15)

periods = st.sampled_from(["weekly", "monthly"])
days = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
week_starts = st.integers(0, 6)


def test_week_that_is_over_compares_with_the_whole_week_before() -> None:
    span = span_of("weekly", MONDAY + 3 * DAY, 0, SUNDAY + DAY)
    assert (span.first, span.last, span.through) == (MONDAY, SUNDAY, SUNDAY)
    assert span.before == (MONDAY - 7 * DAY, MONDAY - DAY)


def test_week_that_is_running_compares_with_as_many_days() -> None:
    span = span_of("weekly", MONDAY, 0, MONDAY + 2 * DAY)
    assert (span.through, span.before) == (MONDAY + 2 * DAY, (MONDAY - 7 * DAY, MONDAY - 5 * DAY))


def test_week_begins_on_the_day_that_the_person_chose() -> None:
    assert span_of("weekly", MONDAY, 6, SUNDAY)[:2] == (MONDAY - DAY, SUNDAY - DAY)


@pytest.mark.parametrize(
    ("today", "through", "before_end"),
    [
        (dt.date(2026, 3, 10), dt.date(2026, 3, 10), dt.date(2026, 2, 10)),
        (dt.date(2026, 3, 30), dt.date(2026, 3, 30), dt.date(2026, 2, 28)),
        (dt.date(2026, 4, 1), dt.date(2026, 3, 31), dt.date(2026, 2, 28)),
    ],
)
def test_month_compares_with_the_month_before_however_short(
    today: dt.date, through: dt.date, before_end: dt.date
) -> None:
    span = span_of("monthly", dt.date(2026, 3, 5), 0, today)
    assert (span.first, span.last, span.through) == (dt.date(2026, 3, 1), dt.date(2026, 3, 31), through)
    assert span.before == (dt.date(2026, 2, 1), before_end)


@given(periods, days, week_starts, st.integers(0, 60))
def test_spans_hold_their_day_and_follow_one_another(period: str, day: dt.date, starts: int, later: int) -> None:
    today = day + later * DAY
    span = span_of(period, day, starts, today)
    assert span.first <= day <= span.through <= min(span.last, today)
    assert span.before[0] <= span.before[1] < span.first
    earlier = span_of(period, span.first - DAY, starts, today)
    assert (earlier.last, earlier.first) == (span.first - DAY, span.before[0])
    assert span.last - earlier.last >= SHORTEST[period]


@given(periods, days, week_starts)
def test_newest_that_is_over_ends_before_the_one_that_is_running(period: str, today: dt.date, starts: int) -> None:
    last = last_over(period, starts, today)
    assert span_of(period, last, starts, today).last == last < today
    assert span_of(period, last + DAY, starts, today).last >= today
