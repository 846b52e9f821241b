"""What the rows say: a goal's figures computed from all its check-ins.

The long way, linear in the history, that needs nothing stored: `verify_progress` and the tests hold the roll-ups
against it. Reading goes through `checkins.standing`.
"""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from checkins import rates
from checkins.figures import Basis, Figures, Recorded, compute
from checkins.models import CheckIn
from checkins.rollups.rollup import Parts
from checkins.schedules import schedules_of
from checkins.sources import parts_of
from checkins.streaks import streak
from checkins.strength import strength
from checkins.sums import Sums, decimal, whole
from checkins.units import DayRecord, Schedule, units_of
from goals.models import Goal, HabitLink


@dataclass(frozen=True, slots=True)
class Reading:
    """One recorded value, in the order of day and time."""

    day: dt.date
    value: Decimal


@dataclass(slots=True)
class Facts:
    """The check-ins of one goal, and what else feeds it."""

    goal: Goal
    schedule: Schedule
    parts: Parts
    records: dict[dt.date, DayRecord] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    links: list[tuple[int, "Facts"]] = field(default_factory=list)
    check_in_count: int = 0
    last_check_in_at: dt.datetime | None = None


def facts_of(goals: Sequence[Goal]) -> dict[uuid.UUID, Facts]:
    """Every row about `goals` and the habits linked to them: one query a table."""
    goals = list(goals)
    known = {goal.pk for goal in goals}
    linked = set(HabitLink.objects.filter(goal__in=goals).values_list("habit", flat=True)) - known
    everything = [*goals, *Goal.objects.filter(pk__in=linked).select_related("owner")]
    schedules = schedules_of(everything)
    parts = parts_of(goals, schedules)
    facts = {goal.pk: Facts(goal, schedules[goal.pk], parts.get(goal.pk, Parts())) for goal in everything}
    _add_check_ins(facts)
    for goal in goals:
        facts[goal.pk].links = [(weight, facts[habit]) for weight, habit in parts[goal.pk].links]
    return {goal.pk: facts[goal.pk] for goal in goals}


def basis_of(facts: Facts, today: dt.date) -> Basis:
    units = units_of(facts.schedule, facts.records, today)
    parts = facts.parts
    own = Sums.of([(each.day, whole(each.value)) for each in facts.readings if each.day >= facts.schedule.start])
    return Basis(
        schedule=facts.schedule,
        aggregation=facts.goal.aggregation,
        direction=facts.goal.direction,
        units=units,
        last_weeks=rates.consistency(units, today),
        run=streak(units),
        strength=strength(units, facts.schedule.pattern),
        closed=rates.counts(units, last=today - dt.timedelta(days=1)),
        recorded=_recorded(facts),
        sums=own + parts.money,
        has_money=bool(parts.money_total[0]),
        milestones=parts.milestones,
        tasks=parts.tasks,
        links=[(weight, _last_weeks(habit, today)) for weight, habit in facts.links],
    )


def recomputed(goals: Sequence[Goal], today: dt.date | None = None) -> dict[uuid.UUID, Figures]:
    """The figures of several goals from their rows, each on its owner's today unless a day is given."""
    found = {}
    for goal_id, facts in facts_of(goals).items():
        day = today or facts.goal.owner.today()
        found[goal_id] = compute(basis_of(facts, day), day)
    return found


def _last_weeks(habit: Facts, today: dt.date) -> rates.Counts:
    return rates.consistency(units_of(habit.schedule, habit.records, today), today)


def _recorded(facts: Facts) -> Recorded:
    statuses = Counter(record.status for record in facts.records.values())
    count, total = facts.parts.money_total
    return Recorded(
        completed=statuses["completed"],
        skipped=statuses["skipped"],
        missed=statuses["missed"],
        check_ins=facts.check_in_count,
        values=len(facts.readings) + count,
        total=sum((each.value for each in facts.readings), decimal(total)),
        last_at=facts.last_check_in_at,
    )


def _add_check_ins(facts: dict[uuid.UUID, Facts]) -> None:
    rows = CheckIn.objects.filter(goal__in=list(facts)).order_by("goal", "check_in_date", "logged_at", "id")
    columns = ("goal", "check_in_date", "logged_at", "habit_completion_status", "value_recorded")
    totals: dict[tuple[uuid.UUID, dt.date], list[Decimal]] = defaultdict(list)
    for goal_id, day, logged_at, status, value in rows.values_list(*columns).iterator(chunk_size=5000):
        of_goal = facts[goal_id]
        of_goal.check_in_count += 1
        of_goal.last_check_in_at = max(logged_at, of_goal.last_check_in_at or logged_at)
        if value is not None:
            of_goal.readings.append(Reading(day, value))
            totals[goal_id, day].append(value)
        if status is not None or value is not None:
            held = of_goal.records.get(day, DayRecord())
            total = sum(totals[goal_id, day], Decimal(0)) if totals[goal_id, day] else None
            of_goal.records[day] = DayRecord(held.status or status, total)
