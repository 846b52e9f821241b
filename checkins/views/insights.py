"""Everything that the figures have to say, goals beside each other by week and weekday, and putting it aside."""

import uuid
from types import SimpleNamespace
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from rest_framework.throttling import ScopedRateThrottle

from checkins import actions
from checkins.across import RANGES, USUAL_RANGE, days_recorded, weekdays_of, weeks_of
from checkins.models import Insight
from checkins.patterns import HOUR_DAYS
from checkins.standing import standings_of
from checkins.suggested import suggested_by
from config.refusals import Refusal
from goals.models import Goal
from goals.terms import weekday_names
from goals.views.frame import PageRequest, actor, back, complain, in_words, say, see_other, signed_in

PAGE_SIZE = 10


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def insight_list(request: PageRequest) -> HttpResponse:
    """Newest first, those put aside left out; its form looks for more."""
    if request.method == "POST":
        return _look(request)
    asked = request.GET.get("range", "")
    weeks = int(asked) if asked in map(str, RANGES) else USUAL_RANGE
    goals = list(Goal.objects.for_owner(request.user).open().order_by("sort_order", "created_at", "id"))
    for goal in goals:
        goal.owner = request.user
    today = request.user.today()
    held = standings_of(goals, today)
    standings = [held[goal.pk] for goal in goals]
    rows = Insight.objects.for_owner(request.user).open().with_goals()
    recorded = days_recorded(standings, today)
    by_week = weeks_of(standings, today, request.user.week_starts_on, weeks)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "missing": max(0, HOUR_DAYS - recorded),
        "recorded": recorded,
        "needed": HOUR_DAYS,
        "weekdays": weekday_names(),
        "by_weekday": weekdays_of(standings, today, weeks),
        "by_week": by_week,
        "week_names": [date_format(first, "j M") for first in by_week.firsts],
        "weeks": weeks,
        "ranges": RANGES,
    }
    return render(request, "checkins/insight_list.html", context)


@signed_in
@require_POST
def insight_dismiss(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    insight = get_object_or_404(Insight.objects.for_owner(request.user), pk=pk)
    actions.dismiss_insight(by=actor(request), insight=insight)
    return back(request, reverse("goal-detail", args=[insight.goal_id]) if insight.goal_id else reverse("insight-list"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def insight_change(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """What a suggestion would change, for a person to confirm; where nothing is left of it, the goal's own form."""
    insight = get_object_or_404(Insight.objects.for_owner(request.user).with_goals(), pk=pk)
    goal = insight.goal
    if goal is None or not goal.is_editable:
        complain(request, actions.NothingToChange().sentence)
        return see_other(reverse("insight-list"))
    if request.method == "POST":
        return _accept(request, insight, goal)
    goal.owner = request.user
    suggested = suggested_by(insight, list(goal.intentions.all()), request.user.today())
    if suggested is None:
        return redirect("goal-edit", goal.pk)
    return render(request, "checkins/insight_change.html", {"insight": insight, "goal": goal, "suggested": suggested})


def _accept(request: PageRequest, insight: Insight, goal: Goal) -> HttpResponse:
    try:
        suggested = actions.accept_suggestion(by=actor(request), insight=insight)
    except Refusal as refusal:
        complain(request, in_words(refusal))
        return see_other(reverse("goal-edit", args=[goal.pk]))
    is_plan = suggested.name == "create_intention"
    say(
        request,
        _("The plan is saved.") if is_plan else _("Saved. Changed terms apply from today; the past stays as it was."),
    )
    return see_other(reverse("goal-detail", args=[goal.pk]) + ("#plans" if is_plan else ""))


def _look(request: PageRequest) -> HttpResponse:
    # The same count as the API's: whichever way a person asks, it is they who ask.
    throttle, view = ScopedRateThrottle(), cast(Any, SimpleNamespace(throttle_scope="insights"))
    if throttle.allow_request(cast(Any, request), view):
        found = actions.find_insights(by=actor(request), owner=request.user)
        say(request, _news(found.new + found.renewed))
    else:
        minutes = -(-int(throttle.wait() or 60) // 60)
        words = ngettext(
            "Looked often already. Again in %(n)d minute.", "Looked often already. Again in %(n)d minutes.", minutes
        )
        complain(request, words % {"n": minutes})
    return see_other(reverse("insight-list"))


def _news(count: int) -> str:
    if not count:
        return _("Nothing new.")
    return ngettext("%(count)d thing is new.", "%(count)d things are new.", count) % {"count": count}
