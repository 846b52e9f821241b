"""One dated record of what was done."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from config.enums import direct
from config.text import PlainText
from goals.models import Goal, Milestone
from goals.models.columns import amount_field, object_field
from goals.models.goal import words_field
from goals.models.owned import Owned, OwnedQuerySet
from goals.validators import validate_day, validate_instant


@direct
class DayStatus(models.TextChoices):
    """What a person says about a day; skipped is neutral."""

    COMPLETED = "completed", _("Done")
    SKIPPED = "skipped", _("Skipped")
    MISSED = "missed", _("Missed")


class CheckInSource(models.TextChoices):
    MANUAL = "manual", _("Manual")
    EXTRACTED = "extracted", _("From a message")
    CALCULATED = "calculated", _("Calculated")
    IMPORTED = "imported", _("Imported")
    SYNC = "sync", _("Sync")


class Mood(models.IntegerChoices):
    """How a person felt with it, in words for the numbers of the column."""

    VERY_LOW = 1, _("Very low")
    LOW = 2, _("Low")
    EVEN = 3, _("Even")
    GOOD = 4, _("Good")
    VERY_GOOD = 5, _("Very good")


class Kind(models.TextChoices):
    """What a check-in mainly says; the database derives it."""

    MILESTONE = "milestone", _("Milestone")
    COMPLETION = "completion", _("Status of the day")
    VALUE = "value", _("Value")
    NOTE = "note", _("Note")


class CheckInQuerySet(OwnedQuerySet["CheckIn"]):
    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(check_in_date__range=(first, last))

    def newest_first(self) -> Self:
        return self.order_by("-check_in_date", "-logged_at", "-id")


class CheckIn(Owned):
    """At most one status a goal a day; any number of values, milestones and notes."""

    # Without indexes of their own, which would be the beginnings of those below.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False, db_index=False
    )
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="check_ins", db_index=False)
    milestone = models.ForeignKey(
        Milestone, on_delete=models.SET_NULL, related_name="check_ins", null=True, blank=True, db_index=False
    )
    check_in_date = models.DateField(_("day"), validators=[validate_day])
    logged_at = models.DateTimeField(_("recorded"), validators=[validate_instant])
    habit_completion_status = models.CharField(
        _("status"), max_length=9, choices=DayStatus.choices, null=True, blank=True
    )
    value_recorded = amount_field(_("value"))
    content = words_field(_("note"))
    link = models.URLField(
        _("link"),
        max_length=500,
        null=True,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"]), PlainText()],
    )
    mood = models.PositiveSmallIntegerField(
        _("mood"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    source = models.CharField(_("source"), max_length=10, choices=CheckInSource.choices, default=CheckInSource.MANUAL)
    context = object_field(_("context"))
    metadata = object_field(_("metadata"))
    kind = models.GeneratedField(
        expression=Case(
            When(milestone__isnull=False, then=Value(Kind.MILESTONE.value)),
            When(habit_completion_status__isnull=False, then=Value(Kind.COMPLETION.value)),
            When(value_recorded__isnull=False, then=Value(Kind.VALUE.value)),
            default=Value(Kind.NOTE.value),
        ),
        output_field=models.CharField(max_length=10, choices=Kind.choices),
        db_persist=True,
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["-check_in_date", "-logged_at", "-id"]
        indexes = [
            # A goal's history, newest first, and the facts that its figures are made of.
            models.Index(fields=["goal", "-check_in_date", "-logged_at", "-id"], name="check_in_of_goal"),
            # A person's history over all goals.
            models.Index(fields=["owner", "-check_in_date", "-logged_at", "-id"], name="check_in_of_owner"),
            # Those of a milestone that is reopened or goes; most have none.
            models.Index(fields=["milestone"], condition=Q(milestone__isnull=False), name="check_in_of_milestone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "check_in_date"],
                condition=Q(habit_completion_status__isnull=False),
                name="check_in_one_status_a_day",
            ),
            models.CheckConstraint(
                condition=Q(habit_completion_status__isnull=True) | Q(habit_completion_status__in=DayStatus.values),
                name="check_in_status",
            ),
            models.CheckConstraint(condition=Q(source__in=CheckInSource.values), name="check_in_source"),
            models.CheckConstraint(condition=Q(mood__isnull=True) | Q(mood__range=(1, 5)), name="check_in_mood"),
        ]

    def __str__(self) -> str:
        return f"{self.check_in_date} {self.kind}"
