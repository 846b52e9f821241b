"""Who else may look: expiring links, and partners who cheer."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.models.goal import Goal, present
from goals.models.owned import Owned, OwnedQuerySet


class ShareKind(models.TextChoices):
    LINK = "link", _("Public link")
    PARTNER = "partner", _("Partner")


class SharedPart(models.TextChoices):
    """What a share shows. Notes are not among them."""

    FIGURES = "figures", _("Figures")
    MILESTONES = "milestones", _("Milestones")
    HISTORY = "history", _("Last days, without notes")
    REASON = "reason", _("Why it matters")
    VALUES = "values", _("Amounts")


class GoalShareQuerySet(OwnedQuerySet["GoalShare"]):
    def open(self, now: dt.datetime | None = None) -> Self:
        """Neither revoked nor expired."""
        now = now or timezone.now()
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at__isnull=True)


class GoalShare(Owned):
    """One look at one goal. Of its secret only the digest is kept, so the link is shown once.

    A partner is invited by e-mail; `partner` is who accepted.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="shares", editable=False)
    kind = models.CharField(_("kind"), max_length=7, choices=ShareKind.choices, default=ShareKind.LINK, editable=False)
    name = models.CharField(_("for whom"), max_length=100, null=True, blank=True, validators=[PlainText()])
    parts = models.JSONField(_("what it shows"), default=list)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(_("e-mail of the partner"), null=True, blank=True, editable=False)
    partner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", null=True, editable=False
    )
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = GoalShareQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["goal", "-created_at", "-id"], name="share_of_goal"),
            models.Index(fields=["owner", "-created_at", "-id"], name="share_of_owner"),
            # What others share with me.
            models.Index(fields=["partner", "-created_at"], name="share_with_partner"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ShareKind.values), name="share_kind"),
            models.CheckConstraint(
                condition=Q(kind=ShareKind.LINK, partner__isnull=True, email__isnull=True)
                | Q(kind=ShareKind.PARTNER, email__isnull=False),
                name="share_partner_has_email",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | Q(accepted_at__isnull=False), name="share_partner_accepted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name or self.email or ''}"

    def is_open(self, now: dt.datetime | None = None) -> bool:
        now = now or timezone.now()
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)


class Cheer(Owned):
    """A word from a partner (`author`), for the goal's owner, whose row it is."""

    share = models.ForeignKey(GoalShare, on_delete=models.CASCADE, related_name="cheers", editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False)
    words = models.CharField(_("words"), max_length=200, validators=[PlainText()])

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["share", "-created_at", "-id"], name="cheer_of_share")]
        constraints = [present("words", "cheer")]

    def __str__(self) -> str:
        return self.words
