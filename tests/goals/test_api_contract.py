"""The answers that the requirement documents spell out."""

from typing import Any

import pytest

from goals.models import Goal, Milestone
from tests.api import UNKNOWN, caller, refused
from tests.factories import GoalFactory, IntentionFactory, MilestoneFactory

pytestmark = pytest.mark.django_db

ENHANCED = (
    "success_criteria",
    "target_date",
    "why_it_matters",
    "current_baseline",
    "recovery_plan",
    "target_value",
    "target_unit",
    "frequency_per_week",
    "progress_sentiment",
    "description",
    "value_category",
    "last_check_in_at",
)
ALL_FIELDS: dict[str, Any] = {
    "title": "Save for a bicycle",
    "goal_type": "target",
    "description": "A used one",
    "specificity": "concrete",
    "value_category": "health",
    "category": "Cycling",
    "success_criteria": "It stands in the yard",
    "target_date": "2030-05-01",
    "why_it_matters": "The bus is slow",
    "current_baseline": "Nothing saved yet",
    "recovery_plan": "Skip one dinner out",
    "small_version": "One coin",
    "target_value": 1000,
    "target_unit": "dollars",
    "baseline_value": 12.5,
    "frequency_per_week": 2,
    "currency": "USD",
    "metric_type": "money",
    "direction": "increase",
    "finance_mode": "save",
    "aggregation": "sum",
    "reserve_per_month": 2,
    "step": 5,
    "quick_amounts": [2.5, 10, 100],
    "time_of_day": "evening",
    "sort_order": 7,
    "progress_sentiment": "ahead",
    "start_date": "2025-01-01",
    "metadata": {"myKey": [1, 2.5, None, {"deep_key": "x"}]},
}


def test_goal_with_only_a_title_is_a_habit_with_empty_enhanced_fields() -> None:
    response = caller().post("/api/v1/goals/", {"title": "Read"})
    body = response.json()
    assert response.status_code == 201
    assert (body["title"], body["goal_type"], body["pattern"]) == ("Read", "habit", "recurring")
    assert body["status"] == "active"
    assert {name: body[name] for name in ENHANCED} == dict.fromkeys(ENHANCED)
    assert (body["check_in_count"], body["milestones"], body["intentions"]) == (0, [], [])
    assert response["Location"] == f"/api/v1/goals/{body['id']}/"


def test_goal_with_all_fields_stores_them_all() -> None:
    client = caller()
    created = client.post("/api/v1/goals/", ALL_FIELDS).json()
    body = client.get(f"/api/v1/goals/{created['id']}/").json()
    assert {name: body[name] for name in ALL_FIELDS} == ALL_FIELDS
    assert (body["pattern"], body["unit"], body["period"], body["times_per_period"]) == ("target", "dollars", "week", 2)


def test_goal_of_an_invalid_type_is_a_validation_error() -> None:
    response = caller().post("/api/v1/goals/", {"title": "Read", "goal_type": "invalid"})
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert list(response.json()["fields"]) == ["goal_type"]


def test_check_in_without_a_goal_is_a_validation_error() -> None:
    response = caller().post("/api/v1/check-ins/", {"habit_completion_status": "completed"})
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert list(response.json()["fields"]) == ["goal"]


def test_completed_check_in_raises_the_count_of_its_goal() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user)
    response = client.post("/api/v1/check-ins/", {"goal": str(goal.pk), "habit_completion_status": "completed"})
    assert response.status_code == 201
    body = client.get(f"/api/v1/goals/{goal.pk}/").json()
    assert body["check_in_count"] == 1
    assert body["last_check_in_at"] == response.json()["logged_at"]


def test_value_500_of_1000_is_50_percent() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user, pattern="target", target_value=1000)
    response = client.post("/api/v1/check-ins/", {"goal": str(goal.pk), "value_recorded": 500})
    assert response.json()["value_recorded"] == 500
    assert client.get(f"/api/v1/goals/{goal.pk}/").json()["progress_percent"] == 50
    assert client.get(f"/api/v1/goals/{goal.pk}/progress/").json()["percent"] == 50


def test_check_in_that_names_the_second_of_three_milestones_completes_it_and_shows_66() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user, goal_type="project")
    MilestoneFactory.create(goal=goal, is_done=True)
    second, _ = MilestoneFactory.create_batch(2, goal=goal)
    response = client.post("/api/v1/check-ins/", {"goal": str(goal.pk), "milestone": str(second.pk)})
    assert response.status_code == 201
    body = client.get(f"/api/v1/goals/{goal.pk}/").json()
    assert body["progress_percent"] == 66
    assert [milestone["completed_at"] is not None for milestone in body["milestones"]] == [True, True, False]


def test_goal_is_read_with_its_milestones_and_intentions() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user)
    milestone, intention = MilestoneFactory.create(goal=goal), IntentionFactory.create(goal=goal)
    body = client.get(f"/api/v1/goals/{goal.pk}/").json()
    assert [each["id"] for each in body["milestones"]] == [str(milestone.pk)]
    assert [each["id"] for each in body["intentions"]] == [str(intention.pk)]


def test_milestone_is_made_under_its_goal_with_its_order() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user)
    response = client.post(f"/api/v1/goals/{goal.pk}/milestones/", {"title": "First step", "sort_order": 4})
    assert response.status_code == 201
    body = response.json()
    assert (body["goal"], body["title"], body["sort_order"]) == (str(goal.pk), "First step", 4)


def test_milestone_complete_sets_the_time() -> None:
    client = caller()
    milestone = MilestoneFactory.create(goal=GoalFactory.create(owner=client.user))
    body = client.post(f"/api/v1/milestones/{milestone.pk}/complete/").json()
    milestone.refresh_from_db()
    assert milestone.completed_at is not None
    assert body["completed_at"] == milestone.completed_at.isoformat().replace("+00:00", "Z")


def test_intention_starts_active_and_is_switched_off() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user)
    words = {"trigger_condition": "If it's 7am", "action": "Then I will run"}
    created = client.post(f"/api/v1/goals/{goal.pk}/intentions/", words)
    assert (created.status_code, created.json()["is_active"]) == (201, True)
    path = f"/api/v1/intentions/{created.json()['id']}/"
    assert client.patch(path, {"is_active": False}).json()["is_active"] is False
    assert client.post(f"{path}toggle/").json()["is_active"] is True
    assert client.get(path).json()["is_active"] is True


def test_delete_archives_and_restore_brings_back() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user)
    path = f"/api/v1/goals/{goal.pk}/"

    def listed(query: str = "") -> list[str]:
        return [each["id"] for each in client.get(f"/api/v1/goals/{query}").json()["results"]]

    response = client.delete(path)
    assert (response.status_code, response.json()["status"]) == (200, "archived")
    assert client.delete(path).status_code == 200
    assert listed() == []
    assert listed("?status=archived") == [str(goal.pk)]
    assert client.post(f"{path}restore/").json()["status"] == "active"
    assert listed() == [str(goal.pk)]


def test_permanent_delete_of_an_archived_goal_cascades() -> None:
    client = caller()
    milestone = MilestoneFactory.create(goal=GoalFactory.create(owner=client.user))
    path = f"/api/v1/goals/{milestone.goal_id}/"
    assert refused(client.delete(f"{path}?permanent=true")) == (409, "INVALID_TRANSITION")
    client.delete(path)
    response = client.delete(f"{path}?permanent=true")
    assert (response.status_code, response.content) == (204, b"")
    assert not Goal.objects.filter(pk=milestone.goal_id).exists()
    assert not Milestone.objects.filter(pk=milestone.pk).exists()
    assert refused(client.get(path)) == (404, "GOAL_NOT_FOUND")


def test_another_persons_goal_answers_exactly_as_an_unknown_one() -> None:
    client = caller()
    theirs = client.get(f"/api/v1/goals/{GoalFactory.create().pk}/")
    unknown = client.get(f"/api/v1/goals/{UNKNOWN}/")
    malformed = client.get("/api/v1/goals/invalid-or-other-users-id")
    assert refused(theirs) == (404, "GOAL_NOT_FOUND")
    assert theirs.content == unknown.content == malformed.content


@pytest.mark.parametrize("header", [None, "Bearer invalid_token", "Bearer steady_invalid", "Token x", "Bearer"])
def test_without_a_good_token_it_is_401(header: str | None, client: Any) -> None:
    response = client.get("/api/v1/goals/", headers={"Authorization": header} if header else {})
    assert refused(response) == (401, "NOT_AUTHENTICATED")
    assert response["WWW-Authenticate"] == "Bearer"


def test_patch_changes_what_it_names_and_nothing_else() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user, title="Read", description="Novels")
    path = f"/api/v1/goals/{goal.pk}/"
    before = client.get(path).json()
    changes = {
        "status": "paused",
        "description": "Pausing",
        "id": UNKNOWN,
        "owner": UNKNOWN,
        "created_at": "2001-01-01",
    }
    body = client.patch(path, changes).json()
    assert body.pop("updated_at") > before.pop("updated_at")
    assert body.pop("revision") > before.pop("revision")
    assert body == {**before, "status": "paused", "description": "Pausing"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"description": "No title"}, "title"),
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": 5}, "title"),
        ({"title": "x", "description": "x" * 2001}, "description"),
        ({"title": "x", "specificity": "vague"}, "specificity"),
        ({"title": "x", "value_category": "money"}, "value_category"),
        ({"title": "x", "target_date": "15.05.2026"}, "target_date"),
        ({"title": "x", "status": "completed"}, "status"),
        ({"title": "x", "titel": "x"}, "titel"),
        ({"title": "x", "target_value": "1e30"}, "target_value"),
        ({"title": "x", "target_value": "NaN"}, "target_value"),
        ({"title": "x", "target_value": 1.23456}, "target_value"),
        ({"title": "x", "weekdays": [7]}, "weekdays.0"),
        ({"title": "x", "metadata": []}, "metadata"),
        ({"title": "\u202etxet"}, "title"),
        ({"title": "x", "metadata": {"a": "\u202etxet"}}, "metadata"),
        ({"title": "x", "milestones": [{"title": "a"}, {"titel": "b"}]}, "milestones.1.titel"),
        ({"title": "x", "pattern": "limit", "goal_type": "project"}, "goal_type"),
    ],
)
def test_invalid_goal_names_the_field(body: dict[str, Any], field: str) -> None:
    response = caller().post("/api/v1/goals/", body)
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert field in response.json()["fields"]


def test_past_target_date_is_allowed() -> None:
    assert caller().post("/api/v1/goals/", {"title": "x", "target_date": "2001-01-01"}).status_code == 201
