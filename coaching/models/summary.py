"""What a week or a month amounted to."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.models.goal import present
from goals.models.owned import Owned, OwnedQuerySet
from goals.validators import validate_day

LONGEST_TEXT = 500


class SummaryPeriod(models.TextChoices):
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")


class UserSummary(Owned):
    """A person's days from `starts_on` through `ends_on`, as they stood on `as_of`.

    `figures` hold what moved, what stood still and one next step, as numbers and codes with the ids of the goals, never
    their titles: those are put in when it is read, so that a goal that is erased leaves no words behind. `text` says
    the whole in a sentence or two. coaching/movement.py and coaching/wording.py make them.
    """

    period = models.CharField(_("period"), max_length=7, choices=SummaryPeriod.choices)
    starts_on = models.DateField(_("from"), validators=[validate_day])
    ends_on = models.DateField(_("through"), validators=[validate_day])
    as_of = models.DateField(_("as of"), validators=[validate_day])
    figures = models.JSONField(_("figures"), default=dict)
    text = models.TextField(
        _("in short"), max_length=LONGEST_TEXT, validators=[PlainText(lines=True), MaxLengthValidator(LONGEST_TEXT)]
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("summary")
        verbose_name_plural = _("summaries")
        ordering = ["-starts_on", "-id"]
        indexes = [
            # A person's summaries, newest first.
            models.Index(fields=["owner", "-starts_on", "-id"], name="summary_of_owner"),
        ]
        constraints = [
            # Also the index by which the schedule sees whose are due.
            models.UniqueConstraint(fields=["owner", "period", "starts_on"], name="summary_once"),
            models.CheckConstraint(condition=Q(period__in=SummaryPeriod.values), name="summary_period"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="summary_ends_after_start"),
            models.CheckConstraint(condition=Q(as_of__gte=F("starts_on")), name="summary_as_of_after_start"),
            present("text", "summary"),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.starts_on}"

    @property
    def is_final(self) -> bool:
        """Whether the last of its days was over when it was made."""
        return self.as_of > self.ends_on
