"""What people choose under Settings: where reminders go, and which programs follow along."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.models import Integration, IntegrationKind, ReminderSettings
from coaching.models.integration import LONGEST_ADDRESS
from config.fields import ModelForm


class ReminderSettingsForm(ModelForm[ReminderSettings]):
    class Meta:
        model = ReminderSettings
        fields: ClassVar[list[str]] = ["on_today", "by_mail"]
        labels: ClassVar[dict[str, Any]] = {"on_today": _("Show them on Today"), "by_mail": _("Send them by email")}


class WebhookForm(ModelForm[Integration]):
    address = forms.URLField(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        assume_scheme="https",
        help_text=_("Where it takes messages; it begins with https://"),
    )

    class Meta:
        model = Integration
        fields: ClassVar[list[str]] = ["name", "address", "sends_reminders"]
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "sends_reminders": _("Send my reminders there"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("What it is, for example: home automation"),
        }


class CalendarForm(ModelForm[Integration]):
    class Meta:
        model = Integration
        fields: ClassVar[list[str]] = ["name", "shows"]
        labels: ClassVar[dict[str, Any]] = {"name": _("Name"), "shows": _("It shows")}
        help_texts: ClassVar[dict[str, Any]] = {"name": _("Whose it is, for example: kitchen tablet")}
        widgets: ClassVar[dict[str, Any]] = {"shows": forms.Select(attrs={"class": "medium"})}


FORMS: dict[str, type[ModelForm[Integration]]] = {
    IntegrationKind.WEBHOOK: WebhookForm,
    IntegrationKind.CALENDAR: CalendarForm,
}
