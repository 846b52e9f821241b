"""What is rolled up of a goal, held against what follows from its rows."""

import datetime as dt
from typing import Any

from checkins.facts import facts_of, recomputed
from checkins.models import Strip
from checkins.rollups.columns import DERIVED, columns
from checkins.rollups.store import built
from checkins.verifying import differences
from goals.models import Goal


def strips_of(goal: Goal) -> dict[int, dict[str, Any]]:
    """The derived columns of each stored year."""
    return {strip.year: {name: getattr(strip, name) for name in DERIVED} for strip in Strip.objects.filter(goal=goal)}


def assert_rolled_up(goal: Goal) -> None:
    """All that is derived is as a computation from nothing, for the day of the last write, gives it."""
    goal = Goal.objects.select_related("owner").get(pk=goal.pk)
    facts = facts_of([goal])[goal.pk]
    expected = recomputed([goal], dt.date.fromisoformat(goal.stats["as_of"]))[goal.pk]
    assert (goal.stats, goal.progress_percent) == (expected.as_stats(), expected.percent)
    assert (goal.check_in_count, goal.last_check_in_at) == (facts.check_in_count, facts.last_check_in_at)
    rollup, years = built(goal, facts.schedule, facts.parts, dt.date.fromisoformat(goal.rollup["as_of"]))
    assert goal.rollup == rollup.as_json()
    assert strips_of(goal) == {number: columns(year) for number, year in years.items()}
    assert differences(goal) == []
