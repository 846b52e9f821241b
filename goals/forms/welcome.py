"""What a new person is asked: when their days run, a first goal, a moment for it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.forms.parts import PlanForm
from goals.forms.people import DayForm, zone_choices
from goals.models import User
from goals.models.choices import Period

_RHYTHMS: dict[str, tuple[Any, dict[str, Any]]] = {
    "daily": (_("every day"), {}),
    "weekdays": (_("Monday to Friday"), {"weekdays": [0, 1, 2, 3, 4]}),
    "thrice": (_("3 times a week"), {"period": Period.WEEK, "times_per_period": 3}),
    "weekly": (_("once a week"), {"period": Period.WEEK}),
}


class ClockForm(DayForm):
    """Time zone and day start at once; the browser's zone stands in where none was chosen yet."""

    class Meta(DayForm.Meta):
        model = User
        fields: ClassVar[list[str]] = ["timezone", "day_starts_at"]
        labels: ClassVar[dict[str, Any]] = {"timezone": _("Your time zone")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"data-browser-zone": True} if self.instance.timezone == "UTC" else {}
        self.fields["timezone"].widget = forms.Select(attrs=attrs, choices=zone_choices(self.instance.timezone))


class FirstGoalForm(forms.Form):
    title = forms.CharField(
        label=_("I want to"),
        max_length=200,
        validators=[PlainText()],
        help_text=_("For example: read, run, call a friend"),
    )
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=[(value, label) for value, (label, _terms) in _RHYTHMS.items()],
        initial="daily",
        widget=forms.RadioSelect,
    )

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {"title": self.cleaned_data["title"], **_RHYTHMS[self.cleaned_data["rhythm"]][1]}


class FirstPlanForm(PlanForm):
    """A plan on every day that the goal has."""

    class Meta(PlanForm.Meta):
        fields: ClassVar[list[str]] = ["trigger_condition", "action", "reminder_time"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reminder_weekdays"]
