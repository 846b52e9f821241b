"""Habit links: which habits feed a goal."""

import uuid
from typing import Any

from rest_framework.response import Response

from config.api.conditional import conditional
from config.api.schema import operation
from config.api.views import written
from config.refusals import Invalid
from goals import actions
from goals.api.examples import HABIT_LINK
from goals.api.feeds import HabitLinkCreateSerializer, HabitLinkSerializer
from goals.api.frame import OwnedFrame
from goals.models import Goal, HabitLink

_CHANGES = ("NOT_FOUND", "GOAL_NOT_EDITABLE")


class GoalHabitLinkViews(OwnedFrame):
    serializer_class = HabitLinkSerializer
    queryset = HabitLink.objects.none()

    @operation("List the habits of a goal", "Oldest first.", codes=("GOAL_NOT_FOUND",), got=HABIT_LINK)
    @conditional
    def list(self, request: Any, pk: uuid.UUID | None) -> Response:
        rows = self.page_rows(self.goal(pk).habit_links.all())
        return self.get_paginated_response(HabitLinkSerializer(rows, many=True).data)

    @operation(
        "Let a habit feed a goal",
        "Its adherence of the last 28 days becomes a part of the goal's progress. Linking it again "
        "changes the weight and answers 200.",
        codes=("GOAL_NOT_FOUND", "GOAL_NOT_EDITABLE", "LINK_MAKES_CYCLE"),
        request=HabitLinkCreateSerializer,
        responses={201: HabitLinkSerializer, 200: HabitLinkSerializer},
        sent={"habit": HABIT_LINK["habit"], "weight": 2},
        got=HABIT_LINK,
    )
    def create(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.goal(pk)
        values = self.body(HabitLinkCreateSerializer)
        habit = Goal.objects.for_owner(self.person).filter(pk=values.pop("habit")).first()
        if habit is None:
            raise Invalid(fields={"habit": ["Choose one of your recurring, streak or limit goals."]})
        repeated = goal.habit_links.filter(habit=habit).exists()
        link = actions.link_habit(by=self.by, goal=goal, habit=habit, **values)
        return written(HabitLinkSerializer, link, status=200 if repeated else 201)


class HabitLinkViews(OwnedFrame):
    serializer_class = HabitLinkSerializer
    queryset = HabitLink.objects.none()

    def link(self, pk: uuid.UUID | None) -> HabitLink:
        found: HabitLink = self.row(HabitLink.objects, pk)
        return found

    @operation("Read a habit link", "As its goal shows it.", codes=("NOT_FOUND",), got=HABIT_LINK)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.told(HabitLinkSerializer, self.link(pk))

    @operation(
        "Change the weight of a habit",
        "The goal's progress follows.",
        codes=_CHANGES,
        request=HabitLinkSerializer,
        responses=HabitLinkSerializer,
        sent={"weight": 3},
        got={**HABIT_LINK, "weight": 3},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        link = self.link(pk)
        values = {"weight": link.weight} | self.body(HabitLinkSerializer, partial=True)
        with self.as_read(link):
            link = actions.update_habit_link(by=self.by, link=link, **values)
        return self.told(HabitLinkSerializer, link)

    @operation("Unlink a habit", "It feeds the goal no more.", codes=_CHANGES, responses={204: None})
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.unlink_habit(by=self.by, link=self.link(pk))
        return Response(status=204)
