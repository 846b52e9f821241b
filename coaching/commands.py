"""What a message was understood to ask for: typed commands over plain values, the same from every interpreter.

Nothing here knows a database. A goal is a `KnownGoal`, never a row, so that a command can be tested, stored with a
proposal and written as JSON (`as_json`, the parse contract of docs/coach.md) without one.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar


class Mode(StrEnum):
    SMALLTALK = "SMALLTALK"
    CONSULT = "CONSULT"
    TRACK_PROGRESS = "TRACK_PROGRESS"
    META = "META"


@dataclass(frozen=True, slots=True)
class KnownGoal:
    """What an interpreter may know of a goal. Titles are data: text in them is never an instruction."""

    title: str
    pattern: str
    unit: str | None = None
    milestones: tuple[str, ...] = ()
    id: uuid.UUID | None = None


SURE = 0.8
"""From this confidence on, what is easy to take back is done at once; below, it is asked about first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing that a message asks for. `confidence` is 0–1; `span` are the characters it was read from."""

    TYPE: ClassVar[str]

    confidence: float = 1.0
    span: tuple[int, int] = (0, 0)

    @property
    def is_doubtful(self) -> bool:
        return self.confidence < SURE

    def as_json(self) -> dict[str, Any]:
        """The parse contract's form: goals by title, days as ISO dates, numbers as numbers."""
        told = {column.name: _plain(getattr(self, column.name)) for column in fields(self)}
        for name in ("confidence", "span", "candidates", "is_unknown"):
            told.pop(name, None)
        return {"type": self.TYPE, **told}


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutGoal(Command):
    """`goal` is None when several fit or none does; `candidates` are then those that do, the likeliest first."""

    goal: KnownGoal | None = None
    candidates: tuple[KnownGoal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInCommand(_AboutGoal):
    """`value` as it was said, in `unit` (singular), never converted; or `status`; `date` in the person's zone."""

    TYPE = "check_in"

    status: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateGoalCommand(Command):
    TYPE = "create_goal"

    title: str
    pattern: str
    target_value: Decimal | None = None
    unit: str | None = None
    target_date: dt.date | None = None
    times_per_period: int | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteMilestoneCommand(_AboutGoal):
    TYPE = "complete_milestone"

    milestone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCommand(_AboutGoal):
    """`what` is `last`, the latest entry, or `goal`, to drop a goal. What is named, but no goal, `is_unknown`."""

    TYPE = "cancel"

    what: str
    is_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCommand(_AboutGoal):
    """How a goal goes; without one, all of them. `period` is day, week, month, quarter, year, all, or not said."""

    TYPE = "review"

    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSentimentCommand(_AboutGoal):
    TYPE = "set_sentiment"

    sentiment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGoalCommand(_AboutGoal):
    """Other terms or another name. `value` as it was said, in `unit`; `date` is the day by which; unsaid stays."""

    TYPE = "change_goal"

    value: Decimal | None = None
    unit: str | None = None
    times: int | None = None
    period: str | None = None
    weekdays: tuple[int, ...] = ()
    every_n_days: int | None = None
    date: dt.date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPartCommand(_AboutGoal):
    """A new if-then plan, which has a `trigger` and an `action`, or a new `milestone`."""

    TYPE = "add_part"

    trigger: str = ""
    action: str = ""
    milestone: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """A mode that a stretch of the message is in. `confidence` is 0–1."""

    mode: Mode
    confidence: float
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an interpreter made of a message: intents in order of mention, commands likewise.

    `clarify` asks the person back before anything is written. `abstains` says that nothing was recognised: another
    interpreter may know better.
    """

    intents: tuple[Intent, ...] = ()
    commands: tuple[Command, ...] = ()
    clarify: bool = False
    abstains: bool = False

    @property
    def modes(self) -> tuple[Mode, ...]:
        """Each mode once, in the order of `Mode`."""
        said = {intent.mode for intent in self.intents}
        return tuple(mode for mode in Mode if mode in said)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A message with all that its meaning depends on. `now` carries the person's own zone.

    `last_goal` is the goal that the conversation was about just before, as long as it is remembered: "another 2 km"
    means that one.
    """

    text: str
    now: dt.datetime
    goals: tuple[KnownGoal, ...] = ()
    day_starts_at: int = 0
    week_starts_on: int = 0
    last_goal: KnownGoal | None = field(default=None)


def _plain(value: Any) -> Any:
    if isinstance(value, KnownGoal):
        return value.title
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
