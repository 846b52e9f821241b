"""Tools that only read: goals, their figures, templates."""

import uuid
from typing import Any, Literal

from pydantic import Field

from checkins.rates import counts
from checkins.standing import figures_of, standings_of
from coaching.tools.base import Arguments, Call, Outcome, Tool
from goals.days import period_of
from goals.journal import plain
from goals.models import Goal, GoalTemplate
from goals.models.choices import Pattern, Status, ValueCategory
from goals.wording import terms_in_words

_MOST = 100
_MOST_TEMPLATES = 10


class ListGoals(Arguments):
    status: Literal["active", "paused", "completed", "abandoned", "archived"] = "active"


class OneGoal(Arguments):
    goal_id: uuid.UUID = Field(description="The id of one of the person's goals.")


class GetProgress(OneGoal):
    period: Literal["day", "week", "month", "all"] = Field(
        "week", description="Which units are counted: those of the running day, week or month, or all that are over."
    )


class SuggestTemplates(Arguments):
    words: str = Field("", max_length=200, description="What the goal is about.")
    pattern: Pattern | None = None
    value_category: ValueCategory | None = None


def list_goals(call: Call, asked: ListGoals) -> Outcome:
    rows = Goal.objects.for_owner(call.owner).filter(status=Status(asked.status)).prefetch_related("milestones")
    goals = list(rows.order_by("sort_order", "title", "id")[:_MOST])
    return Outcome({"goals": [_in_short(goal) for goal in goals]})


def get_goal(call: Call, asked: OneGoal) -> Outcome:
    goal = call.goal(asked.goal_id)
    words = ("description", "why_it_matters", "success_criteria", "small_version", "recovery_plan")
    milestones = [
        {"id": str(each.pk), "title": each.title, "is_done": each.is_done, "target_date": plain(each.target_date)}
        for each in goal.milestones.all()
    ]
    intentions = [
        {"id": str(each.pk), "trigger_condition": each.trigger_condition, "action": each.action}
        for each in goal.intentions.all()
        if each.is_active
    ]
    told = {name: getattr(goal, name) for name in words}
    return Outcome({**_in_short(goal), **told, "milestones": milestones, "intentions": intentions}, goal=goal)


def get_progress(call: Call, asked: GetProgress) -> Outcome:
    goal = call.goal(asked.goal_id)
    figures = figures_of([goal], call.owner.today())[goal.pk]
    data = {"goal_id": str(goal.pk), "percent": figures.percent, "period": asked.period, **figures.as_stats()}
    return Outcome({**data, "units": _counted(call, goal, asked.period)}, goal=goal)


def suggest_templates(call: Call, asked: SuggestTemplates) -> Outcome:
    found = GoalTemplate.objects.offered().matching(asked.words)
    exact = {"pattern": asked.pattern, "value_category": asked.value_category}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    templates = [
        {"slug": each.slug, "title": each.title, "summary": each.summary, "pattern": each.pattern}
        for each in found[:_MOST_TEMPLATES]
    ]
    return Outcome({"templates": templates})


def _in_short(goal: Goal) -> dict[str, Any]:
    return {
        "id": str(goal.pk),
        "title": goal.title,
        "pattern": goal.pattern,
        "status": goal.status,
        "terms": terms_in_words(goal),
        "target_value": plain(goal.target_value),
        "unit": goal.currency or goal.unit,
        "target_date": plain(goal.target_date),
        "progress_percent": goal.progress_percent,
        "progress_sentiment": goal.progress_sentiment,
    }


def _counted(call: Call, goal: Goal, period: str) -> dict[str, int]:
    standing = standings_of([goal], call.owner.today())[goal.pk]
    if period == "all":
        closed = standing.figures.closed
        return {"success": closed.success, "miss": closed.miss}
    first, last = period_of(standing.today, period, call.owner.week_starts_on)
    found = counts(standing.recent, first, last)
    return {"success": found.success, "miss": found.miss}


TOOLS = (
    Tool("list_goals", "The person's goals of one status, with their terms.", ListGoals, list_goals),
    Tool("get_goal", "One goal with its words, milestones and if-then plans.", OneGoal, get_goal),
    Tool("get_progress", "The figures of one goal, as its page shows them.", GetProgress, get_progress),
    Tool("suggest_templates", "Templates to start a goal from.", SuggestTemplates, suggest_templates),
)
