"""Hold every derived figure against the rows it is made of."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from checkins.engine import engine
from checkins.verifying import differences
from config.refusals import NotFound
from goals.journal import SYSTEM, writing
from goals.management.people import person, refusals_in_words
from goals.models import Goal


class Command(BaseCommand):
    help = "Compare stored progress with a computation from the check-ins. Says what differs; --repair puts it right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", metavar="EMAIL", help="only this person's goals")
        parser.add_argument("--repair", action="store_true", help="make what differs again from the check-ins")

    def handle(self, *args: Any, **options: Any) -> None:
        goals = Goal.objects.order_by("owner", "pk")
        if options["user"]:
            with refusals_in_words():
                goals = goals.for_owner(person(options["user"]))
        seen = differing = 0
        for pk in list(goals.values_list("pk", flat=True)):
            found = self._look(pk, repair=options["repair"])
            seen += 1
            differing += bool(found)
            for difference in found:
                self.stdout.write(f"{pk}: {difference}")
        outcome = f"{seen} goals, {differing} of them differing."
        if differing and not options["repair"]:
            raise CommandError(f"{outcome} Run it with --repair to make them again from the check-ins.")
        self.stdout.write(f"{outcome} Repaired." if differing else outcome)

    def _look(self, pk: Any, *, repair: bool) -> list[str]:
        """What differs, read under the owner's lock, so that no write comes between."""
        owner_id = Goal.objects.filter(pk=pk).values_list("owner", flat=True).first()
        if owner_id is None:
            return []
        try:
            with writing(owner_id, by=SYSTEM) as journal:
                goal = journal.fresh(Goal(pk=pk))
                found = differences(goal)
                if found and repair:
                    engine().rebuild(journal, goal)
        except NotFound:
            return []
        return found
