"""How a goal is read with its parts, and written with those that may come along."""

from typing import Any

from rest_framework import serializers

from goals.api.feeds import HabitLinkSerializer, TaskSerializer
from goals.api.serializers import GoalSerializer, IntentionSerializer, MilestoneSerializer
from goals.models.choices import Status

PARTS = ("milestones", "intentions", "tasks", "habit_links")
_PARTS_AT_MOST: dict[str, Any] = {"max_length": 100}
_LIST_AT_MOST: dict[str, Any] = {"max_length": 1000}


class GoalDetailSerializer(GoalSerializer):
    """A goal with its parts."""

    milestones = MilestoneSerializer(many=True, read_only=True)
    intentions = IntentionSerializer(many=True, read_only=True)
    tasks = TaskSerializer(many=True, read_only=True, help_text="Written at an address of their own.")
    habit_links = HabitLinkSerializer(many=True, read_only=True, help_text="Written at an address of their own.")

    class Meta(GoalSerializer.Meta):
        fields = (*GoalSerializer.Meta.fields, *PARTS)


class GoalCreateSerializer(GoalDetailSerializer):
    """What makes a goal: a title is enough. Parts may come along."""

    milestones = MilestoneSerializer(many=True, required=False, **_PARTS_AT_MOST)
    intentions = IntentionSerializer(many=True, required=False, **_PARTS_AT_MOST)

    def validate_status(self, status: str) -> str:
        if status != Status.ACTIVE:
            raise serializers.ValidationError("A new goal is active.")
        return status


class MilestonePart(MilestoneSerializer):
    """A milestone within its goal; the place in the list is its order."""

    id = serializers.UUIDField(required=False, help_text="Of the milestone that is meant; absent for a new one.")


class IntentionPart(IntentionSerializer):
    """A plan within its goal."""

    id = serializers.UUIDField(required=False, help_text="Of the plan that is meant; absent for a new one.")


class GoalChangeSerializer(GoalDetailSerializer):
    """What changes a goal. A list of parts replaces the one that it has; an absent list leaves its parts alone."""

    milestones = MilestonePart(many=True, required=False, **_LIST_AT_MOST)
    intentions = IntentionPart(many=True, required=False, **_LIST_AT_MOST)
