"""The gallery, a template's page, and the new goal that it fills in."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals import template_library
from goals.models import Goal, GoalTemplate, User
from tests.factories import BudgetFactory, TemplateFactory, UserFactory
from tests.pages import Node, read

pytestmark = pytest.mark.django_db
LIBRARY = {values["slug"]: values for values in template_library.read()}
FORBIDDEN = re.compile(r"\b(fail(ed|ure)?|broke|lost|guilt|shame|lazy|cheat)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def library() -> None:
    template_library.load(GoalTemplate)


@pytest.fixture
def person(client: Client) -> User:
    user: User = UserFactory.create()
    client.force_login(user)
    return user


def titles(page: Node) -> list[str]:
    return [card.one("h2").text for card in page.all("article")]


def filled(page: Node) -> dict[str, Any]:
    """What the form would send as it stands."""
    form = page.one("form", class_="form")
    values: dict[str, Any] = {}
    for box in form.all("input"):
        kind = box.attrs.get("type")
        if kind not in ("radio", "checkbox"):
            values[box.attrs["name"]] = box.attrs.get("value", "")
        elif "checked" in box.attrs:
            values.setdefault(box.attrs["name"], []).append(box.attrs["value"])
    values |= {area.attrs["name"]: area.text for area in form.all("textarea")}
    for select in form.all("select"):
        chosen = [option.attrs["value"] for option in select.all("option") if "selected" in option.attrs]
        values[select.attrs["name"]] = chosen[0]
    return values


def test_gallery_shows_the_sentence_that_each_template_creates(client: Client, person: User) -> None:
    TemplateFactory.create(title="Not yet", is_offered=False)
    page = read(client.get("/templates/"))
    assert titles(page) == [values["title"] for values in LIBRARY.values()]
    assert all(values["summary"] in page.text for values in LIBRARY.values())
    assert FORBIDDEN.findall(page.text) == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"value_category": "craft"}, {"value_category": "craft"}),
        ({"pattern": "limit"}, {"pattern": "limit"}),
        ({"pattern": "limit", "value_category": "health"}, {"pattern": "limit", "value_category": "health"}),
        ({"q": "five kilometres"}, {"slug": "first-five-kilometres"}),
        ({"pattern": "spiral"}, {}),
    ],
)
def test_gallery_is_filtered_by_its_address(
    client: Client, person: User, query: dict[str, str], names: dict[str, str]
) -> None:
    fitting = [values["title"] for values in LIBRARY.values() if names.items() <= values.items()]
    assert titles(read(client.get("/templates/", query))) == fitting


def test_gallery_without_a_fitting_template_leads_on(client: Client, person: User) -> None:
    page = read(client.get("/templates/", {"q": "no such thing"}))
    assert [link.attrs["href"] for link in page.one("section", class_="empty").all("a")] == [
        "/templates/",
        "/goals/new/",
    ]


def test_gallery_costs_the_same_for_few_and_many(client: Client, person: User) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = cost("/templates/?pattern=streak")
    TemplateFactory.create_batch(3)
    assert cost("/templates/") == few <= 5


@pytest.mark.parametrize("slug", LIBRARY)
def test_page_of_a_template_tells_all_of_it(client: Client, person: User, slug: str) -> None:
    page = read(client.get(f"/templates/{slug}/"))
    values = LIBRARY[slug]
    told = [values["title"], values["summary"], values["goal"]["why_prompt"], *values["evidence"].splitlines()]
    told += [milestone["title"] for milestone in values["milestones"]]
    told += [plan["action"] for plan in values["intentions"]]
    assert [text for text in told if text not in page.text] == []
    assert FORBIDDEN.findall(page.text) == []
    assert page.one("a", class_="btn pri").attrs["href"] == f"/templates/{slug}/use/"


def test_page_of_a_template_counts_milestones_in_days_and_units(client: Client, person: User) -> None:
    page = read(client.get("/templates/emergency-fund/"))
    assert page.one("ol", class_="ms").all("li")[0].text == "◇ The first tenth After 30 days €100"


@pytest.mark.parametrize("address", ["/templates/unknown/", "/templates/secret/", "/templates/secret/use/"])
def test_unknown_or_withdrawn_template_is_not_there(client: Client, person: User, address: str) -> None:
    TemplateFactory.create(slug="secret", is_offered=False)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("slug", LIBRARY)
def test_template_is_created_as_it_stands_and_nothing_before(client: Client, person: User, slug: str) -> None:
    page = read(client.get(f"/templates/{slug}/use/"))
    assert not Goal.objects.exists()
    response = client.post(f"/templates/{slug}/use/", filled(page))
    assert response.status_code == 303, read(response).text
    goal = Goal.objects.with_parts().get(owner=person)
    values, planned = LIBRARY[slug], LIBRARY[slug]["goal"]
    assert response["Location"] == f"/goals/{goal.pk}/"
    stored = {name: getattr(goal, name) for name in planned if name not in ("days", "why_prompt", "step")}
    assert stored == {name: value for name, value in planned.items() if name in stored}
    assert (goal.title, goal.pattern, goal.value_category) == tuple(
        values[name] for name in ("title", "pattern", "value_category")
    )
    assert goal.why_it_matters is None
    days = [(day - goal.start_date).days for row in goal.milestones.all() if (day := row.target_date)]
    assert days == [milestone["days"] for milestone in values["milestones"]]
    for name in ("share", "target_value", "title"):
        assert [getattr(row, name) for row in goal.milestones.all()] == [row.get(name) for row in values["milestones"]]
    plans = [(plan.trigger_condition, plan.action) for plan in goal.intentions.order_by("created_at", "id")]
    assert sorted(plans) == sorted((plan["trigger_condition"], plan["action"]) for plan in values["intentions"])


def test_what_is_changed_in_the_form_holds_and_moves_the_milestones(client: Client, person: User) -> None:
    address = "/templates/emergency-fund/use/"
    sent = filled(read(client.get(address)))
    assert (sent["target_value"], sent["unit"], sent["plan_if"]) == ("1000", "€", "my pay arrives")
    changed = {"title": "Rainy days", "target_value": "2000", "unit": "£", "plan_if": "", "plan_then": "", "step": "5"}
    client.post(address, {**sent, **changed, "why_it_matters": "To sleep well"})
    goal = Goal.objects.with_parts().get(owner=person)
    assert (goal.title, goal.currency, goal.finance_mode, goal.step) == ("Rainy days", "GBP", "save", 5)
    assert [row.target_value for row in goal.milestones.all()] == [200, 500, 1000, 2000]
    assert [plan.trigger_condition for plan in goal.intentions.all()] == [
        "I am about to buy something that I did not plan"
    ]


@pytest.mark.parametrize("slug", ["emergency-fund", "eat-out-for-less"])
def test_money_of_a_template_may_come_from_a_budget_in_another_currency(
    client: Client, person: User, slug: str
) -> None:
    budget = BudgetFactory.create(owner=person, currency="CHF")
    address = f"/templates/{slug}/use/"
    sent = {**filled(read(client.get(address))), "budget": budget.pk}
    refused = client.post(address, sent)
    assert (refused.status_code, Goal.objects.count()) == (422, 0)
    assert "This is in CHF: give the goal the same currency." in read(refused).one("main").text
    assert client.post(address, {**sent, "unit": "CHF"}).status_code == 303
    goal = Goal.objects.get()
    assert (goal.budget, goal.currency, goal.unit) == (budget, "CHF", None)


def test_template_about_money_counts_something_else_when_the_person_says_so(client: Client, person: User) -> None:
    address = "/templates/eat-out-for-less/use/"
    sent = filled(read(client.get(address)))
    assert client.post(address, {**sent, "target_value": "4", "unit": "meals"}).status_code == 303
    goal = Goal.objects.get()
    assert (goal.unit, goal.currency, goal.metric_type, goal.finance_mode) == ("meals", None, None, None)


def test_rows_of_a_project_are_the_persons_once_they_change_them(client: Client, person: User) -> None:
    address = "/templates/bring-people-together/use/"
    sent = filled(read(client.get(address)))
    client.post(address, {**sent, "rows-0-title": "", "rows-0-target_date": "", "rows-5-title": "Wash up"})
    goal = Goal.objects.with_parts().get(owner=person)
    assert [(row.title, row.share) for row in goal.milestones.all()] == [
        ("Settle the day with two people", None),
        ("Invite everybody", None),
        ("Ask three guests to bring something", None),
        ("The evening itself", None),
        ("Wash up", None),
    ]


def test_adding_a_row_keeps_what_was_typed_and_stores_nothing(client: Client, person: User) -> None:
    address = "/templates/bring-people-together/use/"
    sent = filled(read(client.get(address)))
    page = read(client.post(address, {**sent, "title": "Our evening", "rows-5-title": "Wash up", "add_row": "1"}))
    again = filled(page)
    assert (again["title"], again["rows-0-title"], again["rows-5-title"], again["rows-6-title"]) == (
        "Our evening", sent["rows-0-title"], "Wash up", ""
    )  # fmt: skip
    assert not Goal.objects.exists()


def test_refused_form_comes_back_with_what_was_typed(client: Client, person: User, settings: Any) -> None:
    address = "/templates/read-more-books/use/"
    sent = filled(read(client.get(address)))
    response = client.post(address, {**sent, "title": "Novels", "target_value": "0"})
    page = read(response)
    assert (response.status_code, filled(page)["title"]) == (422, "Novels")
    assert "Choose a target that differs from the starting value." in page.text
    settings.ACTIVE_GOALS_QUOTA = 0
    response = client.post(address, sent)
    assert (response.status_code, Goal.objects.count()) == (422, 0)


def test_form_asks_the_question_of_the_template_and_opens_what_it_filled(client: Client, person: User) -> None:
    page = read(client.get("/templates/first-five-kilometres/use/"))
    assert LIBRARY["first-five-kilometres"]["goal"]["why_prompt"] in page.text
    assert "open" in page.one("details", class_="more").attrs
    sent = filled(page)
    assert (sent["baseline_value"], sent["aggregation"]) == ("1", ["max"])
    assert sent["target_date"] == (person.today() + dt.timedelta(days=70)).isoformat()


def test_gallery_is_linked_from_new_goal_and_more(client: Client, person: User) -> None:
    for address in ("/goals/new/", "/more/"):
        page = read(client.get(address))
        assert [link for link in page.all("a") if link.attrs.get("href") == "/templates/"]


def test_strangers_are_led_to_sign_in(client: Client) -> None:
    for address in ("/templates/", "/templates/meditate/", "/templates/meditate/use/"):
        assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
