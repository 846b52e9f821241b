"""One form a pattern: few visible fields that read as a sentence, and the rest under "More options"."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField, formset_factory
from django.utils.translation import gettext_lazy as _

from config.fields import AmountFormField, ModelForm
from config.refusals import Refusal
from goals.forms.parts import DateInput, MilestoneForm, QuickAmountsField, WeekdaysField
from goals.metrics import LONGEST_RUN
from goals.models import Budget, Debt, Goal
from goals.models.choices import Aggregation, Direction, FinanceMode, MetricType, Pattern, Period, Silence
from goals.models.terms import TERMS
from goals.wording import CURRENCIES, in_currency, measure_of

_ABOUT = ["why_it_matters", "small_version", "category", "start_date"]
# Words that a new goal need not have; asked when it is edited.
_MORE_ABOUT = ["description", "success_criteria", "current_baseline", "recovery_plan", "value_category"]
_MONEY = ("finance_mode", "budget", "debt")
_COUNTS = ("times_per_period", "every_n_days", "reserve_per_month")
_PLAN = ("plan_if", "plan_then")
# What an edit changes from today on, leaving the past as it was.
TERMS_FIELDS = frozenset(TERMS)


class MoneyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the person's budgets or debts, told apart by what may be spent or is still owed."""

    def label_from_instance(self, row: Any) -> str:
        amount = row.amount if isinstance(row, Budget) else row.balance
        return f"{row.title} ({in_currency(amount, row.currency)})"


class GoalForm(ModelForm[Goal]):
    """What every pattern asks. `rows` is the sentence, line by line; everything else stands under "More options"."""

    rows: ClassVar[tuple[tuple[str, ...], ...]] = (("title",),)
    plan_if = forms.CharField(label=_("If"), required=False, max_length=500)
    plan_then = forms.CharField(label=_("then I will"), required=False, max_length=500)
    refusal: Refusal | None = None

    class Meta:
        model = Goal
        fields: ClassVar[list[str]] = ["title", *_ABOUT, *_MORE_ABOUT]
        field_classes: ClassVar[dict[str, Any]] = {
            "target_value": AmountFormField,
            "baseline_value": AmountFormField,
            "step": AmountFormField,
            "budget": MoneyField,
            "debt": MoneyField,
        }
        labels: ClassVar[dict[str, Any]] = {
            "title": _("Name"),
            "why_it_matters": _("Why it matters to you"),
            "small_version": _("The two-minute version"),
            "category": _("Area of life"),
            "start_date": _("First day that counts"),
            "time_of_day": _("Time of day"),
            "unit": _("Unit"),
            "step": _("Amount of one tap"),
            "reserve_per_month": _("Misses absorbed a month"),
            "description": _("Description"),
            "success_criteria": _("How you will know"),
            "current_baseline": _("Where you begin"),
            "recovery_plan": _("After a miss"),
            "value_category": _("What it is for"),
            "finance_mode": _("What the money is for"),
            "budget": _("Budget"),
            "debt": _("Debt to pay off"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "small_version": _("For days when the whole thing is too much."),
            "category": _("For example: body, work, money."),
            "start_date": "",
            "recovery_plan": _("What you will do the next time, so that one miss stays one."),
            "finance_mode": _("Budgets and debts to choose from are kept under More, Money."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "why_it_matters": forms.Textarea(attrs={"rows": 3}),
            "start_date": DateInput(),
            "target_date": DateInput(),
            "time_of_day": forms.Select(attrs={"class": "medium"}),
            "unit": forms.TextInput(attrs={"class": "short"}),
            "category": forms.TextInput(attrs={"class": "medium"}),
            **{name: forms.NumberInput(attrs={"class": "short"}) for name in _COUNTS},
            **{name: forms.Select(attrs={"class": "medium"}) for name in (*_MONEY, "value_category")},
            **{name: forms.Textarea(attrs={"rows": 2}) for name in _MORE_ABOUT[:-1]},
        }

    def __init__(self, *args: Any, editing: bool = False, prefilled: bool = False, **kwargs: Any) -> None:
        """`prefilled`: the instance holds a template's values, which stand for the form's own first ones."""
        super().__init__(*args, **kwargs)
        self.editing, self.prefilled = editing, prefilled
        for name in _PLAN if editing else _MORE_ABOUT:
            del self.fields[name]
        if "unit" in self.fields:
            self.initial["unit"] = measure_of(self.instance) or None
        self._offer_money()

    def _offer_money(self) -> None:
        """The person's own budgets and debts; nothing is asked where there is nothing to choose from."""
        if "finance_mode" in self.fields:
            choices: Any = FinanceMode.choices
            self.fields["finance_mode"].choices = [("", _("nothing in particular")), *choices]  # type: ignore[attr-defined]
        for name, rows in (("budget", Budget.objects), ("debt", Debt.objects)):
            if name not in self.fields:
                continue
            field: Any = self.fields[name]
            field.queryset = rows.filter(owner_id=self.instance.owner_id)
            field.empty_label = _("none")
            if not field.queryset:
                del self.fields[name]

    def sentence(self) -> list[list[BoundField]]:
        return [[self[name] for name in row] for row in self.rows]

    def options(self) -> list[BoundField]:
        shown = {name for row in self.rows for name in row}
        return [field for field in self.visible_fields() if field.name not in shown]

    def options_open(self) -> bool:
        """Whether "More options" hold an error, or what a template brings, and so must be seen."""
        return self.prefilled or any(field.errors for field in self.options())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("plan_if")) != bool(cleaned.get("plan_then")):
            empty = "plan_then" if cleaned.get("plan_if") else "plan_if"
            self.add_error(empty, _("Give both halves of the plan, or neither."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the actions take: the plan becomes an intention, a currency sign in "unit" a currency."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in _PLAN}
        if not self.editing and self.cleaned_data["plan_if"]:
            plan = {"trigger_condition": self.cleaned_data["plan_if"], "action": self.cleaned_data["plan_then"]}
            values["intentions"] = [plan]
        if "unit" in values:
            values |= self._measure(values["unit"])
        return values

    def _measure(self, unit: str | None) -> dict[str, Any]:
        text = (unit or "").strip()
        if currency := self._currency(text):
            return {"unit": None, "currency": currency, "metric_type": MetricType.MONEY}
        metric = self.instance.metric_type
        kept = None if metric == MetricType.MONEY else metric
        moot = dict.fromkeys(set(_MONEY) - set(self.fields))
        return {"unit": unit, "currency": None, "metric_type": kept, **moot}

    def _currency(self, text: str) -> str | None:
        """The currency that the unit means: a known one, or any where money is spoken of; empty, that of the money."""
        money = self.cleaned_data.get("debt") or self.cleaned_data.get("budget")
        if not text:
            return money.currency if money else None
        if text in CURRENCIES:
            return CURRENCIES[text]
        meant = money or self.cleaned_data.get("finance_mode") or text == self.instance.currency
        return text if meant and re.fullmatch("[A-Z]{3}", text) else None

    def refuse(self, refusal: Refusal) -> None:
        """Show what an action would not do, beside the fields it named."""
        self.refusal = refusal
        for name, sentences in refusal.fields.items():
            shown = "unit" if name == "currency" else name
            self.add_error(shown if shown in self.fields else None, sentences)
        if not refusal.fields:
            self.add_error(None, refusal.sentence)


class HabitForm(GoalForm):
    period = forms.ChoiceField(
        label=_("in each"), choices=[(Period.DAY, _("day")), (Period.WEEK, _("week")), (Period.MONTH, _("month"))]
    )
    period.widget.attrs["class"] = "short"


class RecurringForm(HabitForm):
    rows = (("title",), ("times_per_period", "period"), ("weekdays",))
    quick_amounts = QuickAmountsField()
    weekdays = WeekdaysField(
        label=_("Only on these weekdays"), help_text=_("Instead of the line above. Leave empty for any day.")
    )

    class Meta(GoalForm.Meta):
        fields: ClassVar[list[str]] = [
            "title", "times_per_period", "period", "weekdays", "time_of_day", "target_value", "unit", "step",
            "quick_amounts", "every_n_days", "reserve_per_month", *_ABOUT, *_MORE_ABOUT,
        ]  # fmt: skip
        labels: ClassVar[dict[str, Any]] = GoalForm.Meta.labels | {
            "times_per_period": _("How many times"),
            "target_value": _("Amount to reach"),
            "every_n_days": _("Or once every … days"),
        }
        help_texts: ClassVar[dict[str, Any]] = GoalForm.Meta.help_texts | {
            "target_value": _("For goals with a measure, such as 2 litres a day. Leave empty to just tick it off."),
            "unit": _("For example: km, pages, litres, £."),
            "every_n_days": _("Counted from the last time you did it."),
            "reserve_per_month": _("So many misses a month do not end a run."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("weekdays") and cleaned.get("every_n_days"):
            self.add_error("every_n_days", _("Choose weekdays or a number of days, not both."))
        return cleaned


class StreakForm(GoalForm):
    rows = (("title",), ("target_value", "reserve_per_month"))
    # The rule of the action says what is wrong; the box only knows its ends.
    target_value = forms.IntegerField(
        label=_("Days in a row"),
        initial=30,
        widget=forms.NumberInput(attrs={"class": "short", "min": 1, "max": LONGEST_RUN}),
    )

    class Meta(GoalForm.Meta):
        fields: ClassVar[list[str]] = [
            "title",
            "target_value",
            "reserve_per_month",
            "time_of_day",
            *_ABOUT,
            *_MORE_ABOUT,
        ]
        labels: ClassVar[dict[str, Any]] = GoalForm.Meta.labels | {"reserve_per_month": _("Misses allowed a month")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.editing or self.prefilled:
            days = self.instance.target_value
            self.initial["target_value"] = None if days is None else int(days)
        else:
            # An instance without values would otherwise have the first word.
            self.initial.update({"target_value": self.fields["target_value"].initial, "reserve_per_month": 2})


class LimitForm(HabitForm):
    rows = (("title",), ("target_value", "unit", "period"))
    quick_amounts = QuickAmountsField()

    class Meta(GoalForm.Meta):
        fields: ClassVar[list[str]] = [
            "title", "target_value", "unit", "period", "time_of_day", "step", "quick_amounts", "silence", "budget",
            *_ABOUT, *_MORE_ABOUT,
        ]  # fmt: skip
        labels: ClassVar[dict[str, Any]] = GoalForm.Meta.labels | {
            "target_value": _("At most"),
            "silence": _("A day without an entry means"),
        }
        widgets: ClassVar[dict[str, Any]] = GoalForm.Meta.widgets | {"silence": forms.Select(attrs={"class": "medium"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_value"].required = True
        self.fields["silence"].choices = Silence.choices  # type: ignore[attr-defined]
        if not (self.editing or self.prefilled):
            self.initial["period"] = Period.WEEK


class TargetForm(GoalForm):
    rows = (("title",), ("baseline_value", "target_value", "unit", "target_date"), ("aggregation",))
    quick_amounts = QuickAmountsField()
    aggregation = forms.ChoiceField(label=_("What you will enter"), widget=forms.RadioSelect)

    class Meta(GoalForm.Meta):
        fields: ClassVar[list[str]] = [
            "title", "baseline_value", "target_value", "unit", "target_date", "aggregation", "step", "quick_amounts",
            *_MONEY, *_ABOUT, *_MORE_ABOUT,
        ]  # fmt: skip
        labels: ClassVar[dict[str, Any]] = GoalForm.Meta.labels | {
            "baseline_value": _("From"),
            "target_value": _("To"),
            "target_date": _("By"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_value"].required = True
        kinds: list[tuple[str, Any]] = [
            (Aggregation.SUM, _("Amounts that add up, such as money saved")),
            (Aggregation.LATEST, _("Readings, such as a weight: the newest counts")),
        ]
        if self.instance.aggregation not in (Aggregation.SUM, Aggregation.LATEST):
            kinds.append((self.instance.aggregation, self.instance.get_aggregation_display()))
        self.fields["aggregation"].choices = kinds  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The direction follows from the two ends."""
        values = super().values()
        start, end = values["baseline_value"], values["target_value"]
        if start is not None and start != end:
            values["direction"] = Direction.INCREASE if end > start else Direction.DECREASE
        return values


class ProjectForm(GoalForm):
    rows = (("title",), ("target_date",))

    class Meta(GoalForm.Meta):
        fields: ClassVar[list[str]] = ["title", "target_date", *_ABOUT, *_MORE_ABOUT]
        labels: ClassVar[dict[str, Any]] = GoalForm.Meta.labels | {"target_date": _("All done by (optional)")}


class MilestoneRow(MilestoneForm):
    """A row that may stay empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "empty_permitted": True, "use_required_attribute": False})


_MOST_ROWS = 50
MilestoneRows = formset_factory(MilestoneRow, extra=3, max_num=_MOST_ROWS, validate_max=True)
_OneMoreRow = formset_factory(MilestoneRow, extra=1, max_num=_MOST_ROWS)


def typed_rows(data: Mapping[str, str]) -> Any:
    """The rows as they were typed, unjudged, and one more."""
    names = MilestoneForm.base_fields
    ids = [{name: f"rows-{row}-{name}" for name in names} for row in range(_MOST_ROWS)]
    typed = [{name: data[at] for name, at in row.items() if at in data} for row in ids]
    return _OneMoreRow(initial=[row for row in typed if row], prefix="rows")


GOAL_FORMS: dict[str, type[GoalForm]] = {
    Pattern.RECURRING: RecurringForm,
    Pattern.STREAK: StreakForm,
    Pattern.LIMIT: LimitForm,
    Pattern.TARGET: TargetForm,
    Pattern.MILESTONE: ProjectForm,
}
