"""Who answers in each mode: a function from the turn to its segments."""

from collections.abc import Callable, Iterable, Mapping

from coaching.commands import Mode
from coaching.composer import Segment
from coaching.handlers.consult import consult
from coaching.handlers.meta import meta
from coaching.handlers.smalltalk import smalltalk
from coaching.handlers.track import track
from coaching.pipeline.turn import Turn

Handler = Callable[[Turn], Iterable[Segment]]

HANDLERS: Mapping[Mode, Handler] = {
    Mode.SMALLTALK: smalltalk,
    Mode.CONSULT: consult,
    Mode.TRACK_PROGRESS: track,
    Mode.META: meta,
}

__all__ = ["HANDLERS", "Handler"]
