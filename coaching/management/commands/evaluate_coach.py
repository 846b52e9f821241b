"""Say how well the coach understands a file of labelled messages."""

from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser

from coaching.evaluation import Miss, Score, evaluate
from coaching.interpreters.offline import OfflineInterpreter
from coaching.parse_contract import BadLine, lines


class Command(BaseCommand):
    help = (
        "Read every message of a labelled file (the parse contract's input with expect beside it) and compare: modes, "
        "commands with exact slots, wrong writes, and the time a message takes. No database is touched."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="labelled messages, one JSON object a line")
        parser.add_argument("--misses", action="store_true", help="list what was read otherwise than labelled")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as source:
                labelled = list(lines(source, labelled=True))
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}. Name a file that can be read.") from error
        except BadLine as error:
            raise CommandError(f"{options['file']}: {error}") from error
        if not labelled:
            raise CommandError(f"{options['file']}: there is no message in it, and nothing to score.")
        interpreter = OfflineInterpreter()
        evaluate(interpreter, labelled[:5])  # the patterns are compiled once a process, not once a message
        score = evaluate(interpreter, labelled)
        if options["misses"]:
            for miss in score.misses:
                self._tell(miss)
        self._sum_up(score)

    def _sum_up(self, score: Score) -> None:
        rows = [
            ("messages", f"{score.messages}"),
            ("modes precision", f"{score.precision:.3f}"),
            ("modes recall", f"{score.recall:.3f}"),
            ("commands exact", f"{score.commands_exact:.3f}"),
            ("check-ins exact", f"{score.check_ins_exact:.3f} of {score.check_ins}"),
            ("clarify right", f"{score.right_clarify / max(1, score.messages):.3f}"),
            ("wrong writes", f"{score.wrong_writes} in {score.wrong_write_rate:.1%} of messages"),
            ("time", f"{score.milliseconds:.2f} ms a message"),
        ]
        for name, value in rows:
            self.stdout.write(f"{name:16} {value}")

    def _tell(self, miss: Miss) -> None:
        mark = "WRONG WRITE " if miss.wrong_writes else ""
        self.stdout.write(f"{miss.line.id} {mark}{miss.line.utterance.text}")
        for name, told in (("read", miss.got), ("label", miss.line.expect or {})):
            kept = {key: told.get(key) for key in ("modes", "commands", "clarify")}
            self.stdout.write(f"  {name:6}{orjson.dumps(kept).decode()}")
