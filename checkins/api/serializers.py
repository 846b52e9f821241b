"""How check-ins, days and progress are read and written."""

from typing import Any, ClassVar

from rest_framework import serializers

from checkins.insight_words import said
from checkins.models import CheckIn, Insight
from checkins.models.check_in import CheckInSource, DayStatus
from config.api.serializers import FreeForm, Line, Strict, StrictModel, Words
from goals.api.frame import NONE_OF_YOURS
from goals.api.serializers import ROW, GoalSerializer
from goals.models import Milestone

_OTHER_NAMES = {"goal_id": "goal", "milestone_id": "milestone"}


class Amount(serializers.DecimalField):
    """A person's number: up to 16 digits before the point and 4 behind it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 20, "decimal_places": 4, "allow_null": True, **options})


class OwnMilestone(serializers.PrimaryKeyRelatedField[Milestone]):
    """Only the person's own milestones can be named; others are unknown."""

    default_error_messages = {"does_not_exist": NONE_OF_YOURS}

    def get_queryset(self) -> Any:
        return Milestone.objects.for_owner(self.context["request"].user)


class CheckInSerializer(StrictModel):
    """A check-in. `goal_id` and `milestone_id` are other names of `goal` and `milestone`, read and written."""

    id = serializers.UUIDField(required=False, help_text="Yours to choose: the same id again answers the same row.")
    goal = serializers.UUIDField(source="goal_id", required=False, help_text="Required, unless the address names it.")
    goal_id = serializers.UUIDField(read_only=True)
    milestone = OwnMilestone(
        queryset=Milestone.objects.none(), required=False, allow_null=True, help_text="Naming it completes it."
    )
    milestone_id = serializers.UUIDField(read_only=True)
    check_in_date = serializers.DateField(required=False, help_text="The person's today when absent.")
    logged_at = serializers.DateTimeField(
        required=False, help_text="Now when absent, or up to five minutes ahead; never changes."
    )

    class Meta:
        model = CheckIn
        fields = (
            "id",
            "goal",
            "goal_id",
            "milestone",
            "milestone_id",
            "check_in_date",
            "logged_at",
            "habit_completion_status",
            "value_recorded",
            "content",
            "link",
            "mood",
            "source",
            "context",
            "kind",
            "metadata",
            *ROW,
        )
        # The day's one status is the action's to judge, under the lock.
        validators: ClassVar[list[Any]] = []

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value(_canonical(data))


def _canonical(data: Any) -> Any:
    """The body with the usual names. Raises ValidationError when two names of one thing disagree."""
    result = dict(data)
    for other, name in _OTHER_NAMES.items():
        if other in result:
            value = result.pop(other)
            if result.setdefault(name, value) != value:
                raise serializers.ValidationError({other: [f"This contradicts {name}, which stands in the same body."]})
    return result


class ShortCheckInSerializer(Strict):
    """The short form: a value or a status, and what there is to say about it."""

    id = serializers.UUIDField(required=False, help_text="Yours to choose: the same id again answers the same row.")
    value = Amount(required=False)
    status = serializers.ChoiceField(choices=DayStatus.choices, required=False, allow_null=True)
    note = Words(max_length=2000, required=False, allow_null=True)
    link = Line(max_length=500, required=False, allow_null=True)
    mood = serializers.IntegerField(min_value=1, max_value=5, required=False, allow_null=True)
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=CheckInSource.choices, required=False
    )
    context = FreeForm(required=False)  # type: ignore[assignment]
    check_in_date = serializers.DateField(required=False, help_text="The person's today when absent.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if all(attrs.get(name) is None for name in ("value", "status", "note")):
            raise serializers.ValidationError({"status": ["Give a status, a value or a note."]})
        return attrs


class DaySerializer(Strict):
    """One day of a goal; only the status is written."""

    id = serializers.UUIDField(
        required=False, write_only=True, help_text="For the check-in that holds the status, when there is none yet."
    )
    date = serializers.DateField(read_only=True)
    status = serializers.ChoiceField(choices=DayStatus.choices)
    value = Amount(read_only=True, help_text="The sum of the day's values.")
    check_ins = CheckInSerializer(many=True, read_only=True)


class UnitCountsSerializer(serializers.Serializer[Any]):
    success = serializers.IntegerField()
    miss = serializers.IntegerField()
    neutral = serializers.IntegerField()
    pending = serializers.IntegerField()


class InsightSerializer(serializers.ModelSerializer[Insight]):
    """Something that figures had to say, once."""

    message = serializers.SerializerMethodField(help_text="A sentence for people, in the reader's language.")
    code = serializers.CharField(read_only=True, help_text="What is said with the numbers; empty where only words are.")

    class Meta:
        model = Insight
        fields = (
            "id",
            "goal",
            "other_goal",
            "kind",
            "code",
            "message",
            "confidence",
            "sample_size",
            "numbers",
            "dismissed_at",
            *ROW,
        )
        read_only_fields = fields

    def get_message(self, insight: Insight) -> str:
        return said(insight)


class FoundSerializer(serializers.Serializer[Any]):
    new = serializers.IntegerField()
    renewed = serializers.IntegerField(help_text="Their numbers have moved.")
    retired = serializers.IntegerField(help_text="They hold no more, and are gone.")


class TodaySerializer(serializers.Serializer[Any]):
    """The unit that asks for today. `state` is null when the goal is not due."""

    due = serializers.BooleanField()
    state = serializers.ChoiceField(choices=("success", "miss", "neutral", "pending"), allow_null=True)
    done = Amount()
    need = Amount()
    status = serializers.ChoiceField(choices=DayStatus.choices, allow_null=True, help_text="As recorded for today.")
    value = Amount(help_text="The sum of today's values.")


class WeekSerializer(UnitCountsSerializer):
    first = serializers.DateField()
    last = serializers.DateField()


class DashboardGoalSerializer(serializers.Serializer[Any]):
    goal = GoalSerializer()
    today = TodaySerializer()
    weeks = WeekSerializer(many=True, help_text="The last twelve, this one included, oldest first.")


class DashboardSummarySerializer(serializers.Serializer[Any]):
    due = serializers.IntegerField()
    done = serializers.IntegerField()
    open = serializers.IntegerField()


class DashboardSerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    summary = DashboardSummarySerializer()
    goals = DashboardGoalSerializer(many=True)


class ImportSerializer(Strict):
    file = serializers.FileField(help_text="An export of your own, or the zip that Loop exports as CSV.")
    dry_run = serializers.BooleanField(required=False, help_text="Only report what would happen.")
    skip_broken = serializers.BooleanField(required=False, help_text="Leave broken rows out instead of refusing all.")


class ImportedHabitSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    goal_id = serializers.UUIDField(allow_null=True)
    is_new = serializers.BooleanField()
    is_archived = serializers.BooleanField()
    added = serializers.IntegerField(help_text="Check-ins.")
    already_there = serializers.IntegerField()
    automatic = serializers.IntegerField(help_text="Marks that Loop had set by itself; left out.")
    closed = serializers.IntegerField(help_text="Left out because the goal takes no check-ins any more.")


class ImportedPartSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="The table, as in the export.")
    added = serializers.IntegerField(help_text="Rows.")
    already_there = serializers.IntegerField()
    left_out = serializers.IntegerField(help_text="What a goal that is here already does not take.")


class ImportReportSerializer(serializers.Serializer[Any]):
    source = serializers.CharField(help_text="What it came from: steady or loop.")  # type: ignore[assignment]
    dry_run = serializers.BooleanField()
    goals_added = serializers.IntegerField()
    check_ins_added = serializers.IntegerField()
    settings_taken = serializers.BooleanField(
        help_text="Time zone, day, week and looks came along: no goals were here."
    )
    parts = ImportedPartSerializer(many=True, help_text="Of an export of our own.")
    habits = ImportedHabitSerializer(many=True, help_text="Of an export of Loop.")
    not_in_export = serializers.ListField(child=serializers.CharField(), help_text="Named, but without check marks.")
    problems = serializers.ListField(child=serializers.CharField(), help_text="Broken rows, with file and line.")
