"""The rows of `coaching`, one module a concept."""

from coaching.models.capture import Capture
from coaching.models.conversation import Conversation, ConversationState, Message, Role
from coaching.models.proposal import Proposal, ProposalStatus
from coaching.models.summary import SummaryPeriod, UserSummary

__all__ = [
    "Capture",
    "Conversation",
    "ConversationState",
    "Message",
    "Proposal",
    "ProposalStatus",
    "Role",
    "SummaryPeriod",
    "UserSummary",
]
