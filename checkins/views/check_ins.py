"""Whole check-ins: log, history, correct, withdraw."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import actions
from checkins.agenda import row_of
from checkins.calendars import month_of_days
from checkins.forms import LogForm, MonthPicker
from checkins.models import CheckIn
from checkins.standing import standings_of, years_of
from checkins.units.values import PATTERNS_WITH_UNITS
from config.refusals import Refusal
from goals.models import Goal
from goals.models.choices import Status
from goals.views.frame import (
    PageRequest,
    actor,
    back,
    complain,
    in_words,
    own_goal,
    page,
    refuse,
    say,
    see_other,
    signed_in,
)

PAGE_SIZE = 50


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """The whole form for a new check-in, of today or of `?day=`; its key makes sending it twice harmless."""
    goal, today = own_goal(request, pk), request.user.today()
    _month, day = MonthPicker(request.GET).picked(today)
    form = LogForm(request.POST or None, goal=goal, today=today, day=day)
    if form.is_bound and form.is_valid():
        try:
            row = actions.record_check_in(by=actor(request), goal=goal, id=form.new_id, **form.values())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            text = _("Saved for %(title)s.") % {"title": goal.title}
            messages.success(request, text, extra_tags=f"undo:{row.pk}")
            return see_other(reverse("goal-detail", args=[pk]))
    return page(request, "checkins/check_in_form.html", {"form": form, "goal": goal})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    check_in = _own(request, pk)
    goal = own_goal(request, check_in.goal_id)
    form = LogForm(request.POST or None, goal=goal, today=request.user.today(), check_in=check_in)
    if form.is_bound and form.is_valid():
        try:
            actions.correct_check_in(by=actor(request), check_in=check_in, **form.values())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            say(request, _("Corrected."))
            return see_other(reverse("goal-history", args=[goal.pk]))
    context = {"form": form, "goal": goal, "check_in": check_in}
    return page(request, "checkins/check_in_form.html", context)


def _own(request: PageRequest, pk: uuid.UUID) -> CheckIn:
    return get_object_or_404(CheckIn.objects.for_owner(request.user), pk=pk)


@signed_in
@require_POST
def check_in_withdraw(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    check_in = _own(request, pk)
    here = reverse("goal-history", args=[check_in.goal_id])
    try:
        actions.withdraw_check_in(by=actor(request), check_in=check_in)
    except Refusal as refusal:
        complain(request, in_words(refusal))
    else:
        messages.success(request, _("Taken back."), extra_tags=f"undo:{pk}")
    return back(request, here)


@signed_in
@require_safe
def goal_history(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """A month of days to look at and fill in (`?month=`, `?day=`), and everything recorded, newest first."""
    goal, today = own_goal(request, pk), request.user.today()
    month, day = MonthPicker(request.GET).picked(today)
    standing = standings_of([goal], today)[goal.pk]
    rows = CheckIn.objects.filter(goal=goal).select_related("milestone").newest_first()
    context = {
        "goal": goal,
        "month": month_of_days(standing, years_of(goal, month.year), month, earliest=_earliest(goal)),
        "has_due_days": goal.pattern in PATTERNS_WITH_UNITS,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        **(_chosen(goal, day) if day else {}),
    }
    return render(request, "checkins/check_in_list.html", context)


def _earliest(goal: Goal) -> dt.date:
    """The start of the goal, or what was recorded before it."""
    recorded = CheckIn.objects.filter(goal=goal).order_by("check_in_date").values_list("check_in_date", flat=True)
    return min([goal.start_date, *recorded[:1]])


def _chosen(goal: Goal, day: dt.date) -> dict[str, Any]:
    """What the day asked of the goal, with the buttons of Today while that can be changed, and what it holds."""
    held = CheckIn.objects.filter(goal=goal, check_in_date=day).select_related("milestone").newest_first()
    row = row_of(goal, day) if goal.status == Status.ACTIVE else None
    return {"day": day, "row": row, "of_day": list(held)}
