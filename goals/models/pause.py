"""Days on which nothing is due."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goals.models.goal import Goal
from goals.models.owned import Owned, OwnedQuerySet
from goals.validators import validate_day


class Pause(Owned):
    """From `starts_on` through `ends_on` (null: still open); without a goal it holds for all of the owner's goals."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="pauses", null=True, blank=True)
    starts_on = models.DateField(_("from"), validators=[validate_day])
    ends_on = models.DateField(_("through"), null=True, blank=True, validators=[validate_day])

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "id"]
        indexes = [
            models.Index(fields=["goal", "starts_on"], name="pause_of_goal"),
            # Vacations: pauses of everything.
            models.Index(fields=["owner", "starts_on"], name="pause_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="pause_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["goal"], condition=Q(ends_on__isnull=True, goal__isnull=False), name="pause_one_open_a_goal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on or '…'}"
