"""Other programs that a person lets in on their goals."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.models.goal import present
from goals.models.owned import Owned, OwnedQuerySet

LONGEST_ADDRESS = 500


class IntegrationKind(models.TextChoices):
    """`calendar`: they read, at a private address of ours. `webhook`: we send, to an address of theirs."""

    CALENDAR = "calendar", _("Calendar")
    WEBHOOK = "webhook", _("Webhook")


class Shows(models.TextChoices):
    """What a calendar holds."""

    ALL = "all", _("Dates and reminders")
    DATES = "dates", _("Target dates and milestones")
    REMINDERS = "reminders", _("Reminders")


class Outcome(models.TextChoices):
    """How the last message to a webhook went."""

    NONE = "", _("Not tried yet")
    WAITING = "waiting", _("On its way")
    DELIVERED = "delivered", _("Delivered")
    UNREACHABLE = "unreachable", _("There was no answer")
    REFUSED = "refused", _("It was refused")
    FORBIDDEN = "forbidden", _("The address is not allowed")
    UNREADABLE = "unreadable", _("The secret cannot be read; make a new one")


class Integration(Owned):
    """A calendar or a webhook.

    A webhook's signing secret is kept `sealed` (config/sealing.py); of a calendar's address only the `digest` is kept,
    as it only has to be recognised. Neither is journalled, exported or shown again.
    """

    # An address may hold a key of its own.
    UNJOURNALLED: ClassVar[frozenset[str]] = frozenset({"sealed", "address"})

    kind = models.CharField(_("kind"), max_length=8, choices=IntegrationKind.choices, editable=False)
    name = models.CharField(_("name"), max_length=100, validators=[PlainText()])
    address = models.URLField(_("address"), max_length=LONGEST_ADDRESS, blank=True, validators=[PlainText()])
    shows = models.CharField(_("shows"), max_length=9, choices=Shows.choices, default=Shows.ALL)
    sends_reminders = models.BooleanField(_("sends reminders"), default=False)
    sealed = models.TextField(blank=True, editable=False)
    digest = models.CharField(max_length=64, null=True, unique=True, editable=False)
    secret_made_at = models.DateTimeField(_("secret made"), editable=False)
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True, editable=False)
    outcome = models.CharField(
        _("how it went"), max_length=11, choices=Outcome.choices, blank=True, default=Outcome.NONE
    )
    status = models.PositiveSmallIntegerField(_("answered with"), null=True, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("integration")
        verbose_name_plural = _("integrations")
        ordering = ["-id"]
        indexes = [models.Index(fields=["owner", "-id"], name="integration_of_owner")]
        constraints = [
            present("name", "integration"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="integration_outcome"),
            models.CheckConstraint(condition=Q(shows__in=Shows.values), name="integration_shows"),
            models.CheckConstraint(
                condition=(Q(kind=IntegrationKind.WEBHOOK, digest__isnull=True) & ~Q(address="") & ~Q(sealed=""))
                | Q(kind=IntegrationKind.CALENDAR, digest__isnull=False, address="", sealed="", sends_reminders=False),
                name="integration_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def as_shown(self, secret: str) -> str:
        """What its owner is shown of a new secret, once: the address of a calendar, the signing secret of a webhook."""
        if self.kind != IntegrationKind.CALENDAR:
            return secret
        return f"{settings.SITE_URL}{reverse('integration-calendar', args=[secret])}"
