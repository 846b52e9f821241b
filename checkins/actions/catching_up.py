"""What time leaves behind where nobody writes."""

from checkins.engine import engine
from goals.journal import Actor, writing
from goals.models import Goal
from goals.progress import NEVER


def catch_up(*, by: Actor, goal: Goal) -> None:
    """Roll a goal up to its owner's today: the days since its last write are then judged once, not with every read."""
    with writing(goal.owner_id, by=by) as journal:
        engine().refresh(journal, journal.fresh(goal), since=NEVER)
