"""Forms of what belongs to a goal: milestones and if-then plans."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from config.fields import AmountFormField, AmountInput, ModelForm
from goals.journal import plain
from goals.models import Goal, Intention, Milestone
from goals.models.choices import Pattern
from goals.terms import weekday_names
from goals.validators import MOST_QUICK_AMOUNTS, validate_quick_amounts


class DateInput(forms.DateInput):
    """The browser's own date picker, which wants ISO dates whatever the locale."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "medium", **(attrs or {})}, format="%Y-%m-%d")


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Weekdays as checkboxes; none ticked is null."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "checks"})
        super().__init__(coerce=int, required=False, widget=widget, choices=lambda: list(enumerate(weekday_names())))
        self.label, self.help_text = kwargs["label"], kwargs["help_text"]

    def clean(self, value: Any) -> list[int] | None:
        return sorted(super().clean(value)) or None


class AmountBoxes(forms.MultiWidget):
    def __init__(self) -> None:
        names = [_("First amount"), _("Second amount"), _("Third amount")]
        super().__init__([AmountInput({"aria-label": name}) for name in names], attrs={"class": "short"})
        self.use_fieldset = True

    def decompress(self, value: Any) -> list[Decimal | None]:
        return _in_boxes(value)


def _in_boxes(stored: list[str] | None) -> list[Decimal | None]:
    amounts = [Decimal(amount) for amount in stored or ()]
    return [*amounts, *[None] * (MOST_QUICK_AMOUNTS - len(amounts))]


class QuickAmountsField(forms.MultiValueField):
    """Up to three amounts, each in a box of its own; none is null."""

    widget = AmountBoxes

    def __init__(self) -> None:
        boxes = [AmountFormField(required=False) for _place in range(MOST_QUICK_AMOUNTS)]
        super().__init__(
            boxes,
            required=False,
            require_all_fields=False,
            label=_("Other amounts at hand"),
            help_text=_("Up to three; each has a button of its own on Today."),
        )

    def bound_data(self, data: Any, initial: Any) -> tuple[Any, ...]:
        return tuple(data or ())

    def prepare_value(self, value: Any) -> Any:
        """Stored amounts as numbers, which the locale writes and reads again; typed ones as they were typed."""
        return _in_boxes(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(_in_boxes(initial), data)

    def compress(self, data_list: list[Decimal | None]) -> list[str] | None:
        amounts = [plain(amount) for amount in data_list if amount is not None] or None
        if amounts:
            validate_quick_amounts(amounts)
        return amounts


class MilestoneForm(ModelForm[Milestone]):
    class Meta:
        model = Milestone
        fields: ClassVar[list[str]] = ["title", "target_date"]
        labels: ClassVar[dict[str, Any]] = {"title": _("Milestone"), "target_date": _("Planned for (optional)")}
        widgets: ClassVar[dict[str, Any]] = {"target_date": DateInput()}


class MilestoneDetailForm(MilestoneForm):
    """All of a milestone of `goal`: on the way to a number its value, elsewhere its share of the whole."""

    class Meta(MilestoneForm.Meta):
        fields: ClassVar[list[str]] = ["title", "target_date", "target_value", "share", "description"]
        field_classes: ClassVar[dict[str, Any]] = {"target_value": AmountFormField, "share": AmountFormField}
        labels: ClassVar[dict[str, Any]] = MilestoneForm.Meta.labels | {
            "target_value": _("Reached at (optional)"),
            "share": _("Percent of the goal that it reaches (optional)"),
            "description": _("Description (optional)"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "target_value": _("The milestone completes itself when a value gets there."),
            "share": _("Without it milestones are equal parts."),
        }
        widgets: ClassVar[dict[str, Any]] = MilestoneForm.Meta.widgets | {
            "description": forms.Textarea(attrs={"rows": 3})
        }

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["share" if goal.pattern == Pattern.TARGET else "target_value"]


class IntentionForm(ModelForm[Intention]):
    class Meta:
        model = Intention
        fields: ClassVar[list[str]] = ["trigger_condition", "action"]
        labels: ClassVar[dict[str, Any]] = {"trigger_condition": _("If"), "action": _("then I will")}
        help_texts: ClassVar[dict[str, Any]] = {
            "trigger_condition": _("A moment you will notice: it is 7:00 and I have had coffee"),
            "action": _("The smallest useful step: put on my shoes and go out"),
        }
        widgets: ClassVar[dict[str, Any]] = {"trigger_condition": forms.TextInput(), "action": forms.TextInput()}


class PlanForm(IntentionForm):
    """A plan with its reminder."""

    reminder_weekdays = WeekdaysField(label=_("Remind me on"), help_text=_("Leave empty for every day."))

    class Meta(IntentionForm.Meta):
        fields: ClassVar[list[str]] = ["trigger_condition", "action", "reminder_time", "reminder_weekdays"]
        labels: ClassVar[dict[str, Any]] = IntentionForm.Meta.labels | {"reminder_time": _("Remind me at (optional)")}
        help_texts: ClassVar[dict[str, Any]] = IntentionForm.Meta.help_texts | {
            "reminder_time": _("Today shows it then. By email, or in your calendar, too: More, Reminders.")
        }
        widgets: ClassVar[dict[str, Any]] = IntentionForm.Meta.widgets | {
            "reminder_time": forms.TimeInput(attrs={"class": "medium", "type": "time"}, format="%H:%M")
        }
