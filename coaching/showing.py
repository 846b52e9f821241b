"""Messages as people see them: a reply with what was recorded for it and what it proposes. Two queries for all."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coaching.models import Capture, Message, Proposal, Role


@dataclass(frozen=True, slots=True)
class Shown:
    message: Message
    captures: Sequence[Capture] = ()
    proposals: Sequence[Proposal] = ()

    @property
    def is_reply(self) -> bool:
        return self.message.role == Role.COACH


def shown(messages: Iterable[Message]) -> list[Shown]:
    """All of one conversation. What a message led to stands with the reply to it."""
    messages = list(messages)
    replies = {message.number: message for message in messages if message.role == Role.COACH}
    if not replies:
        return [Shown(message) for message in messages]
    conversation = messages[0].conversation_id
    numbers = {*replies, *(number - 1 for number in replies)}
    captures: dict[int, list[Capture]] = defaultdict(list)
    rows = Capture.objects.filter(message__conversation=conversation, message__number__in=numbers)
    for capture in rows.select_related("message").order_by("created_at", "id"):
        number = capture.message.number
        captures[number if number in replies else number + 1].append(capture)
    proposals: dict[uuid.UUID, list[Proposal]] = defaultdict(list)
    for proposal in Proposal.objects.filter(message__in=list(replies.values())).order_by("created_at", "id"):
        proposals[proposal.message_id].append(proposal)
    return [
        Shown(message, captures[message.number], proposals[message.pk]) if message.number in replies else Shown(message)
        for message in messages
    ]
