"""Shares for tests, with the paths that open them."""

from typing import Any
from urllib.parse import urlsplit

from goals.actions import accept_invitation, create_share, invite_partner
from goals.links import invitation_link, share_link
from goals.models import Goal, GoalShare, User
from goals.models.sharing import SharedPart
from tests.factories import UserFactory, acting

ALL_PARTS = list(SharedPart.values)
CANARY = "canary-of-a-note"


def link_to(goal: Goal, parts: Any = ALL_PARTS, **fields: Any) -> tuple[GoalShare, str]:
    """A public link and its path."""
    share, secret = create_share(by=acting(goal.owner), goal=goal, parts=parts, **fields)
    return share, urlsplit(share_link(secret)).path


def invitation_to(goal: Goal, parts: Any = ALL_PARTS, **fields: Any) -> tuple[GoalShare, str, str]:
    """An invitation, its secret and its path."""
    values = {"email": "bea@example.org", **fields}
    share, secret = invite_partner(by=acting(goal.owner), goal=goal, parts=parts, **values)
    return share, secret, urlsplit(invitation_link(secret)).path


def shared_with(partner: User | None, goal: Goal, parts: Any = ALL_PARTS, **fields: Any) -> GoalShare:
    """An accepted invitation."""
    _, secret, _ = invitation_to(goal, parts, **fields)
    return accept_invitation(by=acting(partner or UserFactory.create()), secret=secret)
