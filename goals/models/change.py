"""The journal: every change to what a person owns, once."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from goals.models.choices import Source
from goals.models.owned import OwnedQuerySet

LONGEST_DEVICE = 100
# What a line can say was done. A new word stands here first, so that readers can ask for it.
ACTIONS = (
    "abandoned", "accepted", "access_changed", "archived", "cheered", "completed", "confirmed", "corrected", "created",
    "deleted", "discarded", "dismissed", "erased", "found", "invited", "left", "merged", "paid", "password_changed",
    "paused", "progressed", "reached", "reactivated", "refreshed", "rehearsed", "remembered", "renewed", "reopened",
    "reordered", "restored", "resumed", "retired", "revoked", "secret_renewed", "shared", "toggled", "tried", "undone",
    "updated", "withdrawn",
)  # fmt: skip


class Change(models.Model):
    """One change: audit line, event and sync item in one.

    `seq` is dense per owner. `fields` maps each changed field to [before, after]; a creation has null before, a
    deletion null after. Rows are immutable: triggers refuse UPDATE and DELETE except under an `Erasure`.
    """

    # An index of its own would be the beginning of `change_seq`.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="changes", db_index=False
    )
    seq = models.PositiveBigIntegerField()
    entity = models.CharField(max_length=30)
    entity_id = models.UUIDField()
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=30)
    fields = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    # Not a foreign key: the line outlives the account of a staff member who made it.
    actor_id = models.UUIDField(null=True)
    source = models.CharField(max_length=6, choices=Source.choices)
    device = models.CharField(max_length=LONGEST_DEVICE, null=True)
    at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-seq"]
        constraints = [
            # Also the index of the feeds: a person's changes after a seq.
            models.UniqueConstraint(fields=["owner", "seq"], name="change_seq"),
        ]
        indexes = [
            models.Index(fields=["entity_id", "seq"], name="change_of_entity"),
            # The limit on creating goals, which erasing them does not lift.
            models.Index(
                fields=["owner", "at"], condition=Q(entity="goal", action="created"), name="change_goal_created"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.entity} {self.action}"


class Erasure(models.Model):
    """Permission to rewrite one person's journal, while the transaction that inserted it lasts.

    The triggers look here, so that both databases know the same exception to immutability.
    """

    owner_id = models.UUIDField(primary_key=True, default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.owner_id)
