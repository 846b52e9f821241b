"""Begin a conversation, and delete one with every word of it."""

from itertools import chain

from coaching.models import Capture, Conversation, ConversationState, Message, Proposal
from goals.journal import Actor, snapshot, writing
from goals.models import User
from goals.rules import given

WRITABLE = frozenset({"title"})


def start_conversation(*, by: Actor, owner: User, **fields: object) -> Conversation:
    """An empty one. Raises Invalid."""
    with writing(owner.pk, by=by) as journal:
        conversation = Conversation(owner=owner, **given(Conversation, fields, WRITABLE))
        journal.create(conversation)
        journal.create(ConversationState(conversation=conversation))
    return conversation


def delete_conversation(*, by: Actor, conversation: Conversation) -> None:
    """With its messages, proposals and entries; what was recorded from it stays."""
    with writing(conversation.owner_id, by=by) as journal:
        conversation = journal.fresh(conversation)
        messages = Message.objects.filter(conversation=conversation)
        rows = chain(
            Capture.objects.filter(message__conversation=conversation),
            Proposal.objects.filter(message__conversation=conversation),
            messages,
            ConversationState.objects.filter(conversation=conversation),
            [conversation],
        )
        for row in rows:
            diff = {name: [value, None] for name, value in snapshot(row).items()}
            journal.note(row, "deleted", diff, row.revision + 1)
        conversation.delete()
