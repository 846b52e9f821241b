"""Sub-goals: add, change, complete, reorder."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from config.refusals import Invalid
from goals.journal import Actor, Journal, writing
from goals.models import Goal, Milestone
from goals.models.goal import LAST_PLACE
from goals.progress import NEVER, engine
from goals.rules import given, require_editable

WRITABLE = frozenset({"title", "description", "target_date", "target_value", "sort_order", "share", "metadata"})


def create_milestone(*, by: Actor, goal: Goal, title: str, **fields: Any) -> Milestone:
    """Add a milestone; without a `sort_order` it goes to the end. Raises GoalNotEditable, Invalid."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        if fields.get("sort_order") is None:
            last = goal.milestones.aggregate(last=Max("sort_order"))["last"]
            fields["sort_order"] = 0 if last is None else min(last + 1, LAST_PLACE)
        milestone = insert_milestone(journal, goal, {"title": title, **fields})
        engine().refresh(journal, goal, since=NEVER)
    return milestone


def insert_milestone(journal: Journal, goal: Goal, fields: Mapping[str, Any]) -> Milestone:
    """Add a row inside a write that already holds the goal and refreshes its figures."""
    milestone = Milestone(goal=goal, **given(Milestone, fields, WRITABLE))
    journal.create(milestone)
    return milestone


def update_milestone(*, by: Actor, milestone: Milestone, **changes: Any) -> Milestone:
    """Raises GoalNotEditable, Invalid."""
    with writing(milestone.owner_id, by=by) as journal:
        milestone = journal.fresh(milestone)
        require_editable(milestone.goal)
        if journal.update(milestone, **given(Milestone, changes, WRITABLE)):
            engine().refresh(journal, milestone.goal, since=NEVER)
    return milestone


def complete_milestone(*, by: Actor, milestone: Milestone) -> Milestone:
    """Mark it done now; one that is done already keeps its time. Raises GoalNotEditable."""
    with writing(milestone.owner_id, by=by) as journal:
        milestone = journal.fresh(milestone)
        require_editable(milestone.goal)
        if not milestone.is_done:
            journal.update(milestone, "completed", completed_at=journal.now)
            engine().refresh(journal, milestone.goal, since=NEVER)
    return milestone


def reopen_milestone(*, by: Actor, milestone: Milestone) -> Milestone:
    """Mark it not done; harmless when it is not. Raises GoalNotEditable."""
    with writing(milestone.owner_id, by=by) as journal:
        milestone = journal.fresh(milestone)
        require_editable(milestone.goal)
        if journal.update(milestone, "reopened", completed_at=None):
            engine().refresh(journal, milestone.goal, since=NEVER)
    return milestone


def reorder_milestones(*, by: Actor, goal: Goal, ids: Sequence[uuid.UUID]) -> list[Milestone]:
    """Put a goal's milestones into the order of `ids`, which names each exactly once. Raises Invalid."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        by_id = {milestone.pk: milestone for milestone in goal.milestones.all()}
        if len(ids) != len(by_id) or set(ids) != set(by_id):
            raise Invalid(fields={"ids": [_("Name each milestone of this goal exactly once.")]})
        for order, pk in enumerate(ids):
            journal.update(by_id[pk], "reordered", sort_order=order)
        engine().refresh(journal, goal, since=NEVER)
    return [by_id[pk] for pk in ids]


def delete_milestone(*, by: Actor, milestone: Milestone) -> None:
    """Remove it; check-ins that named it stay, without it. Raises GoalNotEditable."""
    with writing(milestone.owner_id, by=by) as journal:
        milestone = journal.fresh(milestone)
        require_editable(milestone.goal)
        remove_milestone(journal, milestone)
        engine().refresh(journal, milestone.goal, since=NEVER)


def remove_milestone(journal: Journal, milestone: Milestone) -> None:
    """Take a row away inside a write that already holds the goal and refreshes its figures."""
    engine().release(journal, milestone)
    for task in milestone.tasks.all():
        journal.update(task, milestone=None)
    journal.delete(milestone)
