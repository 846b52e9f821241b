"""Who else may look at a goal: expiring links, partners by invitation, and their cheers."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.refusals import Forbidden, Invalid, NotFound, Refusal
from goals import policies
from goals.invitations import send_invitation
from goals.journal import Actor, Journal, writing
from goals.links import digest_of, new_secret
from goals.models import Cheer, Goal, GoalShare, User
from goals.models.choices import Status
from goals.models.sharing import SharedPart, ShareKind
from goals.rules import GoalNotEditable, given

MOST_OPEN = 100
INVITATIONS_A_DAY = 20
CHEERS_A_DAY = 20
LONGEST_DAYS = 3650
_WRITABLE = frozenset({"name", "expires_at"})
_DAY = dt.timedelta(days=1)


class ShareGone(Refusal):
    """Revoked, expired, or the goal is in the archive."""

    code = "SHARE_GONE"
    status = 410
    sentence = "This is no longer shared."


class TooMany(Refusal):
    code = "QUOTA_EXCEEDED"
    status = 409


def create_share(
    *,
    by: Actor,
    goal: Goal,
    parts: Iterable[str],
    name: str | None = None,
    expires_at: dt.datetime | None = None,
) -> tuple[GoalShare, str]:
    """Open a public link to chosen parts of a goal; returns it with its secret, which cannot be had again.

    Raises GoalNotEditable (archived), TooMany, Invalid.
    """
    with writing(goal.owner_id, by=by) as journal:
        return _open(journal, goal, parts, name=name, expires_at=expires_at)


def invite_partner(
    *,
    by: Actor,
    goal: Goal,
    email: str,
    parts: Iterable[str],
    name: str | None = None,
    expires_at: dt.datetime | None = None,
) -> tuple[GoalShare, str]:
    """Invite somebody to follow a goal; they get the link that accepts by mail once the write is committed.

    `expires_at` ends the invitation and what it gave. Raises GoalNotEditable (archived), TooMany, Invalid.
    """
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        address = _address(email, goal.owner)
        since = journal.now - _DAY
        asked = GoalShare.objects.filter(owner_id=journal.owner_id, kind=ShareKind.PARTNER, created_at__gt=since)
        if asked.count() >= INVITATIONS_A_DAY:
            raise TooMany(_("You have invited %(most)d people today. Go on tomorrow.") % {"most": INVITATIONS_A_DAY})
        share, secret = _open(
            journal, goal, parts, name=name, expires_at=expires_at, kind=ShareKind.PARTNER, email=address
        )
        send_invitation(share, secret)
    return share, secret


def update_share(*, by: Actor, share: GoalShare, **changes: Any) -> GoalShare:
    """Change what an open share shows (`parts`), how long (`expires_at`), or for whom it is (`name`).

    Its link and its partner stay. Raises ShareGone, GoalNotEditable (archived), Invalid.
    """
    with writing(share.owner_id, by=by) as journal:
        share = journal.fresh(share)
        if not share.is_open(journal.now):
            raise ShareGone
        if share.goal.status == Status.ARCHIVED:
            raise GoalNotEditable(share.goal)
        values = given(GoalShare, changes, _WRITABLE | {"parts"})
        if "parts" in values:
            values["parts"] = _parts(values["parts"] or ())
        _require_future(values.get("expires_at"), journal.now)
        journal.update(share, **values)
    return share


def revoke_share(*, by: Actor, share: GoalShare) -> GoalShare:
    """Close it: the next look is refused. Repeating it changes nothing."""
    with writing(share.owner_id, by=by) as journal:
        share = journal.fresh(share)
        _close(journal, share, "revoked")
    return share


def invitation_of(secret: str, actor: Actor) -> GoalShare:
    """The invitation that a link names, for who opened it. Raises NotFound, Forbidden (one's own), ShareGone."""
    share = GoalShare.objects.select_related("goal", "owner").filter(digest=digest_of(secret)).first()
    if share is None or share.kind != ShareKind.PARTNER:
        raise NotFound
    if actor.user is not None and actor.user.pk == share.owner_id:
        raise Forbidden(_("This is your own goal. The invitation is for somebody else."))
    if not policies.may_accept(actor, share):
        raise NotFound
    require_open(share)
    return share


def accept_invitation(*, by: Actor, secret: str) -> GoalShare:
    """Become the partner that the invitation was for; accepting it again changes nothing.

    Raises NotFound (unknown, or somebody else's by now), Forbidden (one's own goal), ShareGone.
    """
    share = invitation_of(secret, by)
    with writing(share.owner_id, by=by, may=policies.may_accept(by, share)) as journal:
        share = journal.fresh(share)
        if not policies.may_accept(by, share):
            raise NotFound
        require_open(share)
        if share.partner_id is None:
            journal.update(share, "accepted", partner=by.user, accepted_at=journal.now)
    return share


def leave_share(*, by: Actor, share: GoalShare) -> GoalShare:
    """The partner goes: what was shared with them is closed at once. Repeating it changes nothing. Raises NotFound."""
    with writing(share.owner_id, by=by, may=policies.may_join_in(by, share)) as journal:
        share = journal.fresh(share)
        _close(journal, share, "left")
    return share


def cheer(*, by: Actor, share: GoalShare, words: str) -> Cheer:
    """A word from the partner to the owner, whose row it becomes. Raises NotFound, ShareGone, TooMany, Invalid."""
    with writing(share.owner_id, by=by, may=policies.may_join_in(by, share)) as journal:
        share = journal.fresh(share)
        require_open(share)
        if share.cheers.filter(created_at__gt=journal.now - _DAY).count() >= CHEERS_A_DAY:
            raise TooMany(_("That is %(most)d cheers today. Go on tomorrow.") % {"most": CHEERS_A_DAY})
        said = Cheer(share=share, author=by.user, **given(Cheer, {"words": words}, frozenset({"words"})))
        journal.create(said, "cheered")
    return said


def forget_partner(*, by: Actor, user: User) -> None:
    """Erase what others share with `user` and what `user` said there; the owners' journals keep empty lines."""
    may = policies.may_write_for(by, user.pk)
    for share in GoalShare.objects.filter(partner=user):
        with writing(share.owner_id, by=by, may=may) as journal:
            rows: list[GoalShare | Cheer] = [*share.cheers.all(), share]
            journal.blank([row.pk for row in rows])
            for row in rows:
                journal.note(row, "erased", {}, row.revision + 1)
            share.delete()


def require_open(share: GoalShare) -> None:
    """Raises ShareGone for what is revoked or expired, and for goals in the archive."""
    if not share.is_open() or share.goal.status == Status.ARCHIVED or not share.owner.is_active:
        raise ShareGone


def _open(journal: Journal, goal: Goal, parts: Iterable[str], **fields: Any) -> tuple[GoalShare, str]:
    goal = journal.fresh(goal)
    if goal.status == Status.ARCHIVED:
        raise GoalNotEditable(goal)
    if GoalShare.objects.filter(owner_id=journal.owner_id).open(journal.now).count() >= MOST_OPEN:
        raise TooMany(_("You share %(most)d times already. Revoke one first.") % {"most": MOST_OPEN})
    _require_future(fields["expires_at"], journal.now)
    secret, digest = new_secret()
    written = {name: fields.pop(name) for name in _WRITABLE}
    share = GoalShare(goal=goal, parts=_parts(parts), digest=digest, **fields, **given(GoalShare, written, _WRITABLE))
    journal.create(share, "shared" if share.kind == ShareKind.LINK else "invited")
    return share, secret


def _close(journal: Journal, share: GoalShare, action: str) -> None:
    if share.revoked_at is None:
        journal.update(share, action, revoked_at=journal.now)


def _parts(parts: Iterable[str]) -> list[str]:
    """Each part once, in the order of the vocabulary."""
    chosen = set(parts)
    if not chosen or chosen - set(SharedPart.values):
        words = ", ".join(SharedPart.values)
        raise Invalid(fields={"parts": [_("Choose at least one of: %(parts)s.") % {"parts": words}]})
    return [part for part in SharedPart.values if part in chosen]


def _address(email: str, owner: User) -> str:
    email = email.strip().lower()
    if not email or email == owner.email:
        raise Invalid(fields={"email": [_("Give the address of somebody else.")]})
    try:
        GoalShare._meta.get_field("email").run_validators(email)
    except ValidationError as error:
        raise Invalid(fields={"email": error.messages}) from error
    return email


def _require_future(expires_at: dt.datetime | None, now: dt.datetime) -> None:
    if expires_at is not None and not now < expires_at <= now + LONGEST_DAYS * _DAY:
        raise Invalid(fields={"expires_at": [_("Choose a time within the next ten years.")]})
