"""Check-ins and days over REST."""

import datetime as dt
from typing import Any

import pytest

from checkins.models import CheckIn
from goals.models import Goal
from tests.api import UNKNOWN, Caller, caller, refused
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory

pytestmark = pytest.mark.django_db
CHECK_INS = "/api/v1/check-ins/"


@pytest.fixture
def call() -> Caller:
    return caller()


@pytest.fixture
def goal(call: Caller) -> Goal:
    made: Goal = GoalFactory.create(owner=call.user, start_date=dt.date(2025, 1, 1))
    return made


def of(goal: Goal, rest: str = "") -> str:
    return f"/api/v1/goals/{goal.pk}/{rest}"


def test_check_in_keeps_everything_it_says(call: Caller, goal: Goal) -> None:
    said: dict[str, Any] = {
        "goal": str(goal.pk),
        "check_in_date": "2025-03-01",
        "logged_at": "2025-03-01T10:00:00Z",
        "habit_completion_status": "completed",
        "value_recorded": 5.25,
        "content": "Felt\neasy",
        "link": "https://example.org/run",
        "mood": 4,
        "source": "extracted",
        "context": {"weather": {"wind_speed": 3.5}},
        "metadata": {"a": [1]},
    }
    created = call.post(CHECK_INS, said)
    assert created.status_code == 201
    body = call.get(f"{CHECK_INS}{created.json()['id']}/").json()
    assert body == created.json()
    assert {name: body[name] for name in said} == said
    assert (body["kind"], body["goal_id"], body["milestone_id"]) == ("completion", str(goal.pk), None)


def test_goal_id_and_milestone_id_are_other_names(call: Caller, goal: Goal) -> None:
    milestone = MilestoneFactory.create(goal=goal)
    names = {"goal_id": str(goal.pk), "milestone_id": str(milestone.pk)}
    body = call.post(CHECK_INS, names).json()
    assert (body["goal"], body["milestone"]) == (str(goal.pk), str(milestone.pk))
    assert {name: body[name] for name in names} == names
    contradiction = call.post(CHECK_INS, {**names, "goal": UNKNOWN})
    assert refused(contradiction) == (400, "VALIDATION_ERROR")


def test_same_id_again_answers_the_stored_row(call: Caller, goal: Goal) -> None:
    said = {"id": UNKNOWN, "goal": str(goal.pk), "value_recorded": 3}
    first, second = call.post(CHECK_INS, said), call.post(CHECK_INS, said)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert CheckIn.objects.count() == 1


def test_id_of_another_persons_check_in_is_not_answered(call: Caller, goal: Goal) -> None:
    theirs = CheckInFactory.create()
    response = call.post(CHECK_INS, {"id": str(theirs.pk), "goal": str(goal.pk), "value_recorded": 3})
    assert refused(response) == (400, "VALIDATION_ERROR")


def test_second_status_of_a_day_is_refused(call: Caller, goal: Goal) -> None:
    said = {"goal": str(goal.pk), "habit_completion_status": "completed"}
    call.post(CHECK_INS, said)
    assert refused(call.post(CHECK_INS, said)) == (409, "DAY_ALREADY_RECORDED")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "habit_completion_status"),
        ({"habit_completion_status": "perhaps"}, "habit_completion_status"),
        ({"value_recorded": "Infinity"}, "value_recorded"),
        ({"value_recorded": 1e16}, "value_recorded"),
        ({"content": "x" * 2001}, "content"),
        ({"content": 5}, "content"),
        ({"value_recorded": 1, "link": "javascript:alert(1)"}, "link"),
        ({"value_recorded": 1, "mood": 6}, "mood"),
        ({"value_recorded": 1, "check_in_date": "2999-01-01"}, "check_in_date"),
        ({"value_recorded": 1, "milestone": UNKNOWN}, "milestone"),
        ({"value_recorded": 1, "context": "x"}, "context"),
        ({"value_recorded": 1, "valeu": 2}, "valeu"),
        ({"value_recorded": 1, "id": "1"}, "id"),
    ],
)
def test_check_in_that_makes_no_sense_names_the_field(call: Caller, goal: Goal, said: Any, field: str) -> None:
    response = call.post(of(goal, "check-ins/"), said)
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert list(response.json()["fields"]) == [field]


def test_check_in_for_another_persons_goal_is_404(call: Caller) -> None:
    theirs = call.post(CHECK_INS, {"goal": str(GoalFactory.create().pk), "value_recorded": 1})
    unknown = call.post(CHECK_INS, {"goal": UNKNOWN, "value_recorded": 1})
    assert refused(theirs) == (404, "GOAL_NOT_FOUND")
    assert theirs.content == unknown.content


def test_milestone_of_another_person_is_as_unknown_as_any(call: Caller, goal: Goal) -> None:
    theirs = MilestoneFactory.create()
    response = call.post(of(goal, "check-ins/"), {"milestone": str(theirs.pk)})
    assert response.json()["fields"] == {"milestone": ["There is none of yours with this id."]}
    assert refused(response) == (400, "VALIDATION_ERROR")
    theirs.refresh_from_db()
    assert theirs.completed_at is None


def test_correction_moves_the_figures(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, pattern="target", target_value=100)
    check_in = CheckInFactory.create(goal=goal, value_recorded=20)
    path = f"{CHECK_INS}{check_in.pk}/"
    body = call.patch(path, {"value_recorded": 80, "source": "sync", "logged_at": "2001-01-01T00:00:00Z"}).json()
    assert (body["value_recorded"], body["source"], body["revision"]) == (80, "manual", 2)
    assert body["logged_at"] == call.get(path).json()["logged_at"] != "2001-01-01T00:00:00Z"
    assert call.get(of(goal)).json()["progress_percent"] == 80


def test_check_in_stays_with_its_goal(call: Caller, goal: Goal) -> None:
    check_in = CheckInFactory.create(goal=goal)
    other = GoalFactory.create(owner=call.user)
    path = f"{CHECK_INS}{check_in.pk}/"
    assert refused(call.patch(path, {"goal": str(other.pk)})) == (400, "VALIDATION_ERROR")
    assert call.patch(path, call.get(path).json()).status_code == 200


def test_withdrawn_check_in_is_gone(call: Caller, goal: Goal) -> None:
    check_in = CheckInFactory.create(goal=goal)
    path = f"{CHECK_INS}{check_in.pk}/"
    assert call.delete(path).status_code == 204
    assert refused(call.get(path)) == (404, "NOT_FOUND")
    assert call.get(of(goal)).json()["check_in_count"] == 0


def test_list_is_narrowed_by_goal_range_kind_and_source(call: Caller, goal: Goal) -> None:
    done = CheckInFactory.create(goal=goal, check_in_date=dt.date(2025, 3, 1))
    value = CheckInFactory.create(goal=goal, check_in_date=dt.date(2025, 3, 2), value_recorded=2)
    note = CheckInFactory.create(goal=goal, check_in_date=dt.date(2025, 3, 3), content="Hm", source="imported")
    other = CheckInFactory.create(goal=GoalFactory.create(owner=call.user), check_in_date=dt.date(2025, 3, 4))
    CheckInFactory.create()

    def listed(query: str) -> list[str]:
        return [row["id"] for row in call.get(f"{CHECK_INS}?{query}").json()["results"]]

    def ids(*rows: CheckIn) -> list[str]:
        return [str(row.pk) for row in rows]

    assert listed("") == ids(other, note, value, done)
    assert listed(f"goal={goal.pk}") == ids(note, value, done)
    assert listed("date_from=2025-03-02&date_to=2025-03-03") == ids(note, value)
    assert listed("kind=value&kind=note") == ids(note, value)
    assert listed("source=imported") == ids(note)
    assert listed("status=completed") == ids(other, done)
    assert listed("ordering=check_in_date") == ids(done, value, note, other)
    assert listed("ordering=-value_recorded")[0] == str(value.pk)
    of_goal = call.get(of(goal, "activities/?kind=value")).json()
    assert [row["id"] for row in of_goal["results"]] == ids(value)
    assert of_goal["results"] == call.get(of(goal, "check-ins/?kind=value")).json()["results"]


def test_short_form_takes_value_or_status_with_link_and_note(call: Caller, goal: Goal) -> None:
    value = call.post(of(goal, "check-in/"), {"value": 5, "link": "https://example.org/", "note": "Wet"})
    assert value.status_code == 201
    body = value.json()
    assert (body["value_recorded"], body["link"], body["content"]) == (5, "https://example.org/", "Wet")
    status = call.post(of(goal, "check-in/"), {"status": "skipped"}).json()
    assert (status["habit_completion_status"], status["goal"]) == ("skipped", str(goal.pk))
    nothing = call.post(of(goal, "check-in/"), {"link": "https://example.org/"})
    assert (refused(nothing), list(nothing.json()["fields"])) == ((400, "VALIDATION_ERROR"), ["status"])


def test_short_form_keeps_mood_source_and_context(call: Caller, goal: Goal) -> None:
    said = {"mood": 5, "source": "sync", "context": {"weather": "dry"}}
    body = call.post(of(goal, "check-in/"), {"value": 5, **said}).json()
    assert {name: body[name] for name in said} == said
    wrong = call.post(of(goal, "check-in/"), {"value": 5, "mood": 6})
    assert (refused(wrong), list(wrong.json()["fields"])) == ((400, "VALIDATION_ERROR"), ["mood"])


def test_day_is_set_read_and_cleared_repeatably(call: Caller, goal: Goal) -> None:
    path = of(goal, "days/2025-03-01/")
    empty: dict[str, Any] = {"date": "2025-03-01", "status": None, "value": None, "check_ins": []}
    assert call.get(path).json() == empty
    for _ in range(2):
        response = call.put(path, {"status": "completed"})
        assert (response.status_code, response.json()["status"]) == (200, "completed")
    assert call.put(path, {"status": "skipped"}).json()["status"] == "skipped"
    call.post(of(goal, "check-in/"), {"value": 1.5, "check_in_date": "2025-03-01"})
    call.post(of(goal, "check-in/"), {"value": 2, "check_in_date": "2025-03-01"})
    day = call.get(path).json()
    assert (day["status"], day["value"], len(day["check_ins"])) == ("skipped", 3.5, 3)
    for _ in range(2):
        assert call.delete(path).status_code == 204
    assert (call.get(path).json()["status"], call.get(path).json()["value"]) == (None, 3.5)


def test_day_takes_the_id_of_the_caller(call: Caller, goal: Goal) -> None:
    body = call.put(of(goal, "days/2025-03-01/"), {"status": "completed", "id": UNKNOWN}).json()
    assert [row["id"] for row in body["check_ins"]] == [UNKNOWN]


@pytest.mark.parametrize("day", ["2025-02-30", "today", "20250301", "2025-3-1"])
def test_day_that_is_no_date_is_400(call: Caller, goal: Goal, day: str) -> None:
    assert refused(call.get(of(goal, f"days/{day}/"))) == (400, "VALIDATION_ERROR")
    assert refused(call.put(of(goal, f"days/{day}/"), {"status": "completed"})) == (400, "VALIDATION_ERROR")


def test_future_day_is_refused(call: Caller, goal: Goal) -> None:
    assert refused(call.put(of(goal, "days/2999-01-01/"), {"status": "completed"})) == (400, "VALIDATION_ERROR")


def test_completed_goal_takes_no_check_ins(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, status="completed")
    assert refused(call.post(of(goal, "check-in/"), {"value": 1})) == (409, "GOAL_NOT_EDITABLE")
    assert refused(call.put(of(goal, "days/2025-03-01/"), {"status": "completed"})) == (409, "GOAL_NOT_EDITABLE")


def test_value_that_a_double_would_bend_is_text(call: Caller, goal: Goal) -> None:
    body = call.post(of(goal, "check-in/"), {"value": "1234567890123456.7891"}).json()
    assert body["value_recorded"] == "1234567890123456.7891"
