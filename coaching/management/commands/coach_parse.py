"""Read messages as the coach would, without a database or a model."""

import sys
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from coaching.interpreters.offline import OfflineInterpreter
from coaching.parse_contract import BadLine, answer, lines


class Command(BaseCommand):
    help = (
        "Read messages from standard input, one JSON object a line (id, text, now with its offset, goals), and write "
        "what was understood to standard output, a line each. No database is touched. See docs/coach.md."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        interpreter = OfflineInterpreter()
        try:
            for line in lines(sys.stdin.buffer):
                reading = interpreter.read(line.utterance)
                self.stdout.write(orjson.dumps(answer(line, reading)).decode())
        except BadLine as error:
            raise CommandError(str(error)) from error
