"""Sign-in and passwords: allauth's forms, with labels that read like those of the other pages."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordKeyForm
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.utils.translation import gettext_lazy as _

_LABELS = {
    "remember": _("Stay signed in"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
}


def password_hint() -> str:
    """What the validators of a password ask for, in one sentence instead of one for each."""
    rules = get_default_password_validators()
    least = max((rule.min_length for rule in rules if isinstance(rule, MinimumLengthValidator)), default=1)
    words = _("At least %(count)d characters: no common password, nothing like your address, not digits alone.")
    return str(words) % {"count": least}


class _Labelled(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & _LABELS.keys():
            self.fields[name].label = _LABELS[name]
            if self.fields[name].help_text and name == "password1":
                self.fields[name].help_text = password_hint()


class SignInForm(_Labelled, LoginForm):  # type: ignore[misc]
    """Signs out when the browser closes, unless somebody wants to stay."""


class PasswordForm(_Labelled, ChangePasswordForm):  # type: ignore[misc]
    """A new password, for who knows the present one."""


class NewPasswordForm(_Labelled, ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, for who has followed the link in a message."""
