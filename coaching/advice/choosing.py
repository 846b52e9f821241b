"""Which moves fit a person's figures. Pure: facts in, advice out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coaching.advice import words
from coaching.advice.facts import Facts
from coaching.advice.library import Move, Source, moves
from coaching.advice.reasons import REASONS, Numbers
from goals.journal import plain

MOST = 3


@dataclass(frozen=True, slots=True)
class Advice:
    """A move, and the figures that made it fit. The words are made when they are read, in the language of then."""

    facts: Facts
    move: Move
    reason: str
    numbers: Numbers

    @property
    def name(self) -> str:
        return words.name(self.move.code)

    @property
    def because(self) -> str:
        """What the figures say; every number in it is one of `numbers`."""
        return words.because(self.reason, self.numbers, self.facts)

    @property
    def caution(self) -> str:
        """How far the figures carry; empty where there are enough of them."""
        return words.caution(self.facts.data)

    @property
    def suggestion(self) -> str:
        return words.suggestion(self.move.code, self.facts)

    @property
    def evidence(self) -> list[tuple[str, Source]]:
        """What was found, in a sentence each that names the authors and the year."""
        return [(words.finding(source), source) for source in self.move.sources]

    def as_json(self) -> dict[str, Any]:
        return {
            "goal": str(self.facts.goal),
            "move": self.move.code,
            "reason": self.reason,
            "numbers": {name: plain(value) for name, value in self.numbers.items()},
            "because": self.because,
            "caution": self.caution,
            "suggestion": self.suggestion,
            "tool": self.move.tool,
            "evidence": [{"text": text, "doi": source.doi} for text, source in self.evidence],
        }


def choose(facts: Facts, limit: int = MOST) -> list[Advice]:
    """At most `limit` moves, the most pressing first, each once; none for a goal that rests or is closed."""
    return list(_fitting(facts))[:limit] if facts.is_open else []


def _fitting(facts: Facts) -> Iterator[Advice]:
    for move in moves():
        for reason in move.reasons:
            numbers = REASONS[reason](facts)
            if numbers is not None:
                yield Advice(facts, move, reason, numbers)
                break
