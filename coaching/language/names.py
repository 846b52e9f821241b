"""Which goal is meant: by its name, by the unit of an amount, and only when no other comes close."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from coaching.commands import KnownGoal
from coaching.language.quantities import COUNT, Quantity, dimension_of
from coaching.language.text import lemma, nearest
from coaching.language.vocabulary import vocabulary
from goals.plurals import singular

ENOUGH = 0.6
MARGIN = 0.15
LOOSE = 0.5
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
OF_MONEY = frozenset({"fund", "money", "pot", "save", "saving", "jar", "stash", "kitty", "account", "cash"})
_GENERIC, _DAY_PART, _VERB = 0.25, 0.4, 0.5
_VERB_SAID = 0.2
_SAME_UNIT, _SAME_DIMENSION, _OTHER_DIMENSION = 0.5, 0.35, 0.45


@dataclass(frozen=True, slots=True)
class Resolved:
    """`goal` when exactly one fits well; `candidates` are all that fit, the likeliest first."""

    goal: KnownGoal | None
    candidates: tuple[KnownGoal, ...] = ()


@lru_cache(maxsize=4096)
def title_weights(title: str) -> tuple[tuple[str, float], ...]:
    """The words of a title as lemmas, each with what it counts. A title of empty words counts by all of them."""
    words = vocabulary().words
    found: dict[str, float] = {}
    said = _WORD.findall(_joined(title.casefold().replace("’", "'")))
    for before, word in pairwise(["", *said]):
        # Of "Meditate 10 minutes" the deed tells, not how long it is to take.
        is_measure = before.isdigit() and dimension_of(word) not in (None, COUNT)
        if word in words["empty"] or word.isdigit() or is_measure:
            continue
        # "hours" of "Sleep hours" says how it is counted, not what is done.
        weight = (
            _GENERIC
            if word in words["generic"] or dimension_of(word) not in (None, COUNT)
            else _DAY_PART
            if word in words["day_parts"]
            else 1.0
        )
        found[lemma(word)] = max(weight, found.get(lemma(word), 0))
    first = next(iter(found), None)
    things = [word for word, weight in found.items() if weight == 1 and word != first]
    if first is not None and things and _is_a_deed(title):
        found[first] = min(found[first], _VERB)
    if not found:
        found = {lemma(word): 1.0 for word in _WORD.findall(title.casefold())}
    if all(weight < 1 for weight in found.values()):
        found = dict.fromkeys(found, 1.0)
    return tuple(found.items())


def _is_a_deed(title: str) -> bool:
    """ "Read fiction": the verb is in many titles, the thing in one."""
    words = vocabulary().words
    first = _WORD.findall(title.casefold())[0]
    if first == "track":
        return False  # "Track run"
    return first in words["deeds"] or first in words["do_verbs"] or first in ("call", "water", "mow", "brush", "eat")


def _joined(title: str) -> str:
    for pair, word in vocabulary().pairs.items():
        title = title.replace(pair, word).replace(pair.replace(" ", "-"), word)
    return title


def mended(lemmas: Iterable[str], goals: Sequence[KnownGoal]) -> frozenset[str]:
    """With slips of the pen set right where the word meant is one of a goal's or milestone's title."""
    known = {
        word
        for goal in goals
        for title in (goal.title, *goal.milestones)
        for word, weight in title_weights(title)
        if weight == 1
    }
    names = frozenset(word for word in known if len(word) > 3)
    found = set(lemmas)
    found |= {lemma(word) for goal in goals for word in _compounds(goal.title) if _parts_said(word, found)}
    english = vocabulary().known()
    for word in lemmas:
        if word not in known and word not in english:
            meant = nearest(word, names)
            if meant is not None:
                found.add(meant)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _compounds(title: str) -> tuple[str, ...]:
    """Long words of a title for a doing: "weightlifting"."""
    return tuple(word for word in _WORD.findall(title.casefold()) if len(word) >= 9 and word.endswith("ing"))


def _parts_said(word: str, lemmas: set[str]) -> bool:
    """ "lifted weights" holds both parts of "weightlifting"."""
    return any(lemma(word[:at]) in lemmas and lemma(word[at:]) in lemmas for at in range(3, len(word) - 4))


def fit(lemmas: frozenset[str], title: str) -> tuple[float, float]:
    """The share of a title's weight that the words hold, and that weight itself."""
    weights = title_weights(title)
    held = sum(weight for word, weight in weights if word in lemmas)
    return held / (sum(weight for _, weight in weights) or 1), held


def resolve(
    lemmas: frozenset[str],
    goals: Sequence[KnownGoal],
    amounts: Sequence[Quantity] = (),
    hints: frozenset[str] = frozenset(),
    enough: float = ENOUGH,
    verbs: frozenset[str] = frozenset(),
    said: Iterable[str] = (),
) -> Resolved:
    """By name; a unit settles what a name leaves open and never contradicts it alone; `hints` only break a tie."""
    lemmas = mended(lemmas, goals)
    goals = [goal for goal in goals if not ("water" in verbs and _is_drunk(goal))]  # "watered the plants"
    doings = frozenset(lemma(word) for word in said if word.endswith("ing"))
    scored = [(score, goal) for goal in goals if (score := _score(lemmas, goal, amounts, verbs, doings)) >= enough]
    scored.sort(key=lambda each: -each[0])
    candidates = tuple(goal for _, goal in scored)
    if not scored:
        return Resolved(None)
    in_full = [goal for goal in candidates if _is_in_full(lemmas, goal)]
    if len(in_full) == 1 and not any(_is_apart(lemmas, goal, in_full[0], amounts) for goal in candidates):
        return Resolved(in_full[0], candidates)
    if len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN and not _holds(lemmas, *candidates[:2]):
        literal = _literal([goal for score, goal in scored if scored[0][0] - score < MARGIN], said)
        if literal and _of_one_unit(lemmas, literal, goals):
            return Resolved(None, candidates)
        return Resolved(literal, candidates) if literal else _by_hint(lemmas, hints, candidates, amounts)
    literal = _literal(candidates, said)  # "parkrun" is "Parkrun every Saturday" before it is jogging
    if literal is not None and literal != candidates[0] and _is_as_likely(literal, candidates[0], lemmas, amounts):
        return Resolved(literal, candidates)
    hinted = _in_full_with(lemmas, hints, candidates[0], goals)
    if hinted is not None:
        return Resolved(hinted, candidates)
    rivals = _as_much_named(lemmas | hints, candidates[0], goals) or _of_one_unit(lemmas, candidates[0], goals)
    return Resolved(None, (candidates[0], *rivals)) if rivals else Resolved(candidates[0], candidates)


def _in_full_with(
    lemmas: frozenset[str], hints: frozenset[str], found: KnownGoal, goals: Sequence[KnownGoal]
) -> KnownGoal | None:
    """ "a walk over lunch" is the "Lunch walk" before it is the "Morning walk"."""
    titles = {goal: {word for word, _ in title_weights(goal.title)} for goal in goals}
    fuller = [
        goal
        for goal, words in titles.items()
        if goal.unit == found.unit and len(words) > 1 and words <= lemmas | hints and not words <= lemmas
    ]
    return fuller[0] if len(fuller) == 1 and not titles[found] <= lemmas | hints else None


def _of_one_unit(lemmas: frozenset[str], found: KnownGoal, goals: Sequence[KnownGoal]) -> list[KnownGoal]:
    """ "two cups" are tea as well as coffee, although one goal is called "Cups of coffee"."""
    unit = lemma((found.unit or "").casefold())
    words = {word for word, _ in title_weights(found.title)}
    is_only_counted = words & lemmas == {unit} != words
    return [goal for goal in goals if is_only_counted and goal is not found and goal.unit == found.unit]


def _as_much_named(lemmas: frozenset[str], found: KnownGoal, goals: Sequence[KnownGoal]) -> list[KnownGoal]:
    """ "my walk" is the "Morning walk" no more than the "Lunch walk": others of which just the same was said."""
    words = {word for word, _ in title_weights(found.title)}
    said = words & lemmas
    if len(said) != 1 or said == words or not any(weight == _DAY_PART for _, weight in title_weights(found.title)):
        return []
    return [
        goal
        for goal in goals
        if goal is not found
        and (goal.unit, goal.pattern) == (found.unit, found.pattern)
        and (others := [word for word, _ in title_weights(goal.title)])[-1] in said
        and said == lemmas.intersection(others)
        and len(others) == len(words)
    ]


def is_shared(lemmas: frozenset[str], goal: KnownGoal, goals: Sequence[KnownGoal]) -> bool:
    """Whether what was said of its title is part of another one's, too: "my Spanish goal" of films and of a class."""
    words = {word for word, _ in title_weights(goal.title)}
    said = words & mended(lemmas, goals)
    others = ({word for word, _ in title_weights(other.title)} for other in goals if other is not goal)
    return bool(said) and said != words and any(said <= other for other in others)


def _is_in_full(lemmas: frozenset[str], goal: KnownGoal) -> bool:
    """Two energy drinks belong to "Energy drinks", and not to what is counted in drinks."""
    words = [word for word, _ in title_weights(goal.title)]
    return len(words) > 1 and lemmas.issuperset(words)


def _is_apart(lemmas: frozenset[str], goal: KnownGoal, full: KnownGoal, amounts: Sequence[Quantity]) -> bool:
    """Whether more was said of a goal than what another one's full title holds: the phone of "Phone-free mornings"."""
    if unit_score(goal, amounts) > unit_score(full, amounts):
        return True
    words = {word for word, weight in title_weights(goal.title) if weight >= 1 and word in lemmas}
    return goal is not full and not words <= {word for word, _ in title_weights(full.title)}


def _literal(goals: Sequence[KnownGoal], said: Iterable[str]) -> KnownGoal | None:
    """The one whose own word was said: cigarettes are "Cigarettes" before they are "No vaping"."""
    words = [word for word in said if word not in vocabulary().words["empty"]]
    longer = {_bare(word) for word in words if len(word) > len("out")}
    shorter = {_bare(word) for word in words if word in vocabulary().words["deeds"]}  # "jog"
    found = _called(goals, longer) or _called(goals, shorter)
    return found[0] if len(found) == 1 and len(goals) > 1 else None


def _called(goals: Iterable[KnownGoal], words: set[str]) -> list[KnownGoal]:
    return [goal for goal in goals if words & {_bare(word) for word in _WORD.findall(goal.title.casefold())}]


def _is_as_likely(literal: KnownGoal, best: KnownGoal, lemmas: frozenset[str], amounts: Sequence[Quantity]) -> bool:
    """9,500 steps are of "Footsteps" that counts steps, and of no "Salt the front steps"."""
    return _is_in_full(lemmas, literal) or unit_score(literal, amounts) >= unit_score(best, amounts)


def _bare(word: str) -> str:
    """Vape, vapes and vaping are one word; what else may mean the same is another."""
    return re.sub(r"([b-df-hj-np-tv-z])\1$", r"\1", re.sub(r"(?<=[a-z]{3})(?:ing|e)$", "", singular(word)))


def _is_drunk(goal: KnownGoal) -> bool:
    return dimension_of(goal.unit) == "volume" or goal.unit in ("glass", "cup", "bottle", "can", "mug", "oz", "pint")


def _holds(lemmas: frozenset[str], one: KnownGoal, other: KnownGoal) -> bool:
    """Whether `one` is named in full and the title of `other` is only part of it: "Run errands" and "Run"."""
    mine, theirs = ({word for word, _ in title_weights(goal.title)} for goal in (one, other))
    return mine <= lemmas and theirs < mine


def _by_hint(
    lemmas: frozenset[str], hints: frozenset[str], candidates: tuple[KnownGoal, ...], amounts: Sequence[Quantity]
) -> Resolved:
    if not hints or len(candidates) < 2:
        return Resolved(None, candidates)
    hinted = resolve(lemmas | hints, candidates, amounts)
    return Resolved(hinted.goal, candidates)


def _score(
    lemmas: frozenset[str],
    goal: KnownGoal,
    amounts: Sequence[Quantity],
    verbs: frozenset[str],
    doings: frozenset[str] = frozenset(),
) -> float:
    share, held = fit(lemmas, goal.title)
    if only_thing(goal) in lemmas:
        share, held = 1.0, 1.0
    unit = unit_score(goal, amounts)
    if _is_counted(lemmas - doings, goal) and not _is_only_drunk(goal, amounts, verbs):
        share, held = max(share, 0.8), max(held, 0.8)
    if held < _DAY_PART:
        return 0.0
    if dimension_of(goal.unit) == "money" and held >= 1 and not OF_MONEY.isdisjoint(lemmas):
        share = max(share, 0.75)  # "the house fund" of "House down payment"
    if _is_headed(lemmas, goal.title):
        share = max(share, 0.5)
    if share < 0.75 and unit <= 0:
        share *= 0.85
    is_verb = not verbs.isdisjoint(word for word, _ in title_weights(goal.title))
    return share + 0.2 * held + unit + (_VERB_SAID if is_verb else 0)


def only_thing(goal: KnownGoal) -> str | None:
    """Swimming of "Swim lengths": the word beside the unit that the goal counts in."""
    unit = lemma((goal.unit or "").casefold())
    words = [word for word, _ in title_weights(goal.title)]
    others = [word for word in words if word != unit]
    return others[0] if len(words) == 2 and len(others) == 1 else None


def _is_headed(lemmas: frozenset[str], title: str) -> bool:
    """The last word of a long title stands for it: "my tablets" for "Blood pressure tablets"."""
    weights = title_weights(title)
    return len(weights) >= 3 and weights[-1][1] == 1 and weights[-1][0] in lemmas


def _is_counted(lemmas: frozenset[str], goal: KnownGoal) -> bool:
    """Whether what the goal counts is named: drinks of "Alcohol", steps, pages."""
    return dimension_of(goal.unit) == COUNT and lemma((goal.unit or "").casefold()) in lemmas


def _is_only_drunk(goal: KnownGoal, amounts: Sequence[Quantity], verbs: frozenset[str]) -> bool:
    """ "drank 750 ml" speaks of no drinks."""
    read = {each.unit.dimension for each in amounts if each.unit}
    return lemma((goal.unit or "").casefold()) in verbs and "volume" in read


def unit_score(goal: KnownGoal, amounts: Sequence[Quantity]) -> float:
    """How well the best of the amounts suits the unit of the goal; 0 when there is nothing to compare."""
    if not amounts:
        return 0.0
    return max(_suits(goal, amount) for amount in amounts)


def _suits(goal: KnownGoal, amount: Quantity) -> float:
    dimension = dimension_of(goal.unit)
    if dimension is None:
        return -0.1 if goal.pattern == "milestone" else 0.0
    unit = amount.reads_as(dimension).unit
    if unit is None:
        return _short(amount, dimension)
    if unit.name == goal.unit or _is_in_its_title(unit.name, goal):
        return _SAME_UNIT
    if unit.dimension == dimension and dimension != COUNT:
        return _SAME_DIMENSION
    return -_OTHER_DIMENSION if _contradicts(unit.dimension, dimension) else -0.15


def _is_in_its_title(unit: str, goal: KnownGoal) -> bool:
    """The flashcards of "French flashcards", which counts cards."""
    is_longer = goal.unit is not None and unit != goal.unit and unit.endswith(goal.unit)
    return is_longer and lemma(unit) in {word for word, _ in title_weights(goal.title)}


def _contradicts(said: str, counted: str) -> bool:
    """Litres are no cans and miles no lessons, but a lesson may be told by its minutes and a coffee be a drink."""
    return COUNT not in (said, counted) or said in ("volume", "mass", "distance", "money")


def _short(amount: Quantity, dimension: str) -> float:
    """5k is a distance before it is anything else."""
    return (_SAME_DIMENSION if dimension == "distance" else 0.0) if amount.is_short and amount.value < 100_000 else 0.05


def by_unit(goals: Sequence[KnownGoal], amounts: Sequence[Quantity]) -> Resolved:
    """Goals whose own unit was said, when nothing else tells them apart; 5k may be any distance."""
    same = tuple(goal for goal in goals if unit_score(goal, amounts) >= _SAME_UNIT)
    physical = {each.unit.dimension for each in amounts if each.unit} & {"distance", "mass", "volume"}
    if not same and (physical or any(each.is_short for each in amounts)):
        same = tuple(goal for goal in goals if unit_score(goal, amounts) >= _SAME_DIMENSION)
    return Resolved(same[0] if len(same) == 1 else None, same)
