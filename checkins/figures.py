"""The figures of a goal: computed from its facts, stored with it by every write, brought to today when it is read."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from checkins import percent, rates
from checkins.components import Component, of_links, of_tasks, together
from checkins.facts import Facts, facts_of
from checkins.pace import Pace, pace_of
from checkins.reserve import Reserve, reserve_of
from checkins.streaks import Streak, streak
from checkins.strength import strength
from checkins.units import Unit, units_of
from goals.journal import plain
from goals.models import Goal
from goals.models.choices import Pattern


@dataclass(frozen=True, slots=True)
class Figures:
    """What a goal amounts to on `as_of`.

    `percent` is whole and rounded down; None while nothing can be judged. `completed`, `skipped`, `missed` count days
    as recorded, and `completion_rate` is made of them. `consistency` counts the units of the last 28 days, `adherence`
    is their share kept. `value` is the current value of a target goal, to 4 decimals; `percent` is made of all of them.
    Rates lie between 0 and 1.
    """

    as_of: dt.date
    percent: int | None
    completed: int
    skipped: int
    missed: int
    completion_rate: float | None
    adherence: float | None
    consistency: rates.Counts
    streak: Streak
    strength: float | None
    value: Decimal | None
    total: Decimal | None
    milestones_done: int
    milestones_total: int
    pace: Pace | None
    components: Sequence[Component]
    focus_minutes: int
    units: Sequence[Unit]
    reserve: Reserve | None = None

    def as_stats(self) -> dict[str, Any]:
        """The JSON form that is stored with the goal."""
        return {
            "as_of": self.as_of.isoformat(),
            "completed": self.completed,
            "skipped": self.skipped,
            "missed": self.missed,
            "completion_rate": self.completion_rate,
            "adherence": self.adherence,
            "current_streak": self.streak.current,
            "longest_streak": self.streak.longest,
            "strength": self.strength,
            "value": plain(self.value),
            "total": plain(self.total),
            "milestones_done": self.milestones_done,
            "milestones_total": self.milestones_total,
            "pace": self.pace.word if self.pace else None,
            "components": [component.as_json() for component in self.components],
            "focus_minutes": self.focus_minutes,
            "reserve_used": self.reserve.used if self.reserve else 0,
        }


def compute(facts: Facts, today: dt.date) -> Figures:
    """All figures of one goal. Pure: the facts and the day decide."""
    units = _units(facts, today)
    run = streak(units)
    value, own = _value_and_percent(facts, units, run, today)
    components = _components(facts, own, today)
    statuses = Counter(record.status for record in facts.records.values())
    last_weeks = rates.consistency(units, today)
    is_habit = bool(facts.schedule.pattern not in (Pattern.TARGET, Pattern.MILESTONE))
    return Figures(
        as_of=today,
        percent=together(components) if components else own,
        completed=statuses["completed"],
        skipped=statuses["skipped"],
        missed=statuses["missed"],
        completion_rate=rates.completion_rate(statuses["completed"], statuses["missed"]),
        adherence=last_weeks.success / last_weeks.judged if last_weeks.judged else None,
        consistency=last_weeks,
        streak=run,
        strength=round(strength(units, facts.schedule.pattern), 6) if is_habit else None,
        value=None if value is None else round(value, 4),
        total=sum((reading.value for reading in facts.readings), Decimal(0)) if facts.readings else None,
        milestones_done=sum(milestone.done for milestone in facts.milestones),
        milestones_total=len(facts.milestones),
        pace=pace_of(facts, last_weeks, value, today),
        components=components,
        focus_minutes=sum(task.focus_minutes for task in facts.tasks),
        units=units,
        reserve=reserve_of(units, facts.schedule.reserve_per_month, today),
    )


def _components(facts: Facts, own: int | None, today: dt.date) -> list[Component]:
    """What the percent is made of: the goal itself, and what feeds it."""
    links = [(weight, rates.consistency(_units(habit, today), today)) for weight, habit in facts.links]
    if facts.schedule.pattern == Pattern.MILESTONE:
        share = percent.milestone_share([(fact.done, fact.share) for fact in facts.milestones])
        itself = Component("milestones", share, len(facts.milestones)) if facts.milestones else None
        parts = [itself, of_tasks(facts.tasks), of_links(links)]
    else:
        source = "contributions" if any(reading.is_contribution for reading in facts.readings) else "check_ins"
        share = None if own is None else Fraction(own, 100)
        parts = [Component(source, share, 1), of_links(links)]
    return [part for part in parts if part is not None]


def _units(facts: Facts, today: dt.date) -> list[Unit]:
    return units_of(facts.schedule, facts.records, today)


def _value_and_percent(
    facts: Facts, units: Sequence[Unit], run: Streak, today: dt.date
) -> tuple[Decimal | None, int | None]:
    """The current value (target goals only) and the percent, by pattern."""
    terms = facts.schedule.history.on(today)
    match facts.schedule.pattern:
        case Pattern.TARGET:
            readings = facts.counted_values
            value = percent.current_value(readings, facts.aggregation, terms.baseline_value)
            if terms.target_value is None:
                return value, None
            start = percent.starting_value(readings, terms.baseline_value, facts.direction)
            return value, percent.target(value, start, terms.target_value, facts.direction) or 0
        case Pattern.MILESTONE:
            return None, 0  # nothing done yet; where there is something to do, the components say how much of it is
        case Pattern.STREAK:
            return None, percent.streak(run.current, terms.target_value or 0)
        case Pattern.LIMIT:
            return None, percent.limit(units, today)
    return None, _recent(units, today)


def _recent(units: Sequence[Unit], today: dt.date) -> int | None:
    since = today - dt.timedelta(days=rates.CONSISTENCY_DAYS)
    return percent.recurring(units, since, today - dt.timedelta(days=1))


def figures_of(goals: Sequence[Goal], today: dt.date | None = None) -> dict[uuid.UUID, Figures]:
    """The figures of several goals, each on its owner's today unless a day is given; a fixed number of queries."""
    facts = facts_of(goals)
    return {goal.pk: compute(facts[goal.pk], today or goal.owner.today()) for goal in goals}
