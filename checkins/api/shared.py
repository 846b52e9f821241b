"""How a goal of somebody else is read by its partner, with bodies for the documentation."""

from typing import Any

from rest_framework import serializers

from checkins.cards import Day
from checkins.shared import SharedDay, SharedGoal
from config.api.serializers import Line, Strict
from goals.api.sharing import CHEER, CheerSerializer
from goals.models import GoalShare
from goals.models.choices import Pattern, Sentiment, Status
from goals.models.sharing import SharedPart

_CHEERS_SHOWN = 20
# The looks of a day's box, in the words of the data.
_STATES = {
    "done": "completed",
    "part": "partial",
    "skip": "skipped",
    "missed": "missed",
    "rest": "not_due",
    "todo": "open",
}


class InvitationSerializer(Strict):
    invitation = Line(max_length=100, help_text="The secret at the end of the invitation's address.")


class CheerCreateSerializer(Strict):
    words = Line(max_length=200)


class WithMeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField(source="goal.title")
    shared_by = serializers.CharField(source="owner.get_full_name")
    parts = serializers.ListField(child=serializers.ChoiceField(choices=SharedPart.choices))
    accepted_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)


class SharedFiguresSerializer(serializers.Serializer[Any]):
    progress_percent = serializers.IntegerField(allow_null=True)
    completed = serializers.IntegerField()
    skipped = serializers.IntegerField()
    missed = serializers.IntegerField()
    completion_rate = serializers.FloatField(allow_null=True)
    adherence = serializers.FloatField(allow_null=True)
    strength = serializers.FloatField(allow_null=True)
    milestones_done = serializers.IntegerField()
    milestones_total = serializers.IntegerField()
    current_streak = serializers.IntegerField()
    longest_streak = serializers.IntegerField()
    pace = serializers.ChoiceField(choices=Sentiment.choices, allow_null=True)
    value = serializers.DecimalField(24, 4, allow_null=True, help_text="This and what follows: only with `values`.")
    total = serializers.DecimalField(24, 4, allow_null=True)
    target_value = serializers.DecimalField(24, 4, allow_null=True)
    unit = serializers.CharField(allow_null=True)


class SharedMilestoneSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    target_date = serializers.DateField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)


class StateField(serializers.ChoiceField):
    """The box of a day by the word of the data."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=list(_STATES.values()), **options)

    def to_representation(self, value: Any) -> str:
        box: Day = value
        return _STATES[box.look]


class SharedDaySerializer(serializers.Serializer[SharedDay]):
    date = serializers.DateField(source="day")
    state = StateField(source="box")
    values = serializers.ListField(child=serializers.DecimalField(24, 4))


class WithMeDetailSerializer(WithMeSerializer):
    """Parts that the owner did not choose are null."""

    pattern = serializers.ChoiceField(choices=Pattern.choices)
    status = serializers.ChoiceField(choices=Status.choices)
    why_it_matters = serializers.CharField(allow_null=True)
    figures = SharedFiguresSerializer(allow_null=True)
    milestones = SharedMilestoneSerializer(many=True, allow_null=True)
    history = SharedDaySerializer(many=True, allow_null=True, help_text="The last 28 days; notes are not in it.")
    cheers = CheerSerializer(many=True, help_text="Your own words to the owner, the newest 20.")


def detail(share: GoalShare, shown: SharedGoal) -> dict[str, Any]:
    """The body of `WithMeDetailSerializer`, of what the share shows and nothing else."""
    many = {
        "milestones": (SharedMilestoneSerializer, shown.milestones),
        "history": (SharedDaySerializer, shown.history),
        "cheers": (CheerSerializer, share.cheers.all()[:_CHEERS_SHOWN]),
    }
    return {
        **WithMeSerializer(share).data,
        "pattern": shown.pattern,
        "status": shown.status,
        "why_it_matters": shown.reason,
        "figures": None if shown.figures is None else SharedFiguresSerializer(shown.figures).data,
        **{name: None if rows is None else kind(rows, many=True).data for name, (kind, rows) in many.items()},
    }


WITH_ME = {
    "id": "0197c1a0-bd54-7146-8e92-7f4b9e5f3c65",
    "title": "Run 5 km without a break",
    "shared_by": "Ada",
    "parts": ["figures", "milestones", "history"],
    "accepted_at": "2025-11-18T18:00:00Z",
    "expires_at": None,
}
WITH_ME_DETAIL = {
    **WITH_ME,
    "pattern": "recurring",
    "status": "active",
    "why_it_matters": None,
    "figures": {
        "progress_percent": 66,
        "completed": 6,
        "skipped": 1,
        "missed": 0,
        "completion_rate": 1.0,
        "adherence": 0.666667,
        "strength": 0.31,
        "milestones_done": 0,
        "milestones_total": 1,
        "current_streak": 1,
        "longest_streak": 1,
        "pace": "on_track",
        "value": None,
        "total": None,
        "target_value": None,
        "unit": None,
    },
    "milestones": [{"title": "Run 3 km", "target_date": "2025-12-24", "completed_at": None}],
    "history": [{"date": "2025-11-18", "state": "completed", "values": []}],
    "cheers": [CHEER],
}
