"""If-then plans: made under their goal, changed at their own address."""

import uuid
from typing import Any

from rest_framework.response import Response

from config.api.conditional import conditional
from config.api.schema import operation
from config.api.serializers import Empty
from config.api.views import written
from goals import actions
from goals.api import examples
from goals.api.frame import OwnedFrame
from goals.api.serializers import IntentionSerializer
from goals.models import Intention

_UNDER_A_GOAL = ("GOAL_NOT_FOUND",)
_CHANGES = ("NOT_FOUND", "GOAL_NOT_EDITABLE")


class GoalIntentionViews(OwnedFrame):
    serializer_class = IntentionSerializer
    queryset = Intention.objects.none()

    @operation("List a goal's plans", "Oldest first.", codes=_UNDER_A_GOAL, got=examples.INTENTION)
    @conditional
    def list(self, request: Any, pk: uuid.UUID | None) -> Response:
        rows = self.page_rows(self.goal(pk).intentions.all())
        return self.get_paginated_response(IntentionSerializer(rows, many=True).data)

    @operation(
        "Add a plan",
        "If the trigger comes, then the action follows.",
        codes=(*_UNDER_A_GOAL, "GOAL_NOT_EDITABLE"),
        request=IntentionSerializer,
        responses={201: IntentionSerializer},
        sent={"trigger_condition": "If it is 7 am", "action": "Then I will run"},
        got=examples.INTENTION,
    )
    def create(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.goal(pk)
        intention = actions.create_intention(by=self.by, goal=goal, **self.body(IntentionSerializer))
        return written(IntentionSerializer, intention, status=201)


class IntentionViews(OwnedFrame):
    serializer_class = IntentionSerializer
    queryset = Intention.objects.none()

    def intention(self, pk: uuid.UUID | None) -> Intention:
        found: Intention = self.row(Intention.objects, pk)
        return found

    @operation("Read a plan", "As its goal shows it.", codes=("NOT_FOUND",), got=examples.INTENTION)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.told(IntentionSerializer, self.intention(pk))

    @operation(
        "Change a plan",
        "Only the given fields change.",
        codes=_CHANGES,
        request=IntentionSerializer,
        responses=IntentionSerializer,
        sent={"is_active": False},
        got={**examples.INTENTION, "is_active": False},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        intention = self.intention(pk)
        changes = self.body(IntentionSerializer, partial=True)
        with self.as_read(intention):
            intention = actions.update_intention(by=self.by, intention=intention, **changes)
        return self.told(IntentionSerializer, intention)

    @operation("Delete a plan", "For good.", codes=_CHANGES, responses={204: None})
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.delete_intention(by=self.by, intention=self.intention(pk))
        return Response(status=204)

    @operation(
        "Switch a plan on or off",
        "Whichever it is not.",
        codes=_CHANGES,
        request=Empty,
        responses=IntentionSerializer,
        got={**examples.INTENTION, "is_active": False},
    )
    def toggle(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self._done(pk, actions.toggle_intention)

    @operation(
        "Rehearse a plan",
        "Notes that it was gone through now.",
        codes=_CHANGES,
        request=Empty,
        responses=IntentionSerializer,
        got={**examples.INTENTION, "rehearsed_at": "2025-11-18T06:42:10Z"},
    )
    def rehearse(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self._done(pk, actions.rehearse_intention)

    def _done(self, pk: uuid.UUID | None, action: Any) -> Response:
        intention = self.intention(pk)
        self.body(Empty)
        return written(IntentionSerializer, action(by=self.by, intention=intention))
