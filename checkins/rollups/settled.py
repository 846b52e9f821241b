"""The state that closed units leave behind: everything that later units and figures need to know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from checkins.rates import Counts
from checkins.streaks import Streak
from checkins.strength import strengthened
from checkins.units import Reason, State, Unit

# Where `as_json` has the day `through`.
THROUGH = 1


@dataclass(slots=True)
class Settled:
    """After the units through the day `through` (None: nothing is judged yet, units from before the start included).

    `covered` is the month, by its first day, in which the reserve last absorbed a miss, and how many there.
    """

    strength: float = 0.0
    through: date | None = None
    run: int = 0
    longest: int = 0
    began: date | None = None
    success: int = 0
    miss: int = 0
    neutral: int = 0
    covered: tuple[date, int] | None = None

    @classmethod
    def nothing(cls, pattern: str) -> "Settled":
        return cls(strength=1.0 if pattern == "limit" else 0.0)

    def take(self, unit: Unit) -> None:
        """Add the next unit."""
        self.through = unit.last
        self.strength = strengthened(self.strength, unit)
        if unit.state is State.SUCCESS:
            self.began = self.began if self.run else unit.first
            self.run += 1
            self.longest = max(self.longest, self.run)
        elif unit.state is State.MISS:
            self.run, self.began = 0, None
        if unit.reason is Reason.NOT_STARTED:
            return
        self.success += unit.state is State.SUCCESS
        self.miss += unit.state is State.MISS
        self.neutral += unit.state is State.NEUTRAL
        if unit.reason is Reason.RESERVE:
            month = unit.last.replace(day=1)
            before = self.covered[1] if self.covered and self.covered[0] == month else 0
            self.covered = (month, before + 1)

    def copied(self) -> "Settled":
        """Written out: `dataclasses.replace` takes ten times as long."""
        counts = self.run, self.longest, self.began, self.success, self.miss, self.neutral
        return Settled(self.strength, self.through, *counts, self.covered)

    def with_units(self, units: Iterable[Unit]) -> "Settled":
        """A copy with more units taken."""
        after = self.copied()
        for unit in units:
            after.take(unit)
        return after

    @property
    def streak(self) -> Streak:
        return Streak(self.run, self.longest, self.began)

    def counts(self, pending: int = 0) -> Counts:
        return Counts(self.success, self.miss, self.neutral, pending)

    def as_json(self) -> list[Any]:
        covered = self.covered and [self.covered[0].isoformat(), self.covered[1]]
        days = [day and day.isoformat() for day in (self.through, self.began)]
        return [self.strength, *days, self.run, self.longest, self.success, self.miss, self.neutral, covered]

    @classmethod
    def from_json(cls, stored: list[Any]) -> "Settled":
        strength, through, began, run, longest, success, miss, neutral, covered = stored
        day, covered_in = through and date.fromisoformat(through), covered and date.fromisoformat(covered[0])
        began = began and date.fromisoformat(began)
        return cls(strength, day, run, longest, began, success, miss, neutral, covered and (covered_in, covered[1]))
