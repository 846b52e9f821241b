"""Amounts of a day, reckoned from what is recorded when the write has its lock: devices never add up to too much."""

import datetime as dt
import uuid
from decimal import Decimal

from django.utils.translation import gettext as _

from checkins.actions.check_ins import record_check_in
from checkins.actions.days import set_day
from checkins.agenda import row_of
from checkins.models import CheckIn
from checkins.models.check_in import CheckInQuerySet, DayStatus
from config.refusals import Refusal
from goals.journal import Actor, writing
from goals.models import Goal
from goals.rules import require_editable


class NothingToTakeAway(Refusal):
    code = "VALIDATION_ERROR"

    def __init__(self) -> None:
        super().__init__(_("There is nothing to take away on this day."))


def finish_day(*, by: Actor, goal: Goal, day: dt.date, key: uuid.UUID | None = None) -> CheckIn | None:
    """Tick a day: record exactly what remains of its amount, or set it completed where no amounts are asked for.

    Repeating it changes nothing. A new check-in takes `key` as its id. Returns the check-in that finished the day; None
    for an amount of nothing. Raises GoalNotEditable, Invalid.
    """
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        row = row_of(goal, day)
        if row is None or not row.is_measured or row.is_limit or row.has_status:
            return set_day(by=by, goal=goal, day=day, status=DayStatus.COMPLETED, key=key)
        if row.remaining > 0:
            return _record(by, goal, day, row.remaining, key)
        return _amounts(goal, day).newest_first().first()


def move_amount(*, by: Actor, goal: Goal, day: dt.date, amount: Decimal, key: uuid.UUID | None = None) -> CheckIn:
    """Add an amount to a day, or take one away (negative), down to nothing and no further.

    The same `key` again is the stored check-in. Raises NothingToTakeAway, GoalNotEditable, Invalid.
    """
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        stored = CheckIn.objects.filter(pk=key, goal=goal, value_recorded__isnull=False).first() if key else None
        if stored is not None:
            return stored
        if amount < 0:
            there = sum(_amounts(goal, day).values_list("value_recorded", flat=True), Decimal(0))
            amount = max(amount, -there)
            if amount >= 0:
                raise NothingToTakeAway
        return _record(by, goal, day, amount, key)


def _amounts(goal: Goal, day: dt.date) -> CheckInQuerySet:
    return CheckIn.objects.filter(goal=goal, check_in_date=day, value_recorded__isnull=False)


def _record(by: Actor, goal: Goal, day: dt.date, amount: Decimal, key: uuid.UUID | None) -> CheckIn:
    """A key that the goal has used for something else makes way: the amount must not be lost."""
    if key is not None and CheckIn.objects.filter(pk=key, goal=goal).exists():
        key = None
    return record_check_in(by=by, goal=goal, id=key, check_in_date=day, value_recorded=amount)
