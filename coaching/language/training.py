"""How the learned models are made: a softmax regression over named features, trained in plain Python.

The same examples give the same weights, byte for byte: examples in a fixed order, a fixed number of rounds, weights
rounded. Source of the method: stochastic gradient descent with L2 shrinkage, the weights averaged over the later rounds
(Bottou 2012, "Stochastic Gradient Descent Tricks").
"""

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence

from coaching.language.linear import Model, chances, softmax

_ROUNDS, _AVERAGED, _RATE, _SLOWING, _SHRINK = 20, 10, 2.0, 0.3, 1e-4

Example = tuple[list[str], str]
"""Features, and the class that they stand for."""


def train(rows: Sequence[Example], classes: Sequence[str], least: int = 2, smallest: float = 0.8) -> Model:
    """The model as it is shipped, weights in tenths.

    A feature of fewer than `least` examples is left out, and one that weighs less than `smallest`.
    """
    counts = Counter(name for names, _ in rows for name in names)
    weights = {name: [0.0] * len(classes) for name, count in sorted(counts.items()) if count >= least}
    bias = [0.0] * len(classes)
    place = {name: at for at, name in enumerate(classes)}
    prepared = [([weights[name] for name in names if name in weights], place[label]) for names, label in rows]
    sums = {name: [0.0] * len(classes) for name in ("", *weights)}
    order = random.Random(0)  # noqa: S311  a fixed order, no secret
    for turn in range(_ROUNDS):
        order.shuffle(prepared)
        for known, label in prepared:
            _step(known, bias, label, _RATE / (1 + _SLOWING * turn))
        if turn >= _ROUNDS - _AVERAGED:
            for name, row in (("", bias), *weights.items()):
                sums[name] = [total + each for total, each in zip(sums[name], row, strict=True)]
    means = {name: _tenths([total / _AVERAGED for total in row]) for name, row in sums.items()}
    bias_mean = means.pop("")
    kept = {name: row for name, row in means.items() if max(map(abs, row)) >= 10 * smallest}
    return {"classes": [str(name) for name in classes], "bias": bias_mean, "weights": kept}


def _tenths(row: Sequence[float]) -> list[int]:
    return [round(10 * each) for each in row]


def _step(rows: list[list[float]], bias: list[float], label: int, rate: float) -> None:
    if not rows:
        return
    scale = 1 / math.sqrt(len(rows))
    sums = [sum(column) for column in zip(*rows, strict=True)]
    errors = softmax([start + scale * total for start, total in zip(bias, sums, strict=True)])
    errors[label] -= 1
    for at, error in enumerate(errors):
        bias[at] -= rate * error
    moves = [rate * scale * error for error in errors]
    keep = 1 - rate * _SHRINK
    for row in rows:
        row[:] = [keep * weight - move for weight, move in zip(row, moves, strict=True)]


def measure(rows: Sequence[Example], model: Model, wanted: frozenset[str], threshold: float) -> tuple[float, float]:
    """Precision and recall of the classes `wanted`, where a chance under `threshold` says nothing."""
    told = [(best, label) for best, chance, label in _told(rows, model) if best in wanted and chance >= threshold]
    right = sum(best == label for best, label in told)
    return right / (len(told) or 1), right / (sum(label in wanted for _, label in rows) or 1)


def _told(rows: Sequence[Example], model: Model) -> Iterator[tuple[str, float, str]]:
    for names, label in rows:
        found = chances(names, model)
        best = max(found, key=lambda each: found[each])
        yield best, found[best], label
