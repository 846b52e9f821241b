"""The outlook of one goal: how it stands against its plan, whether it moves, and where it is heading.

Everything here is made of the last days of a goal and a few figures of its past, so that it costs the same after ten
years as after one. It reads nothing by itself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any

from checkins import comparison, forecast, increments, limits, road, trend
from checkins.increments import Increments
from checkins.paths import Path
from checkins.rates import consistency
from checkins.units.values import LIMIT, PATTERNS_WITH_UNITS, RECURRING, SKIPPED, DayRecord, State, Unit
from goals.terms import Period, Terms

TARGET = "target"
_TOTALS = frozenset({"sum", "count"})
_AVERAGE, _HIGHEST = "average", "max"
_DAYS_IN = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31}
_FEWEST_DAYS = 7
_ONE, _NOTHING = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a goal.

    `days` are the last 124 through today, as far as something is recorded. The total of a day is the sum of its values;
    of readings (latest, max, average) the last one, of a count how many there are. `units` are those that ended in
    these days, and the open one. `value` is the current value of a target goal, `baseline` where its way begins,
    `before` the value from before `days`; `path` leads from there, None without a date. `first` is what the first 28
    days came to: units for habits; readings; for totals the amount of each day that was not off, 0 for a silent one.
    """

    pattern: str
    terms: Terms
    start: date
    days: Mapping[date, DayRecord] = field(default_factory=dict)
    units: Sequence[Unit] = ()
    paused: Collection[date] = ()
    value: Decimal | None = None
    baseline: Decimal | None = None
    before: Decimal | None = None
    aggregation: str = "latest"
    direction: str | None = None
    silence: str = "kept"
    first: comparison.Sample = ()
    path: Path | None = None

    @property
    def is_total(self) -> bool:
        return self.pattern != TARGET or self.aggregation in _TOTALS

    @property
    def begin(self) -> Decimal:
        return self.baseline or _NOTHING

    @property
    def current(self) -> Decimal:
        return self.begin if self.value is None else self.value

    @property
    def rises(self) -> bool:
        if self.direction is not None:
            return self.direction == "increase"
        return (self.terms.target_value or _NOTHING) >= self.begin

    @property
    def off(self) -> set[date]:
        """Days that say nothing: paused or skipped."""
        return {*self.paused, *(day for day, record in self.days.items() if record.status == SKIPPED)}

    def amounts(self) -> dict[date, Decimal]:
        """By day on which something was recorded; of a habit without an amount 1 where it was done, else 0."""
        if self.pattern == TARGET:
            return {day: record.total for day, record in self.days.items() if record.total is not None}
        if self.pattern == LIMIT or (self.pattern == RECURRING and self.terms.target_value is not None):
            return {day: record.total or _NOTHING for day, record in self.days.items()}
        return {day: _ONE if record.is_completed else _NOTHING for day, record in self.days.items()}

    def readings(self) -> dict[date, Decimal]:
        """By day, ascending."""
        return {day: record.total for day, record in sorted(self.days.items()) if record.total is not None}

    def highest(self) -> dict[date, Decimal]:
        """What the highest reading had come to, by day of a reading."""
        read = self.readings()
        known = [] if self.before is None else [self.before]
        highest = list(accumulate([*known, *read.values()], max))[len(known) :]
        return dict(zip(read, highest, strict=True))


@dataclass(frozen=True, slots=True)
class Outlook:
    """`road` is None without a date to reach a value by, `limit` without an open period of a limit.

    `usual_rate` is what a day added to a target goal's value, over up to 28 days; None for fewer than 7.
    """

    road: road.Standing | None
    limit: limits.Allowance | None
    trend: trend.Trend
    usual_rate: Decimal | None
    forecast: forecast.Forecast | forecast.Refused
    comparison: comparison.Comparison | comparison.Refused

    def as_json(self) -> dict[str, Any]:
        """Days and decimals as they are. What was refused stands under a name of its own, with the reason."""
        is_foreseen = isinstance(self.forecast, forecast.Forecast)
        is_compared = isinstance(self.comparison, comparison.Comparison)
        return {
            "road": self.road and self.road.as_json(),
            "limit": self.limit and self.limit.as_json(),
            "trend": self.trend.as_json(),
            "usual_rate": self.usual_rate,
            "forecast": self.forecast.as_json() if is_foreseen else None,
            "forecast_refused": None if is_foreseen else self.forecast.as_json(),
            "comparison": self.comparison.as_json() if is_compared else None,
            "comparison_refused": None if is_compared else self.comparison.as_json(),
        }


def outlook(course: Course, today: date) -> Outlook:
    """The outlook as of `today`, the person's."""
    added = _added(course, today) if course.pattern in (TARGET, LIMIT) else Increments((), 0, 0)
    return Outlook(
        road=_standing(course, today),
        limit=_allowance(course, added, today),
        trend=trend.trend(_points(course, today)),
        usual_rate=_usual_rate(added) if course.pattern == TARGET else None,
        forecast=_forecast(course, added, today),
        comparison=_comparison(course, today),
    )


def _added(course: Course, today: date) -> Increments:
    if course.is_total:
        return increments.of_amounts(course.amounts(), course.start, today, course.off)
    before = course.baseline if course.before is None else course.before
    values = course.highest() if course.aggregation == _HIGHEST else course.readings()
    return increments.of_readings(values, course.start, today, course.off, before)


def _usual_rate(added: Increments) -> Decimal | None:
    if len(added.by_day) < _FEWEST_DAYS:
        return None
    return forecast.amount(forecast.flow(added.by_day).mean)


def _standing(course: Course, today: date) -> road.Standing | None:
    return None if course.path is None else road.standing(course.path.road, course.current, today)


def _allowance(course: Course, added: Increments, today: date) -> limits.Allowance | None:
    now = next((unit for unit in course.units if unit.first <= today <= unit.last), None)
    if course.pattern != LIMIT or now is None or now.need is None or now.state is State.NEUTRAL:
        return None
    use = limits.Use(now.first, now.last, now.done, now.need)
    usual = limits.usual_use(added, course.silence)
    return limits.allowance(use, today, usual, is_told=today in course.days, silence=course.silence)


def _forecast(course: Course, added: Increments, today: date) -> forecast.Forecast | forecast.Refused:
    if course.pattern != TARGET:
        return forecast.Refused(forecast.Reason.NO_TARGET)
    if course.aggregation == _AVERAGE:
        return forecast.Refused(forecast.Reason.AVERAGE)
    return forecast.forecast(
        added,
        course.current,
        today,
        target=course.terms.target_value,
        rises=course.rises,
        is_total=course.is_total,
        target_date=course.terms.target_date,
    )


def _points(course: Course, today: date) -> Sequence[tuple[date, trend.Number]]:
    """What the trend is a trend of: readings; shares of due days; else what each day came to, silent ones nothing.

    Today counts only where it was read.
    """
    if course.pattern == TARGET and not course.is_total:
        first = _first_day(course, today)
        return [(day, value) for day, value in course.readings().items() if first <= day <= today]
    if course.pattern not in (*PATTERNS_WITH_UNITS, TARGET):
        return []
    if course.pattern in PATTERNS_WITH_UNITS and course.pattern != LIMIT:
        units = [unit for unit in course.units if _first_day(course, today) <= unit.last < today]
        if all(unit.first == unit.last for unit in units):
            return [(unit.last, unit.share) for unit in units if unit.state in (State.SUCCESS, State.MISS)]
    return _by_day(course, _first_day(course, today), today)


def _by_day(course: Course, first: date, today: date) -> list[tuple[date, Decimal]]:
    amounts, off = course.amounts(), course.off
    days = (first + timedelta(days=ahead) for ahead in range((today - first).days))
    is_unknown = course.pattern == LIMIT and course.silence == limits.UNKNOWN
    told = (day for day in days if day not in off and (day in amounts or not is_unknown))
    return [(day, amounts.get(day, _NOTHING)) for day in told]


def _first_day(course: Course, today: date) -> date:
    """The first of the days that the trend looks at."""
    terms = course.terms
    period = 7 if terms.weekdays else terms.every_n_days or _DAYS_IN[terms.period]
    back = min(trend.window_days(period), increments.LOOK_BACK_DAYS)
    return max(course.start, date.fromordinal(max(1, today.toordinal() - back)))


def _comparison(course: Course, today: date) -> comparison.Comparison | comparison.Refused:
    if course.pattern in PATTERNS_WITH_UNITS:
        recent = consistency(course.units, today)
        now: comparison.Sample = comparison.Kept(recent.success, recent.judged)
        return comparison.comparison(course.first, now, course.start, today)
    spans = comparison.spans(course.start, today)
    if course.pattern != TARGET:
        return comparison.Refused(comparison.Reason.NOTHING_TO_COMPARE)
    first, last = spans[1] if spans else (today, today)
    if course.is_total:
        now = [value for _, value in _by_day(course, first, today)]
    else:
        now = [value for day, value in course.readings().items() if first <= day <= last]
    return comparison.comparison(course.first, now, course.start, today)
