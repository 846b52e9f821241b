"""Progress and dashboard over REST."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from goals.models import Goal
from tests.api import Caller, caller, refused
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 11, 19)  # a Wednesday
# What stands beside the counts of the asked days.
BESIDE = (
    "series",
    "components",
    "focus_minutes",
    "road",
    "limit",
    "trend",
    "usual_rate",
    "forecast",
    "forecast_refused",
    "comparison",
    "comparison_refused",
    "milestones",
    "insights",
    "recommendations",
)


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(dt.datetime(2025, 11, 19, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def call() -> Caller:
    return caller()


def day(back: int) -> dt.date:
    return TODAY - dt.timedelta(days=back)


def daily(call: Caller, statuses: dict[int, str], start: int = 10) -> Goal:
    goal: Goal = GoalFactory.create(owner=call.user, start_date=day(start))
    for back, status in statuses.items():
        CheckInFactory.create(goal=goal, check_in_date=day(back), habit_completion_status=status)
    return goal


def progress(call: Caller, goal: Goal, query: str = "") -> dict[str, object]:
    response = call.get(f"/api/v1/goals/{goal.pk}/progress/{query}")
    assert response.status_code == 200, response.content
    body: dict[str, object] = response.json()
    return body


def point(back: int, status: str | None, **counts: int) -> dict[str, object]:
    """A day of a series without values."""
    zero = {"success": 0, "miss": 0, "neutral": 0, "pending": 0}
    return {"first": str(day(back)), "last": str(day(back)), "status": status, "value": None, **zero, **counts}


def test_progress_of_a_habit_counts_the_asked_days(call: Caller) -> None:
    goal = daily(call, {0: "completed", 1: "completed", 2: "skipped", 3: "completed", 4: "missed", 8: "completed"})
    week = progress(call, goal, "?period=week")
    assert {name: week[name] for name in week if name not in BESIDE} == {
        "goal": str(goal.pk),
        "pattern": "recurring",
        "period": "week",
        "first": "2025-11-13",
        "last": "2025-11-19",
        "percent": 50,
        "completed": 3,
        "skipped": 1,
        "missed": 1,
        "completion_rate": 0.75,
        "adherence": 0.5,
        "units": {"success": 3, "miss": 3, "neutral": 1, "pending": 0},
        "streak": {"current": 3, "longest": 3, "began": "2025-11-16"},
        "strength": week["strength"],
        "value": None,
        "total": None,
        "target_value": None,
        "baseline_value": None,
        "unit": None,
        "milestones_done": 0,
        "milestones_total": 0,
        "pace": {"word": "behind", "days_ahead": None, "expected_value": None},
        "reserve": None,
    }
    everything = progress(call, goal, "?period=all")
    assert (everything["first"], everything["completed"], everything["adherence"]) == ("2025-11-09", 4, 0.4)
    assert progress(call, goal) == {**progress(call, goal, "?period=month")}


def test_progress_of_a_habit_tells_its_days_outlook_and_advice(call: Caller) -> None:
    goal = daily(call, {0: "completed", 1: "completed", 2: "skipped", 3: "completed", 4: "missed", 8: "completed"})
    week = progress(call, goal, "?period=week")
    assert {name: week[name] for name in BESIDE} == {
        "series": [
            point(6, None, miss=1),
            point(5, None, miss=1),
            point(4, "missed", miss=1),
            point(3, "completed", success=1),
            point(2, "skipped", neutral=1),
            point(1, "completed", success=1),
            point(0, "completed", success=1),
        ],
        "components": [{"source": "check_ins", "percent": 33, "weight": 1}],
        "focus_minutes": 0,
        "road": None,
        "limit": None,
        "trend": {"direction": "stable", "slope_per_day": pytest.approx(0.0822580645), "points": 9},
        "usual_rate": None,
        "forecast": None,
        "forecast_refused": {"reason": "no_target", "missing": None},
        "comparison": None,
        "comparison_refused": {"reason": "overlap", "missing": 46},
        "milestones": [],
        "insights": [],
        "recommendations": [
            {
                "code": "shrink_step",
                "message": f"{goal.title}: missed on 4 of the last 7 due days. "
                "A smaller step may fit better for a while.",
                "numbers": {"misses": 4, "days": 7},
                "action": None,
            }
        ],
    }


def test_todays_open_unit_is_pending(call: Caller) -> None:
    units = progress(call, daily(call, {1: "completed"}, start=1), "?period=week")["units"]
    assert units == {"success": 1, "miss": 0, "neutral": 0, "pending": 1}


def test_progress_of_a_target_tells_value_and_pace(call: Caller) -> None:
    goal = GoalFactory.create(
        owner=call.user,
        pattern="target",
        target_value=100,
        baseline_value=0,
        unit="pages",
        start_date=day(10),
        target_date=day(-10),
    )
    CheckInFactory.create(goal=goal, value_recorded="62.5", check_in_date=day(1))
    body = progress(call, goal)
    assert (body["percent"], body["value"], body["unit"], body["target_value"]) == (62, 62.5, "pages", 100)
    assert body["pace"] == {"word": "ahead", "days_ahead": 2, "expected_value": 50}


def test_progress_of_milestones_is_rounded_down(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, pattern="milestone")
    MilestoneFactory.create_batch(2, goal=goal, is_done=True)
    MilestoneFactory.create(goal=goal)
    body = progress(call, goal)
    assert (body["percent"], body["milestones_done"], body["milestones_total"]) == (66, 2, 3)


def test_unknown_period_is_refused_with_the_known_ones(call: Caller) -> None:
    response = call.get(f"/api/v1/goals/{daily(call, {}).pk}/progress/?period=decade")
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert response.json()["fields"] == {"period": ["Choose one of: week, month, quarter, year, all."]}


def test_figures_in_lists_and_details_are_those_of_today(call: Caller) -> None:
    goal = daily(call, {1: "completed"}, start=1)
    with time_machine.travel(dt.datetime(2025, 11, 21, 12, tzinfo=dt.UTC), tick=False):
        shown = call.get(f"/api/v1/goals/{goal.pk}/").json()
        listed = call.get("/api/v1/goals/").json()["results"][0]
    assert shown["stats"] == listed["stats"]
    assert (shown["stats"]["as_of"], shown["stats"]["current_streak"]) == ("2025-11-21", 0)
    assert shown["progress_percent"] == listed["progress_percent"] == 33


def test_etag_is_worth_nothing_on_the_next_day(call: Caller) -> None:
    etag = call.get("/api/v1/dashboard/")["ETag"]
    assert call.get("/api/v1/dashboard/", headers={"If-None-Match": etag}).status_code == 304
    with time_machine.travel(dt.datetime(2025, 11, 20, 0, tzinfo=dt.UTC), tick=False):
        assert call.get("/api/v1/dashboard/", headers={"If-None-Match": etag}).status_code == 200


def test_dashboard_tells_what_is_due_today(call: Caller) -> None:
    done = daily(call, {0: "completed", 1: "missed", 7: "completed"}, start=7)
    open_ = daily(call, {})
    weekend = GoalFactory.create(owner=call.user, weekdays=[5, 6], start_date=day(3))
    GoalFactory.create(owner=call.user, status="paused")
    GoalFactory.create(owner=call.user, status="archived")
    GoalFactory.create()
    body = call.get("/api/v1/dashboard/").json()
    assert body["date"] == "2025-11-19"
    assert body["summary"] == {"due": 2, "done": 1, "open": 1}
    rows = {row["goal"]["id"]: row for row in body["goals"]}
    assert list(rows) == [str(weekend.pk), str(open_.pk), str(done.pk)]
    assert rows[str(done.pk)]["today"] == {
        "due": True,
        "state": "success",
        "done": 1,
        "need": 1,
        "status": "completed",
        "value": None,
    }
    assert rows[str(open_.pk)]["today"]["state"] == "pending"
    assert rows[str(weekend.pk)]["today"] == {
        "due": False,
        "state": None,
        "done": None,
        "need": None,
        "status": None,
        "value": None,
    }
    weeks = rows[str(done.pk)]["weeks"]
    assert len(weeks) == 12
    assert weeks[-2:] == [
        {"first": "2025-11-10", "last": "2025-11-16", "success": 1, "miss": 4, "neutral": 0, "pending": 0},
        {"first": "2025-11-17", "last": "2025-11-23", "success": 1, "miss": 2, "neutral": 0, "pending": 0},
    ]
    detail = call.get(f"/api/v1/goals/{done.pk}/").json()
    assert rows[str(done.pk)]["goal"]["stats"] == detail["stats"]


def test_pace_begins_where_the_percent_does(call: Caller) -> None:
    goal = GoalFactory.create(
        owner=call.user,
        pattern="target",
        direction="decrease",
        target_value=80,
        start_date=day(10),
        target_date=day(-10),
    )
    for back, value in ((20, 95), (10, 90), (1, 85)):
        CheckInFactory.create(goal=goal, check_in_date=day(back), value_recorded=value)
    found = progress(call, goal)
    assert found["percent"] == 50
    assert found["pace"] == {"word": "on_track", "days_ahead": 0, "expected_value": 85}


def test_average_has_four_decimals_and_is_not_rounded_up_to_the_target(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, pattern="target", aggregation="average", target_value=3)
    for value in ("3", "3", "2.9999"):
        CheckInFactory.create(goal=goal, value_recorded=Decimal(value))
    found = progress(call, goal)
    assert (found["value"], found["percent"]) == (3, 99)
    assert Goal.objects.get(pk=goal.pk).stats["value"] == "3"
