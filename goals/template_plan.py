"""What a template amounts to: fields and parts of a goal that starts on a certain day.

What the person chooses instead (`overrides`) moves the rest along: with another target date the milestones keep their
share of the way in time, with another target value or starting value their share of the way in value.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goals.models import GoalTemplate

DAYS, WHY_PROMPT = "days", "why_prompt"
# Fields of a goal that a template sets. Dates, budgets and the person's own reasons are theirs.
GOAL_FIELDS = frozenset(
    {
        "description", "specificity", "category", "success_criteria", "recovery_plan", "small_version", "period",
        "times_per_period", "weekdays", "every_n_days", "target_value", "baseline_value", "metric_type", "direction",
        "unit", "currency", "aggregation", "finance_mode", "silence", "reserve_per_month", "step", "time_of_day",
    }
)  # fmt: skip
MILESTONE_FIELDS = frozenset({"title", "description", "target_value", "share"})
INTENTION_FIELDS = frozenset({"trigger_condition", "action", "reminder_time", "reminder_weekdays"})
_DIGITS = 60  # more than any product of two amounts has


@dataclass(frozen=True, slots=True)
class Plan:
    """What `create_goal` takes."""

    fields: dict[str, Any]
    milestones: list[dict[str, Any]]
    intentions: list[dict[str, Any]]


def plan_of(template: "GoalTemplate", start_date: dt.date, overrides: Mapping[str, Any]) -> Plan:
    """The template's plan for a goal that starts on `start_date`. The template must be valid."""
    own = _exact({name: value for name, value in template.goal.items() if name not in (DAYS, WHY_PROMPT)})
    days = template.goal.get(DAYS)
    if days is not None:
        own["target_date"] = start_date + dt.timedelta(days=days)
    fields = {
        "title": template.title,
        "value_category": template.value_category,
        **own,
        **overrides,
        "start_date": start_date,
    }
    milestones = [_milestone(_exact(given), days, own, fields) for given in template.milestones]
    return Plan(fields, milestones, [dict(given) for given in template.intentions])


def _milestone(
    given: dict[str, Any], whole: int | None, own: Mapping[str, Any], fields: Mapping[str, Any]
) -> dict[str, Any]:
    days, value = given.pop(DAYS, None), given.get("target_value")
    if days is not None:
        end = fields.get("target_date")
        if whole and isinstance(end, dt.date):
            days = days * max((end - fields["start_date"]).days, 0) // whole
        given["target_date"] = fields["start_date"] + dt.timedelta(days=days)
    if value is not None:
        given["target_value"] = _moved(value, _ends(own), _ends(fields))
    return given


def _ends(fields: Mapping[str, Any]) -> tuple[Any, Any]:
    return fields.get("baseline_value") or 0, fields.get("target_value")


def _moved(value: Any, before: tuple[Any, Any], after: tuple[Any, Any]) -> Any:
    """The value as far between the ends of `after` as it lay between those of `before`; whole where these are."""
    known = all(isinstance(end, int | Decimal) for end in (*before, *after))
    if not known or before == after or before[0] == before[1]:
        return value
    with localcontext() as context:
        context.prec = _DIGITS
        (start, end), (new_start, new_end) = (map(Decimal, ends) for ends in (before, after))
        moved = new_start + (Decimal(value) - start) * (new_end - new_start) / (end - start)
        return round(moved, 0 if new_start % 1 == new_end % 1 == 0 else 4)


def _exact(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fractions of JSON as they are written there, not as binary floats spell them out."""
    return {name: Decimal(str(value)) if isinstance(value, float) else value for name, value in values.items()}
