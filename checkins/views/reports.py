"""One goal on paper: its figures, its weeks and what was recorded in a stretch of days."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from checkins.cards import Card
from checkins.report import PERIODS, first_year, report, weeks
from checkins.standing import standings_of, years_of
from goals.models.choices import Pattern
from goals.views.frame import PageRequest, own_goal, signed_in

_NAMES = {
    "week": _("7 days"),
    "month": _("30 days"),
    "quarter": _("13 weeks"),
    "year": _("A year"),
    "all": _("Everything"),
}
_USUAL = "quarter"


@signed_in
@require_safe
def goal_report(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """`?period=` is one of `checkins.report.PERIODS`; one that makes no sense is the usual one."""
    goal = own_goal(request, pk)
    asked = request.GET.get("period", "")
    period = asked if asked in PERIODS else _USUAL
    standing = standings_of([goal], request.user.today())[goal.pk]
    found = report(standing, years_of(goal, first_year(standing, period)), period)
    has_units = goal.pattern not in (Pattern.TARGET, Pattern.MILESTONE)
    context: dict[str, Any] = {
        "goal": goal,
        "card": Card(standing),
        "report": found,
        "points": [point for point in found.series if point.value is not None or point.status or _judged(point)],
        "weeks": weeks(standing.units, standing.today, request.user.week_starts_on) if has_units else [],
        "period": period,
        "periods": _NAMES.items(),
        "today": standing.today,
        "has_units": has_units,
    }
    return render(request, "checkins/goal_report.html", context)


def _judged(point: Any) -> int:
    return int(point.success + point.miss)
