"""The milestones and plans that come along with a goal: at its creation, and as whole lists in an update."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from config.refusals import Invalid
from goals.actions import intentions as plans
from goals.actions import milestones as steps
from goals.journal import Journal
from goals.models import Goal, Intention, Milestone
from goals.models.owned import Owned
from goals.rules import given

Part = TypeVar("Part", bound=Owned)
Fields = Mapping[str, Any]


def insert_parts(journal: Journal, goal: Goal, milestones: Iterable[Fields], intentions: Iterable[Fields]) -> None:
    """Give a new goal its parts, in their order. Raises Invalid naming the place and the field: milestones.0.title."""
    for order, fields in enumerate(milestones):
        with _place("milestones", order):
            steps.insert_milestone(journal, goal, {"sort_order": order, **fields})
    for order, fields in enumerate(intentions):
        with _place("intentions", order):
            plans.insert_intention(journal, goal, fields)


def replace_milestones(journal: Journal, goal: Goal, wanted: Iterable[Fields]) -> bool:
    """Make `wanted` the goal's milestones, in this order; whether that changed anything.

    One with the `id` of a milestone changes it, one without adds one, and those that are not named are deleted.
    Raises Invalid naming the place and the field.
    """
    wanted = [{**fields, "sort_order": order} for order, fields in enumerate(wanted)]
    held = {milestone.pk: milestone for milestone in goal.milestones.all()}

    def change(milestone: Milestone, fields: Fields) -> bool:
        return journal.update(milestone, **given(Milestone, fields, steps.WRITABLE))

    def add(fields: Fields) -> None:
        steps.insert_milestone(journal, goal, fields)

    def remove(milestone: Milestone) -> None:
        steps.remove_milestone(journal, milestone)

    return _replace("milestones", held, wanted, change, add, remove)


def replace_intentions(journal: Journal, goal: Goal, wanted: Iterable[Fields]) -> bool:
    """The same for the goal's plans, which stand in the order in which they were made."""
    held = {intention.pk: intention for intention in goal.intentions.all()}

    def change(intention: Intention, fields: Fields) -> bool:
        return journal.update(intention, **given(Intention, fields, plans.WRITABLE))

    def add(fields: Fields) -> None:
        plans.insert_intention(journal, goal, fields)

    return _replace("intentions", held, wanted, change, add, journal.delete)


def _replace(
    name: str,
    held: Mapping[uuid.UUID, Part],
    wanted: Iterable[Fields],
    change: Callable[[Part, Fields], bool],
    add: Callable[[Fields], None],
    remove: Callable[[Part], None],
) -> bool:
    left, changed = dict(held), False
    for place, each in enumerate(wanted):
        fields = dict(each)
        pk = fields.pop("id", None)
        with _place(name, place):
            if pk is None:
                add(fields)
                changed = True
                continue
            if pk not in left:
                raise Invalid(fields={"id": [_("Name one that this goal has, and only once; a new one has no id.")]})
            changed |= change(left.pop(pk), fields)
    for part in left.values():
        remove(part)
    return changed or bool(left)


@contextmanager
def _place(name: str, index: int) -> Iterator[None]:
    try:
        yield
    except Invalid as refusal:
        fields = {f"{name}.{index}.{field}": messages for field, messages in refusal.fields.items()}
        raise Invalid(refusal.sentence, fields) from refusal
