"""Many check-ins at once, over several goals, each with its own result."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from checkins.actions.check_ins import Draft, record_check_ins
from checkins.models import CheckIn
from config.refusals import Refusal
from goals.journal import Actor, writing
from goals.models import Goal, User


class Outcome(NamedTuple):
    """What became of one draft: the row it made, the row that its id had made before, or why it was refused."""

    check_in: CheckIn | None
    is_new: bool = False
    refusal: Refusal | None = None


def record_batch(*, by: Actor, owner: User, entries: Sequence[tuple[Goal, Draft]]) -> list[Outcome]:
    """Record drafts for goals of `owner`, in one write; the outcomes stand in the order of the drafts.

    Those of one goal are recorded together, in their order, and its figures follow once. Where one is refused the
    others are recorded all the same. Raises NotFound when the actor may not write for `owner`.
    """
    with writing(owner.pk, by=by):
        ids = [draft.id for _, draft in entries if draft.id is not None]
        known = set(CheckIn.objects.for_owner(owner).filter(pk__in=ids).values_list("pk", flat=True))
        places: dict[uuid.UUID, list[int]] = defaultdict(list)
        for place, (goal, _) in enumerate(entries):
            places[goal.pk].append(place)
        found: dict[int, CheckIn | Refusal] = {}
        for own in places.values():
            found.update(zip(own, _each(by, entries[own[0]][0], [entries[place][1] for place in own]), strict=True))
    return [_outcome(found[place], known) for place in range(len(entries))]


def _each(by: Actor, goal: Goal, drafts: Sequence[Draft]) -> list[CheckIn | Refusal]:
    """The rows of all drafts when none is refused; otherwise by halves, so that a refusal stays with its own draft."""
    try:
        return list(record_check_ins(by=by, goal=goal, drafts=drafts))
    except Refusal as refusal:
        if len(drafts) == 1:
            return [refusal]
    half = len(drafts) // 2
    return [*_each(by, goal, drafts[:half]), *_each(by, goal, drafts[half:])]


def _outcome(found: CheckIn | Refusal, known: set[uuid.UUID]) -> Outcome:
    """The second of two drafts with one id repeats the first: from then on the id is known."""
    if isinstance(found, Refusal):
        return Outcome(None, refusal=found)
    is_new = found.pk not in known
    known.add(found.pk)
    return Outcome(found, is_new)
