"""A goal that is being set up: whether a message answers its question, and what comes of it."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from coaching import dialogue
from coaching.answers import is_plan
from coaching.commands import CheckInCommand, Command, CreateGoalCommand, Mode
from coaching.dialogue import Draft
from coaching.pending import is_decision, is_question
from coaching.pipeline.requests import Request, Say, SetUp
from coaching.pipeline.resolving import resolved
from coaching.pipeline.turn import Turn

# From this confidence on, a message about the coach, or a greeting, is that and no answer.
SURE = 0.9
_ASKS = re.compile(
    r"(?:how|who|where|why|which|what(?:(?:'|’)?s| is| are| do| does| did| should| can| about)|can (?:i|you|we)"
    r"|(?:tell|show|give) me)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"(?:i|we) \w|.*\b(?:today|yesterday|this (?:morning|afternoon|evening)|last night)\b", re.IGNORECASE
)
_MANNERS = re.compile(
    r"(?:hi|hello|hey|thanks?|thank you|cheers|bye|good ?(?:bye|morning|afternoon|evening|night)|see you)"
    r"(?: (?:there|coach|a lot|so much|very much|again))?[.! ]*",
    re.IGNORECASE,
)


def heard(turn: Turn) -> Draft | None:
    """The goal with the answer that the message gives to the question about it; None when it gives none."""
    draft, now = turn.draft, turn.now.astimezone(turn.owner.zone)
    if draft is None:
        return None
    if draft.is_proposed:
        is_open = turn.has_proposed and not is_decision(turn.text)
        return dialogue.amended(draft, turn.text, now, turn.today) if is_open else None
    if draft.rests or _is_aside(turn, draft):
        return None
    new = _new_goal(turn)
    if draft.asked == "title" and new is not None and not new.is_doubtful:
        return dialogue.draft_of(new)
    return dialogue.answered(draft, turn.text, now, turn.today)


def drafted(turn: Turn, draft: Draft) -> Iterator[Request]:
    """The next question. What else was understood comes first; when that goes on, the goal rests."""
    if dialogue.calls_off(draft, turn.text):
        yield Say(_("All right, no new goal. Nothing was changed."))
        return
    if turn.heard is not None:
        yield SetUp(turn.heard)
        return
    others = _others(turn, draft)
    yield from resolved(turn, others)
    new = _new_goal(turn)
    if new is not None and not new.is_doubtful:
        yield SetUp(dialogue.draft_of(new), instead_of=draft.title)
        return
    is_miss = not (others or _is_aside(turn, draft) or _is_known(turn))
    yield SetUp(dialogue.put_aside(draft, is_miss=is_miss), is_understood=not is_miss)


def _others(turn: Turn, draft: Draft) -> list[Command]:
    """What else was surely said. What may only be a report ("read more") is an answer first, most of all a name."""
    if not any(each.mode is Mode.TRACK_PROGRESS and each.confidence >= SURE for each in turn.reading.intents):
        return []
    others = [command for command in turn.commands if not isinstance(command, CreateGoalCommand)]
    return [each for each in others if not (each.is_doubtful and draft.asked in ("title", "why"))]


def _new_goal(turn: Turn) -> CreateGoalCommand | None:
    return next((command for command in turn.commands if isinstance(command, CreateGoalCommand)), None)


def _is_aside(turn: Turn, draft: Draft) -> bool:
    """Whether the message is about something else, whatever it could answer. What is asked in free words, any could."""
    others = _others(turn, draft)
    if is_question(turn.text) or dialogue.leaves_out(draft, turn.text):
        return is_question(turn.text)
    if draft.asked == "plan":
        return bool(others) and not is_plan(turn.text)
    if draft.asked in ("title", "why"):
        return bool(others) or _MANNERS.fullmatch(turn.text.strip()) is not None or _is_no_reason(turn, draft)
    return _TELLS.match(turn.text) is not None and any(isinstance(each, CheckInCommand) for each in others)


def _is_no_reason(turn: Turn, draft: Draft) -> bool:
    """A question without its mark, or a word about the weather, says not why a goal matters."""
    if _ASKS.match(turn.text.strip()):
        return True
    if draft.asked == "title":
        return False
    return _is_known(turn) and Mode.CONSULT not in turn.reading.modes


def _is_known(turn: Turn) -> bool:
    """Whether it was surely read as something of its own: about the coach, for advice, a greeting, the weather."""
    if turn.reading.abstains:
        return False
    others = [intent for intent in turn.reading.intents if intent.mode is not Mode.TRACK_PROGRESS]
    return any(intent.confidence >= SURE or intent.mode is Mode.SMALLTALK for intent in others)
