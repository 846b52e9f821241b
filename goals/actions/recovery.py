"""Not being asked to pick a goal up again for a while."""

import datetime as dt

from goals.journal import Actor, writing
from goals.models import Goal
from goals.rules import require_editable

REST = dt.timedelta(days=7)


def put_recovery_aside(*, by: Actor, goal: Goal) -> Goal:
    """For seven days from the person's today, on every device. Raises GoalNotEditable."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        journal.update(goal, recovery_from=goal.owner.today(journal.now) + REST)
    return goal
