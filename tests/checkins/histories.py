"""Half a year of check-ins for tests: days of which the truth is known."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from checkins.actions import Draft, record_check_ins
from goals.models import Goal, User
from tests.factories import GoalFactory, acting

# A Monday. Noon, so that it is the same day in most of the world.
NOW = dt.datetime(2026, 5, 18, 12, tzinfo=dt.UTC)
TODAY = NOW.date()
DAYS = 182


def begun(owner: User, **fields: Any) -> Goal:
    """A goal of `owner` that started 26 weeks ago."""
    goal: Goal = GoalFactory.create(owner=owner, **{"start_date": TODAY - dt.timedelta(days=DAYS), **fields})
    return goal


def lived(goal: Goal, done: Callable[[dt.date], Any], days: int = DAYS, hour: int = 7, before: int = 1) -> Goal:
    """Record for each of the `days` through `before` days ago what `done` says: a status, an amount, or nothing."""
    drafts = []
    for back in range(before + days - 1, before - 1, -1):
        day = TODAY - dt.timedelta(days=back)
        said = done(day)
        if said is None or said is False:
            continue
        status = "completed" if said is True else said if isinstance(said, str) else None
        value = None if status else Decimal(said)
        at = dt.datetime.combine(day, dt.time(hour), dt.UTC)
        drafts.append(Draft(day, habit_completion_status=status, value_recorded=value, logged_at=at))
    record_check_ins(by=acting(goal.owner), goal=goal, drafts=drafts)
    return goal


def no_friday(day: dt.date) -> bool:
    return day.weekday() != 4
