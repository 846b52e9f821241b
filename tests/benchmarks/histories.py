"""People with long histories, brought in as an import brings them."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import connection
from uuid_utils.compat import uuid7

from checkins.engine import engine
from checkins.models import CheckIn
from goals.journal import writing
from goals.models import Goal, User
from tests.factories import GoalFactory, acting

DAILY: dict[str, Any] = {"pattern": "recurring"}
READ: dict[str, Any] = {
    "pattern": "target",
    "target_value": Decimal(60),
    "baseline_value": Decimal(90),
    "direction": "decrease",
    "unit": "kg",
}
KINDS = (
    DAILY,
    {"pattern": "recurring", "period": "week", "times_per_period": 3},
    {"pattern": "streak"},
    {"pattern": "limit", "period": "week", "target_value": Decimal(30)},
    READ,
)
_MEASURED = {"limit", "target"}


def goal_of(owner: User, days: int, kind: dict[str, Any] = DAILY) -> Goal:
    """A goal that was recorded on each of so many days before today."""
    first = owner.today() - dt.timedelta(days=days)
    goal: Goal = GoalFactory.create(owner=owner, start_date=first, **kind)
    with writing(owner.pk, by=acting(owner)) as journal:
        journal.adopt_all(CheckIn, list(_rows(goal, days)))
        engine().rebuild(journal, goal)
    return Goal.objects.select_related("owner").get(pk=goal.pk)


def goals_of(owner: User, count: int, days: int) -> list[Goal]:
    """So many goals, of each kind in turn."""
    return [goal_of(owner, days, KINDS[number % len(KINDS)]) for number in range(count)]


def settle() -> None:
    """Let the database plan with what is in it, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows(goal: Goal, days: int) -> Iterator[dict[str, Any]]:
    """Now and then a day is skipped or missed, yesterday too; of an amount, values that wander."""
    is_measured = goal.pattern in _MEASURED
    for number in range(days):
        day = goal.start_date + dt.timedelta(days=number)
        logged = dt.datetime.combine(day, dt.time(12), dt.UTC)
        back = days - number
        status = "missed" if back % 7 == 1 else "skipped" if back % 11 == 3 else "completed"
        yield {
            "id": uuid7(),
            "goal_id": goal.pk,
            "created_at": logged,
            "logged_at": logged,
            "check_in_date": day,
            "habit_completion_status": None if is_measured else status,
            "value_recorded": Decimal(80 + number * 7 % 13) / 20 if is_measured else None,
        }
