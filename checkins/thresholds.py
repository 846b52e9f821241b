"""What a write has just reached: valued milestones that complete themselves, and insights said once."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from checkins.figures import Figures, how_read
from checkins.insight_words import milestone_done, threshold_passed
from checkins.models import CheckIn, Insight
from checkins.models.insight import InsightKind
from checkins.sums import Sums, whole
from goals.journal import Journal, plain
from goals.models import Goal, Milestone
from goals.models.choices import Pattern

_Stand = tuple[dt.date, Decimal | None]
THRESHOLDS = (25, 50, 75, 100)
# Patterns that lead somewhere. A rate over the last weeks goes up and down by itself.
_WITH_AN_END = (Pattern.TARGET, Pattern.MILESTONE, Pattern.STREAK)


@dataclass(frozen=True, slots=True)
class _Reached:
    """Something to be said once; `key` names it for ever."""

    key: str
    kind: InsightKind
    message: str
    numbers: dict[str, Any]


def complete_passed(journal: Journal, goal: Goal, value: Decimal | None, start: Decimal) -> bool:
    """Complete the milestones of a target goal whose value is reached, coming from `start`; whether there were any.

    They are done on the day on which it was reached, also when that is recorded later, and stay so when the value moves
    back.
    """
    if value is None or goal.pattern != Pattern.TARGET:
        return False
    waiting = Milestone.objects.filter(goal=goal, completed_at__isnull=True, target_value__isnull=False)
    passed = [milestone for milestone in waiting if _is_passed(value, milestone, start)]
    course = _course(goal) if passed else []
    for milestone in passed:
        day = _reached_on(course, milestone, start) or goal.owner.today(journal.now)
        journal.update(milestone, "reached", completed_at=goal.owner.moment_of(day, journal.now))
    return bool(passed)


def _course(goal: Goal) -> list[_Stand]:
    """What a target goal stood at, at the end of each day with a value. Linear in the history; two queries."""
    read = CheckIn.objects.filter(goal=goal, check_in_date__gte=goal.start_date, value_recorded__isnull=False)
    paid = list(goal.contributions.order_by("occurred_on", "created_at", "id").values_list("occurred_on", "amount"))
    values = list(read.order_by("check_in_date", "logged_at", "id").values_list("check_in_date", "value_recorded"))
    money = [each for each in paid if each[0] >= goal.start_date]
    rows = sorted([*values, *money], key=itemgetter(0))
    reads = how_read(goal.aggregation, has_money=bool(paid))
    stood = Sums()
    course: list[_Stand] = []
    for day, of_day in groupby(rows, key=itemgetter(0)):
        stood += Sums.of([(day, whole(value)) for _, value in of_day])
        course.append((day, stood.value(reads, goal.baseline_value)))
    return course


def _reached_on(course: Iterable[_Stand], milestone: Milestone, start: Decimal) -> dt.date | None:
    """The day from which on the goal stood at the milestone or beyond it; None when it does not at the end."""
    since = None
    for day, value in course:
        is_there = value is not None and _is_passed(value, milestone, start)
        since = (since or day) if is_there else None
    return since


def _is_passed(value: Decimal, milestone: Milestone, start: Decimal) -> bool:
    aim = milestone.target_value
    return bool(value >= aim if aim >= start else value <= aim)


def say_once(journal: Journal, goal: Goal, figures: Figures, milestones: Sequence[Milestone]) -> None:
    """Write an insight for each threshold passed and each milestone done that has none yet."""
    reached = [*_thresholds(goal, figures), *_milestones(milestones)]
    if not reached:
        return
    keys = [one.key for one in reached]
    said = set(Insight.objects.filter(owner_id=goal.owner_id, key__in=keys).values_list("key", flat=True))
    journal.create_all(
        [
            Insight(goal=goal, key=one.key, kind=one.kind, message=one.message[:500], numbers=one.numbers)
            for one in reached
            if one.key not in said
        ]
    )


def _thresholds(goal: Goal, figures: Figures) -> Iterator[_Reached]:
    percent = figures.percent
    if percent is None or goal.pattern not in _WITH_AN_END:
        return
    for threshold in THRESHOLDS:
        if percent >= threshold:
            numbers = {"percent": percent, "value": plain(figures.value), "threshold": threshold}
            message = threshold_passed(goal.title, threshold)
            yield _Reached(f"threshold:{goal.pk}:{threshold}", InsightKind.THRESHOLD, message, numbers)


def _milestones(milestones: Sequence[Milestone]) -> Iterator[_Reached]:
    for milestone in milestones:
        numbers = {"milestone": str(milestone.pk), "milestone_title": milestone.title}
        message = milestone_done(milestone.title)
        yield _Reached(f"milestone:{milestone.pk}", InsightKind.MILESTONE, message, numbers)
