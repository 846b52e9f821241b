"""What sign-up and password changes do to our rows: allauth asks, our actions write."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from goals.actions import register
from goals.journal import Actor, writing
from goals.models import User
from goals.models.choices import Source


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGN_UP_OPEN)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        return register(user=user) if commit else user

    def set_password(self, user: User, password: str) -> None:
        """The journal says that the password changed, never to what."""
        if user._state.adding:
            super().set_password(user, password)
            return
        with writing(user.pk, by=Actor(user, Source.PAGE)) as journal:
            super().set_password(user, password)
            journal.note(user, "password_changed", {}, version=journal.revision)
