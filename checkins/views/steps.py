"""What a button of a row means, in terms of the actions."""

import datetime as dt
import uuid
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from checkins import actions
from checkins.agenda import row_of
from checkins.forms import STATUS_OF
from checkins.models import CheckIn
from config.refusals import NotFound
from goals.journal import Actor
from goals.models import Goal
from goals.models.choices import Aggregation, Pattern
from goals.wording import with_unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, in words, and the check-in whose last change can be undone."""

    text: str
    check_in_id: uuid.UUID | None


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
    """Carry out one button. Raises what the actions raise."""
    if undo is not None:
        return _take_back(by, goal, undo)
    if op and amount is not None:
        return _move(by, goal, date, key, amount if op == "add" else -amount)
    if status == "done":
        finished = actions.finish_day(by=by, goal=goal, day=date, key=key)
        return Outcome(_("%(title)s marked done.") % {"title": goal.title}, finished.pk if finished else None)
    return _set(by, goal, date, key, status)


def _set(by: Actor, goal: Goal, date: dt.date, key: uuid.UUID | None, status: str) -> Outcome:
    """Set the day's status to skipped or missed, or clear it."""
    held = CheckIn.objects.filter(goal=goal, check_in_date=date, habit_completion_status__isnull=False).first()
    if status == "clear" and held is not None and _is_done_by_value(goal, held):
        return _take_back(by, goal, held.pk)
    row = actions.set_day(by=by, goal=goal, day=date, status=STATUS_OF[status], key=key)
    touched = row or held
    sentences = {
        "skip": _("%(title)s skipped."),
        "missed": _("%(title)s marked missed."),
        "clear": _("%(title)s is open again."),
    }
    return Outcome(sentences[status] % {"title": goal.title}, touched.pk if touched else None)


def _is_done_by_value(goal: Goal, check_in: CheckIn) -> bool:
    """Whether its value alone, without a status, leaves a day done that asks for a tick: 5.4 km say that one ran."""
    row = row_of(goal, check_in.check_in_date)
    return bool(row and not row.is_measured and check_in.value_recorded and check_in.value_recorded > 0)


def _move(by: Actor, goal: Goal, date: dt.date, key: uuid.UUID | None, amount: Decimal) -> Outcome:
    """Say what was really added or taken away: the same key again is the stored check-in."""
    recorded = actions.move_amount(by=by, goal=goal, day=date, amount=amount, key=key)
    moved = recorded.value_recorded or Decimal(0)
    sentence = _("%(title)s: %(amount)s added.") if moved > 0 else _("%(title)s: %(amount)s taken away.")
    if goal.pattern == Pattern.TARGET and goal.aggregation != Aggregation.SUM:
        sentence = _("%(title)s: %(amount)s recorded.")
    return Outcome(sentence % {"amount": with_unit(abs(moved), goal), "title": goal.title}, recorded.pk)


def _take_back(by: Actor, goal: Goal, pk: uuid.UUID) -> Outcome:
    """Withdraw the amount that the button named; pressed twice it is gone already, and no other goes with it."""
    named = CheckIn.objects.filter(pk=pk, goal=goal).first()
    if named is not None:
        with suppress(NotFound):
            actions.withdraw_check_in(by=by, check_in=named)
    return Outcome(_("%(title)s is open again.") % {"title": goal.title}, pk if named else None)
