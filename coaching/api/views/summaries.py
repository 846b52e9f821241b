"""Weeks and months, summed up."""

import uuid
from typing import Any

from rest_framework.response import Response

from coaching.actions import summarize
from coaching.api import examples
from coaching.api.filters import SummaryFilters
from coaching.api.serializers.summaries import AskedSummarySerializer, SummarySerializer
from coaching.models import UserSummary
from coaching.telling import told
from config.api.conditional import conditional
from config.api.schema import operation
from goals.api.frame import OwnedFrame


class SummaryViews(OwnedFrame):
    serializer_class = SummarySerializer
    queryset = UserSummary.objects.none()
    filterset_class = SummaryFilters

    def shown(self, summary: UserSummary) -> Any:
        return SummarySerializer(told([summary], self.person)[0]).data

    @operation(
        "List your summaries",
        "Newest first. Each week and month is summed up when it is over in your own zone.",
        got=examples.SUMMARY,
    )
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.page_rows(UserSummary.objects.for_owner(self.person))
        return self.get_paginated_response(SummarySerializer(told(rows, self.person), many=True).data)

    @operation(
        "Sum up a week or a month",
        "The one that is running, or the one that holds `day`, which must lie in the last weeks; again brings it up to "
        "date.",
        request=AskedSummarySerializer,
        responses={201: SummarySerializer, 200: SummarySerializer},
        sent={"period": "weekly"},
        got=examples.SUMMARY,
    )
    def create(self, request: Any) -> Response:
        asked = self.body(AskedSummarySerializer)
        day = asked.get("day") or self.person.today()
        held = UserSummary.objects.for_owner(self.person).filter(period=asked["period"])
        known = set(held.filter(starts_on__lte=day, ends_on__gte=day).values_list("pk", flat=True))
        summary = summarize(by=self.by, owner=self.person, **asked)
        return Response(self.shown(summary), status=200 if summary.pk in known else 201)

    @operation("Read a summary", "As the list shows it.", codes=("NOT_FOUND",), got=examples.SUMMARY)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return Response(self.shown(self.row(UserSummary.objects, pk)))
