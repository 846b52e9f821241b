"""Which goal a clause means: by its name, by what it counts, or by what was told before it."""

import re
from collections.abc import Sequence

from coaching.commands import KnownGoal
from coaching.language.clauses import Clause
from coaching.language.deeds import MASSES, is_of_its_own
from coaching.language.names import Resolved, by_unit, only_thing, resolve, title_weights, unit_score
from coaching.language.quantities import COUNT, dimension_of
from coaching.language.rules import says
from coaching.language.subjects import Subject
from coaching.language.text import lemma
from coaching.language.thread import Thread
from coaching.language.vocabulary import vocabulary


def resolved(clause: Clause, thread: Thread) -> Resolved:
    """By name, by what was weighed or counted, or as the one of several that the message spoke of before."""
    scales = [goal for goal in thread.goals if goal.unit in MASSES]
    if len(scales) > 1:  # a "Deadlift" is weighed in kg, too
        scales = [goal for goal in scales if _BODILY.search(goal.title.casefold())]
    is_of_a_body = all(each.unit is None or each.unit.name in MASSES for each in clause.quantities)  # no flour
    if len(scales) == 1 and is_of_a_body and (says("weighed", clause.mask) or says("on_the_scales", clause.mask)):
        return Resolved(scales[0], tuple(scales))
    goals = _of_what_was_counted(clause, _without_the_free(clause, thread.goals))
    found = resolve(clause.lemmas, goals, clause.quantities, clause.hints, verbs=clause.deeds, said=clause.spoken)
    if found.goal is not None and _is_of_another_kind(clause, found.goal):
        return Resolved(None)
    found = _by_what_is_measured(clause, thread, found)
    if (
        not clause.quantities
        and "weight" not in clause.lemmas
        and (found.goal is None or found.goal.pattern in _MEASURED)
    ):
        found = _of_deeds(clause, thread, found)
    if found.goal is None and found.candidates and thread.goal in found.candidates:
        return Resolved(thread.goal, found.candidates)
    if found.goal is None and not found.candidates and clause.quantities:
        return _by_unit(clause, thread)
    return _by_saving_alone(found, clause, thread)


def _without_the_free(clause: Clause, goals: Sequence[KnownGoal]) -> Sequence[KnownGoal]:
    """ "took the tablets" is of no "Tablet-free evenings" where another goal is about tablets."""
    free = [goal for goal in goals if goal.pattern == "recurring" and "-free" in goal.title.casefold()]
    if not free or not _NONE_OF_IT.isdisjoint(part for word in clause.spoken for part in word.split("-")):
        return goals
    things = {lemma(word) for goal in free for word in re.findall(r"([a-z]+)-free", goal.title.casefold())}
    others = {word for goal in goals if goal not in free for word, _ in title_weights(goal.title)}
    return [goal for goal in goals if goal not in free] if things & others & clause.lemmas else goals


def _of_what_was_counted(clause: Clause, goals: Sequence[KnownGoal]) -> Sequence[KnownGoal]:
    """ "4 chapters of the mystery" are of "Mystery paperbacks" before they are "Bible chapters"."""
    thing = _COUNTED_OF.search(clause.mask)
    if thing is None:
        return goals
    named = [goal for goal in goals if (lemma(thing[1]), 1.0) in title_weights(goal.title)]
    counting = [goal for goal in named if unit_score(goal, clause.quantities) > 0]
    return counting if len(counting) == 1 else goals


_COUNTED_OF = re.compile(r"Q+ of (?:the |my |our )?([a-z-]+)")
_NONE_OF_IT = frozenset({"free", "no", "without", "off", "stayed", "kept", "away"})


def _by_what_is_measured(clause: Clause, thread: Thread, found: Resolved) -> Resolved:
    """ "750 ml in the med room" is of the one goal that counts litres, and of no "Iron pills"."""
    physical = {each.unit.dimension for each in clause.quantities if each.unit} & {"volume", "mass", "distance"}
    if found.goal is None or found.goal.unit or not physical:
        return found
    measured = by_unit(thread.goals, clause.quantities)
    names = {word for word, _ in title_weights(found.goal.title)}
    return found if measured.goal is None or names <= clause.lemmas else measured


def _is_of_another_kind(clause: Clause, goal: KnownGoal) -> bool:
    """ "three cups of green tea" are no "Coffee cups"; "between meetings" is when, not what was done."""
    thing = only_thing(goal)
    if (
        thing is not None
        and thing not in clause.lemmas
        and re.search(r"Q+ of (?!(?:it|them|the|my|our|a|an|that|this)\b)[a-z]", clause.mask)
    ):
        return True
    names = {word for word, _ in title_weights(goal.title)}
    if names & clause.lemmas == {"skip"} != names:
        return True  # "I'm skipping it" names no "Skipping rope"
    aside = {lemma(match[1]) for match in _BESIDE_A_DEED.finditer(clause.mask)}
    meals = {lemma(match[1]) for match in _AT_A_MEAL.finditer(clause.mask)} if clause.quantities else set()
    said = names & clause.lemmas
    if said and said <= meals and not names <= clause.lemmas:
        return True  # "three with lunch" are no "Lunch walk"
    return bool(said) and said <= aside and not names <= clause.lemmas and is_of_its_own(clause)


def _of_deeds(clause: Clause, thread: Thread, found: Resolved) -> Resolved:
    """Without an amount nothing is told of a target: "forgot the tablets" are no savings for a tablet."""
    goals = [goal for goal in _without_the_free(clause, thread.goals) if goal.pattern not in _MEASURED]
    told = resolve(clause.lemmas, goals, (), clause.hints, verbs=clause.deeds, said=clause.spoken)
    return told if told.goal is not None else found


_MEASURED = ("target", "milestone")
_BODILY = re.compile(r"weight(?!s|[ -]?lift)|\bweigh\b|\bdown to\b|\bslim|\blose\b|\blbs?\b|\bkg\b|\bscales?\b")
_BESIDE_A_DEED = re.compile(r"\b(?:between|during|instead of) (?:my |the |two |a )?([a-z]+)")
_AT_A_MEAL = re.compile(
    r"\b(?:with|at|on|over|before|after|during) (?:my |the )?(breakfast|lunch|dinner|supper|tea|dessert|brunch)\b"
)


def _by_saving_alone(found: Resolved, clause: Clause, thread: Thread) -> Resolved:
    """ "saved $20" names no pot: where several hold dollars, each may be meant."""
    if found.goal is None or re.search(r"\bsavings?\b", clause.mask):
        return found
    title = {word for word, _ in title_weights(found.goal.title)}
    is_bare = clause.lemmas & title == {"save"} != title
    pots = by_unit(thread.goals, clause.quantities) if is_bare else Resolved(None)
    return pots if found.goal in pots.candidates and len(pots.candidates) > 1 else found


def _by_unit(clause: Clause, thread: Thread) -> Resolved:
    """The unit alone names a goal when the clause names nothing else that was done."""
    if (
        (thread.is_astray and clause.link == "comma")
        or _is_a_detail(clause, thread)
        or is_of_its_own(clause)
        or clause.subject in (Subject.THING, Subject.OTHER)
        or "X" in clause.mask
    ):
        return Resolved(None)
    found = by_unit(thread.goals, clause.quantities)
    dimension = dimension_of(found.goal.unit) if found.goal is not None else None
    puts_by = not vocabulary().words["saving"].isdisjoint(clause.words)
    is_spent = clause.pasts or says("priced", clause.text)
    if dimension == "time" or (dimension == "money" and is_spent and not puts_by):
        return Resolved(None)
    return found


def _is_a_detail(clause: Clause, thread: Thread) -> bool:
    """ "20 minutes of jogging, about 3.4 km": another measure of what was just told."""
    dimensions = {each.unit.dimension for each in clause.quantities if each.unit}
    is_next = clause.link in ("comma", "dash", "paren") and bool(thread.made) and dimensions <= {"time", "distance"}
    return is_next and re.match(r"^\W*(?:about |around |roughly |some )*Q+\W*$", clause.mask) is not None


def continued(clause: Clause, thread: Thread) -> KnownGoal | None:
    """The goal of the clause before, for "and another 25"."""
    if not clause.quantities or (
        clause.link == "sentence" and thread.goal is not None and not says("more", clause.mask)
    ):
        return None
    is_fragment = _FRAGMENT.match(clause.core)
    goal = next(reversed(thread.named), thread.goal or (thread.spoken_of if clause.link != "sentence" else None))
    goal = goal or (thread.last_goal if says("more", clause.mask) else None)
    is_beside = clause.subject is Subject.ME and clause.link in ("comma", "and", "but", "while", "whereas")
    goal = goal or (thread.heard if is_beside and not thread.made else None)  # "my brother did 50 squats, I did 30"
    if goal is None or not is_fragment or is_of_its_own(clause):
        return None
    if dimension_of(goal.unit) == "money" and _FOR_ANOTHER.search(clause.mask):
        return None
    amount = clause.quantities[0]
    unit = amount.reads_as(dimension_of(goal.unit) or "").unit
    if unit is None and (_counts_another_thing(clause) or says("packed", clause.mask)):
        return None
    holds = vocabulary().units.get(unit.name) if unit is not None else None
    same = (
        unit is None
        or (holds is not None and dimension_of(goal.unit) == unit.dimension == COUNT)
        or unit.name == goal.unit
        or unit.dimension == dimension_of(goal.unit) != COUNT
        or (goal.unit is None and unit.dimension in ("time", "distance"))
    )
    return goal if same else None


# "another 25", "Thursday's was 9", "which comes to 13 km", "I was down there for 3 hours".
_FRAGMENT = re.compile(
    r"^(?:(?:about|around|then|only|just|i|we|managed|did|got|had|ate|drank|smoked|makes) |(?:let's )?call it )*"
    r"(?:'?s to |an? (?:solid|good|full|whole|quick|decent|proper|mere|cool|leisurely|brisk) )?"
    r"(?:(?:'?s |it )?(?:was|comes? to|came to|works out at|adds up to|totals?|totalled) )?"
    r"(?:about |around |only |just )*"
    r"(?:was (?:down |up |out |back |in |over |round )*(?:there|at it) for (?:about |around )?)?"
    r"(?:(?:another|an extra|an additional|a further|one more) (?:for )?)?Q"
)


# "20 in the car fund and 14 in the parking meter".
_FOR_ANOTHER = re.compile(r"Q+ (?:in|into|on|for|towards|to|at) (?!it\b|that\b|them\b|the same\b|top\b|D)[a-z]")


def for_it(clause: Clause, thread: Thread, *, is_request: bool) -> KnownGoal | None:
    """ "I'm ahead on the laptop, so put another $30 in for it"."""
    is_meant = is_request and bool(clause.quantities) and re.search(r"\bfor (?:it|that|this)\b", clause.mask)
    return thread.topic if is_meant else None


def _counts_another_thing(clause: Clause) -> bool:
    """ "one very fat marmot": more words than a time or a place stand after the number."""
    words = vocabulary().words
    after = re.match(r"[\s,]*([a-z']+)", clause.core.rpartition("Q")[2])
    return after is not None and after[1] not in words["stops"] | words["about"] | _AFTER_A_NUMBER


_AFTER_A_NUMBER = frozenset(
    {"more", "again", "later", "extra", "so", "now", "after", "during", "over", "as", "home", "back", "there", "with"}
)
