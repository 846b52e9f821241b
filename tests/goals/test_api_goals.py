"""Goals and their parts over REST, beyond what the contract spells out."""

from typing import Any

import pytest

from goals.models import Goal
from tests.api import UNKNOWN, Caller, caller, refused
from tests.factories import GoalFactory, IntentionFactory, MilestoneFactory

pytestmark = pytest.mark.django_db
GOALS = "/api/v1/goals/"


@pytest.fixture
def call() -> Caller:
    return caller()


def at(goal: Goal, rest: str = "") -> str:
    return f"{GOALS}{goal.pk}/{rest}"


def titles(call: Caller, query: str) -> list[str]:
    response = call.get(f"{GOALS}?{query}")
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["results"]]


def test_list_is_narrowed_by_what_goals_are(call: Caller) -> None:
    GoalFactory.create(
        owner=call.user,
        title="Run",
        pattern="recurring",
        category="Sport",
        value_category="health",
        progress_sentiment="ahead",
        target_date="2025-06-01",
        specificity="abstract",
    )
    GoalFactory.create(owner=call.user, title="Save", pattern="target", why_it_matters="A rainy run", status="paused")
    GoalFactory.create(owner=call.user, title="Build", pattern="milestone", status="completed")
    GoalFactory.create(title="Somebody else's")
    assert titles(call, "") == ["Build", "Save", "Run"]
    assert titles(call, "status=paused") == ["Save"]
    assert titles(call, "status=paused&status=completed") == ["Build", "Save"]
    assert titles(call, "pattern=milestone") == ["Build"]
    assert titles(call, "goal_type=habit") == ["Run"]
    assert titles(call, "category=sport") == ["Run"]
    assert titles(call, "value_category=health") == ["Run"]
    assert titles(call, "specificity=abstract") == ["Run"]
    assert titles(call, "progress_sentiment=ahead") == ["Run"]
    assert titles(call, "target_date_from=2025-06-01&target_date_to=2025-06-01") == ["Run"]
    assert titles(call, "target_date_to=2025-05-31") == []
    assert titles(call, "search=RUN") == ["Save", "Run"]
    assert titles(call, "search=rainy run") == ["Save"]
    assert titles(call, "ordering=title") == ["Build", "Run", "Save"]
    assert titles(call, "ordering=-target_date")[0] == "Run"
    assert titles(call, "ordering=target_date")[0] == "Run"


def test_updated_since_answers_what_changed_from_then_on(call: Caller) -> None:
    first, second = GoalFactory.create_batch(2, owner=call.user)
    moment = call.get(at(second)).json()["updated_at"]
    assert titles(call, f"updated_since={moment}") == [second.title]
    call.patch(at(first), {"title": "Changed"})
    assert set(titles(call, f"updated_since={moment}")) == {"Changed", second.title}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "yesterday"])
def test_updated_since_refuses_what_is_no_instant(call: Caller, moment: str) -> None:
    answer = call.get(GOALS, {"updated_since": moment})
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert list(answer.json()["fields"]) == ["updated_since"]


def test_more_times_than_days_a_week_have_no_frequency_and_can_be_sent_back(call: Caller) -> None:
    made = call.post(GOALS, {"title": "Push-ups", "period": "week", "times_per_period": 8}).json()
    assert (made["frequency_per_week"], made["times_per_period"]) == (None, 8)
    assert call.put(f"{GOALS}{made['id']}/", made).json()["times_per_period"] == 8


def test_parts_come_along_with_a_new_goal(call: Caller) -> None:
    body = call.post(
        GOALS,
        {
            "title": "Build a shed",
            "goal_type": "project",
            "milestones": [{"title": "Plan"}, {"title": "Walls", "share": 60}],
            "intentions": [{"trigger_condition": "If it is dry", "action": "then I build"}],
        },
    ).json()
    assert [(each["title"], each["sort_order"], each["share"]) for each in body["milestones"]] == [
        ("Plan", 0, None),
        ("Walls", 1, 60),
    ]
    assert [each["action"] for each in body["intentions"]] == ["then I build"]
    assert (body["pattern"], body["progress_percent"]) == ("milestone", 0)


def test_refused_goal_leaves_nothing_behind(call: Caller) -> None:
    response = call.post(GOALS, {"title": "x", "target_value": 5, "baseline_value": 5, "milestones": [{"title": "a"}]})
    assert refused(response) == (400, "INVALID_TARGET")
    assert list(response.json()["fields"]) == ["target_value"]
    assert not Goal.objects.exists()


@pytest.mark.parametrize("fields", [{"pattern": "streak", "target_value": 0}, {"target_value": 0, "unit": "pages"}])
def test_habit_of_nothing_is_refused_new_and_changed(call: Caller, fields: dict[str, Any]) -> None:
    new = call.post(GOALS, {"title": "Write", **fields})
    assert refused(new) == (400, "INVALID_TARGET")
    assert list(new.json()["fields"]) == ["target_value"]
    goal = call.post(GOALS, {"title": "Write", **fields, "target_value": 30}).json()
    assert refused(call.patch(f"{GOALS}{goal['id']}/", {"target_value": 0})) == (400, "INVALID_TARGET")
    assert Goal.objects.get().target_value == 30


def test_quota_is_409(call: Caller, settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 1
    call.post(GOALS, {"title": "One"})
    assert refused(call.post(GOALS, {"title": "Two"})) == (409, "QUOTA_EXCEEDED")


def test_what_was_read_can_be_sent_back_unchanged(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, weekdays=[0, 2], unit="km", target_value=3, metadata={"a": 1.5})
    MilestoneFactory.create(goal=goal)
    before = call.get(at(goal)).json()
    response = call.put(at(goal), before)
    assert (response.status_code, response.json()) == (200, before)


@pytest.mark.parametrize(
    ("written", "period", "times", "weekdays"),
    [
        ({"frequency_per_week": 3}, "week", 3, None),
        ({"frequency_per_week": 3, "period": "week", "times_per_period": 3}, "week", 3, None),
        ({"frequency_per_week": None, "weekdays": [4, 0, 4]}, "day", 1, [0, 4]),
        ({"period": "month", "times_per_period": 2}, "month", 2, None),
        ({"weekdays": []}, "day", 1, None),
    ],
)
def test_frequency_per_week_is_another_name_for_a_weekly_schedule(
    call: Caller, written: Any, period: str, times: int, weekdays: Any
) -> None:
    body = call.post(GOALS, {"title": "x", **written}).json()
    assert (body["period"], body["times_per_period"], body["weekdays"]) == (period, times, weekdays)
    assert body["frequency_per_week"] == (times if period == "week" else None)


def test_frequency_per_week_replaces_the_schedule_of_a_goal(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, weekdays=[0, 2])
    body = call.patch(at(goal), {"frequency_per_week": 4}).json()
    assert (body["period"], body["times_per_period"], body["weekdays"]) == ("week", 4, None)
    kept = call.patch(at(goal), {"frequency_per_week": None}).json()
    assert kept["frequency_per_week"] == 4


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ({"frequency_per_week": 3, "period": "day"}, "frequency_per_week"),
        ({"frequency_per_week": 3, "times_per_period": 2}, "frequency_per_week"),
        ({"frequency_per_week": 3, "weekdays": [1]}, "frequency_per_week"),
        ({"frequency_per_week": 8}, "frequency_per_week"),
        ({"unit": "km", "target_unit": "miles"}, "target_unit"),
    ],
)
def test_two_names_that_disagree_are_refused(call: Caller, written: Any, field: str) -> None:
    response = call.post(GOALS, {"title": "x", **written})
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert list(response.json()["fields"]) == [field]


def test_of_two_names_the_one_that_differs_is_meant(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, unit="km")
    assert call.patch(at(goal), {"unit": "km", "target_unit": "miles"}).json()["unit"] == "miles"
    assert call.patch(at(goal), {"unit": "m", "target_unit": "miles"}).json()["target_unit"] == "m"
    assert call.patch(at(goal), {"target_unit": ""}).json()["unit"] is None


def test_pattern_never_changes(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user)
    for change in ({"pattern": "target"}, {"goal_type": "project"}):
        assert refused(call.patch(at(goal), change)) == (409, "PATTERN_IMMUTABLE")
    assert call.patch(at(goal), {"pattern": "recurring", "goal_type": "habit"}).status_code == 200


def test_transitions_by_their_own_addresses(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user)

    def moved(move: str) -> str:
        response = call.post(at(goal, f"{move}/"))
        assert response.status_code == 200, response.content
        return str(response.json()["status"])

    assert [moved(move) for move in ("pause", "resume", "complete", "reactivate", "abandon", "reactivate")] == [
        "paused",
        "active",
        "completed",
        "active",
        "abandoned",
        "active",
    ]


def test_pause_takes_its_last_day(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user)
    assert refused(call.post(at(goal, "pause/"), {"until": "2001-01-01"})) == (400, "VALIDATION_ERROR")
    assert refused(call.post(at(goal, "pause/"), {"untill": "2999-01-01"})) == (400, "VALIDATION_ERROR")
    assert call.post(at(goal, "pause/"), {"until": "2999-01-01"}).status_code == 200
    assert [str(pause.ends_on) for pause in goal.pauses.all()] == ["2999-01-01"]


def test_illegal_transitions_are_409(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, status="completed")
    assert refused(call.post(at(goal, "complete/"))) == (409, "ALREADY_COMPLETED")
    for move in ("pause", "resume", "abandon", "restore"):
        assert refused(call.post(at(goal, f"{move}/"))) == (409, "INVALID_TRANSITION")
    assert refused(call.patch(at(goal), {"title": "x"})) == (409, "GOAL_NOT_EDITABLE")
    assert refused(call.patch(at(goal), {"status": "paused"})) == (409, "INVALID_TRANSITION")


def test_status_and_fields_change_together_or_not_at_all(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, title="Read", status="completed")
    body = call.patch(at(goal), {"status": "active", "title": "Read more"}).json()
    assert (body["status"], body["title"]) == ("active", "Read more")
    assert refused(call.patch(at(goal), {"title": "No", "status": "nonsense"})) == (400, "VALIDATION_ERROR")
    call.patch(at(goal), {"status": "abandoned"})
    assert refused(call.patch(at(goal), {"title": "No", "status": "paused"})) == (409, "INVALID_TRANSITION")
    assert call.get(at(goal)).json()["title"] == "Read more"


def test_permanent_takes_true_or_false(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user)
    assert refused(call.delete(at(goal, "?permanent=yes"))) == (400, "VALIDATION_ERROR")
    assert call.delete(at(goal, "?permanent=false")).json()["status"] == "archived"


def test_milestones_are_listed_ordered_changed_and_deleted(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, pattern="milestone")
    first, second = MilestoneFactory.create_batch(2, goal=goal)
    path = at(goal, "milestones/")

    def listed() -> list[str]:
        return [row["id"] for row in call.get(path).json()["results"]]

    assert listed() == [str(first.pk), str(second.pk)]
    order = [str(second.pk), str(first.pk)]
    response = call.post(f"{path}reorder/", {"ids": order})
    assert [row["id"] for row in response.json()["results"]] == order == listed()
    assert refused(call.post(f"{path}reorder/", {"ids": order[:1]})) == (400, "VALIDATION_ERROR")
    one = f"/api/v1/milestones/{first.pk}/"
    assert call.patch(one, {"title": "Roof", "share": 50}).json()["share"] == 50
    assert refused(call.patch(one, {"share": 101})) == (400, "VALIDATION_ERROR")
    done = call.post(f"{one}complete/").json()
    assert call.post(f"{one}complete/").json()["completed_at"] == done["completed_at"]
    assert call.get(at(goal)).json()["progress_percent"] == 25
    assert call.post(f"{one}reopen/").json()["completed_at"] is None
    assert call.delete(one).status_code == 204
    assert listed() == [str(second.pk)]


def test_intentions_are_listed_changed_rehearsed_and_deleted(call: Caller) -> None:
    intention = IntentionFactory.create(goal=GoalFactory.create(owner=call.user))
    path = f"/api/v1/intentions/{intention.pk}/"
    listed = call.get(at(intention.goal, "intentions/")).json()
    assert [row["id"] for row in listed["results"]] == [str(intention.pk)]
    changed = call.patch(path, {"reminder_time": "06:55", "reminder_weekdays": [4, 0]}).json()
    assert (changed["reminder_time"], changed["reminder_weekdays"]) == ("06:55:00", [0, 4])
    assert call.post(f"{path}rehearse/").json()["rehearsed_at"] is not None
    assert call.delete(path).status_code == 204
    assert refused(call.get(path)) == (404, "NOT_FOUND")


@pytest.mark.parametrize("kind", ["milestones", "intentions"])
def test_another_persons_part_answers_exactly_as_an_unknown_one(call: Caller, kind: str) -> None:
    theirs = (MilestoneFactory if kind == "milestones" else IntentionFactory).create()
    answers = [call.get(f"/api/v1/{kind}/{pk}/") for pk in (theirs.pk, UNKNOWN, "x")]
    assert [refused(response) for response in answers] == [(404, "NOT_FOUND")] * 3
    assert len({response.content for response in answers}) == 1


def test_hostile_words_are_kept_as_words(call: Caller) -> None:
    words = '<script>alert("1")</script> =SUM(A1) 日本 🏃'
    body = call.post(GOALS, {"title": words}).json()
    assert call.get(f"{GOALS}{body['id']}/").json()["title"] == words
