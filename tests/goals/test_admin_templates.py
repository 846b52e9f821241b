"""Templates in the admin."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from goals import template_library
from goals.actions import start_template
from goals.models import Change, GoalTemplate, User
from tests.factories import TemplateFactory, UserFactory, acting
from tests.goals.admin_site import filled, messages_on, page, signed_in, staff_who_may, superuser

pytestmark = pytest.mark.django_db
NAME = "goals_goaltemplate"
OWN = {
    "slug": "sing",
    "title": "Sing",
    "summary": "Sing twice a week.",
    "pattern": "recurring",
    "value_category": "connection",
    "goal": '{"period": "week", "times_per_period": 2, "days": 28}',
    "milestones": '[{"title": "Find a choir", "days": 7}]',
    "intentions": "",
    "is_offered": "on",
    "sort_order": 0,
}


@pytest.fixture(autouse=True)
def library() -> None:
    template_library.load(GoalTemplate)


@pytest.fixture
def staff() -> User:
    return superuser()


@pytest.fixture
def client(staff: User) -> Client:
    return signed_in(staff)


def changed(client: Client, template: GoalTemplate, **values: Any) -> Any:
    address = page(NAME, "change", template.pk)
    return client.post(address, {**filled(client.get(address)), **values}, follow=True)


def chosen(client: Client, action: str, *rows: GoalTemplate) -> Any:
    return client.post(page(NAME), {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


def shipped(slug: str) -> GoalTemplate:
    return GoalTemplate.objects.get(slug=slug)


def test_staff_add_a_template_that_people_can_start(client: Client, staff: User) -> None:
    client.post(page(NAME, "add"), OWN)
    template = shipped("sing")
    assert (template.is_shipped, template.intentions) == (False, [])
    line = Change.objects.get(owner=staff, entity="goal_template")
    assert (line.action, line.source, line.entity_id) == ("created", "admin", template.pk)
    owner = UserFactory.create()
    goal = start_template(by=acting(owner), owner=owner, template=template)
    milestone = goal.milestones.get()
    assert (milestone.title, milestone.target_date) == ("Find a choir", goal.start_date + dt.timedelta(days=7))


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("goal", '{"target_value": "many"}', "target_value: “many” value must be a decimal number."),
        ("goal", "{", "Enter a valid JSON."),
        ("milestones", '[{"days": 7}]', "1. title: This field cannot be blank."),
        ("intentions", '{"action": "sing"}', "Give a list of objects."),
        ("summary", "", "Write the sentence that the gallery shows."),
        ("slug", "meditate", "Another template has this name."),
    ],
)
def test_template_that_could_not_be_started_comes_back_with_a_sentence(
    client: Client, column: str, value: str, sentence: str
) -> None:
    response = client.post(page(NAME, "add"), {**OWN, column: value})
    assert (response.status_code, errors(response)) == (200, {column: [sentence]})
    assert not GoalTemplate.objects.filter(is_shipped=False).exists()


def test_edited_template_of_the_library_survives_an_upgrade(client: Client) -> None:
    template = shipped("meditate")
    answer = changed(client, template, title="Sit still", goal=json.dumps({**template.goal, "reserve_per_month": 5}))
    assert answer.redirect_chain
    template_library.load(GoalTemplate)
    template.refresh_from_db()
    assert (template.title, template.goal["reserve_per_month"], template.is_edited) == ("Sit still", 5, True)


def test_sending_the_form_as_it_stands_edits_nothing(client: Client, staff: User) -> None:
    changed(client, shipped("first-draft"))
    assert not shipped("first-draft").is_edited
    assert not Change.objects.filter(owner=staff, entity="goal_template").exists()


def test_template_of_the_library_keeps_its_name_and_stays(client: Client) -> None:
    template = shipped("meditate")
    changed(client, template, slug="sit", title="Sit still")
    assert shipped("meditate").title == "Sit still"
    response = client.post(page(NAME, "delete", template.pk), {"post": "yes"}, follow=True)
    assert messages_on(response) == ["An upgrade would bring a template of the library back. Stop offering it instead."]
    assert shipped("meditate") == template


def test_name_that_two_staff_members_choose_at_once_goes_to_one(client: Client, monkeypatch: Any) -> None:
    """Both were checked before either was stored."""
    TemplateFactory.create(slug="sing")
    own = TemplateFactory.create(slug="hum")
    monkeypatch.setattr("goals.actions.templates.check_template", lambda template: None)
    said = {"slug": ["Another template has this name."]}
    added = client.post(page(NAME, "add"), {**OWN, "title": "Hum"}, follow=True)
    assert errors(added) == said
    assert errors(changed(client, own, slug="sing")) == said
    assert sorted(GoalTemplate.objects.filter(is_shipped=False).values_list("slug", flat=True)) == ["hum", "sing"]


def test_staff_delete_their_own(client: Client) -> None:
    template = TemplateFactory.create(slug="sing")
    client.post(page(NAME, "delete", template.pk), {"post": "yes"})
    assert not GoalTemplate.objects.filter(slug="sing").exists()


def test_menu_withdraws_offers_and_restores(client: Client) -> None:
    template = shipped("meditate")
    changed(client, template, title="Sit still")
    chosen(client, "withdraw", template)
    assert not shipped("meditate").is_offered
    chosen(client, "offer", template)
    chosen(client, "restore", template)
    template = shipped("meditate")
    assert (template.title, template.is_offered, template.is_edited) == ("Meditate every day", True, False)
    own = TemplateFactory.create(title="Sing")
    assert messages_on(chosen(client, "restore", own)) == ["Sing: The library has no such template."]


def test_only_staff_with_the_permission_change_templates() -> None:
    template = shipped("meditate")
    address = page(NAME, "change", template.pk)
    assert signed_in(UserFactory.create()).get(address).status_code == 302
    assert signed_in(staff_who_may()).get(address).status_code == 403
    viewer = signed_in(staff_who_may("view_goaltemplate"))
    assert (viewer.get(address).status_code, viewer.post(address, OWN).status_code) == (200, 403)
    changed(signed_in(staff_who_may("view_goaltemplate", "change_goaltemplate")), template, title="Sit still")
    assert shipped("meditate").title == "Sit still"
