"""One answer out of the segments of several modes. Pure, and the same for the same message each time."""

import uuid
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coaching.commands import Intent, Mode
from coaching.modes import FIRST, GOES_WITH, LAST, MOST_MODES, OTHERWISE, TRANSITIONS, SegmentType


@dataclass(frozen=True, slots=True)
class Source:
    """Where a piece of advice comes from."""

    name: str
    url: str = ""

    def as_json(self) -> dict[str, str]:
        return {"name": self.name, "url": self.url}


@dataclass(frozen=True, slots=True)
class Segment:
    """What one mode has to say.

    A smaller `priority` comes earlier. One that is `standalone` needs no words that lead to it. `chart` is drawn in
    characters of equal width. `choices` are answers that the person may give at once. `goal` is the one whose page has
    more of it.
    """

    mode: Mode
    content: str
    type: SegmentType
    priority: int = 1
    standalone: bool = False
    chart: str = ""
    choices: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    transition: str = ""
    goal: uuid.UUID | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "mode": self.mode.value,
            "type": self.type.value,
            "content": self.content,
            "priority": self.priority,
            "standalone": self.standalone,
            "transition": self.transition,
            "chart": self.chart,
            "choices": list(self.choices),
            "sources": [source.as_json() for source in self.sources],
            "goal": self.goal and str(self.goal),
        }

    @property
    def words(self) -> str:
        return "\n".join(part for part in (self.transition, self.content, self.chart) if part)


@dataclass(frozen=True, slots=True)
class Composed:
    segments: Sequence[Segment] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        return "\n\n".join(segment.words for segment in self.segments)

    @property
    def modes(self) -> list[Mode]:
        return list(dict.fromkeys(segment.mode for segment in self.segments))

    @property
    def transitions(self) -> int:
        return sum(bool(segment.transition) for segment in self.segments)


def selected(intents: Iterable[Intent]) -> list[Mode]:
    """The modes that answer: the surest first, each compatible with all before it, at most three."""
    chosen: list[Mode] = []
    for intent in sorted(intents, key=lambda intent: (-intent.confidence, intent.span)):
        fits = all(mode in GOES_WITH[intent.mode] for mode in chosen)
        if intent.mode not in chosen and fits and len(chosen) < MOST_MODES:
            chosen.append(intent.mode)
    return chosen


def composed(segments: Iterable[Segment], text: str) -> Composed:
    """In order, with words between two modes that meet and cannot stand alone; the `text` that is answered chooses.

    What stands last, thanks and farewells, needs none: nobody says "Besides: you are welcome".
    """
    ordered = sorted(segments, key=lambda segment: (_place(segment), segment.priority))
    seed = zlib.crc32(text.encode())
    led: list[Segment] = []
    for number, segment in enumerate(ordered):
        before = ordered[number - 1] if number else None
        led.append(replace(segment, transition=_transition(before, segment, seed + number)) if before else segment)
    return Composed(tuple(led))


def _place(segment: Segment) -> int:
    if segment.type in FIRST:
        return -1
    return 1 if segment.type in LAST else 0


def _transition(before: Segment, segment: Segment, seed: int) -> str:
    if before.mode == segment.mode or segment.type in LAST or (before.standalone and segment.standalone):
        return ""
    phrases = TRANSITIONS.get((before.mode, segment.mode), OTHERWISE)
    return str(phrases[seed % len(phrases)])
