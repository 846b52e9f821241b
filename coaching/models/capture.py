"""Which message produced which change."""

from typing import ClassVar

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.models.conversation import Message
from coaching.models.proposal import Proposal
from config.text import PlainText
from goals.models import Goal
from goals.models.goal import present
from goals.models.owned import Owned, OwnedQuerySet

LONGEST_TOLD = 500


class Capture(Owned):
    """One thing that a tool did because of the person's `message`, at once or when its `proposal` was confirmed.

    `entity` and `entity_id` name the row as the journal does; the row may be gone. `undo` is what the tool needs to
    take it back, empty where nothing can be. `told` says to the person what was done.
    """

    UNJOURNALLED: ClassVar[frozenset[str]] = frozenset({"undo", "told"})

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="captures", editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="captures", null=True, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="+", null=True, editable=False)
    tool = models.CharField(_("tool"), max_length=30, validators=[PlainText()])
    entity = models.CharField(_("kind of row"), max_length=30, validators=[PlainText()])
    entity_id = models.UUIDField(_("row"))
    told = models.TextField(
        _("what was done"), max_length=LONGEST_TOLD, validators=[PlainText(), MaxLengthValidator(LONGEST_TOLD)]
    )
    undo = models.JSONField(_("way back"), default=dict, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the coach")
        verbose_name_plural = _("entries of the coach")
        ordering = ["-created_at", "-id"]
        indexes = [
            # The latest entry, which "scratch that" means.
            models.Index(fields=["owner", "-created_at", "-id"], name="capture_of_owner"),
        ]
        constraints = [present("tool", "capture"), present("entity", "capture")]

    def __str__(self) -> str:
        return f"{self.tool} {self.entity}"

    @property
    def can_be_undone(self) -> bool:
        return bool(self.undo) and self.undone_at is None
