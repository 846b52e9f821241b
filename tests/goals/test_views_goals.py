"""Pages of goals: list, new, edit, detail."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.actions import complete_goal, pause_goal
from goals.forms import GOAL_FORMS
from goals.models import Goal, User
from tests.factories import CheckInFactory, GoalFactory, IntentionFactory, MilestoneFactory, UserFactory, acting
from tests.pages import Node, messages, read, title

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


def names(client: Client, query: str = "") -> list[str]:
    page = read(client.get(f"/goals/{query}"))
    return [card.one("h2").text for card in page.all("article")]


def summary_of(page: Node) -> list[tuple[str, str]]:
    items = page.one("div", class_="error-summary").all("li")
    return [(link.attrs["href"] if (link := next(iter(item.all("a")), None)) else "", item.text) for item in items]


# The way in


def test_home_leads_to_today_or_to_sign_in(client: Client) -> None:
    assert client.get("/")["Location"] == "/accounts/login/"
    client.force_login(UserFactory())
    assert client.get("/")["Location"] == "/today/"


# List


def test_list_shows_open_goals_first_and_hides_the_archive(client: Client, user: User) -> None:
    for name, status in (("D", "completed"), ("C", "paused"), ("B", "active"), ("A", "archived")):
        GoalFactory(owner=user, title=name, status=status)
    GoalFactory(title="Of somebody else")
    assert names(client) == ["B", "C", "D"]
    assert names(client, "?status=archived") == ["A"]


def test_list_filters_by_the_address(client: Client, user: User) -> None:
    GoalFactory(owner=user, title="Run far")
    GoalFactory(owner=user, title="Coffee", pattern="limit", target_value=Decimal(3))
    GoalFactory(owner=user, title="Rundown", pattern="limit", target_value=Decimal(3))
    assert names(client, "?pattern=limit") == ["Coffee", "Rundown"]
    assert names(client, "?pattern=limit&q=run") == ["Rundown"]
    assert names(client, "?status=nonsense") == ["Coffee", "Run far", "Rundown"]
    assert names(client, "?q=nothing") == []


def test_list_is_paged_and_keeps_its_filter(client: Client, user: User) -> None:
    for number in range(25):
        GoalFactory(owner=user, title=f"Goal {number:02}")
    page = read(client.get("/goals/?q=goal"))
    assert page.one("a", rel="next").attrs["href"] == "?q=goal&page=2"
    assert names(client, "?q=goal&page=2") == ["Goal 24"]


def test_list_without_goals_leads_to_a_new_one(client: Client, user: User) -> None:
    assert read(client.get("/goals/")).one("section", class_="empty").one("a").attrs["href"] == "/goals/new/"


def test_card_shows_terms_figure_and_seven_days(client: Client, user: User) -> None:
    start = dt.date(2026, 11, 1)
    goal = GoalFactory(owner=user, title="Run", start_date=start)
    for day in (13, 14, 15, 16):
        CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, day))
    CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, 17), habit_completion_status="skipped")
    card = read(client.get("/goals/")).one("article")
    assert card.one("p", class_="meta wide").text == "Every day Due today"
    assert card.one("p", class_="figure").text == "22% consistency, last 28 days"
    strip = card.one("ol", class_="strip").all("li")
    assert [box.text for box in strip] == [
        "Sat 14 November: done",
        "Sun 15 November: done",
        "Mon 16 November: done",
        "Tue 17 November: skipped",
        "Wed 18 November: missed",
        "Thu 19 November: missed",
        "Fri 20 November: open",
    ]


def test_paused_card_says_until_when(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    pause_goal(by=acting(user), goal=goal, until=dt.date(2026, 12, 1))
    assert read(client.get("/goals/")).one("span", class_="tag skip").text == "Paused through 1 December"


def test_list_queries_do_not_grow(client: Client, user: User) -> None:
    def count() -> int:
        CheckInFactory(goal=GoalFactory(owner=user))
        MilestoneFactory(goal=GoalFactory(owner=user, pattern="milestone"))
        with CaptureQueriesContext(connection) as queries:
            client.get("/goals/")
        return len(queries)

    at_one = count()
    count()
    assert count() == at_one


# New

NO_RESERVE = {"reserve_per_month": "0"}
MINIMAL = {
    "recurring": {
        "title": "Run",
        "times_per_period": "3",
        "period": "week",
        "time_of_day": "any",
        "reserve_per_month": "0",
    },
    "streak": {"title": "Write", "target_value": "30", "reserve_per_month": "2", "time_of_day": "any"},
    "limit": {"title": "Coffee", "target_value": "14", "period": "week", "time_of_day": "any", "silence": "kept"},
    "target": {"title": "Save", "target_value": "3000", "aggregation": "sum"},
    "milestone": {"title": "Book"},
}
ROWS = {"rows-TOTAL_FORMS": "3", "rows-INITIAL_FORMS": "0"}
ROW_FIELDS = {f"rows-{row}-{name}" for row in range(3) for name in ("title", "target_date")}
SEEN = {
    "recurring": {"title", "times_per_period", "period", "weekdays"},
    "streak": {"title", "target_value", "reserve_per_month"},
    "limit": {"title", "target_value", "unit", "period"},
    "target": {"title", "baseline_value", "target_value", "unit", "target_date", "aggregation"},
    "milestone": {
        "title",
        "target_date",
        *[f"rows-{row}-{name}" for row in range(3) for name in ("title", "target_date")],
    },
}


def minimal(pattern: str, **changes: str) -> dict[str, str]:
    return {"start_date": "2026-11-20", **MINIMAL[pattern], **(ROWS if pattern == "milestone" else {}), **changes}


def test_new_offers_five_kinds_and_the_templates(client: Client, user: User) -> None:
    links = read(client.get("/goals/new/")).one("ul", class_="links").all("a")
    kinds = [f"/goals/new/?pattern={pattern}" for pattern in MINIMAL]
    assert [link.attrs["href"] for link in links] == [*kinds, "/templates/"]


@pytest.mark.parametrize("pattern", MINIMAL)
def test_new_form_shows_only_the_fields_of_its_sentence(client: Client, user: User, pattern: str) -> None:
    form = read(client.get(f"/goals/new/?pattern={pattern}")).one("form", class_="form")
    assert form.fields() - form.one("details").fields() == SEEN[pattern]


def test_new_is_called_by_its_kind_in_one_line(client: Client, user: User) -> None:
    page = client.get("/goals/new/?pattern=milestone").content.decode()
    assert "<title>Finish something in steps · Steady</title>" in page
    assert read(client.get("/goals/new/?pattern=target")).one("h1").text == "Reach a number"


@pytest.mark.parametrize("pattern", MINIMAL)
def test_new_with_minimal_fields_creates(client: Client, user: User, pattern: str) -> None:
    response = client.post(f"/goals/new/?pattern={pattern}", minimal(pattern))
    goal = Goal.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/goals/{goal.pk}/")
    assert (goal.owner, goal.pattern, goal.title) == (user, pattern, MINIMAL[pattern]["title"])
    assert messages(read(client.get(response["Location"]))) == [f"{goal.title} is created."]


@pytest.mark.parametrize("pattern", MINIMAL)
def test_new_with_errors_keeps_values_and_links_to_the_fields(client: Client, user: User, pattern: str) -> None:
    data = minimal(pattern, title="", why_it_matters="Because")
    response = client.post(f"/goals/new/?pattern={pattern}", data)
    page = read(response)
    assert response.status_code == 422
    assert title(page).startswith("Error: ")
    assert summary_of(page) == [("#id_title", "Name: This field is required.")]
    assert page.one(id="id_title").attrs["aria-invalid"] == "true"
    assert page.one(id="id_title_error").text == "Error: This field is required."
    assert page.one("textarea", name="why_it_matters").text == "Because"
    assert not Goal.objects.exists()


def test_new_says_in_the_form_what_a_rule_refuses(client: Client, user: User) -> None:
    data = minimal("target", baseline_value="3000")
    page = read(client.post("/goals/new/?pattern=target", data))
    assert summary_of(page) == [("#id_target_value", "Choose a target that differs from the starting value.")]


def test_new_over_the_quota_is_refused_in_words(client: Client, user: User, settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 1
    GoalFactory(owner=user)
    page = read(client.post("/goals/new/?pattern=milestone", minimal("milestone")))
    assert summary_of(page) == [("", "You already have 1 active goals. Complete, pause or archive one first.")]


def test_new_milestones_come_in_their_order(client: Client, user: User) -> None:
    rows = {"rows-0-title": "Choose", "rows-0-target_date": "2026-12-01", "rows-2-title": "Print"}
    client.post("/goals/new/?pattern=milestone", minimal("milestone", **rows))
    found = Goal.objects.get().milestones.values_list("title", "target_date")
    assert list(found) == [("Choose", dt.date(2026, 12, 1)), ("Print", None)]


def test_add_row_keeps_what_was_typed_and_judges_nothing(client: Client, user: User) -> None:
    typed = dict.fromkeys(ROW_FIELDS, "") | {"rows-1-title": "Print"}
    data = minimal("milestone", title="", category="Work", add_row="1", **typed)
    response = client.post("/goals/new/?pattern=milestone", data)
    page = read(response)
    assert response.status_code == 200
    assert page.one(id="id_category").attrs["value"] == "Work"
    titles = [page.one(id=f"id_rows-{row}-title").attrs.get("value", "") for row in range(4)]
    assert titles == ["", "Print", "", ""]


def test_date_without_milestone_name_is_an_error_of_its_row(client: Client, user: User) -> None:
    page = read(
        client.post("/goals/new/?pattern=milestone", minimal("milestone", **{"rows-1-target_date": "2026-12-01"}))
    )
    assert summary_of(page) == [("#id_rows-1-title", "Milestone: This field is required.")]


# Edit


def test_edit_shows_the_values_and_saves_the_changes(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="limit", title="Coffee", target_value=Decimal("2.5"), unit="cups")
    path = f"/goals/{goal.pk}/edit/"
    page = read(client.get(path))
    assert page.one(id="id_target_value").attrs["value"] == "2.5"
    assert page.one(id="id_unit").attrs["value"] == "cups"
    response = client.post(path, minimal("limit", target_value="3", unit="cups"))
    assert response["Location"] == f"/goals/{goal.pk}/"
    goal.refresh_from_db()
    assert (goal.target_value, goal.unit, goal.title) == (Decimal(3), "cups", "Coffee")


def test_edit_keeps_past_terms(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, start_date=dt.date(2026, 10, 1))
    client.post(f"/goals/{goal.pk}/edit/", minimal("recurring"))
    kept = goal.past_terms.get()
    assert (kept.valid_through, kept.period, kept.times_per_period) == (dt.date(2026, 11, 19), "day", 1)


def test_edit_with_errors_shows_the_stored_name_in_its_heading(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run")
    response = client.post(f"/goals/{goal.pk}/edit/", minimal("recurring", title=" "))
    page = read(response)
    assert (response.status_code, page.one("p", class_="crumb").text) == (422, "Run")


def test_edit_of_a_closed_goal_leads_back_with_the_reason(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, status="completed")
    response = client.get(f"/goals/{goal.pk}/edit/")
    assert response["Location"] == f"/goals/{goal.pk}/"
    assert messages(read(client.get(f"/goals/{goal.pk}/"))) == ["This goal is completed. Reactivate it first."]


# Detail


def figures(client: Client, goal: Goal) -> list[str]:
    page = read(client.get(f"/goals/{goal.pk}/"))
    return [card.text for card in page.all("div", class_="card figure")]


def test_detail_of_a_habit_shows_its_figures(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, start_date=dt.date(2026, 11, 10))
    for day in (10, 11, 13, 14, 15, 17, 18, 19):
        CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, day))
    CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, 16), habit_completion_status="skipped")
    assert figures(client, goal)[:2] == ["88% consistency, last 28 days", "6 days in a row · best 6"]


def test_detail_with_few_days_counts_instead_of_a_percentage(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, start_date=dt.date(2026, 11, 15))
    for day in (15, 16, 17, 19):
        CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, day))
    assert figures(client, goal)[0] == "4 of 5 kept so far"


def test_detail_of_a_target_shows_way_value_rest_and_pace(client: Client, user: User) -> None:
    goal = GoalFactory(
        owner=user,
        pattern="target",
        aggregation="sum",
        currency="GBP",
        baseline_value=Decimal(0),
        target_value=Decimal(3000),
        start_date=dt.date(2026, 11, 10),
        target_date=dt.date(2026, 11, 30),
    )
    CheckInFactory(goal=goal, value_recorded=Decimal(2000))
    assert figures(client, goal) == [
        "66% of the way to £3,000",
        "£2,000 now",
        "£1,000 to go",
        "3 days ahead of the line to the target date",
    ]
    CheckInFactory(goal=goal, value_recorded=Decimal(-1000))
    assert figures(client, goal)[3] == "3 days behind the line to the target date"
    page = read(client.get(f"/goals/{goal.pk}/"))
    assert page.one("p", class_="lead").text == "£0 to £3,000 by 30 November 2026."


def test_detail_writes_amounts_of_terms_with_currency_and_thousands(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="limit", target_value=Decimal(1500), currency="EUR")
    lead = read(client.get(f"/goals/{goal.pk}/")).one("p", class_="lead").text
    assert lead == "At most €1,500 a week."


def test_detail_suggests_to_complete_what_is_reached(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="target", target_value=Decimal(10))
    CheckInFactory(goal=goal, value_recorded=Decimal(10))
    page = read(client.get(f"/goals/{goal.pk}/"))
    assert page.one("p", class_="lead").text == "Reach 10. The target is reached. Complete it when you agree."


def test_detail_of_a_limit_says_what_is_left(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="limit", target_value=Decimal(14), unit="cups")
    CheckInFactory(goal=goal, value_recorded=Decimal(15))
    assert figures(client, goal)[0] == "1 over the limit of 14 cups this week"


def test_detail_shows_milestones_plans_words_and_check_ins(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="milestone", why_it_matters="For\nher", start_date=dt.date(2026, 11, 1))
    MilestoneFactory(goal=goal, title="Choose", target_date=dt.date(2026, 11, 25), is_done=True)
    MilestoneFactory(goal=goal, title="Print", target_date=dt.date(2026, 11, 17))
    IntentionFactory(goal=goal, trigger_condition="it rains", action="sort photos")
    CheckInFactory(goal=goal, content="<b>Sorted</b>")
    page = read(client.get(f"/goals/{goal.pk}/"))
    listed = [item.one("div", class_="what").text for item in page.one(id="milestones").one("ol").all("li")]
    assert listed == ["✓ Choose Done 20 November 2026, 5 days early", "◇ Print 3 days past plan"]
    plan = page.one(id="plans").one("ul").one("div", class_="what").text
    assert plan == "→ If it rains , then I will sort photos"
    assert page.one("dl").one("dd").text == "For her"
    assert page.one("span", class_="prose").text == "<b>Sorted</b>"


def test_detail_queries_do_not_grow(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="milestone")

    def count() -> int:
        CheckInFactory(goal=goal, milestone=MilestoneFactory(goal=goal))
        IntentionFactory(goal=goal)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/goals/{goal.pk}/")
        return len(queries)

    at_one = count()
    count()
    assert count() == at_one


def test_closed_goal_offers_only_the_ways_back(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run")
    IntentionFactory(goal=goal)
    complete_goal(by=acting(user), goal=goal)
    page = read(client.get(f"/goals/{goal.pk}/")).one("main")
    assert page.buttons() == ["Reactivate", "Archive"]


@pytest.mark.parametrize("pattern", GOAL_FORMS)
def test_all_words_of_a_goal_are_edited_and_a_new_one_asks_for_few(client: Client, user: User, pattern: str) -> None:
    words = {"description", "success_criteria", "current_baseline", "recovery_plan", "value_category"}
    assert not words & read(client.get(f"/goals/new/?pattern={pattern}")).one("main").fields()
    goal = GoalFactory(owner=user, pattern=pattern, recovery_plan="Ten minutes", value_category="health")
    page = read(client.get(f"/goals/{goal.pk}/edit/"))
    assert words <= page.one("main").fields()
    assert page.one("textarea", name="recovery_plan").text == "Ten minutes"
    chosen = [option.attrs["value"] for option in page.one("select", name="value_category").all("option", selected="")]
    assert chosen == ["health"]
    form = GOAL_FORMS[pattern](instance=goal, editing=True)
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    more = {"description": "Far", "recovery_plan": " ", "target_value": "9", "aggregation": "sum"}
    assert client.post(f"/goals/{goal.pk}/edit/", sent | more).status_code == 303
    goal.refresh_from_db()
    assert (goal.description, goal.recovery_plan, goal.value_category) == ("Far", None, "health")
