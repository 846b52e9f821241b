"""Import of what other programs export."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from checkins.api import examples
from checkins.api.serializers import ImportReportSerializer, ImportSerializer
from checkins.loop_import import import_export, read_export
from checkins.models import CheckIn
from config.api.schema import operation
from config.refusals import Invalid
from goals.api.frame import OwnedFrame
from goals.journal import Actor
from goals.models.choices import Source

_FLAGS = ("dry_run", "skip_broken")
_WORDS = {"true": True, "false": False}


class ImportViews(OwnedFrame):
    serializer_class = ImportSerializer
    queryset = CheckIn.objects.none()
    parser_classes = (MultiPartParser,)
    query_parameters = {"create": _FLAGS}

    @operation(
        "Import from Loop Habit Tracker",
        "Habits become goals, check marks check-ins. With `dry_run` nothing is written and the report says what would "
        "be (200); otherwise all of it or nothing (201). Importing twice adds nothing.",
        codes=("INVALID_IMPORT", "QUOTA_EXCEEDED"),
        request={"multipart/form-data": ImportSerializer},
        responses={200: ImportReportSerializer, 201: ImportReportSerializer},
        parameters=[OpenApiParameter(name, bool, description="As in the form.") for name in _FLAGS],
        got=examples.IMPORT_REPORT,
    )
    def create(self, request: Any) -> Response:
        values = self.body(ImportSerializer)
        flags = {name: bool(values.get(name)) or _flag(request, name) for name in _FLAGS}
        export = read_export(values["file"].file)
        by = Actor(self.person, Source.IMPORT)
        report = import_export(by=by, owner=self.person, export=export, **flags)
        return Response(report.as_dict(), status=200 if report.dry_run else 201)


def _flag(request: Any, name: str) -> bool:
    word = request.query_params.get(name, "false")
    if word not in _WORDS:
        raise Invalid(fields={name: ["Write true or false."]})
    return _WORDS[word]
