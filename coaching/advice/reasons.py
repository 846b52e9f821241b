"""What in a person's figures makes a move fitting. Pure: each reason gives the numbers behind it, or None."""

from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from coaching.advice.facts import ENOUGH_FROM, Data, Facts

Numbers = dict[str, Any]

_LIMIT = "limit"
_DAILY = frozenset({"recurring", "streak"})
_WITH_AN_END = frozenset({"target", "milestone"})
# Misses among the last seven units that ask for a smaller step, as on Today (checkins/recommendations.py).
_MISSES = 3
_GOOD_RUN = 7
_QUIET_DAYS = 7
# A date asks too much when it needs half as much again as was done so far.
_STRETCH_TENTHS = 15
_FEW_CHECK_INS = 5
_SETTLING_IN_DAYS = 14
_FAR_DAYS = 60
# The median time in which a daily act became a habit (lally_2010).
_HABIT_DAYS = 66
_NEARLY = 80
_TWO_WEEKS = 14


def _missed_last(facts: Facts) -> Numbers | None:
    if facts.last_missed is None:
        return None
    days = (facts.today - facts.last_missed).days
    return {"days": days, "kept": facts.kept, "judged": facts.judged}


def _missed_often(facts: Facts) -> Numbers | None:
    if facts.pattern == _LIMIT or facts.recent_missed < _MISSES:
        return None
    return {"missed": facts.recent_missed, "judged": facts.recent_judged}


def _date_asks_more(facts: Facts) -> Numbers | None:
    if facts.required is None or facts.so_far is None or facts.samples < _FEW_CHECK_INS or not facts.left:
        return None
    if 10 * facts.required <= _STRETCH_TENTHS * max(facts.so_far, Decimal(0)):
        return None
    return {"required": facts.required, "so_far": facts.so_far, "days_left": facts.days_left}


def _date_passed(facts: Facts) -> Numbers | None:
    if not facts.left or facts.days_left is None or facts.days_left >= 0:
        return None
    return {"days": -facts.days_left, "left": facts.left}


def _weak_weekday(facts: Facts) -> Numbers | None:
    return asdict(facts.weekday) if facts.weekday else None


def _no_plan(facts: Facts) -> Numbers | None:
    return None if facts.has_plan else {}


def _run_ended(facts: Facts) -> Numbers | None:
    if facts.pattern not in _DAILY or facts.has_reserve or facts.best_run < _GOOD_RUN or facts.run > 1:
        return None
    return {"best": facts.best_run, "run": facts.run}


def _few_missed(facts: Facts) -> Numbers | None:
    missed = facts.judged - facts.kept
    if facts.pattern not in _DAILY or facts.has_reserve or facts.judged < _TWO_WEEKS:
        return None
    return {"missed": missed, "judged": facts.judged} if 0 < 10 * missed <= 3 * facts.judged else None


def _milestone_past(facts: Facts) -> Numbers | None:
    if not facts.milestones_past:
        return None
    return {"past": facts.milestones_past, "done": facts.milestones_done, "total": facts.milestones_total}


def _behind_line(facts: Facts) -> Numbers | None:
    if facts.required is None or not facts.left or facts.days_ahead is None or facts.days_ahead >= 0:
        return None
    return {"days": -facts.days_ahead, "required": facts.required}


def _far_end(facts: Facts) -> Numbers | None:
    if facts.pattern not in _WITH_AN_END or facts.milestones_total or (facts.days_left or 0) < _FAR_DAYS:
        return None
    return {"days_left": facts.days_left}


def _under_seven_tenths(facts: Facts) -> Numbers | None:
    if facts.pattern not in _DAILY or facts.judged < ENOUGH_FROM or 10 * facts.kept >= 7 * facts.judged:
        return None
    return {"kept": facts.kept, "judged": facts.judged}


def _silent(facts: Facts) -> Numbers | None:
    if facts.quiet_days is None or facts.quiet_days < _QUIET_DAYS:
        return None
    return {"days": facts.quiet_days}


def _few_check_ins(facts: Facts) -> Numbers | None:
    if facts.pattern not in _WITH_AN_END or facts.age_days < _SETTLING_IN_DAYS or facts.samples >= _FEW_CHECK_INS:
        return None
    return {"check_ins": facts.samples, "days": facts.age_days}


def _nothing_yet(facts: Facts) -> Numbers | None:
    return {} if facts.data is Data.NONE else None


def _nearly_there(facts: Facts) -> Numbers | None:
    if facts.pattern == _LIMIT or facts.pattern == "recurring" or facts.percent is None:
        return None
    return {"percent": facts.percent} if _NEARLY <= facts.percent < 100 else None


def _going_well(facts: Facts) -> Numbers | None:
    if facts.pattern not in _DAILY or facts.judged < ENOUGH_FROM or facts.age_days > _HABIT_DAYS:
        return None
    return {"kept": facts.kept, "judged": facts.judged} if 10 * facts.kept >= 7 * facts.judged else None


REASONS: dict[str, Callable[[Facts], Numbers | None]] = {
    "missed_last": _missed_last,
    "missed_often": _missed_often,
    "date_asks_more": _date_asks_more,
    "date_passed": _date_passed,
    "weak_weekday": _weak_weekday,
    "no_plan": _no_plan,
    "run_ended": _run_ended,
    "few_missed": _few_missed,
    "milestone_past": _milestone_past,
    "behind_line": _behind_line,
    "far_end": _far_end,
    "under_seven_tenths": _under_seven_tenths,
    "silent": _silent,
    "few_check_ins": _few_check_ins,
    "nothing_yet": _nothing_yet,
    "nearly_there": _nearly_there,
    "going_well": _going_well,
}
