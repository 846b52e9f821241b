"""Tools about what was done: record a day or an amount, take it back, put money aside."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from pydantic import Field, model_validator

from checkins import actions
from checkins.actions.undo import UNDONE
from checkins.models import CheckIn
from checkins.models.check_in import CheckInSource, DayStatus
from coaching.tools.base import Arguments, Call, Outcome, Preview, Risk, Tool
from config.refusals import NotFound
from goals.actions import contribute, withdraw_contribution
from goals.journal import writing
from goals.models import Contribution, Goal
from goals.models.choices import Scope
from goals.wording import in_currency, with_unit

_DAY = dt.timedelta(days=1)
Amount = Decimal


class RecordCheckIn(Arguments):
    """A status of the day, a value, a milestone or a note; the person's today when no date is given."""

    goal_id: uuid.UUID
    date: dt.date | None = None
    status: DayStatus | None = None
    value: Amount | None = Field(None, max_digits=20, decimal_places=4, description="In the unit of the goal.")
    milestone_id: uuid.UUID | None = Field(None, description="Naming it completes it.")
    note: str | None = Field(None, max_length=2000)

    @model_validator(mode="after")
    def says_something(self) -> "RecordCheckIn":
        if self.status is None and self.value is None and self.milestone_id is None and not self.note:
            raise ValueError("Give a status, a value, a milestone or a note")
        return self


class UndoCheckIn(Arguments):
    check_in_id: uuid.UUID | None = Field(None, description="The latest one when absent.")


class LogContribution(Arguments):
    goal_id: uuid.UUID
    amount: Amount = Field(
        max_digits=20, decimal_places=4, description="In the currency of the goal; negative takes out."
    )
    date: dt.date | None = None
    note: str | None = Field(None, max_length=500)


def record_check_in(call: Call, asked: RecordCheckIn) -> Outcome:
    goal = call.goal(asked.goal_id)
    day = asked.date or call.owner.today()
    if asked.status is not None and asked.value is None and asked.milestone_id is None and not asked.note:
        return _set_status(call, goal, day, asked.status)
    milestone = call.milestone(asked.milestone_id) if asked.milestone_id else None
    row = actions.record_check_in(
        by=call.by,
        goal=goal,
        check_in_date=day,
        habit_completion_status=asked.status,
        value_recorded=asked.value,
        milestone=milestone,
        content=asked.note,
        source=CheckInSource.EXTRACTED,
    )
    return _recorded(row.goal, row, {}, call)


def _set_status(call: Call, goal: Goal, day: dt.date, status: str) -> Outcome:
    """Set, never toggled: what is so already is not written again. A status that was there comes back with undo."""
    with writing(call.owner.pk, by=call.by):
        held = CheckIn.objects.filter(goal=goal, check_in_date=day, habit_completion_status__isnull=False).first()
        if held is None:
            row = actions.record_check_in(
                by=call.by,
                goal=goal,
                check_in_date=day,
                habit_completion_status=status,
                source=CheckInSource.EXTRACTED,
            )
            return _recorded(row.goal, row, {}, call)
        before = held.habit_completion_status
        if before == status:
            told = _("%(what)s was recorded already.") % {"what": in_words(goal, held, call.owner.today())}
            return Outcome(_data(held), told, goal=goal)
        row = actions.set_day(by=call.by, goal=goal, day=day, status=status) or held
        return _recorded(row.goal, row, {"status": before}, call)


def preview_record(call: Call, asked: RecordCheckIn) -> Preview:
    goal = call.goal(asked.goal_id)
    day = asked.date or call.owner.today()
    said = CheckIn(habit_completion_status=asked.status, value_recorded=asked.value, check_in_date=day)
    if asked.milestone_id:
        said.milestone = call.milestone(asked.milestone_id)
    return Preview(_("Record"), after=in_words(goal, said, call.owner.today()), goal=goal)


def take_back_record(call: Call, undo: Mapping[str, Any]) -> None:
    row = CheckIn.objects.filter(owner=call.owner, pk=undo["check_in"]).select_related("goal").first()
    if row is None:
        return
    if "status" in undo:
        actions.set_day(by=call.by, goal=row.goal, day=row.check_in_date, status=undo["status"])
    else:
        actions.withdraw_check_in(by=call.by, check_in=row, action=UNDONE)


def undo_check_in(call: Call, asked: UndoCheckIn) -> Outcome:
    pk = asked.check_in_id
    row = CheckIn.objects.filter(owner=call.owner).select_related("goal")
    found = row.filter(pk=pk).first() if pk else row.order_by("-logged_at", "-id").first()
    if found is None:
        raise NotFound
    told = _("Taken back: %(what)s.") % {"what": in_words(found.goal, found, call.owner.today())}
    actions.undo_check_in(by=call.by, owner=call.owner, check_in_id=found.pk)
    return Outcome({"check_in_id": str(found.pk)}, told, found.goal, "check_in", found.pk, changed=True)


def preview_undo(call: Call, asked: UndoCheckIn) -> Preview:
    row = CheckIn.objects.filter(owner=call.owner).select_related("goal")
    found = (row.filter(pk=asked.check_in_id) if asked.check_in_id else row.order_by("-logged_at", "-id")).first()
    if found is None:
        raise NotFound
    return Preview(_("Take back"), before=in_words(found.goal, found, call.owner.today()), goal=found.goal)


def log_contribution(call: Call, asked: LogContribution) -> Outcome:
    goal = call.goal(asked.goal_id)
    row = contribute(by=call.by, goal=goal, amount=asked.amount, occurred_on=asked.date, note=asked.note)
    day = day_in_words(row.occurred_on, call.owner.today())
    words = {"title": goal.title, "amount": in_currency(row.amount, row.currency), "day": day}
    told = _("%(title)s: %(amount)s, %(day)s") % words
    data = {"contribution_id": str(row.pk), "goal_id": str(goal.pk), "amount": str(row.amount)}
    return Outcome(data, told, row.goal, "contribution", row.pk, {"contribution": str(row.pk)}, changed=True)


def preview_contribution(call: Call, asked: LogContribution) -> Preview:
    goal = call.goal(asked.goal_id)
    day = day_in_words(asked.date or call.owner.today(), call.owner.today())
    amount = with_unit(asked.amount, goal)
    return Preview(_("Put aside"), after=f"{goal.title}: {amount}, {day}", goal=goal)


def take_back_contribution(call: Call, undo: Mapping[str, Any]) -> None:
    row = Contribution.objects.filter(owner=call.owner, pk=undo["contribution"]).first()
    if row is not None:
        withdraw_contribution(by=call.by, contribution=row)


def in_words(goal: Goal, check_in: CheckIn, today: dt.date) -> str:
    """ "Run: 5 km, today", "Yoga: Done, yesterday", "Photo book: Choose, 3 November"."""
    said = [with_unit(check_in.value_recorded, goal)] if check_in.value_recorded is not None else []
    if check_in.habit_completion_status:
        said.append(str(DayStatus(check_in.habit_completion_status).label))
    if check_in.milestone_id:
        said.append(str(check_in.milestone))
    what = ", ".join(said) or _("a note")
    return f"{goal.title}: {what}, {day_in_words(check_in.check_in_date, today)}"


def day_in_words(day: dt.date, today: dt.date) -> str:
    if day == today:
        return _("today")
    if day == today - _DAY:
        return _("yesterday")
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def _recorded(goal: Goal, row: CheckIn, undo: dict[str, Any], call: Call) -> Outcome:
    told = in_words(goal, row, call.owner.today())
    back = {"check_in": str(row.pk), "day": row.check_in_date.isoformat(), **undo}
    return Outcome(_data(row), told, goal, "check_in", row.pk, back, changed=True)


def _data(row: CheckIn) -> dict[str, Any]:
    return {
        "check_in_id": str(row.pk),
        "goal_id": str(row.goal_id),
        "date": row.check_in_date.isoformat(),
        "status": row.habit_completion_status,
        "value": None if row.value_recorded is None else str(row.value_recorded),
    }


TOOLS = (
    Tool(
        "record_check_in",
        "Record what was done for a goal on a day. A status replaces the one that the day has.",
        RecordCheckIn,
        record_check_in,
        Scope.WRITE,
        Risk.LOW,
        preview_record,
        take_back_record,
    ),
    Tool(
        "undo_check_in",
        "Take back the last change of a check-in: a new one goes, a changed one gets its old values.",
        UndoCheckIn,
        undo_check_in,
        Scope.WRITE,
        Risk.LOW,
        preview_undo,
    ),
    Tool(
        "log_contribution",
        "Put an amount toward a target goal that counts money.",
        LogContribution,
        log_contribution,
        Scope.WRITE,
        Risk.LOW,
        preview_contribution,
        take_back_contribution,
    ),
)
