"""Pauses as date ranges: of one goal on its page, of everything under Settings."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from config.refusals import Refusal
from goals import actions
from goals.forms.pauses import DaysOffForm
from goals.models import Goal, Pause
from goals.views.frame import PageRequest, actor, complain, in_words, own_goal, page, saved, say, see_other, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pause_new(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Add days off to a goal."""
    goal = own_goal(request, pk)
    form = DaysOffForm(request.POST or None, prefix="pause")
    if saved(form, lambda: actions.create_pause(by=actor(request), owner=request.user, goal=goal, **form.cleaned_data)):
        return see_other(_place_of(goal))
    return page(request, "goals/pause_form.html", {"form": form, "goal": goal, "to": _place_of(goal)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pause_list(request: PageRequest) -> HttpResponse:
    """The pauses of everything: list, and add."""
    form = DaysOffForm(request.POST or None, prefix="pause")
    if saved(form, lambda: actions.create_pause(by=actor(request), owner=request.user, **form.cleaned_data)):
        say(request, _("Nothing is due on these days, and no run ends."))
        return see_other(_place_of(None))
    pauses = Pause.objects.for_owner(request.user).filter(goal=None).order_by("-starts_on")
    return page(request, "goals/settings_pauses.html", {"form": form, "pauses": pauses})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pause_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Move the ends of a pause."""
    pause = _own(request, pk)
    to = _place_of(pause.goal)
    form = DaysOffForm(request.POST or None, instance=pause, prefix="pause")
    if saved(form, lambda: actions.update_pause(by=actor(request), pause=pause, **form.cleaned_data)):
        return see_other(to)
    return page(request, "goals/pause_form.html", {"form": form, "goal": pause.goal, "pause": pause, "to": to})


@signed_in
@require_POST
def pause_delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    pause = _own(request, pk)
    to = _place_of(pause.goal)
    try:
        actions.delete_pause(by=actor(request), pause=pause)
    except Refusal as refusal:
        complain(request, in_words(refusal))
    else:
        say(request, _("These days count again."))
    return see_other(to)


def _own(request: PageRequest, pk: uuid.UUID) -> Pause:
    return get_object_or_404(Pause.objects.for_owner(request.user).select_related("goal"), pk=pk)


def _place_of(goal: Goal | None) -> str:
    """Where a goal's pauses are shown; those of everything without a goal."""
    return reverse("settings-pauses") if goal is None else f"{reverse('goal-detail', args=[goal.pk])}#pauses"
