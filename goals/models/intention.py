"""An if-then plan: when the trigger comes, the action follows (implementation intention, Gollwitzer 1999)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.models.goal import Goal, present
from goals.models.owned import Owned, OwnedQuerySet
from goals.validators import validate_weekdays


class Intention(Owned):
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="intentions", editable=False)
    trigger_condition = models.CharField(_("if"), max_length=500, validators=[PlainText(lines=True)])
    action = models.CharField(_("then I will"), max_length=500, validators=[PlainText(lines=True)])
    is_active = models.BooleanField(_("active"), default=True)
    reminder_time = models.TimeField(_("remind at"), null=True, blank=True)
    reminder_weekdays = models.JSONField(_("remind on"), null=True, blank=True, validators=[validate_weekdays])
    rehearsed_at = models.DateTimeField(_("rehearsed"), null=True, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["goal", "created_at", "id"], name="intention_in_order"),
            # Whose clocks have come to the time of a reminder.
            models.Index(
                fields=["reminder_time"],
                condition=Q(is_active=True, reminder_time__isnull=False),
                name="intention_reminds",
            ),
        ]
        constraints = [present("trigger_condition", "intention"), present("action", "intention")]

    def __str__(self) -> str:
        return f"{self.trigger_condition}: {self.action}"
