"""Moving a goal between its statuses, and erasing it."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from config.refusals import Refusal
from goals import actions
from goals.models import Goal
from goals.models.choices import Status
from goals.views.frame import PageRequest, actor, back, complain, in_words, own_goal, say, see_other, signed_in

_STEPS = {
    "resume": actions.resume_goal,
    "complete": actions.complete_goal,
    "abandon": actions.abandon_goal,
    "reactivate": actions.reactivate_goal,
    "archive": actions.archive_goal,
    "restore": actions.restore_goal,
}


class PauseForm(forms.Form):
    until = forms.DateField(required=False)


@signed_in
@require_POST
def goal_status(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """One step, named by the button `step`; a pause may carry `until`."""
    goal = own_goal(request, pk)
    here = reverse("goal-detail", args=[pk])
    try:
        goal = _move(request, goal, request.POST.get("step", ""))
    except Refusal as refusal:
        complain(request, in_words(refusal))
    except KeyError:
        complain(request, _("Choose one of the buttons."))
    else:
        say(request, _sentence(goal))
    return back(request, here)


def _move(request: PageRequest, goal: Goal, step: str) -> Goal:
    if step != "pause":
        return _STEPS[step](by=actor(request), goal=goal)
    form = PauseForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Enter the day as a date, or leave it empty."))
    return actions.pause_goal(by=actor(request), goal=goal, until=form.cleaned_data["until"])


def _sentence(goal: Goal) -> str:
    words: dict[str, Any] = {"title": goal.title}
    if goal.status == Status.PAUSED:
        pause = goal.pauses.order_by("starts_on").last()
        if pause is not None and pause.ends_on:
            words["day"] = date_format(pause.ends_on, "l j F")
            return _("%(title)s is paused through %(day)s.") % words
    return {
        Status.ACTIVE: _("%(title)s is active."),
        Status.PAUSED: _("%(title)s is paused."),
        Status.COMPLETED: _("%(title)s is completed."),
        Status.ABANDONED: _("%(title)s is let go."),
        Status.ARCHIVED: _("%(title)s is in the archive."),
    }[Status(goal.status)] % words


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def goal_erase(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Asks before an archived goal goes for good."""
    goal = own_goal(request, pk)
    if goal.status != Status.ARCHIVED:
        complain(request, _("Archive a goal before you erase it."))
        return redirect("goal-detail", pk)
    if request.method != "POST":
        return render(request, "goals/goal_erase.html", {"goal": goal})
    try:
        actions.erase_goal(by=actor(request), goal=goal)
    except Refusal as refusal:
        complain(request, in_words(refusal))
        return see_other(reverse("goal-list"))
    say(request, _("%(title)s is erased.") % {"title": goal.title})
    return see_other(reverse("goal-list"))
