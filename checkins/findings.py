"""What can be said about a person from their figures, before it is stored as an insight."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# A count or a rate has moved when it differs by this part of the larger one, a day when by more than a week.
_MOVED_PART = 0.1
_MOVED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim. `key` (it begins with PREFIX) is the claim itself: a finding that says something else has another.

    `numbers` is plain JSON and, with `code`, all that its sentence is made of. `confidence` lies between 0 and 1.
    """

    key: str
    kind: str
    code: str
    confidence: float
    sample_size: int
    numbers: dict[str, Any] = field(default_factory=dict)
    goal: uuid.UUID | None = None
    other_goal: uuid.UUID | None = None


def has_moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the numbers behind a claim have changed enough to be told again."""
    return set(old) != set(new) or any(_differs(old[name], value) for name, value in new.items())


def _differs(old: Any, new: Any) -> bool:
    days = _day(old), _day(new)
    if days[0] and days[1]:
        return abs((days[0] - days[1]).days) > _MOVED_DAYS
    numbers = _number(old), _number(new)
    if numbers[0] is not None and numbers[1] is not None:
        return abs(numbers[0] - numbers[1]) > _MOVED_PART * max(abs(numbers[0]), abs(numbers[1]))
    return bool(old != new)


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(value) if isinstance(value, str | int | float) else None
    except ValueError:
        return None
