"""What was agreed: the columns that `Goal` (today) and `PastTerms` (before) share."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.choices import Period
from goals.models.columns import amount_field
from goals.models.owned import Owned, OwnedQuerySet
from goals.terms import Terms
from goals.validators import validate_day, validate_weekdays

if TYPE_CHECKING:
    from django.db.models.fields.related import ForeignKey

    from goals.models.goal import Goal

TERMS = (
    "period",
    "times_per_period",
    "weekdays",
    "every_n_days",
    "target_value",
    "baseline_value",
    "target_date",
)


class TermsColumns(models.Model):
    """Period, times, weekdays, every-N, target, baseline and date."""

    period = models.CharField(_("period"), max_length=5, choices=Period.choices, default=Period.DAY)
    times_per_period = models.PositiveSmallIntegerField(
        _("times per period"), default=1, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    weekdays = models.JSONField(
        _("weekdays"),
        null=True,
        blank=True,
        validators=[validate_weekdays],
        help_text=_("Numbers from 0 (Monday) to 6 (Sunday)."),
    )
    every_n_days = models.PositiveSmallIntegerField(
        _("every N days"), null=True, blank=True, validators=[MinValueValidator(2), MaxValueValidator(366)]
    )
    target_value = amount_field(_("target"))
    baseline_value = amount_field(_("starting value"))
    target_date = models.DateField(_("target date"), null=True, blank=True, validators=[validate_day])

    class Meta:
        abstract = True

    @property
    def terms(self) -> Terms:
        values = {name: getattr(self, name) for name in TERMS}
        return Terms(**{**values, "weekdays": tuple(self.weekdays or ())})


def terms_constraints(model: str) -> list[models.BaseConstraint]:
    """The database's side of `TermsColumns`, named for the model that carries them."""
    return [
        models.CheckConstraint(condition=Q(period__in=Period.values), name=f"{model}_period"),
        models.CheckConstraint(condition=Q(times_per_period__range=(1, 366)), name=f"{model}_times"),
        models.CheckConstraint(
            condition=Q(every_n_days__isnull=True) | Q(every_n_days__range=(2, 366)), name=f"{model}_every_n"
        ),
        models.CheckConstraint(
            condition=Q(weekdays__isnull=True) | Q(every_n_days__isnull=True), name=f"{model}_one_schedule"
        ),
    ]


class PastTerms(Owned, TermsColumns):
    """The terms that held through `valid_through`, kept so that a change never rewrites the past."""

    goal: "ForeignKey[Goal]" = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="past_terms")
    valid_through = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "past terms"
        ordering = ["valid_through"]
        constraints = [
            *terms_constraints("past_terms"),
            # Also the index that reads a goal's terms in order.
            models.UniqueConstraint(fields=["goal", "valid_through"], name="past_terms_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} through {self.valid_through}"
