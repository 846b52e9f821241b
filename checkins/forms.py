"""Forms of what was done: one step of a row on Today, and the whole record."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from checkins.models import CheckIn
from checkins.models.check_in import DayStatus, Mood
from config.fields import AmountFormField
from goals.forms.parts import DateInput
from goals.models import Goal, Milestone
from goals.models.choices import Pattern
from goals.validators import validate_day

STATUS_OF = {
    "done": DayStatus.COMPLETED,
    "skip": DayStatus.SKIPPED,
    "missed": DayStatus.MISSED,
    "clear": None,
}
_NO_STATUS = [("", _("No status"))]


class DayPicker(forms.Form):
    day = forms.DateField(validators=[validate_day])


class MonthPicker(forms.Form):
    """Which month to look at, and which of its days; what makes no sense picks nothing."""

    month = forms.DateField(input_formats=["%Y-%m"], validators=[validate_day], required=False)
    day = forms.DateField(validators=[validate_day], required=False)

    def picked(self, today: dt.date) -> tuple[dt.date, dt.date | None]:
        """The first day of the month (this one by default), and the day unless it is still to come."""
        self.is_valid()
        day = self.cleaned_data.get("day")
        day = day if day and day <= today else None
        month = self.cleaned_data.get("month") or day or today
        return min(month, today).replace(day=1), day


class StepForm(forms.Form):
    """What the buttons of a row send: a status, an amount to add or take away, or the amount to take back.

    A `quick` amount is a button's own, written by us, and is added whatever stands in the box.
    """

    date = forms.DateField(validators=[validate_day])
    key = forms.UUIDField(required=False)
    status = forms.ChoiceField(choices=[(word, word) for word in STATUS_OF], required=False)
    op = forms.ChoiceField(choices=[("add", "add"), ("sub", "sub")], required=False)
    undo = forms.UUIDField(required=False)
    amount = AmountFormField(required=False)
    quick = forms.DecimalField(max_digits=20, decimal_places=4, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        quick = cleaned.pop("quick", None)
        if quick is not None:
            self.errors.pop("amount", None)
            cleaned |= {"op": "add", "amount": quick}
        op, amount = cleaned.get("op"), cleaned.get("amount")
        if not (cleaned.get("status") or op or cleaned.get("undo")) and "undo" not in self.errors:
            self.add_error(None, _("Choose one of the buttons."))
        if op in ("add", "sub") and "amount" not in self.errors and (amount is None or amount <= 0):
            self.add_error("amount", _("Enter an amount above 0."))
        return cleaned


class ImportForm(forms.Form):
    file = forms.FileField(label=_("The file to import"), widget=forms.FileInput(attrs={"accept": ".zip,.json"}))
    skip_broken = forms.BooleanField(label=_("Leave out rows that cannot be read"), required=False)


class LogForm(forms.Form):
    """A whole check-in, new or to be corrected; only the fields that the goal's pattern knows."""

    check_in_date = forms.DateField(label=_("Day"), widget=DateInput())
    habit_completion_status = forms.ChoiceField(
        label=_("Status"),
        choices=[*_NO_STATUS, *DayStatus.choices],
        required=False,
        widget=forms.Select(attrs={"class": "medium"}),
    )
    value_recorded = AmountFormField(label=_("Amount"), required=False)
    milestone: "forms.ModelChoiceField[Milestone]" = forms.ModelChoiceField(
        label=_("Milestone"), queryset=None, required=False, empty_label=_("None")
    )
    content = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    link = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    mood = forms.TypedChoiceField(
        label=_("Mood"),
        choices=[("", _("Not said")), *Mood.choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "medium"}),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput())

    def __init__(
        self,
        data: Any = None,
        *,
        goal: Goal,
        today: dt.date,
        check_in: CheckIn | None = None,
        day: dt.date | None = None,
        **kwargs: Any,
    ) -> None:
        initial = _stored(check_in) if check_in else {"check_in_date": day or today, "key": uuid7()}
        super().__init__(data, initial=initial, **kwargs)
        self.goal = goal
        self.fields["check_in_date"].widget.attrs["max"] = today.isoformat()
        self.fields["milestone"].queryset = goal.milestones.all()  # type: ignore[attr-defined]
        measure = goal.currency or goal.unit
        if measure:
            self.fields["value_recorded"].label = _("Amount (%(unit)s)") % {"unit": measure}
        for name in _left_out(goal, check_in):
            del self.fields[name]
        if not check_in and goal.pattern != Pattern.TARGET and "habit_completion_status" in self.fields:
            self.initial["habit_completion_status"] = "" if goal.pattern == Pattern.LIMIT else DayStatus.COMPLETED

    def values(self) -> dict[str, Any]:
        """What the actions take, without the key."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return {name: None if value == "" else value for name, value in values.items()}

    @property
    def new_id(self) -> UUID | None:
        """The id that the check-in will have, chosen when the form was drawn."""
        return self.cleaned_data.get("key")


def _stored(check_in: CheckIn) -> dict[str, Any]:
    names = ("check_in_date", "habit_completion_status", "value_recorded", "milestone", "content", "link", "mood")
    return {name: getattr(check_in, name) for name in names}


def _left_out(goal: Goal, check_in: CheckIn | None) -> list[str]:
    """Fields that say nothing about this goal, unless the check-in already uses them."""
    is_project = goal.pattern == Pattern.MILESTONE
    is_plain = goal.pattern in (Pattern.RECURRING, Pattern.STREAK) and not goal.unit and goal.target_value is None
    is_plain |= goal.pattern == Pattern.STREAK
    unused = {
        "habit_completion_status": goal.pattern in (Pattern.TARGET, Pattern.MILESTONE),
        "value_recorded": is_project or is_plain,
        "milestone": not is_project,
    }
    used = {name for name in unused if check_in is not None and getattr(check_in, name) is not None}
    return [name for name, is_unused in unused.items() if is_unused and name not in used]
