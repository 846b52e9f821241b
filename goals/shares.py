"""How far each milestone brings its goal, in percent. Pure."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

_ALL = Fraction(100)
_HUNDREDTH = Decimal("0.01")


class Step(NamedTuple):
    """A milestone: the percent that was given for it, and the value at which it is reached."""

    share: Decimal | None = None
    value: Decimal | None = None


def boundaries(shares: Sequence[Fraction | Decimal | int | None]) -> list[Fraction]:
    """The percent reached with each milestone, never falling, between 0 and 100; gaps filled evenly."""
    known: list[tuple[int, Fraction]] = [(-1, Fraction(0))]
    for index, share in enumerate(shares):
        if share is not None:
            known.append((index, min(_ALL, max(known[-1][1], Fraction(share)))))
    if known[-1][0] < len(shares) - 1:
        known.append((len(shares) - 1, _ALL))
    filled: list[Fraction] = []
    for (left, low), (right, high) in pairwise(known):
        filled += [low + (high - low) * (index - left) / (right - left) for index in range(left + 1, right + 1)]
    return filled


def on_the_way(steps: Sequence[Step], start: Decimal | None, target: Decimal | None) -> list[Fraction]:
    """The same for a goal that leads from `start` to `target`: a value without a share has its place between the two.

    Such a place is what it is, whatever the order of the milestones; those that have neither fill the gaps evenly.
    Without both ends values have no place.
    """
    places = [step.share if step.share is not None else _place(step.value, start, target) for step in steps]
    filled = boundaries(places)
    return [
        reached if step.share is not None or place is None else Fraction(place)
        for step, place, reached in zip(steps, places, filled, strict=True)
    ]


def shown(boundary: Fraction) -> Decimal:
    """With two places, rounded down, so that 100 means all of it."""
    exact = Decimal(boundary.numerator) / Decimal(boundary.denominator)
    return exact.quantize(_HUNDREDTH, rounding=ROUND_DOWN).normalize() + 0


def _place(value: Decimal | None, start: Decimal | None, target: Decimal | None) -> Fraction | None:
    if value is None or start is None or target is None or start == target:
        return None
    way = Fraction(value - start) / Fraction(target - start)
    return 100 * min(Fraction(1), max(Fraction(0), way))
