"""Personal access tokens for programs."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from config.refusals import Invalid
from goals.journal import Actor, check_row, snapshot, writing
from goals.models import PersonalToken, User
from goals.models.choices import Scope
from goals.rules import given

WRITABLE = frozenset({"name", "scope"})
_LONGEST_DAYS = 3650


def create_token(
    *, by: Actor, user: User, name: str, scope: str = Scope.WRITE, days: int | None = None
) -> tuple[PersonalToken, str]:
    """Make a token that lives `days` (by default `settings.TOKEN_DAYS`); returns it with its secret.

    The secret is not stored and cannot be had again. Raises Invalid.
    """
    days = settings.TOKEN_DAYS if days is None else days
    if not 1 <= days <= _LONGEST_DAYS:
        raise Invalid(fields={"days": [_("Choose between 1 and %(most)d days.") % {"most": _LONGEST_DAYS}]})
    # Before it is made: PostgreSQL has its own, wordless way of refusing a name that is too long.
    values = given(PersonalToken, {"name": name, "scope": scope}, WRITABLE)
    check_row(PersonalToken(**values, **dict.fromkeys(("digest", "token_key"), "-")))
    with writing(user.pk, by=by) as journal:
        token, secret = PersonalToken.objects.create(user=user, expiry=dt.timedelta(days=days), **values)
        diff = {field: [None, value] for field, value in snapshot(token).items()}
        journal.note(token, "created", diff, version=1)
    return token, secret


def revoke_token(*, by: Actor, token: PersonalToken) -> None:
    """Delete it: the next request with it is refused. Repeating it changes nothing."""
    with writing(token.user_id, by=by) as journal:
        if PersonalToken.objects.filter(pk=token.pk).exists():
            journal.note(token, "revoked", {}, version=2)
            token.delete()
