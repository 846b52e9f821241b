"""An interpreter that reads from a script: what each message shall mean is told by the test."""

from collections.abc import Callable
from typing import ClassVar

from coaching.commands import Intent, Mode, Reading, Utterance

Reader = Callable[[Utterance], Reading]


class Scripted:
    """`lines` are the messages it knows; what it does not know it abstains from."""

    lines: ClassVar[dict[str, Reader]] = {}
    heard: ClassVar[list[Utterance]] = []

    def read(self, utterance: Utterance) -> Reading:
        self.heard.append(utterance)
        reader = self.lines.get(utterance.text)
        return reader(utterance) if reader else Reading(abstains=True)


def means(mode: Mode = Mode.TRACK_PROGRESS, *more: Mode, **options: object) -> Reader:
    """A reading of intents alone."""

    def reader(utterance: Utterance) -> Reading:
        return Reading(intents_of(utterance, mode, *more), **options)  # type: ignore[arg-type]

    return reader


def intents_of(utterance: Utterance, *modes: Mode) -> tuple[Intent, ...]:
    return tuple(Intent(mode, 0.9 - place / 10, (0, len(utterance.text))) for place, mode in enumerate(modes))
