"""Personal tokens: `Authorization: Bearer steady_…`, hashed at rest, scoped, expiring, with their last use."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from knox.crypto import hash_token
from knox.models import get_token_model
from knox.settings import knox_settings
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission

SCHEME = "Bearer"
LAST_USE_RESOLUTION = timedelta(minutes=1)


class PersonalTokenAuthentication(BaseAuthentication):
    """Bearers without our prefix are somebody else's to judge, and end as 401 when nobody does.

    One read by the digest, which is the key; at most one write a minute, for the last use. Unknown, expired and
    revoked tokens and tokens of inactive people raise AuthenticationFailed.
    """

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        words = get_authorization_header(request).decode("latin-1").split()
        if len(words) != 2 or words[0].lower() != SCHEME.lower():
            return None
        if not words[1].startswith(knox_settings.TOKEN_PREFIX):
            return None
        return self._owner_of(words[1])

    def _owner_of(self, secret: str) -> tuple[Any, Any]:
        now = timezone.now()
        token = get_token_model().objects.select_related("user").filter(digest=hash_token(secret)).first()
        if token is None or (token.expiry is not None and token.expiry <= now) or not token.user.is_active:
            raise AuthenticationFailed("This token is unknown, expired or revoked.")
        if token.last_used_at is None or now - token.last_used_at >= LAST_USE_RESOLUTION:
            get_token_model().objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def authenticate_header(self, request: Any) -> str:
        return SCHEME


class TokenScope(BasePermission):
    """A token of scope `read` reads; sessions are not scoped."""

    message = "This token may only read."

    def has_permission(self, request: Any, view: Any) -> bool:
        return request.method in SAFE_METHODS or getattr(request.auth, "scope", None) != "read"
