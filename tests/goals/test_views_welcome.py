"""Three questions to somebody new."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from goals.models import Goal, Intention, User
from tests.factories import GoalFactory, UserFactory
from tests.pages import messages, read, title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday_night() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 21, 1, 30, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


def test_first_goal_is_on_today_after_three_submits(client: Client) -> None:
    account = {"email": "robin@example.org", "password1": "correct horse battery"}
    submits = [
        client.post("/accounts/signup/", account),
        client.post("/welcome/1/", {"timezone": "Europe/Berlin", "day_starts_at": "3"}),
        client.post("/welcome/2/", {"title": "Read", "rhythm": "daily"}),
    ]
    assert [response["Location"] for response in submits] == ["/welcome/1/", "/welcome/2/", "/welcome/3/"]
    user = User.objects.get()
    assert (user.timezone, user.day_starts_at) == ("Europe/Berlin", 3)
    assert "Done: Read" in read(client.get("/today/")).buttons()


@pytest.mark.parametrize(("step", "next_"), [(1, "/welcome/2/"), (2, "/welcome/3/"), (3, "/today/")])
def test_each_step_can_be_skipped(client: Client, user: User, step: int, next_: str) -> None:
    GoalFactory(owner=user)
    page = read(client.get(f"/welcome/{step}/"))
    assert page.one("main").all("p")[0].text == f"Step {step} of 3"
    skip = [link for link in page.all("a") if link.text == "Skip"]
    assert [link.attrs["href"] for link in skip] == [next_]


def test_without_a_goal_there_is_nothing_to_remind_of(client: Client, user: User) -> None:
    response = client.get("/welcome/3/")
    assert (response.status_code, response["Location"]) == (303, "/today/")


def test_clock_is_tried_before_it_is_kept(client: Client, user: User) -> None:
    tried = {"timezone": "Europe/London", "day_starts_at": "3", "preview": "1"}
    page = read(client.post("/welcome/1/", tried))
    assert page.one("p", id="now").text == "For you it is now Friday 20 November. This day ends at 03:00."
    part = client.post("/welcome/1/", tried, headers={"HX-Request": "true"}).content.decode()
    assert part.strip() == "For you it is now Friday 20 November. This day ends at 03:00."
    user.refresh_from_db()
    assert user.day_starts_at == 0


def test_browser_may_propose_a_zone_only_where_none_was_chosen(client: Client, user: User) -> None:
    assert "data-browser-zone" in read(client.get("/welcome/1/")).one("select", name="timezone").attrs
    client.force_login(UserFactory(timezone="Asia/Tokyo"))
    chosen = read(client.get("/welcome/1/")).one("select", name="timezone")
    assert "data-browser-zone" not in chosen.attrs
    assert chosen.one("option", value="Asia/Tokyo").attrs["selected"] == ""


@pytest.mark.parametrize(
    ("rhythm", "terms"),
    [
        ("daily", ("day", 1, None)),
        ("weekdays", ("day", 1, [0, 1, 2, 3, 4])),
        ("thrice", ("week", 3, None)),
        ("weekly", ("week", 1, None)),
    ],
)
def test_first_goal_has_the_chosen_rhythm(client: Client, user: User, rhythm: str, terms: Any) -> None:
    client.post("/welcome/2/", {"title": "Read", "rhythm": rhythm})
    goal = Goal.objects.get()
    assert (goal.owner, goal.title, goal.pattern) == (user, "Read", "recurring")
    assert (goal.period, goal.times_per_period, goal.weekdays) == terms


def test_first_goal_without_a_name_is_refused(client: Client, user: User) -> None:
    response = client.post("/welcome/2/", {"title": " ", "rhythm": "daily"})
    assert (response.status_code, title(read(response))) == (422, "Error: Welcome · Steady")
    assert not Goal.objects.exists()


def test_first_goal_beyond_the_quota_is_refused_in_words(client: Client, user: User, settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 1
    GoalFactory(owner=user)
    response = client.post("/welcome/2/", {"title": "Read", "rhythm": "daily"})
    said = read(response).one("div", class_="error-summary").one("li").text
    assert said == "You already have 1 active goals. Complete, pause or archive one first."


@pytest.mark.parametrize(("time", "next_"), [("07:30", "/settings/reminders/"), ("", "/today/")])
def test_moment_becomes_a_plan_of_the_newest_goal(client: Client, user: User, time: str, next_: str) -> None:
    GoalFactory(owner=user, title="Older")
    client.post("/welcome/2/", {"title": "Read", "rhythm": "daily"})
    page = read(client.get("/welcome/3/"))
    assert page.one("input", name="action").attrs["value"] == "Read"
    moment = {"trigger_condition": "I have had coffee", "action": "read a page", "reminder_time": time}
    assert client.post("/welcome/3/", moment)["Location"] == next_
    plan = Intention.objects.get()
    assert (plan.goal.title, plan.trigger_condition, plan.action) == ("Read", "I have had coffee", "read a page")
    assert plan.reminder_time == (dt.time(7, 30) if time else None)
    said = ["Saved. Today reminds you at that time; here you choose where else."] if time else []
    assert messages(read(client.get(next_))) == said
