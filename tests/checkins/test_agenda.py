"""Rows of days on which other terms held than today's."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from goals.actions import update_goal
from goals.models import Goal, User
from tests.checkins.today import press, row, statuses, values
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.pages import read

pytestmark = pytest.mark.django_db

WEDNESDAY = dt.date(2026, 11, 18)


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


def changed(goal: Goal, **terms: Any) -> Goal:
    return update_goal(by=acting(goal.owner), goal=goal, **terms)


def test_row_of_a_past_day_names_the_period_of_that_day(client: Client, user: User) -> None:
    goal = GoalFactory(
        owner=user, pattern="limit", target_value=Decimal(14), unit="cups", start_date=dt.date(2026, 11, 1)
    )
    CheckInFactory(goal=goal, value_recorded=Decimal(5), check_in_date=dt.date(2026, 11, 17))
    changed(goal, period="month", target_value=Decimal(50))
    said = row(client, goal, WEDNESDAY).one("p").text
    assert said == "5 of 14 cups that week. 9 left for 5 days, about 1.8 a day."


def test_run_over_weeks_and_months_is_counted_in_times(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="limit", target_value=Decimal(14), start_date=dt.date(2026, 11, 2))
    changed(goal, target_value=Decimal(13))
    assert row(client, goal).one("p").text.endswith("Kept 2 weeks in a row")
    changed(goal, period="month", target_value=Decimal(50))
    assert row(client, goal).one("p").text.endswith("Kept 3 times in a row")
    figures = read(client.get(f"/goals/{goal.pk}/")).all("div", class_="card figure")
    assert "3 times in a row · best 3" in [figure.text for figure in figures]


def test_run_since_the_change_is_counted_in_the_new_units(client: Client, user: User) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)):
        goal = GoalFactory(owner=user)
    with time_machine.travel(dt.datetime(2026, 11, 4, 12, tzinfo=dt.UTC)):
        changed(goal, period="week")
    for day in (10, 17):
        CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, day))
    figures = read(client.get(f"/goals/{goal.pk}/")).all("div", class_="card figure")
    assert "2 weeks in a row · best 2" in [figure.text for figure in figures]


def test_day_from_before_an_amount_was_asked_for_is_ticked(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, start_date=dt.date(2026, 11, 1))
    changed(goal, target_value=Decimal(2000), unit="ml")
    assert row(client, goal).one("p").text == "0 of 2,000 ml today"
    press(client, goal, WEDNESDAY, status="done")
    assert statuses(goal) == ["completed"]
    assert row(client, goal, WEDNESDAY).attrs["data-s"] == "done"


def test_day_on_which_an_amount_was_asked_for_takes_what_remained(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(20), unit="pages", start_date=dt.date(2026, 11, 1))
    CheckInFactory(goal=goal, value_recorded=Decimal(5), check_in_date=WEDNESDAY)
    changed(goal, target_value=None)
    assert row(client, goal, WEDNESDAY).one("p").text == "5 of 20 pages that day"
    press(client, goal, WEDNESDAY, status="done")
    assert sorted(values(goal)) == [Decimal(5), Decimal(15)]
