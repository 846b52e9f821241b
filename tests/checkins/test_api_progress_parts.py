"""What the progress of a goal tells: series, habits, limits, milestones, insights, recommendations."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from goals.actions import complete_milestone
from goals.models import Goal
from tests.api import Caller, caller
from tests.checkins.progress import DAY, NOON, TODAY, counts, day, mark, new, spans, tell, told
from tests.factories import (
    CheckInFactory,
    HabitLinkFactory,
    InsightFactory,
    IntentionFactory,
    MilestoneFactory,
    TaskFactory,
    acting,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def call() -> Caller:
    return caller()


# Series


def test_week_is_told_day_by_day(call: Caller) -> None:
    said = {0: None, 1: "completed", 2: "missed", 3: "skipped", 4: None, 5: "completed"}
    series = told(call, mark(new(call, 5), range(6), said.__getitem__), "week")["series"]
    assert spans(series) == [(str(day(back)), str(day(back))) for back in range(6, -1, -1)]
    assert [point["status"] for point in series] == [None, "completed", None, "skipped", "missed", "completed", None]
    miss, kept = (0, 1, 0, 0), (1, 0, 0, 0)
    assert [counts(point) for point in series] == [(0,) * 4, kept, miss, (0, 0, 1, 0), miss, kept, (0, 0, 0, 1)]


def test_month_has_a_point_for_each_of_thirty_days(call: Caller) -> None:
    series = told(call, tell(new(call, 50, target_value=2), range(1, 50), lambda back: back % 3))["series"]
    assert (len(series), series[0]["first"], series[-1]["last"]) == (30, "2025-10-21", "2025-11-19")
    assert [point["value"] for point in series[-4:]] == [0, 2, 1, None]
    assert [counts(point) for point in series[-4:]] == [(0, 1, 0, 0), (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 1)]


@pytest.mark.parametrize(("starts_on", "second"), [(0, "2025-08-25"), (6, "2025-08-24")])
def test_quarter_is_told_by_weeks_as_the_person_has_them(call: Caller, starts_on: int, second: str) -> None:
    call.patch("/api/v1/me/", {"week_starts_on": starts_on})
    goal = mark(new(call, 20), range(1, 21), lambda back: "completed" if back < 8 else "missed")
    found = told(call, Goal.objects.get(pk=goal.pk), "quarter")
    assert spans(found["series"])[0][0] == found["first"] == "2025-08-21"
    assert spans(found["series"])[1] == (second, str(dt.date.fromisoformat(second) + 6 * DAY))
    assert spans(found["series"])[-1][1] == found["last"] == "2025-11-19"
    assert {point["status"] for point in found["series"]} == {None}
    assert tuple(map(sum, zip(*map(counts, found["series"]), strict=True))) == (7, 13, 0, 1)
    assert found["units"] == {"success": 7, "miss": 13, "neutral": 0, "pending": 1}


def test_all_of_a_long_life_is_told_by_months(call: Caller) -> None:
    found = told(call, mark(new(call, 400), range(1, 401), lambda back: "completed"), "all")
    assert (len(found["series"]), found["first"]) == (14, "2024-10-15")
    assert spans(found["series"])[:2] == [("2024-10-15", "2024-10-31"), ("2024-11-01", "2024-11-30")]
    assert spans(found["series"])[-1] == ("2025-11-01", "2025-11-19")
    assert [counts(point)[0] for point in found["series"]] == [17, 30, 31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 18]


def test_all_begins_with_what_was_told_before_the_start(call: Caller) -> None:
    goal = new(call, 3)
    CheckInFactory.create(goal=goal, check_in_date=day(9))
    found = told(call, goal, "all")
    assert (found["first"], len(found["series"]), found["completed"]) == (str(day(9)), 10, 1)
    assert counts(found["series"][0]) == (0, 0, 0, 0)
    assert found["units"] == {"success": 0, "miss": 3, "neutral": 0, "pending": 1}


def test_value_of_a_bucket_is_the_last_reading_or_the_sum(call: Caller) -> None:
    reads = tell(new(call, 40, pattern="target", target_value=100), range(4), lambda back: 10 - back)
    adds = tell(new(call, 40, pattern="target", target_value=100, aggregation="sum"), range(4), lambda back: 10 - back)
    assert [point["value"] for point in told(call, reads, "quarter")["series"][-2:]] == [7, 10]
    assert [point["value"] for point in told(call, adds, "quarter")["series"][-2:]] == [7, 27]


# Habits


def test_habit_of_now_is_held_against_its_beginning(call: Caller) -> None:
    goal = mark(
        new(call, 60), range(61), lambda back: "completed" if back % 7 != 3 and (back < 28 or back % 2) else "missed"
    )
    found = told(call, goal, "week")
    assert (found["percent"], found["components"]) == (85, [{"source": "check_ins", "percent": 82, "weight": 1}])
    compared = found["comparison"]
    assert (compared["then"], compared["now"], compared["change"]) == (12 / 28, 23 / 28, "higher")
    assert found["comparison_refused"] is found["road"] is found["limit"] is found["usual_rate"] is None
    assert found["forecast_refused"] == {"reason": "no_target", "missing": None}
    assert (found["trend"]["direction"], found["trend"]["points"]) == ("stable", 28)


def test_trend_of_a_habit_is_that_of_its_due_days(call: Caller) -> None:
    rising = mark(new(call, 28), range(1, 29), lambda back: "completed" if back < 15 else "missed")
    assert told(call, rising)["trend"]["direction"] == "rising"
    falling = mark(new(call, 28), range(1, 29), lambda back: "missed" if back < 15 else "completed")
    assert told(call, falling)["trend"]["direction"] == "falling"
    young = mark(new(call, 4), range(1, 5), lambda back: "completed")
    nothing = {"direction": "insufficient_data", "slope_per_day": None, "points": 4}
    assert told(call, young)["trend"] == nothing


def test_streak_tells_its_run(call: Caller) -> None:
    found = told(call, mark(new(call, 20, pattern="streak", target_value=30), range(12), lambda back: "completed"))
    assert (found["percent"], found["target_value"]) == (40, 30)
    assert found["streak"] == {"current": 12, "longest": 12, "began": str(day(11))}
    assert found["recommendations"][0]["numbers"] == {"run": 12}
    assert found["recommendations"][0]["code"] == "best_run"


# Limits


def test_limit_tells_what_its_open_week_has_left(call: Caller) -> None:
    goal = new(call, 40, pattern="limit", period="week", target_value=14)
    found = told(call, tell(goal, range(41), lambda back: 1 + back % 3))
    assert found["limit"] == {
        "first": "2025-11-17",
        "last": "2025-11-23",
        "limit": 14,
        "used": 6,
        "left": 8,
        "days_left": 5,
        "per_day": 1.6,
        "pace": 6,
        "usual": 2,
        "projected": 14,
        "runs_out_on": None,
        "safe_days": 5,
    }
    assert (found["road"], found["forecast"]) == (None, None)


def test_limit_that_is_passed_ran_out_today(call: Caller) -> None:
    goal = tell(new(call, 9, pattern="limit", period="week", target_value=4), range(3), lambda back: 3)
    limit = told(call, goal)["limit"]
    held = {name: limit[name] for name in ("used", "left", "per_day", "runs_out_on", "safe_days")}
    assert held == {"used": 9, "left": -5, "per_day": 0, "runs_out_on": str(TODAY), "safe_days": 0}


def test_limit_whose_silence_is_unknown_presumes_what_is_not_told(call: Caller) -> None:
    kept, unknown = (
        new(call, 30, pattern="limit", period="week", target_value=14, silence=silence)
        for silence in ("kept", "unknown")
    )
    for goal in (kept, unknown):
        tell(goal, range(2, 30, 2), lambda back: 2)
    assert (told(call, kept)["limit"]["usual"], told(call, unknown)["limit"]["usual"]) == (1, 2)
    assert told(call, kept)["limit"]["safe_days"] > told(call, unknown)["limit"]["safe_days"]


def test_only_limits_have_an_allowance(call: Caller) -> None:
    for pattern in ("recurring", "streak", "target", "milestone"):
        more = {"target_value": 30} if pattern in ("streak", "target") else {}
        assert told(call, new(call, 9, pattern=pattern, **more))["limit"] is None


# Milestones


def test_milestones_tell_how_early_or_late_they_were(call: Caller, clock: Any) -> None:
    goal = new(call, 30, pattern="milestone")
    titles = {"early": 0, "late": 20, "overdue": 8, "to come": -8, "undated": None}
    steps = {
        title: MilestoneFactory.create(goal=goal, title=title, target_date=None if back is None else day(back))
        for title, back in titles.items()
    }
    clock.move_to(NOON - 10 * DAY)
    for title in ("early", "late"):
        complete_milestone(by=acting(call.user), milestone=steps[title])
    clock.move_to(NOON)
    found = told(call, goal)
    told_of = {each["title"]: (each["completed_on"], each["days_early"]) for each in found["milestones"]}
    assert told_of == {
        "early": ("2025-11-09", 10),
        "late": ("2025-11-09", -10),
        "overdue": (None, -8),
        "to come": (None, None),
        "undated": (None, None),
    }
    assert [each["id"] for each in found["milestones"]] == [str(step.pk) for step in steps.values()]
    assert (found["milestones_done"], found["milestones_total"], found["percent"]) == (2, 5, 40)
    assert found["comparison_refused"] == {"reason": "nothing_to_compare", "missing": None}


def test_percent_is_made_of_all_that_feeds_the_goal(call: Caller) -> None:
    goal = new(call, 30, pattern="milestone")
    MilestoneFactory.create(goal=goal, is_done=True)
    MilestoneFactory.create(goal=goal)
    TaskFactory.create(goal=goal, weight=2, focus_minutes=25)
    habit = mark(new(call, 20), range(20), lambda back: "completed" if back % 2 else "missed")
    HabitLinkFactory.create(goal=goal, habit=habit, weight=3)
    found = told(call, goal)
    assert found["components"] == [
        {"source": "milestones", "percent": 50, "weight": 2},
        {"source": "tasks", "percent": 0, "weight": 2},
        {"source": "habits", "percent": 50, "weight": 3},
    ]
    assert (found["percent"], found["focus_minutes"]) == (35, 25)


# Insights and recommendations


def test_insights_are_the_newest_that_nobody_put_aside(call: Caller) -> None:
    goal = new(call, 3)
    insights = [InsightFactory.create(goal=goal) for _ in range(7)]
    InsightFactory.create(goal=new(call, 3))
    call.post(f"/api/v1/insights/{insights[-1].pk}/dismiss/")
    shown = [each["id"] for each in told(call, goal)["insights"]]
    assert shown == [str(each.pk) for each in reversed(insights[1:6])]


def test_misses_recommend_a_smaller_step(call: Caller) -> None:
    goal = mark(new(call, 20, small_version="one page"), range(20), lambda back: "missed" if back % 2 else "completed")
    plan = {"trigger_condition": "it is a hard day", "action": "do the small version: one page"}
    (advice,) = told(call, goal)["recommendations"]
    assert (advice["code"], advice["numbers"]) == ("shrink_step", {"misses": 4, "days": 7})
    assert advice["action"] == {"create_intention": plan}
    assert advice["message"].endswith("missed on 4 of the last 7 due days. The small version: one page.")
    IntentionFactory.create(goal=goal, **plan)
    (again,) = told(call, goal)["recommendations"]
    assert again["action"] is None


def test_date_that_has_passed_is_said(call: Caller) -> None:
    goal = tell(new(call, 10, pattern="target", target_value=50, target_date=day(5)), range(5, 8), lambda back: back)
    found = told(call, goal)
    (advice,) = found["recommendations"]
    assert (advice["code"], advice["numbers"]) == ("date_passed", {"date": str(day(5)), "left": "45"})
    assert (found["road"]["days_left"], found["road"]["required_rate"], found["road"]["safe_days"]) == (-5, None, None)


def test_goal_that_is_reached_may_be_completed(call: Caller) -> None:
    goal = tell(new(call, 9, pattern="target", target_value=10), range(1), lambda back: 12)
    (advice,) = told(call, goal)["recommendations"]
    assert (advice["code"], advice["action"]) == ("reached", {"complete_goal": {}})
    call.post(f"/api/v1/goals/{goal.pk}/complete/")
    assert told(call, goal)["recommendations"] == []
