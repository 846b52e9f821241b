"""The history of a goal: a month to fill in afterwards, and the charts of the goal's page."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkins.models import CheckIn
from goals.actions import complete_goal
from goals.models import Goal, User
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory, acting
from tests.pages import messages, read

pytestmark = pytest.mark.django_db

YESTERDAY = dt.date(2026, 11, 19)


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


def begun(user: User, **fields: Any) -> Goal:
    return GoalFactory(owner=user, **{"start_date": dt.date(2026, 10, 20), **fields})


def send(client: Client, goal: Goal, here: str, status: str = "done") -> Any:
    form = read(client.get(here)).one(id="day").all("form")[0]
    hidden = {node.attrs["name"]: node.attrs["value"] for node in form.all("input", type="hidden")}
    hidden.pop("csrfmiddlewaretoken", None)
    return client.post(form.attrs["action"], {**hidden, "status": status})


def test_back_fill_sets_the_day_updates_the_run_and_returns(client: Client, user: User) -> None:
    goal = begun(user)
    for day in (17, 18):
        CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, day))
    here = f"/goals/{goal.pk}/history/?month=2026-11&day=2026-11-19"
    response = send(client, goal, here)
    assert (response.status_code, response["Location"]) == (303, f"{here}#day")
    assert CheckIn.objects.get(goal=goal, check_in_date=YESTERDAY).habit_completion_status == "completed"
    goal.refresh_from_db()
    assert goal.stats["current_streak"] == 3
    page = read(client.get(here))
    assert messages(page) == [f"{goal.title} marked done. Saved for Thursday 19 November."]
    assert page.one("a", href="?month=2026-11&day=2026-11-19#day").text == "19 ✓ Thursday 19 November: done"


def test_back_fill_leads_to_no_other_site(client: Client, user: User) -> None:
    goal = begun(user)
    fields = {"date": "2026-11-19", "status": "done", "next": "https://evil.example/"}
    response = client.post(f"/goals/{goal.pk}/checkins/", fields)
    assert response["Location"] == f"/today/2026-11-19/#g-{goal.pk}"


def test_days_to_come_are_no_links_and_cannot_be_picked(client: Client, user: User) -> None:
    goal = begun(user)
    page = read(client.get(f"/goals/{goal.pk}/history/?month=2026-11&day=2026-11-21"))
    days = [link.attrs["href"] for link in page.one("table", class_="month").all("a")]
    assert (days[0], days[-1], len(days)) == (
        "?month=2026-11&day=2026-11-01#day",
        "?month=2026-11&day=2026-11-20#day",
        20,
    )
    assert page.all(id="day") == []


@pytest.mark.parametrize("query", ["month=2027-05", "month=nonsense", "day=2026-11-31", "", "month=9999-12"])
def test_month_that_makes_no_sense_is_this_one(client: Client, user: User, query: str) -> None:
    page = read(client.get(f"/goals/{begun(user).pk}/history/?{query}"))
    assert page.one(id="month-title").text == "November 2026"


def test_months_before_are_a_step_away(client: Client, user: User) -> None:
    goal = begun(user)
    page = read(client.get(f"/goals/{goal.pk}/history/"))
    october = read(client.get(f"/goals/{goal.pk}/history/{page.one('a', rel='prev').attrs['href']}"))
    assert october.one(id="month-title").text == "October 2026"
    assert october.all("a", rel="prev") == []
    assert october.one("a", rel="next").attrs["href"] == "?month=2026-11"


def test_picked_day_shows_what_was_recorded_on_it(client: Client, user: User) -> None:
    goal = begun(user, pattern="target", target_value=Decimal(10), unit="km")
    CheckInFactory(goal=goal, check_in_date=YESTERDAY, value_recorded=Decimal(3))
    CheckInFactory(goal=goal, value_recorded=Decimal(4))
    day = read(client.get(f"/goals/{goal.pk}/history/?day=2026-11-19")).one(id="day")
    assert [amount.text for amount in day.all("strong")] == ["3 km"]
    assert day.one("a", class_="btn").attrs["href"] == f"/goals/{goal.pk}/log/?day=2026-11-19"


def test_log_form_begins_with_the_picked_day(client: Client, user: User) -> None:
    goal = begun(user)
    for query, shown in (("?day=2026-11-19", "2026-11-19"), ("?day=2027-01-01", "2026-11-20"), ("", "2026-11-20")):
        field = read(client.get(f"/goals/{goal.pk}/log/{query}")).one("input", name="check_in_date")
        assert field.attrs["value"] == shown


def test_days_of_a_closed_goal_can_only_be_looked_at(client: Client, user: User) -> None:
    goal = begun(user)
    complete_goal(by=acting(user), goal=goal)
    day = read(client.get(f"/goals/{goal.pk}/history/?day=2026-11-19")).one(id="day")
    assert (day.all("form"), day.all("a")) == ([], [])


def test_month_queries_do_not_grow(client: Client, user: User) -> None:
    goal = begun(user)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/goals/{goal.pk}/history/?day=2026-11-19")
        return len(queries)

    CheckInFactory(goal=goal, check_in_date=YESTERDAY)
    at_one = count()
    for day in range(1, 19):
        CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, day))
    assert count() == at_one


# The goal's page


def test_detail_draws_every_chart_with_a_table_and_a_reading(client: Client, user: User) -> None:
    wanted = {
        "recurring": ["weeks", "strength", "year"],
        "streak": ["weeks", "strength", "year"],
        "limit": ["periods", "strength", "year"],
        "target": ["progress", "year"],
    }
    for pattern, names in wanted.items():
        goal = begun(user, pattern=pattern, target_value=Decimal(5))
        CheckInFactory(goal=goal, value_recorded=Decimal(1))
        figures = read(client.get(f"/goals/{goal.pk}/")).all("figure")
        assert (pattern, [figure.attrs["id"] for figure in figures]) == (pattern, names)
        for figure in figures:
            assert (len(figure.all("h2")), len(figure.all("table"))) == (1, 1)
            assert figure.one("figcaption").all("p")[0].text
            assert [drawing.attrs["aria-hidden"] for drawing in figure.all("svg")] in (["true"], [])


def test_year_has_371_days_that_all_say_something(client: Client, user: User) -> None:
    page = read(client.get(f"/goals/{begun(user).pk}/"))
    days = page.one("table", class_="heat").all("td")
    assert (len(days), all(day.text for day in days)) == (371, True)


def test_full_year_is_an_address_for_small_screens(client: Client, user: User) -> None:
    goal = begun(user)
    assert read(client.get(f"/goals/{goal.pk}/")).one("a", href="?year=full#year").text == "Full year"
    full = read(client.get(f"/goals/{goal.pk}/?year=full"))
    assert full.one("table", class_="heat full").all("td")
    assert full.one("a", href="?#year").text == "Last 17 weeks"


def test_limit_says_how_it_stands_beside_its_gauge(client: Client, user: User) -> None:
    goal = begun(user, pattern="limit", period="week", target_value=Decimal(14), unit="cups")
    CheckInFactory(goal=goal, value_recorded=Decimal(15))
    page = read(client.get(f"/goals/{goal.pk}/"))
    assert page.one("p", class_="tag over").text == "15 of 14 cups this week. 1 over."


def test_project_has_no_charts(client: Client, user: User) -> None:
    goal = MilestoneFactory(goal=begun(user, pattern="milestone")).goal
    assert read(client.get(f"/goals/{goal.pk}/")).all("figure") == []
