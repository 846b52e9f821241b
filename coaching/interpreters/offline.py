"""Understands messages with no language model: anchored rules first, then small learned models, then it abstains."""

from dataclasses import replace

from coaching.commands import Intent, Mode, Reading, Utterance
from coaching.interpreters.reader import LIKELY, SURE, Reader
from coaching.language.foreign import is_foreign
from coaching.language.marks import marked
from coaching.language.rules import says

LONGEST = 4000


class OfflineInterpreter:
    """Deterministic, a few milliseconds a message, and no state between messages."""

    def read(self, utterance: Utterance) -> Reading:
        """Text past `LONGEST` characters is not read."""
        text = utterance.text[:LONGEST]
        whole = (0, len(text))
        if says("injection", text.lower()):
            return Reading(intents=(Intent(Mode.META, SURE, whole),))
        if is_foreign(text, [goal.title for goal in utterance.goals]):
            return Reading(intents=(Intent(Mode.META, SURE, whole),), clarify=True)
        message = marked(replace(utterance, text=text))
        if says("irony", message.plain.text) or says("not_to_be_recorded", message.plain.text):
            return Reading(intents=(Intent(Mode.SMALLTALK, LIKELY, whole),))
        return Reader(utterance, message).read()
