"""Say something to the coach: runs the pipeline and stores what comes of it."""

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.models import Conversation, Message, Role
from coaching.models.conversation import LONGEST_MESSAGE
from coaching.pipeline.classify import classify
from coaching.pipeline.decay import decay
from coaching.pipeline.enrich import enrich
from coaching.pipeline.load import load, load_conversation
from coaching.pipeline.orchestrate import orchestrate
from coaching.pipeline.save import save
from coaching.pipeline.turn import Turn
from config.refusals import Invalid, Refusal
from config.text import PlainText
from goals.journal import Actor, writing

_ATTEMPTS = 3
_plain = PlainText(lines=True)


class Busy(Refusal):
    code = "BUSY"
    status = 409
    sentence = "Something else was saved at the same moment. Send the message again."


def send_message(*, by: Actor, conversation: Conversation, text: str, key: uuid.UUID | None = None) -> Message:
    """Store what the person says and the coach's reply, with what was recorded and proposed; returns the reply.

    A `key` becomes the id of the person's message, and makes sending it twice harmless: the reply is the stored one.
    Reading happens before the lock, so that a slow interpreter holds up nobody; what somebody wrote meanwhile is read
    again first. Raises Invalid, NotFound, Busy.
    """
    said = _checked(text)
    for _attempt in range(_ATTEMPTS):
        try:
            reply = _answered(by, conversation, said, key)
        except IntegrityError:
            reply = stored_reply(conversation, key)
            if reply is None:
                raise Invalid(fields={"id": [_("Choose a new id for a new message.")]}) from None
        if reply is not None:
            return reply
    raise Busy


def _answered(by: Actor, conversation: Conversation, text: str, key: uuid.UUID | None) -> Message | None:
    """None when somebody wrote between reading and locking."""
    turn = Turn(
        by=by,
        conversation=load_conversation(conversation.owner_id, conversation.pk),
        text=text,
        now=timezone.now(),
        key=key,
    )
    load(turn)
    decay(turn)
    classify(turn)
    enrich(turn)
    with writing(turn.owner.pk, by=by) as journal:
        if journal.revision > turn.owner.revision + 1:
            return None
        turn.now = journal.now
        orchestrate(turn, journal)
        return save(turn, journal)


def stored_reply(conversation: Conversation, key: uuid.UUID | None) -> Message | None:
    """What was answered to the message with this id; None where there is none in this conversation."""
    mine = Message.objects.filter(conversation=conversation)
    asked = mine.filter(pk=key, role=Role.PERSON).first() if key else None
    return mine.filter(number=asked.number + 1).first() if asked else None


def _checked(text: str) -> str:
    said = text.replace("\r\n", "\n").strip()
    try:
        _plain(said)
    except ValidationError as error:
        raise Invalid(fields={"text": error.messages}) from error
    if not said:
        raise Invalid(fields={"text": [_("Write something first.")]})
    if len(said) > LONGEST_MESSAGE:
        raise Invalid(fields={"text": [_("Keep it under %(most)d characters.") % {"most": LONGEST_MESSAGE + 1}]})
    return said
