"""Bring the shipped templates up to date."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from goals import template_library
from goals.models import GoalTemplate


class Command(BaseCommand):
    help = (
        "Add the templates of the library that are missing and refresh those that nobody edited here. What staff "
        "edited or made stays. Repeating it changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            loaded = template_library.load(GoalTemplate)
        for word, slugs in vars(loaded).items():
            self.stdout.write(f"{word}: {len(slugs)}{''.join(f' {slug}' for slug in slugs[:5])}")
