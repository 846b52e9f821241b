"""Train the coach's small-talk classifier from open data."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coaching.language import smalltalk, training


class Command(BaseCommand):
    help = (
        "Train the classifier of small talk and of questions about the coach, and write its weights. The data is "
        "CLINC150 (https://github.com/clinc/oos-eval, CC BY 3.0): a JSON file with the lists train, val, oos_train and "
        "oos_val of pairs [text, intent], as data/data_full.json of that repository. The same file gives the same "
        "weights, byte for byte. The val lists only measure."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CLINC150 as JSON")
        parser.add_argument("--output", type=Path, default=smalltalk.MODEL, help="default: %(default)s")

    def handle(self, *args: Any, **options: Any) -> None:
        data = _read(options["file"])
        model = training.train(training.examples([*data["train"], *data["oos_train"]]))
        written = json.dumps(model, separators=(",", ":"), sort_keys=True) + "\n"
        options["output"].write_text(written, encoding="utf-8")
        self.stdout.write(f"{len(model['weights'])} features, {len(written)} bytes: {options['output']}")
        validation = training.examples([*data["val"], *data["oos_val"]])
        for threshold in (0.4, 0.5, 0.6, 0.7, 0.8):
            precision, recall = training.measure(validation, model, threshold)
            self.stdout.write(f"threshold {threshold}: precision {precision:.3f}, recall {recall:.3f}")


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return {name: [(str(text), str(intent)) for text, intent in data[name]] for name in _PARTS}
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}. Name a file that can be read.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{file}: not CLINC150 as JSON with the lists {', '.join(_PARTS)} ({error})") from error


_PARTS = ("train", "val", "oos_train", "oos_val")
