"""A message as the learned model sees it: its words, and how it is built when the words that name things are left out.

"How is my Spanish going?" becomes how · is · my · G · going · ?, so that what is learned of one goal holds for all.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from coaching.commands import KnownGoal
from coaching.language.names import title_weights
from coaching.language.text import lemma
from coaching.language.vocabulary import is_past, table, vocabulary

PIECE = re.compile(r"[a-z]+(?:[-'][a-z]+)*|[DQTNXWR]+|[?!:]")
_HEAD = 3
_LENGTHS = (2, 5, 10, 18)
_TELLING = 0.5


@dataclass(frozen=True, slots=True)
class Names:
    """The words, as lemmas, that stand for a goal and for what it counts."""

    titles: frozenset[str]
    units: frozenset[str]


def names_of(goals: Iterable[KnownGoal]) -> Names:
    titles = {
        word
        for goal in goals
        for title in (goal.title, *goal.milestones)
        for word, weight in title_weights(title)
        if weight >= _TELLING and word not in ("i", "you", "we")
    }
    return Names(frozenset(titles), frozenset(lemma(goal.unit.casefold()) for goal in goals if goal.unit))


def features(mask: str, names: Names) -> list[str]:
    """Each once, sorted: words, pairs of words, pairs of kinds of words (~), the first three kinds, and the length.

    `mask` is lower case; its capitals are the marks of coaching/language/marks.py.
    """
    pieces = PIECE.findall(mask)
    words = [word_of(piece, names) for piece in pieces]
    kinds = [kind_of(piece, names) for piece in pieces]
    found = {*words, *pairs(words, " "), *(f"~{pair}" for pair in pairs(kinds, "~"))}
    found.update(f"first {kind}" for kind in kinds[:1])
    found.update(f"head {kind}" for kind in kinds[:_HEAD])
    found.add(f"length {sum(len(pieces) > most for most in _LENGTHS)}")
    if mask.rstrip().endswith("?"):
        found.add("ends ?")
    return sorted(found)


def pairs(names: Sequence[str], between: str) -> list[str]:
    """Neighbours, with ^ before the first and $ after the last."""
    return [f"{first}{between}{second}" for first, second in pairwise(["^", *names, "$"])]


def word_of(piece: str, names: Names) -> str:
    """G for what names a goal, U for what it counts, the letter of a mark; any other word is itself."""
    if not piece[0].islower():
        return piece[0]
    if lemma(piece) in names.titles:
        return "G"
    return "U" if lemma(piece) in names.units and piece not in plain_words() else piece


def kind_of(piece: str, names: Names) -> str:
    """Little words stand for themselves; of others only the form is left."""
    if not piece[0].islower():
        return piece[0]
    if lemma(piece) in names.titles:
        return "G" + _form(piece)
    if piece in plain_words():
        return piece
    if lemma(piece) in names.units:
        return "U"
    if piece.removesuffix("'s") in vocabulary().words["people"]:
        return "person"
    return _form(piece) or "w"


def _form(word: str) -> str:
    if is_past(word):
        return "ed"
    endings = (ending for ending in ("ing", "ly", "s") if word.endswith(ending) and len(word) > len(ending) + 2)
    return "" if word.endswith("ss") else next(endings, "")


@cache
def plain_words() -> frozenset[str]:
    return frozenset(table("shapes")["plain"].split())
