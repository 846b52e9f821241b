"""Write everything a person owns to a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from checkins.exports import FORMS
from goals.management.people import person


class Command(BaseCommand):
    help = "Write everything that a person owns to a file: JSON, or a zip of CSV tables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the file to write; one that is there is left alone")
        parser.add_argument("--user", required=True, metavar="EMAIL", help="whose")
        parser.add_argument("--format", choices=sorted(FORMS), default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = person(options["user"])
        pieces = FORMS[options["format"]][0]
        try:
            with Path(options["file"]).open("xb") as file:
                file.writelines(pieces(owner))
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Written to {options['file']}.")
