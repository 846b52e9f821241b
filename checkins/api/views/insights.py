"""Insights: what figures had to say."""

import uuid
from typing import Any

from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle

from checkins import actions
from checkins.api import examples
from checkins.api.filters import InsightFilters
from checkins.api.serializers import FoundSerializer, InsightSerializer
from checkins.models import Insight
from config.api.conditional import conditional
from config.api.schema import operation
from config.api.serializers import Empty
from config.api.views import written
from goals.api.frame import OwnedFrame


class InsightViews(OwnedFrame):
    serializer_class = InsightSerializer
    queryset = Insight.objects.none()
    filterset_class = InsightFilters
    throttle_scope = "insights"

    def get_throttles(self) -> Any:
        mine = [ScopedRateThrottle()] if self.action == "refresh" else []
        return [*super().get_throttles(), *mine]

    def insight(self, pk: uuid.UUID | None) -> Insight:
        found: Insight = self.row(Insight.objects.with_goals(), pk)
        return found

    @operation(
        "List your insights",
        "Newest first. Passing 25, 50, 75 or 100% of a goal with an end, or completing a milestone, is said once. "
        "Patterns, pairs of goals, predictions and suggestions are found weekly, and when you ask; each rests on "
        "`sample_size` observations, is as sure as `confidence`, and goes when it holds no more.",
        got=examples.INSIGHT,
    )
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.page_rows(Insight.objects.for_owner(self.person).with_goals())
        return self.get_paginated_response(InsightSerializer(rows, many=True).data)

    @operation("Read an insight", "As the list shows it.", codes=("NOT_FOUND",), got=examples.INSIGHT)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return written(InsightSerializer, self.insight(pk))

    @operation(
        "Look for insights",
        "Compares the days of the last 26 weeks and the figures of today now, and answers how many insights came, "
        "moved and went. Nothing changes while nothing else did. Some times an hour at most.",
        request=Empty,
        responses=FoundSerializer,
        got={"new": 1, "renewed": 0, "retired": 0},
    )
    def refresh(self, request: Any) -> Response:
        self.body(Empty)
        return Response(actions.find_insights(by=self.by, owner=self.person)._asdict())

    @operation(
        "Dismiss an insight",
        "Puts it aside; one that is aside already keeps its time.",
        codes=("NOT_FOUND",),
        request=Empty,
        responses=InsightSerializer,
        got={**examples.INSIGHT, "dismissed_at": "2025-11-19T06:00:00Z"},
    )
    def dismiss(self, request: Any, pk: uuid.UUID | None) -> Response:
        insight = self.insight(pk)
        self.body(Empty)
        return written(InsightSerializer, actions.dismiss_insight(by=self.by, insight=insight))
