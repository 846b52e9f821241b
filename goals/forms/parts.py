"""Forms of what belongs to a goal: milestones and if-then plans."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from config.fields import ModelForm
from goals.models import Intention, Milestone


class DateInput(forms.DateInput):
    """The browser's own date picker, which wants ISO dates whatever the locale."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "medium", **(attrs or {})}, format="%Y-%m-%d")


class MilestoneForm(ModelForm[Milestone]):
    class Meta:
        model = Milestone
        fields: ClassVar[list[str]] = ["title", "target_date"]
        labels: ClassVar[dict[str, Any]] = {"title": _("Milestone"), "target_date": _("Planned for (optional)")}
        widgets: ClassVar[dict[str, Any]] = {"target_date": DateInput()}


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
