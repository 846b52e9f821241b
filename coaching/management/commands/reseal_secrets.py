"""Put the secrets of all integrations under the first of SECRETS_KEYS, so that the others can be taken away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching.actions import reseal_secret
from coaching.models import Integration
from config.sealing import Unreadable
from goals.journal import SYSTEM


class Command(BaseCommand):
    help = "Encrypt the secrets of integrations with the first of SECRETS_KEYS. Repeating it is harmless."

    def handle(self, *args: Any, **options: Any) -> None:
        done, unreadable = 0, []
        for integration in Integration.objects.exclude(sealed="").order_by("pk").iterator(chunk_size=500):
            try:
                reseal_secret(by=SYSTEM, integration=integration)
                done += 1
            except Unreadable:
                unreadable.append(str(integration.pk))
        self.stdout.write(f"{done} secrets are under the first key.")
        if unreadable:
            raise CommandError(f"No key opens the secrets of these integrations: {', '.join(unreadable)}.")
