"""More, and the settings of a person."""

import uuid
from copy import copy
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config.fields import ModelForm
from config.refusals import Refusal
from goals import actions
from goals.forms import DayForm, ProfileForm, TokenForm
from goals.models import PersonalToken, User
from goals.views.frame import PageRequest, actor, in_words, page, say, see_other, signed_in
from goals.wording import now_in_words


@signed_in
@require_safe
def more(request: PageRequest) -> HttpResponse:
    return render(request, "goals/more.html", {})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PageRequest) -> HttpResponse:
    return _settings(request, ProfileForm, "settings-profile")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: PageRequest) -> HttpResponse:
    return _settings(request, DayForm, "settings-day")


def _settings(request: PageRequest, kind: type[ModelForm[User]], name: str) -> HttpResponse:
    # A form writes what was typed onto its instance; the page's frame goes on showing the person as stored.
    form: Any = kind(request.POST or None, instance=copy(request.user))
    if "preview" in request.POST:
        return _preview(request, form)
    if form.is_bound and form.is_valid():
        try:
            user = actions.update_profile(by=actor(request), user=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            say(request, f"{_('Saved.')} {now_in_words(user)}")
            return see_other(reverse(name))
    return page(request, "goals/settings_form.html", {"form": form, "now": now_in_words(request.user)})


def _preview(request: PageRequest, form: ModelForm[User]) -> HttpResponse:
    """The page with what was typed, and the day that it would be; nothing is saved."""
    would_be = form.instance if form.is_valid() else request.user
    part = "#now" if request.htmx else ""
    return page(request, f"goals/settings_form.html{part}", {"form": form, "now": now_in_words(would_be)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: PageRequest) -> HttpResponse:
    """List and make tokens; the answer to making one is the only page that ever shows its secret."""
    form = TokenForm(request.POST or None)
    made: tuple[PersonalToken, str] | None = None
    if form.is_bound and form.is_valid():
        try:
            made = actions.create_token(by=actor(request), user=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            form = TokenForm()
    own = PersonalToken.objects.filter(user=request.user)
    return page(request, "goals/settings_tokens.html", {"form": form, "tokens": own, "made": made})


@signed_in
@require_POST
def token_revoke(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    token = get_object_or_404(PersonalToken.objects.filter(user=request.user), pk=pk)
    actions.revoke_token(by=actor(request), token=token)
    say(request, _("%(name)s is revoked.") % {"name": token.name})
    return see_other(reverse("settings-tokens"))
