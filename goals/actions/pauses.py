"""Pauses: days on which nothing is due, for one goal or for all of them (a vacation)."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from config.refusals import Invalid, Refusal
from goals.journal import Actor, Journal, writing
from goals.models import Goal, Pause, User
from goals.models.choices import Status
from goals.progress import engine
from goals.rules import given, require_editable

WRITABLE = frozenset({"starts_on", "ends_on"})
_DAY = dt.timedelta(days=1)


class PauseInUse(Refusal):
    code = "PAUSE_IN_USE"
    status = 409
    sentence = "This goal is paused now. Resume it instead."


def create_pause(
    *, by: Actor, owner: User, starts_on: dt.date, ends_on: dt.date | None = None, goal: Goal | None = None
) -> Pause:
    """Lay a pause over past or future days; without a goal it is a vacation from all. Pauses that touch become one.

    Raises GoalNotEditable, Invalid.
    """
    with writing(owner.pk, by=by) as journal:
        if goal is not None:
            goal = journal.fresh(goal)
            require_editable(goal)
        pause = lay_pause(journal, goal, starts_on, ends_on)
        refresh_paused(journal, owner, goal)
    return pause


def update_pause(*, by: Actor, pause: Pause, **changes: dt.date | None) -> Pause:
    """Move the ends of a pause. Raises GoalNotEditable, PauseInUse, Invalid."""
    with writing(pause.owner_id, by=by) as journal:
        pause = journal.fresh(pause)
        _require_free(journal, pause, changes.get("starts_on", pause.starts_on), changes.get("ends_on", pause.ends_on))
        _require_order(changes.get("starts_on", pause.starts_on), changes.get("ends_on", pause.ends_on))
        journal.update(pause, **given(Pause, changes, WRITABLE))
        _absorb(journal, pause)
        refresh_paused(journal, pause.owner, pause.goal)
    return pause


def delete_pause(*, by: Actor, pause: Pause) -> None:
    """Make its days count again. Raises GoalNotEditable, PauseInUse."""
    with writing(pause.owner_id, by=by) as journal:
        pause = journal.fresh(pause)
        _require_free(journal, pause)
        journal.delete(pause)
        refresh_paused(journal, pause.owner, pause.goal)


def lay_pause(journal: Journal, goal: Goal | None, starts_on: dt.date, ends_on: dt.date | None) -> Pause:
    """Add a pause inside a write, as one with those of the same goal that it touches. Raises Invalid."""
    _require_order(starts_on, ends_on)
    pause = Pause(goal=goal, starts_on=starts_on, ends_on=ends_on)
    touching = _touching(journal, pause).first()
    if touching is None:
        journal.create(pause)
        return pause
    journal.update(touching, "merged", **_union(touching, pause))
    _absorb(journal, touching)
    return touching


def refresh_paused(journal: Journal, owner: User, goal: Goal | None) -> None:
    """Bring the figures of what was paused up to date: one goal, or all of the owner's."""
    for each in [goal] if goal is not None else Goal.objects.for_owner(owner).select_related("owner"):
        engine().refresh(journal, each)


def _absorb(journal: Journal, pause: Pause) -> None:
    """Swallow the other pauses that `pause` touches, until none is left."""
    while (other := _touching(journal, pause).exclude(pk=pause.pk).first()) is not None:
        days = _union(pause, other)
        journal.delete(other, action="merged")
        journal.update(pause, "merged", **days)


def _touching(journal: Journal, pause: Pause) -> "QuerySet[Pause]":
    """Pauses of the same goal that overlap or adjoin."""
    rows = Pause.objects.filter(owner_id=journal.owner_id, goal=pause.goal).order_by("starts_on")
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=pause.starts_on - _DAY))
    return rows if pause.ends_on is None else rows.filter(starts_on__lte=pause.ends_on + _DAY)


def _union(one: Pause, other: Pause) -> dict[str, dt.date | None]:
    ends = [one.ends_on, other.ends_on]
    last = None if None in ends else max(day for day in ends if day is not None)
    return {"starts_on": min(one.starts_on, other.starts_on), "ends_on": last}


def _require_order(starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    if starts_on is None:
        raise Invalid(fields={"starts_on": [_("Say on which day the pause begins.")]})
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(fields={"ends_on": [_("Choose a day that is not before the first.")]})


def _require_free(
    journal: Journal, pause: Pause, starts_on: dt.date | None = None, ends_on: dt.date | None = None
) -> None:
    """A paused goal keeps a pause over today: only resuming takes it away."""
    goal = pause.goal
    if goal is None:
        return
    require_editable(goal)
    today = pause.owner.today(journal.now)
    held = goal.status == Status.PAUSED and _covers(pause.starts_on, pause.ends_on, today)
    if held and (starts_on is None or not _covers(starts_on, ends_on, today)):
        raise PauseInUse


def _covers(first: dt.date, last: dt.date | None, day: dt.date) -> bool:
    return first <= day and (last is None or day <= last)
