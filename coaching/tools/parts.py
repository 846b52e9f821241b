"""Tools about the parts of goals: milestones and if-then plans."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from pydantic import Field

from coaching.tools.base import Arguments, Call, Outcome, Preview, Risk, Tool
from goals import actions
from goals.models import Intention, Milestone
from goals.models.choices import Scope


class OneMilestone(Arguments):
    milestone_id: uuid.UUID


class AddMilestone(Arguments):
    goal_id: uuid.UUID
    title: str = Field(min_length=1, max_length=200)
    target_date: dt.date | None = None


class AddIntention(Arguments):
    goal_id: uuid.UUID
    trigger_condition: str = Field(min_length=1, max_length=500, description="If…")
    action: str = Field(min_length=1, max_length=500, description="Then I will…")
    reminder_weekdays: list[int] | None = Field(None, description="From 0 (Monday) to 6 (Sunday).")


class OneIntention(Arguments):
    intention_id: uuid.UUID


def complete_milestone(call: Call, asked: OneMilestone) -> Outcome:
    milestone = call.milestone(asked.milestone_id)
    data = {"milestone_id": str(milestone.pk), "goal_id": str(milestone.goal_id)}
    words = {"title": milestone.goal.title, "milestone": milestone.title}
    if milestone.is_done:
        return Outcome(data, _("%(title)s: %(milestone)s is done already.") % words, milestone.goal)
    milestone = actions.complete_milestone(by=call.by, milestone=milestone)
    told = _("%(title)s: %(milestone)s, done") % words
    return Outcome(data, told, milestone.goal, "milestone", milestone.pk, {"reopen": str(milestone.pk)}, changed=True)


def preview_complete(call: Call, asked: OneMilestone) -> Preview:
    milestone = call.milestone(asked.milestone_id)
    label = _("Complete a milestone of %(title)s") % {"title": milestone.goal.title}
    return Preview(label, after=milestone.title, goal=milestone.goal)


def reopen(call: Call, undo: Mapping[str, Any]) -> None:
    actions.reopen_milestone(by=call.by, milestone=call.milestone(uuid.UUID(undo["reopen"])))


def add_milestone(call: Call, asked: AddMilestone) -> Outcome:
    goal = call.goal(asked.goal_id)
    row = actions.create_milestone(by=call.by, goal=goal, title=asked.title, target_date=asked.target_date)
    told = _("%(title)s: new milestone %(milestone)s") % {"title": goal.title, "milestone": row.title}
    data = {"milestone_id": str(row.pk), "goal_id": str(goal.pk)}
    return Outcome(data, told, goal, "milestone", row.pk, {"milestone": str(row.pk)}, changed=True)


def preview_milestone(call: Call, asked: AddMilestone) -> Preview:
    goal = call.goal(asked.goal_id)
    return Preview(_("Add a milestone to %(title)s") % {"title": goal.title}, after=asked.title, goal=goal)


def remove_milestone(call: Call, undo: Mapping[str, Any]) -> None:
    row = Milestone.objects.filter(owner=call.owner, pk=undo["milestone"]).first()
    if row is not None:
        actions.delete_milestone(by=call.by, milestone=row)


def add_intention(call: Call, asked: AddIntention) -> Outcome:
    goal = call.goal(asked.goal_id)
    words = {name: value for name, value in asked.given().items() if name != "goal_id"}
    row = actions.create_intention(by=call.by, goal=goal, **words)
    told = _("%(title)s: new plan “%(plan)s”") % {"title": goal.title, "plan": plan_in_words(row)}
    data = {"intention_id": str(row.pk), "goal_id": str(goal.pk)}
    return Outcome(data, told, goal, "intention", row.pk, {"intention": str(row.pk)}, changed=True)


def preview_intention(call: Call, asked: AddIntention) -> Preview:
    goal = call.goal(asked.goal_id)
    label = _("Add a plan to %(title)s") % {"title": goal.title}
    return Preview(label, after=f"{asked.trigger_condition}, {asked.action}", goal=goal)


def remove_intention(call: Call, undo: Mapping[str, Any]) -> None:
    row = Intention.objects.filter(owner=call.owner, pk=undo["intention"]).first()
    if row is not None:
        actions.delete_intention(by=call.by, intention=row)


def rehearse_intention(call: Call, asked: OneIntention) -> Outcome:
    row = actions.rehearse_intention(by=call.by, intention=call.intention(asked.intention_id))
    told = _("Rehearsed: %(plan)s") % {"plan": plan_in_words(row)}
    data = {"intention_id": str(row.pk), "goal_id": str(row.goal_id)}
    return Outcome(data, told, row.goal, "intention", row.pk, changed=True)


def preview_rehearsal(call: Call, asked: OneIntention) -> Preview:
    row = call.intention(asked.intention_id)
    return Preview(_("Rehearse"), after=plan_in_words(row), goal=row.goal)


def plan_in_words(plan: Intention) -> str:
    return f"{plan.trigger_condition}, {plan.action}"


TOOLS = (
    Tool(
        "complete_milestone",
        "Mark a milestone as done now.",
        OneMilestone,
        complete_milestone,
        Scope.WRITE,
        Risk.HIGH,
        preview_complete,
        reopen,
    ),
    Tool(
        "add_milestone",
        "Add a milestone at the end of a goal's list.",
        AddMilestone,
        add_milestone,
        Scope.WRITE,
        Risk.HIGH,
        preview_milestone,
        remove_milestone,
    ),
    Tool(
        "add_intention",
        "Add an if-then plan to a goal.",
        AddIntention,
        add_intention,
        Scope.WRITE,
        Risk.HIGH,
        preview_intention,
        remove_intention,
    ),
    Tool(
        "rehearse_intention",
        "Note that an if-then plan was gone through in the mind.",
        OneIntention,
        rehearse_intention,
        Scope.WRITE,
        Risk.LOW,
        preview_rehearsal,
    ),
)
