"""A goal on paper."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.models import Goal, User
from tests.checkins.today import FRIDAY
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory
from tests.pages import Node, read

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


def paper(client: Client, goal: Goal, query: str = "") -> Node:
    return read(client.get(f"/goals/{goal.pk}/report/{query}"))


def rows(page: Node, name: str) -> list[list[str]]:
    body = page.one("section", aria_labelledby=name).one("tbody")
    return [[cell.text for cell in line.children if isinstance(cell, Node)] for line in body.all("tr")]


def test_report_tells_days_weeks_and_what_was_recorded(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run", start_date=dt.date(2026, 11, 16))
    for ago, status in ((4, "completed"), (3, "skipped"), (1, "completed")):
        day = FRIDAY - dt.timedelta(days=ago)
        CheckInFactory(goal=goal, check_in_date=day, habit_completion_status=status)
    page = paper(client, goal, "?period=week")
    assert page.one("p", class_="lead").text == "Every day. 14 November 2026 to 20 November 2026."
    facts = [(one.one("dt").text, one.one("dd").text) for one in page.one("section", aria_labelledby="sum").all("div")]
    assert facts == [
        ("Kept", "66%"),
        ("What was due", "2 of 3 kept"),
        ("Recorded days", "2 done, 1 skipped, 0 missed"),
    ]
    assert rows(page, "weeks")[-1] == ["16 Nov 2026", "2", "1", "1", "1"]
    assert len(rows(page, "weeks")) == 12
    assert rows(page, "series") == [
        ["16 Nov 2026", "–", "1", "0"],
        ["17 Nov 2026", "–", "0", "0"],
        ["18 Nov 2026", "–", "0", "1"],
        ["19 Nov 2026", "–", "1", "0"],
    ]


def test_report_of_a_target_has_amounts_and_milestones(client: Client, user: User) -> None:
    measure = {"target_value": Decimal(100), "unit": "km", "aggregation": "sum", "baseline_value": Decimal(0)}
    goal = GoalFactory(owner=user, pattern="target", start_date=FRIDAY, **measure)
    CheckInFactory(goal=goal, value_recorded=Decimal("12.5"))
    MilestoneFactory(goal=goal, title="Half", target_date=dt.date(2026, 12, 1))
    page = paper(client, goal, "?period=month")
    assert rows(page, "series") == [["20 Nov 2026", "12.5 km"]]
    assert page.all("section", aria_labelledby="weeks") == []
    assert page.one("section", aria_labelledby="milestones").one("li").text == "◇ Half Planned for 1 December 2026"


@pytest.mark.parametrize(
    ("query", "chosen"), [("", "13 weeks"), ("?period=nonsense", "13 weeks"), ("?period=all", "Everything")]
)
def test_period_is_chosen_by_the_address(client: Client, user: User, query: str, chosen: str) -> None:
    page = paper(client, GoalFactory(owner=user), query)
    assert page.one("a", aria_current="true").text == chosen
    assert page.one("section", class_="empty").text == "Nothing recorded in these days"


def test_queries_do_not_grow_with_the_history(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, start_date=FRIDAY - dt.timedelta(days=400))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            paper(client, goal, "?period=all")
        return len(queries)

    CheckInFactory(goal=goal)
    at_one = count()
    for ago in (1, 200, 399):
        CheckInFactory(goal=goal, check_in_date=FRIDAY - dt.timedelta(days=ago))
    assert count() == at_one


def test_amounts_are_counted_by_the_days_kept(client: Client, user: User) -> None:
    """They say nothing of a day themselves: neither done nor skipped nor missed."""
    goal = GoalFactory(owner=user, target_value=Decimal(20), unit="pages", start_date=FRIDAY - dt.timedelta(days=4))
    for ago, pages in ((4, 20), (3, 5), (2, 30)):
        CheckInFactory(goal=goal, value_recorded=Decimal(pages), check_in_date=FRIDAY - dt.timedelta(days=ago))
    page = paper(client, goal)
    assert page.all("div", class_="card figure")[3].text == "2 of 4 kept since the start"
    assert "Recorded days" not in page.text
