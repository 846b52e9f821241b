"""Pages of integrations, and the calendars that some of them are."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching import actions
from coaching.forms.settings import FORMS
from coaching.models import Integration, Shows
from config.fields import ModelForm
from goals.links import digest_of
from goals.views.calendar import serve
from goals.views.feeds import feed_page, step
from goals.views.frame import PageRequest, actor, complain, page, saved, say, see_other, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def integration_list(request: PageRequest) -> HttpResponse:
    """List and add them; the answer to adding one is the only page that shows its secret."""
    kind = request.POST.get("kind", "")
    forms = {name: form(request.POST if name == kind else None, prefix=name) for name, form in FORMS.items()}
    made: list[tuple[Integration, str]] = []
    form = forms.get(kind)
    if form is None and request.method == "POST":
        complain(request, _("Choose one of the buttons."))
    if form is not None and saved(form, lambda: made.append(_create(request, kind, form))):
        return _listed(request, _shown(*made[0]))
    return _listed(request, {"forms": forms, "form": form})


def _create(request: PageRequest, kind: str, form: ModelForm[Integration]) -> tuple[Integration, str]:
    return actions.create_integration(by=actor(request), owner=request.user, kind=kind, **form.cleaned_data)


def _shown(integration: Integration, secret: str) -> dict[str, Any]:
    return {"made": integration, "secret": integration.as_shown(secret)}


def _listed(request: PageRequest, context: dict[str, Any]) -> HttpResponse:
    own = Integration.objects.for_owner(request.user)
    forms = {name: form(prefix=name) for name, form in FORMS.items()}
    return page(request, "coaching/settings_integrations.html", {"forms": forms, "integrations": own, **context})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def integration_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    integration = _own(request, pk)
    form = FORMS[integration.kind](request.POST or None, instance=integration)
    to = reverse("settings-integrations")
    if saved(form, lambda: actions.update_integration(
        by=actor(request), integration=_own(request, pk), **form.cleaned_data
    )):  # fmt: skip
        say(request, _("Saved."))
        return see_other(to)
    return feed_page(request, form, integration.get_kind_display(), to, _("Integrations"))


@signed_in
@require_POST
def integration_step(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Test, make a new secret, delete: named by the button `op`."""
    integration = _own(request, pk)
    if request.POST.get("op") == "renew":
        return _listed(request, _shown(*actions.renew_secret(by=actor(request), integration=integration)))
    steps: dict[str, Callable[[], Any]] = {
        "test": lambda: _ping(request, integration),
        "delete": lambda: actions.delete_integration(by=actor(request), integration=integration),
    }
    step(request, steps.get(request.POST.get("op", "")))
    return see_other(reverse("settings-integrations"))


def _ping(request: PageRequest, integration: Integration) -> None:
    actions.ping_integration(by=actor(request), integration=integration)
    say(request, _("A test is on its way. Load this page again to see how it went."))


def _own(request: PageRequest, pk: uuid.UUID) -> Integration:
    return get_object_or_404(Integration.objects.for_owner(request.user), pk=pk)


@require_safe
def integration_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whose address this is; one that was replaced or deleted is unknown."""
    found = Integration.objects.select_related("owner").filter(digest=digest_of(secret)).first()
    if found is None or not found.owner.is_active:
        raise Http404
    return serve(request, found, dates=found.shows != Shows.REMINDERS, reminders=found.shows != Shows.DATES)
