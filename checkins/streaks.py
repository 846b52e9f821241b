"""Runs of units kept one after another."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from checkins.units import AnyUnit, State


class Run(NamedTuple):
    """`length` successes; `first` day of the first, `last` day of the last of them."""

    length: int
    first: date
    last: date


class Streak(NamedTuple):
    """`began` is the first day of the current run, None when there is none."""

    current: int
    longest: int
    began: date | None


def runs(units: Iterable[AnyUnit]) -> Iterator[Run]:
    """All runs of ascending units, ascending; neutral and pending units neither add to a run nor end it."""
    run: Run | None = None
    for unit in units:
        if unit.state is State.SUCCESS:
            run = Run(run.length + 1, run.first, unit.last) if run else Run(1, unit.first, unit.last)
        elif unit.state is State.MISS and run:
            yield run
            run = None
    if run:
        yield run


def streak(units: Iterable[AnyUnit]) -> Streak:
    """The run that no miss has ended yet, and the longest of all."""
    length = longest = 0
    began: date | None = None
    for unit in units:
        if unit.state is State.SUCCESS:
            began = began if length else unit.first
            length += 1
            longest = max(longest, length)
        elif unit.state is State.MISS:
            length, began = 0, None
    return Streak(length, longest, began)
