"""One goal: show, create, edit."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from config.refusals import Refusal
from goals import actions
from goals.forms import GOAL_FORMS, GoalForm, IntentionForm, MilestoneForm, MilestoneRows, typed_rows
from goals.forms.pauses import DaysOffForm
from goals.models import Goal
from goals.models.choices import Pattern
from goals.preview import preview_of
from goals.rules import GoalNotEditable
from goals.views.feeds import feeds_of
from goals.views.frame import PageRequest, actor, complain, own_goal, page, say, see_other, signed_in


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return redirect("today" if request.user.is_authenticated else "account_login")


@signed_in
@require_safe
def goal_detail(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    goal = own_goal(request, pk)
    context = {
        "goal": goal,
        "goals": [goal],
        "today": request.user.today(),
        "milestone_form": MilestoneForm(prefix="milestone"),
        "intention_form": IntentionForm(prefix="plan"),
        "pause_form": DaysOffForm(prefix="pause"),
        **feeds_of(goal),
    }
    return render(request, "goals/goal_detail.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def goal_new(request: PageRequest) -> HttpResponse:
    pattern = request.GET.get("pattern", "")
    if pattern not in GOAL_FORMS:
        return render(request, "goals/goal_choose.html", {"patterns": Pattern.choices})
    form, rows = _new_forms(request, pattern)
    if "preview" in request.POST:
        return _previewed(request, {"form": form, "rows": rows, "pattern": Pattern(pattern)})
    ready = form.is_bound and form.is_valid() and (rows is None or rows.is_valid())
    if ready and (goal := _create(request, pattern, form, rows)):
        say(request, _("%(title)s is created.") % {"title": goal.title})
        return see_other(reverse("goal-detail", args=[goal.pk]))
    context = {"form": form, "rows": rows, "pattern": Pattern(pattern)}
    return page(request, "goals/goal_form.html", context)


def _previewed(request: PageRequest, context: dict[str, Any]) -> HttpResponse:
    """The form with what it would make of itself in words, and nothing saved; the words alone where htmx asks."""
    preview = preview_of(context["form"], context.get("rows"))
    if request.htmx:
        return render(request, "goals/goal_form.html#preview", {**context, "preview": preview})
    return page(request, "goals/goal_form.html", {**context, "preview": preview})


def _new_forms(request: PageRequest, pattern: str) -> tuple[GoalForm, Any]:
    """The goal's form and, for milestones, its rows; "Add row" keeps what was typed and judges nothing yet."""
    goal = Goal(owner=request.user, pattern=pattern, start_date=request.user.today())
    kind, rows = GOAL_FORMS[pattern], None
    adding = "add_row" in request.POST
    if pattern == Pattern.MILESTONE:
        rows = typed_rows(request.POST) if adding else MilestoneRows(request.POST or None, prefix="rows")
    if adding:
        return kind(initial=request.POST.dict(), instance=goal), rows
    return kind(request.POST or None, instance=goal), rows


def _create(request: PageRequest, pattern: str, form: GoalForm, rows: Any) -> Goal | None:
    milestones = [row.cleaned_data for row in rows or () if row.cleaned_data.get("title")]
    try:
        return actions.create_goal(
            by=actor(request), owner=request.user, pattern=pattern, milestones=milestones, **form.values()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def goal_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    goal = own_goal(request, pk)
    title = goal.title
    if not goal.is_editable:
        complain(request, GoalNotEditable(goal).sentence)
        return redirect("goal-detail", pk)
    form = GOAL_FORMS[goal.pattern](request.POST or None, instance=goal, editing=True)
    if "preview" in request.POST:
        return _previewed(request, {"form": form, "goal": goal, "title": title})
    if form.is_bound and form.is_valid():
        try:
            actions.update_goal(by=actor(request), goal=goal, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Saved. Changed terms apply from today; the past stays as it was."))
            return see_other(reverse("goal-detail", args=[pk]))
    return page(request, "goals/goal_form.html", {"form": form, "goal": goal, "title": title})
