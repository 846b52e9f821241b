"""Everything a person owns, to take along."""

from typing import Any

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.throttling import ScopedRateThrottle, UserRateThrottle

from checkins.api import examples
from checkins.exports import FORMS, download
from checkins.models import CheckIn
from config.api.schema import operation
from config.refusals import Invalid
from goals.api.frame import OwnedFrame


class ExportViews(OwnedFrame):
    queryset = CheckIn.objects.none()
    query_parameters = {"retrieve": ("format",)}
    throttle_classes = (UserRateThrottle, ScopedRateThrottle)
    throttle_scope = "export"

    @operation(
        "Export everything",
        "All that is yours, streamed: one JSON document, or a zip with a CSV file per table. `POST import/` reads "
        "both back. Secrets of tokens, links and the calendar are not in it; docs/export.md describes both.",
        codes=("VALIDATION_ERROR",),
        responses={(200, "application/json"): OpenApiTypes.OBJECT, (200, "application/zip"): OpenApiTypes.BINARY},
        parameters=[OpenApiParameter("format", str, enum=sorted(FORMS), default="json")],
        got=examples.EXPORT,
    )
    def retrieve(self, request: Any) -> StreamingHttpResponse:
        form = request.query_params.get("format", "json")
        if form not in FORMS:
            raise Invalid(fields={"format": ["Choose json or csv."]})
        return download(self.person, form)
