"""The goal itself."""

import uuid
from decimal import Decimal
from typing import Any, Self

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.models.choices import (
    HABITS,
    OPEN_STATUSES,
    Aggregation,
    Direction,
    FinanceMode,
    GoalType,
    MetricType,
    Pattern,
    Sentiment,
    Silence,
    Specificity,
    Status,
    TimeOfDay,
    ValueCategory,
)
from goals.models.columns import amount_field, object_field
from goals.models.owned import Owned, OwnedQuerySet
from goals.models.terms import TermsColumns, terms_constraints
from goals.shares import Step, on_the_way, shown
from goals.validators import validate_currency, validate_day, validate_quick_amounts

# Any number would sort, but only PostgreSQL would refuse those that its column has no room for.
LAST_PLACE = 1_000_000


def title_field(verbose_name: Any = _("title")) -> "models.CharField[str, str]":
    """One line of at most 200 characters; blank is refused by validator and by constraint."""
    return models.CharField(verbose_name, max_length=200, validators=[PlainText()])


def words_field(verbose_name: Any, max_length: int = 2000, help_text: Any = "") -> "models.TextField[Any, Any]":
    """Optional words over several lines. Absent is null, never the empty string.

    Only forms heed the `max_length` of a text column, so a validator repeats it.
    """
    return models.TextField(
        verbose_name,
        max_length=max_length,
        null=True,
        blank=True,
        validators=[PlainText(lines=True), MaxLengthValidator(max_length)],
        help_text=help_text,
    )


def line_field(verbose_name: Any, max_length: int) -> "models.CharField[Any, Any]":
    """Optional words on one line. Absent is null."""
    return models.CharField(verbose_name, max_length=max_length, null=True, blank=True, validators=[PlainText()])


def present(name: str, model: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=GreaterThan(Length(Trim(name)), 0), name=f"{model}_{name}_present")


def one_of(name: str, values: list[str], *, null: bool = False) -> models.CheckConstraint:
    condition = Q(**{f"{name}__in": values})
    return models.CheckConstraint(
        condition=condition | Q(**{f"{name}__isnull": True}) if null else condition, name=f"goal_{name}"
    )


class GoalQuerySet(OwnedQuerySet["Goal"]):
    def active(self) -> Self:
        return self.filter(status=Status.ACTIVE)

    def open(self) -> Self:
        """Active or paused: what can still be worked on."""
        return self.filter(status__in=OPEN_STATUSES)

    def listed(self) -> Self:
        """What default lists show: everything but the archive."""
        return self.exclude(status=Status.ARCHIVED)

    def with_parts(self) -> Self:
        """With milestones, intentions, pauses and past terms: one query each, however many goals."""
        return self.prefetch_related("milestones", "intentions", "pauses", "past_terms")


class Goal(Owned, TermsColumns):
    """What a person wants, with the terms that hold today.

    `progress_percent`, `stats`, `rollup` and the check-in counters are derived; the write that changes a part changes
    them too.
    """

    # What it is
    title = title_field()
    description = words_field(_("description"))
    pattern = models.CharField(_("pattern"), max_length=9, choices=Pattern.choices, default=Pattern.RECURRING)
    goal_type = models.GeneratedField(
        expression=Case(
            When(pattern__in=HABITS, then=Value(GoalType.HABIT.value)),
            When(pattern=Pattern.TARGET, then=Value(GoalType.TARGET.value)),
            default=Value(GoalType.PROJECT.value),
        ),
        output_field=models.CharField(max_length=7, choices=GoalType.choices),
        db_persist=True,
    )
    specificity = models.CharField(
        _("specificity"), max_length=8, choices=Specificity.choices, default=Specificity.CONCRETE
    )
    value_category = models.CharField(
        _("value category"), max_length=10, choices=ValueCategory.choices, null=True, blank=True
    )
    category = line_field(_("area"), 50)
    # Why, and what when it gets hard
    why_it_matters = words_field(_("why it matters"))
    success_criteria = words_field(_("how you will know"))
    current_baseline = words_field(_("where you are now"))
    recovery_plan = words_field(_("after a miss"))
    small_version = line_field(_("the two-minute version"), 200)
    # How a value is read
    metric_type = models.CharField(_("metric"), max_length=8, choices=MetricType.choices, null=True, blank=True)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction.choices, null=True, blank=True)
    unit = line_field(_("unit"), 30)
    currency = models.CharField(
        _("currency"), max_length=3, null=True, blank=True, validators=[validate_currency], help_text="ISO 4217"
    )
    aggregation = models.CharField(
        _("aggregation"), max_length=7, choices=Aggregation.choices, default=Aggregation.LATEST
    )
    finance_mode = models.CharField(_("finance"), max_length=7, choices=FinanceMode.choices, null=True, blank=True)
    budget = models.ForeignKey(
        "goals.Budget", on_delete=models.SET_NULL, related_name="goals", null=True, blank=True, verbose_name=_("budget")
    )
    debt = models.ForeignKey(
        "goals.Debt", on_delete=models.SET_NULL, related_name="goals", null=True, blank=True, verbose_name=_("debt")
    )
    silence = models.CharField(_("a silent day"), max_length=7, choices=Silence.choices, default=Silence.KEPT)
    reserve_per_month = models.PositiveSmallIntegerField(
        _("misses absorbed a month"), default=0, validators=[MaxValueValidator(31)]
    )
    step = amount_field(_("amount of one tap"), validators=[MinValueValidator(0)])
    quick_amounts = models.JSONField(
        _("quick amounts"),
        null=True,
        blank=True,
        validators=[validate_quick_amounts],
        help_text=_("Up to three, as text."),
    )
    # Where it stands
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.ACTIVE, editable=False)
    status_before_archive = models.CharField(
        max_length=9, choices=Status.choices, null=True, blank=True, editable=False
    )
    progress_sentiment = models.CharField(
        _("how it feels"), max_length=8, choices=Sentiment.choices, null=True, blank=True
    )
    start_date = models.DateField(_("start"), validators=[validate_day], help_text=_("The first day that counts."))
    ended_on = models.DateField(
        null=True, blank=True, editable=False, help_text=_("The last day that counts; empty while it is open.")
    )
    completed_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_check_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    check_in_count = models.PositiveIntegerField(default=0, editable=False)
    progress_percent = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    stats = models.JSONField(default=dict, blank=True, editable=False)
    rollup = models.JSONField(default=dict, blank=True, editable=False, help_text="What the progress engine keeps.")
    # How it is shown
    time_of_day = models.CharField(_("time of day"), max_length=9, choices=TimeOfDay.choices, default=TimeOfDay.ANY)
    sort_order = models.IntegerField(
        _("order"), default=0, validators=[MinValueValidator(-LAST_PLACE), MaxValueValidator(LAST_PLACE)]
    )
    recovery_from = models.DateField(
        null=True, blank=True, editable=False, help_text=_("Until then Today does not offer to pick it up again.")
    )
    metadata = object_field(_("metadata"))

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            # Lists, newest first, with or without a status (GoalQuerySet.listed).
            models.Index(fields=["owner", "-created_at", "-id"], name="goal_newest"),
            # The quota, Today and the status filter.
            models.Index(fields=["owner", "status"], name="goal_by_status"),
        ]
        constraints = [
            *terms_constraints("goal"),
            present("title", "goal"),
            one_of("pattern", Pattern.values),
            one_of("status", Status.values),
            one_of("specificity", Specificity.values),
            one_of("value_category", ValueCategory.values, null=True),
            one_of("progress_sentiment", Sentiment.values, null=True),
            one_of("aggregation", Aggregation.values),
            one_of("silence", Silence.values),
            one_of("time_of_day", TimeOfDay.values),
            one_of("direction", Direction.values, null=True),
            one_of("metric_type", MetricType.values, null=True),
            one_of("finance_mode", FinanceMode.values, null=True),
            models.CheckConstraint(
                condition=Q(progress_percent__isnull=True) | Q(progress_percent__range=(0, 100)), name="goal_percent"
            ),
            models.CheckConstraint(condition=Q(reserve_per_month__range=(0, 31)), name="goal_reserve"),
            models.CheckConstraint(
                condition=Q(status=Status.ARCHIVED) ^ Q(status_before_archive__isnull=True),
                name="goal_archive_remembers",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.COMPLETED) | Q(completed_at__isnull=False), name="goal_completed_at"
            ),
            models.CheckConstraint(
                condition=Q(finance_mode__isnull=True) | Q(currency__isnull=False), name="goal_finance_has_currency"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_editable(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_habit(self) -> bool:
        return self.pattern in HABITS

    def boundaries(self) -> dict[uuid.UUID, Decimal]:
        """The percent that is reached with each milestone, by its id."""
        milestones = list(self.milestones.all())
        steps = [Step(milestone.share, milestone.target_value) for milestone in milestones]
        start, target = self.baseline_value, self.target_value if self.pattern == Pattern.TARGET else None
        if start is None and self.direction != Direction.DECREASE:
            start = Decimal(0)
        reached = on_the_way(steps, start, target)
        return {milestone.pk: shown(each) for milestone, each in zip(milestones, reached, strict=True)}
