"""Record, correct and withdraw check-ins; the goal's counters and figures follow in the same transaction."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateField, QuerySet, Subquery, UUIDField
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from checkins.engine import engine
from checkins.models import CheckIn
from checkins.models.check_in import CheckInSource
from config.refusals import Invalid, Refusal
from goals.journal import Actor, Journal, check_row, writing
from goals.models import Change, Goal, Milestone
from goals.prepared import Prepared, unsaved
from goals.rules import given, require_editable
from goals.validators import validate_instant


class DayAlreadyRecorded(Refusal):
    code = "DAY_ALREADY_RECORDED"
    status = 409

    def __init__(self, day: dt.date) -> None:
        super().__init__(
            _("%(day)s already has a status. Correct it, or set the day instead.") % {"day": day.isoformat()}
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A check-in to be recorded. With an `id` it is repeat-safe: the same id again is the stored row."""

    check_in_date: dt.date | None = None
    habit_completion_status: str | None = None
    value_recorded: Decimal | None = None
    milestone: Milestone | None = None
    content: str | None = None
    link: str | None = None
    mood: int | None = None
    source: str = CheckInSource.MANUAL
    context: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    logged_at: dt.datetime | None = None
    id: uuid.UUID | None = None


def _taken(goal: Any, first: dt.date, last: dt.date) -> "QuerySet[CheckIn, Any]":
    rows = CheckIn.objects.filter(goal=goal, habit_completion_status__isnull=False)
    return rows.between(first, last).order_by().values_list("pk", "check_in_date")


# A device's clock may be that much ahead; what it logs is then taken for now.
CLOCK_AHEAD = dt.timedelta(minutes=5)
_TAKEN: Prepared[Any] = Prepared(_taken, UUIDField, DateField, DateField)
# What a draft may say, with what stands there when it does not.
_DRAFTED = {column.name: column.default for column in fields(Draft)}
CORRECTABLE = frozenset(
    {
        "check_in_date",
        "habit_completion_status",
        "value_recorded",
        "milestone",
        "content",
        "link",
        "mood",
        "context",
        "metadata",
    }
)


def record_check_in(*, by: Actor, goal: Goal, **fields: Any) -> CheckIn:
    """Record one check-in; `fields` are those of `Draft`. Raises as `record_check_ins`."""
    return record_check_ins(by=by, goal=goal, drafts=[Draft(**fields)])[0]


def record_check_ins(*, by: Actor, goal: Goal, drafts: Sequence[Draft]) -> list[CheckIn]:
    """Record several check-ins of one goal at once; a named milestone is completed by it.

    Raises GoalNotEditable, Invalid (nothing said, a future day, another goal's milestone), DayAlreadyRecorded.
    """
    with writing(goal.owner_id, by=by, about=goal, lines=len(drafts) + 1) as journal:
        return record_drafts(journal, journal.fresh(goal), drafts)


def record_drafts(journal: Journal, goal: Goal, drafts: Sequence[Draft]) -> list[CheckIn]:
    """The same inside a write that has read its goal."""
    stored = _stored(goal, drafts)
    if any(draft.id not in stored for draft in drafts):
        require_editable(goal)
    rows = _rows(journal, goal, drafts, stored)
    new = list({row.pk: row for row in rows if row._state.adding}.values())
    require_free_days(goal, new)
    journal.insert_all(new)
    for row in new:
        complete_named_milestone(journal, row)
    if new:
        names = any(row.milestone_id for row in new)
        engine().recorded(journal, goal, {row.check_in_date for row in new}, milestones=names)
    return rows


def correct_check_in(*, by: Actor, check_in: CheckIn, **changes: Any) -> CheckIn:
    """Change what a check-in says, also years back. Raises as `record_check_ins`."""
    with writing(check_in.owner_id, by=by, about=check_in) as journal:
        check_in = journal.fresh(check_in)
        goal = check_in.goal = journal.fresh(Goal(pk=check_in.goal_id))
        require_editable(goal)
        values = given(CheckIn, changes, CORRECTABLE)
        if values.get("milestone") is not None:
            values["milestone"] = _own_milestones(goal, [values["milestone"]])[values["milestone"].pk]
        proposed = copy(check_in)
        for name, value in values.items():
            setattr(proposed, name, value)
        require_sense(goal, proposed, journal.now)
        require_free_days(goal, [proposed])
        days = {check_in.check_in_date, proposed.check_in_date}
        is_renamed = proposed.milestone_id != check_in.milestone_id
        is_moved = is_renamed or (proposed.milestone_id is not None and len(days) > 1)
        if is_moved:
            reopen_named_milestone(journal, check_in)
        if journal.update(check_in, "corrected", **values):
            if is_moved:
                complete_named_milestone(journal, check_in)
            engine().recorded(journal, goal, days, milestones=is_moved)
    return check_in


def withdraw_check_in(*, by: Actor, check_in: CheckIn, action: str = "withdrawn") -> None:
    """Take a check-in back; a milestone that it completed is open again. Raises GoalNotEditable."""
    with writing(check_in.owner_id, by=by, about=check_in, lines=2) as journal:
        check_in = journal.fresh(check_in)
        goal = check_in.goal = journal.fresh(Goal(pk=check_in.goal_id))
        require_editable(goal)
        reopen_named_milestone(journal, check_in)
        journal.delete(check_in, action=action)
        names = check_in.milestone_id is not None
        engine().recorded(journal, goal, {check_in.check_in_date}, milestones=names)


def require_sense(goal: Goal, check_in: CheckIn, now: dt.datetime) -> None:
    """Raises Invalid for a check-in whose fields are not valid, that says nothing or lies in the future."""
    check_row(check_in)
    said = (check_in.habit_completion_status, check_in.value_recorded, check_in.milestone_id, check_in.content)
    if all(part is None for part in said):
        raise Invalid(
            _("Say what was done: a status, a value, a milestone or a note."),
            fields={"habit_completion_status": [_("Give a status, a value, a milestone or a note.")]},
        )
    if check_in.check_in_date > goal.owner.today(now):
        raise Invalid(fields={"check_in_date": [_("This day has not come yet.")]})


def require_free_days(goal: Goal, rows: Iterable[CheckIn]) -> None:
    """At most one status a goal a day; the caller holds the lock. Raises DayAlreadyRecorded."""
    days: set[dt.date] = set()
    own: set[uuid.UUID] = set()
    for row in rows:
        if row.habit_completion_status is not None:
            if row.check_in_date in days:
                raise DayAlreadyRecorded(row.check_in_date)
            days.add(row.check_in_date)
            own.add(row.pk)
    if not days:
        return
    for pk, day in _TAKEN.rows(goal.pk, min(days), max(days)):
        if day in days and pk not in own:
            raise DayAlreadyRecorded(day)


def complete_named_milestone(journal: Journal, check_in: CheckIn) -> None:
    """On the day of the check-in, also when it is told later."""
    milestone = check_in.milestone
    if milestone is not None and not milestone.is_done:
        done_at = check_in.goal.owner.moment_of(check_in.check_in_date, journal.now)
        journal.update(milestone, "completed", completed_at=done_at)


def reopen_named_milestone(journal: Journal, check_in: CheckIn) -> None:
    """Before a check-in lets go of its milestone: open it again if no other names it and this one completed it.

    A write has one time, so lines of the check-in and of the completion at one time say that they came together.
    """
    milestone = check_in.milestone
    if milestone is None or milestone.completed_at is None:
        return
    lines = Change.objects.filter(owner_id=journal.owner_id)
    completed = lines.filter(entity_id=milestone.pk, action="completed").order_by("-seq").values("at")[:1]
    came_together = lines.filter(entity_id=check_in.pk, at=Subquery(completed))
    if came_together.exists() and not milestone.check_ins.exclude(pk=check_in.pk).exists():
        journal.update(milestone, "reopened", completed_at=None)


def _stored(goal: Goal, drafts: Sequence[Draft]) -> dict[uuid.UUID, CheckIn]:
    """Rows that earlier requests with these ids have made. Raises Invalid for an id that is taken otherwise."""
    ids = [draft.id for draft in drafts if draft.id is not None]
    stored = CheckIn.objects.in_bulk(ids) if ids else {}
    if any(row.goal_id != goal.pk for row in stored.values()):
        raise Invalid(fields={"id": [_("Choose a new id for a new check-in.")]})
    return stored


def _own_milestones(goal: Goal, named: Iterable[Milestone]) -> dict[uuid.UUID, Milestone]:
    """The milestones as they are now, by id. Raises Invalid for one that this goal has not."""
    ids = {milestone.pk for milestone in named}
    held: dict[uuid.UUID, Milestone] = goal.milestones.in_bulk(ids) if ids else {}
    if len(held) < len(ids):
        raise Invalid(fields={"milestone": [_("This goal has no such milestone.")]})
    return held


def _rows(journal: Journal, goal: Goal, drafts: Sequence[Draft], stored: Mapping[uuid.UUID, CheckIn]) -> list[CheckIn]:
    """A row for each draft: the stored one, or a new one; drafts that share an id share it too."""
    milestones = _own_milestones(goal, [draft.milestone for draft in drafts if draft.milestone is not None])
    by_id = dict(stored)
    rows = []
    for draft in drafts:
        row = by_id.get(draft.id) if draft.id else None
        row = row or _row(journal, goal, draft, milestones)
        by_id[row.pk] = row
        rows.append(row)
    return rows


def _moment(told: dt.datetime | None, now: dt.datetime) -> dt.datetime:
    """When it was logged, by what the device told. Raises Invalid for a time that is none, or is still to come."""
    if told is None:
        return now
    try:
        validate_instant(told)
    except ValidationError as error:
        raise Invalid(fields={"logged_at": error.messages}) from error
    if told > now + CLOCK_AHEAD:
        sentence = _("This time has not come yet. Set the clock of the device, or leave the time out.")
        raise Invalid(fields={"logged_at": [sentence]})
    return min(told, now)


def _row(journal: Journal, goal: Goal, draft: Draft, milestones: Mapping[uuid.UUID, Milestone]) -> CheckIn:
    """Without a day of its own it belongs to the day on which it was logged."""
    said = {name: getattr(draft, name) for name in _DRAFTED}
    values = given(CheckIn, {name: said[name] for name in said if said[name] is not _DRAFTED[name]}, _DRAFTED.keys())
    values["id"] = draft.id or uuid7()
    values["logged_at"] = _moment(draft.logged_at, journal.now)
    values["check_in_date"] = draft.check_in_date or goal.owner.today(values["logged_at"])
    named = values.pop("milestone", None)
    row = unsaved(CheckIn, values)
    row.goal = goal
    if named is not None:
        row.milestone = milestones[named.pk]
    require_sense(goal, row, journal.now)
    return row
