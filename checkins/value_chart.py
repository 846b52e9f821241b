"""The way of a target goal: what it came to, the line to its target, and the range of its forecast."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins.charts import Chart, Plane, Shape, spread, ticks
from checkins.forecast import Forecast, Point
from checkins.outlook import Course, Outlook
from checkins.outlook_words import rough
from checkins.paths import Path
from checkins.report import values_between
from checkins.road import amount
from checkins.rollups.judging import Years
from checkins.smoothing import smoothed
from checkins.standing import Standing
from checkins.sums import Dated, Sums, whole
from goals.models import Goal
from goals.models.choices import Aggregation
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
    forecast = seen.forecast if isinstance(seen.forecast, Forecast) else None
    values = values_of(standing, years, begin)
    way = Way(
        goal=goal,
        start=course.start,
        today=today,
        values=values,
        smooth=smoothed(values) if course.aggregation == Aggregation.LATEST else None,
        path=course.path,
        forecast=forecast,
    )
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
        reading=way.reading(),
        height=_HEIGHT,
        y=[_on_axis(mark, goal) for mark in reversed(marks)],
        x=[_short(day, (last - course.start).days) for day in days],
        shapes=way.shapes(plane),
        head=way.head(),
        rows=way.rows(),
    )


def _marks(values: Values, target: Decimal | None, forecast: Forecast | None) -> list[Decimal]:
    """The numbers beside the lines: from 0 where that is near, with room above the target and the value."""
    held = [value for _day, value in values] + ([target] if target is not None else [])
    low, high = min(held), max(held)
    if forecast and target is not None:
        ends = [point for point in forecast.points if point.low is not None and point.high is not None]
        low = max(low - (high - low) / 2, min([low, *(point.low for point in ends if point.low is not None)]))
    if 0 <= low <= high / 2:
        return ticks(Decimal(0), high * Decimal("1.2") or Decimal(1))
    room = (high - low) / 10 or Decimal(1)
    return ticks(low - room, high + room)


@dataclass(frozen=True, slots=True)
class Way:
    """What is drawn of a target goal.

    `values` are what it stood at, `smooth` the line through them where they are single readings, else None.
    """

    goal: Goal
    start: dt.date
    today: dt.date
    values: Values
    smooth: Values | None
    path: Path | None
    forecast: Forecast | None

    def reading(self) -> str:
        said = [_("Dots: readings. Solid: smoothed, a week old counts half.") if self.smooth else _("Solid: so far.")]
        if self.path is not None:
            said.append(_("Dashed: the line to the target."))
        if self.forecast is not None:
            said.append(_("Shaded: where roughly 8 in 10 forecasts land."))
        return " ".join(said)

    def shapes(self, plane: Plane) -> list[Shape]:
        shapes = []
        if self.path is not None:
            shapes.append(Shape("path", plane.line([(day, float(value)) for day, value in self.path.knots])))
            shapes += [Shape("dot plan", plane.dot(day, value)) for day, value in self._planned(self.path)]
        if self.forecast is not None:
            shapes += _ahead(plane, self.forecast)
        if self.smooth:
            shapes.append(Shape("reads", "".join(plane.dot(*one) for one in spread(self.values, _MOST_POINTS))))
        drawn = spread(self.smooth or _stepped(self.values), _MOST_POINTS)
        if len(drawn) > 1:
            shapes.append(Shape("act", plane.line(drawn)))
        day, value = self.values[-1]
        return [*shapes, Shape("now", plane.upright(self.today)), Shape("dot", plane.dot(day, value))]

    def head(self) -> list[str]:
        head = [_("Day"), _("Value"), *([_("Smoothed")] if self.smooth else [])]
        if self.path is not None:
            head.append(_("Line to the target"))
        return [*head, _("Forecast")] if self.forecast is not None else head

    def rows(self) -> list[list[str]]:
        past = [self.start + ahead * _DAY for ahead in range((self.today - self.start).days + 1)]
        rows = [self._row(day, None) for day in spread(past, _ROWS)]
        return rows + [self._row(point.day, point) for point in self._ahead()]

    def _planned(self, path: Path) -> list[tuple[dt.date, Decimal]]:
        """The values of milestones, where the path leads through them."""
        planned = [
            (each.target_date, each.target_value)
            for each in self.goal.milestones.all()
            if each.target_date is not None and each.target_value is not None
        ]
        return [(day, value) for day, value in planned if day in dict(path.knots)]

    def _ahead(self) -> list[Point]:
        found = self.forecast
        if found is None:
            return []
        ahead = spread([point for point in found.points if point.day > self.today], _ROWS)
        end = found.at_target_date
        return [*ahead, end] if end and (not ahead or ahead[-1].day < end.day) else ahead

    def _row(self, day: dt.date, point: Point | None) -> list[str]:
        lines = [self.values, *([self.smooth] if self.smooth else [])]
        row = [date_format(day, "j M Y"), *(self._at(line, day) for line in lines)]
        if self.path is not None:
            row.append(with_unit(rough(amount(self.path.value_on(day)), self.goal), self.goal))
        return [*row, _range(point, self.goal)] if self.forecast else row

    def _at(self, line: Values, day: dt.date) -> str:
        place = bisect_right([known for known, _value in line], day)
        if not place or day > self.today:
            return "–"
        value = line[place - 1][1]
        return with_unit(value if line is self.values else rough(value, self.goal), self.goal)


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
