"""What a message is likely about where no rule says: a linear model over words and shapes.

Trained by `manage.py train_coach` (coaching/language/training.py); data/gist.LICENSE.md says on what.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from coaching.commands import Mode
from coaching.language import linear
from coaching.language.linear import Model
from coaching.language.shapes import Names, features


class Gist(StrEnum):
    """What the model tells apart. REPORT is a check-in or a stage, ORDER any other command but REVIEW."""

    CONSULT = "CONSULT"
    META = "META"
    REVIEW = "REVIEW"
    REPORT = "REPORT"
    ORDER = "ORDER"
    TALK = "TALK"
    OTHER = "OTHER"


# Chosen on batches that the model was not trained on (docs/coach.md).
ENOUGH = 0.4
HEARD = 0.6
"""From here on a question is what the model says it is, whatever its shape."""
LIKELY, SURE = 0.8, 0.9
"""A report is asked about from the one, recorded from the other."""
ORDERED = 0.7
MODES = {Gist.CONSULT: Mode.CONSULT, Gist.META: Mode.META, Gist.REVIEW: Mode.TRACK_PROGRESS}

Chances = dict[Gist, float]


def guess(mask: str, names: Names) -> tuple[Gist, float]:
    """CONSULT, META or REVIEW when it is likely enough, else TALK; with the chance of that. Marks alone ask nothing."""
    found = _heard(mask, names)
    best = max(found, key=lambda gist: found[gist])
    if best in MODES and found[best] >= ENOUGH and any(letter.islower() for letter in mask):
        return best, found[best]
    return Gist.TALK, found[Gist.TALK]


def chance_of(gist: Gist, mask: str, names: Names) -> float:
    return _heard(mask, names)[gist]


def heard(mask: str, names: Names, model: Model | None = None) -> Chances:
    """All that it may be, by the model that comes with the coach unless another is given."""
    return _heard(mask, names) if model is None else chances(features(mask, names), model)


@lru_cache(maxsize=64)
def _heard(mask: str, names: Names) -> Chances:
    """A message is asked about more than once."""
    return chances(features(mask, names), linear.shipped("gist"))


def chances(found: Iterable[str], model: Model) -> Chances:
    """By class, summing to one."""
    return {Gist(name): chance for name, chance in linear.chances(found, model).items()}
