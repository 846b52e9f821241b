"""Tasks: made under their goal, changed at their own address."""

import uuid
from typing import Any

from rest_framework.response import Response

from config.api.conditional import conditional
from config.api.schema import operation
from config.api.serializers import Empty
from config.api.views import written
from config.refusals import Invalid
from goals import actions
from goals.api.examples import TASK
from goals.api.feeds import TaskSerializer
from goals.api.frame import OwnedFrame
from goals.models import Milestone, Task

_UNDER_A_GOAL = ("GOAL_NOT_FOUND",)
_CHANGES = ("NOT_FOUND", "GOAL_NOT_EDITABLE")
_DONE = {**TASK, "done_at": "2025-11-20T17:00:00Z"}


class TaskFrame(OwnedFrame):
    serializer_class = TaskSerializer
    queryset = Task.objects.none()

    def values(self, *, partial: bool = False) -> dict[str, Any]:
        """The body with the milestone it names. Raises Invalid for one that is not the person's."""
        values = self.body(TaskSerializer, partial=partial)
        if "milestone_id" in values:
            values["milestone"] = self._milestone(values.pop("milestone_id"))
        return values

    def _milestone(self, pk: uuid.UUID | None) -> Milestone | None:
        if pk is None:
            return None
        found = Milestone.objects.for_owner(self.person).filter(pk=pk).first()
        if found is None:
            raise Invalid(fields={"milestone": ["This goal has no such milestone."]})
        return found


class GoalTaskViews(TaskFrame):
    @operation("List a goal's tasks", "In their order.", codes=_UNDER_A_GOAL, got=TASK)
    @conditional
    def list(self, request: Any, pk: uuid.UUID | None) -> Response:
        rows = self.page_rows(self.goal(pk).tasks.all())
        return self.get_paginated_response(TaskSerializer(rows, many=True).data)

    @operation(
        "Add a task",
        "It counts as an item of a milestone goal, with its `weight`. Without a `sort_order` it goes to the end.",
        codes=(*_UNDER_A_GOAL, "GOAL_NOT_EDITABLE"),
        request=TaskSerializer,
        responses={201: TaskSerializer},
        sent={"title": "Buy shoes", "due_date": "2025-11-22"},
        got=TASK,
    )
    def create(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.goal(pk)
        return written(TaskSerializer, actions.create_task(by=self.by, goal=goal, **self.values()), status=201)


class TaskViews(TaskFrame):
    def task(self, pk: uuid.UUID | None) -> Task:
        found: Task = self.row(Task.objects, pk)
        return found

    @operation("Read a task", "As its goal shows it.", codes=("NOT_FOUND",), got=TASK)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.told(TaskSerializer, self.task(pk))

    @operation(
        "Change a task",
        "Only the given fields change.",
        codes=_CHANGES,
        request=TaskSerializer,
        responses=TaskSerializer,
        sent={"focus_minutes": 65},
        got={**TASK, "focus_minutes": 65},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        task = self.task(pk)
        changes = self.values(partial=True)
        with self.as_read(task):
            task = actions.update_task(by=self.by, task=task, **changes)
        return self.told(TaskSerializer, task)

    @operation("Delete a task", "The goal's progress follows.", codes=_CHANGES, responses={204: None})
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.delete_task(by=self.by, task=self.task(pk))
        return Response(status=204)

    @operation(
        "Complete a task",
        "One that is done already keeps its time.",
        codes=_CHANGES,
        request=Empty,
        responses=TaskSerializer,
        got=_DONE,
    )
    def complete(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self._switched(pk, actions.complete_task)

    @operation(
        "Reopen a task",
        "Harmless when it is not done.",
        codes=_CHANGES,
        request=Empty,
        responses=TaskSerializer,
        got=TASK,
    )
    def reopen(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self._switched(pk, actions.reopen_task)

    def _switched(self, pk: uuid.UUID | None, action: Any) -> Response:
        task = self.task(pk)
        self.body(Empty)
        return written(TaskSerializer, action(by=self.by, task=task))
