"""Make a personal access token from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from goals.actions import create_token
from goals.journal import SYSTEM
from goals.management.people import person, refusals_in_words
from goals.models.choices import Scope


class Command(BaseCommand):
    help = "Make a personal access token for somebody and print its secret, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="whose token it is")
        parser.add_argument("--name", default="Command line", help="what it is for (default: %(default)s)")
        parser.add_argument(
            "--scope", choices=Scope.values, default=Scope.WRITE.value, help="what it may do (default: %(default)s)"
        )
        parser.add_argument("--days", type=int, help="how many days it lives (default: the setting TOKEN_DAYS)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the secret on standard output and what it is on standard error, so that a script can catch it."""
        user = person(options["email"])
        with refusals_in_words():
            token, secret = create_token(
                by=SYSTEM, user=user, name=options["name"], scope=options["scope"], days=options["days"]
            )
        ends = f"{token.expiry:%Y-%m-%d}" if token.expiry else "never"
        self.stderr.write(f"{user}: “{token.name}”, {token.get_scope_display()}, ends {ends}. Shown this once:")
        self.stdout.write(secret)
