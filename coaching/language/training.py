"""How the learned model is made: a softmax regression over words and shapes, trained in plain Python.

The same files give the same weights, byte for byte: examples in a fixed order, a fixed number of rounds, weights
rounded. Source of the method: plain stochastic gradient descent with L2 shrinkage (Bottou 2012, "Stochastic Gradient
Descent Tricks").
"""

import datetime as dt
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from coaching.commands import KnownGoal, Mode, Utterance
from coaching.language.gist import Chances, Gist, Model, chances, softmax
from coaching.language.marks import marked
from coaching.language.shapes import features, names_of
from goals.plurals import singular

# What the intents of CLINC150 mean to a coach (docs/coach.md); every other intent is OTHER.
INTENTS = {
    Gist.TALK: "greeting goodbye thank_you tell_joke fun_fact meaning_of_life what_are_your_hobbies do_you_have_pets "
    "yes no maybe",
    Gist.META: "are_you_a_bot who_made_you what_is_your_name how_old_are_you where_are_you_from who_do_you_work_for "
    "what_can_i_ask_you change_ai_name change_user_name user_name reset_settings change_language change_accent "
    "change_speed change_volume whisper_mode sync_device repeat",
}
_CLASS_OF = {intent: gist for gist, intents in INTENTS.items() for intent in intents.split()}
_OF_COMMAND = {"check_in": Gist.REPORT, "complete_milestone": Gist.REPORT, "review": Gist.REVIEW}
_CLASSES = tuple(Gist)
_ROUNDS, _RATE, _SLOWING, _SHRINK, _SMALLEST = 20, 2.0, 0.3, 1e-4, 0.8
# Words are read against a day, which says nothing of what they mean.
_NOW = dt.datetime(2025, 5, 14, 18, tzinfo=dt.UTC)
_NAMED = re.compile(r"\[([^\]]+)\]|<([^>]+)>")

Example = tuple[list[str], Gist]


def example(utterance: Utterance, gist: Gist) -> Example:
    return features(marked(utterance).mask, names_of(utterance.goals)), gist


def intents(rows: Iterable[Sequence[str]]) -> list[Example]:
    """Pairs of text and intent, as CLINC150 has them."""
    return [example(Utterance(text=text, now=_NOW), _CLASS_OF.get(intent, Gist.OTHER)) for text, intent in rows]


def wordings(rows: Iterable[Sequence[str]]) -> list[Example]:
    """Pairs of class and text, in which [Spanish] is the name of a goal and <pages> is what one counts."""
    return [example(_wording(text), Gist(gist)) for gist, text in rows]


def _wording(text: str) -> Utterance:
    goals = tuple(
        KnownGoal(title or "Goal", "recurring", singular(unit) if unit else None)
        for title, unit in _NAMED.findall(text)
    )
    return Utterance(text=_NAMED.sub(lambda match: match[1] or match[2], text), now=_NOW, goals=goals)


def gist_of(expect: Mapping[str, Any]) -> Gist | None:
    """The class of a labelled message; None where it is several things at once."""
    if len(expect["modes"]) != 1:
        return None
    mode = Mode(expect["modes"][0])
    if mode is not Mode.TRACK_PROGRESS:
        return Gist.TALK if mode is Mode.SMALLTALK else Gist(mode.value)
    kinds = [command["type"] for command in expect["commands"]] or ["check_in"]
    return _OF_COMMAND.get(kinds[0], Gist.ORDER)


def train(rows: Sequence[Example]) -> Model:
    """The model as it is shipped, weights in tenths. A feature that occurs once is left out."""
    counts = Counter(name for names, _ in rows for name in names)
    weights = {name: [0.0] * len(_CLASSES) for name, count in sorted(counts.items()) if count > 1}
    bias = [0.0] * len(_CLASSES)
    prepared = [([weights[name] for name in names if name in weights], _CLASSES.index(gist)) for names, gist in rows]
    order = random.Random(0)  # noqa: S311  a fixed order, no secret
    for turn in range(_ROUNDS):
        order.shuffle(prepared)
        for known, label in prepared:
            _step(known, bias, label, _RATE / (1 + _SLOWING * turn))
    kept = {name: _tenths(row) for name, row in weights.items() if max(map(abs, row)) >= _SMALLEST}
    return {"classes": list(_CLASSES), "bias": _tenths(bias), "weights": kept}


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


def measure(rows: Sequence[Example], model: Model, gists: frozenset[Gist], threshold: float) -> tuple[float, float]:
    """Precision and recall of `gists`, where a chance under `threshold` says nothing."""
    told = [(best, gist) for best, chance, gist in _told(rows, model) if best in gists and chance >= threshold]
    right = sum(best is gist for best, gist in told)
    return right / (len(told) or 1), right / (sum(gist in gists for _, gist in rows) or 1)


def _told(rows: Sequence[Example], model: Model) -> Iterator[tuple[Gist, float, Gist]]:
    for names, gist in rows:
        found: Chances = chances(names, model)
        best = max(found, key=lambda each: found[each])
        yield best, found[best], gist
