"""What feeds goals besides check-ins, as plain values: milestones, tasks, links, money. One query each."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from checkins.components import TaskFact
from checkins.rollups.rollup import MilestoneFact, Parts
from checkins.sums import Sums, whole
from checkins.units import Schedule
from goals.models import Contribution, Goal, HabitLink, Milestone, Task


def parts_of(goals: Sequence[Goal], schedules: Mapping[uuid.UUID, Schedule]) -> dict[uuid.UUID, Parts]:
    feeding = set(HabitLink.objects.filter(habit__in=goals).values_list("habit", flat=True))
    milestones, tasks, links, money = _milestones(goals), _tasks(goals), _links(goals), _money(goals)
    found = {}
    for goal in goals:
        amounts = money[goal.pk]
        found[goal.pk] = Parts(
            milestones=milestones[goal.pk],
            tasks=tasks[goal.pk],
            links=links[goal.pk],
            money=Sums.of([(day, amount) for day, amount in amounts if day >= goal.start_date]),
            money_total=(len(amounts), sum(amount for _, amount in amounts)),
            feeds=goal.pk in feeding,
            has_history=bool(schedules[goal.pk].pauses or schedules[goal.pk].history.past),
        )
    return found


def with_milestones(goal: Goal, parts: Parts) -> Parts:
    """The same parts with the milestones as they are now."""
    return replace(parts, milestones=_milestones([goal])[goal.pk])


def _milestones(goals: Sequence[Goal]) -> dict[uuid.UUID, list[MilestoneFact]]:
    held: dict[uuid.UUID, list[MilestoneFact]] = defaultdict(list)
    rows = Milestone.objects.filter(goal__in=goals).order_by("sort_order", "created_at", "id")
    columns = ("goal", "completed_at", "share", "target_date", "target_value")
    for goal_id, done_at, *planned in rows.values_list(*columns):
        held[goal_id].append(MilestoneFact(done_at is not None, *planned))
    return held


def _tasks(goals: Sequence[Goal]) -> dict[uuid.UUID, list[TaskFact]]:
    """All done tasks of a goal as one, all open ones as another: only their weights and minutes count."""
    held: dict[uuid.UUID, dict[bool, TaskFact]] = defaultdict(dict)
    rows = Task.objects.filter(goal__in=goals).values_list("goal", "done_at", "weight", "focus_minutes")
    for goal_id, done_at, weight, minutes in rows:
        is_done = done_at is not None
        before = held[goal_id].get(is_done, TaskFact(is_done, 0, 0))
        held[goal_id][is_done] = TaskFact(is_done, before.weight + weight, before.focus_minutes + minutes)
    return defaultdict(list, {goal_id: [found[key] for key in sorted(found)] for goal_id, found in held.items()})


def _links(goals: Sequence[Goal]) -> dict[uuid.UUID, list[tuple[int, uuid.UUID]]]:
    held: dict[uuid.UUID, list[tuple[int, uuid.UUID]]] = defaultdict(list)
    rows = HabitLink.objects.filter(goal__in=goals).order_by("created_at", "id")
    for goal_id, weight, habit_id in rows.values_list("goal", "weight", "habit"):
        held[goal_id].append((weight, habit_id))
    return held


def _money(goals: Sequence[Goal]) -> dict[uuid.UUID, list[tuple[dt.date, int]]]:
    """Amounts put in, oldest first, as whole numbers."""
    held: dict[uuid.UUID, list[tuple[dt.date, int]]] = defaultdict(list)
    rows = Contribution.objects.filter(goal__in=goals).order_by("occurred_on", "created_at", "id")
    for goal_id, day, amount in rows.values_list("goal", "occurred_on", "amount"):
        held[goal_id].append((day, whole(amount)))
    return held
