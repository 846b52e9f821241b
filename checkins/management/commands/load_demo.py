"""Load people with goals and two years of check-ins, to look around in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from checkins import demo
from checkins.models import CheckIn
from goals.models import Goal


class Command(BaseCommand):
    help = (
        "Load the demo: a person with two years of goals, a beginner, and a staff account. Where it is loaded already, "
        "nothing changes. Its passwords are public, so keep it away from installations that real people use."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seed", type=int, default=1, help="another number draws other days (default: %(default)s)"
        )
        parser.add_argument(
            "--fresh", action="store_true", help="erase the demo's own people first, and load them as of today"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where other people live and the demo does not."""
        is_loaded = demo.is_loaded()
        if is_loaded and not options["fresh"]:
            self.stdout.write("The demo is loaded already; nothing changed. To have it end today: load_demo --fresh")
        else:
            if not is_loaded:
                self._require_empty()
            self._load(options["seed"])
        self._tell_sign_ins()

    def _require_empty(self) -> None:
        others = demo.strangers()
        if others:
            accounts = "1 account" if others == 1 else f"{others} accounts"
            raise CommandError(
                f"This database holds {accounts} that the demo did not make, and everybody knows the demo's passwords. "
                "Load it elsewhere: set DATA_DIR to another directory, or DATABASE_URL to another database."
            )

    def _load(self, seed: int) -> None:
        with transaction.atomic():
            demo.unload()
            users = demo.load(seed=seed, now=timezone.now())
        goals = Goal.objects.filter(owner__in=users).count()
        check_ins = CheckIn.objects.filter(owner__in=users).count()
        self.stdout.write(f"Loaded {len(users)} people with {goals} goals and {check_ins:,} check-ins.")

    def _tell_sign_ins(self) -> None:
        self.stdout.write("\nDemo sign-ins (these passwords are public):")
        for person in demo.PEOPLE:
            self.stdout.write(f"  {person.email:<22} {person.password:<24} {person.name}, {person.role}")
