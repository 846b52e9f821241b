"""What a message is likely about where no rule says: a linear model over words and shapes, in plain Python.

Trained by `manage.py train_coach` (coaching/language/training.py); data/gist.LICENSE.md says on what.
"""

import json
import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from coaching.commands import Mode
from coaching.language.shapes import Names, features
from coaching.language.vocabulary import DATA

MODEL = DATA / "gist.json"


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

Model = dict[str, Any]
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


@lru_cache(maxsize=64)
def _heard(mask: str, names: Names) -> Chances:
    """A message is asked about more than once."""
    return chances(features(mask, names), weights())


def chances(names: Iterable[str], model: Model) -> Chances:
    """By class, summing to one, from the names of features. Weights are in tenths."""
    known = model["weights"]
    rows = [known[name] for name in names if name in known]
    scale = 1 / (10 * math.sqrt(len(rows) or 1))
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(model["bias"])
    scores = [bias / 10 + scale * total for bias, total in zip(model["bias"], sums, strict=True)]
    return dict(zip(map(Gist, model["classes"]), softmax(scores), strict=True))


def softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    found = [math.exp(score - top) for score in scores]
    total = sum(found)
    return [each / total for each in found]


@cache
def weights() -> Model:
    found: Model = json.loads(MODEL.read_text(encoding="utf-8"))
    return found
