"""How this app's rows are read and written. Each serializer knows all names that it answers, writable or not."""

import uuid
from decimal import Decimal
from typing import Any, ClassVar

from rest_framework import serializers

from config.api.serializers import Line, Strict, StrictModel
from goals.api.aliases import MOST_TIMES, frequency_per_week
from goals.journal import plain
from goals.models import Change, Goal, Intention, Milestone, PastTerms, Pause, PersonalToken, User
from goals.models.choices import GoalType, Scope, Sentiment, Status
from goals.models.terms import TERMS
from goals.validators import MOST_QUICK_AMOUNTS

ROW = ("created_at", "updated_at", "revision")


class Weekdays(serializers.ListField):
    """Numbers from 0 (Monday) to 6 (Sunday), in any order; none at all is null."""

    child = serializers.IntegerField(min_value=0, max_value=6)

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_null": True, "required": False, "max_length": 7, **options})

    def run_validation(self, data: Any = serializers.empty) -> list[int] | None:
        return sorted(set(super().run_validation(data) or ())) or None


class FrequencyPerWeek(serializers.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 1, "max_value": MOST_TIMES, "allow_null": True, "required": False, **options})

    def get_attribute(self, instance: Goal) -> int | None:
        return frequency_per_week(instance)


class TargetUnit(Line):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 30, "allow_null": True, "required": False, **options})

    def get_attribute(self, instance: Goal) -> str | None:
        unit: str | None = instance.unit
        return unit


class Boundary(serializers.DecimalField):
    """What a milestone's goal has reached with it. Asks once for each goal, not for each milestone."""

    def __init__(self, **options: Any) -> None:
        text = "Percent that the goal reaches with it: `share`, the place of `target_value`, or equal parts."
        super().__init__(**{"max_digits": 5, "decimal_places": 2, "read_only": True, "help_text": text, **options})
        self._of_goal: dict[uuid.UUID, dict[uuid.UUID, Decimal]] = {}

    def get_attribute(self, instance: Milestone) -> Decimal:
        if instance.pk not in self._of_goal.get(instance.goal_id, {}):
            self._of_goal[instance.goal_id] = instance.goal.boundaries()
        return self._of_goal[instance.goal_id][instance.pk]

    def to_representation(self, value: Any) -> Any:
        return Decimal(value)


class MilestoneSerializer(StrictModel):
    boundary = Boundary()

    class Meta:
        model = Milestone
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "goal",
            "title",
            "description",
            "target_date",
            "target_value",
            "sort_order",
            "completed_at",
            "share",
            "boundary",
            "metadata",
            *ROW,
        )


class IntentionSerializer(StrictModel):
    reminder_weekdays = Weekdays()

    class Meta:
        model = Intention
        fields = (
            "id",
            "goal",
            "trigger_condition",
            "action",
            "is_active",
            "reminder_time",
            "reminder_weekdays",
            "rehearsed_at",
            *ROW,
        )


class StoredDecimal(serializers.DecimalField):
    """A decimal that is kept as text inside a JSON column."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 24, "decimal_places": 4, "allow_null": True, **options})

    def to_representation(self, value: Any) -> Any:
        return Decimal(value)


class ComponentSerializer(serializers.Serializer[Any]):
    """A part that the percent is made of: their weighted mean is the percent."""

    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=["check_ins", "contributions", "milestones", "tasks", "habits"]
    )
    percent = serializers.IntegerField(allow_null=True, help_text="Null while it cannot be judged.")
    weight = serializers.IntegerField()


class StatsSerializer(serializers.Serializer[Any]):
    """Figures of a goal, as of the person's today."""

    as_of = serializers.DateField()
    completed = serializers.IntegerField(help_text="Days recorded as completed.")
    skipped = serializers.IntegerField()
    missed = serializers.IntegerField()
    completion_rate = serializers.FloatField(allow_null=True, help_text="completed ÷ (completed + missed)")
    adherence = serializers.FloatField(allow_null=True, help_text="Share of the units of 28 days that were kept.")
    current_streak = serializers.IntegerField()
    longest_streak = serializers.IntegerField()
    strength = serializers.FloatField(allow_null=True, help_text="0 to 1; habits only.")
    value = StoredDecimal(help_text="The current value; target goals only.")
    total = StoredDecimal(help_text="The sum of all values.")
    milestones_done = serializers.IntegerField()
    milestones_total = serializers.IntegerField()
    pace = serializers.ChoiceField(choices=Sentiment.choices, allow_null=True)
    components = ComponentSerializer(many=True)
    focus_minutes = serializers.IntegerField(help_text="Minutes that went into its tasks.")
    reserve_used = serializers.IntegerField(default=0, help_text="Misses that the reserve covers this month.")


class QuickAmounts(serializers.ListField):
    """Amounts above 0; none at all is null."""

    child = serializers.DecimalField(max_digits=20, decimal_places=4)

    def __init__(self, **options: Any) -> None:
        most = {"max_length": MOST_QUICK_AMOUNTS}
        super().__init__(**{"allow_null": True, "required": False, **most, **options})

    def run_validation(self, data: Any = serializers.empty) -> list[str] | None:
        return [plain(amount) for amount in super().run_validation(data) or ()] or None


class GoalSerializer(StrictModel):
    """A goal as lists show it."""

    goal_type = serializers.ChoiceField(
        choices=GoalType.choices, required=False, help_text="Accepted instead of `pattern` when a goal is created."
    )
    status = serializers.ChoiceField(
        choices=Status.choices, required=False, help_text="Written, it asks for the transition that leads there."
    )
    weekdays = Weekdays(help_text="Numbers from 0 (Monday) to 6 (Sunday).")
    frequency_per_week = FrequencyPerWeek(help_text="The same as `period` week and `times_per_period`.")
    target_unit = TargetUnit(help_text="The same as `unit`.")
    quick_amounts = QuickAmounts(help_text="Up to three amounts that Today offers beside `step`.")
    stats = StatsSerializer(read_only=True, help_text="Figures as of today.")
    start_date = serializers.DateField(required=False, help_text="The first day that counts; today when absent.")
    budget: Any = serializers.UUIDField(source="budget_id", required=False, allow_null=True)
    debt: Any = serializers.UUIDField(source="debt_id", required=False, allow_null=True)

    class Meta:
        model = Goal
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "owner",
            "title",
            "description",
            "pattern",
            "goal_type",
            "specificity",
            "value_category",
            "category",
            "why_it_matters",
            "success_criteria",
            "current_baseline",
            "recovery_plan",
            "small_version",
            "period",
            "times_per_period",
            "frequency_per_week",
            "weekdays",
            "every_n_days",
            "target_value",
            "target_unit",
            "baseline_value",
            "target_date",
            "metric_type",
            "direction",
            "unit",
            "currency",
            "aggregation",
            "finance_mode",
            "budget",
            "debt",
            "silence",
            "reserve_per_month",
            "step",
            "quick_amounts",
            "time_of_day",
            "sort_order",
            "status",
            "progress_sentiment",
            "start_date",
            "completed_at",
            "last_check_in_at",
            "check_in_count",
            "progress_percent",
            "stats",
            "metadata",
            *ROW,
        )


class PastTermsSerializer(StrictModel):
    """What was agreed through a day."""

    weekdays = Weekdays(help_text="Numbers from 0 (Monday) to 6 (Sunday).")

    class Meta:
        model = PastTerms
        fields = ("id", "goal", "valid_through", *TERMS, *ROW)
        read_only_fields = fields


class PauseUntil(Strict):
    until = serializers.DateField(
        required=False, allow_null=True, help_text="The last day of the pause; open when absent."
    )


class MilestoneOrder(Strict):
    ids = serializers.ListField(child=serializers.UUIDField(), max_length=1000)


class PersonSerializer(StrictModel):
    today = serializers.DateField(read_only=True, help_text="Their own day, now.")
    name = Line(max_length=150, allow_blank=True, required=False)
    week_starts_on = serializers.IntegerField(min_value=0, max_value=6, required=False, help_text="0 is Monday.")

    class Meta:
        model = User
        fields = (
            "id",
            "email",
            "name",
            "timezone",
            "day_starts_at",
            "week_starts_on",
            "theme",
            "density",
            "grouping",
            "hides_done",
            "uses_keys",
            "language",
            "today",
            "revision",
            "date_joined",
        )
        read_only_fields = ("email", "date_joined")


class PauseSerializer(StrictModel):
    goal: Any = serializers.PrimaryKeyRelatedField(read_only=True, allow_null=True)

    class Meta:
        model = Pause
        fields = ("id", "goal", "starts_on", "ends_on", *ROW)


class PauseCreateSerializer(Strict):
    goal = serializers.UUIDField(required=False, allow_null=True, help_text="Absent: a pause of all goals.")
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True, help_text="The last day of it.")


class PasswordSerializer(Strict):
    password = serializers.CharField(trim_whitespace=False, max_length=1000, write_only=True)


class TokenSerializer(StrictModel):
    created_at = serializers.DateTimeField(source="created", read_only=True)
    expires_at = serializers.DateTimeField(source="expiry", read_only=True)

    class Meta:
        model = PersonalToken
        fields: ClassVar[tuple[str, ...]] = ("id", "name", "scope", "created_at", "expires_at", "last_used_at")
        read_only_fields = ("last_used_at",)


class TokenCreateSerializer(Strict):
    name = Line(max_length=100)
    scope = serializers.ChoiceField(choices=Scope.choices, default=Scope.WRITE)
    days = serializers.IntegerField(
        required=False, min_value=1, max_value=3650, help_text="Its life; the installation decides when absent."
    )


class NewTokenSerializer(TokenSerializer):
    token = serializers.CharField(read_only=True, help_text="The secret; shown here and never again.")

    class Meta(TokenSerializer.Meta):
        fields = (*TokenSerializer.Meta.fields, "token")


class ChangeSerializer(serializers.ModelSerializer[Change]):
    fields = serializers.JSONField(help_text="By name: [before, after].")  # type: ignore[assignment]

    class Meta:
        model = Change
        fields = ("seq", "entity", "entity_id", "version", "action", "fields", "actor_id", "source", "device", "at")
        read_only_fields = fields
