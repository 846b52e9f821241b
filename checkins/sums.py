"""What recorded values add up to, in parts that join: a day, a year, a life. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from goals.models.choices import Aggregation

# People's numbers have four places behind the point: stored as whole numbers of these they add up exactly.
PLACES = 4


def whole(value: Decimal) -> int:
    """`value` in units of the last place."""
    return int(value.scaleb(PLACES))


def decimal(number: int) -> Decimal:
    return Decimal(number).scaleb(-PLACES)


class Dated(NamedTuple):
    day: date
    value: int


def _by_day(dated: Dated) -> date:
    return dated.day


@dataclass(frozen=True, slots=True)
class Sums:
    """Of `count` values: their sum, their greatest, and the first and last by day. Values as whole numbers."""

    count: int = 0
    sum: int = 0
    greatest: int | None = None
    first: Dated | None = None
    last: Dated | None = None

    @classmethod
    def of(cls, values: Iterable[tuple[date, int]]) -> "Sums":
        """Of single values in the order of day and time."""
        dated = [Dated(*each) for each in values]
        if not dated:
            return cls()
        numbers = [each.value for each in dated]
        return cls(len(dated), sum(numbers), max(numbers), dated[0], dated[-1])

    def __add__(self, other: "Sums") -> "Sums":
        """Of both; of one day, the values of `other` come later."""
        if not self.count or not other.count:
            return self if self.count else other
        return Sums(
            self.count + other.count,
            self.sum + other.sum,
            max(value for value in (self.greatest, other.greatest) if value is not None),
            min((each for each in (self.first, other.first) if each), key=_by_day),
            max((each for each in (other.last, self.last) if each), key=_by_day),
        )

    def value(self, aggregation: str, baseline: Decimal | None) -> Decimal | None:
        """What a target goal stands at.

        latest, max and average look at the values; sum and count add to the baseline (None: 0). Without values it is
        the baseline. ValueError for another aggregation.
        """
        if not self.count or self.last is None or self.greatest is None:
            return baseline
        match aggregation:
            case Aggregation.LATEST:
                return decimal(self.last.value)
            case Aggregation.MAX:
                return decimal(self.greatest)
            case Aggregation.AVERAGE:
                return decimal(self.sum) / self.count
            case Aggregation.SUM:
                return (baseline or Decimal(0)) + decimal(self.sum)
            case Aggregation.COUNT:
                return (baseline or Decimal(0)) + self.count
        raise ValueError(f"not an aggregation: {aggregation!r}")

    def start(self, baseline: Decimal | None, direction: str | None) -> Decimal | None:
        """Where the way to a target begins: the baseline; without one, the first value of one that is to go down.

        From 0 a falling value would be at its target before the first step.
        """
        if baseline is None and direction == "decrease" and self.first is not None:
            return decimal(self.first.value)
        return baseline

    def as_json(self) -> list[object]:
        ends = [each and [each.day.isoformat(), each.value] for each in (self.first, self.last)]
        return [self.count, self.sum, self.greatest, *ends]

    @classmethod
    def from_json(cls, stored: list[object]) -> "Sums":
        count, total, greatest, *ends = stored
        first, last = (Dated(date.fromisoformat(each[0]), each[1]) if each else None for each in ends)  # type: ignore[index]
        return cls(count, total, greatest, first, last)  # type: ignore[arg-type]
