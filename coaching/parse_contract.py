"""The parse contract of docs/coach.md: one JSON object a line in, one out."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from coaching.commands import (
    CancelCommand,
    CheckInCommand,
    Command,
    CompleteMilestoneCommand,
    CreateGoalCommand,
    KnownGoal,
    Mode,
    Reading,
    Utterance,
)
from goals.models.choices import Pattern


class BadLine(ValueError):
    """Says which line cannot be read, and why."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"line {number}: {reason}")


@dataclass(frozen=True, slots=True)
class Line:
    """`expect` is None where a file only asks. The first of `tags` is the category."""

    id: str
    utterance: Utterance
    expect: dict[str, Any] | None = None
    tags: tuple[str, ...] = ()


def lines(source: Iterable[str | bytes], *, labelled: bool = False) -> Iterator[Line]:
    """Each line as it is needed; BadLine at the first that breaks the contract. Empty lines are passed over."""
    for number, written in enumerate(source, 1):
        if not written.strip():
            continue
        try:
            yield _line(orjson.loads(written), labelled=labelled)
        except orjson.JSONDecodeError as error:
            raise BadLine(number, f"not JSON ({error})") from error
        except (KeyError, TypeError, ValueError) as error:
            raise BadLine(number, _reason(error)) from error


def answer(line: Line, reading: Reading) -> dict[str, Any]:
    """What `manage.py coach_parse` writes.

    What is in doubt is asked about first: a report is told without its goal, a new goal or an undo not at all.
    """
    return {
        "id": line.id,
        "modes": [mode.value for mode in reading.modes],
        "commands": [_told(command) for command in reading.commands if not _is_left_out(command)],
        "clarify": reading.clarify or any(map(_is_left_out, reading.commands)),
    }


def _is_left_out(command: Command) -> bool:
    return isinstance(command, CreateGoalCommand | CancelCommand) and command.is_doubtful


def _told(command: Command) -> dict[str, Any]:
    is_asked = isinstance(command, CheckInCommand | CompleteMilestoneCommand) and command.is_doubtful
    return {**command.as_json(), "goal": None} if is_asked else command.as_json()


def _reason(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)


def _line(row: Any, *, labelled: bool) -> Line:
    if not isinstance(row, dict):
        raise TypeError("an object with id, text, now and goals is needed")
    expect = _expected(row["expect"]) if labelled else None
    return Line(str(row["id"]), _utterance(row), expect, tuple(map(str, row.get("tags") or ())))


def _expected(label: Any) -> dict[str, Any]:
    """The label of a message. A score that takes a slip of the pen for a miss would be worth nothing."""
    if not isinstance(label, dict):
        raise TypeError("expect must be an object with modes, commands and clarify")
    modes, commands = label["modes"], label["commands"]
    if not isinstance(modes, list) or not set(modes) <= {mode.value for mode in Mode}:
        raise ValueError(f"the modes of expect are some of {', '.join(Mode)}")
    if not isinstance(commands, list) or not all(isinstance(each, dict) and "type" in each for each in commands):
        raise TypeError("the commands of expect must be objects with a type")
    if not isinstance(label["clarify"], bool):
        raise TypeError("clarify of expect must be true or false")
    return label


def _utterance(row: dict[str, Any]) -> Utterance:
    if not isinstance(row["text"], str):
        raise TypeError("text must be a string")
    if not isinstance(row["goals"], list):
        raise TypeError("goals must be a list")
    return Utterance(text=row["text"], now=_now(row["now"]), goals=tuple(_goal(goal) for goal in row["goals"]))


def _now(written: Any) -> dt.datetime:
    example = "as in 2025-03-09T10:20:00-07:00"
    try:
        now = dt.datetime.fromisoformat(written)
    except (TypeError, ValueError):
        raise ValueError(f"now must be a time, {example}, not {written}") from None
    if now.tzinfo is None:
        raise ValueError(f"now needs an offset, {example}, not {written}")
    return now


def _goal(row: Any) -> KnownGoal:
    if not isinstance(row, dict):
        raise TypeError("a goal must be an object with title, pattern, unit and milestones")
    unit, milestones = row.get("unit"), row.get("milestones") or []
    if not isinstance(row["title"], str) or not (unit is None or isinstance(unit, str)):
        raise TypeError("the title and unit of a goal must be strings")
    if row["pattern"] not in Pattern.values:
        raise ValueError(f"the pattern of a goal is one of {', '.join(Pattern.values)}, not {row['pattern']}")
    if not isinstance(milestones, list) or not all(isinstance(each, str) for each in milestones):
        raise TypeError("the milestones of a goal must be a list of strings")
    return KnownGoal(row["title"], row["pattern"], unit, tuple(milestones))
