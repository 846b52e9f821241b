"""What feeds a goal, on its page: tasks, linked habits, contributions."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from config.fields import ModelForm
from config.refusals import Refusal
from goals import actions
from goals.forms.feeds import ContributionForm, HabitLinkForm, TaskForm, WeightForm
from goals.models import Contribution, Goal, HabitLink, Task
from goals.views.frame import PageRequest, actor, complain, in_words, own_goal, page, saved, see_other, signed_in

PAGE_SIZE = 50
_NEWEST = 5

Fed = TypeVar("Fed", Task, HabitLink, Contribution)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def task_new(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    goal = own_goal(request, pk)
    form = TaskForm(request.POST or None, goal=goal, prefix="task")
    to = _place(goal.pk, "tasks")
    if saved(form, lambda: actions.create_task(by=actor(request), goal=goal, **form.cleaned_data)):
        return see_other(to)
    return feed_page(request, form, _("Task"), to, goal.title)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def task_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    task = _own(request, Task, pk)
    form = TaskForm(request.POST or None, instance=task, goal=task.goal, prefix="task")
    to = _place(task.goal_id, "tasks")
    if saved(form, lambda: actions.update_task(by=actor(request), task=task, **form.cleaned_data)):
        return see_other(to)
    return feed_page(request, form, _("Task"), to, task.goal.title)


@signed_in
@require_POST
def task_step(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Complete, reopen, delete: named by the button `op`."""
    task = _own(request, Task, pk)
    steps: dict[str, Callable[[], Any]] = {
        "complete": lambda: actions.complete_task(by=actor(request), task=task),
        "reopen": lambda: actions.reopen_task(by=actor(request), task=task),
        "delete": lambda: actions.delete_task(by=actor(request), task=task),
    }
    step(request, steps.get(request.POST.get("op", "")))
    return see_other(_place(task.goal_id, "tasks"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def link_new(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    goal = own_goal(request, pk)
    form = HabitLinkForm(request.POST or None, goal=goal, prefix="link")
    to = _place(goal.pk, "habits")
    if saved(form, lambda: actions.link_habit(by=actor(request), goal=goal, **form.cleaned_data)):
        return see_other(to)
    return feed_page(request, form, _("Linked habit"), to, goal.title)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def link_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """How much a linked habit counts."""
    link = _own(request, HabitLink, pk)
    form = WeightForm(request.POST or None, instance=link, prefix="link")
    to = _place(link.goal_id, "habits")
    if saved(form, lambda: actions.update_habit_link(by=actor(request), link=link, **form.cleaned_data)):
        return see_other(to)
    heading = _("Linked habit: %(title)s") % {"title": link.habit.title}
    return feed_page(request, form, heading, to, link.goal.title)


@signed_in
@require_POST
def link_delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    link = _own(request, HabitLink, pk)
    step(request, lambda: actions.unlink_habit(by=actor(request), link=link))
    return see_other(_place(link.goal_id, "habits"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_list(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """A goal's contributions, page by page, and one more."""
    goal = own_goal(request, pk)
    form = ContributionForm(request.POST or None, prefix="contribution")
    if saved(form, lambda: actions.contribute(by=actor(request), goal=goal, **form.cleaned_data)):
        return see_other(_place(goal.pk, "contributions"))
    rows = Paginator(goal.contributions.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    return page(request, "goals/contribution_page.html", {"form": form, "goal": goal, "page": rows})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    row = _own(request, Contribution, pk)
    form = ContributionForm(request.POST or None, instance=row, prefix="contribution")
    to = _place(row.goal_id, "contributions")
    if saved(form, lambda: actions.correct_contribution(by=actor(request), contribution=row, **form.cleaned_data)):
        return see_other(to)
    return feed_page(request, form, _("Contribution"), to, row.goal.title)


@signed_in
@require_POST
def contribution_withdraw(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    contribution = _own(request, Contribution, pk)
    step(request, lambda: actions.withdraw_contribution(by=actor(request), contribution=contribution))
    return see_other(_place(contribution.goal_id, "contributions"))


def feeds_of(goal: Goal) -> dict[str, Any]:
    """What a goal's page shows of what feeds it."""
    return {
        "contributions": goal.contributions.all()[:_NEWEST],
        "tasks": goal.tasks.select_related("milestone"),
        "links": goal.habit_links.select_related("habit"),
        "task_form": TaskForm(goal=goal, prefix="task"),
        "link_form": HabitLinkForm(goal=goal, prefix="link"),
        "contribution_form": ContributionForm(prefix="contribution"),
    }


def step(request: PageRequest, do: Callable[[], Any] | None) -> None:
    """Do what a button says, or say why not."""
    if do is None:
        complain(request, _("Choose one of the buttons."))
        return
    try:
        do()
    except Refusal as refusal:
        complain(request, in_words(refusal))


def feed_page(request: PageRequest, form: ModelForm[Any], heading: str, to: str, to_name: str) -> HttpResponse:
    """A page with one form, which leads back `to` where it came from."""
    context = {"form": form, "heading": heading, "to": to, "to_name": to_name}
    return page(request, "goals/feed_form.html", context)


def _own(request: PageRequest, kind: type[Fed], pk: uuid.UUID) -> Fed:
    """The person's row with its goal; 404 for an unknown id and for somebody else's alike."""
    return get_object_or_404(kind._default_manager.filter(owner=request.user).select_related("goal"), pk=pk)


def _place(goal_id: uuid.UUID, anchor: str) -> str:
    return f"{reverse('goal-detail', args=[goal_id])}#{anchor}"
