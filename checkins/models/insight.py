"""A message that follows from figures."""

import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from goals.models.owned import Owned, OwnedQuerySet

# The keys of what was found in figures begin with it.
PREFIX = "found:"


class InsightKind(models.TextChoices):
    THRESHOLD = "threshold", _("A part of the way")
    MILESTONE = "milestone", _("A milestone")
    PATTERN = "pattern", _("A pattern")
    CORRELATION = "correlation", _("Two goals together")
    PREDICTION = "prediction", _("A prediction")
    SUGGESTION = "suggestion", _("A suggestion")


class InsightQuerySet(OwnedQuerySet["Insight"]):
    def with_goals(self) -> Self:
        """With the goals that their sentences name."""
        return self.select_related("goal", "other_goal")

    def found(self) -> Self:
        """Those that finding wrote and keeps true; the others are said once, for ever."""
        return self.filter(key__startswith=PREFIX)

    def about(self, goal_id: uuid.UUID) -> Self:
        """Said about this goal, or about another one beside it."""
        return self.filter(Q(goal=goal_id) | Q(other_goal=goal_id))

    def open(self) -> Self:
        """Not put aside."""
        return self.filter(dismissed_at__isnull=True)


class Insight(Owned):
    """`key` says what it is about, once for ever: the same insight is never written twice.

    `numbers` are the figures behind it, `sample_size` how many observations they rest on. `code` names the sentence
    that is made of them; `message` is that sentence as it was written. Of two goals, `goal` is the one that follows.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="insights", null=True, blank=True)
    other_goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, related_name="insights_of_others", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=11, choices=InsightKind.choices)
    code = models.CharField(max_length=20, blank=True, default="")
    key = models.CharField(max_length=120)
    message = models.CharField(_("message"), max_length=500)
    confidence = models.FloatField(
        _("confidence"), default=1.0, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    sample_size = models.PositiveIntegerField(_("observations"), default=1)
    numbers = models.JSONField(_("numbers"), default=dict, blank=True)
    dismissed_at = models.DateTimeField(_("dismissed"), null=True, blank=True, editable=False)

    objects = InsightQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["owner", "-created_at", "-id"], name="insight_of_owner"),
            models.Index(fields=["goal", "-created_at", "-id"], name="insight_of_goal"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="insight_once"),
            models.CheckConstraint(condition=Q(kind__in=InsightKind.values), name="insight_kind"),
            models.CheckConstraint(condition=Q(confidence__range=(0, 1)), name="insight_confidence"),
        ]

    def __str__(self) -> str:
        return self.message
