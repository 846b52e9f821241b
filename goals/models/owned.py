"""What every row a person owns has in common."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7

if TYPE_CHECKING:
    from goals.models.user import User


RowT_co = TypeVar("RowT_co", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[RowT_co]):
    """The first word of every query: whose rows."""

    def for_owner(self, owner: "User") -> Self:
        return self.filter(owner=owner)


class Owned(models.Model):
    """A row with an owner and a version.

    `owner` stands on every row so that authorization and export never need a join. `revision` is the row's version:
    the journal raises it with each change. Ids are UUIDv7: made by the server or the client, ordered by time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True
