"""What is judged, and what the judgement says: plain values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from config.enums import direct
from goals.terms import TermsHistory

ZERO = Decimal(0)
ONE = Decimal(1)

COMPLETED, SKIPPED, MISSED = "completed", "skipped", "missed"
RECURRING, STREAK, LIMIT = "recurring", "streak", "limit"
PATTERNS_WITH_UNITS = frozenset({RECURRING, STREAK, LIMIT})

Pause = tuple[date, date | None]


@direct
class State(StrEnum):
    SUCCESS = "success"
    MISS = "miss"
    NEUTRAL = "neutral"
    PENDING = "pending"


@direct
class Reason(StrEnum):
    """Why a unit is neutral. A success marked NOT_STARTED carries the streak and counts nowhere else."""

    SKIP = "skip"
    PAUSE = "pause"
    NOT_STARTED = "not_started"
    TERMS = "terms"
    """The goal began, ended or changed inside the unit."""
    RESERVE = "reserve"
    UNKNOWN = "unknown"
    """Nobody said how the period went."""


def part(done: Decimal, need: Decimal) -> float:
    """How much of `need` was done, between 0 and 1; nothing of no need."""
    return float(min(ONE, max(ZERO, done / need))) if need > 0 else 0.0


class DayRecord(NamedTuple):
    """What was recorded on a day: its status, and the sum of its values (None when there is none)."""

    status: str | None = None
    total: Decimal | None = None

    @property
    def is_completed(self) -> bool:
        """Whether the day counts as done when no amount is asked for."""
        return self.status == COMPLETED or (self.status is None and self.total is not None and self.total > 0)


class Unit(NamedTuple):
    """A stretch of days, `first` to `last`, that is kept or not as a whole.

    `share` is the part reached, 0 to 1; `weight_days` how many days the unit stands for; `frequency` how many times
    a day its terms ask for; `done` out of `need` in times, or in the goal's unit.
    """

    first: date
    last: date
    state: State
    share: float
    weight_days: float
    reason: Reason | None
    done: Decimal
    need: Decimal | None
    frequency: float


class Judged(NamedTuple):
    """A unit as it is remembered: its days and the judgement."""

    first: date
    last: date
    state: State
    reason: Reason | None = None


AnyUnit = Unit | Judged


@dataclass(frozen=True)
class Schedule:
    """Everything about a goal that says when it is due.

    `pauses` hold both their days (None: open end). `ended_on` is the day on which the goal was completed, abandoned or
    archived, the last one that can be judged. `silence` says what a limit's period without a check-in means: `kept`
    or `unknown`.
    """

    pattern: str
    history: TermsHistory
    start: date
    pauses: tuple[Pause, ...] = ()
    week_starts_on: int = 0
    reserve_per_month: int = 0
    silence: str = "kept"
    ended_on: date | None = None
