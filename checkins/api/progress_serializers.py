"""How the progress of a goal is read."""

from typing import Any

from rest_framework import serializers

from checkins.api.serializers import Amount, InsightSerializer, UnitCountsSerializer
from checkins.comparison import Change
from checkins.models.check_in import DayStatus
from checkins.trend import Direction
from goals.api.serializers import ComponentSerializer
from goals.models.choices import Pattern, Sentiment


class StreakSerializer(serializers.Serializer[Any]):
    current = serializers.IntegerField()
    longest = serializers.IntegerField()
    began = serializers.DateField(allow_null=True)


class PaceSerializer(serializers.Serializer[Any]):
    word = serializers.ChoiceField(choices=Sentiment.choices)
    days_ahead = serializers.IntegerField(allow_null=True, help_text="Negative: behind. Target goals with a date only.")
    expected_value = Amount(help_text="What the straight line asks for today.")


class ReserveSerializer(serializers.Serializer[Any]):
    """Misses of a month that do not count."""

    per_month = serializers.IntegerField()
    used = serializers.IntegerField(help_text="Covered so far this month.")
    left = serializers.IntegerField()
    month = serializers.DateField(help_text="Its first day.")


class RoadSerializer(serializers.Serializer[Any]):
    """A target goal beside the line from its start to its target on the planned day."""

    expected_value = Amount(help_text="What the line asks for today.")
    delta = Amount(help_text="The value less the expected one.")
    days_left = serializers.IntegerField()
    required_rate = Amount(help_text="What each day through the target date must add.")
    safe_days = serializers.IntegerField(
        allow_null=True, help_text="Days until the line is crossed if nothing more is recorded; null: never."
    )


class AllowanceSerializer(serializers.Serializer[Any]):
    """What is left of a limit in its open period."""

    first = serializers.DateField()
    last = serializers.DateField()
    limit = Amount()
    used = Amount()
    left = Amount(help_text="Negative once the limit is passed.")
    days_left = serializers.IntegerField(help_text="Today included.")
    per_day = Amount(help_text="What each of them may use.")
    pace = Amount(help_text="What an even use would have come to by now.")
    usual = Amount(help_text="What a day uses by experience.")
    projected = Amount(help_text="What the period closes with at the usual rate.")
    runs_out_on = serializers.DateField(allow_null=True)
    safe_days = serializers.IntegerField()


class TrendSerializer(serializers.Serializer[Any]):
    direction = serializers.ChoiceField(choices=[each.value for each in Direction])
    slope_per_day = serializers.FloatField(allow_null=True, help_text="In the goal's unit, or of shares kept.")
    points = serializers.IntegerField(help_text="How many it was told from.")


class ArrivalSerializer(serializers.Serializer[Any]):
    """When the target is met; null: not within ten years."""

    earliest = serializers.DateField(allow_null=True)
    middle = serializers.DateField(allow_null=True)
    latest = serializers.DateField(allow_null=True)


class ForecastPointSerializer(serializers.Serializer[Any]):
    day = serializers.DateField()
    low = Amount()
    mid = Amount()
    high = Amount()


class ForecastSerializer(serializers.Serializer[Any]):
    """A range that holds the later value in about eight of ten cases."""

    per_day = Amount(help_text="The mean increment of a day.")
    days = serializers.IntegerField(help_text="How many days it was made from.")
    arrival = ArrivalSerializer()
    points = ForecastPointSerializer(many=True, help_text="Through the target date, at most 90 days.")
    at_target_date = ForecastPointSerializer(allow_null=True)
    chance = serializers.IntegerField(allow_null=True, help_text="Of having met the target by its date, in percent.")


class RefusedSerializer(serializers.Serializer[Any]):
    """Why there is none."""

    reason = serializers.CharField()
    missing = serializers.IntegerField(allow_null=True, help_text="How many more days or check-ins it takes.")


class ComparisonSerializer(serializers.Serializer[Any]):
    """Shares between 0 and 1, or means in the goal's unit; `difference` is now less then, with its 95% interval."""

    then = serializers.FloatField()
    now = serializers.FloatField()
    difference = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    change = serializers.ChoiceField(choices=[each.value for each in Change])


class MilestoneProgressSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    target_date = serializers.DateField(allow_null=True)
    target_value = Amount()
    completed_on = serializers.DateField(allow_null=True)
    days_early = serializers.IntegerField(allow_null=True, help_text="Negative: late, of an open one so far.")


class RecommendationSerializer(serializers.Serializer[Any]):
    """A sentence, the numbers behind it, and an action on the goal that would follow it. Nothing is done by itself."""

    code = serializers.CharField()
    message = serializers.CharField()
    numbers = serializers.DictField()
    action = serializers.DictField(allow_null=True)


class PointSerializer(UnitCountsSerializer):
    """A day, week or month: the units that ended in it, and what was recorded."""

    first = serializers.DateField()
    last = serializers.DateField()
    status = serializers.ChoiceField(choices=DayStatus.choices, allow_null=True, help_text="Of a single day.")
    value = Amount(help_text="The sum of the values; of a goal that reads its latest value, the last.")


class ProgressSerializer(serializers.Serializer[Any]):
    """Counts, rates, units and series of the asked days; everything else as of today.

    What cannot be said is null; `forecast_refused` and `comparison_refused` tell why.
    """

    goal = serializers.UUIDField()
    pattern = serializers.ChoiceField(choices=Pattern.choices)
    period = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    percent = serializers.IntegerField(allow_null=True, help_text="Rounded down; null while nothing can be judged.")
    completed = serializers.IntegerField(help_text="Days recorded as completed.")
    skipped = serializers.IntegerField()
    missed = serializers.IntegerField()
    completion_rate = serializers.FloatField(allow_null=True, help_text="completed ÷ (completed + missed)")
    adherence = serializers.FloatField(allow_null=True, help_text="success ÷ (success + miss), of the units.")
    units = UnitCountsSerializer()
    series = PointSerializer(many=True, help_text="Ascending: days up to a month, then weeks; months beyond a year.")
    streak = StreakSerializer()
    strength = serializers.FloatField(allow_null=True)
    value = Amount()
    total = Amount()
    target_value = Amount()
    baseline_value = Amount()
    unit = serializers.CharField(allow_null=True)
    milestones_done = serializers.IntegerField()
    components = ComponentSerializer(many=True)
    focus_minutes = serializers.IntegerField()
    milestones_total = serializers.IntegerField()
    pace = PaceSerializer(allow_null=True)
    reserve = ReserveSerializer(allow_null=True, help_text="Null for a goal without one.")
    road = RoadSerializer(allow_null=True, help_text="For target goals with a date.")
    limit = AllowanceSerializer(allow_null=True, help_text="The open period of a limit.")
    trend = TrendSerializer()
    usual_rate = Amount(help_text="What a day added to a target goal's value of late.")
    forecast = ForecastSerializer(allow_null=True)
    forecast_refused = RefusedSerializer(allow_null=True)
    comparison = ComparisonSerializer(allow_null=True, help_text="The last 28 days beside the first 28.")
    comparison_refused = RefusedSerializer(allow_null=True)
    milestones = MilestoneProgressSerializer(many=True)
    insights = InsightSerializer(many=True, help_text="The newest that nobody put aside.")
    recommendations = RecommendationSerializer(many=True)
