"""A change that waits for Confirm."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.conversation import Message
from goals.models import Goal
from goals.models.owned import Owned, OwnedQuerySet

LIFETIME = dt.timedelta(hours=24)


class ProposalStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


class ProposalState(models.TextChoices):
    """The status as a person sees it: what waited too long has expired."""

    WAITING = "waiting", _("Waiting")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")
    EXPIRED = "expired", _("Expired")


class ProposalQuerySet(OwnedQuerySet["Proposal"]):
    def in_state(self, state: str, now: dt.datetime) -> Self:
        """As a person sees it: what waits is no longer waiting once it has expired."""
        if state == ProposalState.EXPIRED:
            return self.filter(status=ProposalStatus.WAITING, expires_at__lte=now)
        found = self.filter(status=state)
        return found.filter(expires_at__gt=now) if state == ProposalState.WAITING else found


class Proposal(Owned):
    """Tool calls that nobody has run yet: nothing changes before the person confirms, once, until `expires_at`.

    `steps` are `{"tool", "arguments"}` as they were checked, and `shown` says for each what the person was shown:
    `{"label", "before", "after"}`. What would show otherwise by now is not run. Their words stay out of the journal.
    """

    UNJOURNALLED: ClassVar[frozenset[str]] = frozenset({"steps", "shown"})

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="proposals", editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="+", null=True, editable=False)
    steps = models.JSONField(_("steps"), default=list)
    shown = models.JSONField(_("shown"), default=list)
    status = models.CharField(
        _("status"), max_length=9, choices=ProposalStatus.choices, default=ProposalStatus.WAITING, editable=False
    )
    expires_at = models.DateTimeField(_("expires"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        ordering = ["-created_at", "-id"]
        indexes = [
            # A person's proposals, newest first.
            models.Index(fields=["owner", "-created_at", "-id"], name="proposal_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ProposalStatus.values), name="proposal_status"),
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.WAITING, decided_at__isnull=True)
                | (~Q(status=ProposalStatus.WAITING) & Q(decided_at__isnull=False)),
                name="proposal_decided_once",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="proposal_expires_later"),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.pk}"

    def is_expired(self, now: dt.datetime | None = None) -> bool:
        return self.status == ProposalStatus.WAITING and (now or timezone.now()) >= self.expires_at

    @property
    def state(self) -> ProposalState:
        return ProposalState.EXPIRED if self.is_expired() else ProposalState(self.status)
