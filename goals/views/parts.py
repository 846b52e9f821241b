"""Milestones and if-then plans of a goal."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from config.fields import ModelForm
from config.refusals import Refusal
from goals import actions
from goals.forms import MilestoneDetailForm, PlanForm
from goals.models import Goal, Intention, Milestone
from goals.views.frame import PageRequest, actor, back, complain, in_words, own_goal, page, see_other, signed_in


def _to(goal_id: uuid.UUID, anchor: str) -> HttpResponse:
    return see_other(f"{reverse('goal-detail', args=[goal_id])}#{anchor}")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_new(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    goal = own_goal(request, pk)
    form = MilestoneDetailForm(request.POST or None, goal=goal, prefix="milestone")
    return _part(request, goal, form, "milestones", lambda: actions.create_milestone(
        by=actor(request), goal=goal, **form.cleaned_data
    ))  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    milestone = _own_milestone(request, pk)
    form = MilestoneDetailForm(request.POST or None, instance=milestone, goal=milestone.goal, prefix="milestone")
    return _part(request, milestone.goal, form, "milestones", lambda: actions.update_milestone(
        by=actor(request), milestone=milestone, **form.cleaned_data
    ))  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    goal = own_goal(request, pk)
    form = PlanForm(request.POST or None, prefix="plan")
    return _part(request, goal, form, "plans", lambda: actions.create_intention(
        by=actor(request), goal=goal, **form.cleaned_data
    ))  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    plan = get_object_or_404(Intention.objects.for_owner(request.user).select_related("goal"), pk=pk)
    form = PlanForm(request.POST or None, instance=plan, prefix="plan")
    return _part(request, plan.goal, form, "plans", lambda: actions.update_intention(
        by=actor(request), intention=plan, **form.cleaned_data
    ))  # fmt: skip


def _part(request: PageRequest, goal: Goal, form: ModelForm[Any], anchor: str, save: Callable[[], Any]) -> HttpResponse:
    """Save what the form holds and go back to the goal, or show the form with its errors."""
    if form.is_bound and form.is_valid():
        try:
            save()
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            return _to(goal.pk, anchor)
    kind = type(form)._meta.model._meta.model_name
    return page(request, "goals/part_form.html", {"form": form, "goal": goal, "anchor": anchor, "kind": kind})


def _own_milestone(request: PageRequest, pk: uuid.UUID) -> Milestone:
    own = Milestone.objects.for_owner(request.user).select_related("goal__owner")
    return get_object_or_404(own, pk=pk)


@signed_in
@require_POST
def milestone_step(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Complete, reopen, move by one place, delete: named by the button `op`."""
    milestone = _own_milestone(request, pk)
    steps: dict[str, Callable[[], Any]] = {
        "complete": lambda: actions.complete_milestone(by=actor(request), milestone=milestone),
        "reopen": lambda: actions.reopen_milestone(by=actor(request), milestone=milestone),
        "delete": lambda: actions.delete_milestone(by=actor(request), milestone=milestone),
        "up": lambda: _move(request, milestone, -1),
        "down": lambda: _move(request, milestone, +1),
    }
    return _step(request, steps, milestone.goal_id, "milestones")


def _move(request: PageRequest, milestone: Milestone, by: int) -> None:
    """Change places with the neighbour; at the end nothing moves."""
    order = [one.pk for one in milestone.goal.milestones.all()]
    place = order.index(milestone.pk)
    other = place + by
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        actions.reorder_milestones(by=actor(request), goal=milestone.goal, ids=order)


@signed_in
@require_POST
def plan_step(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Switch on or off, delete: named by the button `op`."""
    plan = get_object_or_404(Intention.objects.for_owner(request.user), pk=pk)
    steps: dict[str, Callable[[], Any]] = {
        "on": lambda: actions.update_intention(by=actor(request), intention=plan, is_active=True),
        "off": lambda: actions.update_intention(by=actor(request), intention=plan, is_active=False),
        "delete": lambda: actions.delete_intention(by=actor(request), intention=plan),
    }
    return _step(request, steps, plan.goal_id, "plans")


def _step(request: PageRequest, steps: dict[str, Callable[[], Any]], goal_id: uuid.UUID, anchor: str) -> HttpResponse:
    step = steps.get(request.POST.get("op", ""))
    if step is None:
        complain(request, _("Choose one of the buttons."))
        return _to(goal_id, anchor)
    try:
        step()
    except Refusal as refusal:
        complain(request, in_words(refusal))
    return back(request, f"{reverse('goal-detail', args=[goal_id])}#{anchor}")
