"""What the rows say, as plain values: the only queries behind the figures, a fixed number for any number of goals."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, prefetch_related_objects
from django.db.models.functions import Coalesce

from checkins.components import TaskFact
from checkins.models import CheckIn
from checkins.sources import contributions_of, links_of, tasks_of
from checkins.units import DayRecord, Schedule
from goals.models import Goal, Milestone, PastTerms, Pause
from goals.models.choices import Aggregation, Status
from goals.terms import Terms, TermsHistory

_Span = tuple[dt.date, dt.date | None]
_Pauses = dict[uuid.UUID, list[_Span]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One recorded value, or amount put in, in the order of day and time."""

    day: dt.date
    value: Decimal
    is_contribution: bool = False


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    done: bool
    share: Decimal | None
    target_date: dt.date | None
    completed_on: dt.date | None


@dataclass(slots=True)
class Facts:
    """Everything about one goal that its figures are made of."""

    schedule: Schedule
    aggregation: str
    direction: str | None = None
    records: dict[dt.date, DayRecord] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    milestones: list[MilestoneFact] = field(default_factory=list)
    tasks: list[TaskFact] = field(default_factory=list)
    links: list[tuple[int, "Facts"]] = field(default_factory=list)
    check_in_count: int = 0
    last_check_in_at: dt.datetime | None = None

    @property
    def counted_values(self) -> list[Decimal]:
        """What was recorded since the start; values before it are kept, but move nothing."""
        return [reading.value for reading in self.readings if reading.day >= self.schedule.start]


def facts_of(goals: Sequence[Goal]) -> dict[uuid.UUID, Facts]:
    """Read everything that the figures of `goals` and of the habits linked to them are made of: one query a table."""
    goals = list(goals)
    links = links_of(goals)
    habits = {link.habit_id: link.habit for link in links}
    known = {goal.pk for goal in goals}
    facts = _own_facts([*goals, *(habit for pk, habit in habits.items() if pk not in known)])
    for link in links:
        facts[link.goal_id].links.append((link.weight, facts[link.habit_id]))
    return {goal.pk: facts[goal.pk] for goal in goals}


def _own_facts(goals: Sequence[Goal]) -> dict[uuid.UUID, Facts]:
    prefetch_related_objects(list(goals), "owner")
    histories, pauses, milestones = _histories(goals), _pauses(goals), _milestones(goals)
    tasks = tasks_of(goals)
    facts = {
        goal.pk: Facts(
            schedule=_schedule(goal, histories[goal.pk], pauses),
            aggregation=goal.aggregation,
            direction=goal.direction,
            milestones=milestones[goal.pk],
            tasks=tasks[goal.pk],
        )
        for goal in goals
    }
    _add_check_ins(facts)
    _add_contributions(facts, goals)
    return facts


def _schedule(goal: Goal, past: list[tuple[dt.date, Terms]], pauses: _Pauses) -> Schedule:
    return Schedule(
        pattern=goal.pattern,
        history=TermsHistory(tuple(past), goal.terms),
        start=goal.start_date,
        pauses=(*_own_pauses(goal, pauses[goal.pk]), *pauses[goal.owner_id]),
        week_starts_on=goal.owner.week_starts_on,
        reserve_per_month=goal.reserve_per_month,
        silence=goal.silence,
        ended_on=goal.ended_on,
    )


def _own_pauses(goal: Goal, held: list[_Span]) -> list[_Span]:
    """A goal stays paused until it is resumed, also when nobody came to do that after its last day off."""
    ends = [last for first, last in held if first <= goal.owner.today()]
    if goal.status != Status.PAUSED or not ends or ends[-1] is None:
        return held
    return [*held, (ends[-1] + dt.timedelta(days=1), None)]


def _histories(goals: Sequence[Goal]) -> dict[uuid.UUID, list[tuple[dt.date, Terms]]]:
    held: dict[uuid.UUID, list[tuple[dt.date, Terms]]] = defaultdict(list)
    for past in PastTerms.objects.filter(goal__in=goals).order_by("valid_through"):
        held[past.goal_id].append((past.valid_through, past.terms))
    return held


def _pauses(goals: Sequence[Goal]) -> _Pauses:
    """By goal, and by owner for those that hold for all of a person's goals."""
    held: _Pauses = defaultdict(list)
    mine = Q(goal__in=goals) | Q(goal__isnull=True, owner__in={goal.owner_id for goal in goals})
    rows = Pause.objects.filter(mine).annotate(holder=Coalesce("goal", "owner")).order_by("starts_on")
    for holder, first, last in rows.values_list("holder", "starts_on", "ends_on"):
        held[holder].append((first, last))
    return held


def _milestones(goals: Sequence[Goal]) -> dict[uuid.UUID, list[MilestoneFact]]:
    zones = {goal.pk: goal.owner for goal in goals}
    held: dict[uuid.UUID, list[MilestoneFact]] = defaultdict(list)
    rows = Milestone.objects.filter(goal__in=goals).order_by("sort_order", "created_at", "id")
    for goal_id, done_at, share, planned in rows.values_list("goal", "completed_at", "share", "target_date"):
        done_on = zones[goal_id].today(done_at) if done_at else None
        held[goal_id].append(MilestoneFact(done_at is not None, share, planned, done_on))
    return held


def _add_check_ins(facts: dict[uuid.UUID, Facts]) -> None:
    rows = CheckIn.objects.filter(goal__in=list(facts)).order_by("goal", "check_in_date", "logged_at", "id")
    columns = ("goal", "check_in_date", "logged_at", "habit_completion_status", "value_recorded")
    for goal_id, day, logged_at, status, value in rows.values_list(*columns).iterator(chunk_size=5000):
        of_goal = facts[goal_id]
        of_goal.check_in_count += 1
        if of_goal.last_check_in_at is None or logged_at > of_goal.last_check_in_at:
            of_goal.last_check_in_at = logged_at
        if value is not None:
            of_goal.readings.append(Reading(day, value))
        if status is not None or value is not None:
            of_goal.records[day] = _joined(of_goal.records.get(day), status, value)


def _add_contributions(facts: dict[uuid.UUID, Facts], goals: Sequence[Goal]) -> None:
    """Amounts are values among the readings; where nothing else was chosen they add up."""
    fed = set()
    for contribution in contributions_of(goals):
        of_goal = facts[contribution.goal_id]
        of_goal.readings.append(Reading(contribution.occurred_on, contribution.amount, is_contribution=True))
        fed.add(contribution.goal_id)
    for goal_id in fed:
        facts[goal_id].readings.sort(key=lambda reading: reading.day)
        if facts[goal_id].aggregation == Aggregation.LATEST:
            facts[goal_id].aggregation = Aggregation.SUM


def _joined(record: DayRecord | None, status: str | None, value: Decimal | None) -> DayRecord:
    if record is None:
        return DayRecord(status, value)
    total = record.total if value is None else (record.total or Decimal(0)) + value
    return DayRecord(record.status or status, total)
