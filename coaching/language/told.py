"""A second reader: what a message tells of one goal, learned from labelled messages and from no rule.

It knows no amounts and no days. Where it and the rules disagree, one of them is wrong, and `doubt.py` weighs that.
Trained by `manage.py train_coach`.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from coaching.commands import CheckInCommand, CompleteMilestoneCommand, KnownGoal
from coaching.language import linear
from coaching.language.clauses import Clause
from coaching.language.deeds import is_without
from coaching.language.linear import Model
from coaching.language.quantities import COUNT, dimension_of
from coaching.language.shapes import PIECE, Names, kind_of, names_of, pairs, word_of


class Told(StrEnum):
    """What the second reader tells apart. COMPLETED is a stage that is reached, too; NOTHING is not about a deed."""

    NOTHING = "NOTHING"
    AMOUNT = "AMOUNT"
    ZERO = "ZERO"
    COMPLETED = "COMPLETED"
    MISSED = "MISSED"
    SKIPPED = "SKIPPED"


Chances = dict[Told, float]


def told_by(command: CheckInCommand | CompleteMilestoneCommand) -> Told:
    if isinstance(command, CompleteMilestoneCommand):
        return Told.COMPLETED
    if command.status is not None:
        return Told(command.status.upper())
    return Told.AMOUNT if command.value else Told.ZERO


def chances(
    goal: KnownGoal, clauses: Sequence[Clause], goals: Iterable[KnownGoal], model: Model | None = None
) -> Chances:
    """How likely each is, summing to one, of the goal among all that the person has."""
    found = features(goal, clauses, goals)
    return {Told(name): chance for name, chance in linear.chances(found, model or linear.shipped("told")).items()}


def features(goal: KnownGoal, clauses: Sequence[Clause], goals: Iterable[KnownGoal]) -> list[str]:
    """Each once, sorted: words, their pairs and their kinds, apart for clauses about the goal and others.

    A word is G or U where it is the goal's own, O or V where it is another's (`shapes.py`). Of clauses about the
    goal all is told once more together with what kind of goal it is.
    """
    mine, others = names_of([goal]), _others(goal, goals)
    kind = kind_of_goal(goal)
    found = {f"{kind} {sign}" for sign in _whole(goal, clauses, mine)}
    for clause in clauses:
        pieces = PIECE.findall(clause.mask)
        words = [_word(piece, mine, others) for piece in pieces]
        kinds = pairs([_kind(piece, mine, others) for piece in pieces], "~")
        if not is_about(clause, goal, mine):
            found.update(f"o {each}" for each in (*words, *pairs(words, " "), *kinds, f"subject {clause.subject.name}"))
            continue
        found.update(f"g {each}" for each in (*words, *pairs(words, " "), *kinds, *_build(clause)))
        found.update(f"{kind} {each}" for each in (*words, *kinds, f"amounts {min(2, len(clause.quantities))}"))
    return sorted(found)


def is_about(clause: Clause, goal: KnownGoal, mine: Names) -> bool:
    """Whether a word of the goal, what it counts, or an amount of its dimension is in the clause."""
    said = {word_of(piece, mine) for piece in PIECE.findall(clause.mask)}
    return bool(said & {"G", "U"}) or _measures(goal, clause)


def kind_of_goal(goal: KnownGoal) -> str:
    """What it is to have done it: streaks that leave something be, stages and money are told in ways of their own."""
    if goal.pattern == "streak":
        return "without" if is_without(goal) else "streak"
    if goal.pattern in ("limit", "milestone"):
        return goal.pattern
    dimension = dimension_of(goal.unit)
    return dimension if dimension in ("money", "mass") else "counted" if goal.unit else "done"


def _whole(goal: KnownGoal, clauses: Sequence[Clause], mine: Names) -> list[str]:
    """Of the message: whether it names all of the title, the goal at all, and holds an amount that could be its own."""
    said = frozenset[str]().union(*(clause.lemmas for clause in clauses))
    amounts = [each for clause in clauses for each in clause.quantities]
    return [
        f"named {len(said & mine.titles)} of {min(4, len(mine.titles))}",
        f"about {any(is_about(clause, goal, mine) for clause in clauses)}",
        f"fits {any(_measures(goal, clause) for clause in clauses)} {bool(amounts)}",
    ]


def _build(clause: Clause) -> list[str]:
    return [
        f"subject {clause.subject.name}",
        f"link {clause.link}",
        f"past {bool(clause.pasts)}",
        f"asks {clause.asks}",
        f"days {min(2, len(clause.dates))}",
    ]


def _measures(goal: KnownGoal, clause: Clause) -> bool:
    dimension = dimension_of(goal.unit)
    units = [each.unit for each in clause.quantities if each.unit is not None]
    if dimension == COUNT:
        return any(unit.name == goal.unit for unit in units)
    return dimension is not None and any(unit.dimension == dimension for unit in units)


def _others(goal: KnownGoal, goals: Iterable[KnownGoal]) -> Names:
    return names_of(each for each in goals if each != goal)


def _word(piece: str, mine: Names, others: Names) -> str:
    own = word_of(piece, mine)
    return own if own != piece else {"G": "O", "U": "V"}.get(word_of(piece, others), own)


def _kind(piece: str, mine: Names, others: Names) -> str:
    own, other = kind_of(piece, mine), kind_of(piece, others)
    if own == other:
        return own
    if own.startswith("G") or own == "U":
        return own
    return f"O{other[1:]}" if other.startswith("G") else "V" if other == "U" else own
