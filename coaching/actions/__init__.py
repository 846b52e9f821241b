"""Every write of the coach's. Keyword-only; the actor is `by`; atomic and journalled."""

from coaching.actions.captures import undo_capture
from coaching.actions.conversations import delete_conversation, start_conversation
from coaching.actions.messages import send_message
from coaching.actions.proposals import confirm_proposal, discard_proposal
from coaching.actions.summaries import summarize

__all__ = [
    "confirm_proposal",
    "delete_conversation",
    "discard_proposal",
    "send_message",
    "start_conversation",
    "summarize",
    "undo_capture",
]
