"""How a batch of check-ins is read and answered: each of its items by itself."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from checkins.api.serializers import CheckInSerializer
from config.api.errors import body, flatten, summary
from config.api.serializers import Strict
from config.refusals import Invalid, Refusal

MOST = 100
OUTCOMES = ("created", "repeated", "refused")


class EachByItself(serializers.ListSerializer[Any]):
    """An item that is not valid is read as the Invalid that says why, and spoils no other."""

    def run_child_validation(self, data: Any) -> Any:
        try:
            return super().run_child_validation(data)
        except serializers.ValidationError as error:
            return Invalid(fields=flatten(error.detail))


class BatchItemSerializer(CheckInSerializer):
    """A check-in with its goal; ids are looked up for the whole batch at once, not here."""

    goal = serializers.UUIDField(source="goal_id", help_text="One of yours.")
    milestone = serializers.UUIDField(  # type: ignore[assignment]
        source="milestone_id", required=False, allow_null=True, help_text="Naming it completes it."
    )

    class Meta(CheckInSerializer.Meta):
        list_serializer_class = EachByItself

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError(["Give an object."])
        return super().to_internal_value(data)


class BatchSerializer(Strict):
    check_ins = BatchItemSerializer(  # type: ignore[call-arg]
        many=True, allow_empty=False, max_length=MOST, help_text=f"Up to {MOST}."
    )


class BatchErrorSerializer(serializers.Serializer[Any]):
    """The same body as of a request that is refused by itself."""

    error = serializers.CharField()
    code = serializers.CharField()
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


class BatchResultSerializer(serializers.Serializer[Any]):
    result = serializers.ChoiceField(choices=OUTCOMES)
    check_in = CheckInSerializer(allow_null=True, help_text="The stored row; null when refused.")
    error = BatchErrorSerializer(allow_null=True, help_text="Why it was refused; null otherwise.")


class BatchReportSerializer(serializers.Serializer[Any]):
    """What became of each item, in the order of the items."""

    created = serializers.IntegerField()
    repeated = serializers.IntegerField(help_text="Their ids had been recorded before.")
    refused = serializers.IntegerField()
    results = BatchResultSerializer(many=True)


def error_of(refusal: Refusal) -> dict[str, Any]:
    sentence = summary(refusal.fields) if isinstance(refusal, Invalid) and refusal.fields else str(refusal.sentence)
    answer: dict[str, Any] = body(refusal.status, sentence, refusal.code, refusal.fields)
    return answer
