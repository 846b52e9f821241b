"""How conversations, proposals and tools are asked for and written."""

from typing import Any

from rest_framework import serializers

from coaching.commands import Mode
from coaching.models import Role
from coaching.models.conversation import LONGEST_MESSAGE
from coaching.models.proposal import ProposalState
from coaching.modes import SegmentType
from coaching.tools import Risk
from config.api.serializers import Line, Strict, Words
from goals.models.choices import Scope

MODES = [(mode.value, mode.value) for mode in Mode]
SEGMENT_TYPES = [(each.value, each.value) for each in SegmentType]
RISKS = [(risk.value, risk.value) for risk in Risk]


class ConversationSerializer(Strict):
    id = serializers.UUIDField(read_only=True)
    title = Line(max_length=200, required=False, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)
    revision = serializers.IntegerField(read_only=True)


class SentMessageSerializer(Strict):
    id = serializers.UUIDField(required=False, help_text="Yours to choose: the same id again answers the same reply.")
    text = Words(max_length=LONGEST_MESSAGE)


class SourceSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    url = serializers.CharField(help_text="Empty where there is none.")


class SegmentSerializer(serializers.Serializer[Any]):
    """What one mode says."""

    mode = serializers.ChoiceField(choices=MODES)
    type = serializers.ChoiceField(choices=SEGMENT_TYPES)
    content = serializers.CharField()
    priority = serializers.IntegerField(help_text="Smaller comes earlier.")
    standalone = serializers.BooleanField()
    transition = serializers.CharField(help_text="Words that lead to it; empty where none are needed.")
    chart = serializers.CharField(help_text="Lines of characters of equal width; empty where there is none.")
    choices = serializers.ListField(child=serializers.CharField(), help_text="Answers to choose from.")
    sources = SourceSerializer(many=True, help_text="Where advice comes from.")
    goal = serializers.UUIDField(default=None, allow_null=True, help_text="Whose page has more of it.")


class PreviewSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    before = serializers.CharField()
    after = serializers.CharField()


class CaptureSerializer(serializers.Serializer[Any]):
    """What was done because of a message."""

    id = serializers.UUIDField()
    tool = serializers.CharField()
    entity = serializers.CharField(help_text="The kind of row, as in the journal.")
    entity_id = serializers.UUIDField()
    goal = serializers.UUIDField(source="goal_id", allow_null=True)
    told = serializers.CharField()
    can_be_undone = serializers.BooleanField()
    undone_at = serializers.DateTimeField(allow_null=True)


class StepSerializer(serializers.Serializer[Any]):
    tool = serializers.CharField()
    arguments = serializers.DictField()


class ProposalSerializer(serializers.Serializer[Any]):
    """Nothing of it is done before it is confirmed."""

    id = serializers.UUIDField()
    message = serializers.UUIDField(source="message_id", help_text="The reply that proposed it.")
    goal = serializers.UUIDField(source="goal_id", allow_null=True)
    status = serializers.ChoiceField(choices=ProposalState.choices, source="state")
    shown = PreviewSerializer(many=True)
    steps = StepSerializer(many=True)
    expires_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class SawSerializer(serializers.Serializer[Any]):
    goals = serializers.IntegerField(default=0, help_text="Active goals that were read.")
    days = serializers.IntegerField(default=0, help_text="Days of check-ins that were read.")


class MessageSerializer(serializers.Serializer[Any]):
    """A message of the person's or a reply; `captures` and `proposals` stand with the reply."""

    id = serializers.UUIDField(source="message.pk")
    number = serializers.IntegerField(source="message.number")
    role = serializers.ChoiceField(choices=Role.choices, source="message.role")
    text = serializers.CharField(source="message.said")
    segments = SegmentSerializer(source="message.segments", many=True)
    saw = SawSerializer(source="message.saw", help_text="The data that the reply was made from.")
    captures = CaptureSerializer(many=True)
    proposals = ProposalSerializer(many=True)
    created_at = serializers.DateTimeField(source="message.created_at")


class ToolSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    summary = serializers.CharField()
    scope = serializers.ChoiceField(choices=Scope.choices)
    risk = serializers.ChoiceField(choices=RISKS, help_text="none and low run at once, high waits for Confirm.")
    can_be_undone = serializers.BooleanField(source="has_undo")
    arguments = serializers.DictField(source="schema", help_text="JSON Schema.")
