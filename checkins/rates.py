"""How much of what was due was done."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from checkins.units import AnyUnit, Reason, State

CONSISTENCY_DAYS = 28


class Counts(NamedTuple):
    """Units by state. Successes from before the goal began are not among them."""

    success: int
    miss: int
    neutral: int
    pending: int

    def plus(self, other: "Counts") -> "Counts":
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def judged(self) -> int:
        return self.success + self.miss


def completion_rate(completed: int, missed: int) -> float | None:
    """Of the days marked completed or missed, the part completed; None when nothing was marked."""
    return completed / (completed + missed) if completed + missed else None


def counts(units: Iterable[AnyUnit], first: date | None = None, last: date | None = None) -> Counts:
    """The units that end between `first` and `last`, both included; None is no bound."""
    found = dict.fromkeys(State, 0)
    for unit in units:
        if (first is None or first <= unit.last) and (last is None or unit.last <= last):
            found[unit.state] += unit.reason is not Reason.NOT_STARTED
    return Counts(found[State.SUCCESS], found[State.MISS], found[State.NEUTRAL], found[State.PENDING])


def adherence(units: Iterable[AnyUnit], first: date | None = None, last: date | None = None) -> float | None:
    """Successes among the successes and misses that end between `first` and `last`; None when there are none."""
    found = counts(units, first, last)
    return found.success / found.judged if found.judged else None


def consistency(units: Iterable[AnyUnit], today: date) -> Counts:
    """Counts of the 28 days before `today`: what is still open today is left out, even when it is already decided."""
    return counts(units, today - timedelta(days=CONSISTENCY_DAYS), today - timedelta(days=1))
