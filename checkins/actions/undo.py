"""Undo: the journal knows what a check-in was before."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from checkins.actions.check_ins import (
    complete_named_milestone,
    reopen_named_milestone,
    require_free_days,
    withdraw_check_in,
)
from checkins.engine import engine
from checkins.models import CheckIn
from config.refusals import NotFound, Refusal
from goals.journal import Actor, Journal, entity_of, writing
from goals.models import Change, Goal, Milestone, User
from goals.rules import require_editable

UNDONE = "undone"


class CannotUndo(Refusal):
    code = "CANNOT_UNDO"
    status = 409


def undo_check_in(*, by: Actor, owner: User, check_in_id: uuid.UUID) -> CheckIn | None:
    """Revert the last change of a check-in: a new one goes, a changed one gets its old values, a withdrawn one returns.

    Returns the row as it is then, or None when it is gone. What was undone stays undone: repeating it changes nothing.
    Raises NotFound, GoalNotEditable, DayAlreadyRecorded, CannotUndo (its goal is gone).
    """
    with writing(owner.pk, by=by) as journal:
        lines = Change.objects.filter(owner=owner, entity=entity_of(CheckIn), entity_id=check_in_id)
        last = lines.order_by("-seq").first()
        if last is None:
            raise NotFound
        row = CheckIn.objects.for_owner(owner).filter(pk=check_in_id).select_related("goal__owner", "milestone").first()
        if last.action == UNDONE:
            return row
        before = {name: pair[0] for name, pair in last.fields.items()}
        if row is None:
            return _bring_back(journal, check_in_id, before, last.version + 1)
        if last.action == "created":
            withdraw_check_in(by=by, check_in=row, action=UNDONE)
            return None
        return _set_back(journal, row, before)


def _bring_back(journal: Journal, check_in_id: uuid.UUID, before: dict[str, Any], version: int) -> CheckIn:
    values = _columns(before)
    goal_id = values.get("goal_id")
    if goal_id is None or not Goal.objects.filter(pk=goal_id, owner_id=journal.owner_id).exists():
        raise CannotUndo(_("The goal of this check-in is gone."))
    row = CheckIn(pk=check_in_id, revision=version, **values)
    require_editable(row.goal)
    require_free_days(row.goal, [row])
    journal.create(row, action=UNDONE)
    complete_named_milestone(journal, row)
    engine().recorded(journal, row.goal, {row.check_in_date}, milestones=row.milestone_id is not None)
    return row


def _set_back(journal: Journal, row: CheckIn, before: dict[str, Any]) -> CheckIn:
    require_editable(row.goal)
    values = _columns(before)
    status = values.get("habit_completion_status", row.habit_completion_status)
    day = values.get("check_in_date", row.check_in_date)
    require_free_days(row.goal, [CheckIn(pk=row.pk, check_in_date=day, habit_completion_status=status)])
    days = {row.check_in_date, day}
    is_moved = values.get("milestone_id", row.milestone_id) != row.milestone_id
    if is_moved:
        reopen_named_milestone(journal, row)
    journal.update(row, UNDONE, **values)
    if is_moved:
        complete_named_milestone(journal, row)
    engine().recorded(journal, row.goal, days, milestones=is_moved)
    return row


def _columns(plain: dict[str, Any]) -> dict[str, Any]:
    """Column values again from the journal's JSON forms; a milestone that is gone by now is none."""
    fields = {field.name: field for field in CheckIn._meta.concrete_fields}
    known = {name: value for name, value in plain.items() if name != "created_at"}
    values = {fields[name].attname: fields[name].to_python(value) for name, value in known.items()}
    if values.get("milestone_id") and not Milestone.objects.filter(pk=values["milestone_id"]).exists():
        values["milestone_id"] = None
    return values
