"""The straight way from where a goal began to where it shall be, and how a value stands against it.

What is counted is Beeminder's: `delta` is the value less the line, and a value is safe until the line crosses it while
nothing more is recorded. Two things differ on purpose. Beeminder gives no safe day to whoever was on the wrong side
yesterday, for there it costs money; ours looks at today only. And Beeminder presumes that a silent day of a goal to do
less adds twice the daily rate; ours does so for limits whose silence is unknown, and adds nothing where silence means
kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

Presumed = Callable[[Fraction], Fraction]
Knot = tuple[date, Decimal | Fraction | int]


class Stretch(NamedTuple):
    """`days` days of a road, the line rising by `rate` on each of them."""

    days: int
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Road:
    """Straight from knot (day, value) to knot, ascending by day, at least two; flat before them and after them."""

    knots: tuple[tuple[date, Fraction], ...]

    @property
    def end(self) -> date:
        return self.knots[-1][0]

    def value_on(self, day: date) -> Fraction:
        after = bisect_left(self.knots, day, key=lambda knot: knot[0])
        if after in (0, len(self.knots)):
            return self.knots[min(after, len(self.knots) - 1)][1]
        (begin, low), (end, high) = self.knots[after - 1 : after + 1]
        return low + (high - low) * (day - begin).days / (end - begin).days

    def days_ahead(self, value: Fraction, today: date) -> Fraction:
        """How many days after `today` the road is at `value`, on the nearest such day; negative: before today.

        Today counts within the road. Beyond its ends the road goes on as the straight line between them.
        """
        (first, base), (last, target) = self.knots[0], self.knots[-1]
        here, side = min(max(today, first), last), 1 if target > base else -1
        gap = side * (value - self.value_on(here))
        way, left, days = 1 if gap > 0 else -1, abs(gap), 0
        for stretch in self.stretches_after(here) if gap > 0 else self._stretches_before(here):
            rise = side * stretch.rate
            if 0 < left <= rise * stretch.days:
                return way * (days + left / rise)
            left, days = left - rise * stretch.days, days + stretch.days
        return way * (days + left * (last - first).days / abs(target - base)) if gap else Fraction(0)

    def stretches_after(self, day: date) -> Iterator[Stretch]:
        """What lies ahead of `day`, through the end."""
        here, value = day, self.value_on(day)
        for knot, at in self.knots[bisect_right(self.knots, day, key=lambda knot: knot[0]) :]:
            days = (knot - here).days
            yield Stretch(days, (at - value) / days)
            here, value = knot, at

    def _stretches_before(self, day: date) -> Iterator[Stretch]:
        """What lies behind `day`, the nearest first."""
        here, value = day, self.value_on(day)
        for knot, at in reversed(self.knots[: bisect_left(self.knots, day, key=lambda knot: knot[0])]):
            days = (here - knot).days
            yield Stretch(days, (value - at) / days)
            here, value = knot, at


@dataclass(frozen=True, slots=True)
class Standing:
    """How a value stands on `as_of`, in the goal's unit to 4 decimals.

    `delta` is the value less the `expected` one. `required_rate` is what each day through the target date must add
    (take away, where negative); on that date itself, all that is missing. `safe_days` is how many days, from today on,
    the value is on the right side of the line if nothing more is recorded: 0 when it is not, all that are left when it
    never is crossed. `required_rate` and `safe_days` are None once the date has passed.
    """

    expected: Decimal
    delta: Decimal
    days_left: int
    required_rate: Decimal | None
    safe_days: int | None

    def as_json(self) -> dict[str, Any]:
        return {
            "expected_value": self.expected,
            "delta": self.delta,
            "days_left": self.days_left,
            "required_rate": self.required_rate,
            "safe_days": self.safe_days,
        }


def road_through(knots: Iterable[Knot]) -> Road | None:
    """The road through these knots, in any order, the last one given of a day counting; None for fewer than two."""
    by_day = {day: Fraction(value) for day, value in knots}
    return Road(tuple(sorted(by_day.items()))) if len(by_day) > 1 else None


def road_to(begin: Knot, end: Knot, between: Iterable[Knot] = ()) -> Road | None:
    """From `begin` to `end`, through the values planned `between` them; None when there is no way to go."""
    (first, base), (last, target) = begin, end
    if first >= last or base == target:
        return None
    return road_through([*(knot for knot in between if first < knot[0] < last), begin, end])


def standing(road: Road, value: Decimal, today: date) -> Standing:
    """How `value` stands on the road: good above it where it leads up, below where it leads down."""
    begin, target = road.knots[0][1], road.knots[-1][1]
    expected, exact, days_left = amount(road.value_on(today)), Fraction(value), (road.end - today).days
    rises = target > begin
    missing = target - exact if rises == (exact < target) else Fraction(0)
    has_passed = days_left < 0
    return Standing(
        expected=expected,
        delta=amount(exact - Fraction(expected)),
        days_left=days_left,
        required_rate=None if has_passed else amount(missing / max(1, days_left)),
        safe_days=None if has_passed else safe_days(road, exact, today, above=rises),
    )


def safe_days(road: Road, value: Fraction, today: date, *, above: bool, presumed: Presumed | None = None) -> int:
    """Days from today on which `value` is on the good side, `above` the line or below it; on the line is good.

    `presumed` says, by the line's rate a day, what each day to come adds by itself; None for nothing. A line that does
    not cross the value counts through its last day. O(knots).
    """
    side = 1 if above else -1
    gap, days = side * (value - road.value_on(today)), 0
    if gap < 0 or today > road.end:
        return 0
    for stretch in road.stretches_after(today):
        change = side * ((presumed(stretch.rate) if presumed else 0) - stretch.rate)
        crossed_after = gap // -change + 1 if change < 0 else None
        if crossed_after is not None and crossed_after <= stretch.days:
            return days + int(crossed_after)
        gap, days = gap + change * stretch.days, days + stretch.days
    return days + 1


def amount(value: Fraction) -> Decimal:
    """To 4 decimals, as people's numbers are."""
    return Decimal(round(value * 10_000)).scaleb(-4)
