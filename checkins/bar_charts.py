"""Bars of the last weeks or periods, and the line of a habit's strength."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins.charts import Chart, Plane, Shape, across, bar, spread, ticks
from checkins.report import Week, weeks
from checkins.rollups.judging import Years
from checkins.rollups.settled import Settled
from checkins.standing import Standing
from checkins.units import State, Unit
from goals.models import Goal
from goals.models.choices import Pattern, Period
from goals.wording import grouped, in_percent, with_unit

_HEIGHT = 200
_PERIODS, _DAYS = 12, 28
_MONTHS = 13
_FULL = 100


def week_bars(standing: Standing) -> Chart:
    """The share of due days done in each of the last twelve weeks."""
    found = weeks(standing.units, standing.today, standing.goal.owner.week_starts_on)
    shapes = []
    for place, week in enumerate(found):
        if judged := week.success + week.miss:
            top = _HEIGHT * (1 - week.success / judged)
            look = "bar cur" if week is found[-1] else "bar"
            shapes.append(Shape(look, bar(place, len(found), top, _HEIGHT)))
    return Chart(
        name="weeks",
        title=_("Last 12 weeks"),
        reading=_("Share of due days done each week. Skipped days are left out."),
        height=_HEIGHT,
        y=_share_marks(),
        x=[*[date_format(week.first, "j M") for week in spread(found, 4)[:-1]], _("this week")],
        shapes=shapes,
        head=[_("Week"), _("Done"), _("Due"), _("Share")],
        rows=[_week_row(week) for week in found],
    )


def _share_marks() -> list[str]:
    return [in_percent(share) for share in (100, 50, 0)]


def _week_row(week: Week) -> list[str]:
    judged = week.success + week.miss
    share = in_percent(100 * week.success // judged) if judged else "–"
    return [_span(week.first, week.last), str(week.success), str(judged), share]


def period_bars(goal: Goal, units: Sequence[Unit]) -> Chart | None:
    """What each of the last periods came to, and how much was asked for or allowed; None before the first."""
    is_limit = goal.pattern == Pattern.LIMIT
    asked = [unit for unit in units if unit.need is not None and unit.state is not State.NEUTRAL]
    found = asked[-(_DAYS if _is_daily(goal) else _PERIODS) :]
    if not found:
        return None
    marks = ticks(Decimal(0), max(max(_done(unit), unit.need or Decimal(0)) for unit in found) or Decimal(1))
    return Chart(
        name="periods",
        title=_titles(goal),
        reading=_("Dashed: the limit. Hatched: what lay over it.") if is_limit else _("Dashed: what was agreed."),
        height=_HEIGHT,
        y=[grouped(mark) for mark in reversed(marks)],
        x=[*[date_format(unit.first, "j M") for unit in spread(found, 4)[:-1]], _("now")],
        shapes=_period_shapes(found, float(marks[-1]), is_limit),
        head=[_("Period"), _("Used") if is_limit else _("Done"), _("Limit") if is_limit else _("Agreed")],
        rows=[[_span(unit.first, unit.last), *(_said(goal, n) for n in (_done(unit), unit.need))] for unit in found],
    )


def _period_shapes(units: Sequence[Unit], most: float, is_limit: bool) -> list[Shape]:
    shapes, lines = [], []
    for place, unit in enumerate(units):
        need, done = float(unit.need or 0), float(_done(unit))
        heights = [_HEIGHT * (1 - value / most) for value in (min(need, done) if is_limit else done, done, need)]
        look = "bar cur" if unit.state is State.PENDING else "bar"
        if done:
            shapes.append(Shape(look, bar(place, len(units), heights[0], _HEIGHT)))
        if is_limit and done > need:
            shapes.append(Shape("bar over", bar(place, len(units), heights[1], heights[0])))
        lines.append(Shape("path", across(place, len(units), heights[2])))
    return shapes + lines


def _titles(goal: Goal) -> str:
    if goal.every_n_days:
        return _("Last periods")
    if _is_daily(goal):
        return _("Last 28 days")
    return _("Last 12 weeks") if goal.period == Period.WEEK else _("Last months")


def _is_daily(goal: Goal) -> bool:
    return goal.period == Period.DAY and not goal.every_n_days


def _done(unit: Unit) -> Decimal:
    return max(Decimal(0), unit.done)


def _said(goal: Goal, number: Decimal | None) -> str:
    return with_unit(number, goal) if goal.target_value is not None else grouped(number or Decimal(0))


def strength_chart(standing: Standing, years: Years) -> Chart | None:
    """The strength at the beginning of each of the last months, and now; None before the second of them."""
    today, now = standing.today, standing.figures.strength
    points = [
        (dt.date(number, month, 1), Settled.from_json(held).strength)
        for number, year in sorted(years.items())
        for month, held in sorted(year.states.items())
        if standing.schedule.start < dt.date(number, month, 1) < today
    ][-_MONTHS:]
    if now is None or not points:
        return None
    points.append((today, now))
    plane = Plane(points[0][0], today, 0.0, 1.0, _HEIGHT)
    return Chart(
        name="strength",
        title=_("Strength of the habit"),
        reading=_("Rises with what is kept and gives way slowly after a miss; skipped days cost nothing."),
        height=_HEIGHT,
        y=_share_marks(),
        x=[*[date_format(day, "M Y") for day, _share in spread(points, 3)[:-1]], _("today")],
        shapes=[Shape("act", plane.line(points)), Shape("dot", plane.dot(*points[-1]))],
        head=[_("Day"), _("Strength")],
        rows=[[date_format(day, "j M Y"), in_percent(int(_FULL * share))] for day, share in points],
    )


def _span(first: dt.date, last: dt.date) -> str:
    if first == last:
        return date_format(first, "j M")
    return f"{date_format(first, 'j M')} – {date_format(last, 'j M')}"
