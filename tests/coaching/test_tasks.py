"""Each week and month is summed up once, when it is over where the person is."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching import tasks
from coaching.actions import summarize
from coaching.models import UserSummary
from coaching.tasks import write_summaries
from config.refusals import NotFound
from goals.actions import change_access, update_profile
from goals.journal import Actor
from goals.models import User
from goals.models.choices import Source
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
THURSDAY = dt.datetime(2026, 11, 12, 12, tzinfo=dt.UTC)
MIDNIGHT = dt.datetime(2026, 11, 16, tzinfo=dt.UTC)  # the week from 9 to 15 November is over in UTC
MONDAY = dt.date(2026, 11, 9)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(THURSDAY, tick=False) as traveller:
        yield traveller


def active(**fields: Any) -> User:
    person: User = UserFactory.create(**fields)
    CheckInFactory(goal=GoalFactory(owner=person))
    return person


def written(person: User, period: str = "weekly") -> list[dt.date]:
    """The first days of the person's summaries, oldest first."""
    rows = UserSummary.objects.for_owner(person).filter(period=period).order_by("starts_on")
    return [row.starts_on for row in rows if row.is_final]


def test_week_is_written_once_when_it_is_over(clock: Any) -> None:
    person = active()
    clock.move_to(MIDNIGHT - HOUR)
    assert (write_summaries(), written(person)) == (0, [])
    clock.move_to(MIDNIGHT)
    assert (write_summaries(), written(person)) == (1, [MONDAY])
    for hours in (0, 1, 23, 24, 100, 167):
        clock.move_to(MIDNIGHT + hours * HOUR)
        assert write_summaries() == 0
    told = [line for line in lines(person) if line.entity == "user_summary"]
    assert [(line.action, line.source, line.actor_id) for line in told] == [("created", "system", None)]
    clock.move_to(MIDNIGHT + 7 * DAY)
    assert (write_summaries(), written(person)) == (1, [MONDAY, MONDAY + 7 * DAY])
    assert_journal_is_whole(person)


@pytest.mark.parametrize(
    ("zone", "day_starts_at", "hours"),
    [
        ("Pacific/Kiritimati", 0, -14),
        ("Asia/Kathmandu", 0, -6),
        ("Pacific/Midway", 0, 11),
        ("UTC", 3, 3),
        ("Pacific/Midway", 12, 23),
    ],
)
def test_week_ends_by_the_persons_own_clock(clock: Any, zone: str, day_starts_at: int, hours: int) -> None:
    person = active(timezone=zone, day_starts_at=day_starts_at)
    over = MIDNIGHT + hours * HOUR
    clock.move_to(over - HOUR)
    assert write_summaries() == 0
    clock.move_to(over + dt.timedelta(minutes=15))
    assert (write_summaries(), written(person)) == (1, [MONDAY])
    for later in (1, 24, 150):
        clock.move_to(over + later * HOUR)
        assert write_summaries() == 0


def test_week_begins_as_the_person_chose(clock: Any) -> None:
    person = active(week_starts_on=6)
    clock.move_to(MIDNIGHT - DAY)
    assert (write_summaries(), written(person)) == (1, [MONDAY - DAY])
    update_profile(by=acting(person), user=person, week_starts_on=0)
    clock.move_to(MIDNIGHT + 7 * DAY)
    assert (write_summaries(), written(person)) == (1, [MONDAY - DAY, MONDAY + 7 * DAY])


def test_month_is_written_once_when_it_is_over(clock: Any) -> None:
    person = active()
    clock.move_to(dt.datetime(2026, 11, 30, 23, tzinfo=dt.UTC))
    write_summaries()
    assert written(person, "monthly") == []
    for moment in (dt.datetime(2026, 12, 1, tzinfo=dt.UTC), dt.datetime(2026, 12, 31, 23, tzinfo=dt.UTC)):
        clock.move_to(moment)
        CheckInFactory(goal=GoalFactory(owner=person))
        write_summaries()
        assert written(person, "monthly") == [dt.date(2026, 11, 1)]
    clock.move_to(dt.datetime(2027, 1, 1, tzinfo=dt.UTC))
    write_summaries()
    assert written(person, "monthly") == [dt.date(2026, 11, 1), dt.date(2026, 12, 1)]
    clock.move_to(dt.datetime(2027, 3, 1, tzinfo=dt.UTC))
    write_summaries()
    assert written(person, "monthly")[2:] == [dt.date(2027, 2, 1)]


def test_what_was_asked_for_while_the_week_ran_becomes_final(clock: Any) -> None:
    person = active()
    early = summarize(by=acting(person), owner=person, period="weekly")
    clock.move_to(MIDNIGHT)
    assert write_summaries() == 1
    assert UserSummary.objects.get().pk == early.pk
    assert written(person) == [MONDAY]
    assert write_summaries() == 0


def test_people_without_goals_or_access_and_those_away_get_none(clock: Any) -> None:
    UserFactory()
    blocked, away = active(), active()
    admin = Actor(UserFactory(is_staff=True, is_superuser=True), Source.ADMIN)
    change_access(by=admin, user=blocked, is_active=False)
    clock.move_to(MIDNIGHT)
    assert (write_summaries(), written(away), written(blocked)) == (1, [MONDAY], [])
    clock.move_to(MIDNIGHT + 7 * DAY)
    assert write_summaries() == 1
    clock.move_to(MIDNIGHT + 14 * DAY)
    assert write_summaries() == 0
    CheckInFactory(goal=GoalFactory(owner=away))
    assert (write_summaries(), written(away)[2:]) == (1, [MONDAY + 14 * DAY])


def test_nobody_is_told_of_days_before_they_came(clock: Any) -> None:
    clock.move_to(MIDNIGHT + HOUR)
    person = active(date_joined=MIDNIGHT + HOUR)
    assert (write_summaries(), written(person)) == (0, [])


def test_account_that_is_erased_meanwhile_stops_nothing(clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = active(), active()
    clock.move_to(MIDNIGHT)

    def gone(**how: Any) -> UserSummary:
        if how["owner"] == first:
            raise NotFound
        return summarize(**how)

    monkeypatch.setattr(tasks, "summarize", gone)
    assert write_summaries() == 1
    assert (written(first), written(second)) == ([], [MONDAY])


def test_schedule_asks_every_hour(settings: Any) -> None:
    scheduled = [entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"] == write_summaries.name]
    assert [len(entry["schedule"].hour) for entry in scheduled] == [24]


def test_looking_for_whose_are_due_takes_the_same_queries_for_any_number(clock: Any) -> None:
    costs = []
    for _ in range(2):
        active()
        active(timezone="Pacific/Midway")
        with CaptureQueriesContext(connection) as captured:
            assert write_summaries() == 0
        costs.append(len(captured))
    assert costs == [2, 2]
