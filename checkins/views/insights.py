"""Everything that the figures have to say, the rates of the weekdays behind it, and putting it aside."""

import uuid
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from rest_framework.throttling import ScopedRateThrottle

from checkins import actions
from checkins.lookback import DAYS, Lookback, look_back
from checkins.models import Insight
from checkins.patterns import HOUR_DAYS, by_weekday
from checkins.standing import standings_of
from goals.models import Goal
from goals.terms import weekday_names
from goals.views.frame import PageRequest, actor, back, complain, say, see_other, signed_in

PAGE_SIZE = 20
# Weeks that the table of weekdays can look back.
RANGES = (4, 12, 26)


class Row(NamedTuple):
    """A goal and its share of each weekday in percent, with the days behind it; None where they are too few."""

    goal: Goal
    cells: list[tuple[int, int] | None]


@signed_in
@require_http_methods(["GET", "POST"])
def insight_list(request: PageRequest) -> HttpResponse:
    """Newest first, those put aside left out; its form looks for more."""
    if request.method == "POST":
        return _look(request)
    asked = request.GET.get("range", "")
    weeks = int(asked) if asked in map(str, RANGES) else RANGES[-1]
    goals = list(Goal.objects.for_owner(request.user).open().order_by("sort_order", "created_at", "id"))
    for goal in goals:
        goal.owner = request.user
    seen = look_back(request.user, goals, request.user.today())
    rows = Insight.objects.for_owner(request.user).open().with_goals()
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "missing": max(0, HOUR_DAYS - seen.days_recorded),
        "weekdays": weekday_names(),
        "table": _table(goals, seen, weeks),
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


def _table(goals: list[Goal], seen: Lookback, weeks: int) -> list[Row]:
    """The goals that are kept on days, with enough of them on one weekday at least."""
    standings, rows = standings_of(goals, seen.today), []
    for goal in goals:
        days = seen.days_of(goal, standings[goal.pk].units)
        if days is None:
            continue
        counts = by_weekday(days, seen.first, DAYS, 7 * weeks)
        cells = [None if each is None else (100 * each[0] // each[1], each[1]) for each in counts]
        if any(cells):
            rows.append(Row(goal, cells))
    return rows
