"""What commands about one person share: who is meant, and how a refusal reads on a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from config.refusals import Refusal
from goals.models import User


def person(email: str) -> User:
    """Raises CommandError when nobody has this address."""
    try:
        return User.objects.get_by_natural_key(email.strip())
    except User.DoesNotExist:
        raise CommandError(f"Nobody here has the address {email}.") from None


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Turn a refusal into a CommandError: its sentence, then one line for each thing that is wrong."""
    try:
        yield
    except Refusal as refusal:
        details = [f"  {name}: {message}" for name, messages in refusal.fields.items() for message in messages]
        raise CommandError("\n".join([refusal.sentence, *details])) from refusal
