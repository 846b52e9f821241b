"""The order that a person gives their goals, by hand."""

from goals.journal import Actor, writing
from goals.models import Goal
from goals.rules import require_editable


def move_goal(*, by: Actor, goal: Goal, places: int) -> bool:
    """Move it down by so many places among the person's goals of the same status, up when negative.

    At either end it stays. Numbers the goals anew where they had no order yet. Returns whether anything moved. Raises
    GoalNotEditable.
    """
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        held = Goal.objects.filter(owner_id=goal.owner_id, status=goal.status)
        order = list(held.order_by("sort_order", "title", "id"))
        here = order.index(goal)
        there = min(max(here + places, 0), len(order) - 1)
        if there == here:
            return False
        order.insert(there, order.pop(here))
        for place, each in enumerate(order):
            journal.update(each, "reordered", sort_order=place)
    return True
