"""An export as a download, for the API and the pages."""

from collections.abc import Callable, Iterator

from django.http import StreamingHttpResponse

from checkins.portable import csv_of, json_of
from goals.models import User

# The media type and the ending of the file's name, by what it is asked for as.
FORMS: dict[str, tuple[Callable[[User], Iterator[bytes]], str, str]] = {
    "json": (json_of, "application/json", ".json"),
    "csv": (csv_of, "application/zip", "-csv.zip"),
}


def download(owner: User, form: str) -> StreamingHttpResponse:
    """The export in one of `FORMS`, sent as it is written; a cut-off one is neither JSON nor a zip."""
    pieces, media_type, ending = FORMS[form]
    response = StreamingHttpResponse(pieces(owner), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="steady-{owner.today().isoformat()}{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response
