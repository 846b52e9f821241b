"""Import of our own exports, and of what other programs export."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from checkins.api import examples
from checkins.api.serializers import ImportReportSerializer, ImportSerializer
from checkins.imports import as_json, import_file
from checkins.models import CheckIn
from config.api.filters import flag
from config.api.schema import operation
from goals.api.frame import OwnedFrame
from goals.journal import Actor
from goals.models.choices import Source

_FORM = MultiPartParser.media_type
_FLAGS = ("dry_run", "skip_broken")


class ImportViews(OwnedFrame):
    serializer_class = ImportSerializer
    queryset = CheckIn.objects.none()
    parser_classes = (MultiPartParser,)
    query_parameters = {"create": _FLAGS}

    @operation(
        "Import a file",
        "An export of your own (the JSON document, also zipped, or the zip of CSV tables), or the zip that Loop Habit "
        "Tracker exports, whose habits become goals. With `dry_run` nothing is written and the report says what would "
        "be (200); otherwise all of it or nothing (201). Nothing that is here is changed, and importing twice adds "
        "nothing. With curl: `-F 'file=@Loop Habits CSV 2025-11-18.zip' -F dry_run=true`.",
        codes=("INVALID_IMPORT", "QUOTA_EXCEEDED"),
        request={_FORM: ImportSerializer},
        responses={200: ImportReportSerializer, 201: ImportReportSerializer},
        parameters=[OpenApiParameter(name, bool, description="As in the form.") for name in _FLAGS],
        sent=examples.IMPORT,
        sent_as=_FORM,
        got=examples.IMPORT_REPORT,
    )
    def create(self, request: Any) -> Response:
        values = self.body(ImportSerializer)
        flags = {name: bool(values.get(name)) or flag(request, name) for name in _FLAGS}
        by = Actor(self.person, Source.IMPORT)
        report = import_file(by=by, owner=self.person, file=values["file"].file, **flags)
        return Response(as_json(report), status=200 if report.dry_run else 201)
