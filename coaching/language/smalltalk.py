"""Small talk or a question about the coach: a linear model over words and pairs of words, in plain Python.

Trained by `manage.py train_coach` (coaching/language/training.py) on open data; data/smalltalk.LICENSE.md says whose.
"""

import json
import math
import re
from functools import cache
from itertools import pairwise
from typing import Any

from coaching.commands import Mode
from coaching.language.vocabulary import DATA

THRESHOLD = 0.7
MODEL = DATA / "smalltalk.json"
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def classify(text: str) -> tuple[Mode, float]:
    """META when it is likely a question about the coach; what is neither is talk, with the confidence it leaves."""
    chances = probabilities(text, weights())
    if chances["META"] >= THRESHOLD:
        return Mode.META, chances["META"]
    return Mode.SMALLTALK, chances["SMALLTALK"]


def features(text: str) -> list[str]:
    """Words and neighbouring pairs, each once; `text` is lower case, capitals are marks and say nothing."""
    words = _WORD.findall(text)
    return sorted({*words, *(f"{first} {second}" for first, second in pairwise(["^", *words, "$"]))})


def probabilities(text: str, model: dict[str, Any]) -> dict[str, float]:
    """By class, summing to one."""
    found = [model["weights"][name] for name in features(text) if name in model["weights"]]
    scale = 1 / math.sqrt(len(found)) if found else 0.0
    scores = [bias + scale * sum(row[at] for row in found) for at, bias in enumerate(model["bias"])]
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    return {name: share / sum(shares) for name, share in zip(model["classes"], shares, strict=True)}


@cache
def weights() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(MODEL.read_text(encoding="utf-8"))
    return found
