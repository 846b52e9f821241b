"""Does an import say what the export says? Loop's score, computed from the imported rows, beside its Scores.csv."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from checkins.facts import facts_of
from checkins.loop_import.mapping import key_of, keyed
from checkins.loop_import.reading import Export, stated_scores
from checkins.loop_score import LoopKind, loop_scores
from goals.models import Goal, User
from goals.models.choices import Pattern

# Scores are stated to 4 decimals.
_TOLERANCE = 0.00005 + 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many days of a habit were compared, and the (day, stated, computed) that differ in the fourth decimal."""

    name: str
    days: int
    differing: list[tuple[dt.date, Decimal, float]]


def compare_scores(owner: User, export: Export) -> list[Comparison]:
    """One comparison for each habit of which `owner` has the goal. Meaningful until marks or terms are changed here."""
    goals = {key_of(goal): goal for goal in Goal.objects.for_owner(owner).filter(metadata__has_key="loop")}
    facts = facts_of(list(goals.values()))
    compared = []
    for key, habit in keyed(export.habits):
        stated = stated_scores(habit)
        if key not in goals or not stated:
            continue
        goal = goals[key]
        times, days = goal.terms.loop_frequency()
        target = goal.target_value or Decimal(0)
        records = facts[goal.pk].records
        ours = loop_scores(_kind(goal), times, days, target, records, min([*records, *stated]), max(stated))
        differing = [
            (day, score, ours[day]) for day, score in stated.items() if abs(float(score) - ours[day]) > _TOLERANCE
        ]
        compared.append(Comparison(habit.name, len(stated), differing))
    return compared


def _kind(goal: Goal) -> LoopKind:
    if goal.pattern == Pattern.LIMIT:
        return "at_most"
    return "bool" if goal.target_value is None else "at_least"
