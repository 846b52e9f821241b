"""The account: what we do otherwise than allauth's own pages, and leaving."""

from typing import Any

from allauth.account.views import EmailView
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config.refusals import Refusal
from goals import actions
from goals.forms import ErasureForm
from goals.views.frame import PageRequest, actor, in_words, page, say, see_other, signed_in


class AddressView(EmailView):  # type: ignore[misc]
    """Another address becomes the one to sign in with when it is confirmed, never before."""

    def _action_primary(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Answer as to an unknown step: allauth would take an address that nobody confirmed, or that another has."""


address = AddressView.as_view()


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: PageRequest) -> HttpResponse:
    """The way to address and password, and out; guesses at the password count with those of signing in again."""
    if request.method == "POST":
        too_often: HttpResponse | None = ratelimit.consume_or_429(request, action="reauthenticate", user=request.user)
        if too_often is not None:
            return too_often
    form = ErasureForm(request.POST or None, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            actions.erase_account(by=actor(request), user=request.user)
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            logout(request)
            say(request, _("Your account and everything in it is erased."))
            return see_other(reverse("account_login"))
    return page(request, "goals/settings_account.html", {"form": form})
