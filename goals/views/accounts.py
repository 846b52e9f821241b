"""What we do otherwise than allauth's own account pages."""

from typing import Any

from allauth.account.views import EmailView
from django.http import HttpRequest


class AddressView(EmailView):  # type: ignore[misc]
    """Another address becomes the one to sign in with when it is confirmed, never before."""

    def _action_primary(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Answer as to an unknown step: allauth would take an address that nobody confirmed, or that another has."""


address = AddressView.as_view()
