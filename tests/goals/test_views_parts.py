"""Milestones and if-then plans on the page of their goal."""

from typing import Any

import pytest
from django.test import Client

from goals.actions import complete_goal
from goals.models import Goal, Intention, Milestone, User
from tests.factories import GoalFactory, IntentionFactory, MilestoneFactory, UserFactory, acting
from tests.pages import messages, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def goal(user: User) -> Goal:
    return GoalFactory(owner=user, pattern="milestone")


def post(client: Client, path: str, **fields: str) -> Any:
    return client.post(path, fields)


def test_milestone_is_added_and_leads_back(client: Client, goal: Goal) -> None:
    fields = {"milestone-title": "Choose", "milestone-target_date": "2027-01-05"}
    response = post(client, f"/goals/{goal.pk}/milestones/", **fields)
    assert (response.status_code, response["Location"]) == (303, f"/goals/{goal.pk}/#milestones")
    assert [(one.title, str(one.target_date)) for one in goal.milestones.all()] == [("Choose", "2027-01-05")]


def test_milestone_without_a_name_is_refused_on_a_page_of_its_own(client: Client, goal: Goal) -> None:
    fields = {"milestone-title": "", "milestone-target_date": "2027-01-05"}
    response = post(client, f"/goals/{goal.pk}/milestones/", **fields)
    page = read(response)
    assert response.status_code == 422
    assert page.one("div", class_="error-summary").one("a").attrs["href"] == "#id_milestone-title"
    assert page.one(id="id_milestone-target_date").attrs["value"] == "2027-01-05"


def test_milestone_is_edited(client: Client, goal: Goal) -> None:
    milestone = MilestoneFactory(goal=goal, title="Choose")
    path = f"/milestones/{milestone.pk}/edit/"
    assert read(client.get(path)).one(id="id_milestone-title").attrs["value"] == "Choose"
    assert post(client, path, **{"milestone-title": "Select"})["Location"] == f"/goals/{goal.pk}/#milestones"
    milestone.refresh_from_db()
    assert milestone.title == "Select"


def test_milestone_steps(client: Client, goal: Goal) -> None:
    milestone = MilestoneFactory(goal=goal)
    seen = []
    for op in ("complete", "complete", "reopen", "delete"):
        assert post(client, f"/milestones/{milestone.pk}/", op=op)["Location"] == f"/goals/{goal.pk}/#milestones"
        seen.append([one.is_done for one in Milestone.objects.all()])
    assert seen == [[True], [True], [False], []]


def test_milestones_move_by_one_and_stop_at_the_ends(client: Client, goal: Goal) -> None:
    first, _second, _third = (MilestoneFactory(goal=goal, title=name) for name in "ABC")
    seen = []
    for op in ("up", "down", "down", "down", "up"):
        post(client, f"/milestones/{first.pk}/", op=op)
        seen.append("".join(one.title for one in goal.milestones.all()))
    assert seen == ["ABC", "BAC", "BCA", "BCA", "BAC"]


def test_plan_is_added_switched_and_deleted(client: Client, goal: Goal) -> None:
    fields = {"plan-trigger_condition": "it rains", "plan-action": "I read"}
    assert post(client, f"/goals/{goal.pk}/plans/", **fields)["Location"] == f"/goals/{goal.pk}/#plans"
    plan = goal.intentions.get()
    seen = []
    for op in ("off", "off", "on", "delete"):
        post(client, f"/plans/{plan.pk}/", op=op)
        seen.append([one.is_active for one in Intention.objects.all()])
    assert seen == [[False], [False], [True], []]


def test_plan_needs_both_halves(client: Client, goal: Goal) -> None:
    response = post(client, f"/goals/{goal.pk}/plans/", **{"plan-trigger_condition": "it rains"})
    summary = read(response).one("div", class_="error-summary")
    assert (response.status_code, [link.attrs["href"] for link in summary.all("a")]) == (422, ["#id_plan-action"])


def test_unknown_step_changes_nothing(client: Client, goal: Goal) -> None:
    plan, milestone = IntentionFactory(goal=goal), MilestoneFactory(goal=goal)
    for path in (f"/plans/{plan.pk}/", f"/milestones/{milestone.pk}/"):
        post(client, path, op="explode")
        assert messages(read(client.get(f"/goals/{goal.pk}/"))) == ["Choose one of the buttons."]


def test_parts_of_a_closed_goal_are_refused_with_the_reason(client: Client, user: User, goal: Goal) -> None:
    plan, milestone = IntentionFactory(goal=goal), MilestoneFactory(goal=goal)
    complete_goal(by=acting(user), goal=goal)
    for path, op in ((f"/plans/{plan.pk}/", "delete"), (f"/milestones/{milestone.pk}/", "complete")):
        post(client, path, op=op)
        said = messages(read(client.get(f"/goals/{goal.pk}/")))
        assert said == ["This goal is completed. Reactivate it first."]
    response = post(client, f"/goals/{goal.pk}/plans/", **{"plan-trigger_condition": "a", "plan-action": "b"})
    assert response.status_code == 422
    assert (Intention.objects.count(), Milestone.objects.get().is_done) == (1, False)


@pytest.mark.parametrize(
    ("pattern", "field", "sent", "stored"),
    [("target", "target_value", "2,5", "2.5000"), ("milestone", "share", "40", "40.00")],
)
def test_milestone_has_its_place_on_the_way(
    client: Client, user: User, pattern: str, field: str, sent: str, stored: str
) -> None:
    goal = GoalFactory(owner=user, pattern=pattern, unit="km", target_value=5 if pattern == "target" else None)
    milestone = MilestoneFactory(goal=goal, title="Half")
    path = f"/milestones/{milestone.pk}/edit/"
    asked = read(client.get(path)).one("main").fields()
    assert asked == {f"milestone-{name}" for name in ("title", "target_date", "description", field)}
    post(client, path, **{"milestone-title": "Half", f"milestone-{field}": sent, "milestone-description": "The bridge"})
    milestone.refresh_from_db()
    assert (str(getattr(milestone, field)), milestone.description) == (stored, "The bridge")
    shown = read(client.get(f"/goals/{goal.pk}/")).one("section", id="milestones").text
    assert ("2.5 km" in shown, "The bridge" in shown) == (pattern == "target", True)
    refused = post(client, path, **{"milestone-title": "Half", f"milestone-{field}": "much"})
    assert refused.status_code == 422


def test_plan_is_edited_and_reminds(client: Client, goal: Goal) -> None:
    plan = IntentionFactory(goal=goal, trigger_condition="it rains", reminder_weekdays=[2])
    path = f"/plans/{plan.pk}/edit/"
    page = read(client.get(path))
    assert page.one("input", name="plan-trigger_condition").attrs["value"] == "it rains"
    boxes = page.all("input", name="plan-reminder_weekdays")
    assert [box.attrs["value"] for box in boxes if "checked" in box.attrs] == ["2"]
    sent: dict[str, Any] = {
        "plan-trigger_condition": "it snows",
        "plan-action": "I ski",
        "plan-reminder_time": "07:30",
        "plan-reminder_weekdays": ["4", "0"],
    }
    assert post(client, path, **sent)["Location"] == f"/goals/{goal.pk}/#plans"
    plan.refresh_from_db()
    assert (plan.trigger_condition, str(plan.reminder_time), plan.reminder_weekdays) == ("it snows", "07:30:00", [0, 4])
    shown = read(client.get(f"/goals/{goal.pk}/")).one("section", id="plans").text
    assert "Reminder at 07:30 Mon, Fri" in shown
    assert read(client.get(path)).one("input", name="plan-reminder_time").attrs["value"] == "07:30"
    post(client, path, **sent | {"plan-reminder_time": "", "plan-reminder_weekdays": []})
    plan.refresh_from_db()
    assert (plan.reminder_time, plan.reminder_weekdays) == (None, None)
    assert post(client, path, **sent | {"plan-action": ""}).status_code == 422
