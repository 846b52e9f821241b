"""The rows of `coaching`, one module a concept."""

from coaching.models.capture import Capture
from coaching.models.conversation import Conversation, ConversationState, Message, Role
from coaching.models.integration import Integration, IntegrationKind, Outcome, Shows
from coaching.models.proposal import Proposal, ProposalStatus
from coaching.models.reminder import (
    Answer,
    Channel,
    Delivery,
    DeliveryState,
    Reason,
    Reminder,
    ReminderSettings,
)
from coaching.models.summary import SummaryPeriod, UserSummary

__all__ = [
    "Answer",
    "Capture",
    "Channel",
    "Conversation",
    "ConversationState",
    "Delivery",
    "DeliveryState",
    "Integration",
    "IntegrationKind",
    "Message",
    "Outcome",
    "Proposal",
    "ProposalStatus",
    "Reason",
    "Reminder",
    "ReminderSettings",
    "Role",
    "Shows",
    "SummaryPeriod",
    "UserSummary",
]
