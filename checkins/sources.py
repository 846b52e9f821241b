"""What feeds goals besides check-ins, as plain values: tasks, contributions, linked habits. One query each."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from checkins.components import TaskFact
from goals.models import Contribution, Goal, HabitLink, Task


def tasks_of(goals: Sequence[Goal]) -> dict[uuid.UUID, list[TaskFact]]:
    found: dict[uuid.UUID, list[TaskFact]] = defaultdict(list)
    rows = Task.objects.filter(goal__in=goals).values_list("goal", "done_at", "weight", "focus_minutes")
    for goal_id, done_at, weight, minutes in rows:
        found[goal_id].append(TaskFact(done_at is not None, weight, minutes))
    return found


def contributions_of(goals: Sequence[Goal]) -> list[Contribution]:
    """Oldest first."""
    return list(Contribution.objects.filter(goal__in=goals).order_by("occurred_on", "created_at", "id"))


def links_of(goals: Sequence[Goal]) -> list[HabitLink]:
    """With the habits and whose they are."""
    return list(HabitLink.objects.filter(goal__in=goals).select_related("habit__owner").order_by("created_at", "id"))
