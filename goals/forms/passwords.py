"""Sign-in and passwords: allauth's forms, with labels that read like those of the other pages."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordKeyForm
from django import forms
from django.utils.translation import gettext_lazy as _

_LABELS = {
    "remember": _("Stay signed in"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
}


class _Labelled(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & _LABELS.keys():
            self.fields[name].label = _LABELS[name]


class SignInForm(_Labelled, LoginForm):  # type: ignore[misc]
    """Signs out when the browser closes, unless somebody wants to stay."""


class PasswordForm(_Labelled, ChangePasswordForm):  # type: ignore[misc]
    """A new password, for who knows the present one."""


class NewPasswordForm(_Labelled, ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, for who has followed the link in a message."""
