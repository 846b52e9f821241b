"""How goals stand on a day, read from their roll-ups: the same few queries and the same work for any history."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.functional import SimpleLazyObject

from checkins import rates
from checkins.comparison import DAYS
from checkins.figures import Basis, Figures, Recorded, compute
from checkins.models import Strip
from checkins.rollups.columns import read
from checkins.rollups.judging import Years, records_after, state_before
from checkins.rollups.rollup import RECENT, Rollup
from checkins.rollups.store import built
from checkins.schedules import schedules_for_reading, schedules_of
from checkins.sources import parts_of
from checkins.sums import decimal
from checkins.units import AnyUnit, DayRecord, Schedule, Unit, due_on
from checkins.units.stretches import kind_of
from goals.models import Goal
from goals.terms import Terms

_DAY = dt.timedelta(days=1)


@dataclass
class Standing:
    """One goal on `today`, its owner's day. `links` are the habits that feed it, with their weights."""

    goal: Goal
    schedule: Schedule
    rollup: Rollup
    today: dt.date
    links: Sequence[tuple[int, "Standing"]] = ()

    @cached_property
    def tail(self) -> Sequence[Unit]:
        """The units that are not settled yet: since the last write, and the open one."""
        return self.rollup.tail(self.schedule, self.today)

    @cached_property
    def units(self) -> list[AnyUnit]:
        """The units of the last 26 weeks."""
        return self.rollup.judged(self.tail)

    @cached_property
    def recent(self) -> list[AnyUnit]:
        """The units of the last twelve weeks."""
        return self.rollup.judged(self.tail, RECENT)

    @cached_property
    def last_weeks(self) -> rates.Counts:
        """The units of the last 28 days before today."""
        settled = self.rollup.counts(self.today - rates.CONSISTENCY_DAYS * _DAY)
        return settled.plus(rates.consistency(self.tail, self.today))

    @cached_property
    def basis(self) -> Basis:
        rollup = self.rollup
        now = rollup.settled.with_units(self.tail)
        tally, parts = rollup.tally, rollup.parts
        return Basis(
            schedule=self.schedule,
            aggregation=self.goal.aggregation,
            direction=self.goal.direction,
            units=SimpleLazyObject(lambda: self.recent),  # type: ignore[arg-type]  # for those who show them
            last_weeks=self.last_weeks,
            run=now.streak,
            strength=now.strength,
            closed=rollup.settled.counts().plus(rates.counts(self.tail, last=self.today - _DAY)),
            recorded=Recorded(
                completed=tally.completed,
                skipped=tally.skipped,
                missed=tally.missed,
                check_ins=tally.check_ins,
                values=tally.values + parts.money_total[0],
                total=decimal(tally.total + parts.money_total[1]),
                last_at=tally.logged,
            ),
            sums=rollup.sums + parts.money,
            has_money=bool(parts.money_total[0]),
            milestones=parts.milestones,
            tasks=parts.tasks,
            links=[(weight, habit.last_weeks) for weight, habit in self.links],
        )

    @cached_property
    def figures(self) -> Figures:
        return compute(self.basis, self.today)

    def due(self, day: dt.date) -> Unit | None:
        """The unit that asks for today or a day to come."""
        return due_on(self.schedule, self.rollup.open, day, self.rollup.settled.through)

    @property
    def is_mixed_run(self) -> bool:
        """Whether the run may hold units of several kinds: weeks from before a change of terms, and months since."""
        began, pattern = self.figures.streak.began, self.goal.pattern
        held = [terms for through, terms in self.schedule.history.past if began and through >= began]
        return any(kind_of(terms, pattern) != kind_of(self.schedule.history.current, pattern) for terms in held)

    @property
    def record(self) -> DayRecord | None:
        """What is recorded today."""
        return self.rollup.open.get(self.today)


def standings_of(goals: Iterable[Goal], today: dt.date | None = None) -> dict[uuid.UUID, Standing]:
    """Each on its owner's today unless a day is given."""
    goals = list(goals)
    found = _alone(goals, today)
    linked = {habit for standing in found.values() for _, habit in standing.rollup.parts.links} - set(found)
    if linked:
        found |= _alone(list(Goal.objects.filter(pk__in=linked).select_related("owner")), today)
    for goal in goals:
        standing = found[goal.pk]
        standing.links = [(weight, found[habit]) for weight, habit in standing.rollup.parts.links]
    return {goal.pk: found[goal.pk] for goal in goals}


def _alone(goals: Sequence[Goal], today: dt.date | None) -> dict[uuid.UUID, Standing]:
    """Without the habits that feed them."""
    schedules, found = schedules_for_reading(goals), {}
    for goal in goals:
        day = today or goal.owner.today()
        found[goal.pk] = Standing(goal, schedules[goal.pk], rollup_of(goal, schedules[goal.pk], day), day)
    return found


def figures_of(goals: Iterable[Goal], today: dt.date | None = None) -> dict[uuid.UUID, Figures]:
    """The figures of several goals, each on its owner's today unless a day is given."""
    return {goal_id: standing.figures for goal_id, standing in standings_of(goals, today).items()}


def standing_with(goal: Goal, schedule: Schedule, rollup: Rollup, today: dt.date) -> Standing:
    """The standing that a new roll-up gives."""
    ids = [habit for _, habit in rollup.parts.links]
    habits = standings_of(Goal.objects.filter(pk__in=ids).select_related("owner"), today) if ids else {}
    return Standing(goal, schedule, rollup, today, [(weight, habits[habit]) for weight, habit in rollup.parts.links])


def rollup_of(goal: Goal, schedule: Schedule, today: dt.date) -> Rollup:
    """As stored; made from the rows where there is none yet, or where the person's day went back since."""
    if goal.rollup:
        rollup = Rollup.from_json(goal.rollup)
        if rollup.as_of <= today:
            return rollup
    return built(goal, schedule, parts_of([goal], {goal.pk: schedule})[goal.pk], today)[0]


@dataclass(frozen=True, slots=True)
class PastDay:
    """A goal on a day gone by, as it stood then."""

    unit: Unit | None
    record: DayRecord | None
    terms: Terms


def past_days_of(goals: Sequence[Goal], day: dt.date) -> dict[uuid.UUID, PastDay]:
    """What `day` asked of each goal and what was recorded on it; a fixed number of queries."""
    goals = list(goals)
    schedules = schedules_of(goals)
    years: dict[uuid.UUID, dict[int, Strip]] = {goal.pk: {} for goal in goals}
    for strip in Strip.objects.filter(goal__in=goals, year__range=(day.year - 1, day.year)):
        years[strip.goal_id][strip.year] = strip
    return {goal.pk: _past_day(goal, schedules[goal.pk], years[goal.pk], day) for goal in goals}


def _past_day(goal: Goal, schedule: Schedule, strips: dict[int, Strip], day: dt.date) -> PastDay:
    years = {number: read(strip) for number, strip in strips.items()}
    state = state_before(years, rollup_of(goal, schedule, goal.owner.today()).settled, day)
    through = state.through if state else None
    records = {at: record for at, record in records_after(years, through).items() if at <= day}
    return PastDay(due_on(schedule, records, day, through), records.get(day), schedule.history.on(day))


def years_of(goal: Goal, first: int | None) -> Years:
    """The years of a goal from the year `first` on, and those in which its first weeks lie; None: all of them."""
    strips = Strip.objects.filter(goal=goal)
    if first is not None:
        began = goal.start_date
        strips = strips.filter(Q(year__gte=first) | Q(year__range=(began.year, (began + DAYS * _DAY).year)))
    return {strip.year: read(strip) for strip in strips}
