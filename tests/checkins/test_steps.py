"""What Undo of a row takes back, where a day holds more than a status."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from goals.models import User
from tests.checkins.today import press, row, statuses, values
from tests.factories import CheckInFactory, GoalFactory, UserFactory
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


@pytest.mark.parametrize("status", ["completed", "missed"])
def test_undo_of_a_tick_with_a_value_opens_the_row_and_can_be_undone(client: Client, user: User, status: str) -> None:
    goal = GoalFactory(owner=user, unit="km")
    CheckInFactory(goal=goal, habit_completion_status=status, value_recorded=Decimal("5.4"))
    before = row(client, goal).attrs["data-s"]
    press(client, goal, status="clear")
    page = read(client.get("/today/2026-11-20/"))
    assert page.one("div", class_="goal").attrs["data-s"] == "todo"
    assert values(goal) == []
    client.post(page.one(id="undo").one("form").attrs["action"], {"next": "/today/"})
    assert (row(client, goal).attrs["data-s"], statuses(goal), values(goal)) == (before, [status], [Decimal("5.4")])


def test_undo_of_a_skipped_amount_keeps_the_amount(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, unit="km", target_value=Decimal(10))
    CheckInFactory(goal=goal, habit_completion_status="skipped", value_recorded=Decimal(4))
    press(client, goal, status="clear")
    assert (row(client, goal).attrs["data-s"], values(goal)) == ("todo", [Decimal(4)])
