"""The outermost layer: a request id for every request, and the manners of `/api/` whatever happens further in."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from uuid_utils.compat import uuid7

from config.api.errors import body
from config.api.json import dumps

API = "/api/"
# The largest upload and its wrapping; what is announced as larger is refused before anything reads it.
MOST_BYTES = 65 * 2**20
_SANE_ID = re.compile("[A-Za-z0-9._-]{1,128}")


class ApiFrame:
    """Gives the request an id (the caller's own when it is sane) and answers it in `X-Request-ID`.

    Under `/api/` it accepts addresses without their trailing slash, and turns every failure that is not JSON yet
    (an unknown address, a refusing middleware, an exception nobody foresaw) into the JSON error body.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = given if _SANE_ID.fullmatch(given) else str(uuid7())
        # Where django-structlog, further in, looks for it.
        request.META["HTTP_X_REQUEST_ID"] = request_id
        _forget_unstorable_cookies(request)
        in_api = f"{request.path_info}/".startswith(API)
        if in_api and not request.path_info.endswith("/"):
            request.path_info += "/"
            request.path += "/"
        refusal = _refusal_of_body(request) if in_api else None
        response = HttpResponse(status=refusal) if refusal else self.get_response(request)
        if in_api and response.status_code >= 400 and not _is_json(response):
            response = as_json(response, request_id)
        response["X-Request-ID"] = request_id
        return response


def _forget_unstorable_cookies(request: HttpRequest) -> None:
    """A NUL, which a quoted cookie can spell, makes PostgreSQL refuse the question for the session."""
    for name, value in list(request.COOKIES.items()):
        if "\0" in value:
            del request.COOKIES[name]


def _refusal_of_body(request: HttpRequest) -> int | None:
    """The status that refuses a body by what is announced: too large, or (sent in chunks) of no length at all, which
    servers of this interface hand on as empty.
    """
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and request.META.get("HTTP_TRANSFER_ENCODING"):
        return 411
    return 413 if length.isdecimal() and int(length) > MOST_BYTES else None


def _is_json(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/json")


def as_json(response: HttpResponseBase, request_id: str) -> HttpResponse:
    """The error body for the status of `response`; its other headers and cookies stay."""
    content = body(response.status_code)
    if response.status_code >= 500:
        content["request_id"] = request_id
    answer = HttpResponse(dumps(content), status=response.status_code)
    for name, value in response.headers.items():
        answer.headers.setdefault(name, value)
    answer.cookies = response.cookies
    answer["Content-Type"] = "application/json"
    answer["Content-Length"] = str(len(answer.content))
    return answer
