"""Import an export of Steady from the command line, of any size."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from checkins.portable import LOCAL, import_own
from goals.journal import Actor
from goals.management.people import person, refusals_in_words
from goals.models.choices import Source


class Command(BaseCommand):
    help = "Import an export of Steady (JSON, or the zip of CSV tables). Importing again adds only what is new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="what `me/export/` or the page Export gave")
        parser.add_argument("--user", required=True, metavar="EMAIL", help="whose it becomes")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--skip-broken", action="store_true", help="leave out rows that cannot be imported")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = person(options["user"])
        flags = {name: options[name] for name in ("dry_run", "skip_broken")}
        try:
            with Path(options["file"]).open("rb") as file, refusals_in_words():
                by = Actor(owner, Source.IMPORT)
                report = import_own(by=by, owner=owner, file=file, limits=LOCAL, **flags)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be opened.") from error
        for part in report.parts:
            words = f"{part.added} added, {part.already_there} there already, {part.left_out} left out"
            self.stdout.write(f"{part.name}: {words}")
        for problem in report.problems:
            self.stdout.write(f"Left out: {problem}")
        self.stdout.write("Nothing is written yet." if report.dry_run else "Done.")
