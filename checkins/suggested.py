"""What a suggestion would change, put into words before anybody presses a button. Pure: rows that are read in."""

import datetime as dt
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from checkins.models import Insight
from checkins.recommendations import action_for
from goals.models import Goal, Intention
from goals.wording import terms_in_words

# Fields of a goal whose values are written as text.
_READ: dict[str, Callable[[str], Any]] = {"target_value": Decimal, "target_date": dt.date.fromisoformat}


@dataclass(frozen=True, slots=True)
class Suggested:
    """One action on a goal, `update_goal` or `create_intention`, with its arguments.

    `before` and `after` are what is agreed, in words; of a plan there is only `after`.
    """

    name: str
    arguments: dict[str, Any]
    before: str
    after: str


def suggested_by(insight: Insight, plans: Sequence[Intention], today: dt.date) -> Suggested | None:
    """What there still is to do about the goal of `insight`, which may have changed since; None for nothing."""
    goal = insight.goal
    if goal is None or not goal.is_editable:
        return None
    action = action_for(goal, insight.code, insight.numbers, plans, today)
    if action is None:
        return None
    [(name, arguments)] = action.items()
    if name == "create_intention":
        words = {"trigger": arguments["trigger_condition"], "action": arguments["action"]}
        return Suggested(name, arguments, "", _("If %(trigger)s, then I will %(action)s") % words)
    arguments = {field: _READ.get(field, int)(value) for field, value in arguments.items()}
    after = terms_in_words(_with(goal, arguments))
    return Suggested(name, arguments, terms_in_words(goal), after)


def _with(goal: Goal, values: dict[str, Any]) -> Goal:
    changed = copy(goal)
    for field, value in values.items():
        setattr(changed, field, value)
    return changed
