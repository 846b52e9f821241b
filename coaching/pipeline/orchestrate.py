"""Orchestrate: up to three modes answer side by side; a mode that breaks costs its own part of the answer alone."""

import structlog
from django.utils.translation import gettext as _

from coaching.commands import Mode
from coaching.composer import Segment, composed, selected
from coaching.handlers import HANDLERS
from coaching.modes import SegmentType
from coaching.pipeline.turn import Turn
from goals.journal import Journal

logger = structlog.get_logger(__name__)


def orchestrate(turn: Turn, journal: Journal) -> None:
    turn.modes = tuple(selected(turn.reading.intents)) or (Mode.SMALLTALK,)
    segments: list[Segment] = []
    for mode in turn.modes:
        segments += _answer(turn, journal, mode)
    if not segments:
        segments = [_nothing(turn.modes[0])]
    turn.reply = composed(segments, turn.text)


def _answer(turn: Turn, journal: Journal, mode: Mode) -> list[Segment]:
    """What the mode says; nothing, with all that it wrote undone, when it breaks. No text of the person's is logged."""
    captures, proposals = len(turn.captures), len(turn.proposals)
    held, draft = turn.next_held, turn.next_draft
    try:
        with journal.part():
            return list(HANDLERS[mode](turn))
    except Exception as error:  # noqa: BLE001  (whatever it is, the other modes have an answer)
        logger.error("coach_mode_broke", mode=mode.value, error=type(error).__name__)
    del turn.captures[captures:], turn.proposals[proposals:]
    turn.next_held, turn.next_draft = held, draft
    return []


def _nothing(mode: Mode) -> Segment:
    sentence = _("That did not work here. Nothing was recorded or changed. Say it in other words, or use the pages.")
    return Segment(mode, sentence, SegmentType.QUESTION, standalone=True)
