"""Three questions to somebody new. Each can be skipped, and answered later where it belongs."""

from copy import copy
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config.refusals import Refusal
from goals import actions
from goals.forms.welcome import ClockForm, FirstGoalForm, FirstPlanForm
from goals.models import Goal
from goals.views.frame import PageRequest, actor, in_words, page, say, see_other, signed_in
from goals.wording import now_in_words


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: PageRequest) -> HttpResponse:
    form = ClockForm(request.POST or None, instance=copy(request.user))
    context: dict[str, Any] = {"form": form, "step": 1, "now": now_in_words(request.user)}
    if "preview" in request.POST:
        context["now"] = now_in_words(form.instance if form.is_valid() else request.user)
        return page(request, f"goals/welcome.html{'#now' if request.htmx else ''}", context)
    if form.is_bound and form.is_valid():
        try:
            actions.update_profile(by=actor(request), user=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            return see_other(reverse("welcome-goal"))
    return page(request, "goals/welcome.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def first_goal(request: PageRequest) -> HttpResponse:
    form = FirstGoalForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.create_goal(by=actor(request), owner=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            return see_other(reverse("welcome-reminder"))
    return page(request, "goals/welcome.html", {"form": form, "step": 2})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: PageRequest) -> HttpResponse:
    """A moment for the newest goal; without a goal there is nothing to be reminded of."""
    goal = Goal.objects.for_owner(request.user).active().order_by("-created_at", "-id").first()
    if goal is None:
        return see_other(reverse("today"))
    form = FirstPlanForm(request.POST or None, initial={"action": goal.title})
    if form.is_bound and form.is_valid():
        try:
            actions.create_intention(by=actor(request), goal=goal, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            if form.cleaned_data["reminder_time"]:
                say(request, _("Saved. Today reminds you at that time; here you choose where else."))
                return see_other(reverse("settings-reminders"))
            return see_other(reverse("today"))
    return page(request, "goals/welcome.html", {"form": form, "step": 3, "goal": goal})
