"""How integrations are read and written."""

from typing import ClassVar

from rest_framework import serializers

from coaching.models import Integration, IntegrationKind, Shows
from config.api.serializers import Line, Strict, StrictModel
from goals.api.serializers import ROW


class IntegrationSerializer(StrictModel):
    kind = serializers.ChoiceField(choices=IntegrationKind.choices, read_only=True)
    address = Line(max_length=500, required=False, allow_blank=True, help_text="Of a webhook; https.")

    class Meta:
        model = Integration
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "kind",
            "name",
            "address",
            "shows",
            "sends_reminders",
            "outcome",
            "status",
            "tried_at",
            "secret_made_at",
            *ROW,
        )
        read_only_fields: ClassVar[tuple[str, ...]] = ("outcome",)


class IntegrationCreateSerializer(Strict):
    kind = serializers.ChoiceField(choices=IntegrationKind.choices)
    name = Line(max_length=100)
    address = Line(max_length=500, required=False, help_text="Of a webhook; https.")
    shows = serializers.ChoiceField(choices=Shows.choices, required=False, help_text="What a calendar holds.")
    sends_reminders = serializers.BooleanField(required=False, help_text="Whether a webhook gets your reminders.")


class NewSecretSerializer(IntegrationSerializer):
    secret = serializers.CharField(
        read_only=True, help_text="Once: the signing secret of a webhook, the address of a calendar."
    )

    class Meta(IntegrationSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = (*IntegrationSerializer.Meta.fields, "secret")
