"""Train the coach's learned models from open data and from messages of the project's own."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coaching.commands import SURE
from coaching.evaluation import same_command, writes
from coaching.language import gist, lessons, linear, training
from coaching.language.course import Course
from coaching.language.doubt import MISREAD, RIGHT
from coaching.language.gist import Gist
from coaching.language.lessons import Checked, Labelled
from coaching.language.linear import Model
from coaching.language.training import Example
from coaching.language.vocabulary import DATA
from coaching.parse_contract import BadLine, lines

_PARTS = ("train", "val", "oos_train", "oos_val")
_TALK_AND_META = frozenset({Gist.TALK, Gist.META})
_ASKED = tuple(gist.MODES)
_THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8)


class Command(BaseCommand):
    help = (
        "Train the models of the coach, and write their weights: gist.json, which hears what no rule knows, told.json "
        "and ordered.json, which read a second time what is told of a goal and what is ordered, and with --readings "
        "doubt.json, which says how far these bear out what rules read. The data is CLINC150 "
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
        parser.add_argument(
            "--readings",
            type=Path,
            help="what earlier rules read in some of the messages: .jsonl with id, commands and spans; takes minutes",
        )
        parser.add_argument("--output", type=Path, default=DATA, help="a directory; default: %(default)s")

    def handle(self, *args: Any, **options: Any) -> None:
        data = _read(options["file"])
        wordings = lessons.of_intents([*data["train"], *data["oos_train"]])
        messages: list[Labelled] = []
        for file in options["own"]:
            if file.suffix == ".tsv":
                wordings += _wordings(file)
            else:
                messages += _labelled(file)
        readings = list(_readings(options["readings"], messages)) if options["readings"] else []
        prefix = options["leave_out"]
        left_out = [each for each in messages if prefix and each.id.startswith(prefix)]
        course = Course([each for each in messages if each not in left_out], wordings)
        readers = course.readers()
        for name, made in readers._asdict().items():
            self._write(options["output"] / f"{name}.json", made)
        unseen_readings = [each for each in readings if each.message in left_out]
        if readings:
            doubt_model = course.doubt([each for each in readings if each not in unseen_readings])
            self._write(options["output"] / "doubt.json", doubt_model)
            self._measure_doubt(list(lessons.of_readings(unseen_readings, readers)), doubt_model)
        validation = lessons.of_intents([*data["val"], *data["oos_val"]])
        self._measure("CLINC150, TALK and META", validation, readers.gist or {}, _TALK_AND_META)
        unseen = [example for each in left_out for example in lessons.of_message(each)]
        for asked in _ASKED if unseen else ():
            self._measure(f"left out, {asked.value}", unseen, readers.gist or {}, frozenset({asked}))

    def _write(self, file: Path, model: Model) -> None:
        written = json.dumps(model, separators=(",", ":"), sort_keys=True) + "\n"
        file.write_text(written, encoding="utf-8")
        self.stdout.write(f"{len(model['weights'])} features, {len(written)} bytes: {file}")

    def _measure_doubt(self, rows: Sequence[Example], model: Model) -> None:
        """How many of the readings that are left out would be asked about."""
        for name in (MISREAD, RIGHT) if rows else ():
            chances = [linear.chances(found, model)[MISREAD] for found, label in rows if label == name]
            asked = sum(1 - chance < SURE for chance in chances)
            self.stdout.write(f"left out, {name}: {asked} of {len(chances)} are asked about")

    def _measure(self, name: str, rows: Sequence[Example], model: Model, wanted: frozenset[str]) -> None:
        self.stdout.write(f"{name}:")
        for threshold in _THRESHOLDS:
            precision, recall = training.measure(rows, model, wanted, threshold)
            self.stdout.write(f"  threshold {threshold}: precision {precision:.3f}, recall {recall:.3f}")


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(_text(file))
        return {name: [(str(text), str(intent)) for text, intent in data[name]] for name in _PARTS}
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{file}: not CLINC150 as JSON with the lists {', '.join(_PARTS)} ({error})") from error


def _wordings(file: Path) -> list[Example]:
    try:
        return lessons.of_wordings([row.split("\t") for row in _text(file).splitlines() if row])
    except ValueError as error:
        names = ", ".join(each.value for each in Gist)
        raise CommandError(f"{file}: a line is a class ({names}), a tab and a text ({error})") from error


def _labelled(file: Path) -> list[Labelled]:
    try:
        found = lines(_text(file).splitlines(), labelled=True)
        return [Labelled(line.id, line.utterance, line.expect or {}) for line in found]
    except BadLine as error:
        raise CommandError(f"{file}: {error}") from error


def _readings(file: Path, messages: Sequence[Labelled]) -> Iterator[Checked]:
    """Each reading beside its message; what the label does not hold was misread."""
    known = {each.id: each for each in messages}
    for number, row in enumerate(filter(None, _text(file).splitlines()), 1):
        try:
            written = json.loads(row)
            message, commands = known[written["id"]], written["commands"]
            spans = [(start, end) for start, end in written["spans"]]
            expected = message.expect["commands"]
            are_right = [not writes(each) or any(same_command(each, other) for other in expected) for each in commands]
            yield Checked(message, commands, spans, are_right)
        except (ValueError, KeyError, TypeError) as error:
            reason = "an object with the id of a message, commands and spans is needed"
            raise CommandError(f"{file}: line {number}: {reason} ({error})") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}. Name a file that can be read.") from error
