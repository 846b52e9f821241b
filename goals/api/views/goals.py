"""Goals: list, create, read, change, archive, erase, and the ways from status to status."""

import uuid
from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from config.api.conditional import conditional, require_version, tag
from config.api.filters import flag
from config.api.schema import operation
from config.api.serializers import Empty
from config.api.views import written
from goals import actions
from goals.api import aliases, examples
from goals.api.details import PARTS, GoalChangeSerializer, GoalCreateSerializer, GoalDetailSerializer
from goals.api.filters import GoalFilters
from goals.api.frame import OwnedFrame
from goals.api.serializers import GoalSerializer, PauseUntil
from goals.journal import writing
from goals.models import Goal

OF_A_GOAL = ("GOAL_NOT_FOUND",)
_MOVES = (*OF_A_GOAL, "INVALID_TRANSITION")


class GoalViews(OwnedFrame):
    serializer_class = GoalSerializer
    queryset = Goal.objects.none()
    filterset_class = GoalFilters
    query_parameters = {"destroy": ("permanent",)}

    @operation("List goals", "Newest first; archived goals only when `status` names them.", got=examples.GOAL)
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.as_of_today(self.page_rows(Goal.objects.for_owner(self.person)))
        return self.get_paginated_response(GoalSerializer(rows, many=True).data)

    @operation(
        "Create a goal",
        "A title is enough. `goal_type` is accepted instead of `pattern` (habit is recurring, project is milestone); "
        "milestones and intentions may come along.",
        codes=("INVALID_TARGET", "QUOTA_EXCEEDED"),
        request=GoalCreateSerializer,
        responses={201: GoalDetailSerializer},
        sent=examples.NEW_GOAL,
        got=examples.GOAL_DETAIL,
    )
    def create(self, request: Any) -> Response:
        values = self.with_money(aliases.resolve(self.body(GoalCreateSerializer), None))
        values.pop("status", None)
        goal = actions.create_goal(by=self.by, owner=self.person, **values)
        return written(GoalDetailSerializer, goal, status=201, headers={"Location": f"{request.path}{goal.pk}/"})

    @operation(
        "Read a goal",
        "With its milestones, intentions, tasks and linked habits. Its `ETag` begins with the version that `If-Match` "
        "compares.",
        codes=OF_A_GOAL,
        responses=GoalDetailSerializer,
        got=examples.GOAL_DETAIL,
    )
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.shown(pk)
        return written(GoalDetailSerializer, goal, headers={"ETag": tag(request, goal.revision)})

    @operation(
        "Change a goal",
        "Only the given fields change. Changed terms apply from today; the past keeps its own. A list of `milestones` "
        "or `intentions` replaces the one that the goal has, in its order: with an `id` they change, without one they "
        "are new, and what the list leaves out is deleted. A `status` asks for the transition that leads there. With "
        "`If-Match`, only the version it names is changed.",
        codes=(*_MOVES, "GOAL_NOT_EDITABLE", "PATTERN_IMMUTABLE", "INVALID_TARGET", "PRECONDITION_FAILED"),
        request=GoalChangeSerializer,
        responses=GoalDetailSerializer,
        sent={"description": "On hold during the internship", "status": "paused"},
        got=examples.GOAL_DETAIL,
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.goal(pk)
        values = self.with_money(aliases.resolve(self.body(GoalChangeSerializer, partial=True), goal))
        status = values.pop("status", None)
        with writing(goal.owner_id, by=self.by) as journal:
            goal = journal.fresh(goal)
            require_version(request, goal.revision)
            goal = self._changed(goal, values, status)
        goal = self.shown(goal.pk)
        return written(GoalDetailSerializer, goal, headers={"ETag": tag(request, goal.revision)})

    @operation(
        "Change a goal (PUT)",
        "The same as PATCH: what is left out stays as it is.",
        codes=(*_MOVES, "GOAL_NOT_EDITABLE", "PATTERN_IMMUTABLE", "INVALID_TARGET", "PRECONDITION_FAILED"),
        request=GoalChangeSerializer(partial=True),
        responses=GoalDetailSerializer,
        sent={"title": "Run 10 km"},
        got=examples.GOAL_DETAIL,
    )
    def update(self, request: Any, pk: uuid.UUID | None) -> Response:
        response: Response = self.partial_update(request, pk)
        return response

    @operation(
        "Archive or erase a goal",
        "Archives it and answers the goal; repeating it changes nothing. With `permanent=true` an archived goal is "
        "erased with everything under it: 204.",
        codes=_MOVES,
        responses={200: GoalDetailSerializer, 204: None},
        parameters=[OpenApiParameter("permanent", bool, description="Erase instead of archiving.")],
        got=examples.GOAL_DETAIL,
    )
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.goal(pk)
        if not flag(request, "permanent"):
            return self.moved(pk, actions.archive_goal)
        actions.erase_goal(by=self.by, goal=goal)
        return Response(status=204)

    @operation(
        "Complete a goal",
        "From active or paused.",
        codes=(*_MOVES, "ALREADY_COMPLETED"),
        request=Empty,
        responses=GoalDetailSerializer,
        got=examples.GOAL_DETAIL,
    )
    def complete(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.moved(pk, actions.complete_goal)

    @operation(
        "Pause a goal",
        "From active; the days of the pause are neutral. It ends by itself after `until`.",
        codes=_MOVES,
        request=PauseUntil,
        responses=GoalDetailSerializer,
        sent={"until": "2026-01-06"},
        got=examples.GOAL_DETAIL,
    )
    def pause(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.moved(pk, actions.pause_goal, PauseUntil)

    @operation(
        "Resume a goal",
        "From paused.",
        codes=(*_MOVES, "QUOTA_EXCEEDED"),
        request=Empty,
        responses=GoalDetailSerializer,
        got=examples.GOAL_DETAIL,
    )
    def resume(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.moved(pk, actions.resume_goal)

    @operation(
        "Abandon a goal",
        "From active or paused.",
        codes=_MOVES,
        request=Empty,
        responses=GoalDetailSerializer,
        got=examples.GOAL_DETAIL,
    )
    def abandon(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.moved(pk, actions.abandon_goal)

    @operation(
        "Reactivate a goal",
        "From completed or abandoned; the days in between count as a pause.",
        codes=(*_MOVES, "QUOTA_EXCEEDED"),
        request=Empty,
        responses=GoalDetailSerializer,
        got=examples.GOAL_DETAIL,
    )
    def reactivate(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.moved(pk, actions.reactivate_goal)

    @operation(
        "Restore a goal",
        "From the archive to the status before.",
        codes=(*_MOVES, "QUOTA_EXCEEDED"),
        request=Empty,
        responses=GoalDetailSerializer,
        got=examples.GOAL_DETAIL,
    )
    def restore(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.moved(pk, actions.restore_goal)

    def moved(self, pk: uuid.UUID | None, move: Callable[..., Goal], reader: Any = Empty) -> Response:
        goal = self.goal(pk)
        move(by=self.by, goal=goal, **self.body(reader))
        return written(GoalDetailSerializer, self.shown(pk))

    def shown(self, pk: uuid.UUID | None) -> Goal:
        """The goal with its parts and figures of today."""
        rows = Goal.objects.prefetch_related(*PARTS)
        return self.as_of_today([self.goal(pk, rows)])[0]

    def _changed(self, goal: Goal, values: dict[str, Any], status: str | None) -> Goal:
        """Fields first while the goal takes edits, the status first when only that makes it take them."""
        if status is not None and not goal.is_editable:
            goal = actions.change_status(by=self.by, goal=goal, status=status)
            status = None
            if not values:
                return goal
        goal = actions.update_goal(by=self.by, goal=goal, **values)
        return goal if status is None else actions.change_status(by=self.by, goal=goal, status=status)
