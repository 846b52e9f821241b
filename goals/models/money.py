"""Money that feeds goals: what may be spent, what is owed, and what was put in."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.models.choices import Period
from goals.models.columns import AmountField
from goals.models.goal import Goal, line_field, present, title_field
from goals.models.owned import Owned, OwnedQuerySet
from goals.validators import validate_currency, validate_day


def currency_field() -> "models.CharField[str, str]":
    return models.CharField(_("currency"), max_length=3, validators=[validate_currency], help_text="ISO 4217")


def sum_field(verbose_name: Any, **options: Any) -> AmountField:
    return AmountField(verbose_name, max_digits=20, decimal_places=4, **options)


class Budget(Owned):
    """An amount that may be spent in each period."""

    title = title_field()
    currency = currency_field()
    amount = sum_field(_("amount"), validators=[MinValueValidator(0)])
    period = models.CharField(_("period"), max_length=5, choices=Period.choices, default=Period.MONTH)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["owner", "-created_at", "-id"], name="budget_of_owner")]
        constraints = [
            present("title", "budget"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_amount"),
            models.CheckConstraint(condition=Q(period__in=Period.values), name="budget_period"),
        ]

    def __str__(self) -> str:
        return self.title


class Debt(Owned):
    """What is owed: `principal` at the start, `balance` now. Contributions to a pay_off goal lower the balance."""

    title = title_field()
    currency = currency_field()
    principal = sum_field(_("owed at the start"), validators=[MinValueValidator(0)])
    balance = sum_field(_("owed now"))
    due_date = models.DateField(_("due"), null=True, blank=True, validators=[validate_day])

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["owner", "-created_at", "-id"], name="debt_of_owner")]
        constraints = [
            present("title", "debt"),
            models.CheckConstraint(condition=Q(principal__gte=0), name="debt_principal"),
        ]

    def __str__(self) -> str:
        return self.title


class Contribution(Owned):
    """An amount put toward a goal, or taken out of it again (negative); a value of that goal.

    `external_reference` is the payer's own name for it: the same one again is the same contribution. `debt` is the one
    whose balance it lowered, whatever its goal pays off now.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="contributions", editable=False)
    debt = models.ForeignKey(
        Debt,
        on_delete=models.SET_NULL,
        related_name="contributions",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("debt"),
    )
    amount = sum_field(_("amount"))
    currency = currency_field()
    occurred_on = models.DateField(_("day"), validators=[validate_day])
    note = models.CharField(_("note"), max_length=500, null=True, blank=True, validators=[PlainText()])
    external_reference = line_field(_("reference"), 200)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-occurred_on", "-created_at", "-id"]
        indexes = [
            # A goal's contributions, newest first.
            models.Index(fields=["goal", "-occurred_on", "-created_at", "-id"], name="contribution_of_goal"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="contribution_not_zero"),
            models.UniqueConstraint(
                fields=["owner", "external_reference"],
                condition=Q(external_reference__isnull=False),
                name="contribution_reference_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on} {self.amount} {self.currency}"
