"""What the pages share: who asks, how an answer leads on, how a refusal reads."""

import uuid
from collections.abc import Callable
from functools import wraps
from itertools import chain
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from config.refusals import Refusal
from goals.journal import Actor
from goals.models import Goal, User
from goals.models.choices import Source


class PageRequest(HttpRequest):
    """A request that `login_required` let through."""

    user: User
    htmx: HtmxDetails


P = ParamSpec("P")


def signed_in(
    view: Callable[Concatenate[PageRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Shows the page by the person's clock, for no cache to keep; leads strangers to sign-in, then to what they wanted.

    A form cannot be wanted, only the page it was on; a fragment of a page must not become a sign-in form.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            with timezone.override(request.user.zone):
                response = view(cast(PageRequest, request), *args, **kwargs)
            add_never_cache_headers(response)
            return response
        htmx = cast(PageRequest, request).htmx
        wanted = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("today")
        to_login = redirect_to_login(htmx.current_url_abs_path or wanted if htmx else wanted)
        return HttpResponseClientRedirect(to_login.url) if htmx else to_login

    return guarded


def actor(request: PageRequest) -> Actor:
    return Actor(request.user, Source.PAGE)


def own_goal(request: PageRequest, pk: uuid.UUID) -> Goal:
    """The person's goal with its parts; 404 for an unknown id and for somebody else's alike."""
    goal = Goal.objects.for_owner(request.user).with_parts().filter(pk=pk).first()
    if goal is None:
        raise Http404
    goal.owner = request.user
    return goal


def see_other(to: str) -> HttpResponseRedirect:
    """Leads on after a form: the browser asks for `to` with GET, and reloading it repeats nothing."""
    response = HttpResponseRedirect(to)
    response.status_code = 303
    return response


def back(request: HttpRequest, default: str) -> HttpResponseRedirect:
    """To the form's `next` when it lies on this site, else to `default`."""
    to = request.POST.get("next", "")
    local = url_has_allowed_host_and_scheme(to, allowed_hosts=None) and to.startswith("/")
    return see_other(to if local else default)


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page, as 422 with "Error:" in its title when a form in it was refused; 429 when it came too soon."""
    wrong = any(is_refused(context.get(name)) for name in ("form", "rows"))
    response = render(request, template, {**context, "wrong": wrong}, status=422 if wrong else 200)
    refusal: Refusal | None = getattr(context.get("form"), "refusal", None)
    if refusal is not None and refusal.retry_after is not None:
        response.status_code = refusal.status
        response["Retry-After"] = str(refusal.retry_after)
    return response


def is_refused(form: Any) -> bool:
    return form is not None and form.is_bound and not form.is_valid()


def saved(form: BaseForm, save: Callable[[], Any]) -> bool:
    """Whether the form holds what could be saved, and was; its errors say why not."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        save()
    except Refusal as refusal:
        refuse(form, refusal)
        return False
    return True


def refuse(form: BaseForm, refusal: Refusal) -> None:
    """Show what an action would not do, beside the fields it named."""
    for name, sentences in refusal.fields.items():
        form.add_error(name if name in form.fields else None, list(sentences))
    if not refusal.fields:
        form.add_error(None, refusal.sentence)


def in_words(refusal: Refusal) -> str:
    """What a refusal says about each field, or about the whole."""
    return " ".join(chain.from_iterable(refusal.fields.values())) or refusal.sentence


def say(request: HttpRequest, text: str) -> None:
    messages.success(request, text)


def complain(request: HttpRequest, text: str) -> None:
    messages.error(request, text)
