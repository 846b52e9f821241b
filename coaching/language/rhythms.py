"""How often: what the terms of a new goal say of its rhythm."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from coaching.language.dates import count_of, patterns


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: `times` in each `period`; `times` is None for "a day" after an amount."""

    start: int
    end: int
    period: str
    times: int | None


_Reader = Callable[[re.Match[str]], tuple[str, int | None]]


def rhythm(text: str) -> Rhythm | None:
    """The first one in the text; None without."""
    found = []
    for pattern, reader in _rhythms():
        match = pattern.search(text)
        if match is not None:
            period, times = reader(match)
            found.append(Rhythm(match.start(), match.end(), period, times))
    return min(found, key=lambda each: (each.start, -each.end), default=None)


_PERIODS = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month"}


@cache
def _rhythms() -> list[tuple[re.Pattern[str], _Reader]]:
    readers: dict[str, _Reader] = {
        "times": _times,
        "on_days": _on_days,
        "every": _every,
        "weekdays": lambda match: ("week", 5),
        "weekends": lambda match: ("week", 2),
        "a_period": _a_period,
        "adverb": lambda match: (_PERIODS[match["ly"]], 1),
    }
    return [(pattern, readers[name]) for pattern, name in patterns("rhythms")]


def _period(word: str) -> str:
    return {"week": "week", "weekend": "week", "month": "month"}.get(word, "day")


def _times(match: re.Match[str]) -> tuple[str, int | None]:
    often = {"once": 1, "twice": 2, "thrice": 3}
    word = match["count"] or match["often"] or match["x"]
    return _period(match["period"]), often.get(word) or count_of(word)


def _on_days(match: re.Match[str]) -> tuple[str, int | None]:
    return "week", len(re.findall(r"[a-z]+day|mon|tues?|wed|thu|fri|sat|sun", match["days"]))


def _every(match: re.Match[str]) -> tuple[str, int | None]:
    return _period(match["period"]), 1


def _a_period(match: re.Match[str]) -> tuple[str, int | None]:
    return _period(match["period"]), None
