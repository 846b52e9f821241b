"""Goals with a past told from today back, and what the API says of their progress."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from checkins.actions import Draft, record_check_ins
from goals.models import Goal
from tests.api import Caller
from tests.factories import GoalFactory, acting

NOON = dt.datetime(2025, 11, 19, 12, tzinfo=dt.UTC)
TODAY = NOON.date()  # a Wednesday
DAY = dt.timedelta(days=1)


def day(back: int) -> dt.date:
    return TODAY - back * DAY


def told(call: Caller, goal: Goal, period: str = "month") -> Any:
    response = call.get(f"/api/v1/goals/{goal.pk}/progress/?period={period}")
    assert response.status_code == 200, response.content
    return response.json()


def new(call: Caller, start: int, **fields: Any) -> Goal:
    made: Goal = GoalFactory.create(owner=call.user, start_date=day(start), **fields)
    return made


def tell(goal: Goal, days: range, value: Callable[[int], float]) -> Goal:
    """Record a value on each of `days`, counted back from today."""
    drafts = [Draft(check_in_date=day(back), value_recorded=Decimal(str(value(back)))) for back in days]
    record_check_ins(by=acting(goal.owner), goal=goal, drafts=drafts)
    return goal


def mark(goal: Goal, days: range, status: Callable[[int], str | None]) -> Goal:
    """Set the status of each of `days`; None: nothing is recorded."""
    known = [(back, status(back)) for back in days]
    drafts = [Draft(check_in_date=day(back), habit_completion_status=held) for back, held in known if held]
    record_check_ins(by=acting(goal.owner), goal=goal, drafts=drafts)
    return goal


def spans(series: Any) -> list[tuple[str, str]]:
    return [(point["first"], point["last"]) for point in series]


def counts(point: Any) -> tuple[int, ...]:
    return tuple(point[name] for name in ("success", "miss", "neutral", "pending"))
