"""What the pages share: who asks, how an answer leads on, how a refusal reads."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from goals.journal import Actor
from goals.models import Goal, User
from goals.models.choices import Source


class PageRequest(HttpRequest):
    """A request that `login_required` let through."""

    user: User
    htmx: HtmxDetails


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
    """The page, as 422 when a form in it holds errors."""
    form = context.get("form")
    wrong = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, context, status=422 if wrong else 200)


def say(request: HttpRequest, text: str) -> None:
    messages.success(request, text)


def complain(request: HttpRequest, text: str) -> None:
    messages.error(request, text)
