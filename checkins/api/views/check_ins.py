"""Check-ins: of one person, and of one of their goals."""

import uuid
from typing import Any

from rest_framework.response import Response

from checkins import actions
from checkins.api import examples
from checkins.api.filters import CheckInFilters, GoalCheckInFilters
from checkins.api.serializers import CheckInSerializer, ShortCheckInSerializer
from checkins.models import CheckIn
from config.api.conditional import conditional
from config.api.schema import operation
from config.api.views import written
from config.refusals import Invalid
from goals.api.frame import OwnedFrame
from goals.models import Goal

_RECORDS = ("GOAL_NOT_FOUND", "GOAL_NOT_EDITABLE", "DAY_ALREADY_RECORDED")
_CORRECTS = ("NOT_FOUND", "GOAL_NOT_EDITABLE", "DAY_ALREADY_RECORDED")
_FIXED = ("id", "logged_at", "source")


class CheckInFrame(OwnedFrame):
    serializer_class = CheckInSerializer
    queryset = CheckIn.objects.none()

    def listed(self, rows: Any) -> Response:
        found = self.page_rows(rows)
        return self.get_paginated_response(CheckInSerializer(found, many=True).data)

    def recorded(self, goal: Goal, fields: dict[str, Any]) -> Response:
        """201 with the new check-in, 200 with the one that this id has made before."""
        pk = fields.get("id")
        repeated = pk is not None and CheckIn.objects.for_owner(self.person).filter(pk=pk).exists()
        check_in = actions.record_check_in(by=self.by, goal=goal, **fields)
        return written(CheckInSerializer, self.row(CheckIn.objects, check_in.pk), status=200 if repeated else 201)


class CheckInViews(CheckInFrame):
    filterset_class = CheckInFilters

    def check_in(self, pk: uuid.UUID | None) -> CheckIn:
        found: CheckIn = self.row(CheckIn.objects, pk)
        return found

    @operation("List your check-ins", "Of all goals, newest first.", got=examples.CHECK_IN)
    @conditional
    def list(self, request: Any) -> Response:
        return self.listed(CheckIn.objects.for_owner(self.person))

    @operation(
        "Record a check-in",
        "Always for a goal. At most one status a goal a day; any number of values and notes. Naming a milestone "
        "completes it. With an `id` of yours it is repeat-safe: the second time answers 200 and the same row.",
        codes=_RECORDS,
        request=CheckInSerializer,
        responses={201: CheckInSerializer, 200: CheckInSerializer},
        sent=examples.NEW_CHECK_IN,
        got=examples.CHECK_IN,
    )
    def create(self, request: Any) -> Response:
        fields = self.body(CheckInSerializer)
        if "goal_id" not in fields:
            raise Invalid(fields={"goal": ["A check-in needs a goal."]})
        return self.recorded(self.goal(fields.pop("goal_id")), fields)

    @operation("Read a check-in", "One dated record.", codes=("NOT_FOUND",), got=examples.CHECK_IN)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.told(CheckInSerializer, self.check_in(pk))

    @operation(
        "Correct a check-in",
        "Also years back; the figures follow. It stays with its goal.",
        codes=_CORRECTS,
        request=CheckInSerializer,
        responses=CheckInSerializer,
        sent={"value_recorded": 5.5},
        got={**examples.CHECK_IN, "value_recorded": 5.5},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        check_in = self.check_in(pk)
        fields = self.body(CheckInSerializer, partial=True)
        if fields.pop("goal_id", check_in.goal_id) != check_in.goal_id:
            raise Invalid(fields={"goal": ["A check-in stays with its goal."]})
        changes = {name: value for name, value in fields.items() if name not in _FIXED}
        with self.as_read(check_in):
            actions.correct_check_in(by=self.by, check_in=check_in, **changes)
        return self.told(CheckInSerializer, self.check_in(pk))

    @operation(
        "Withdraw a check-in",
        "A milestone that only it completed is open again.",
        codes=("NOT_FOUND", "GOAL_NOT_EDITABLE"),
        responses={204: None},
    )
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.withdraw_check_in(by=self.by, check_in=self.check_in(pk))
        return Response(status=204)


class GoalCheckInViews(CheckInFrame):
    filterset_class = GoalCheckInFilters

    @operation(
        "List a goal's check-ins",
        "Newest first. `activities/` is another name of `check-ins/`.",
        codes=("GOAL_NOT_FOUND",),
        got=examples.CHECK_IN,
    )
    @conditional
    def list(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.listed(CheckIn.objects.filter(goal=self.goal(pk)))

    @operation(
        "Record a check-in of a goal",
        "As under `check-ins/`, with the goal named by the address.",
        codes=_RECORDS,
        request=CheckInSerializer,
        responses={201: CheckInSerializer, 200: CheckInSerializer},
        sent={"value_recorded": 5.2},
        got=examples.CHECK_IN,
    )
    def create(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.goal(pk)
        fields = self.body(CheckInSerializer)
        if fields.pop("goal_id", goal.pk) != goal.pk:
            raise Invalid(fields={"goal": ["The address names another goal."]})
        return self.recorded(goal, fields)

    @operation(
        "Check in, the short way",
        "A `value` or a `status`, and if you like a `note`, a `link`, a `mood`, a `source` and a `context`.",
        codes=_RECORDS,
        request=ShortCheckInSerializer,
        responses={201: CheckInSerializer, 200: CheckInSerializer},
        sent={"value": 5.2, "note": "Felt easy"},
        got=examples.CHECK_IN,
    )
    def short(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.goal(pk)
        fields = self.body(ShortCheckInSerializer)
        long = {"value": "value_recorded", "status": "habit_completion_status", "note": "content"}
        return self.recorded(goal, {long.get(name, name): value for name, value in fields.items()})
