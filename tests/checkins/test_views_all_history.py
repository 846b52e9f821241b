"""Everything that was recorded, over all goals: filters by the address, and the table."""

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.models import Goal, User
from tests.factories import CheckInFactory, GoalFactory, UserFactory
from tests.pages import read

pytestmark = pytest.mark.django_db

PATH = "/history/"


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


@pytest.fixture
def run(user: User) -> Goal:
    """Run: done on the 17th, skipped on the 18th; Read: 20 pages with a note on the 19th."""
    run = GoalFactory(owner=user, title="Run", start_date=dt.date(2026, 11, 1))
    pages = GoalFactory(owner=user, title="Read", unit="pages", target_value=Decimal(20))
    CheckInFactory(goal=run, check_in_date=dt.date(2026, 11, 17))
    CheckInFactory(goal=run, check_in_date=dt.date(2026, 11, 18), habit_completion_status="skipped")
    read_on = {"habit_completion_status": None, "value_recorded": Decimal("20.5"), "content": "=1+1"}
    CheckInFactory(goal=pages, check_in_date=dt.date(2026, 11, 19), **read_on)
    return run


def days(client: Client, query: str = "") -> list[str]:
    page = read(client.get(f"{PATH}{query}"))
    return [node.text for node in page.all("h2", class_="sec")]


def test_history_lists_all_goals_by_day_newest_first(client: Client, user: User, run: Goal) -> None:
    assert days(client) == ["Thursday 19 November 2026", "Wednesday 18 November 2026", "Tuesday 17 November 2026"]
    page = read(client.get(PATH))
    rows = [row.one("div", class_="what").text for row in page.one("main").all("li")]
    assert rows == ["· Read : 20.5 pages =1+1", "– Run : Skipped", "✓ Run : Done"]
    assert page.one("button", aria_label="Take back: Run, Tue 17 November 2026").text == "Take back"
    assert "3 check-ins" in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kept=completed", [17]),
        ("?kept=skipped", [18]),
        ("?kept=value", [19]),
        ("?kept=noted", [19]),
        ("?first=2026-11-18", [19, 18]),
        ("?last=2026-11-18", [18, 17]),
        ("?first=2026-11-18&last=2026-11-18", [18]),
        ("?q=1%2B1", [19]),
        ("?kept=nonsense&first=yesterday&goal=none&page=x", [19, 18, 17]),
    ],
)
def test_address_filters(client: Client, user: User, run: Goal, query: str, found: list[int]) -> None:
    assert [int(day.split()[1]) for day in days(client, query)] == found


def test_goal_is_one_of_the_filters_and_nobody_elses_is(client: Client, user: User, run: Goal) -> None:
    assert len(days(client, f"?goal={run.pk}")) == 2
    theirs = CheckInFactory()
    page = read(client.get(f"{PATH}?goal={theirs.goal_id}"))
    assert theirs.goal.title not in page.text
    assert [option.text for option in page.one("select", id="goal").all("option")] == ["Every goal", "Read", "Run"]


def test_nothing_that_fits_offers_a_way_back(client: Client, user: User, run: Goal) -> None:
    empty = read(client.get(f"{PATH}?q=swim")).one("section", class_="empty")
    assert (empty.one("h2").text, empty.one("a").attrs["href"]) == ("No check-in fits", PATH)


def test_table_holds_what_the_address_asks_for_and_runs_nothing(client: Client, user: User, run: Goal) -> None:
    response: Any = client.post(f"{PATH}?first=2026-11-18")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [
        ["Day", "Goal", "Status", "Amount", "Unit", "Milestone", "Note", "Link"],
        ["2026-11-19", "Read", "", "20.5", "pages", "", "'=1+1", ""],
        ["2026-11-18", "Run", "Skipped", "", "", "", "", ""],
    ]
    assert response["Content-Disposition"] == 'attachment; filename="steady-check-ins-2026-11-20.csv"'
    assert "no-store" in response["Cache-Control"]


def test_table_is_sent_in_pieces(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(5), unit="km")
    for _ in range(401):
        CheckInFactory(goal=goal, habit_completion_status=None, value_recorded=Decimal(1))
    response: Any = client.post(PATH)
    pieces = list(response.streaming_content)
    assert len(pieces) == 3
    assert b"".join(pieces).count(b"\r\n") == 402


def test_page_costs_the_same_for_one_and_three(client: Client, user: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PATH)
        return len(captured)

    CheckInFactory(goal__owner=user)
    one = queries()
    CheckInFactory(goal__owner=user)
    CheckInFactory(goal__owner=user)
    assert queries() == one
