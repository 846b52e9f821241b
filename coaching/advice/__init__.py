"""Advice from a small library of moves that were found to help, chosen by a person's own figures.

facts = facts_of(goals, today)
for advice in choose(facts[goal.pk]):
    advice.because, advice.caution, advice.suggestion, advice.evidence
"""

from coaching.advice.choosing import Advice, choose
from coaching.advice.facts import Data, Facts, Weekday
from coaching.advice.library import Effect, Move, Source, moves, sources
from coaching.advice.reading import facts_from, facts_of

__all__ = [
    "Advice",
    "Data",
    "Effect",
    "Facts",
    "Move",
    "Source",
    "Weekday",
    "choose",
    "facts_from",
    "facts_of",
    "moves",
    "sources",
]
