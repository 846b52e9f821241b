"""The parts a goal's progress is made of, so that the sum can be seen. Pure.

What was done on the goal itself is one part. Tasks count as items of a milestone goal, beside its milestones. Linked
habits add their adherence of the last 28 days. Each part has a weight (milestones and tasks: how many they are, tasks
by their own weights; the goal itself otherwise 1; a link: its weight), and the percent is their weighted mean. A part
that cannot be judged yet (a habit without a closed unit) waits and weighs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from checkins.percent import floor_percent
from checkins.rates import Counts


@dataclass(frozen=True, slots=True)
class TaskFact:
    is_done: bool
    weight: int
    focus_minutes: int


@dataclass(frozen=True, slots=True)
class Component:
    """`share` of this part that is reached, 0 to 1; None while it cannot be judged."""

    source: str
    share: Fraction | None
    weight: int

    def as_json(self) -> dict[str, Any]:
        percent = None if self.share is None else floor_percent(self.share)
        return {"source": self.source, "percent": percent, "weight": self.weight}


def of_tasks(tasks: Sequence[TaskFact]) -> Component | None:
    """Done weight ÷ weight; None without tasks."""
    total = sum(task.weight for task in tasks)
    if not total:
        return None
    return Component("tasks", Fraction(sum(task.weight for task in tasks if task.is_done), total), total)


def of_links(links: Sequence[tuple[int, Counts]]) -> Component | None:
    """The weighted mean of the habits' adherence, each given as (weight, counts of its units); None without links."""
    if not links:
        return None
    judged = [(weight, Fraction(found.success, found.judged)) for weight, found in links if found.judged]
    total = sum(weight for weight, _ in judged)
    if not total:
        return Component("habits", None, sum(weight for weight, _ in links))
    return Component("habits", sum((weight * share for weight, share in judged), Fraction(0)) / total, total)


def together(components: Sequence[Component]) -> int | None:
    """The weighted mean in whole percent, rounded down; None while no part can be judged."""
    judged = [(part.weight, part.share) for part in components if part.share is not None]
    if len(judged) == 1:
        return floor_percent(judged[0][1]) if judged[0][0] else None
    total = sum(weight for weight, _ in judged)
    reached = sum((weight * share for weight, share in judged), Fraction(0))
    return floor_percent(reached / total) if total else None
