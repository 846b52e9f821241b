"""The parse contract of docs/coach.md: one JSON object a line in, one out."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from coaching.commands import KnownGoal, Reading, Utterance


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
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadLine(number, _reason(error)) from error


def answer(line: Line, reading: Reading) -> dict[str, Any]:
    """What `manage.py coach_parse` writes."""
    return {
        "id": line.id,
        "modes": [mode.value for mode in reading.modes],
        "commands": [command.as_json() for command in reading.commands],
        "clarify": reading.clarify,
    }


def _reason(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)


def _line(row: Any, *, labelled: bool) -> Line:
    if not isinstance(row, dict):
        raise TypeError("an object with id, text, now and goals is needed")
    expect = row["expect"] if labelled else None
    return Line(str(row["id"]), _utterance(row), expect, tuple(row.get("tags", ())))


def _utterance(row: dict[str, Any]) -> Utterance:
    if not isinstance(row["text"], str):
        raise TypeError("text must be a string")
    now = dt.datetime.fromisoformat(row["now"])
    if now.tzinfo is None:
        raise ValueError(f"now needs an offset, as in 2025-03-09T10:20:00-07:00, not {row['now']}")
    if not isinstance(row["goals"], list):
        raise TypeError("goals must be a list")
    return Utterance(text=row["text"], now=now, goals=tuple(_goal(goal) for goal in row["goals"]))


def _goal(row: dict[str, Any]) -> KnownGoal:
    unit = row.get("unit")
    if not isinstance(row["title"], str) or not (unit is None or isinstance(unit, str)):
        raise TypeError("the title and unit of a goal must be strings")
    return KnownGoal(row["title"], str(row["pattern"]), unit, tuple(map(str, row.get("milestones") or ())))
