"""Goals beside each other: the roll-ups say the same as the check-ins."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from checkins.across import days_of, days_recorded
from checkins.lookback import look_back
from checkins.standing import standings_of
from tests.checkins.histories import NOW, TODAY, begun, lived, no_friday
from tests.factories import PauseFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def mixed(day: dt.date) -> object:
    return ["completed", "skipped", "missed", None, "completed"][day.toordinal() % 5]


def test_days_are_those_that_the_check_ins_tell() -> None:
    owner = UserFactory.create()
    goals = [
        lived(begun(owner), mixed),
        lived(begun(owner, weekdays=[0, 2, 4]), no_friday),
        lived(
            begun(owner, period="week", times_per_period=3, start_date=TODAY - dt.timedelta(days=40)), mixed, days=60
        ),
        lived(begun(owner, pattern="limit", target_value=2, period="day"), lambda day: day.day % 4),
        lived(begun(owner, pattern="streak", target_value=30), mixed),
        lived(begun(owner, period="week", target_value=20, unit="km"), lambda day: day.day % 3 and 5),
        lived(begun(owner, pattern="target", target_value=500), lambda day: 3, days=20),
    ]
    for goal in goals[:3]:
        PauseFactory.create(
            owner=owner, goal=goal, starts_on=TODAY - dt.timedelta(days=30), ends_on=TODAY - dt.timedelta(days=20)
        )
    for goal in goals:
        goal.refresh_from_db()
    seen, standings = look_back(owner, goals, TODAY), standings_of(goals, TODAY)
    for goal in goals:
        told, ours = seen.days_of(goal, standings[goal.pk].units), days_of(standings[goal.pk], seen.first, TODAY)
        assert (told is None) == (ours is None)
        if told and ours:
            assert (ours.judged, ours.kept, ours.is_due) == (told.judged, told.kept, told.is_due), goal.pattern
    assert days_recorded(list(standings.values()), TODAY) == seen.days_recorded
