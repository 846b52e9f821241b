"""The status of a day: set, never toggled."""

import datetime as dt
import uuid

from django.db.models import DateField, UUIDField

from checkins.actions.check_ins import Draft, record_drafts, withdraw_check_in
from checkins.engine import engine
from checkins.models import CheckIn
from goals.journal import Actor, writing
from goals.models import Goal
from goals.prepared import Prepared
from goals.rules import require_editable

# The check-in that holds the status of a day.
_HELD = Prepared(
    lambda goal, day: CheckIn.objects.filter(goal=goal, check_in_date=day, habit_completion_status__isnull=False),
    UUIDField,
    DateField,
)


def set_day(*, by: Actor, goal: Goal, day: dt.date, status: str | None, key: uuid.UUID | None = None) -> CheckIn | None:
    """Give `day` this status, whatever it had before; none clears it. Repeating it changes nothing.

    A new check-in takes `key` as its id. Returns the check-in that holds the status. Raises GoalNotEditable, Invalid.
    """
    status = status or None
    with writing(goal.owner_id, by=by, about=goal) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        held = next(iter(_HELD.rows(goal.pk, day)), None)
        if held is None:
            if status is None:
                return None
            taken = key is not None and CheckIn.objects.filter(pk=key).exists()
            draft = Draft(check_in_date=day, habit_completion_status=status, id=None if taken else key)
            return record_drafts(journal, goal, [draft])[0]
        if status is None and not _says_more(held):
            withdraw_check_in(by=by, check_in=held)
            return None
        if journal.update(held, "corrected", habit_completion_status=status):
            engine().recorded(journal, goal, {day})
    return held if status is not None else None


def _says_more(check_in: CheckIn) -> bool:
    return any(part is not None for part in (check_in.value_recorded, check_in.milestone_id, check_in.content))
