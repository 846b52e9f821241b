"""What staff do to accounts: let people in or keep them out, and give them a new password."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from config.refusals import Forbidden
from goals.journal import Actor, writing
from goals.models import User
from goals.policies import may_grant, may_reset_password
from goals.rules import given

RIGHTS = frozenset({"is_active", "is_staff", "is_superuser"})


def change_access(*, by: Actor, user: User, groups: Iterable[Group] | None = None, **rights: bool) -> User:
    """Change what an account may do; `groups` replaces its groups unless None. Raises Forbidden, Invalid."""
    if not may_grant(by):
        raise Forbidden(_("Only superusers may change what an account may do."))
    with writing(user.pk, by=by) as journal:
        user = journal.owner
        journal.update(user, "access_changed", **given(User, rights, RIGHTS))
        if groups is not None:
            before = _names(user)
            user.groups.set(groups)
            if _names(user) != before:
                journal.note(user, "access_changed", {"groups": [before, _names(user)]}, version=journal.revision)
    return user


def set_password(*, by: Actor, user: User, password: str | None) -> User:
    """Give an account a new password, or none at all (None). The journal says only that. Raises Forbidden."""
    if not may_reset_password(by, user):
        raise Forbidden(_("Only superusers may change the password of a superuser."))
    with writing(user.pk, by=by) as journal:
        user.set_password(password)
        user.save(update_fields=["password"])
        journal.note(user, "password_changed", {}, version=journal.revision)
    return user


def _names(user: User) -> list[Any]:
    return sorted(user.groups.values_list("name", flat=True))
