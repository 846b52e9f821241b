"""What sign-up asks beside e-mail address and password."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.http import HttpRequest

from goals.actions import update_profile
from goals.journal import Actor
from goals.models import User
from goals.models.choices import Source


class SignUpZone(forms.Form):
    """The browser's time zone, filled in by script; without it the person chooses one in the settings."""

    timezone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-browser-zone": True}))

    def clean_timezone(self) -> str:
        zone = str(self.cleaned_data["timezone"])
        return zone if zone in available_timezones() else ""

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called once the account exists."""
        changes: dict[str, Any] = {"timezone": self.cleaned_data["timezone"]}
        if changes["timezone"]:
            update_profile(by=Actor(user, Source.PAGE), user=user, **changes)
