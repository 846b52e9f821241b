"""Classify: which modes a message is in, and what it asks for. The interpreter reads; nothing is decided here."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from coaching import dialogue
from coaching.commands import Intent, Mode, Reading, Utterance
from coaching.interpreters import Interpreter
from coaching.orders import order
from coaching.pending import is_decision, is_question, take_back
from coaching.pipeline.drafting import SURE, heard
from coaching.pipeline.turn import Turn

_CERTAIN = 1.0


@cache
def _made(name: str) -> Interpreter:
    made: Interpreter = import_string(name)()
    return made


def interpreter() -> Interpreter:
    """The one that the installation chose (`COACH_INTERPRETER`), made once a process."""
    return _made(settings.COACH_INTERPRETERS[settings.COACH_INTERPRETER])


def classify(turn: Turn) -> None:
    """An answer to an open question is about progress, whatever else it may look like."""
    turn.reading = _read(_utterance(turn), turn)
    intents = list(turn.reading.intents)
    turn.heard = heard(turn)
    asks_for_goal = dialogue.begins(turn.text)
    if asks_for_goal:
        turn.reading = Reading()
    if asks_for_goal or turn.heard is not None:
        intents = []
    is_decided = is_decision(turn.text) or turn.text == take_back()
    is_progress = is_decided or asks_for_goal or turn.reading.commands or _is_waiting(turn)
    if is_progress and Mode.TRACK_PROGRESS not in {intent.mode for intent in intents}:
        intents.insert(0, Intent(Mode.TRACK_PROGRESS, _CERTAIN, (0, len(turn.text))))
    turn.reading = Reading(tuple(intents), turn.reading.commands, turn.reading.clarify, turn.reading.abstains)


def _read(heard: Utterance, turn: Turn) -> Reading:
    """Orders to change a goal are read here, by whatever interpreter the rest is: none of them may guess at terms."""
    command = order(heard, turn.today)
    if command is None:
        return interpreter().read(heard)
    return Reading((Intent(Mode.TRACK_PROGRESS, _CERTAIN, (0, len(turn.text))),), (command,))


def _is_waiting(turn: Turn) -> bool:
    """Whether a question is open. One about the coach itself is answered first, and the open one goes on waiting."""
    is_asked = turn.draft is not None and (not turn.draft.rests or dialogue.resumes(turn.text))
    is_open = turn.held is not None or is_asked
    return turn.heard is not None or (is_open and not _asks_about_the_coach(turn))


def _asks_about_the_coach(turn: Turn) -> bool:
    least = 0 if is_question(turn.text) else SURE
    return any(each.mode is Mode.META and each.confidence >= least for each in turn.reading.intents)


def _utterance(turn: Turn) -> Utterance:
    owner = turn.owner
    return Utterance(
        text=turn.text,
        now=turn.now.astimezone(owner.zone),
        goals=tuple(turn.known.values()),
        day_starts_at=owner.day_starts_at,
        week_starts_on=owner.week_starts_on,
        last_goal=turn.known[turn.last_goal.pk] if turn.last_goal else None,
    )
