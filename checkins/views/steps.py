"""What a button of a row means, in terms of the actions."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from checkins import actions
from checkins.agenda import Row, row_of
from checkins.forms import STATUS_OF
from checkins.models import CheckIn
from config.refusals import Refusal
from goals.journal import Actor
from goals.models import Goal
from goals.wording import with_unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, in words, and the check-in whose last change can be undone."""

    text: str
    check_in_id: uuid.UUID | None


class NothingToTakeAway(Refusal):
    code = "VALIDATION_ERROR"

    def __init__(self) -> None:
        super().__init__(_("There is nothing to take away on this day."))


def take_step(
    *,
    by: Actor,
    goal: Goal,
    date: dt.date,
    key: uuid.UUID | None,
    status: str,
    op: str,
    amount: Decimal | None,
    undo: uuid.UUID | None = None,
) -> Outcome:
    """Carry out one button. Raises what the actions raise, and NothingToTakeAway."""
    if undo is not None:
        return _take_back(by, goal, undo)
    if op and amount is not None:
        return _move(by, goal, date, key, amount if op == "add" else -amount)
    row = row_of(goal, date) if status == "done" else None
    if row is not None and row.is_measured and not row.is_limit and not row.has_status:
        return _fill(by, row, date, key)
    return _set(by, goal, date, key, status)


def _set(by: Actor, goal: Goal, date: dt.date, key: uuid.UUID | None, status: str) -> Outcome:
    """Set the day's status, or clear it."""
    held = CheckIn.objects.filter(goal=goal, check_in_date=date, habit_completion_status__isnull=False).first()
    row = actions.set_day(by=by, goal=goal, day=date, status=STATUS_OF[status], key=key)
    touched = row or held
    sentences = {
        "done": _("%(title)s marked done."),
        "skip": _("%(title)s skipped."),
        "missed": _("%(title)s marked missed."),
        "clear": _("%(title)s is open again."),
    }
    return Outcome(sentences[status] % {"title": goal.title}, touched.pk if touched else None)


def _fill(by: Actor, row: Row, date: dt.date, key: uuid.UUID | None) -> Outcome:
    """Log exactly what remains; when nothing does, the row is done already."""
    if row.remaining > 0:
        fields = {"check_in_date": date, "value_recorded": row.remaining}
        key = actions.record_check_in(by=by, goal=row.goal, id=key, **fields).pk
        return Outcome(_("%(title)s marked done.") % {"title": row.goal.title}, key)
    newest = _newest(row.goal, date)
    return Outcome(_("%(title)s is done.") % {"title": row.goal.title}, newest.pk if newest else None)


def _move(by: Actor, goal: Goal, date: dt.date, key: uuid.UUID | None, amount: Decimal) -> Outcome:
    """Record an amount; taking away stops at nothing. The same key again is the stored check-in."""
    recorded = CheckIn.objects.filter(pk=key, goal=goal).first() if key else None
    if recorded is None and amount < 0:
        values = CheckIn.objects.filter(goal=goal, check_in_date=date)
        amount = max(amount, -(values.aggregate(total=Sum("value_recorded"))["total"] or Decimal(0)))
        if amount == 0:
            raise NothingToTakeAway
    if recorded is None:
        fields = {"check_in_date": date, "value_recorded": amount}
        recorded = actions.record_check_in(by=by, goal=goal, id=key, **fields)
    words = {"amount": with_unit(abs(amount), goal), "title": goal.title}
    sentence = _("%(title)s: %(amount)s added.") if amount > 0 else _("%(title)s: %(amount)s taken away.")
    return Outcome(sentence % words, recorded.pk)


def _take_back(by: Actor, goal: Goal, pk: uuid.UUID) -> Outcome:
    """Withdraw the amount that the button named; pressed twice it is gone already, and no other goes with it."""
    named = CheckIn.objects.filter(pk=pk, goal=goal).first()
    if named is not None:
        actions.withdraw_check_in(by=by, check_in=named)
    return Outcome(_("%(title)s is open again.") % {"title": goal.title}, pk if named else None)


def _newest(goal: Goal, date: dt.date) -> CheckIn | None:
    amounts = CheckIn.objects.filter(goal=goal, check_in_date=date, value_recorded__isnull=False)
    return amounts.newest_first().first()
