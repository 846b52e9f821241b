"""How reminders and their settings are read and written."""

from typing import Any, ClassVar

from rest_framework import serializers

from coaching.models import Delivery, Reminder, ReminderSettings
from config.api.serializers import StrictModel


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
