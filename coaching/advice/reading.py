"""The facts of goals, from their standings: a fixed number of queries for any number of goals and any history."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from checkins import road
from checkins.recommendations import DUE_DAYS
from checkins.recovery import last_miss
from checkins.standing import Standing, standings_of
from checkins.units import AnyUnit, State
from coaching.advice.facts import Facts, weakest_weekday
from goals.models import Goal, Intention
from goals.models.choices import Pattern, Status

_WEEK = 7


def facts_of(goals: Iterable[Goal], today: dt.date) -> dict[uuid.UUID, Facts]:
    """By goal. All are one person's, with their `owner` at hand; `today` is that person's."""
    goals = list(goals)
    standings = standings_of(goals, today)
    planned = set(Intention.objects.filter(goal__in=goals, is_active=True).values_list("goal", flat=True))
    return {goal.pk: facts_from(standings[goal.pk], has_plan=goal.pk in planned) for goal in goals}


def facts_from(standing: Standing, *, has_plan: bool) -> Facts:
    """The same of a standing that is read already."""
    goal, today, figures = standing.goal, standing.today, standing.figures
    last = last_judged(standing.recent, today)
    missed = last_miss(standing)
    has_units = goal.pattern not in (Pattern.TARGET, Pattern.MILESTONE)
    return Facts(
        goal=goal.pk,
        title=goal.title,
        pattern=goal.pattern,
        terms=goal.terms,
        today=today,
        age_days=max(0, (today - standing.schedule.start).days),
        is_open=_is_open(standing),
        samples=figures.closed.judged if has_units else standing.basis.recorded.check_ins,
        kept=figures.consistency.success,
        judged=figures.consistency.judged,
        recent_missed=sum(unit.state is State.MISS for unit in last),
        recent_judged=len(last),
        last_missed=missed.last if missed else None,
        weekday=None if goal.pattern == Pattern.LIMIT else weakest_weekday(standing.recent, today),
        run=figures.streak.current,
        best_run=figures.streak.longest,
        has_reserve=bool(goal.reserve_per_month),
        has_plan=has_plan,
        small_version=goal.small_version or "",
        quiet_days=_quiet_days(goal, today),
        percent=figures.percent,
        milestones_done=figures.milestones_done,
        milestones_total=figures.milestones_total,
        milestones_past=_past_milestones(standing),
        unit=goal.unit,
        currency=goal.currency,
        **(_way(standing) if goal.pattern == Pattern.TARGET else _end(goal, today)),
    )


def last_judged(units: Iterable[AnyUnit], today: dt.date) -> list[AnyUnit]:
    """The last seven units that were kept or missed, the newest first; what is open today is left out."""
    judged = (
        unit
        for unit in reversed(list(units))
        if unit.state in (State.SUCCESS, State.MISS) and unit.reason is None and unit.last < today
    )
    return list(islice(judged, DUE_DAYS))


def _is_open(standing: Standing) -> bool:
    day, schedule = standing.today, standing.schedule
    rests = any(first <= day <= (last or dt.date.max) for first, last in schedule.pauses)
    return standing.goal.status == Status.ACTIVE and schedule.start <= day and not rests


def _quiet_days(goal: Goal, today: dt.date) -> int | None:
    if goal.last_check_in_at is None or goal.pattern == Pattern.LIMIT:
        return None
    return max(0, (today - goal.owner.today(goal.last_check_in_at)).days)


def _past_milestones(standing: Standing) -> int:
    dates = (each.target_date for each in standing.rollup.parts.milestones if not each.done)
    return sum(day is not None and day < standing.today for day in dates)


@dataclass(frozen=True, slots=True)
class _Line:
    """From where a target goal began to where it shall be."""

    start: Decimal
    target: Decimal
    now: Decimal

    @property
    def way(self) -> int:
        return 1 if self.target > self.start else -1

    @property
    def left(self) -> Decimal:
        return max(Decimal(0), (self.target - self.now) * self.way)


def _way(standing: Standing) -> dict[str, Any]:
    """What a target goal lacks, and at which rate."""
    goal, today, basis = standing.goal, standing.today, standing.basis
    if goal.target_value is None:
        return _end(goal, today)
    start = basis.sums.start(goal.baseline_value, goal.direction) or Decimal(0)
    value = standing.figures.value
    line = _Line(start, goal.target_value, start if value is None else value)
    pace, age = standing.figures.pace, (today - standing.schedule.start).days
    return {
        **_end(goal, today),
        "left": line.left,
        "required": _required(line, standing),
        "so_far": (line.now - line.start) * line.way * _WEEK / age if age >= _WEEK else None,
        "days_ahead": pace.days_ahead if pace else None,
    }


def _required(line: _Line, standing: Standing) -> Decimal | None:
    """A week, towards the target; None without a date that is still to come."""
    end = standing.goal.target_date
    if end is None:
        return None
    way = road.road_to((standing.schedule.start, line.start), (end, line.target))
    rate = road.standing(way, line.now, standing.today).required_rate if way else None
    return None if rate is None else abs(rate) * _WEEK


def _end(goal: Goal, today: dt.date) -> dict[str, Any]:
    return {"days_left": (goal.target_date - today).days} if goal.target_date else {}
