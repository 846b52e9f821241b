"""If-then plans: add, change, switch, rehearse."""

from collections.abc import Mapping
from typing import Any

from goals.journal import Actor, Journal, writing
from goals.models import Goal, Intention
from goals.rules import given, require_editable

WRITABLE = frozenset({"trigger_condition", "action", "is_active", "reminder_time", "reminder_weekdays"})


def create_intention(*, by: Actor, goal: Goal, trigger_condition: str, action: str, **fields: Any) -> Intention:
    """Raises GoalNotEditable, Invalid."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        words = {"trigger_condition": trigger_condition, "action": action}
        return insert_intention(journal, goal, {**words, **fields})


def insert_intention(journal: Journal, goal: Goal, fields: Mapping[str, Any]) -> Intention:
    """Add a row inside a write that already holds the goal."""
    intention = Intention(goal=goal, **given(Intention, fields, WRITABLE))
    journal.create(intention)
    return intention


def update_intention(*, by: Actor, intention: Intention, **changes: Any) -> Intention:
    """Raises GoalNotEditable, Invalid."""
    return _change(by, intention, "updated", given(Intention, changes, WRITABLE))


def toggle_intention(*, by: Actor, intention: Intention) -> Intention:
    """Switch it on or off, whichever it is not. Raises GoalNotEditable."""
    with writing(intention.owner_id, by=by) as journal:
        return _change(by, intention, "toggled", {"is_active": not journal.fresh(intention).is_active})


def rehearse_intention(*, by: Actor, intention: Intention) -> Intention:
    """Note that the plan was gone through now. Raises GoalNotEditable."""
    with writing(intention.owner_id, by=by) as journal:
        return _change(by, intention, "rehearsed", {"rehearsed_at": journal.now})


def delete_intention(*, by: Actor, intention: Intention) -> None:
    """Raises GoalNotEditable."""
    with writing(intention.owner_id, by=by) as journal:
        intention = journal.fresh(intention)
        require_editable(intention.goal)
        journal.delete(intention)


def _change(by: Actor, intention: Intention, action: str, values: Mapping[str, Any]) -> Intention:
    with writing(intention.owner_id, by=by) as journal:
        intention = journal.fresh(intention)
        require_editable(intention.goal)
        journal.update(intention, action, **values)
    return intention
