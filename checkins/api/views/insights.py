"""Insights: what figures had to say."""

import uuid
from typing import Any

from rest_framework.response import Response

from checkins import actions
from checkins.api import examples
from checkins.api.filters import InsightFilters
from checkins.api.serializers import InsightSerializer
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

    def insight(self, pk: uuid.UUID | None) -> Insight:
        found: Insight = self.row(Insight.objects, pk)
        return found

    @operation(
        "List your insights",
        "Newest first. Passing 25, 50, 75 or 100% of a goal with an end, or completing a milestone, is said once.",
        got=examples.INSIGHT,
    )
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.page_rows(Insight.objects.for_owner(self.person))
        return self.get_paginated_response(InsightSerializer(rows, many=True).data)

    @operation("Read an insight", "As the list shows it.", codes=("NOT_FOUND",), got=examples.INSIGHT)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return written(InsightSerializer, self.insight(pk))

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
