"""The figures of a goal: computed from its basis, stored with it by every write, brought to today when it is read."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from checkins import percent, rates
from checkins.components import Component, TaskFact, of_links, of_tasks, together
from checkins.pace import Pace, pace_of
from checkins.paths import Path, path_of
from checkins.reserve import Reserve, reserve_of
from checkins.rollups.rollup import MilestoneFact
from checkins.streaks import Streak
from checkins.sums import Sums
from checkins.units import AnyUnit, Schedule
from goals.journal import plain
from goals.models.choices import Aggregation, Direction, Pattern


@dataclass(frozen=True, slots=True)
class Recorded:
    """Days by status; check-ins; values with their sum, those from before the start too."""

    completed: int = 0
    skipped: int = 0
    missed: int = 0
    check_ins: int = 0
    values: int = 0
    total: Decimal = Decimal(0)
    last_at: dt.datetime | None = None


def how_read(aggregation: str, *, has_money: bool) -> str:
    """The aggregation of the values: amounts put in add up where nothing else was chosen."""
    return Aggregation.SUM if has_money and aggregation == Aggregation.LATEST else aggregation


@dataclass(slots=True)
class Basis:
    """Everything about one goal that its figures are made of, whichever way it was come by.

    `units` are those of the last twelve weeks at least, through the one that is open; `last_weeks` counts those of the
    last 28 days (`rates.consistency`), `closed` all that ended before today. `run` and `strength` follow from all
    units, decided open ones included. `sums` are of the values and amounts since the start. Linked habits come as
    (weight, counts of their last 28 days).
    """

    schedule: Schedule
    aggregation: str
    direction: str | None
    units: Sequence[AnyUnit]
    last_weeks: rates.Counts
    run: Streak
    strength: float
    closed: rates.Counts
    recorded: Recorded
    sums: Sums
    has_money: bool
    milestones: Sequence[MilestoneFact]
    tasks: Sequence[TaskFact]
    links: Sequence[tuple[int, rates.Counts]]

    @property
    def reads(self) -> str:
        return how_read(self.aggregation, has_money=self.has_money)

    @property
    def path(self) -> Path | None:
        """The path of a target goal through all that was agreed about it; None without a date to reach it by."""
        if self.schedule.pattern != Pattern.TARGET:
            return None
        planned = [
            (each.target_date, each.target_value)
            for each in self.milestones
            if each.target_date is not None and each.target_value is not None
        ]
        return path_of(self.schedule.history, self.schedule.start, self._begins, planned)

    def _begins(self, baseline: Decimal | None) -> Decimal | None:
        """Nothing can fall from nowhere; everything else begins at 0."""
        start = self.sums.start(baseline, self.direction)
        return start if start is not None or self.direction == Direction.DECREASE else Decimal(0)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a goal amounts to on `as_of`.

    `percent` is whole and rounded down; None while nothing can be judged. `completed`, `skipped`, `missed` count days
    as recorded, and `completion_rate` is made of them. `consistency` counts the units of the last 28 days, `adherence`
    is their share kept; `closed` counts all units that ended before. `value` is the current value of a target goal, to
    4 decimals; `total` the sum of all values, whatever the pattern. `percent` is made of the `components`. `units` are
    those of the last weeks. Rates lie between 0 and 1.
    """

    as_of: dt.date
    percent: int | None
    completed: int
    skipped: int
    missed: int
    completion_rate: float | None
    adherence: float | None
    consistency: rates.Counts
    closed: rates.Counts
    streak: Streak
    strength: float | None
    value: Decimal | None
    total: Decimal | None
    milestones_done: int
    milestones_total: int
    pace: Pace | None
    components: Sequence[Component]
    focus_minutes: int
    units: Sequence[AnyUnit]
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


def compute(basis: Basis, today: dt.date) -> Figures:
    """All figures of one goal. Pure: the basis and the day decide."""
    value, own = _value_and_percent(basis, today)
    components = _components(basis, own)
    recorded, schedule = basis.recorded, basis.schedule
    last_weeks = basis.last_weeks
    is_habit = schedule.pattern not in (Pattern.TARGET, Pattern.MILESTONE)
    return Figures(
        as_of=today,
        percent=together(components) if components else own,
        completed=recorded.completed,
        skipped=recorded.skipped,
        missed=recorded.missed,
        completion_rate=rates.completion_rate(recorded.completed, recorded.missed),
        adherence=last_weeks.success / last_weeks.judged if last_weeks.judged else None,
        consistency=last_weeks,
        closed=basis.closed,
        streak=basis.run,
        strength=round(basis.strength, 6) if is_habit else None,
        value=None if value is None else round(value, 4),
        total=recorded.total if recorded.values else None,
        milestones_done=sum(milestone.done for milestone in basis.milestones),
        milestones_total=len(basis.milestones),
        pace=pace_of(basis, last_weeks, value, today),
        components=components,
        focus_minutes=sum(task.focus_minutes for task in basis.tasks),
        units=basis.units,
        reserve=reserve_of(basis.units, schedule.reserve_per_month, today),
    )


def _components(basis: Basis, own: int | None) -> list[Component]:
    """What the percent is made of: the goal itself, and what feeds it."""
    if basis.schedule.pattern == Pattern.MILESTONE:
        share = percent.milestone_share([(fact.done, fact.share) for fact in basis.milestones])
        itself = Component("milestones", share, len(basis.milestones)) if basis.milestones else None
        parts = [itself, of_tasks(basis.tasks), of_links(basis.links)]
    else:
        source = "contributions" if basis.has_money else "check_ins"
        share = None if own is None else Fraction(own, 100)
        parts = [Component(source, share, 1), of_links(basis.links)]
    return [part for part in parts if part is not None]


def _value_and_percent(basis: Basis, today: dt.date) -> tuple[Decimal | None, int | None]:
    """The current value (target goals only) and the percent, by pattern."""
    terms = basis.schedule.history.on(today)
    match basis.schedule.pattern:
        case Pattern.TARGET:
            value = basis.sums.value(basis.reads, terms.baseline_value)
            if terms.target_value is None:
                return value, None
            start = basis.sums.start(terms.baseline_value, basis.direction)
            return value, percent.target(value, start, terms.target_value, basis.direction) or 0
        case Pattern.MILESTONE:
            return None, 0  # nothing done yet; where there is something to do, the components say how much of it is
        case Pattern.STREAK:
            return None, percent.streak(basis.run.current, terms.target_value or 0)
        case Pattern.LIMIT:
            return None, percent.kept(basis.closed)
    return None, percent.kept(basis.last_weeks)
