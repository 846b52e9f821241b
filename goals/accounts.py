"""What sign-up, new passwords and new addresses do to our rows: allauth asks, our actions write."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
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

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """The address that a person signs in with stays until another one is confirmed."""
        return email_address.email != email_address.user.email and bool(super().can_delete_email(email_address))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """A confirmed address becomes the one to sign in with, unless somebody else's account has it meanwhile."""
        user = email_address.user
        if User.objects.filter(email=email_address.email).exclude(pk=user.pk).exists():
            sentence = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, sentence, {"email": email_address.email})
            return False
        before = user.email
        with writing(user.pk, by=Actor(user, Source.PAGE)) as journal:
            confirmed = bool(super().confirm_email(request, email_address))
            if confirmed and email_address.email != before:
                journal.note(user, "updated", {"email": [before, email_address.email]}, version=journal.revision)
        return confirmed
