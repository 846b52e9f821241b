"""The way of a target goal: what it came to, the line to its target, and the range of its forecast."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins.charts import Chart, Plane, Shape, spread, ticks
from checkins.forecast import Forecast, Point
from checkins.outlook import Course, Outlook, road_of
from checkins.outlook_words import rough
from checkins.report import values_between
from checkins.road import Road, amount
from checkins.rollups.judging import Years
from checkins.standing import Standing
from checkins.sums import Dated, Sums, whole
from goals.models import Goal
from goals.wording import grouped, in_currency, with_unit

_DAY = dt.timedelta(days=1)
_HEIGHT = 400
_MOST_POINTS, _ROWS = 300, 12

Values = Sequence[tuple[dt.date, Decimal]]


def values_of(standing: Standing, years: Years, begin: Decimal | None) -> Values:
    """What the goal stood at, by day on which that changed, through today or its end; `begin` is where its way begins.

    Grows with the days that have values. A query where money comes in.
    """
    start, today, goal = standing.schedule.start, _through(standing), standing.goal
    by_day: dict[dt.date, Sums] = {}
    for day, entry in values_between(years, start, today):
        by_day[day] = Sums(entry.size, entry.sum, entry.greatest, Dated(day, entry.first), Dated(day, entry.last))
    if standing.basis.has_money:
        paid = goal.contributions.filter(occurred_on__range=(start, today)).order_by("created_at", "id")
        for day, paid_in in paid.values_list("occurred_on", "amount"):
            by_day[day] = by_day.get(day, Sums()) + Sums.of([(day, whole(paid_in))])
    running, found = Sums(), [] if begin is None else [(start, begin)]
    for day, sums in sorted(by_day.items()):
        running += sums
        value = running.value(standing.basis.reads, begin)
        if value is not None:
            found.append((day, value))
    return [*found, (today, found[-1][1])] if found and found[-1][0] < today else found


def _through(standing: Standing) -> dt.date:
    """Today, or the day on which the goal was closed."""
    return min(standing.today, standing.schedule.ended_on or standing.today)


def value_chart(standing: Standing, years: Years, course: Course, seen: Outlook) -> Chart | None:
    """None before there are two days to draw."""
    goal, today = standing.goal, _through(standing)
    begin = course.begin if course.is_total else course.baseline
    values, road = values_of(standing, years, begin), road_of(course)
    forecast = seen.forecast if isinstance(seen.forecast, Forecast) else None
    last = max([today, *([goal.target_date] if goal.target_date else [])])
    if forecast and goal.target_date is None:
        last = forecast.points[-1].day
    if not values or course.start >= last:
        return None
    marks = _marks(values, goal.target_value, forecast)
    plane = Plane(course.start, last, float(marks[0]), float(marks[-1]), _HEIGHT)
    days = spread([course.start + ahead * _DAY for ahead in range((last - course.start).days + 1)], 4)
    return Chart(
        name="progress",
        title=_("Progress and forecast") if forecast else _("Progress"),
        reading=_reading(road, forecast),
        height=_HEIGHT,
        y=[_on_axis(mark, goal) for mark in reversed(marks)],
        x=[_short(day, (last - course.start).days) for day in days],
        shapes=_shapes(plane, values, road, forecast, course.is_total, today),
        head=_head(road, forecast),
        rows=_rows(goal, values, road, forecast, course.start, today),
    )


def _marks(values: Values, target: Decimal | None, forecast: Forecast | None) -> list[Decimal]:
    """The numbers beside the lines: from 0 where that is near, with room above the target and the value."""
    held = [value for _day, value in values] + ([target] if target is not None else [])
    low, high = min(held), max(held)
    if forecast and target is not None:
        ends = [point for point in forecast.points if point.low is not None and point.high is not None]
        low = max(low - (high - low) / 2, min([low, *(point.low for point in ends if point.low is not None)]))
    if 0 <= low <= high / 2:
        return ticks(Decimal(0), high * Decimal("1.1") or Decimal(1))
    room = (high - low) / 10 or Decimal(1)
    return ticks(low - room, high + room)


def _reading(road: Road | None, forecast: Forecast | None) -> str:
    said = [_("Solid: so far.")]
    if road is not None:
        said.append(_("Dashed: the line to the target."))
    if forecast is not None:
        said.append(_("Shaded: where roughly 8 in 10 forecasts land."))
    return " ".join(said)


def _shapes(
    plane: Plane, values: Values, road: Road | None, forecast: Forecast | None, is_total: bool, today: dt.date
) -> list[Shape]:
    shapes = []
    if road is not None:
        shapes.append(Shape("path", plane.line([(day, float(value)) for day, value in road.knots])))
    if forecast is not None:
        shapes += _ahead(plane, forecast)
    drawn = spread(_stepped(values) if is_total else values, _MOST_POINTS)
    if len(drawn) > 1:
        shapes.append(Shape("act", plane.line(drawn)))
    day, value = values[-1]
    return [*shapes, Shape("now", plane.upright(today)), Shape("dot", plane.dot(day, value))]


def _ahead(plane: Plane, forecast: Forecast) -> list[Shape]:
    points = [*forecast.points]
    upper = [(point.day, point.high) for point in points if point.high is not None]
    lower = [(point.day, point.low) for point in points if point.low is not None]
    middle = [(point.day, point.mid) for point in points]
    if forecast.at_target_date is not None:
        middle.append((forecast.at_target_date.day, forecast.at_target_date.mid))
    return [Shape("cone", plane.area(upper, lower)), Shape("mid", plane.line(middle))]


def _stepped(values: Values) -> Values:
    """A total stays what it was until the day on which it grows."""
    found = list(values[:1])
    for day, value in values[1:]:
        if day - found[-1][0] > _DAY and value != found[-1][1]:
            found.append((day - _DAY, found[-1][1]))
        found.append((day, value))
    return found


def _head(road: Road | None, forecast: Forecast | None) -> list[str]:
    head = [_("Day"), _("Value")]
    if road is not None:
        head.append(_("Line to the target"))
    return [*head, _("Forecast")] if forecast is not None else head


def _rows(
    goal: Goal, values: Values, road: Road | None, forecast: Forecast | None, start: dt.date, today: dt.date
) -> list[list[str]]:
    days = [day for day, _value in values]
    past = [start + ahead * _DAY for ahead in range((today - start).days + 1)]
    ahead = spread([point for point in forecast.points if point.day > today], _ROWS) if forecast else []
    if forecast and forecast.at_target_date and (not ahead or ahead[-1].day < forecast.at_target_date.day):
        ahead.append(forecast.at_target_date)
    rows = []
    for day, point in [*((day, None) for day in spread(past, _ROWS)), *((point.day, point) for point in ahead)]:
        place = bisect_right(days, day)
        row = [date_format(day, "j M Y"), with_unit(values[place - 1][1], goal) if place and day <= today else "–"]
        if road is not None:
            row.append(with_unit(rough(amount(road.value_on(day)), goal), goal))
        rows.append([*row, _range(point, goal)] if forecast else row)
    return rows


def _range(point: Point | None, goal: Goal) -> str:
    if point is None:
        return "–"
    if point.low is None or point.high is None:
        return with_unit(rough(point.mid, goal), goal)
    ends = {"low": with_unit(rough(point.low, goal), goal), "high": with_unit(rough(point.high, goal), goal)}
    return _("%(low)s to %(high)s") % ends


def _on_axis(mark: Decimal, goal: Goal) -> str:
    return in_currency(mark, goal.currency) if goal.currency else grouped(mark)


def _short(day: dt.date, days: int) -> str:
    return date_format(day, "j M" if days <= 366 else "M Y")
