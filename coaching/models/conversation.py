"""A talk with the coach: its messages, and what the coach remembers of it for a while."""

from typing import ClassVar

from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.models import Goal
from goals.models.goal import line_field, present
from goals.models.owned import Owned, OwnedQuerySet

LONGEST_MESSAGE = 4000
LONGEST_REPLY = 20_000


class Conversation(Owned):
    title = line_field(_("title"), 200)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        ordering = ["-created_at", "-id"]
        indexes = [
            # A person's conversations, newest first.
            models.Index(fields=["owner", "-created_at", "-id"], name="conversation_of_owner"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.created_at:%Y-%m-%d %H:%M}"


class ConversationState(Owned):
    """What is remembered from turn to turn; it fades (coaching/memory.py) and is no part of the journal or an export.

    `turn` counts the person's messages. `topics` weigh the goals that were talked about, by id, and `intents` the
    modes. `pending` are the questions that wait for an answer: `held` commands (coaching/pending.py), the `draft` of a
    goal (coaching/dialogue.py), and whether something was `proposed`. `suggested_check_in` is a goal that asks for
    something today.
    """

    UNJOURNALLED: ClassVar[frozenset[str]] = frozenset(
        {
            "turn",
            "last_turn_at",
            "topics",
            "intents",
            "pending",
            "last_goal",
            "last_goal_mention",
            "primary_goal_domain",
            "suggested_check_in",
        }
    )

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="state", editable=False)
    turn = models.PositiveIntegerField(_("turn"), default=0)
    last_turn_at = models.DateTimeField(_("last turn"), null=True, blank=True)
    topics = models.JSONField(_("topics"), default=dict, blank=True)
    intents = models.JSONField(_("intents"), default=dict, blank=True)
    pending = models.JSONField(_("open question"), null=True, blank=True)
    last_goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    last_goal_mention = models.DateTimeField(_("goal mentioned"), null=True, blank=True)
    primary_goal_domain = line_field(_("domain"), 50)
    suggested_check_in = models.ForeignKey(Goal, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a conversation")
        verbose_name_plural = _("states of conversations")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_goal__isnull=True) | Q(last_goal_mention__isnull=False), name="state_goal_has_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.conversation_id)


class Role(models.TextChoices):
    PERSON = "person", _("You")
    COACH = "coach", _("Coach")


class Message(Owned):
    """What was said, in order of `number`. It stays out of the journal, so that deleting a conversation leaves no word.

    A reply is kept in its `segments` too, and `saw` counts the rows that it was made from.
    """

    UNJOURNALLED: ClassVar[frozenset[str]] = frozenset({"said", "segments", "saw"})

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages", editable=False, db_index=False
    )
    number = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1)])
    role = models.CharField(_("who"), max_length=6, choices=Role.choices)
    said = models.TextField(
        _("words"), max_length=LONGEST_REPLY, validators=[PlainText(lines=True), MaxLengthValidator(LONGEST_REPLY)]
    )
    segments = models.JSONField(_("segments"), default=list, blank=True)
    saw = models.JSONField(_("data that it saw"), default=dict, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        ordering = ["conversation", "number"]
        constraints = [
            # Also the index that reads a conversation in order.
            models.UniqueConstraint(fields=["conversation", "number"], name="message_number"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="message_role"),
            models.CheckConstraint(condition=Q(number__gte=1), name="message_number_from_1"),
            models.CheckConstraint(
                condition=Q(role=Role.COACH) | Q(LessThanOrEqual(Length("said"), LONGEST_MESSAGE)),
                name="message_length",
            ),
            present("said", "message"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.role}"
