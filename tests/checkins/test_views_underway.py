"""Targets and milestones on Today."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.actions import create_pause
from goals.models import Goal, User
from tests.checkins.today import FRIDAY, press, values
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory, acting
from tests.pages import Node, messages, read

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


def saving(user: User, **fields: Any) -> Goal:
    defaults = {
        "title": "Save",
        "pattern": "target",
        "aggregation": "sum",
        "baseline_value": Decimal(0),
        "target_value": Decimal(3000),
        "currency": "GBP",
    }
    return GoalFactory(owner=user, **{**defaults, **fields})


def going(client: Client, goal: Goal) -> Node:
    return read(client.get("/today/")).one("li", id=f"g-{goal.pk}")


def said(client: Client, goal: Goal) -> list[str]:
    return [span.text for span in going(client, goal).one("p", class_="meta").all("span")]


@pytest.mark.parametrize(
    ("date", "rate"),
    [
        (None, []),
        (FRIDAY + dt.timedelta(days=70), ["About £126 a week gets you there by 29 January 2027"]),
        (FRIDAY + dt.timedelta(days=3), ["£1,260 to go by 23 November 2026"]),
        (FRIDAY - dt.timedelta(days=1), ["1 day past the date"]),
    ],
)
def test_target_says_how_far_it_is_and_what_it_takes(
    client: Client, user: User, date: dt.date | None, rate: list[str]
) -> None:
    goal = saving(user, target_date=date, start_date=FRIDAY - dt.timedelta(days=9))
    CheckInFactory(goal=goal, value_recorded=Decimal(1740))
    assert said(client, goal) == ["£1,740 of £3,000", *rate]


def test_falling_target_counts_the_way_down(client: Client, user: User) -> None:
    weight = {"baseline_value": Decimal(80), "target_value": Decimal(75), "currency": None, "unit": "kg"}
    date = FRIDAY + dt.timedelta(days=70)
    goal = saving(user, aggregation="latest", direction="decrease", target_date=date, **weight)
    assert said(client, goal)[-1] == "About 0.5 kg a week gets you there by 29 January 2027"
    press(client, goal, op="add", amount="79,2")
    assert messages(read(client.get("/today/"))) == ["Save: 79.2 kg recorded."]
    assert said(client, goal) == ["79.2 kg now", "About 0.42 kg a week gets you there by 29 January 2027"]


def test_amount_is_added_once_for_a_key(client: Client, user: User) -> None:
    goal, key = saving(user, step=Decimal(20)), uuid.uuid4()
    assert going(client, goal).one("input", name="amount").attrs["value"] == "20"
    for _time in range(2):
        response = press(client, goal, key=key, op="add", amount="20")
        assert (response.status_code, response["Location"]) == (303, f"/today/2026-11-20/#g-{goal.pk}")
    assert values(goal) == [Decimal(20)]


def test_refused_amount_says_why_and_stays(client: Client, user: User) -> None:
    goal = saving(user)
    response = press(client, goal, op="add", amount="lots")
    assert response.status_code == 422
    row = read(response).one("li", id=f"g-{goal.pk}")
    assert row.one(role="alert").text == "Enter a number."
    assert row.one("input", name="amount").attrs["value"] == "lots"


def test_next_milestone_is_done_from_today(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Book", pattern="milestone")
    first = MilestoneFactory(goal=goal, title="Choose", target_date=FRIDAY + dt.timedelta(days=1))
    MilestoneFactory(goal=goal, title="Print")
    assert said(client, goal) == ["0 of 2 milestones", "Next: Choose · Planned for 21 November 2026"]
    response = client.post(f"/milestones/{first.pk}/", {"op": "complete", "next": "/today/"})
    assert (response.status_code, response["Location"]) == (303, "/today/")
    assert said(client, goal) == ["1 of 2 milestones", "Next: Print"]


def test_what_has_not_begun_rests_or_is_reached_is_not_under_way(client: Client, user: User) -> None:
    saving(user, start_date=FRIDAY + dt.timedelta(days=1))
    CheckInFactory(goal=saving(user), value_recorded=Decimal(3000))
    resting = saving(user)
    create_pause(by=acting(user), owner=user, goal=resting, starts_on=FRIDAY)
    assert read(client.get("/today/")).all(id="h-underway") == []


def test_past_days_show_what_was_due_alone(client: Client, user: User) -> None:
    saving(user, start_date=FRIDAY - dt.timedelta(days=9))
    assert read(client.get("/today/2026-11-19/")).all(id="h-underway") == []


def test_queries_do_not_grow_with_goals_under_way(client: Client, user: User) -> None:
    def count() -> int:
        saving(user)
        MilestoneFactory(goal=GoalFactory(owner=user, pattern="milestone"))
        with CaptureQueriesContext(connection) as queries:
            client.get("/today/")
        return len(queries)

    assert count() == count() <= 15


def test_page_of_yesterday_leads_on_after_midnight(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, start_date=FRIDAY)
    with time_machine.travel(dt.datetime(2026, 11, 21, 0, 5, tzinfo=dt.UTC), tick=False):
        press(client, goal, status="done")
        bar = read(client.get("/today/2026-11-20/")).one(id="undo")
    assert bar.one("p").text.endswith("Saved for Friday 20 November.")
    assert [link.text for link in bar.all("a", class_="btn act")] == ["Go to Saturday"]
