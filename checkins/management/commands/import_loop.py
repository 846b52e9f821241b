"""Import an export of Loop Habit Tracker from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from checkins.loop_import import Export, Report, import_export, read_export
from checkins.loop_import.applying import HabitReport
from checkins.loop_import.scores import compare_scores
from goals.journal import Actor
from goals.management.people import person, refusals_in_words
from goals.models import User
from goals.models.choices import Source


class Command(BaseCommand):
    help = "Import the zip or folder that Loop Habit Tracker exports as CSV. Importing again adds only what is new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the zip, or the folder that it was unpacked to")
        parser.add_argument("--user", required=True, metavar="EMAIL", help="whose goals they become")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--skip-broken", action="store_true", help="leave out rows that cannot be imported")
        parser.add_argument("--verify", action="store_true", help="afterwards compare scores with those of the export")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = person(options["user"])
        with refusals_in_words():
            export = read_export(options["file"])
            report = import_export(
                by=Actor(owner, Source.IMPORT),
                owner=owner,
                export=export,
                dry_run=options["dry_run"],
                skip_broken=options["skip_broken"],
            )
        self._tell(report)
        if options["verify"]:
            self._verify(owner, export)

    def _tell(self, report: Report) -> None:
        for habit in report.habits:
            self.stdout.write(f"{habit.name}: {_in_words(habit)}")
        for name in report.not_in_export:
            self.stdout.write(f"{name}: not in this export")
        for problem in report.problems:
            self.stdout.write(f"Left out: {problem}")
        verb = "Would add" if report.dry_run else "Added"
        goals, check_ins = _count(report.goals_added, "goal"), _count(report.check_ins_added, "check-in")
        self.stdout.write(f"{verb} {goals} and {check_ins}.")

    def _verify(self, owner: User, export: Export) -> None:
        """Raises CommandError when a score differs."""
        compared = compare_scores(owner, export)
        for habit in compared:
            for day, stated, computed in habit.differing[:5]:
                self.stdout.write(f"{habit.name}, {day}: Loop states {stated}, here it is {computed:.4f}")
        differing = sum(len(habit.differing) for habit in compared)
        if differing:
            raise CommandError(f"Different from the export: {_count(differing, 'score')}.")
        self.stdout.write(f"Equal to the export: {_count(sum(habit.days for habit in compared), 'score')}.")


def _in_words(habit: HabitReport) -> str:
    parts = ["new goal" if habit.is_new else "goal is there", _count(habit.added, "check-in")]
    if habit.is_new and habit.is_archived:
        parts[0] = "new archived goal"
    if habit.already_there:
        parts.append(f"{habit.already_there} there already")
    if habit.automatic:
        parts.append(f"{_count(habit.automatic, 'automatic mark')} dropped")
    if habit.closed:
        parts.append(f"{habit.closed} left out, the goal is closed")
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
