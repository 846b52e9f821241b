"""Tasks: work that feeds a goal."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from config.refusals import Invalid
from goals.journal import Actor, Journal, writing
from goals.models import Goal, Milestone, Task
from goals.progress import NEVER, engine
from goals.rules import given, require_editable

WRITABLE = frozenset({"title", "milestone", "due_date", "focus_minutes", "weight", "sort_order"})


def create_task(*, by: Actor, goal: Goal, title: str, **fields: Any) -> Task:
    """Add a task; without a `sort_order` it goes to the end. Raises GoalNotEditable, Invalid."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        values = given(Task, {"title": title, **fields}, WRITABLE)
        if values.get("sort_order") is None:
            last = goal.tasks.aggregate(last=Max("sort_order"))["last"]
            values["sort_order"] = 0 if last is None else last + 1
        task = Task(goal=goal, **values)
        _require_own_milestone(goal, task.milestone)
        journal.create(task)
        engine().refresh(journal, goal, since=NEVER)
    return task


def update_task(*, by: Actor, task: Task, **changes: Any) -> Task:
    """Raises GoalNotEditable, Invalid."""
    with writing(task.owner_id, by=by) as journal:
        task = _open(journal, task)
        values = given(Task, changes, WRITABLE)
        _require_own_milestone(task.goal, values.get("milestone"))
        if journal.update(task, **values):
            engine().refresh(journal, task.goal, since=NEVER)
    return task


def complete_task(*, by: Actor, task: Task) -> Task:
    """Mark it done now; one that is done keeps its time. Raises GoalNotEditable."""
    with writing(task.owner_id, by=by) as journal:
        task = _open(journal, task)
        if not task.is_done:
            journal.update(task, "completed", done_at=journal.now)
            engine().refresh(journal, task.goal, since=NEVER)
    return task


def reopen_task(*, by: Actor, task: Task) -> Task:
    """Mark it not done; harmless when it is not. Raises GoalNotEditable."""
    with writing(task.owner_id, by=by) as journal:
        task = _open(journal, task)
        if journal.update(task, "reopened", done_at=None):
            engine().refresh(journal, task.goal, since=NEVER)
    return task


def delete_task(*, by: Actor, task: Task) -> None:
    """Raises GoalNotEditable."""
    with writing(task.owner_id, by=by) as journal:
        task = _open(journal, task)
        journal.delete(task)
        engine().refresh(journal, task.goal, since=NEVER)


def _open(journal: Journal, task: Task) -> Task:
    task = journal.fresh(task)
    require_editable(task.goal)
    return task


def _require_own_milestone(goal: Goal, milestone: Milestone | None) -> None:
    if milestone is not None and milestone.goal_id != goal.pk:
        raise Invalid(fields={"milestone": [_("This goal has no such milestone.")]})
