"""Pauses: of one goal, or of all of them."""

import uuid
from typing import Any

from rest_framework.response import Response

from config.api.conditional import conditional
from config.api.schema import operation
from config.api.views import written
from goals import actions
from goals.api import examples
from goals.api.filters import PauseFilters
from goals.api.frame import OwnedFrame
from goals.api.serializers import PauseCreateSerializer, PauseSerializer
from goals.models import Pause

_CHANGES = ("NOT_FOUND", "GOAL_NOT_EDITABLE", "PAUSE_IN_USE")


class PauseViews(OwnedFrame):
    serializer_class = PauseSerializer
    queryset = Pause.objects.none()
    filterset_class = PauseFilters

    def pause(self, pk: uuid.UUID | None) -> Pause:
        found: Pause = self.row(Pause.objects, pk)
        return found

    @operation("List your pauses", "The latest first. `goal` null is a pause of everything.", got=examples.PAUSE)
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.page_rows(Pause.objects.for_owner(self.person).order_by("-starts_on", "-id"))
        return self.get_paginated_response(PauseSerializer(rows, many=True).data)

    @operation(
        "Lay a pause",
        "Over past or future days; open without `ends_on`, of all goals without `goal`. Its days are neutral "
        "everywhere. Pauses of the same goal that touch become one: then that one is answered, with 200.",
        codes=("GOAL_NOT_FOUND", "GOAL_NOT_EDITABLE"),
        request=PauseCreateSerializer,
        responses={201: PauseSerializer, 200: PauseSerializer},
        sent={"starts_on": "2025-12-24", "ends_on": "2026-01-06"},
        got=examples.PAUSE,
    )
    def create(self, request: Any) -> Response:
        values = self.body(PauseCreateSerializer)
        goal_id = values.pop("goal", None)
        goal = self.goal(goal_id) if goal_id else None
        held = set(Pause.objects.for_owner(self.person).filter(goal=goal).values_list("pk", flat=True))
        pause = actions.create_pause(by=self.by, owner=self.person, goal=goal, **values)
        return written(PauseSerializer, pause, status=200 if pause.pk in held else 201)

    @operation("Read a pause", "As the list shows it.", codes=("NOT_FOUND",), got=examples.PAUSE)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.told(PauseSerializer, self.pause(pk))

    @operation(
        "Move a pause",
        "Its first or last day; figures of the days that it leaves or reaches follow.",
        codes=_CHANGES,
        request=PauseSerializer,
        responses=PauseSerializer,
        sent={"ends_on": "2026-01-08"},
        got={**examples.PAUSE, "ends_on": "2026-01-08"},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        pause = self.pause(pk)
        changes = self.body(PauseSerializer, partial=True)
        with self.as_read(pause):
            pause = actions.update_pause(by=self.by, pause=pause, **changes)
        return self.told(PauseSerializer, pause)

    @operation("Delete a pause", "Its days count again.", codes=_CHANGES, responses={204: None})
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.delete_pause(by=self.by, pause=self.pause(pk))
        return Response(status=204)
