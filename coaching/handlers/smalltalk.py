"""Greetings, thanks, farewells, and remarks that ask for nothing."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from checkins.units import State
from coaching.commands import Mode
from coaching.composer import Segment
from coaching.modes import SegmentType
from coaching.pipeline.turn import Turn

_HELLO = re.compile(
    r"\b(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day))\b|^(?:morning|evening)\b"
    r"|\bhow(?:(?:'|’)?s| is| are) (?:it going|you|things|life|everything)\b|\bwhat(?:(?:'|’)?s| is) up\b",
    re.IGNORECASE,
)
_BYE = re.compile(
    r"\b(?:bye|goodbye|good night|night|see (?:you|ya)|later|take care|so long|talk (?:soon|later))\b", re.IGNORECASE
)
_THANKS = re.compile(r"\b(?:thanks?|thank you|thx|ty|cheers|appreciate)\b", re.IGNORECASE)
_MOST_DUE = 3
_SHORT = 3


def smalltalk(turn: Turn) -> Iterator[Segment]:
    said = _manners(turn)
    if _HELLO.search(said):
        yield _greeting(turn)
    if _THANKS.search(said):
        yield Segment(Mode.SMALLTALK, _("You are welcome."), SegmentType.SUMMARY, priority=8, standalone=True)
    if _BYE.search(said):
        yield Segment(Mode.SMALLTALK, _("See you."), SegmentType.SUMMARY, priority=9, standalone=True)
    is_alone = len(turn.modes) == 1
    if is_alone and not any(words.search(said) for words in (_HELLO, _THANKS, _BYE)):
        yield _remark(turn)


def _manners(turn: Turn) -> str:
    """The stretches of the message that are small talk. Of a longer one that nobody understood, none: it may tell of a
    bad night, and bids no good one.
    """
    if turn.reading.abstains and len(turn.text.split()) > _SHORT:
        return ""
    spans = [turn.text[slice(*each.span)] for each in turn.reading.intents if each.mode is Mode.SMALLTALK]
    return " ".join(spans) or turn.text


def _greeting(turn: Turn) -> Segment:
    name = turn.owner.name
    hello = _("Hello %(name)s.") % {"name": name} if name else _("Hello.")
    if len(turn.modes) == 1:
        hello = f"{hello} {_today(turn)}"
    return Segment(Mode.SMALLTALK, hello, SegmentType.GREETING, priority=0, standalone=True)


def _today(turn: Turn) -> str:
    """What today still asks for."""
    if not turn.goals:
        return _("You have no active goal yet. Say what you want to reach, and I set it up with you.")
    due = [
        turn.goals[pk].title
        for pk, standing in turn.standings.items()
        if (unit := standing.due(turn.today)) and unit.state is State.PENDING and standing.record is None
    ]
    if not due:
        return _("Nothing more is due today.")
    words = {"goals": ", ".join(due[:_MOST_DUE]), "more": len(due) - _MOST_DUE}
    if len(due) > _MOST_DUE:
        return _("Still open today: %(goals)s and %(more)d more.") % words
    return _("Still open today: %(goals)s.") % words


def _remark(turn: Turn) -> Segment:
    sentence = _("I read that as a remark and recorded nothing. Tell me what you did, or ask how a goal is going.")
    return Segment(Mode.SMALLTALK, sentence, SegmentType.ANALYSIS, priority=5, standalone=True)
