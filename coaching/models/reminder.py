"""Reminders of if-then plans, and how they go out.

Reminders and deliveries are what the schedule makes of a person's plans; they are not journalled, as roll-ups are not
(docs/decisions/0028). What a person answers to one is: it rehearses the plan.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from coaching.models.integration import Integration
from goals.models import Intention, User
from goals.models.owned import Owned, OwnedQuerySet
from goals.validators import validate_day


class ReminderSettings(Owned):
    """Where a person wants to be reminded; who has no row wants the defaults: quietly, on Today."""

    on_today = models.BooleanField(_("on the Today page"), default=True)
    by_mail = models.BooleanField(_("by e-mail"), default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("reminder settings")
        constraints = [models.UniqueConstraint(fields=["owner"], name="reminder_settings_one_a_person")]

    def __str__(self) -> str:
        return str(self.owner_id)


class Answer(models.TextChoices):
    """What became of a reminder. `not_needed`: when it was due, its day asked for nothing, or it was done already."""

    OPEN = "open", _("Open")
    REHEARSED = "rehearsed", _("Gone through")
    DISMISSED = "dismissed", _("Dismissed")
    NOT_NEEDED = "not_needed", _("Not needed")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def for_owner(self, owner: User) -> Self:
        return self.filter(owner=owner)

    def newest_first(self) -> Self:
        return self.order_by("-due_at", "-id")


class Reminder(models.Model):
    """A plan's reminder of one day of its person. `due_at` is the instant at which that day's clock shows its time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False)
    intention = models.ForeignKey(Intention, on_delete=models.CASCADE, related_name="reminders", editable=False)
    day = models.DateField(_("day"), validators=[validate_day], editable=False)
    due_at = models.DateTimeField(_("due"), editable=False)
    on_today = models.BooleanField(_("on the Today page"), default=True, editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-due_at", "-id"]
        indexes = [
            # A person's reminders, newest first.
            models.Index(fields=["owner", "-due_at", "-id"], name="reminder_of_owner"),
            # Those that Today shows.
            models.Index(
                fields=["owner", "day", "due_at"],
                condition=Q(answer=Answer.OPEN, on_today=True),
                name="reminder_on_today",
            ),
        ]
        constraints = [
            # Also the index by which the schedule sees what was made already.
            models.UniqueConstraint(fields=["intention", "day"], name="reminder_once_a_day"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="reminder_answer"),
            models.CheckConstraint(
                condition=Q(answer__in=(Answer.OPEN, Answer.NOT_NEEDED), answered_at__isnull=True)
                | Q(answer__in=(Answer.REHEARSED, Answer.DISMISSED), answered_at__isnull=False),
                name="reminder_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.intention_id}"


class Channel(models.TextChoices):
    MAIL = "mail", _("E-mail")
    WEBHOOK = "webhook", _("Webhook")


class DeliveryState(models.TextChoices):
    """`sending`: it may have gone out; who claimed it says how it went, or the sweep after a while."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    NOT_SENT = "not_sent", _("Not sent")


OPEN_STATES = (DeliveryState.WAITING, DeliveryState.SENDING)


class Reason(models.TextChoices):
    """Why a delivery was not sent, or not at its last attempt."""

    NONE = "", _("–")
    LATE = "late", _("It was too late")
    ANSWERED = "answered", _("It was answered before")
    UNWANTED = "unwanted", _("It was not wanted any more")
    UNREACHABLE = "unreachable", _("There was no answer")
    REFUSED = "refused", _("It was refused")
    FORBIDDEN = "forbidden", _("The address is not allowed")
    UNREADABLE = "unreadable", _("The secret cannot be read")
    UNSURE = "unsure", _("It is not known whether it went out")


class Delivery(models.Model):
    """A reminder on its way to one place. `next_try_at` is also when a claim that nobody settled is looked at again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False)
    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="deliveries", editable=False)
    channel = models.CharField(_("channel"), max_length=7, choices=Channel.choices)
    integration = models.ForeignKey(Integration, on_delete=models.CASCADE, null=True, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    next_try_at = models.DateTimeField(_("next try"), editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=11, choices=Reason.choices, blank=True, default=Reason.NONE)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-id"]
        indexes = [
            # What the sweep looks at.
            models.Index(fields=["next_try_at", "id"], condition=Q(state__in=OPEN_STATES), name="delivery_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder"], condition=Q(channel=Channel.MAIL), name="delivery_one_mail_a_reminder"
            ),
            models.UniqueConstraint(fields=["reminder", "integration"], name="delivery_once_an_integration"),
            models.CheckConstraint(
                condition=Q(channel=Channel.MAIL, integration__isnull=True)
                | Q(channel=Channel.WEBHOOK, integration__isnull=False),
                name="delivery_channel",
            ),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="delivery_reason"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT, sent_at__isnull=False)
                | Q(state__in=(*OPEN_STATES, DeliveryState.NOT_SENT), sent_at__isnull=True),
                name="delivery_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.reminder_id}"
