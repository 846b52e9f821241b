"""What a person might do next, from a goal's figures: a smaller step, a plan for a weekday, a new date, or a good word.

Pure: rows that are already read in, values out. Nothing is asked of the database.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from checkins.figures import Figures
from checkins.findings import Finding
from checkins.forecast import Forecast, Refused
from checkins.insight_words import in_words
from checkins.models.insight import PREFIX, InsightKind
from checkins.units import AnyUnit, State
from goals.journal import plain
from goals.models import Goal, Intention
from goals.models.choices import Direction, Pattern, Status

# Misses among the last due days that ask for a smaller step.
MISSES, DUE_DAYS = 3, 7
# Older due days say nothing about now.
_RECENT = dt.timedelta(days=14)
# How many times the usual rate a date may ask for.
_STRETCH = 2
# A run, and a number of units kept without a gap, from which on it is worth a word.
_GOOD_RUN = 7
_SUGGESTED = frozenset({"shrink_step", "plan_weekday", "reset_date", "date_passed"})


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A sentence with the numbers behind it, and what could be done at once.

    `action` names one of the actions on the goal with its arguments, or is None: nothing is done before a person says
    so. `claim` tells it from others of its code.
    """

    code: str
    message: str
    numbers: dict[str, Any]
    action: dict[str, Any] | None = None
    claim: str = ""
    confidence: float = 1.0
    sample_size: int = 1

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, "numbers": self.numbers, "action": self.action}


def recommendations_for(
    goal: Goal,
    figures: Figures,
    today: dt.date,
    *,
    patterns: Iterable[tuple[str, dict[str, Any]]] = (),
    plans: Sequence[Intention] = (),
    forecast: Forecast | Refused | None = None,
) -> list[Recommendation]:
    """What the figures of `goal` on `today` recommend, the most pressing first; nothing for one that is not active.

    `patterns` are code and numbers of the insights that were found about it, `plans` its if-then plans, `forecast`
    that of a target goal.
    """
    if goal.status != Status.ACTIVE:
        return []
    active = [plan for plan in plans if plan.is_active]
    return [
        *_smaller_step(goal, figures.units, today, active),
        *_weekday_plans(goal, patterns, active),
        *_new_date(goal, figures, today, forecast),
        *_good_words(goal, figures),
    ]


def action_for(
    goal: Goal, code: str, numbers: dict[str, Any], plans: Sequence[Intention], today: dt.date
) -> dict[str, Any] | None:
    """What a suggestion of this code and these numbers would do about `goal` as it is today; None for nothing.

    Named like the action of a Recommendation.
    """
    active = [plan for plan in plans if plan.is_active]
    if code == "shrink_step":
        return _smaller(goal, active)
    if code == "plan_weekday" and not any(plan.reminder_weekdays == [numbers["weekday"]] for plan in active):
        return _plan(goal, numbers["weekday"])
    if code == "reset_date" and numbers["middle"]:
        middle = dt.date.fromisoformat(numbers["middle"])
        is_later = goal.target_date is not None and middle > max(goal.target_date, today)
        return {"update_goal": {"target_date": numbers["middle"]}} if is_later else None
    return None


def suggestions(goal: Goal, recommended: Iterable[Recommendation]) -> list[Finding]:
    """The recommendations that propose a change, as findings."""
    return [
        Finding(
            key=f"{PREFIX}{one.code}:{goal.pk}:{one.claim}"[:120],
            kind=InsightKind.SUGGESTION,
            code=one.code,
            confidence=one.confidence,
            sample_size=one.sample_size,
            numbers=one.numbers,
            goal=goal.pk,
        )
        for one in recommended
        if one.code in _SUGGESTED
    ]


def _said(goal: Goal, code: str, numbers: dict[str, Any], **more: Any) -> Recommendation:
    return Recommendation(code, in_words(code, numbers, goal), numbers, **more)


def _smaller_step(
    goal: Goal, units: Sequence[AnyUnit], today: dt.date, plans: Sequence[Intention]
) -> Iterator[Recommendation]:
    judged = (
        unit
        for unit in reversed(units)
        if unit.state in (State.SUCCESS, State.MISS) and unit.reason is None and unit.last < today
    )
    last = list(islice(judged, DUE_DAYS))
    misses = sum(unit.state is State.MISS for unit in last)
    is_of_days = all(unit.first == unit.last for unit in last)
    if goal.pattern == Pattern.LIMIT or misses < MISSES or not is_of_days or last[0].last < today - _RECENT:
        return
    yield _said(
        goal,
        "shrink_step",
        {"misses": misses, "days": len(last)},
        action=_smaller(goal, plans),
        claim=f"{plain(goal.target_value)}:{goal.times_per_period}",
        sample_size=len(last),
    )


def _smaller(goal: Goal, plans: Sequence[Intention]) -> dict[str, Any] | None:
    """Half the amount, or half as often; else a plan for the small version, unless there is one."""
    if goal.pattern == Pattern.RECURRING and goal.target_value is not None and goal.target_value > 0:
        return {"update_goal": {"target_value": plain(_half(goal.target_value))}}
    if goal.times_per_period > 1:
        return {"update_goal": {"times_per_period": (goal.times_per_period + 1) // 2}}
    small = goal.small_version
    if not small or any(small in plan.action for plan in plans):
        return None
    words = {
        "trigger": _("it is a hard day"),
        "action": _("do the small version: %(small)s") % {"small": small},
    }
    return {"create_intention": {"trigger_condition": words["trigger"], "action": words["action"]}}


def _half(amount: Decimal) -> Decimal:
    """Half of it: whole where the amount is, else with as many digits as amounts have."""
    half = amount / 2
    whole = amount == amount.to_integral_value() and amount > 1
    return half.to_integral_value(ROUND_CEILING) if whole else max(round(half, 4), Decimal("0.0001"))


def _weekday_plans(
    goal: Goal, patterns: Iterable[tuple[str, dict[str, Any]]], plans: Sequence[Intention]
) -> Iterator[Recommendation]:
    """For each weekday that was found weak, is still asked for, and that no plan reminds of by itself."""
    planned = {tuple(plan.reminder_weekdays or ()) for plan in plans}
    for code, numbers in patterns:
        is_asked = not goal.weekdays or numbers["weekday"] in goal.weekdays
        if code != "weekday_less" or not is_asked or (numbers["weekday"],) in planned:
            continue
        yield _said(
            goal,
            "plan_weekday",
            numbers,
            action=_plan(goal, numbers["weekday"]),
            claim=str(numbers["weekday"]),
            sample_size=numbers["of"] + numbers["other_of"],
        )


def _plan(goal: Goal, weekday: int) -> dict[str, Any]:
    trigger = _("it is %(weekday)s") % {"weekday": weekdays()[weekday]}
    action = _("do this first: %(step)s") % {"step": goal.small_version or goal.title}
    return {"create_intention": {"trigger_condition": trigger, "action": action, "reminder_weekdays": [weekday]}}


def _new_date(
    goal: Goal, figures: Figures, today: dt.date, forecast: Forecast | Refused | None
) -> Iterator[Recommendation]:
    """When the date has passed, or asks for more than twice the usual rate."""
    if goal.pattern != Pattern.TARGET or goal.target_value is None or goal.target_date is None:
        return
    value = figures.value if figures.value is not None else goal.baseline_value or Decimal(0)
    way = -1 if goal.direction == Direction.DECREASE else 1
    left = (goal.target_value - value) * way
    days = (goal.target_date - today).days
    if left <= 0:
        return
    if days < 0:
        numbers = {"date": goal.target_date.isoformat(), "left": plain(left)}
        yield _said(goal, "date_passed", numbers, claim=numbers["date"])
        return
    if not isinstance(forecast, Forecast):
        return
    required, usual = round(left / max(days, 1), 4), forecast.per_day * way
    if required <= _STRETCH * max(usual, Decimal(0)):
        return
    middle = forecast.arrival.middle
    numbers = {
        "target": plain(goal.target_value),
        "date": goal.target_date.isoformat(),
        "required": plain(required),
        "usual": plain(max(usual, Decimal(0))),
        "days": forecast.days,
        "middle": middle.isoformat() if middle else None,
    }
    action = {"update_goal": {"target_date": numbers["middle"]}} if middle else None
    claim = f"{numbers['date']}:{numbers['target']}"
    yield _said(goal, "reset_date", numbers, action=action, claim=claim, sample_size=forecast.days)


def _good_words(goal: Goal, figures: Figures) -> Iterator[Recommendation]:
    """Facts worth a word: everything reached, the longest run so far, nothing left out in four weeks."""
    run, weeks = figures.streak, figures.consistency
    if figures.percent == 100 and goal.pattern in (Pattern.TARGET, Pattern.MILESTONE, Pattern.STREAK):
        yield _said(goal, "reached", {"percent": 100}, action={"complete_goal": {}})
    if run.current >= _GOOD_RUN and run.current == run.longest:
        yield _said(goal, "best_run", {"run": run.current})
    if weeks.judged >= _GOOD_RUN and not weeks.miss:
        yield _said(goal, "all_kept", {"kept": weeks.success, "days": 28})


def weekdays() -> list[str]:
    """Monday first, one of them."""
    return [
        pgettext("it is", "Monday"),
        pgettext("it is", "Tuesday"),
        pgettext("it is", "Wednesday"),
        pgettext("it is", "Thursday"),
        pgettext("it is", "Friday"),
        pgettext("it is", "Saturday"),
        pgettext("it is", "Sunday"),
    ]
