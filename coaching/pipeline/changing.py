"""Orders to change a goal become calls of tools, in the terms that its pattern has."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coaching.commands import AddPartCommand, ChangeGoalCommand, CheckInCommand
from coaching.measures import converted, plural_unit
from coaching.pipeline.requests import Do, Say
from coaching.pipeline.turn import Turn
from goals.models import Goal
from goals.models.choices import Pattern, Period

_MOST_TIMES = 366


def changed(turn: Turn, command: ChangeGoalCommand | AddPartCommand) -> Iterator[Do | Say]:
    """The tool call of a change of a goal that is known by now; a sentence where the goal has no such thing."""
    goal = turn.row(command.goal)
    if goal is None:
        return
    if isinstance(command, AddPartCommand):
        yield _part(command, goal)
        return
    changes = _changes(command, goal)
    if command == ChangeGoalCommand(goal=command.goal, candidates=command.candidates):
        yield Say(_("Say what it should be: “change the target of %(title)s to 3”.") % {"title": goal.title})
    elif not changes:
        yield Say(_no_such_terms(goal))
    elif _is_agreed(goal, changes):
        yield Say(_("%(title)s: so it is already, and nothing was changed.") % {"title": goal.title})
    else:
        yield Do("update_goal", {"goal_id": str(goal.pk), **changes}, goal, command.confidence)


def _part(command: AddPartCommand, goal: Goal) -> Do | Say:
    about, words = {"goal_id": str(goal.pk)}, {"title": goal.title}
    if not command.milestone and not command.trigger:
        return Say(_("Say the whole plan: “add a plan to %(title)s: if it is 7 am, then I begin”.") % words)
    if not command.milestone:
        plan = {"trigger_condition": command.trigger, "action": command.action}
        return Do("add_intention", {**about, **plan}, goal, command.confidence)
    if goal.pattern != Pattern.MILESTONE:
        return Say(_("%(title)s has no steps: only a goal that is finished in steps has.") % words)
    return Do("add_milestone", {**about, "title": command.milestone}, goal, command.confidence)


def _changes(command: ChangeGoalCommand, goal: Goal) -> dict[str, Any]:
    """What of it fits the goal, as the tool takes it."""
    changes: dict[str, Any] = {"title": command.title} if command.title else {}
    if command.date is not None and goal.pattern in (Pattern.TARGET, Pattern.MILESTONE):
        changes["target_date"] = command.date.isoformat()
    if command.value is not None and goal.pattern != Pattern.MILESTONE:
        changes |= _amount(command, goal)
    if goal.pattern == Pattern.RECURRING:
        changes |= _rhythm(command)
    return changes


def _rhythm(command: ChangeGoalCommand) -> dict[str, Any]:
    if command.weekdays:
        return {"weekdays": list(command.weekdays)}
    if command.every_n_days:
        return {"every_n_days": command.every_n_days}
    return {"times_per_period": command.times, "period": command.period} if command.times else {}


def _amount(command: ChangeGoalCommand, goal: Goal) -> dict[str, Any]:
    """A bare number is the target of a goal that counts amounts, and of another how often it is to be done."""
    value = amount_of(command, goal)
    if not isinstance(value, Decimal):
        return {}
    counts_times = goal.pattern == Pattern.RECURRING and goal.target_value is None and command.unit is None
    if counts_times:
        is_whole = value == value.to_integral_value() and 0 < value <= _MOST_TIMES
        period = command.period or (Period.WEEK if goal.period == Period.DAY else goal.period)
        return {"times_per_period": int(value), "period": period} if is_whole else {}
    changes: dict[str, Any] = {"target_value": str(value)}
    if command.period and goal.pattern in (Pattern.RECURRING, Pattern.LIMIT):
        changes["period"] = command.period
    if command.unit and not goal.unit and not goal.currency and goal.pattern != Pattern.STREAK:
        changes["unit"] = plural_unit(command.unit)
    return changes


def _no_such_terms(goal: Goal) -> str:
    words = {"title": goal.title}
    if goal.pattern == Pattern.MILESTONE:
        return _("%(title)s is finished in steps. Its steps and its date can be changed, and its name.") % words
    return _("%(title)s has no such terms, and nothing was changed. Its page shows all that it has.") % words


def _is_agreed(goal: Goal, changes: Mapping[str, Any]) -> bool:
    """Whether it is so already; "every day" is another rhythm than the weekdays that a goal has."""
    if "times_per_period" in changes and (goal.weekdays or goal.every_n_days):
        return False
    return all(_is_so(getattr(goal, name), value) for name, value in changes.items())


def _is_so(now: Any, wanted: Any) -> bool:
    if now is None:
        return False
    return now == Decimal(wanted) if isinstance(now, Decimal) else str(now) == str(wanted)


def amount_of(command: CheckInCommand | ChangeGoalCommand, goal: Goal) -> Decimal | str | None:
    """The amount in the goal's own unit; the status, or nothing, where none was said; None where the units do not fit.

    "Two coffees" are two of whatever "Coffee limit" counts.
    """
    if command.value is None:
        return (command.status if isinstance(command, CheckInCommand) else None) or ""
    unit = None if command.unit and command.unit.casefold() in goal.title.casefold().split() else command.unit
    if goal.currency and unit not in (None, goal.currency):
        return None
    return converted(command.value, unit, goal.currency or goal.unit)
