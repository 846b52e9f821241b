"""How what was said fades. Pure: weights and the silence since in, weights out.

A weight halves with every ten minutes of silence and, besides, with every three turns; what falls under 0.2 is
forgotten.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

HALF_LIFE = dt.timedelta(minutes=10)
HALF_LIFE_TURNS = 3
LEAST = 0.2
_DIGITS = 4


def kept(silence: dt.timedelta, turns: int = 1) -> float:
    """What is left of a weight of 1; a clock that ran backwards counts as no silence."""
    halves = max(silence, dt.timedelta(0)) / HALF_LIFE + turns / HALF_LIFE_TURNS
    return float(0.5**halves)


def decayed(weights: Mapping[str, float], silence: dt.timedelta, turns: int = 1) -> dict[str, float]:
    """The weights after `silence` and as many `turns`, without those that are forgotten."""
    share = kept(silence, turns)
    left = {name: round(weight * share, _DIGITS) for name, weight in weights.items()}
    return {name: weight for name, weight in left.items() if weight >= LEAST}


def refreshed(weights: Mapping[str, float], said: Iterable[str]) -> dict[str, float]:
    """With what was just said at full weight."""
    return {**weights, **dict.fromkeys(said, 1.0)}
