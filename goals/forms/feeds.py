"""Forms of what feeds a goal: tasks, linked habits, contributions; and of the person's budgets and debts."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from config.fields import AmountFormField, ModelForm
from goals.forms.parts import DateInput
from goals.models import Budget, Contribution, Debt, Goal, HabitLink, Task
from goals.models.choices import GoalType

_WEIGHT = forms.NumberInput(attrs={"class": "short"})
_WEIGHT_HINT = _("2 counts twice as much as 1.")
_CURRENCY = forms.TextInput(attrs={"class": "short", "autocapitalize": "characters"})


class TaskForm(ModelForm[Task]):
    """Asks for a milestone only where the goal has some."""

    class Meta:
        model = Task
        fields: ClassVar[list[str]] = ["title", "due_date", "focus_minutes", "milestone", "weight"]
        labels: ClassVar[dict[str, Any]] = {
            "title": _("Task"),
            "due_date": _("Due (optional)"),
            "focus_minutes": _("Minutes of focus so far"),
            "milestone": _("Part of the milestone (optional)"),
            "weight": _("Weight"),
        }
        help_texts: ClassVar[dict[str, Any]] = {"weight": _WEIGHT_HINT}
        widgets: ClassVar[dict[str, Any]] = {
            "due_date": DateInput(),
            "focus_minutes": forms.NumberInput(attrs={"class": "short"}),
            "milestone": forms.Select(attrs={"class": "medium"}),
            "weight": _WEIGHT,
        }

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["milestone"]
        field.queryset = goal.milestones.all()
        if not field.queryset:
            del self.fields["milestone"]


class HabitLinkForm(ModelForm[HabitLink]):
    """Offers the person's habits that do not feed the goal yet."""

    habit = forms.ModelChoiceField(label=_("Habit"), queryset=Goal.objects.none())

    class Meta:
        model = HabitLink
        fields: ClassVar[list[str]] = ["weight"]
        labels: ClassVar[dict[str, Any]] = {"weight": _("Weight")}
        help_texts: ClassVar[dict[str, Any]] = {"weight": _WEIGHT_HINT}
        widgets: ClassVar[dict[str, Any]] = {"weight": _WEIGHT}

    field_order = ("habit", "weight")

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        habits = Goal.objects.filter(owner_id=goal.owner_id, goal_type=GoalType.HABIT).listed()
        field: Any = self.fields["habit"]
        field.queryset = habits.exclude(pk=goal.pk).exclude(feeds__goal=goal).order_by("title", "id")


class WeightForm(ModelForm[HabitLink]):
    """How much a linked habit counts; which one it is stays."""

    class Meta(HabitLinkForm.Meta):
        pass


class ContributionForm(ModelForm[Contribution]):
    """The day may stay empty in a new one only."""

    occurred_on = forms.DateField(label=_("Day (today when empty)"), required=False, widget=DateInput())

    class Meta:
        model = Contribution
        fields: ClassVar[list[str]] = ["amount", "occurred_on", "note"]
        field_classes: ClassVar[dict[str, Any]] = {"amount": AmountFormField}
        labels: ClassVar[dict[str, Any]] = {"amount": _("Amount"), "note": _("Note (optional)")}
        help_texts: ClassVar[dict[str, Any]] = {"amount": _("What you take out again is negative.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["occurred_on"].required = True
            self.fields["occurred_on"].label = _("Day")


class BudgetForm(ModelForm[Budget]):
    class Meta:
        model = Budget
        fields: ClassVar[list[str]] = ["title", "amount", "currency", "period"]
        field_classes: ClassVar[dict[str, Any]] = {"amount": AmountFormField}
        labels: ClassVar[dict[str, Any]] = {"title": _("Name"), "amount": _("At most"), "period": _("For each")}
        help_texts: ClassVar[dict[str, Any]] = {"currency": _("For example EUR.")}
        widgets: ClassVar[dict[str, Any]] = {"currency": _CURRENCY, "period": forms.Select(attrs={"class": "medium"})}


class DebtForm(ModelForm[Debt]):
    balance = AmountFormField(label=_("Owed now"), required=False, help_text=_("The same when empty."))

    class Meta:
        model = Debt
        fields: ClassVar[list[str]] = ["title", "principal", "balance", "currency", "due_date"]
        field_classes: ClassVar[dict[str, Any]] = {"principal": AmountFormField}
        labels: ClassVar[dict[str, Any]] = {"title": _("Name"), "due_date": _("Due (optional)")}
        help_texts: ClassVar[dict[str, Any]] = {"currency": _("For example EUR.")}
        widgets: ClassVar[dict[str, Any]] = {"currency": _CURRENCY, "due_date": DateInput()}

    def values(self) -> dict[str, Any]:
        """What the actions take: an empty balance is the principal."""
        values = dict(self.cleaned_data)
        if values["balance"] is None:
            values["balance"] = values["principal"]
        return values
