"""The reserve is seen where it works: on Today, on the goal's page and over REST."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from checkins.reserve import Reserve, reserve_of
from checkins.units import Reason, State, Unit
from goals.models import Goal
from tests.api import caller
from tests.factories import CheckInFactory, GoalFactory, UserFactory

TODAY = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)


def unit(day: dt.date, reason: Reason | None = None) -> Unit:
    return Unit(day, day, State.NEUTRAL, 0.0, 1.0, reason, Decimal(0), Decimal(1), 1.0)


def test_reserve_counts_what_it_covered_in_the_month_of_the_day() -> None:
    covered = [dt.date(2026, 10, 31), dt.date(2026, 11, 1), dt.date(2026, 11, 19)]
    units = [*(unit(day, Reason.RESERVE) for day in covered), unit(TODAY, Reason.SKIP)]
    assert reserve_of(units, 3, TODAY) == Reserve(per_month=3, used=2, left=1, month=dt.date(2026, 11, 1))
    assert reserve_of(units, 3, dt.date(2026, 12, 1)) == Reserve(3, 0, 3, dt.date(2026, 12, 1))
    assert reserve_of(units, 0, TODAY) is None


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


def missed_once() -> Goal:
    """A daily goal of ten days that allows two misses a month and has used one of them."""
    goal: Goal = GoalFactory.create(
        owner=UserFactory.create(timezone="UTC"), start_date=TODAY - 10 * DAY, reserve_per_month=2
    )
    for ago in range(2, 11):
        CheckInFactory.create(goal=goal, check_in_date=TODAY - ago * DAY)
    return goal


@pytest.mark.django_db
def test_covered_miss_is_said_on_today_and_on_the_goal(clock: time_machine.Traveller, client: Client) -> None:
    goal = missed_once()
    client.force_login(goal.owner)
    for where in ("/today/", f"/goals/{goal.pk}/"):
        assert "Covered by your reserve, 1 left in November." in client.get(where).content.decode()
    goal.refresh_from_db()
    assert goal.stats["reserve_used"] == 1
    assert goal.stats["current_streak"] == 9


@pytest.mark.django_db
def test_night_that_uses_the_reserve_is_said_without_a_write(clock: time_machine.Traveller, client: Client) -> None:
    goal = missed_once()
    client.force_login(goal.owner)
    clock.move_to(dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC))
    client.force_login(goal.owner)
    words = "2 misses covered by your reserve, 0 left in November."
    assert words in client.get("/today/").content.decode()
    assert words in client.get(f"/goals/{goal.pk}/").content.decode()


@pytest.mark.django_db
def test_nothing_is_said_while_nothing_is_covered(clock: time_machine.Traveller, client: Client) -> None:
    goal = GoalFactory.create(reserve_per_month=2)
    client.force_login(goal.owner)
    for where in ("/today/", f"/goals/{goal.pk}/"):
        assert "reserve, " not in client.get(where).content.decode()


@pytest.mark.django_db
def test_progress_gives_the_reserve_of_the_month(clock: time_machine.Traveller) -> None:
    goal = missed_once()
    call = caller(goal.owner)
    reserve = call.get(f"/api/v1/goals/{goal.pk}/progress/").json()["reserve"]
    assert reserve == {"per_month": 2, "used": 1, "left": 1, "month": "2026-11-01"}
    plain = GoalFactory.create(owner=goal.owner)
    assert call.get(f"/api/v1/goals/{plain.pk}/progress/").json()["reserve"] is None
