"""Secrets that we must be able to read again, encrypted at rest (Fernet: AES-128-CBC with HMAC-SHA256).

The keys are derived from `SECRETS_KEYS`, the first of which seals; the others only open, so that a key can be replaced:
put the new one first, run `manage.py reseal_secrets`, take the old one away.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_KEY_BYTES = 32
_PURPOSE = b"steady: secrets of integrations"


class Unreadable(Exception):
    """Sealed with a key that is not among ours, or tampered with."""


def seal(secret: str) -> str:
    return _fernet().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises Unreadable."""
    try:
        return _fernet().decrypt(sealed).decode()
    except InvalidToken:
        raise Unreadable from None


def reseal(sealed: str) -> str:
    """The same secret under the first key. Raises Unreadable."""
    try:
        return _fernet().rotate(sealed).decode()
    except InvalidToken:
        raise Unreadable from None


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in settings.SECRETS_KEYS])


def _derived(key: str) -> bytes:
    """HKDF (RFC 5869), so that what else is made of the same key tells nothing about this one."""
    raw = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=_PURPOSE).derive(key.encode())
    return urlsafe_b64encode(raw)
