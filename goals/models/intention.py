"""An if-then plan: when the trigger comes, the action follows (implementation intention, Gollwitzer 1999)."""

import re

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.models.goal import Goal, present
from goals.models.owned import Owned, OwnedQuerySet
from goals.validators import validate_weekdays

# Words that a sentence about a plan says itself, in the languages of the pages; many people write them, too.
_IF = re.compile(r"\s*(?:if|when|wenn|falls)\s+(?=\S)", re.IGNORECASE)
_THEN = re.compile(r"\s*(?:then\s+)?(?:i\s+will|i[’']ll)\s+(?=\S)|\s*(?:then|dann)\s+(?=\S)", re.IGNORECASE)


def _without(words: re.Pattern[str], text: str) -> str:
    found = words.match(text)
    return text[found.end() :] if found else text


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

    @property
    def trigger(self) -> str:
        """The trigger without an "If" of its own, for sentences that say it."""
        return _without(_IF, self.trigger_condition)

    @property
    def deed(self) -> str:
        """The action without a "then I will" of its own, for sentences that say it."""
        return _without(_THEN, self.action)

    def __str__(self) -> str:
        return f"{self.trigger_condition}: {self.action}"
