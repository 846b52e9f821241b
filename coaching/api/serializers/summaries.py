"""How summaries are asked for and written."""

from typing import Any

from rest_framework import serializers

from coaching.models import SummaryPeriod
from config.api.serializers import Strict


class AskedSummarySerializer(Strict):
    period = serializers.ChoiceField(choices=SummaryPeriod.choices)
    day = serializers.DateField(required=False, help_text="A day of the week or month meant; today when absent.")


class TotalsSerializer(serializers.Serializer[Any]):
    """Over all goals; `…_before` of as many days before."""

    kept = serializers.IntegerField(help_text="Due days and periods that were kept.")
    judged = serializers.IntegerField(help_text="Of so many that are decided.")
    kept_before = serializers.IntegerField()
    judged_before = serializers.IntegerField()
    check_ins = serializers.IntegerField()
    check_ins_before = serializers.IntegerField()
    days = serializers.IntegerField(help_text="On which something was recorded.")


class SaidSerializer(serializers.Serializer[Any]):
    """A line; `code` and `numbers` are what `message` is made of."""

    goal = serializers.UUIDField(source="goal.pk", allow_null=True, default=None)
    title = serializers.CharField(
        source="goal.title", allow_null=True, default=None, help_text="The goal's, as of now."
    )
    code = serializers.CharField()
    message = serializers.CharField()
    numbers = serializers.DictField()


class SummarySerializer(serializers.Serializer[Any]):
    """What moved, what stood still, and one next step."""

    id = serializers.UUIDField(source="summary.pk")
    period = serializers.ChoiceField(choices=SummaryPeriod.choices, source="summary.period")
    starts_on = serializers.DateField(source="summary.starts_on")
    ends_on = serializers.DateField(source="summary.ends_on")
    as_of = serializers.DateField(source="summary.as_of", help_text="The day on which it was made.")
    is_final = serializers.BooleanField(source="summary.is_final", help_text="Made after its last day.")
    text = serializers.CharField(source="summary.text")
    totals = TotalsSerializer(source="summary.figures.totals")
    moved = SaidSerializer(many=True)
    stood_still = SaidSerializer(many=True)
    next_step = SaidSerializer(allow_null=True, help_text="Null when the goal that it was about is erased.")
    created_at = serializers.DateTimeField(source="summary.created_at")
    updated_at = serializers.DateTimeField(source="summary.updated_at")
    revision = serializers.IntegerField(source="summary.revision")
