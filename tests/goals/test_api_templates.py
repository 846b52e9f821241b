"""Templates over REST."""

import datetime as dt
from typing import Any

import pytest

from goals import template_library
from goals.actions import update_template
from goals.models import Goal, GoalTemplate
from goals.models.choices import Source
from tests.api import UNKNOWN, caller, queries_of, refused
from tests.factories import TemplateFactory, UserFactory, acting

pytestmark = pytest.mark.django_db
PATH = "/api/v1/templates/"
LIBRARY = template_library.read()


@pytest.fixture(autouse=True)
def library() -> None:
    template_library.load(GoalTemplate)


def slugs(response: Any) -> list[str]:
    return [row["slug"] for row in response.json()["results"]]


def test_list_shows_what_is_offered_in_the_order_of_the_gallery() -> None:
    TemplateFactory.create(slug="secret", is_offered=False)
    TemplateFactory.create(slug="first")
    answer = caller().get(PATH, {"page_size": 100})
    assert slugs(answer) == ["first", *(values["slug"] for values in LIBRARY)]
    shown = answer.json()["results"][1]
    assert (shown["goal"], shown["evidence"]) == (LIBRARY[0]["goal"], LIBRARY[0]["evidence"])


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ({"pattern": "limit"}, lambda values: values["pattern"] == "limit"),
        ({"pattern": ["limit", "streak"]}, lambda values: values["pattern"] in ("limit", "streak")),
        ({"value_category": "craft"}, lambda values: values["value_category"] == "craft"),
        ({"pattern": "target", "value_category": "growth"}, lambda values: values["slug"] in (
            "read-more-books", "emergency-fund"
        )),
        ({"search": "km kilometres"}, lambda values: values["slug"] == "first-five-kilometres"),
    ],
)  # fmt: skip
def test_filters_narrow_the_list(query: dict[str, Any], fits: Any) -> None:
    found = slugs(caller().get(PATH, query))
    assert found == [values["slug"] for values in LIBRARY if fits(values)]
    assert found != []


def test_filter_that_is_no_pattern_or_unknown_is_refused() -> None:
    assert refused(caller().get(PATH, {"pattern": "spiral"})) == (400, "VALIDATION_ERROR")
    assert refused(caller().get(PATH, {"patern": "limit"})) == (400, "UNKNOWN_PARAMETER")


def test_template_is_read_by_id_and_by_slug() -> None:
    client, template = caller(), GoalTemplate.objects.get(slug="first-five-kilometres")
    by_slug, by_id = client.get(f"{PATH}{template.slug}/"), client.get(f"{PATH}{template.pk}/")
    assert by_slug.json() == by_id.json()
    assert by_slug.json()["milestones"][0] == {"title": "2 km without a break", "days": 21, "target_value": 2}


@pytest.mark.parametrize("key", [UNKNOWN, "unknown", "a%00b", "a b", "secret"])
def test_unknown_or_withdrawn_template_is_not_found(key: str) -> None:
    TemplateFactory.create(slug="secret", is_offered=False)
    client = caller()
    assert refused(client.get(f"{PATH}{key}/")) == (404, "NOT_FOUND")
    assert refused(client.post(f"{PATH}{key}/start/", {})) == (404, "NOT_FOUND")


def test_start_creates_the_goal_with_what_was_chosen_instead() -> None:
    client = caller()
    answer = client.post(
        f"{PATH}emergency-fund/start/",
        {"start_date": "2026-03-02", "target_date": "2027-03-02", "target_value": 2000, "title": "Rainy days"},
    )
    goal = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/goals/{goal['id']}/")
    assert (goal["title"], goal["target_value"], goal["currency"], goal["status"]) == (
        "Rainy days",
        2000,
        "EUR",
        "active",
    )
    assert [(row["target_date"], row["target_value"]) for row in goal["milestones"]] == [
        ("2026-04-01", 200), ("2026-05-31", 500), ("2026-08-29", 1000), ("2027-03-02", 2000)
    ]  # fmt: skip
    assert len(goal["intentions"]) == 2
    assert Goal.objects.get(pk=goal["id"]).owner == client.user
    assert client.get(answer["Location"]).json()["milestones"] == goal["milestones"]


def test_start_takes_the_short_name_of_a_weekly_schedule() -> None:
    goal = caller().post(f"{PATH}strength-twice-a-week/start/", {"frequency_per_week": 3}).json()
    assert (goal["period"], goal["times_per_period"], goal["weekdays"]) == ("week", 3, None)


def test_start_without_a_word_begins_today() -> None:
    client = caller()
    goal = client.post(f"{PATH}meditate/start/", {}).json()
    assert goal["start_date"] == client.user.today().isoformat()
    assert Goal.objects.filter(owner=client.user).count() == 1


@pytest.mark.parametrize(
    ("chosen", "code", "field"),
    [
        ({"pattern": "limit"}, "VALIDATION_ERROR", "pattern"),
        ({"target_value": 0}, "INVALID_TARGET", "target_value"),
        ({"start_date": "9999-12-31"}, "VALIDATION_ERROR", "start_date"),
        ({"start_date": "soon"}, "VALIDATION_ERROR", "start_date"),
        ({"milestones": [{}]}, "VALIDATION_ERROR", "milestones.0.title"),
    ],
)
def test_start_that_makes_no_sense_names_the_field(chosen: dict[str, Any], code: str, field: str) -> None:
    answer = caller().post(f"{PATH}read-more-books/start/", chosen)
    assert refused(answer) == (400, code)
    assert list(answer.json()["fields"]) == [field]
    assert not Goal.objects.exists()


def test_start_beyond_the_quota_is_refused(settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 0
    assert refused(caller().post(f"{PATH}meditate/start/", {})) == (409, "QUOTA_EXCEEDED")


def test_list_is_known_by_its_tag_until_staff_change_a_template() -> None:
    client = caller()
    tag = client.get(PATH)["ETag"]
    assert client.get(PATH, headers={"If-None-Match": tag}).status_code == 304
    by = acting(UserFactory.create(is_staff=True), Source.ADMIN)
    update_template(by=by, template=GoalTemplate.objects.get(slug="meditate"), title="Sit still")
    assert client.get(PATH, headers={"If-None-Match": tag}).status_code == 200


def test_list_costs_the_same_for_few_and_many() -> None:
    client = caller()
    few = queries_of(client, f"{PATH}?pattern=streak")
    TemplateFactory.create_batch(3, pattern="streak", goal={})
    assert queries_of(client, f"{PATH}?pattern=streak") == few
    assert queries_of(client, PATH) == few


def test_dates_of_a_started_goal_fit_the_persons_own_today() -> None:
    client = caller(UserFactory.create(timezone="Pacific/Kiritimati"))
    goal = client.post(f"{PATH}pass-an-exam/start/", {}).json()
    assert goal["target_date"] == (client.user.today() + dt.timedelta(days=56)).isoformat()
