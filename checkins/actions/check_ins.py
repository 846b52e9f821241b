"""Record, correct and withdraw check-ins; the goal's counters and figures follow in the same transaction."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from checkins.models import CheckIn
from checkins.models.check_in import CheckInSource
from config.refusals import Invalid, Refusal
from goals.journal import Actor, Journal, writing
from goals.models import Goal, Milestone
from goals.progress import engine
from goals.rules import given, require_editable


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


_DRAFTED = frozenset(column.name for column in fields(Draft))
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
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        stored = _stored(goal, drafts)
        rows = [(draft.id and stored.get(draft.id)) or _row(journal, goal, draft) for draft in drafts]
        new = [row for row in rows if row._state.adding]
        require_free_days(goal, new)
        journal.create_all(new)
        for row in new:
            complete_named_milestone(journal, row)
        if new:
            engine().refresh(journal, goal)
    return rows


def correct_check_in(*, by: Actor, check_in: CheckIn, **changes: Any) -> CheckIn:
    """Change what a check-in says, also years back. Raises as `record_check_ins`."""
    with writing(check_in.owner_id, by=by) as journal:
        check_in = journal.fresh(check_in)
        goal = check_in.goal
        require_editable(goal)
        values = given(CheckIn, changes, CORRECTABLE)
        for name, value in values.items():
            setattr(check_in, name, value)
        require_sense(goal, check_in, journal.now)
        require_free_days(goal, [check_in])
        check_in = journal.fresh(check_in)
        if journal.update(check_in, action="corrected", **values):
            check_in.refresh_from_db(fields=["kind"])
            complete_named_milestone(journal, check_in)
            engine().refresh(journal, goal)
    return check_in


def withdraw_check_in(*, by: Actor, check_in: CheckIn, action: str = "withdrawn") -> None:
    """Take a check-in back; a milestone that it completed is open again. Raises GoalNotEditable."""
    with writing(check_in.owner_id, by=by) as journal:
        check_in = journal.fresh(check_in)
        goal = check_in.goal
        require_editable(goal)
        _reopen_named_milestone(journal, check_in)
        journal.delete(check_in, action=action)
        engine().refresh(journal, goal)


def require_sense(goal: Goal, check_in: CheckIn, now: dt.datetime) -> None:
    """Raises Invalid for a check-in that says nothing, lies in the future or names another goal's milestone."""
    said = (check_in.habit_completion_status, check_in.value_recorded, check_in.milestone_id, check_in.content)
    if all(part is None for part in said):
        raise Invalid(
            _("Say what was done: a status, a value, a milestone or a note."),
            fields={"habit_completion_status": [_("Give a status, a value, a milestone or a note.")]},
        )
    if check_in.check_in_date > goal.owner.today(now):
        raise Invalid(fields={"check_in_date": [_("This day has not come yet.")]})
    if check_in.milestone is not None and check_in.milestone.goal_id != goal.pk:
        raise Invalid(fields={"milestone": [_("This goal has no such milestone.")]})


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
    taken = CheckIn.objects.filter(goal=goal, habit_completion_status__isnull=False)
    for day in taken.between(min(days), max(days)).exclude(pk__in=own).values_list("check_in_date", flat=True):
        if day in days:
            raise DayAlreadyRecorded(day)


def complete_named_milestone(journal: Journal, check_in: CheckIn) -> None:
    milestone = check_in.milestone
    if milestone is not None and not milestone.is_done:
        journal.update(milestone, action="completed", completed_at=journal.now)


def _reopen_named_milestone(journal: Journal, check_in: CheckIn) -> None:
    milestone = check_in.milestone
    if milestone is None or milestone.completed_at != check_in.created_at:
        return
    if not milestone.check_ins.exclude(pk=check_in.pk).exists():
        journal.update(milestone, action="reopened", completed_at=None)


def _stored(goal: Goal, drafts: Sequence[Draft]) -> dict[uuid.UUID, CheckIn]:
    """Rows that earlier requests with these ids have made. Raises Invalid for an id that is taken otherwise."""
    ids = [draft.id for draft in drafts if draft.id is not None]
    stored = CheckIn.objects.in_bulk(ids) if ids else {}
    if any(row.goal_id != goal.pk for row in stored.values()):
        raise Invalid(fields={"id": [_("Choose a new id for a new check-in.")]})
    return stored


def _row(journal: Journal, goal: Goal, draft: Draft) -> CheckIn:
    values = given(CheckIn, {name: getattr(draft, name) for name in _DRAFTED}, _DRAFTED)
    values["id"] = draft.id or uuid7()
    values["check_in_date"] = draft.check_in_date or goal.owner.today(journal.now)
    values["logged_at"] = draft.logged_at or journal.now
    row = CheckIn(goal=goal, **values)
    require_sense(goal, row, journal.now)
    return row
