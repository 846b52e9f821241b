"""Days that were, deadlines to come, and rhythms."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.language.calendar import last_weekday, months_later, next_weekday, week_end
from coaching.language.dates import Moment, dates
from coaching.language.deadlines import deadline
from coaching.language.rhythms import rhythm

# A Wednesday evening.
NOW = dt.datetime(2025, 6, 18, 20, 15, tzinfo=dt.UTC)
MOMENT = Moment(NOW, NOW.date())


def days(text: str, moment: Moment = MOMENT) -> list[str]:
    return [day.isoformat() for date in dates(text, moment) for day in date.days]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday", ["2025-06-17"]),
        ("the day before yesterday", ["2025-06-16"]),
        ("last night", ["2025-06-17"]),
        ("three days ago", ["2025-06-15"]),
        ("a week ago", ["2025-06-11"]),
        ("on monday", ["2025-06-16"]),
        ("on wednesday", ["2025-06-11"]),
        ("on sat and sun", ["2025-06-14", "2025-06-15"]),
        ("monday to wednesday", ["2025-06-09", "2025-06-10", "2025-06-11"]),
        ("on the 3rd", ["2025-06-03"]),
        ("on the 30th", ["2025-05-30"]),
        ("the fourth of july", ["2024-07-04"]),
        ("june 3rd", ["2025-06-03"]),
        ("3 june 2024", ["2024-06-03"]),
        ("12/28", ["2024-12-28"]),
        ("29/4", ["2025-04-29"]),
        ("2025-06-10", ["2025-06-10"]),
        ("friday 6 june", ["2025-06-06"]),
        ("at 11pm", ["2025-06-17"]),
        ("at 6pm", ["2025-06-18"]),
        ("this morning", ["2025-06-18"]),
        ("tomorrow", ["2025-06-19"]),
        ("29 february", ["2024-02-29"]),
    ],
)
def test_days_that_were(text: str, expected: list[str]) -> None:
    assert days(text) == expected


def test_part_of_the_day_still_ahead_was_yesterdays() -> None:
    early = Moment(NOW.replace(hour=0, minute=20), NOW.date())
    assert days("this evening", early) == ["2025-06-17"]
    assert days("last night", early) == ["2025-06-17"]


def test_date_that_can_be_read_two_ways_names_no_day() -> None:
    (either,) = dates("3/4", MOMENT)
    assert either.days == ()
    assert days("5/5") == ["2025-05-05"]


def test_day_that_never_is_is_none() -> None:
    assert days("31 february") == []
    assert days("2025-13-45") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by june", "2025-06-30"),
        ("by march", "2026-03-31"),
        ("by friday", "2025-06-20"),
        ("by wednesday", "2025-06-25"),
        ("in six weeks", "2025-07-30"),
        ("in eight months", "2026-02-18"),
        ("by november 30th", "2025-11-30"),
        ("by 1 march", "2026-03-01"),
        ("by end of year", "2025-12-31"),
        ("by the end of the month", "2025-06-30"),
        ("this year", "2025-12-31"),
        ("by the end of next month", "2025-07-31"),
        ("by christmas", "2025-12-25"),
        ("by tomorrow", "2025-06-19"),
        ("by 31/12", "2025-12-31"),
    ],
)
def test_deadlines_look_forward(text: str, expected: str) -> None:
    found = deadline(f"save money {text}", MOMENT)
    assert found is not None
    assert found.day.isoformat() == expected


def test_from_now_on_is_no_deadline() -> None:
    assert deadline("three coffees a day from now on", MOMENT) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three times a week", ("week", 3)),
        ("twice a month", ("month", 2)),
        ("every day", ("day", 1)),
        ("daily", ("day", 1)),
        ("every sunday", ("week", 1)),
        ("on tuesdays and thursdays", ("week", 2)),
        ("every weekday", ("week", 5)),
        ("20 minutes a day", ("day", None)),
        ("per week", ("week", None)),
        ("3x a week", ("week", 3)),
    ],
)
def test_rhythms(text: str, expected: tuple[str, int | None]) -> None:
    found = rhythm(text)
    assert found is not None
    assert (found.period, found.times) == expected


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 6))
def test_weekdays_are_within_a_week_on_either_side(today: dt.date, weekday: int) -> None:
    before, after = last_weekday(weekday, today), next_weekday(weekday, today)
    assert before.weekday() == after.weekday() == weekday
    assert 1 <= (today - before).days <= 7
    assert 1 <= (after - today).days <= 7
    assert 0 <= (week_end(today, weekday) - today).days <= 6


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 48))
def test_months_later_never_leave_the_month(day: dt.date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


PIECES = "31 30 29/2 feb february the on of by in a 0 99 2025 . / - monday week weeks ago end"
pieces = st.sampled_from(sorted(set(PIECES.split())))


@given(st.lists(pieces, max_size=8).map(" ".join))
def test_any_pieces_of_dates_are_read_in_order(text: str) -> None:
    found = list(dates(text, MOMENT))
    assert all(one.end <= other.start for one, other in pairwise(found))
    when = deadline(text, MOMENT)
    assert when is None or 0 <= when.start < when.end <= len(text)
