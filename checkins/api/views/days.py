"""The status of one day of a goal: read, set, cleared."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from rest_framework.response import Response

from checkins.actions import set_day
from checkins.api import examples
from checkins.api.serializers import CheckInSerializer, DaySerializer
from checkins.models import CheckIn
from config.api.conditional import conditional
from config.api.schema import operation
from config.refusals import Invalid
from goals.api.frame import OwnedFrame
from goals.models import Goal

_SETS = ("GOAL_NOT_FOUND", "GOAL_NOT_EDITABLE")


class DayViews(OwnedFrame):
    serializer_class = DaySerializer
    queryset = CheckIn.objects.none()

    @operation(
        "Read a day of a goal",
        "Its status (null when none is recorded), the sum of its values, and its check-ins.",
        codes=("GOAL_NOT_FOUND", "VALIDATION_ERROR"),
        responses=DaySerializer,
        got=examples.DAY,
    )
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None, day: dt.date | None) -> Response:
        goal = self.goal(pk)
        return Response(_shown(goal, _given(day)))

    @operation(
        "Set the status of a day",
        "Whatever it was before; repeating it changes nothing.",
        codes=_SETS,
        request=DaySerializer,
        responses=DaySerializer,
        sent={"status": "completed"},
        got=examples.DAY,
    )
    def update(self, request: Any, pk: uuid.UUID | None, day: dt.date | None) -> Response:
        goal, day = self.goal(pk), _given(day)
        fields = self.body(DaySerializer)
        set_day(by=self.by, goal=goal, day=day, status=fields["status"], key=fields.get("id"))
        return Response(_shown(goal, day))

    @operation(
        "Clear the status of a day",
        "Values and notes of the day stay; repeating it changes nothing.",
        codes=_SETS,
        responses={204: None},
    )
    def destroy(self, request: Any, pk: uuid.UUID | None, day: dt.date | None) -> Response:
        set_day(by=self.by, goal=self.goal(pk), day=_given(day), status=None)
        return Response(status=204)


def _given(day: dt.date | None) -> dt.date:
    if day is None:
        raise Invalid(fields={"day": ["Write the day as YYYY-MM-DD."]})
    return day


def _shown(goal: Goal, day: dt.date) -> dict[str, Any]:
    rows = list(CheckIn.objects.filter(goal=goal, check_in_date=day))
    values = [row.value_recorded for row in rows if row.value_recorded is not None]
    return {
        "date": day,
        "status": next((row.habit_completion_status for row in rows if row.habit_completion_status), None),
        "value": sum(values, Decimal(0)) if values else None,
        "check_ins": CheckInSerializer(rows, many=True).data,
    }
