"""Geometry of charts: paths for SVG, labels for HTML, and the same numbers as a table. Pure.

A drawing is WIDTH units wide and stretched to its place, so that only the text keeps its size.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple, TypeVar

WIDTH = 1000
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_PARTS = 5

Number = Decimal | float
T = TypeVar("T")


class Shape(NamedTuple):
    """A path and the class that paints it."""

    look: str
    path: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its labels, from the top and from the left, and the table that says the same."""

    name: str
    title: str
    reading: str
    height: int
    y: Sequence[str]
    x: Sequence[str]
    shapes: Sequence[Shape]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    @property
    def grid(self) -> list[str]:
        """The height of each label's line."""
        gaps = max(1, len(self.y) - 1)
        return [length(self.height * place / gaps) for place in range(len(self.y))]


@dataclass(frozen=True, slots=True)
class Plane:
    """Days from `first` to `last` across, values from `low` up to `high`; what lies beyond is drawn at the edge."""

    first: dt.date
    last: dt.date
    low: float
    high: float
    height: int

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return WIDTH * min(max(share, 0.0), 1.0)

    def y(self, value: Number) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return self.height * (1 - min(max(share, 0.0), 1.0))

    def line(self, points: Iterable[tuple[dt.date, Number]]) -> str:
        """A path through the points."""
        return "M" + " ".join(f"{length(self.x(day))},{length(self.y(value))}" for day, value in points)

    def area(self, upper: Sequence[tuple[dt.date, Number]], lower: Sequence[tuple[dt.date, Number]]) -> str:
        """The area between two lines over the same days."""
        return self.line([*upper, *reversed(lower)]) + "Z"

    def dot(self, day: dt.date, value: Number) -> str:
        return f"M{length(self.x(day))},{length(self.y(value))}h0"

    def upright(self, day: dt.date) -> str:
        return f"M{length(self.x(day))},0V{self.height}"


def length(value: float) -> str:
    """A length for SVG, never localised."""
    return f"{value:.1f}".removesuffix(".0")


def bar(place: int, count: int, top: float, bottom: float) -> str:
    """The outline of the bar at `place` of `count`, from `top` down to `bottom`."""
    room = WIDTH / count
    left, wide = room * (place + 0.15), room * 0.7
    return f"M{length(left)},{length(top)}h{length(wide)}V{length(bottom)}h-{length(wide)}z"


def across(place: int, count: int, height: float) -> str:
    """A level line over the room of the bar at `place` of `count`."""
    room = WIDTH / count
    return f"M{length(room * place)},{length(height)}H{length(room * (place + 1))}"


def ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round numbers, evenly apart, that hold `low` and `high` between the first and the last; at least two."""
    raw = max((high - low) / _PARTS, Decimal("0.0001"))
    step = next(size for each in _STEPS if (size := each.scaleb(raw.adjusted())) >= raw)
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    found = [first, first + step]
    while found[-1] < high:
        found.append(found[-1] + step)
    return found


def spread(items: Sequence[T], count: int) -> list[T]:
    """At most `count` of the items, evenly apart, the first and the last among them."""
    if len(items) <= count:
        return list(items)
    return [items[round(place * (len(items) - 1) / (count - 1))] for place in range(count)]
