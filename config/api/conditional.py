"""ETag, If-None-Match and If-Match, from counters instead of bodies.

What a person reads depends on their rows (each write moves their `revision`), on the day, on the address and on the
form asked for. So a tag is known, and 304 answered, before anything is read or serialised. The tag of a single goal
carries the goal's own version in front: If-Match looks at that alone, so that a change elsewhere refuses nothing.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.utils.http import parse_etags
from django.utils.translation import get_language
from rest_framework.response import Response

from config.api.errors import PreconditionFailed

P = ParamSpec("P")
View = TypeVar("View", bound=Any)
Handler = Callable[Concatenate[View, Any, P], Response]

_DIVIDER = "."


def fingerprint(request: Any, more: tuple[Any, ...] = ()) -> str:
    """What this request asks for, as far as one row's own version does not matter; `more` is what else moves it."""
    person = request.user
    media_type = request.accepted_renderer.media_type
    address = request.build_absolute_uri()
    parts = (person.pk, person.revision, person.today(), media_type, get_language(), address, *more)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def tag(request: Any, version: int | None = None) -> str:
    print_of_request = fingerprint(request)
    return f'"{print_of_request}"' if version is None else f'"{version}{_DIVIDER}{print_of_request}"'


def conditional(handler: "Handler[View, P]") -> "Handler[View, P]":
    """Answer 304 when the caller holds this already; otherwise answer with an ETag.

    A handler that knows its row's version has set the header itself. A view whose answers change with more than the
    person's own rows says so in `depends_on`.
    """

    @wraps(handler)
    def answered(self: View, request: Any, *args: P.args, **kwargs: P.kwargs) -> Response:
        held = _opaque(request.headers.get("If-None-Match", ""))
        mine = fingerprint(request, getattr(self, "depends_on", tuple)())
        for one in held:
            if one.rpartition(_DIVIDER)[2] == mine:
                return _fresh(Response(status=304), f'"{one}"')
        response = handler(self, request, *args, **kwargs)
        return _fresh(response, response.headers.get("ETag") or f'"{mine}"')

    return cast("Handler[View, P]", answered)


def require_version(request: Any, version: int) -> None:
    """Raise PreconditionFailed when If-Match names only other versions of the row. `*` matches every version."""
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return
    if str(version) not in {one.partition(_DIVIDER)[0] for one in _opaque(header)}:
        raise PreconditionFailed


def _opaque(header: str) -> list[str]:
    """The tags of a header without their quotes and weakness marks."""
    return [each.removeprefix("W/").strip('"') for each in parse_etags(header)]


def _fresh(response: Response, etag: str) -> Response:
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
