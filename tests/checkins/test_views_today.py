"""Today: rows, buttons, undo, summary; without JavaScript unless a test says otherwise."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkins.models import CheckIn
from goals import template_library
from goals.actions import complete_goal, update_profile
from goals.models import Goal, GoalTemplate, User
from tests.checkins.today import FRIDAY, press, pressed, row, statuses, summary, values
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.pages import messages, read, title

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


def test_done_leads_back_to_the_row_with_an_undo_bar(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Meditate")
    response = press(client, goal, status="done")
    assert (response.status_code, response["Location"]) == (303, f"/today/2026-11-20/#g-{goal.pk}")
    page = read(client.get("/today/2026-11-20/"))
    assert messages(page) == ["Meditate marked done."]
    assert page.one("div", class_="goal").attrs["data-s"] == "done"
    assert page.one("button", class_="tick").attrs["aria-pressed"] == "true"


def test_undo_of_the_bar_restores_the_row(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    press(client, goal, status="done")
    bar = read(client.get("/today/2026-11-20/")).one(id="undo").one("form")
    response = client.post(bar.attrs["action"], {"next": "/today/2026-11-20/"})
    assert (response.status_code, response["Location"]) == (303, "/today/2026-11-20/")
    assert row(client, goal).attrs["data-s"] == "todo"
    assert statuses(goal) == []


def test_row_states_differ_in_word_and_shape(client: Client, user: User) -> None:
    shapes = {}
    for status in ("done", "skip", "missed"):
        goal = GoalFactory(owner=user, title="Run")
        press(client, goal, status=status)
        found = row(client, goal)
        words = found.one("p").text.replace(" 12:00", "")
        shapes[found.attrs["data-s"]] = (words, found.one("button", class_="tick").one("use").attrs["href"])
    assert shapes == {
        "done": ("Done", "#i-check"),
        "skip": ("Skipped", "#i-dash"),
        "missed": ("Missed", "#i-cross"),
    }


def test_done_twice_leaves_done(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    press(client, goal, status="done")
    press(client, goal, status="done")
    assert statuses(goal) == ["completed"]


def test_same_key_twice_is_one_check_in(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(2), unit="litres")
    key = uuid.uuid4()
    press(client, goal, key=key, op="add", amount="0.5")
    press(client, goal, key=key, op="add", amount="0.5")
    assert list(CheckIn.objects.values_list("pk", "value_recorded")) == [(key, Decimal("0.5"))]


def test_key_becomes_the_id_of_the_status(client: Client, user: User) -> None:
    goal, key = GoalFactory(owner=user), uuid.uuid4()
    press(client, goal, key=key, status="done")
    assert list(CheckIn.objects.values_list("pk", flat=True)) == [key]


def test_each_button_sets_its_status(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    seen = []
    for status in ("done", "skip", "missed", "clear"):
        press(client, goal, status=status)
        seen.append(statuses(goal))
    assert seen == [["completed"], ["skipped"], ["missed"], []]


def test_undo_of_the_row_clears_the_day(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run")
    press(client, goal, status="missed")
    undo = row(client, goal).one("div", class_="acts one").one("button")
    assert (undo.attrs["aria-label"], undo.attrs["id"]) == ("Undo: Run", f"m-{goal.pk}")
    press(client, goal, **pressed(undo))
    assert row(client, goal).attrs["data-s"] == "todo"


def test_amounts_add_up(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Drink water", target_value=Decimal(2), unit="litres", step=Decimal("0.25"))
    assert row(client, goal).one("input", name="amount").attrs["value"] == "0.25"
    press(client, goal, op="add", amount="0.25")
    press(client, goal, op="add", amount="0.25")
    assert row(client, goal).one("p").text == "0.5 of 2 litres today"


@pytest.mark.parametrize("typed", ["1.5", "1,5"])
def test_amounts_take_comma_and_point(client: Client, user: User, typed: str) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(2))
    press(client, goal, op="add", amount=typed)
    assert values(goal) == [Decimal("1.5")]


def test_tick_logs_exactly_what_remains(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(2))
    press(client, goal, op="add", amount="0.6")
    press(client, goal, status="done")
    press(client, goal, status="done")
    assert sorted(values(goal)) == [Decimal("0.6"), Decimal("1.4")]
    assert row(client, goal).attrs["data-s"] == "done"


def test_undo_of_a_filled_row_takes_back_the_last_amount(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(2))
    press(client, goal, op="add", amount="0.6")
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, 5, tzinfo=dt.UTC)):
        press(client, goal, status="done")
    undo = row(client, goal).one("div", class_="acts one").one("button")
    for _ in range(2):
        press(client, goal, **pressed(undo))
        assert values(goal) == [Decimal("0.6")]


def test_undo_of_a_filled_row_keeps_the_notes_of_the_day(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(2))
    press(client, goal, status="done")
    CheckInFactory(goal=goal, content="Felt easy")
    undo = row(client, goal).one("div", class_="acts one").one("button")
    press(client, goal, **pressed(undo))
    assert [(one.value_recorded, one.content) for one in CheckIn.objects.filter(goal=goal)] == [(None, "Felt easy")]


def test_tick_of_an_amount_replaces_the_status_of_the_day(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(2))
    CheckInFactory(goal=goal, habit_completion_status="missed")
    press(client, goal, status="done")
    assert list(CheckIn.objects.values_list("habit_completion_status", "value_recorded")) == [("completed", None)]
    assert row(client, goal).attrs["data-s"] == "done"


def test_taking_away_stops_at_nothing(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(2))
    press(client, goal, op="add", amount="0.5")
    key = uuid.uuid4()
    press(client, goal, key=key, op="sub", amount="2")
    press(client, goal, key=key, op="sub", amount="2")
    assert sorted(values(goal)) == [Decimal("-0.5"), Decimal("0.5")]


@pytest.mark.parametrize(
    ("button", "sentence"),
    [
        ({"op": "sub", "amount": "1"}, "There is nothing to take away on this day."),
        ({"op": "add", "amount": ""}, "Enter an amount above 0."),
        ({"op": "add", "amount": "-1"}, "Enter an amount above 0."),
        ({"op": "add", "amount": "lots"}, "Enter a number."),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_refused_amount_says_why_in_the_row_and_keeps_what_was_typed(
    client: Client, user: User, button: dict[str, Any], sentence: str, htmx: bool
) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(2))
    response = press(client, goal, htmx=htmx, **button)
    shown = read(response)
    assert response.status_code == 422
    assert shown.one(role="alert").text == sentence
    assert shown.one("input", name="amount").attrs["value"] == (button["amount"] or "1")
    assert values(goal) == []


def test_several_times_a_day_are_counted(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, times_per_period=3)
    press(client, goal, op="add", amount="1")
    assert row(client, goal).one("p").text == "1 of 3 today"


def test_limit_says_what_is_left_and_is_not_counted(client: Client, user: User) -> None:
    goal = GoalFactory(
        owner=user, pattern="limit", target_value=Decimal(14), unit="cups", start_date=dt.date(2026, 11, 1)
    )
    CheckInFactory(goal=goal, value_recorded=Decimal(9))
    assert (
        row(client, goal).one("p").text
        == "9 of 14 cups this week. 5 left for 3 days, about 1.7 a day. Kept 3 weeks in a row"
    )
    assert summary(client) == ""


def test_limit_that_is_exceeded_says_by_how_much(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="limit", target_value=Decimal(14), start_date=dt.date(2026, 11, 1))
    CheckInFactory(goal=goal, value_recorded=Decimal(15))
    found = row(client, goal)
    assert found.one("span", class_="tag over").text == "15 of 14 this week. 1 over."
    assert [rect.attrs["width"] for rect in found.all("rect")[:3]] == ["100%", "100%", "93.33%"]


def test_summary_counts_done_skipped_and_missed(client: Client, user: User) -> None:
    for status in ("done", "skip", "missed"):
        press(client, GoalFactory(owner=user), status=status)
    GoalFactory(owner=user)
    page = read(client.get("/today/"))
    assert page.one(id="summary").text == "1 of 4 done. 1 skipped. 1 missed."
    assert title(page) == "1 of 4 done · Today · Steady"


def test_finished_day_names_tomorrow(client: Client, user: User) -> None:
    press(client, GoalFactory(owner=user), status="done")
    assert summary(client) == "1 of 1 done. That’s everything for today. 1 goal tomorrow."


def test_met_week_asks_for_nothing_more(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, period="week", times_per_period=1, start_date=dt.date(2026, 11, 2))
    CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, 17))
    page = read(client.get("/today/"))
    assert [heading.text for heading in page.all("h2")] == ["Already met"]
    assert page.one(id="summary").text == ""


def test_rows_keep_their_order_when_done(client: Client, user: User) -> None:
    goals = [GoalFactory(owner=user, title=name) for name in ("B", "A", "C")]
    before = [item.attrs["id"] for item in read(client.get("/today/")).all("li", data_row="")]
    press(client, goals[1], status="done")
    assert [item.attrs["id"] for item in read(client.get("/today/")).all("li", data_row="")] == before


def test_groups_follow_the_time_of_day(client: Client, user: User) -> None:
    for name in ("any", "evening", "morning"):
        GoalFactory(owner=user, time_of_day=name)
    headings = [heading.text for heading in read(client.get("/today/")).all("h2")]
    assert headings == ["Morning 0 of 1", "Evening 0 of 1", "Any time 0 of 1"]


def test_htmx_answer_is_the_row_and_what_changes_beside_it(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Meditate")
    GoalFactory(owner=user)
    answer = read(press(client, goal, htmx=True, status="done"))
    assert title(answer) == "1 of 2 done · Today · Steady"
    assert answer.one("div", class_="goal").attrs["data-s"] == "done"
    assert answer.one(id="summary").text == "1 of 2 done."
    assert answer.one(id="n-any").text == "1 of 2"
    assert answer.one(id="live").text == "Meditate marked done. 1 of 2."
    assert messages(answer) == ["Meditate marked done."]
    assert answer.all("h1") == []


def test_htmx_undo_answers_with_the_row(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Meditate")
    check_in = CheckInFactory(goal=goal)
    response = client.post(f"/checkins/{check_in.pk}/undo/", headers={"HX-Request": "true"})
    answer = read(response)
    assert answer.one("div", class_="goal").attrs["data-s"] == "todo"
    assert messages(answer) == ["Undone: Meditate."]


def test_row_of_a_goal_that_closed_meanwhile_leads_to_today(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run")
    complete_goal(by=acting(user), goal=goal)
    response = press(client, goal, status="done")
    assert (response.status_code, response["Location"]) == (303, "/today/")
    assert messages(read(client.get("/today/"))) == ["This goal is completed. Reactivate it first."]
    assert press(client, goal, htmx=True, status="done")["HX-Redirect"] == "/today/"


def test_past_day_is_recorded_and_named(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run", start_date=dt.date(2026, 11, 1))
    press(client, goal, day=dt.date(2026, 11, 19), status="done")
    page = read(client.get("/today/2026-11-19/"))
    assert messages(page) == ["Run marked done. Saved for Thursday 19 November."]
    assert page.one("h1").text == "Thursday 19 November"
    assert list(CheckIn.objects.values_list("check_in_date", flat=True)) == [dt.date(2026, 11, 19)]


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1899, 12, 31), dt.date(3000, 1, 1), dt.date.max])
def test_day_beyond_any_life_is_no_address_and_takes_nothing(client: Client, user: User, day: dt.date) -> None:
    goal = GoalFactory(owner=user)
    assert client.get(f"/today/{day.isoformat()}/").status_code == 404
    assert client.get("/today/", {"day": day.isoformat()})["Location"] == "/today/"
    assert press(client, goal, day, status="done").status_code == 422
    assert statuses(goal) == []


def test_future_day_is_refused(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    response = press(client, goal, day=dt.date(2026, 11, 21), status="done")
    assert (response.status_code, read(response).one(role="alert").text) == (422, "This day has not come yet.")
    assert client.get("/today/2026-11-21/")["Location"] == "/today/"
    assert statuses(goal) == []


def test_picked_day_leads_to_its_page(client: Client, user: User) -> None:
    assert client.get("/today/", {"day": "2026-11-02"})["Location"] == "/today/2026-11-02/"
    assert client.get("/today/", {"day": "2026-02-31"})["Location"] == "/today/"
    assert client.get("/today/2026-02-31/").status_code == 404


def test_day_ends_at_the_day_start_hour(client: Client, user: User) -> None:
    update_profile(by=acting(user), user=user, day_starts_at=3)
    with time_machine.travel(dt.datetime(2026, 11, 21, 2, 30, tzinfo=dt.UTC)):
        page = read(client.get("/today/"))
    assert page.one("div", class_="top today").one("p").text == "Fri 20 November, until 03:00"


def test_time_is_shown_by_the_clock_of_the_person(client: Client, user: User) -> None:
    update_profile(by=acting(user), user=user, timezone="Asia/Kathmandu")
    goal = GoalFactory(owner=user)
    press(client, goal, status="done")
    assert row(client, goal).one("span", class_="tag done").text == "Done 17:45"


def test_person_without_goals_is_led_to_a_first_one(client: Client, user: User) -> None:
    template_library.load(GoalTemplate)
    links = read(client.get("/today/")).one("section", class_="empty").all("a")
    assert [link.text for link in links[:2]] == ["New goal", "All templates"]
    patterns = [GoalTemplate.objects.get(slug=link.attrs["href"].split("/")[2]).pattern for link in links[2:]]
    assert (len(patterns), len(set(patterns))) == (3, 3)


def test_free_day_names_the_next_goal(client: Client, user: User) -> None:
    GoalFactory(owner=user, title="Gym", weekdays=[0])
    assert read(client.get("/today/")).one("section", class_="empty").one("p").text == "Next: Gym, Monday 23 November."


def test_long_name_is_fully_there(client: Client, user: User) -> None:
    name = "Practise Spanish conversation with a long and rather descriptive goal name, daily"
    goal = GoalFactory(owner=user, title=name)
    assert row(client, goal).one("h3").text == name


def test_names_are_escaped(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title='<script>alert("x")</script>')
    press(client, goal, status="done")
    page = read(client.get("/today/2026-11-20/"))
    assert [script.attrs["src"] for script in page.all("script")] == [
        "/static/django_htmx/htmx-2.min.js",
        "/static/js/app.js",
    ]


def test_queries_do_not_grow_with_goals(client: Client, user: User) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/today/").status_code == 200
        return len(queries)

    CheckInFactory(goal=GoalFactory(owner=user))
    client.get("/today/")
    at_one = count()
    for _number in range(2):
        goal = GoalFactory(owner=user)
        for day in range(3):
            CheckInFactory(goal=goal, check_in_date=FRIDAY - dt.timedelta(days=day))
    assert count() == at_one <= 15


def test_queries_of_a_press_do_not_grow_with_goals(client: Client, user: User) -> None:
    def count(goal: Goal) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert press(client, goal, htmx=True, status="done").status_code == 200
        return len(queries)

    at_one = count(GoalFactory(owner=user))
    others = [GoalFactory(owner=user) for _number in range(2)]
    assert count(others[0]) == at_one
