"""What a message asks for once its goals are rows: tool calls, questions back, things to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coaching.commands import CheckInCommand
from coaching.dialogue import Draft
from coaching.pending import Held
from goals.models import Goal


@dataclass(frozen=True, slots=True)
class Do:
    """A call of a tool, with how sure the understanding of it is (0 to 1)."""

    tool: str
    arguments: Mapping[str, Any]
    goal: Goal | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Correct:
    """Take back the latest entry, of `goal` where one is named; `then` is what it should have been.

    One that is not `is_sure` ("actually 6") means the entry of the message before, and no other; one that
    `is_doubtful` may be meant otherwise altogether.
    """

    goal: Goal | None = None
    then: CheckInCommand | None = None
    is_sure: bool = True
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question back; nothing is written before its answer."""

    held: Held
    sentence: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Show:
    """How a goal stands, or all of them."""

    goal: Goal | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class LetGo:
    """To drop a goal is done on its page, not here."""

    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class SetUp:
    """A goal that is being set up; `is_understood` is whether the last answer was.

    `instead_of` is the title of another that was being set up.
    """

    draft: Draft
    is_understood: bool = True
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Decide:
    """Yes or no to what the reply before proposed."""

    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """Yes or no where no question waits for it; what is `is_denied` may be what was just recorded."""

    is_denied: bool


@dataclass(frozen=True, slots=True)
class Say:
    sentence: str


Request = Do | Correct | Ask | Show | LetGo | SetUp | Decide | Doubt | Say
