"""When goals are due, and since when: terms, pauses and vacations as plain values. Two queries."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, prefetch_related_objects
from django.db.models.functions import Coalesce

from checkins.units import Schedule
from goals.models import Goal, PastTerms, Pause
from goals.models.choices import Status
from goals.terms import Terms, TermsHistory

_Span = tuple[dt.date, dt.date | None]
_Pauses = dict[uuid.UUID, list[_Span]]


def plain_schedule(goal: Goal) -> Schedule:
    """Of a goal that has neither past terms nor pauses."""
    return _schedule(goal, (), ())


def schedules_of(goals: Sequence[Goal]) -> dict[uuid.UUID, Schedule]:
    prefetch_related_objects(list(goals), "owner")
    histories, pauses = _histories(goals), _pauses(goals)
    return {
        goal.pk: _schedule(goal, histories[goal.pk], (*_own_pauses(goal, pauses[goal.pk]), *pauses[goal.owner_id]))
        for goal in goals
    }


def schedules_for_reading(goals: Sequence[Goal]) -> dict[uuid.UUID, Schedule]:
    """The same without a query for goals whose roll-up says that they have neither past terms nor pauses."""
    prefetch_related_objects(list(goals), "owner")
    asked = [goal for goal in goals if not goal.rollup or goal.rollup["parts"]["has_history"]]
    found = schedules_of(asked) if asked else {}
    return {goal.pk: found.get(goal.pk) or plain_schedule(goal) for goal in goals}


def _schedule(goal: Goal, past: Sequence[tuple[dt.date, Terms]], pauses: Sequence[_Span]) -> Schedule:
    return Schedule(
        pattern=goal.pattern,
        history=TermsHistory(tuple(past), goal.terms),
        start=goal.start_date,
        pauses=tuple(pauses),
        week_starts_on=goal.owner.week_starts_on,
        reserve_per_month=goal.reserve_per_month,
        silence=goal.silence,
        ended_on=goal.ended_on,
    )


def _own_pauses(goal: Goal, held: list[_Span]) -> list[_Span]:
    """A goal stays paused until it is resumed, also when nobody came to do that after its last day off."""
    if goal.status != Status.PAUSED or not held:
        return held
    ends = [last for first, last in held if first <= goal.owner.today()]
    if not ends or ends[-1] is None:
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
