"""Reminders in the calendar feed keep quiet on paused days, as a calendar program reads them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from goals.actions import create_pause, delete_pause, pause_goal
from goals.calendar_feed import _stretches, calendar_of
from goals.models import Goal, Intention, Pause, User
from tests.factories import GoalFactory, IntentionFactory, UserFactory, acting
from tests.goals.test_calendar import feed_of

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
FIRST = MONDAY.date()
DAY = dt.timedelta(days=1)
ALWAYS = list(range(40))


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def plan_of(time: dt.time = dt.time(7), weekdays: list[int] | None = None, **of_person: Any) -> Intention:
    goal = GoalFactory.create(owner=UserFactory.create(timezone="Europe/Berlin", **of_person))
    plan: Intention = IntentionFactory.create(goal=goal, reminder_time=time, reminder_weekdays=weekdays)
    return plan


def reminded(person: User, days: int = 40) -> list[int]:
    """On which days from FIRST the feed reminds, each as often as it does."""
    calendar: Any = Calendar.from_ical(calendar_of(person))
    until = dt.datetime.combine(FIRST + days * DAY, dt.time(), person.zone)
    found: Counter[int] = Counter()
    uids = [str(event["UID"]) for event in calendar.events]
    assert len(set(uids)) == len(uids)
    for event in calendar.events:
        start = event["DTSTART"].dt
        assert len(event.walk("VALARM")) == 1
        rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
        at = list(rule.between(start, until - dt.timedelta(seconds=1), inc=True))
        assert at[:1] == [start] or start >= until
        found.update((moment.date() - FIRST).days for moment in at)
    return sorted(found.elements())


def off(owner: User, first: int, last: int | None, goal: Goal | None = None) -> Pause:
    ends_on = None if last is None else FIRST + last * DAY
    return create_pause(by=acting(owner), owner=owner, starts_on=FIRST + first * DAY, ends_on=ends_on, goal=goal)


def test_vacation_and_the_goals_own_days_off_are_quiet() -> None:
    plan = plan_of()
    off(plan.owner, 10, 16)
    off(plan.owner, 20, 20, goal=plan.goal)
    off(plan.owner, 30, 33, goal=GoalFactory.create(owner=plan.owner))
    create_pause(by=acting(plan.owner), owner=plan.owner, starts_on=FIRST - 9 * DAY, ends_on=FIRST - DAY)
    assert reminded(plan.owner) == [day for day in ALWAYS if not 10 <= day <= 16 and day != 20]


def test_pauses_that_overlap_or_cover_the_first_day_are_quiet_once() -> None:
    plan = plan_of()
    off(plan.owner, -3, 4)
    off(plan.owner, 8, 20)
    off(plan.owner, 10, 12, goal=plan.goal)
    off(plan.owner, 18, 25, goal=plan.goal)
    assert reminded(plan.owner) == [day for day in ALWAYS if day in (5, 6, 7) or day > 25]


def test_series_goes_on_with_its_own_weekdays() -> None:
    plan = plan_of(weekdays=[1, 4])
    off(plan.owner, 2, 8)
    assert reminded(plan.owner, 28) == [1, 11, 15, 18, 22, 25]


def test_vacation_without_an_end_ends_the_series_and_its_deletion_brings_it_back() -> None:
    plan = plan_of()
    vacation = off(plan.owner, 3, None)
    assert reminded(plan.owner) == [0, 1, 2]
    delete_pause(by=acting(plan.owner), pause=vacation)
    assert reminded(plan.owner) == ALWAYS


def test_reminder_before_the_day_starts_belongs_to_the_day_before() -> None:
    plan = plan_of(dt.time(1, 30), day_starts_at=3)
    off(plan.owner, 10, 11)
    assert reminded(plan.owner) == [day for day in ALWAYS if day not in (11, 12)]


def test_reminder_at_the_hour_at_which_the_day_starts_belongs_to_that_day() -> None:
    plan = plan_of(dt.time(3), day_starts_at=3)
    off(plan.owner, 10, 11)
    assert reminded(plan.owner) == [day for day in ALWAYS if day not in (10, 11)]


def test_first_series_keeps_its_id_and_the_next_ones_are_named_by_their_day() -> None:
    plan = plan_of()
    off(plan.owner, 10, 16)
    calendar: Any = Calendar.from_ical(calendar_of(plan.owner))
    assert [str(event["UID"]) for event in calendar.events] == [f"{plan.pk}@steady", f"{plan.pk}-20261210@steady"]
    assert b"UNTIL=20261202T225959Z" in calendar.events[0]["RRULE"].to_ical()


def test_paused_goal_reminds_of_nothing_even_after_the_day_it_named() -> None:
    plan = plan_of()
    pause_goal(by=acting(plan.owner), goal=plan.goal, until=FIRST + 3 * DAY)
    assert reminded(plan.owner) == []


def test_new_pause_is_a_new_version_of_the_feed(client: Client) -> None:
    plan = plan_of()
    path = feed_of(plan.owner)
    held = {"If-None-Match": client.get(path)["ETag"]}
    assert client.get(path, headers=held).status_code == 304
    off(plan.owner, 3, 4)
    assert client.get(path, headers=held).status_code == 200


@given(
    weekdays=st.one_of(st.none(), st.sets(st.integers(0, 6), min_size=1).map(sorted)),
    hour=st.integers(0, 23),
    pauses=st.lists(st.tuples(st.integers(-20, 60), st.one_of(st.none(), st.integers(0, 30))), max_size=6),
)
def test_stretches_hold_exactly_the_days_that_no_pause_covers(
    weekdays: list[int] | None, hour: int, pauses: list[tuple[int, int | None]]
) -> None:
    """Unsaved rows: what is asked is the arithmetic."""
    person = User(timezone="Europe/Berlin", day_starts_at=4)
    plan = Intention(goal=Goal(start_date=FIRST), reminder_time=dt.time(hour), reminder_weekdays=weekdays)
    plan.created_at = MONDAY
    rows = [
        Pause(starts_on=FIRST + first * DAY, ends_on=None if more is None else FIRST + (first + more) * DAY)
        for first, more in sorted(pauses, key=lambda pair: pair[0])
    ]
    days = [FIRST + number * DAY for number in range(120)]
    stretches = list(_stretches(plan, person, rows))
    kept = [day for day in days if any(a <= day and (b is None or day <= b) for a, b in stretches)]
    due = [day for day in kept if weekdays is None or day.weekday() in weekdays]
    night = DAY if hour < 4 else dt.timedelta(0)
    free = [
        day
        for day in days
        if (weekdays is None or day.weekday() in weekdays)
        and not any(
            row.starts_on <= day - night and (row.ends_on is None or day - night <= row.ends_on) for row in rows
        )
    ]
    assert due == free
    assert all(weekdays is None or first.weekday() in weekdays for first, _last in stretches)
