"""Small talk or a question about the coach: a linear model over words and pairs of words, in plain Python."""

import json
import math
import re
from functools import cache
from typing import Any

from coaching.commands import Mode
from coaching.language.vocabulary import DATA

THRESHOLD = 0.6
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def classify(text: str) -> tuple[Mode, float]:
    """META when it is likely a question about the coach; what is neither is talk, with the confidence it leaves."""
    chances = probabilities(text)
    if chances.get("META", 0) >= THRESHOLD:
        return Mode.META, chances["META"]
    return Mode.SMALLTALK, chances.get("SMALLTALK", 0.0)


def features(text: str) -> list[str]:
    """Words and neighbouring pairs, each once."""
    words = ["^", *_WORD.findall(text.lower()), "$"]
    return sorted({*words[1:-1], *(f"{first} {second}" for first, second in zip(words, words[1:], strict=False))})


def probabilities(text: str) -> dict[str, float]:
    """By class, summing to one; empty without a model."""
    model = weights()
    if not model:
        return {}
    found = features(text)
    scale = 1 / math.sqrt(len(found)) if found else 0.0
    scores = list(model["bias"])
    for name in found:
        for at, weight in enumerate(model["weights"].get(name, ())):
            scores[at] += weight * scale
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    return {name: share / sum(shares) for name, share in zip(model["classes"], shares, strict=True)}


@cache
def weights() -> dict[str, Any]:
    path = DATA / "smalltalk.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
