"""Addresses that are secrets: who has one may look. The database holds their digests only."""

import hashlib
import secrets

from django.conf import settings
from django.urls import reverse

_BYTES = 32


def new_secret() -> tuple[str, str]:
    """A secret of 256 bits, fit for an address, and the digest to keep."""
    secret = secrets.token_urlsafe(_BYTES)
    return secret, digest_of(secret)


def digest_of(secret: str) -> str:
    """SHA-256 in hex. Without salt or stretching: a secret of this length cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def share_link(secret: str) -> str:
    return _absolute("share-public", secret)


def invitation_link(secret: str) -> str:
    return _absolute("sharing-accept", secret)


def calendar_link(secret: str) -> str:
    return _absolute("calendar-feed", secret)


def _absolute(name: str, secret: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[secret])}"
