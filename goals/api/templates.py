"""Templates as they are read, what a start can choose instead, filters and example bodies."""

from typing import Any, ClassVar

import django_filters as df
from django_filters.rest_framework import FilterSet
from rest_framework import serializers

from goals.api.details import GoalCreateSerializer
from goals.models import GoalTemplate
from goals.models.choices import Pattern, ValueCategory


class TemplateMilestoneSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    description = serializers.CharField(required=False)
    days = serializers.IntegerField(required=False, help_text="From the start to the day it is planned for.")
    target_value = serializers.DecimalField(20, 4, required=False)
    share = serializers.DecimalField(5, 2, required=False, help_text="Percent of the goal that is reached with it.")


class TemplateIntentionSerializer(serializers.Serializer[Any]):
    trigger_condition = serializers.CharField()
    action = serializers.CharField()
    reminder_time = serializers.TimeField(required=False)
    reminder_weekdays = serializers.ListField(child=serializers.IntegerField(), required=False)


class TemplateSerializer(serializers.ModelSerializer[GoalTemplate]):
    goal = serializers.DictField(
        help_text="Fields of the goal; `days` is how long it lasts, `why_prompt` a question that leads to your reason."
    )
    milestones = TemplateMilestoneSerializer(many=True)
    intentions = TemplateIntentionSerializer(many=True)

    class Meta:
        model = GoalTemplate
        fields = (
            "id",
            "slug",
            "title",
            "summary",
            "pattern",
            "value_category",
            "goal",
            "milestones",
            "intentions",
            "evidence",
        )


class TemplateStartSerializer(GoalCreateSerializer):
    """Fields of the goal that you choose instead of the template's; none are needed."""

    class Meta(GoalCreateSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = tuple(
            name for name in GoalCreateSerializer.Meta.fields if name not in ("pattern", "goal_type", "status")
        )


class TemplateFilters(FilterSet):
    pattern = df.MultipleChoiceFilter(choices=Pattern.choices, label="Repeat it for several.")
    value_category = df.MultipleChoiceFilter(choices=ValueCategory.choices, label="Repeat it for several.")
    search = df.CharFilter(method="matching", label="Words in title or summary.")

    class Meta:
        model = GoalTemplate
        fields: tuple[str, ...] = ()

    def matching(self, rows: Any, name: str, words: str) -> Any:
        return rows.matching(words)


EXAMPLE = {
    "id": "0197c1a0-2b10-7c11-8d21-6a5f4e3d2c1b",
    "slug": "run-three-times-a-week",
    "title": "Run three times a week",
    "summary": "Run 3 times a week. One miss a month is absorbed.",
    "pattern": "recurring",
    "value_category": "health",
    "goal": {
        "period": "week",
        "times_per_period": 3,
        "reserve_per_month": 1,
        "small_version": "Put the shoes on and run to the corner",
        "recovery_plan": "After a week with fewer runs, the next one starts with ten easy minutes.",
        "why_prompt": "What is the best thing about running for you, and what in you usually gets in the way?",
    },
    "milestones": [],
    "intentions": [
        {"trigger_condition": "I feel too tired to run", "action": "run for ten minutes, after which I may turn back"}
    ],
    "evidence": "Fogg (2020, Tiny Habits) advises to begin with a version so small that it fits the worst day, right "
    "after something that happens anyway.",
}
CHOICES = {"title": "Run in the park", "times_per_period": 2, "why_it_matters": "To keep up with the children"}
