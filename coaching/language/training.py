"""How the small-talk classifier is made: a softmax regression over words and pairs, trained in plain Python.

The same file gives the same weights, byte for byte: examples in a fixed order, a fixed number of rounds, weights
rounded. Source of the method: plain stochastic gradient descent with L2 shrinkage (Bottou 2012, "Stochastic Gradient
Descent Tricks").
"""

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from coaching.commands import Mode
from coaching.language.smalltalk import features, probabilities

OTHER = "OTHER"
CLASSES = (Mode.META.value, Mode.SMALLTALK.value, OTHER)
# What the intents of CLINC150 mean to a coach (docs/coach.md); every other intent is OTHER.
INTENTS = {
    Mode.SMALLTALK.value: "greeting goodbye thank_you tell_joke fun_fact meaning_of_life what_are_your_hobbies "
    "do_you_have_pets yes no maybe",
    Mode.META.value: "are_you_a_bot who_made_you what_is_your_name how_old_are_you where_are_you_from "
    "who_do_you_work_for what_can_i_ask_you change_ai_name change_user_name user_name reset_settings change_language "
    "change_accent change_speed change_volume whisper_mode sync_device repeat",
}
_CLASS_OF = {intent: name for name, intents in INTENTS.items() for intent in intents.split()}
_ROUNDS, _RATE, _SHRINK, _SMALLEST = 20, 0.5, 1e-5, 0.05

Example = tuple[str, str]


def examples(rows: Iterable[Sequence[str]]) -> list[Example]:
    """Pairs of text and intent as pairs of text and class."""
    return [(text, _CLASS_OF.get(intent, OTHER)) for text, intent in rows]


def train(rows: Sequence[Example]) -> dict[str, Any]:
    """The model as it is shipped. A feature that occurs once is left out."""
    counts = Counter(name for text, _ in rows for name in features(text))
    known = {name for name, count in counts.items() if count > 1}
    prepared = [([name for name in features(text) if name in known], CLASSES.index(label)) for text, label in rows]
    weights: dict[str, list[float]] = {name: [0.0] * len(CLASSES) for name in sorted(known)}
    bias = [0.0] * len(CLASSES)
    order = random.Random(0)  # noqa: S311  a fixed order, no secret
    for turn in range(_ROUNDS):
        order.shuffle(prepared)
        for names, label in prepared:
            _step(weights, bias, names, label, _RATE / (1 + turn))
    kept = {name: [round(each, 2) for each in row] for name, row in weights.items() if max(map(abs, row)) >= _SMALLEST}
    return {"classes": list(CLASSES), "bias": [round(each, 2) for each in bias], "weights": kept}


def _step(weights: dict[str, list[float]], bias: list[float], names: list[str], label: int, rate: float) -> None:
    if not names:
        return
    scale = 1 / math.sqrt(len(names))
    rows = [weights[name] for name in names]
    scores = [bias[at] + scale * sum(row[at] for row in rows) for at in range(len(bias))]
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    total = sum(shares)
    for at, share in enumerate(shares):
        error = share / total - (at == label)
        bias[at] -= rate * error
        for row in rows:
            row[at] -= rate * (error * scale + _SHRINK * row[at])


def measure(rows: Sequence[Example], model: dict[str, Any], threshold: float) -> tuple[float, float]:
    """Precision and recall of the modes SMALLTALK and META, where a chance under `threshold` abstains."""
    right = told = wanted = 0
    for text, label in rows:
        chances = probabilities(text, model)
        best = max(chances, key=lambda name: chances[name])
        wanted += label != OTHER
        if best != OTHER and chances[best] >= threshold:
            told += 1
            right += best == label
    return right / max(1, told), right / max(1, wanted)
