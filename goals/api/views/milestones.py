"""Milestones: made and ordered under their goal, changed at their own address."""

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
from goals.api.serializers import MilestoneOrder, MilestoneSerializer
from goals.models import Milestone

_UNDER_A_GOAL = ("GOAL_NOT_FOUND",)
_CHANGES = ("NOT_FOUND", "GOAL_NOT_EDITABLE")
_DONE = {**examples.MILESTONE, "completed_at": "2025-12-20T17:00:00Z"}


class GoalMilestoneViews(OwnedFrame):
    serializer_class = MilestoneSerializer
    queryset = Milestone.objects.none()

    @operation("List a goal's milestones", "In their order.", codes=_UNDER_A_GOAL, got=examples.MILESTONE)
    @conditional
    def list(self, request: Any, pk: uuid.UUID | None) -> Response:
        rows = self.page_rows(self.goal(pk).milestones.all())
        return self.get_paginated_response(MilestoneSerializer(rows, many=True).data)

    @operation(
        "Add a milestone",
        "Without a `sort_order` it goes to the end.",
        codes=(*_UNDER_A_GOAL, "GOAL_NOT_EDITABLE"),
        request=MilestoneSerializer,
        responses={201: MilestoneSerializer},
        sent={"title": "Run 3 km", "target_date": "2025-12-24"},
        got=examples.MILESTONE,
    )
    def create(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.goal(pk)
        milestone = actions.create_milestone(by=self.by, goal=goal, **self.body(MilestoneSerializer))
        return written(MilestoneSerializer, milestone, status=201)

    @operation(
        "Order a goal's milestones",
        "`ids` names each milestone of the goal exactly once.",
        codes=(*_UNDER_A_GOAL, "GOAL_NOT_EDITABLE"),
        request=MilestoneOrder,
        responses=MilestoneSerializer(many=True),
        sent={"ids": [examples.MILESTONE["id"]]},
        got=examples.MILESTONE,
    )
    def reorder(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.goal(pk)
        rows = actions.reorder_milestones(by=self.by, goal=goal, **self.body(MilestoneOrder))
        self.paginate_queryset(rows)
        return self.get_paginated_response(MilestoneSerializer(rows, many=True).data)


class MilestoneViews(OwnedFrame):
    serializer_class = MilestoneSerializer
    queryset = Milestone.objects.none()

    def milestone(self, pk: uuid.UUID | None) -> Milestone:
        found: Milestone = self.row(Milestone.objects, pk)
        return found

    @operation("Read a milestone", "As its goal shows it.", codes=("NOT_FOUND",), got=examples.MILESTONE)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.told(MilestoneSerializer, self.milestone(pk))

    @operation(
        "Change a milestone",
        "Only the given fields change.",
        codes=_CHANGES,
        request=MilestoneSerializer,
        responses=MilestoneSerializer,
        sent={"share": 50},
        got={**examples.MILESTONE, "share": 50},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        milestone = self.milestone(pk)
        changes = self.body(MilestoneSerializer, partial=True)
        with self.as_read(milestone):
            milestone = actions.update_milestone(by=self.by, milestone=milestone, **changes)
        return self.told(MilestoneSerializer, milestone)

    @operation("Delete a milestone", "Check-ins that named it stay, without it.", codes=_CHANGES, responses={204: None})
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.delete_milestone(by=self.by, milestone=self.milestone(pk))
        return Response(status=204)

    @operation(
        "Complete a milestone",
        "One that is done already keeps its time.",
        codes=_CHANGES,
        request=Empty,
        responses=MilestoneSerializer,
        got=_DONE,
    )
    def complete(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self._switched(pk, actions.complete_milestone)

    @operation(
        "Reopen a milestone",
        "Harmless when it is not done. One whose `target_value` its goal still holds is done again at once.",
        codes=_CHANGES,
        request=Empty,
        responses=MilestoneSerializer,
        got=examples.MILESTONE,
    )
    def reopen(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self._switched(pk, actions.reopen_milestone)

    def _switched(self, pk: uuid.UUID | None, action: Any) -> Response:
        milestone = self.milestone(pk)
        self.body(Empty)
        return written(MilestoneSerializer, action(by=self.by, milestone=milestone))
