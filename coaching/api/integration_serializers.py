"""How reminders and integrations are read and written, with an example of each."""

from typing import Any, ClassVar

from rest_framework import serializers

from coaching.models import Delivery, Integration, IntegrationKind, Reminder, ReminderSettings, Shows
from config.api.serializers import Line, Strict, StrictModel
from goals.api.examples import GOAL
from goals.api.serializers import ROW

_TIMES = {"created_at": "2025-11-01T09:00:00Z", "updated_at": "2025-11-20T06:30:02Z", "revision": 3}
REMINDER = {
    "id": "0197c1a0-cc65-7257-9fa3-805cae6b4d81",
    "intention": "0197c1a0-7a10-7d02-8a5e-3b0d5a1c9e2b",
    "goal": GOAL["id"],
    "goal_title": GOAL["title"],
    "trigger_condition": "If it is 7:30 and I have had coffee",
    "action": "then I put on my shoes",
    "day": "2025-11-20",
    "due_at": "2025-11-20T06:30:00Z",
    "on_today": True,
    "answer": "open",
    "answered_at": None,
    "deliveries": [
        {"channel": "mail", "integration": None, "state": "sent", "sent_at": "2025-11-20T06:30:02Z", "reason": ""}
    ],
}
REMINDER_SETTINGS = {"on_today": True, "by_mail": False}
WEBHOOK = {
    "id": "0197c1a0-cc65-7257-9fa3-805cae6b4d82",
    "kind": "webhook",
    "name": "Home automation",
    "address": "https://hooks.example.org/steady",
    "shows": "all",
    "sends_reminders": True,
    "outcome": "delivered",
    "status": 204,
    "tried_at": "2025-11-20T06:30:02Z",
    "secret_made_at": "2025-11-01T09:00:00Z",
    **_TIMES,
}


class DeliverySerializer(StrictModel):
    integration: Any = serializers.UUIDField(source="integration_id", allow_null=True)

    class Meta:
        model = Delivery
        fields: ClassVar[tuple[str, ...]] = ("channel", "integration", "state", "sent_at", "reason")


class ReminderSerializer(StrictModel):
    """`answer` not_needed: when it was due its day asked for nothing, or it was done already."""

    intention: Any = serializers.UUIDField(source="intention_id")
    goal: Any = serializers.UUIDField(source="intention.goal_id")
    goal_title = serializers.CharField(source="intention.goal.title")
    trigger_condition = serializers.CharField(source="intention.trigger_condition")
    action = serializers.CharField(source="intention.action")
    deliveries = DeliverySerializer(many=True, help_text="The ways by which it goes out besides Today.")

    class Meta:
        model = Reminder
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "intention",
            "goal",
            "goal_title",
            "trigger_condition",
            "action",
            "day",
            "due_at",
            "on_today",
            "answer",
            "answered_at",
            "deliveries",
        )


class ReminderSettingsSerializer(StrictModel):
    class Meta:
        model = ReminderSettings
        fields: ClassVar[tuple[str, ...]] = ("on_today", "by_mail")


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
