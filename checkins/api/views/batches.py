"""Many check-ins at once."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.response import Response

from checkins.actions import Draft, record_batch
from checkins.actions.batches import Outcome
from checkins.api import examples
from checkins.api.batches import OUTCOMES, BatchReportSerializer, BatchSerializer, error_of
from checkins.api.serializers import CheckInSerializer
from checkins.models import CheckIn
from config.api.schema import operation
from config.refusals import Invalid, Refusal
from goals.api.frame import NONE_OF_YOURS, GoalNotFound, OwnedFrame
from goals.models import Goal, Milestone


class BatchViews(OwnedFrame):
    serializer_class = BatchSerializer
    queryset = CheckIn.objects.none()

    @operation(
        "Record many check-ins",
        "Up to 100, for as many goals as you like, in one write. Each has its own result, in the order sent: one that "
        "is refused spoils no other, so look at `refused`. Items with ids of yours are repeat-safe.",
        codes=("GOAL_NOT_FOUND", "GOAL_NOT_EDITABLE", "DAY_ALREADY_RECORDED"),
        request=BatchSerializer,
        responses=BatchReportSerializer,
        sent=examples.BATCH,
        got=examples.BATCH_REPORT,
    )
    def create(self, request: Any) -> Response:
        items = self.body(BatchSerializer)["check_ins"]
        entries = self.entries(items)
        good = [entry for entry in entries if not isinstance(entry, Refusal)]
        recorded = iter(record_batch(by=self.by, owner=self.person, entries=good) if good else ())
        outcomes = [Outcome(None, refusal=each) if isinstance(each, Refusal) else next(recorded) for each in entries]
        return Response(_report(outcomes))

    def entries(self, items: Iterable[Any]) -> list[tuple[Goal, Draft] | Refusal]:
        """What each item asks for, or why it cannot be: two queries however many there are."""
        read = [item for item in items if not isinstance(item, Refusal)]
        goals = Goal.objects.for_owner(self.person).in_bulk({item["goal_id"] for item in read})
        named = {item["milestone_id"] for item in read if item.get("milestone_id")}
        milestones = Milestone.objects.for_owner(self.person).in_bulk(named) if named else {}
        return [item if isinstance(item, Refusal) else _entry(dict(item), goals, milestones) for item in items]


def _entry(
    fields: dict[str, Any], goals: Mapping[uuid.UUID, Goal], milestones: Mapping[uuid.UUID, Milestone]
) -> tuple[Goal, Draft] | Refusal:
    goal, milestone_id = goals.get(fields.pop("goal_id")), fields.pop("milestone_id", None)
    if goal is None:
        return GoalNotFound()
    if milestone_id is not None and milestone_id not in milestones:
        return Invalid(fields={"milestone": [str(NONE_OF_YOURS)]})
    return goal, Draft(milestone=milestones.get(milestone_id), **fields)


def _report(outcomes: list[Outcome]) -> dict[str, Any]:
    stored = list(CheckIn.objects.filter(pk__in=[each.check_in.pk for each in outcomes if each.check_in is not None]))
    shown = dict(zip((row.pk for row in stored), CheckInSerializer(stored, many=True).data, strict=True))
    results = []
    for each in outcomes:
        word = "refused" if each.refusal else "created" if each.is_new else "repeated"
        row = each.check_in and shown[each.check_in.pk]
        results.append({"result": word, "check_in": row, "error": each.refusal and error_of(each.refusal)})
    counted = Counter(result["result"] for result in results)
    return {**{word: counted[word] for word in OUTCOMES}, "results": results}
