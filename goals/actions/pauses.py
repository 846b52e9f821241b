"""Pauses: days on which nothing is due, for one goal or for all of them (a vacation)."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from config.refusals import Invalid, Refusal
from goals.journal import Actor, Journal, check_row, writing
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
        moved = Pause(goal=pause.goal, starts_on=pause.starts_on, ends_on=pause.ends_on)
        for name, day in given(Pause, changes, WRITABLE).items():
            setattr(moved, name, day)
        _require_days(moved)
        _require_free(journal, pause, moved)
        _absorb(journal, moved, into=pause)
        journal.update(pause, starts_on=moved.starts_on, ends_on=moved.ends_on)
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
    pause = Pause(goal=goal, starts_on=starts_on, ends_on=ends_on)
    _require_days(pause)
    held = _touching(journal, pause).first()
    if held is None:
        journal.create(pause)
        return pause
    _widen(pause, held)
    _absorb(journal, pause, into=held)
    journal.update(held, "merged", starts_on=pause.starts_on, ends_on=pause.ends_on)
    return held


def refresh_paused(journal: Journal, owner: User, goal: Goal | None) -> None:
    """Bring the figures of what was paused up to date: one goal, or all of the owner's."""
    for each in [goal] if goal is not None else Goal.objects.for_owner(owner):
        # As it is by now: a habit's refresh has changed the goals that it feeds.
        engine().refresh(journal, journal.fresh(each))


def _absorb(journal: Journal, days: Pause, into: Pause) -> None:
    """Widen `days` by every other stored pause that they touch, and delete those: before `into` takes the days, because
    a goal has at most one open pause.
    """
    while (other := _touching(journal, days).exclude(pk=into.pk).first()) is not None:
        _widen(days, other)
        journal.delete(other, action="merged")


def _touching(journal: Journal, pause: Pause) -> "QuerySet[Pause]":
    """Pauses of the same goal that overlap or adjoin."""
    rows = Pause.objects.filter(owner_id=journal.owner_id, goal=pause.goal).order_by("starts_on")
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=pause.starts_on - _DAY))
    return rows if pause.ends_on is None else rows.filter(starts_on__lte=pause.ends_on + _DAY)


def _widen(days: Pause, other: Pause) -> None:
    ends = [days.ends_on, other.ends_on]
    days.starts_on = min(days.starts_on, other.starts_on)
    days.ends_on = None if None in ends else max(day for day in ends if day is not None)


def _require_days(pause: Pause) -> None:
    """Raises Invalid for days that are none, or that end before they begin."""
    check_row(pause)
    if pause.ends_on is not None and pause.ends_on < pause.starts_on:
        raise Invalid(fields={"ends_on": [_("Choose a day that is not before the first.")]})


def _require_free(journal: Journal, pause: Pause, moved: Pause | None = None) -> None:
    """A paused goal keeps a pause over today: only resuming takes it away."""
    goal = pause.goal
    if goal is None:
        return
    require_editable(goal)
    today = pause.owner.today(journal.now)
    if goal.status == Status.PAUSED and _covers(pause, today) and (moved is None or not _covers(moved, today)):
        raise PauseInUse


def _covers(pause: Pause, day: dt.date) -> bool:
    return pause.starts_on <= day and (pause.ends_on is None or day <= pause.ends_on)
