"""Check-ins of a goal that is known, with the amount that suits it; or of none, to be asked about."""

import re
from collections.abc import Sequence
from decimal import Decimal

from coaching.commands import CheckInCommand, KnownGoal
from coaching.language.clauses import Clause
from coaching.language.names import Resolved, title_weights
from coaching.language.quantities import COUNT, Quantity, dimension_of
from coaching.language.rules import says
from coaching.language.text import lemma
from coaching.language.thread import Said, Thread
from coaching.language.vocabulary import Unit, vocabulary

_MOVERS = frozenset({"run", "walk", "bike", "swim", "hike", "row", "ski", "race"})


def recorded(goal: KnownGoal, said: Said, clause: Clause, thread: Thread) -> list[CheckInCommand]:
    thread.goal = thread.topic = goal
    value, unit = _value(goal, said, clause)
    is_unread = goal.unit and any(_is_unread(each) for each in said.amounts)
    if value is None and said.status is None and (is_unread or "R" in clause.mask):
        return asked(clause, Resolved(None, (goal,)), said, thread)
    if value is not None and dimension_of(goal.unit) == "money" and unit and dimension_of(unit) != "money":
        return []  # six hours in the car are no "Car fund"
    status = _status(goal, said, value)
    if status is None and value is None:
        return []
    made = [
        CheckInCommand(goal=goal, status=status, value=value, unit=unit, date=day, span=clause.span)
        for day in said.days or (thread.today,)
    ]
    told = {(each.goal, each.status, each.value, each.date) for each in thread.made if each.status or not each.value}
    valued = {(each.goal, each.date) for each in thread.made if each.value is not None}
    made = [each for each in made if each.status != "completed" or each.value or (each.goal, each.date) not in valued]
    slipped = {(each.goal, each.date) for each in thread.made if each.status == "missed"}
    made = [each for each in made if each.status != "completed" or (each.goal, each.date) not in slipped]
    return [each for each in made if (each.goal, each.status, each.value, each.date) not in told]


def _status(goal: KnownGoal, said: Said, value: Decimal | None) -> str | None:
    if said.status is not None:
        return said.status
    if value is not None and goal.unit:
        return None
    if goal.pattern in ("limit", "target"):
        return None
    return "completed"


def _value(goal: KnownGoal, said: Said, clause: Clause) -> tuple[Decimal | None, str | None]:
    if said.is_zero:
        return Decimal(0), goal.unit
    if said.status is not None:
        return None, None
    best = best_of(goal, said.amounts, clause)
    return (None, None) if best is None else best


def best_of(goal: KnownGoal, amounts: Sequence[Quantity], clause: Clause) -> tuple[Decimal, str | None] | None:
    """The amount in the goal's own dimension, else one without a unit, else any that measures a doing."""
    dimension = dimension_of(goal.unit)
    read = [_as_distance(each, goal, clause) for each in amounts]
    read = [each.reads_as(dimension) if dimension else each for each in read]
    same = [each for each in read if each.unit is not None and _is_of(each.unit, goal, dimension)]
    if same:
        return same[0].value, same[0].unit.name if same[0].unit else None
    bare = [each for each in read if each.unit is None and not _counts_deeds(each, clause, goal)]
    if bare and goal.unit and _stands_for_a_value(bare[0], clause, goal):
        return bare[0].value, goal.unit
    names = {word for word, _ in title_weights(goal.title)}
    other = [each for each in read if each.unit is not None and _measures(each, clause, names)]
    return (other[0].value, _as_the_goal_writes(other[0], goal, names)) if other else None


def _counts_deeds(each: Quantity, clause: Clause, goal: KnownGoal) -> bool:
    """ "two stroller jogs" are no 2 km."""
    names = {word for word, _ in title_weights(goal.title)}
    after = re.match(r"\s+(?:[a-z]+ )?([a-z]+s)\b", clause.marked.mask[each.end :])
    is_measured = dimension_of(goal.unit) in ("distance", "time")
    return after is not None and is_measured and lemma(after[1]) in names


def _as_the_goal_writes(each: Quantity, goal: KnownGoal, names: set[str]) -> str | None:
    """ "120 flashcards" are cards of a goal "Flashcards" that counts cards."""
    if each.noun and goal.unit and lemma(each.noun) in names and each.noun.endswith(goal.unit):
        return goal.unit
    return each.unit.name if each.unit else None


def _is_of(unit: Unit, goal: KnownGoal, dimension: str | None) -> bool:
    return unit.name == goal.unit or (unit.dimension == dimension and dimension != COUNT)


def _as_distance(each: Quantity, goal: KnownGoal, clause: Clause) -> Quantity:
    """The 5k of a run is 5 km, that of steps or dollars is 5000."""
    moves = bool(_MOVERS & (clause.lemmas | {word for word, _ in title_weights(goal.title)}))
    is_distance = dimension_of(goal.unit) == "distance" or (goal.unit is None and moves)
    if each.is_short and each.unit is None and is_distance:
        return Quantity(each.start, each.end, each.value / 1000, vocabulary().units["km"])
    return each


def _stands_for_a_value(each: Quantity, clause: Clause, goal: KnownGoal) -> bool:
    before = clause.marked.mask[clause.start : each.start].rstrip(" ~:-,(")
    word = re.split(r"[^a-z'A-Z]+", before)[-1] if before else ""
    words = vocabulary().words
    if (
        not word
        or word[0].isupper()
        or clause.marked.mask[: each.start].rstrip().endswith((":", "=", "'s to"))  # "this morning's to 12"
        or says("weighed", clause.mask) is not None
        or word in words["about"]
        or lemma(word) in {name for name, _ in title_weights(goal.title)}
    ):
        return True
    return (
        is_verb(word)
        or word in words["deeds_with_money"]
        or word
        in (
            "at",
            "of",
            "in",
            "is",
            "be",
            "another",
            "was",
            "for",
            "with",
            "extra",
            "did",
            "today",
            "actually",
            "really",
        )
    )


def _measures(each: Quantity, clause: Clause, names: set[str]) -> bool:
    """Lengths, times and money measure a doing; of counted things only those that directly follow the verb."""
    if each.unit is not None and each.unit.dimension != COUNT:
        return each.unit.name not in ("day", "week", "month", "year")
    before = clause.marked.mask[clause.start : each.start].split()
    words = vocabulary().words
    if not before or before[-1][0].isupper() or before[-1] in words["deeds"] or before[-1] in words["do_verbs"]:
        return True
    return each.noun is not None and lemma(each.noun) in names


def asked(clause: Clause, found: Resolved, said: Said, thread: Thread) -> list[CheckInCommand]:
    """With everything that was understood, but no goal: nothing may be written before the answer."""
    amount = next((each for each in said.amounts if each.unit is not None or each.is_short), None)
    amount = amount or next(iter(said.amounts), None)
    value, unit = (amount.value, amount.unit.name if amount.unit else None) if amount else (None, None)
    if amount is not None and amount.is_short and amount.unit is None and _MOVERS & clause.lemmas:
        value, unit = amount.value / 1000, "km"
    if value is not None and unit is None:
        shared = {goal.unit for goal in found.candidates}
        unit = shared.pop() if len(shared) == 1 else None
    status = None if value is not None else said.status or "completed"
    return [
        CheckInCommand(
            goal=None, candidates=found.candidates, status=status, value=value, unit=unit, date=day, span=clause.span
        )
        for day in said.days or (thread.today,)
    ]


def _is_unread(each: Quantity) -> bool:
    """A number that may be the amount, but not surely: better asked than passed over."""
    return each.unit is None and each.noun is None


def is_verb(word: str) -> bool:
    words = vocabulary()
    return (
        word in words.words["do_verbs"] or word in words.words["deeds"] or word in words.past or word in words.concepts
    )
