"""Personal access tokens: hashed, scoped, expiring."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager
from uuid_utils.compat import uuid7

from config.text import PlainText
from goals.models.choices import Scope


class PersonalToken(AbstractAuthToken):  # type: ignore[misc]
    """Only a digest is kept; the secret is shown once, when the token is made."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.CharField(max_length=128, unique=True)
    name = models.CharField(_("name"), max_length=100, validators=[PlainText()])
    scope = models.CharField(_("scope"), max_length=5, choices=Scope.choices, default=Scope.WRITE)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    objects: AuthTokenManager = AuthTokenManager()

    class Meta:
        ordering = ["-created", "-id"]
        indexes = [models.Index(fields=["user", "-created"], name="token_of_user")]
        constraints = [models.CheckConstraint(condition=models.Q(scope__in=Scope.values), name="token_scope")]

    def __str__(self) -> str:
        return self.name

    @property
    def owner_id(self) -> uuid.UUID:
        return uuid.UUID(str(self.user_id))
