"""Who may do what: small predicates over an actor and the rows concerned."""

import uuid
from typing import TYPE_CHECKING

from goals.models.choices import Source

if TYPE_CHECKING:
    from goals.journal import Actor
    from goals.models import Goal, GoalShare, User


def may_write_for(actor: "Actor", owner_id: uuid.UUID) -> bool:
    """People write their own; staff through the admin; the system (no user) what its tasks need."""
    if actor.user is None:
        return actor.source in (Source.SYSTEM, Source.IMPORT)
    if actor.user.pk == owner_id:
        return True
    return bool(actor.source == Source.ADMIN and actor.user.is_staff and actor.user.is_active)


def may_edit(goal: "Goal") -> bool:
    """Only active and paused goals take edits; the others are reactivated or restored first."""
    return goal.is_editable


def may_accept(actor: "Actor", share: "GoalShare") -> bool:
    """An invitation is for one person, who is not the owner; accepting it again changes nothing."""
    if actor.user is None or actor.user.pk == share.owner_id:
        return False
    return share.kind == "partner" and share.partner_id in (None, actor.user.pk)


def may_join_in(actor: "Actor", share: "GoalShare") -> bool:
    """Who accepted an invitation may cheer and leave, and writes nothing else of the owner's."""
    return actor.user is not None and share.partner_id == actor.user.pk


def may_edit_templates(actor: "Actor") -> bool:
    """Templates are everybody's, so staff keep them, in the admin."""
    user = actor.user
    return user is not None and actor.source == Source.ADMIN and user.is_staff and user.is_active


def may_grant(actor: "Actor") -> bool:
    """Rights are given and taken by superusers in the admin, and by the system; nobody gives them to themselves."""
    if actor.user is None:
        return actor.source == Source.SYSTEM
    return bool(actor.source == Source.ADMIN and actor.user.is_superuser and actor.user.is_active)


def may_reset_password(actor: "Actor", user: "User") -> bool:
    """Staff may for everybody but superusers, whose rights they would take over with the password."""
    if user.is_superuser and (actor.user is None or actor.user.pk != user.pk):
        return may_grant(actor)
    return may_write_for(actor, user.pk)


def may_erase(actor: "Actor", user: "User") -> bool:
    """Staff may erase other accounts, superusers' only as a superuser; nobody the one they are working with."""
    if actor.source == Source.ADMIN and actor.user is not None:
        return actor.user.pk != user.pk and may_reset_password(actor, user)
    return may_write_for(actor, user.pk)
