"""Many check-ins in one request, each with its own result."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from rest_framework.throttling import UserRateThrottle

from checkins.engine import Engine
from checkins.models import CheckIn
from goals.models import Goal
from tests.api import UNKNOWN, Caller, caller, refused
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory
from tests.journal import assert_journal_is_whole
from tests.rollups import assert_rolled_up
from tests.test_api_hostile import CHECK_IN, VALUES

pytestmark = pytest.mark.django_db
BATCH = "/api/v1/batch/"
FIRST = dt.date(2025, 3, 1)


@pytest.fixture
def call() -> Caller:
    return caller()


def new_goal(call: Caller, **fields: Any) -> Goal:
    made: Goal = GoalFactory.create(owner=call.user, start_date=dt.date(2025, 1, 1), **fields)
    return made


def post(call: Caller, *items: Any) -> Any:
    response = call.post(BATCH, {"check_ins": list(items)})
    assert response.status_code == 200, response.content
    return response.json()


def words(report: Any) -> list[str]:
    return [each["result"] for each in report["results"]]


def codes(report: Any) -> list[str | None]:
    return [each["error"] and each["error"]["code"] for each in report["results"]]


def an_id(number: int) -> str:
    return f"0197c1a0-0000-7000-8000-{number:012}"


def on(goal: Goal, days: int, **said: Any) -> dict[str, Any]:
    said = said or {"habit_completion_status": "completed"}
    return {"goal": str(goal.pk), "check_in_date": (FIRST + dt.timedelta(days=days)).isoformat(), **said}


def test_results_stand_in_the_order_sent_and_show_the_rows(call: Caller) -> None:
    run, save = new_goal(call), new_goal(call, pattern="target", target_value=100)
    report = post(call, on(save, 0, value_recorded=40), on(run, 0), on(save, 1, value_recorded=80, mood=4))
    assert {name: report[name] for name in ("created", "repeated", "refused")} == {
        "created": 3,
        "repeated": 0,
        "refused": 0,
    }
    shown = [each["check_in"] for each in report["results"]]
    assert [row["goal"] for row in shown] == [str(save.pk), str(run.pk), str(save.pk)]
    assert shown == [call.get(f"/api/v1/check-ins/{row['id']}/").json() for row in shown]
    assert codes(report) == [None] * 3
    assert call.get(f"/api/v1/goals/{save.pk}/").json()["progress_percent"] == 80
    assert_journal_is_whole(call.user)


def test_bad_items_say_why_and_spoil_no_other(call: Caller) -> None:
    goal, closed = new_goal(call), new_goal(call, status="completed")
    CheckInFactory.create(goal=goal, check_in_date=FIRST)
    theirs = GoalFactory.create()
    report = post(
        call,
        on(goal, 1),
        on(goal, 0),
        5,
        on(closed, 1),
        on(goal, 2, mood=9),
        {"habit_completion_status": "completed"},
        on(theirs, 1),
        {**on(goal, 1), "check_in_date": "2999-01-01"},
        {**on(goal, 3), "goal": UNKNOWN},
        on(goal, 3, milestone=str(MilestoneFactory.create().pk)),
        on(goal, 4),
    )
    assert words(report) == ["created", *["refused"] * 9, "created"]
    assert codes(report)[1:-1] == [
        "DAY_ALREADY_RECORDED",
        "VALIDATION_ERROR",
        "GOAL_NOT_EDITABLE",
        "VALIDATION_ERROR",
        "VALIDATION_ERROR",
        "GOAL_NOT_FOUND",
        "VALIDATION_ERROR",
        "GOAL_NOT_FOUND",
        "VALIDATION_ERROR",
    ]
    errors = [each["error"] for each in report["results"]]
    assert (errors[4]["fields"].keys(), errors[5]["fields"].keys()) == ({"mood"}, {"goal"})
    assert errors[6] == errors[8] == {"error": "There is no goal with this id.", "code": "GOAL_NOT_FOUND"}
    assert errors[7]["fields"] == {"check_in_date": ["This day has not come yet."]}
    assert errors[7]["error"] == "check_in_date: This day has not come yet."
    assert [(report[word]) for word in ("created", "repeated", "refused")] == [2, 0, 9]
    days = {row.check_in_date for row in CheckIn.objects.filter(goal=goal)}
    assert days == {FIRST + dt.timedelta(days=number) for number in (0, 1, 4)}
    assert not CheckIn.objects.filter(goal__in=[closed, theirs]).exists()
    assert_journal_is_whole(call.user)


def test_same_batch_again_records_nothing_twice(call: Caller) -> None:
    goal, other = new_goal(call), new_goal(call)
    items = [on(goal, 0, id=an_id(1), value_recorded=2), on(other, 0, id=an_id(2), content="Hm")]
    first, second = post(call, *items), post(call, *items)
    assert (words(first), words(second)) == (["created"] * 2, ["repeated"] * 2)
    assert [each["check_in"] for each in first["results"]] == [each["check_in"] for each in second["results"]]
    assert CheckIn.objects.count() == 2
    third = post(call, *items, on(goal, 0, id=an_id(3), value_recorded=3))
    assert words(third) == ["repeated", "repeated", "created"]


def test_id_that_stands_twice_in_a_batch_is_recorded_once(call: Caller) -> None:
    goal, other = new_goal(call), new_goal(call)
    item = on(goal, 0, id=an_id(1), value_recorded=2)
    report = post(call, item, item, {**item, "goal": str(other.pk)})
    assert words(report) == ["created", "repeated", "refused"]
    assert CheckIn.objects.get().goal == goal


def test_two_statuses_of_one_day_leave_the_first(call: Caller) -> None:
    goal = new_goal(call)
    report = post(call, on(goal, 0), on(goal, 0, habit_completion_status="skipped"), on(goal, 1))
    assert (words(report), codes(report)[1]) == (["created", "refused", "created"], "DAY_ALREADY_RECORDED")
    assert CheckIn.objects.get(check_in_date=FIRST).habit_completion_status == "completed"


def test_id_of_another_person_is_taken_but_not_answered(call: Caller) -> None:
    theirs = CheckInFactory.create()
    report = post(call, {**on(new_goal(call), 0, value_recorded=2), "id": str(theirs.pk)})
    assert (words(report), report["results"][0]["check_in"]) == (["refused"], None)
    assert report["results"][0]["error"]["fields"].keys() == {"id"}


def test_named_milestone_is_completed(call: Caller) -> None:
    goal = new_goal(call, pattern="milestone")
    steps = MilestoneFactory.create_batch(2, goal=goal)
    post(call, *[{"goal_id": str(goal.pk), "milestone_id": str(step.pk)} for step in steps])
    assert [step.is_done for step in goal.milestones.all()] == [True, True]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"check_ins": []},
        {"check_ins": "all"},
        {"check_ins": {}},
        {"check_ins": None},
        {"check_ins": [{}], "more": 1},
        {"check_ins": [{"content": "x"}] * 101},
    ],
    ids=str,
)
def test_body_that_is_no_batch_is_400(call: Caller, body: Any) -> None:
    assert refused(call.post(BATCH, body)) == (400, "VALIDATION_ERROR")
    assert not CheckIn.objects.exists()


def test_hundred_are_taken(call: Caller) -> None:
    goal = new_goal(call)
    assert post(call, *[on(goal, 0, content="x")] * 100)["created"] == 100


def test_statements_grow_with_the_goals_and_not_with_the_items(call: Caller) -> None:
    def cost(items: list[Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert set(words(post(call, *items))) == {"created"}
        return len(captured)

    one, two = new_goal(call, pattern="target", target_value=9000), new_goal(call, pattern="target", target_value=9000)
    cost([on(goal, 60, value_recorded=1) for goal in (one, two)])  # the first of a goal open its first year
    few, many = (cost([on(one, n, value_recorded=n) for n in range(count)]) for count in (2, 50))
    assert few == many
    both = cost([on(goal, n, value_recorded=n) for n in range(20) for goal in (one, two)])
    assert both - many < many


def test_figures_follow_once_for_each_goal(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    goals = [new_goal(call), new_goal(call)]
    told: list[Any] = []
    held = Engine.recorded

    def counted(self: Any, journal: Any, goal: Goal, days: Any, **more: Any) -> None:
        told.append((goal.pk, len(days)))
        held(self, journal, goal, days, **more)

    monkeypatch.setattr(Engine, "recorded", counted)
    post(call, *[on(goal, day) for day in range(10) for goal in goals])
    assert sorted(told) == sorted((goal.pk, 10) for goal in goals)
    for goal in goals:
        assert_rolled_up(goal)


class HostileBatch(TestCase):
    call: Caller
    goal: str

    @classmethod
    def setUpTestData(cls) -> None:
        cls.call = caller()
        cls.goal = str(GoalFactory.create(owner=cls.call.user).pk)

    @given(st.lists(st.dictionaries(st.sampled_from(CHECK_IN), VALUES, max_size=4) | VALUES, min_size=1, max_size=4))
    def test_any_items_are_answered_one_by_one(self, items: list[Any]) -> None:
        said = [{"goal": self.goal, **item} if isinstance(item, dict) else item for item in items]
        raw = json.dumps({"check_ins": said}).encode("utf-8", "surrogatepass").decode()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(UserRateThrottle, "allow_request", lambda *args: True)
            response = self.call.generic("POST", BATCH, raw, "application/json")
        assert response.status_code in (200, 400), response.content
        if response.status_code == 200:
            assert len(response.json()["results"]) == len(items)
