"""A character a day: what was recorded on it, and how the unit that ends on it was judged."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from checkins.rates import Counts
from checkins.units import AnyUnit, Judged, Reason, State

NOTHING = "."
_OF_STATUS = {"completed": "c", "skipped": "s", "missed": "m"}
COMPLETED, SKIPPED, MISSED = "c", "s", "m"
VALUE, ZERO = "v", "z"
"""A value and no status; ZERO where the values of the day sum to 0."""
STATUS_OF = {code: status for status, code in _OF_STATUS.items()}

# A day inside a unit that ends later.
INSIDE = "-"
_OF_UNIT: dict[tuple[State, Reason | None], str] = {
    (State.SUCCESS, None): "S",
    (State.SUCCESS, Reason.NOT_STARTED): "B",
    (State.MISS, None): "M",
    (State.PENDING, None): "O",
    (State.NEUTRAL, Reason.SKIP): "K",
    (State.NEUTRAL, Reason.PAUSE): "P",
    (State.NEUTRAL, Reason.TERMS): "T",
    (State.NEUTRAL, Reason.RESERVE): "R",
    (State.NEUTRAL, Reason.UNKNOWN): "U",
}
_UNIT_OF = {code: judged for judged, code in _OF_UNIT.items()}
# By state, for counting; what came before the goal began is not counted.
CODES = {
    state: "".join(code for (held, why), code in _OF_UNIT.items() if held is state and why is not Reason.NOT_STARTED)
    for state in State
}

_COUNTED = [CODES[state] for state in (State.SUCCESS, State.MISS, State.NEUTRAL, State.PENDING)]


def mark_of(status: str | None, total: int) -> str:
    """Of a day with a status, with values that sum to `total`, or with both."""
    if status is not None:
        return _OF_STATUS[status]
    return VALUE if total else ZERO


def code_of(unit: AnyUnit) -> str:
    return _OF_UNIT[unit.state, unit.reason]


def counts_in(codes: str) -> Counts:
    """How many units end among `codes`, by their judgement."""
    return Counts(*[sum(map(codes.count, held)) for held in _COUNTED])


def judged_in(codes: str, first: date) -> Iterator[Judged]:
    """The units that end among `codes`, the characters of the days from `first` on, ascending.

    A unit that began before `first` is told from there.
    """
    began: date | None = None
    for day, code in zip(_days(first, len(codes)), codes, strict=True):
        if code == INSIDE:
            began = began or day
        elif code == NOTHING:
            began = None
        else:
            yield Judged(began or day, day, *_UNIT_OF[code])
            began = None


@lru_cache(8)
def _days(first: date, count: int) -> Sequence[date]:
    """The windows of a person's goals are mostly of the same days."""
    return [date.fromordinal(number) for number in range(first.toordinal(), first.toordinal() + count)]
