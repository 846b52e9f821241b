"""The private calendar feed of a person."""

from django.db import models

from goals.models.owned import Owned, OwnedQuerySet


class CalendarFeed(Owned):
    """An address that only its secret opens; of the secret the digest is kept. One a person."""

    digest = models.CharField(max_length=64, unique=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner"], name="calendar_one_a_person")]

    def __str__(self) -> str:
        return str(self.owner_id)
