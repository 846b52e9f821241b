"""Train the coach's learned model from open data and from messages of the project's own."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coaching.language import gist, training
from coaching.language.gist import Gist
from coaching.parse_contract import BadLine, Line, lines

_PARTS = ("train", "val", "oos_train", "oos_val")
_TALK_AND_META = frozenset({Gist.TALK, Gist.META})
_ASKED = tuple(gist.MODES)
_THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8)


class Command(BaseCommand):
    help = (
        "Train the model that hears what no rule knows, and write its weights. The data is CLINC150 "
        "(https://github.com/clinc/oos-eval, CC BY 3.0): a JSON file with the lists train, val, oos_train and oos_val "
        "of pairs [text, intent], as data/data_full.json of that repository; and files of our own: .jsonl labelled as "
        "tests/data/coach/GUIDE.md says, .tsv with a class, a tab and a text. The same files give the same weights, "
        "byte for byte. The val lists, and messages that are left out, only measure."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CLINC150 as JSON")
        parser.add_argument("own", type=Path, nargs="*", help="messages of our own, .jsonl or .tsv")
        parser.add_argument("--leave-out", metavar="PREFIX", help="measure on messages whose id begins so instead")
        parser.add_argument("--output", type=Path, default=gist.MODEL, help="default: %(default)s")

    def handle(self, *args: Any, **options: Any) -> None:
        data = _read(options["file"])
        rows = training.intents([*data["train"], *data["oos_train"]])
        left_out: list[training.Example] = []
        for file in options["own"]:
            if file.suffix == ".tsv":
                rows += _wordings(file)
                continue
            for line, example in _labelled(file):
                prefix = options["leave_out"]
                (left_out if prefix and line.id.startswith(prefix) else rows).append(example)
        model = training.train(rows)
        written = json.dumps(model, separators=(",", ":"), sort_keys=True) + "\n"
        options["output"].write_text(written, encoding="utf-8")
        self.stdout.write(f"{len(model['weights'])} features, {len(written)} bytes: {options['output']}")
        validation = training.intents([*data["val"], *data["oos_val"]])
        self._measure("CLINC150, TALK and META", validation, model, _TALK_AND_META)
        for asked in _ASKED if left_out else ():
            self._measure(f"left out, {asked.value}", left_out, model, frozenset({asked}))

    def _measure(self, name: str, rows: Sequence[training.Example], model: gist.Model, gists: frozenset[Gist]) -> None:
        self.stdout.write(f"{name}:")
        for threshold in _THRESHOLDS:
            precision, recall = training.measure(rows, model, gists, threshold)
            self.stdout.write(f"  threshold {threshold}: precision {precision:.3f}, recall {recall:.3f}")


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(_text(file))
        return {name: [(str(text), str(intent)) for text, intent in data[name]] for name in _PARTS}
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{file}: not CLINC150 as JSON with the lists {', '.join(_PARTS)} ({error})") from error


def _wordings(file: Path) -> list[training.Example]:
    try:
        return training.wordings([row.split("\t") for row in _text(file).splitlines() if row])
    except ValueError as error:
        names = ", ".join(each.value for each in Gist)
        raise CommandError(f"{file}: a line is a class ({names}), a tab and a text ({error})") from error


def _labelled(file: Path) -> Iterator[tuple[Line, training.Example]]:
    """Messages that are several things at once are passed over."""
    try:
        found = list(lines(_text(file).splitlines(), labelled=True))
    except BadLine as error:
        raise CommandError(f"{file}: {error}") from error
    for line in found:
        about = training.gist_of(line.expect or {"modes": []})
        if about is not None:
            yield line, training.example(line.utterance, about)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}. Name a file that can be read.") from error
