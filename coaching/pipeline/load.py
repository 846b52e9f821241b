"""Load: the conversation with its memory and its person, and the active goals. Three queries, whatever the history.

What was recorded in the last weeks comes along with each goal, in its roll-up.
"""

import uuid

from coaching.models import Conversation
from coaching.pipeline.turn import Turn
from config.refusals import NotFound
from goals.models import Goal


def load_conversation(owner_id: uuid.UUID, conversation_id: uuid.UUID) -> Conversation:
    """Raises NotFound for an unknown one and for somebody else's alike."""
    rows = Conversation.objects.select_related("owner", "state__last_goal", "state__suggested_check_in").filter(
        owner_id=owner_id
    )
    found: Conversation | None = rows.filter(pk=conversation_id).first()
    if found is None:
        raise NotFound
    return found


def load(turn: Turn) -> None:
    rows = Goal.objects.for_owner(turn.owner).active().prefetch_related("milestones")
    for goal in rows.order_by("sort_order", "title", "id"):
        goal.owner = turn.owner
        turn.goals[goal.pk] = goal
