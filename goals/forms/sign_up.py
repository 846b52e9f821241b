"""The sign-up form. Apart from what it asks for, which allauth's own forms are built upon."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.forms import SignupForm
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from goals.actions.people import AddressTaken
from goals.forms.passwords import password_hint


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Two who sign up with the same address at once: the second one is answered as if the first had long been there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_hint()

    def try_save(self, request: HttpRequest) -> Any:
        """The new person, or else the answer."""
        try:
            return super().try_save(request)
        except AddressTaken:
            self.full_clean()
        if self.is_valid():  # the address has an account, which is not to be told
            return super().try_save(request)
        for sentence in self.errors["email"]:
            messages.error(request, sentence)
        address = urlencode({"email": self.data.get("email", "")})
        return None, HttpResponseRedirect(f"{reverse('account_signup')}?{address}")
