"""Everything that one goal's own page draws and says, read with the same few queries for any history."""

from dataclasses import dataclass

from checkins.agenda import Row
from checkins.bar_charts import period_bars, strength_chart, week_bars
from checkins.calendars import Year, year_of_days, year_starts_on
from checkins.charts import Chart
from checkins.courses import course_of, first_year_of_course
from checkins.milestone_line import MilestoneLine, milestone_line
from checkins.outlook import outlook
from checkins.outlook_words import limit_in_words, outlook_in_words
from checkins.standing import Standing, years_of
from checkins.units.values import PATTERNS_WITH_UNITS
from checkins.value_chart import value_chart
from goals.models.choices import Pattern, Period, Status


@dataclass(frozen=True, slots=True)
class Detail:
    """`said` is the outlook in a sentence, `limit` the row of a limit's open period; `year` is None for projects.
    `milestones` are drawn where two of them have a day."""

    said: str
    charts: list[Chart]
    year: Year | None
    limit: Row | None
    milestones: MilestoneLine | None


def detail_of(standing: Standing) -> Detail:
    """One query for the years, one more where money comes in."""
    goal, pattern = standing.goal, standing.goal.pattern
    first = None if pattern == Pattern.TARGET else min(first_year_of_course(standing.today), _first_year(standing))
    years = years_of(goal, first)
    course = course_of(standing, years)
    seen = outlook(course, standing.today)
    charts: list[Chart | None] = []
    if pattern == Pattern.TARGET:
        charts.append(value_chart(standing, years, course, seen))
    if pattern in PATTERNS_WITH_UNITS:
        has_periods = pattern == Pattern.LIMIT or _asks_by_period(standing)
        charts.append(period_bars(goal, course.units) if has_periods else week_bars(standing))
        charts.append(strength_chart(standing, years))
    said = limit_in_words(goal, seen.limit) if seen.limit else outlook_in_words(goal, seen)
    return Detail(
        said=said if goal.status == Status.ACTIVE else "",
        charts=[chart for chart in charts if chart is not None],
        year=None if pattern == Pattern.MILESTONE else year_of_days(standing, years),
        limit=_limit(standing),
        milestones=milestone_line(standing),
    )


def _first_year(standing: Standing) -> int:
    return year_starts_on(standing).year - 1


def _asks_by_period(standing: Standing) -> bool:
    """Whether the goal asks for so many times or so much a week, month or block of days."""
    goal = standing.goal
    is_block = bool(goal.every_n_days) and goal.times_per_period > 1
    return goal.pattern == Pattern.RECURRING and (
        is_block or (goal.period != Period.DAY and not goal.weekdays and not goal.every_n_days)
    )


def _limit(standing: Standing) -> Row | None:
    unit = standing.due(standing.today)
    if standing.goal.pattern != Pattern.LIMIT or unit is None:
        return None
    return Row(standing.goal, standing.schedule.history.current, unit, standing.record, is_today=True)
