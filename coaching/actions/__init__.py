"""Every write of the coach's. Keyword-only; the actor is `by`; atomic and journalled."""

from coaching.actions.captures import undo_capture
from coaching.actions.conversations import delete_conversation, start_conversation
from coaching.actions.deliveries import claim_delivery, recover_delivery, settle_delivery
from coaching.actions.integrations import (
    create_integration,
    delete_integration,
    ping_integration,
    record_result,
    renew_secret,
    reseal_secret,
    update_integration,
)
from coaching.actions.messages import send_message
from coaching.actions.proposals import confirm_proposal, discard_proposal
from coaching.actions.reminders import choose_reminders, dismiss_reminder, rehearse_reminder, remind
from coaching.actions.summaries import summarize

__all__ = [
    "choose_reminders",
    "claim_delivery",
    "confirm_proposal",
    "create_integration",
    "delete_conversation",
    "delete_integration",
    "discard_proposal",
    "dismiss_reminder",
    "ping_integration",
    "record_result",
    "recover_delivery",
    "rehearse_reminder",
    "remind",
    "renew_secret",
    "reseal_secret",
    "send_message",
    "settle_delivery",
    "start_conversation",
    "summarize",
    "undo_capture",
    "update_integration",
]
