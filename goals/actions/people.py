"""The person's own account."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from config.refusals import Forbidden, Invalid, NotFound
from goals.actions.sharing import forget_partner
from goals.journal import Actor, snapshot, writing
from goals.models import Erasure, Goal, User
from goals.models.choices import Source
from goals.policies import may_erase, may_write_for
from goals.progress import engine
from goals.rules import given

# What figures are counted by.
_CLOCK = frozenset({"timezone", "day_starts_at", "week_starts_on"})
_LOOKS = frozenset({"theme", "density", "grouping", "hides_done", "uses_keys", "language"})
WRITABLE = frozenset({"name"}) | _CLOCK | _LOOKS


class AddressTaken(Invalid):
    def __init__(self) -> None:
        super().__init__(fields={"email": [_("Somebody has an account with this address.")]})


def register(*, user: User, source: Source = Source.PAGE, by: Actor | None = None) -> User:
    """Save a new person, as the first line of their journal; `by` None: they have signed up themselves.

    Raises AddressTaken, also when two do so at once.
    """
    user.email = user.email.strip().lower()
    with transaction.atomic():
        _insert(user)
        with writing(user.pk, by=by or Actor(user, source)) as journal:
            diff = {name: [None, value] for name, value in snapshot(user).items()}
            journal.note(user, "created", diff, version=1)
    return user


def _insert(user: User) -> None:
    try:
        with transaction.atomic():
            user.save(force_insert=user._state.adding)
    except IntegrityError:
        if User.objects.filter(email=user.email).exists():
            raise AddressTaken from None
        raise


def update_profile(*, by: Actor, user: User, **changes: Any) -> User:
    """Change name, zone, day start, week start or how the pages look; figures follow. Raises Invalid."""
    with writing(user.pk, by=by) as journal:
        user = journal.owner
        values = given(User, changes, WRITABLE)
        if journal.update(user, **values) and not _CLOCK.isdisjoint(values):
            for goal in Goal.objects.for_owner(user):
                # As it is by now: a habit's refresh has changed the goals that it feeds.
                engine().refresh(journal, journal.fresh(goal))
    return user


def erase_account(*, by: Actor, user: User) -> None:
    """Delete a person and everything they own, their journal included. Raises NotFound for strangers, Forbidden.

    First they leave what others share with them, each in a write of its own: two people who follow each other and go
    at the same time would otherwise wait for each other's rows.
    """
    if not may_write_for(by, user.pk):
        raise NotFound
    if not may_erase(by, user):
        raise Forbidden(_("%(user)s cannot be erased from here by you.") % {"user": user})
    forget_partner(by=by, user=user)
    with transaction.atomic():
        if not User.objects.select_for_update().filter(pk=user.pk).exists():
            raise NotFound
        Erasure.objects.create(owner_id=user.pk)
        User.objects.filter(pk=user.pk).delete()
        Erasure.objects.filter(owner_id=user.pk).delete()
