"""Linear models over named features, in plain Python. The weights are data (`training.py` makes them)."""

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from coaching.language.vocabulary import DATA

Model = dict[str, Any]
"""`classes`, a `bias` for each, and by feature the `weights` for each; weights are in tenths."""


def chances(features: Iterable[str], model: Model) -> dict[str, float]:
    """By class, summing to one. Signs that the model does not know say nothing."""
    known = model["weights"]
    rows = [known[feature] for feature in features if feature in known]
    scale = 1 / (10 * math.sqrt(len(rows) or 1))
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(model["bias"])
    scores = [bias / 10 + scale * total for bias, total in zip(model["bias"], sums, strict=True)]
    return dict(zip(model["classes"], softmax(scores), strict=True))


def softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    found = [math.exp(score - top) for score in scores]
    total = sum(found)
    return [each / total for each in found]


@cache
def shipped(name: str) -> Model:
    """The model of that name as it comes with the coach: gist, told, ordered or doubt."""
    found: Model = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return found
