"""A sub-goal: something done once, on the way."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.columns import amount_field, object_field
from goals.models.goal import LAST_PLACE, Goal, present, title_field, words_field
from goals.models.owned import Owned, OwnedQuerySet
from goals.validators import validate_day


class Milestone(Owned):
    """`share` is the percent of the goal that is reached when this one is done; null means equal parts."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="milestones", editable=False)
    title = title_field()
    description = words_field(_("description"))
    target_date = models.DateField(_("planned for"), null=True, blank=True, validators=[validate_day])
    target_value = amount_field(_("value"))
    sort_order = models.PositiveIntegerField(_("order"), default=0, validators=[MaxValueValidator(LAST_PLACE)])
    completed_at = models.DateTimeField(_("done at"), null=True, blank=True, editable=False)
    share = models.DecimalField(
        _("share"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text=_("Percent of the goal that is reached with it."),
    )
    metadata = object_field(_("metadata"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "created_at", "id"]
        indexes = [
            # A goal's milestones in order.
            models.Index(fields=["goal", "sort_order", "created_at", "id"], name="milestone_in_order"),
        ]
        constraints = [
            present("title", "milestone"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__range=(0, 100)), name="milestone_share_percent"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.completed_at is not None
