"""What a goal's form says before anything is saved."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from goals.models import Goal, User
from tests.factories import GoalFactory, MilestoneFactory, UserFactory
from tests.pages import read, title

pytestmark = pytest.mark.django_db

DAILY = {"title": "Run", "times_per_period": "1", "period": "day", "reserve_per_month": "0", "time_of_day": "any"}
HTMX = {"HX-Request": "true"}
ROWS = {"rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


def previewed(client: Client, pattern: str, data: dict[str, Any]) -> str:
    data = {"start_date": "2026-11-20", "time_of_day": "any", **data, "preview": "1"}
    response = client.post(f"/goals/new/?pattern={pattern}", data, headers=HTMX)
    assert response.status_code == 200
    assert not Goal.objects.exists()
    return read(response).one("p").text


@pytest.mark.parametrize(
    ("pattern", "data", "sentence"),
    [
        ("recurring", DAILY, "Every day. Appears on Today every day."),
        ("recurring", {**DAILY, "weekdays": ["0", "2", "4"]}, "Mon, Wed, Fri. Appears on Today on these days."),
        ("recurring", {**DAILY, "every_n_days": "3"}, "Every 3 days. Appears on Today when it is due again."),
        (
            "recurring",
            {**DAILY, "times_per_period": "3", "period": "week"},
            "3 times a week. Appears on Today every day until the week has what it asks for.",
        ),
        (
            "recurring",
            {**DAILY, "period": "month"},
            "Once a month. Appears on Today every day until the month has what it asks for.",
        ),
        (
            "streak",
            {"title": "X", "target_value": "30", "reserve_per_month": "2"},
            "Every day, 30 days in a row. Appears on Today every day.",
        ),
        (
            "limit",
            {"title": "Coffee", "target_value": "14", "unit": "cups", "period": "week", "silence": "kept"},
            "At most 14 cups a week. Appears on Today every day, with what is left.",
        ),
        (
            "target",
            {
                "title": "Save",
                "baseline_value": "0",
                "target_value": "3000",
                "unit": "£",
                "target_date": "2027-06-30",
                "aggregation": "sum",
            },
            "£0 to £3,000 by 30 June 2027. Stands on Today under way, with its next step.",
        ),
        (
            "milestone",
            {"title": "Book", **ROWS, "rows-0-title": "Choose", "target_date": "2027-06-30"},
            "1 milestone by 30 June 2027. Stands on Today under way, with its next step.",
        ),
        (
            "recurring",
            {**DAILY, "start_date": "2026-12-01"},
            "Every day. From 1 December 2026: Appears on Today every day.",
        ),
        ("recurring", {**DAILY, "times_per_period": "0"}, ""),
        ("milestone", {"title": "Book", **ROWS, "rows-0-target_date": "never"}, ""),
    ],
)
def test_preview_says_what_the_form_would_make(
    client: Client, user: User, pattern: str, data: dict[str, Any], sentence: str
) -> None:
    assert previewed(client, pattern, data) == sentence


def test_preview_without_script_shows_the_form_again_and_saves_nothing(client: Client, user: User) -> None:
    data = {**DAILY, "start_date": "2026-11-20", "preview": "1"}
    response = client.post("/goals/new/?pattern=recurring", data)
    page = read(response)
    assert response.status_code == 200
    assert page.one(role="status", class_="lead").text == "Every day. Appears on Today every day."
    assert page.one("input", name="title").attrs["value"] == "Run"
    assert not Goal.objects.exists()


def test_preview_without_script_says_what_is_wrong(client: Client, user: User) -> None:
    response = client.post("/goals/new/?pattern=recurring", {**DAILY, "title": "", "preview": "1"})
    assert response.status_code == 422
    assert title(read(response)).startswith("Error: ")


def test_preview_of_an_edit_leaves_the_goal_as_it_is(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Book", pattern="milestone")
    MilestoneFactory(goal=goal)
    data = {"title": "Novel", "start_date": "2026-11-20", "target_date": "2027-01-31", "preview": "1"}
    response = client.post(f"/goals/{goal.pk}/edit/", data, headers=HTMX)
    words = "1 milestone by 31 January 2027. Stands on Today under way, with its next step."
    assert read(response).one("p").text == words
    assert Goal.objects.get().title == "Book"
