"""Everything there is to say about one goal's progress, in one answer: what programs, and later the coach, read."""

from collections.abc import Sequence
from typing import Any

from checkins.courses import course_of, first_year_of_course
from checkins.forecast import Forecast, Refused
from checkins.models import Insight
from checkins.models.insight import InsightKind
from checkins.outlook import outlook
from checkins.recommendations import recommendations_for
from checkins.report import Report, first_year, report
from checkins.standing import Standing, standings_of, years_of
from goals.models import Goal, Milestone
from goals.models.choices import Pattern

INSIGHTS = 5


def progress_of(goal: Goal, period: str) -> dict[str, Any]:
    """The answer for one of `checkins.report.PERIODS`, as plain values; raises KeyError for another.

    A fixed number of queries, whose work does not grow with the history.
    """
    standing = standings_of([goal])[goal.pk]
    asked, course_year = first_year(standing, period), first_year_of_course(standing.today)
    years = years_of(goal, None if asked is None else min(asked, course_year))
    milestones = list(goal.milestones.all())
    insights = _insights(goal)
    seen = outlook(course_of(standing, years), standing.today)
    return {
        "goal": goal.pk,
        "pattern": goal.pattern,
        "period": period,
        **_figures(goal, report(standing, years, period)),
        **seen.as_json(),
        "milestones": [_milestone(each, standing) for each in milestones],
        "insights": insights,
        "recommendations": _recommendations(standing, insights, seen.forecast),
    }


def _figures(goal: Goal, found: Report) -> dict[str, Any]:
    figures, pace = found.figures, found.figures.pace
    return {
        "first": found.first,
        "last": found.last,
        "percent": found.percent,
        "completed": found.completed,
        "skipped": found.skipped,
        "missed": found.missed,
        "completion_rate": found.completion_rate,
        "adherence": found.adherence,
        "units": found.units._asdict(),
        "series": [point._asdict() for point in found.series],
        "streak": figures.streak._asdict(),
        "strength": figures.strength,
        "value": figures.value,
        "total": figures.total,
        "target_value": goal.target_value,
        "baseline_value": goal.baseline_value,
        "unit": goal.unit,
        "components": [component.as_json() for component in figures.components],
        "focus_minutes": figures.focus_minutes,
        "milestones_done": figures.milestones_done,
        "milestones_total": figures.milestones_total,
        "reserve": figures.reserve and figures.reserve._asdict(),
        "pace": pace and {"word": pace.word, "days_ahead": pace.days_ahead, "expected_value": pace.expected_value},
    }


def _milestone(milestone: Milestone, standing: Standing) -> dict[str, Any]:
    """`days_early` counts from the planned day, negative when later; of an open one, up to today when it has passed."""
    done = milestone.completed_at and standing.goal.owner.today(milestone.completed_at)
    planned = milestone.target_date
    early = None if planned is None else (planned - (done or standing.today)).days
    return {
        "id": milestone.pk,
        "title": milestone.title,
        "target_date": planned,
        "target_value": milestone.target_value,
        "completed_on": done,
        "days_early": early if done or (early is not None and early < 0) else None,
    }


def _insights(goal: Goal) -> list[Insight]:
    """The newest that nobody put aside."""
    return list(Insight.objects.about(goal.pk).open().with_goals()[:INSIGHTS])


def _recommendations(
    standing: Standing, insights: Sequence[Insight], forecast: Forecast | Refused
) -> list[dict[str, Any]]:
    goal = standing.goal
    patterns = [(each.code, each.numbers) for each in insights if each.kind == InsightKind.PATTERN and each.code]
    found = recommendations_for(
        goal,
        standing.figures,
        standing.today,
        patterns=patterns,
        plans=list(goal.intentions.all()),
        forecast=forecast if goal.pattern == Pattern.TARGET else None,
    )
    return [each.as_json() for each in found]
