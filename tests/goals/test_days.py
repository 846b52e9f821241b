import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.days import bounds_of, day_of, period_of, week_start

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data/day_start.json").read_text())
ZONES = [
    "UTC",
    "America/New_York",
    "Europe/London",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "America/St_Johns",
    "America/Havana",
    "Africa/Cairo",
]
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("case", VECTORS["cases"])
def test_day_of_agrees_with_habitica_on_the_start_of_day(case: dict[str, Any]) -> None:
    zone = timezone(timedelta(minutes=case["utc_offset"]))
    expected = datetime.fromisoformat(case["start_of_day"])
    day = day_of(datetime.fromisoformat(case["now"]), zone, case["day_start"])
    assert (day, bounds_of(day, zone, case["day_start"])[0]) == (expected.date(), expected)


@pytest.mark.parametrize("case", VECTORS["days_since"])
def test_day_of_agrees_with_habitica_on_days_since(case: dict[str, Any]) -> None:
    days_ago, clock = case["ref"].split()
    then = datetime.fromisoformat(f"2026-03-20T{clock}+00:00") + timedelta(days=int(days_ago.removesuffix("d")))
    now = datetime.fromisoformat(f"2026-03-20T{case['now']}+00:00")
    assert (day_of(now, UTC, case["day_start"]) - day_of(then, UTC, case["day_start"])).days == case["expect"]


def test_day_of_refuses_an_instant_without_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2026, 1, 1), UTC, 0)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("zone", "instant", "day_starts_at", "expected"),
    [
        ("Europe/Berlin", "2026-11-21T01:30:00+00:00", 3, date(2026, 11, 20)),
        ("Europe/Berlin", "2026-11-21T02:00:00+00:00", 3, date(2026, 11, 21)),
        ("Pacific/Kiritimati", "2025-12-31T10:00:00+00:00", 0, date(2026, 1, 1)),
        ("Asia/Kathmandu", "2026-02-28T18:15:00+00:00", 0, date(2026, 3, 1)),
        ("Asia/Kathmandu", "2026-02-28T18:14:59+00:00", 0, date(2026, 2, 28)),
        ("UTC", "2024-02-29T23:59:59+00:00", 0, date(2024, 2, 29)),
        ("UTC", "2024-03-01T01:00:00+00:00", 2, date(2024, 2, 29)),
    ],
)
def test_day_of_follows_wall_clock_and_day_start(zone: str, instant: str, day_starts_at: int, expected: date) -> None:
    assert day_of(datetime.fromisoformat(instant), ZoneInfo(zone), day_starts_at) == expected


@pytest.mark.parametrize(
    ("zone", "day", "day_starts_at", "hours"),
    [
        ("America/New_York", date(2024, 3, 10), 0, 23),
        ("America/New_York", date(2024, 3, 9), 3, 23),
        ("America/New_York", date(2024, 3, 10), 3, 24),
        ("America/New_York", date(2024, 11, 3), 0, 25),
        ("Europe/London", date(2024, 10, 27), 0, 25),
        ("Australia/Sydney", date(2024, 4, 7), 0, 25),
        ("Australia/Lord_Howe", date(2024, 4, 7), 0, 24.5),
        ("Pacific/Apia", date(2011, 12, 29), 0, 24),
        ("Pacific/Apia", date(2011, 12, 30), 0, 0),
        ("Pacific/Apia", date(2011, 12, 31), 0, 24),
        ("Pacific/Kiritimati", date(2024, 2, 29), 0, 24),
    ],
)
def test_bounds_of_a_day_hold_its_real_hours(zone: str, day: date, day_starts_at: int, hours: float) -> None:
    start, end = bounds_of(day, ZoneInfo(zone), day_starts_at)
    assert (end - start) / HOUR == hours


def test_bounds_begin_where_a_clock_set_forward_jumps_over_the_day_start() -> None:
    start, _ = bounds_of(date(2024, 3, 10), ZoneInfo("America/New_York"), 2)
    assert start == datetime(2024, 3, 10, 7, tzinfo=UTC)


@pytest.mark.parametrize("day_starts_at", range(13))
def test_bounds_begin_at_a_jump_that_leaves_out_more_than_the_day_start(day_starts_at: int) -> None:
    start, end = bounds_of(date(2011, 12, 30), ZoneInfo("Pacific/Apia"), day_starts_at)
    assert (start, end) == (
        datetime(2011, 12, 30, 10, tzinfo=UTC),
        datetime(2011, 12, 30, 10 + day_starts_at, tzinfo=UTC),
    )


def test_a_day_that_has_begun_goes_on_when_the_clock_falls_back_over_midnight() -> None:
    zone = ZoneInfo("America/St_Johns")  # one minute after midnight the clock went back to 23:01
    fell_back = datetime(2010, 11, 7, 2, 31, tzinfo=UTC)
    assert fell_back.astimezone(zone).date() == date(2010, 11, 6)
    assert day_of(fell_back, zone, 0) == date(2010, 11, 7)


instants = st.datetimes(datetime(1971, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.sampled_from(ZONES).map(ZoneInfo)


@given(instants, zones, st.integers(0, 12))
def test_every_instant_lies_within_the_bounds_of_its_day(instant: datetime, zone: ZoneInfo, day_starts_at: int) -> None:
    start, end = bounds_of(day_of(instant, zone, day_starts_at), zone, day_starts_at)
    assert start <= instant < end


@given(
    st.sampled_from(
        [
            ("America/New_York", datetime(2024, 3, 10, tzinfo=UTC)),
            ("America/New_York", datetime(2024, 11, 3, tzinfo=UTC)),
            ("Europe/London", datetime(2024, 10, 27, tzinfo=UTC)),
            ("Australia/Sydney", datetime(2024, 4, 6, tzinfo=UTC)),
            ("Australia/Lord_Howe", datetime(2024, 4, 6, tzinfo=UTC)),
            ("America/St_Johns", datetime(2010, 11, 7, tzinfo=UTC)),
            ("Africa/Cairo", datetime(2024, 10, 31, tzinfo=UTC)),
            ("Pacific/Apia", datetime(2011, 12, 30, tzinfo=UTC)),
        ]
    ),
    st.integers(-36 * 3600, 36 * 3600),
    st.integers(0, 12),
)
def test_days_partition_the_hours_around_a_change_of_the_clock(
    change: tuple[str, datetime], seconds: int, day_starts_at: int
) -> None:
    zone, instant = ZoneInfo(change[0]), change[1] + timedelta(seconds=seconds)
    day = day_of(instant, zone, day_starts_at)
    start, end = bounds_of(day, zone, day_starts_at)
    assert start <= instant < end
    assert bounds_of(day + timedelta(days=1), zone, day_starts_at)[0] == end
    assert day_of(end - timedelta(microseconds=1), zone, day_starts_at) == day


@pytest.mark.parametrize(
    ("week_starts_on", "expected"), [(0, date(2026, 11, 16)), (6, date(2026, 11, 15)), (4, date(2026, 11, 20))]
)
def test_week_start_follows_the_persons_first_weekday(week_starts_on: int, expected: date) -> None:
    assert week_start(date(2026, 11, 20), week_starts_on) == expected


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2026, 11, 20), "day", (date(2026, 11, 20), date(2026, 11, 20))),
        (date(2026, 11, 20), "week", (date(2026, 11, 16), date(2026, 11, 22))),
        (date(2024, 2, 10), "month", (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2023, 2, 28), "month", (date(2023, 2, 1), date(2023, 2, 28))),
        (date(2026, 12, 31), "week", (date(2026, 12, 28), date(2027, 1, 3))),
    ],
)
def test_period_of_gives_first_and_last_day(day: date, period: str, expected: tuple[date, date]) -> None:
    assert period_of(day, period, 0) == expected


@pytest.mark.parametrize(
    ("day", "week_starts_on", "expected"),
    [
        (date.min, 6, (date.min, date(1, 1, 6))),
        (date.min, 0, (date.min, date(1, 1, 7))),
        (date.max, 0, (date(9999, 12, 27), date.max)),
    ],
)
def test_weeks_end_where_the_calendar_does(day: date, week_starts_on: int, expected: tuple[date, date]) -> None:
    assert period_of(day, "week", week_starts_on) == expected


def test_period_of_refuses_another_word() -> None:
    with pytest.raises(ValueError, match="decade"):
        period_of(date(2026, 11, 20), "decade", 0)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["day", "week", "month"]), st.integers(0, 6))
def test_periods_partition_the_calendar(day: date, period: str, week_starts_on: int) -> None:
    first, last = period_of(day, period, week_starts_on)
    assert first <= day <= last
    assert period_of(last, period, week_starts_on) == (first, last)
    assert period_of(last + timedelta(days=1), period, week_starts_on)[0] == last + timedelta(days=1)
