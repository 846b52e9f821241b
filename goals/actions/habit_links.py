"""Habit links: a habit that feeds another goal."""

import uuid

from django.utils.translation import gettext as _

from config.refusals import Invalid, Refusal
from goals.journal import Actor, writing
from goals.models import Goal, HabitLink
from goals.progress import NEVER, engine
from goals.rules import require_editable


class LinkMakesCycle(Refusal):
    code = "LINK_MAKES_CYCLE"
    status = 409
    sentence = "This habit is fed by that goal already, so it cannot feed it."


def link_habit(*, by: Actor, goal: Goal, habit: Goal, weight: int = 1) -> HabitLink:
    """Let `habit` feed `goal`; linking it again changes the weight.

    Raises GoalNotEditable, Invalid (not a habit, not the same person's), LinkMakesCycle.
    """
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        if habit.owner_id != goal.owner_id or not habit.is_habit:
            raise Invalid(fields={"habit": [_("Choose one of your recurring, streak or limit goals.")]})
        if habit.pk == goal.pk or goal.pk in _fed_by(habit):
            raise LinkMakesCycle
        link = HabitLink.objects.filter(goal=goal, habit=habit).first()
        if link is None:
            link = HabitLink(goal=goal, habit=habit, weight=weight)
            journal.create(link)
        else:
            journal.update(link, weight=weight)
        engine().refresh(journal, goal, since=NEVER)
        engine().refresh(journal, journal.fresh(habit), since=NEVER)
    return link


def update_habit_link(*, by: Actor, link: HabitLink, weight: int) -> HabitLink:
    """Raises GoalNotEditable, Invalid."""
    with writing(link.owner_id, by=by) as journal:
        link = journal.fresh(link)
        require_editable(link.goal)
        if journal.update(link, weight=weight):
            engine().refresh(journal, link.goal, since=NEVER)
    return link


def unlink_habit(*, by: Actor, link: HabitLink) -> None:
    """Raises GoalNotEditable."""
    with writing(link.owner_id, by=by) as journal:
        link = journal.fresh(link)
        require_editable(link.goal)
        journal.delete(link)
        engine().refresh(journal, link.goal, since=NEVER)
        engine().refresh(journal, journal.fresh(link.habit), since=NEVER)


def _fed_by(goal: Goal) -> set[uuid.UUID]:
    """Every goal that feeds `goal`, through any number of links; one query a level."""
    found: set[uuid.UUID] = set()
    level = {goal.pk}
    while level:
        level = set(HabitLink.objects.filter(goal__in=level).values_list("habit", flat=True)) - found
        found |= level
    return found
