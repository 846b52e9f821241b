"""Is what is stored what the rows say? Everything derived of a goal, held against a computation from nothing."""

import datetime as dt
from collections.abc import Iterator

from checkins.facts import basis_of, facts_of
from checkins.figures import compute
from checkins.models import Strip
from checkins.rollups.columns import columns
from checkins.rollups.store import built
from goals.models import Goal


def differences(goal: Goal) -> list[str]:
    """What is stored otherwise than the rows say, in words; nothing when all is well. Linear in the goal's history."""
    return list(_differences(goal))


def _differences(goal: Goal) -> Iterator[str]:
    if "as_of" not in goal.rollup or "as_of" not in goal.stats:
        yield "nothing is rolled up yet"
        return
    facts = facts_of([goal])[goal.pk]
    figures = compute(basis_of(facts, as_of := dt.date.fromisoformat(goal.stats["as_of"])), as_of)
    expected = figures.as_stats() | {
        "progress_percent": figures.percent,
        "check_in_count": facts.check_in_count,
        "last_check_in_at": facts.last_check_in_at,
    }
    for name, value in expected.items():
        stored = goal.stats.get(name) if name in goal.stats else getattr(goal, name, None)
        if stored != value:
            yield f"{name} is {stored}, not {value}"
    rollup, years = built(goal, facts.schedule, facts.parts, dt.date.fromisoformat(goal.rollup["as_of"]))
    for name, part in rollup.as_json().items():
        if goal.rollup.get(name) != part:
            yield f"the roll-up's {name} differs"
    strips = {strip.year: strip for strip in Strip.objects.filter(goal=goal)}
    for number in sorted({*strips, *years}):
        year, strip = years.get(number), strips.get(number)
        if year is None or strip is None:
            yield f"the year {number} is {'missing' if strip is None else 'too much'}"
            continue
        for name, column in columns(year).items():
            if getattr(strip, name) != column:
                yield f"the {name} of {number} differ"
