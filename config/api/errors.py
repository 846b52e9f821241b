"""One body for every failure: `{"error": sentence, "code": UPPER_SNAKE[, "fields": {name: [messages]}]}`."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.fields import get_error_detail
from rest_framework.response import Response

from config.refusals import Invalid, Refusal

logger = logging.getLogger(__name__)

OF_THE_WHOLE = "non_field_errors"
RETRY_AFTER_SECONDS = 1

# What stands for a status when nothing more precise is known: (code, sentence).
BY_STATUS = {
    400: ("VALIDATION_ERROR", "This request cannot be understood."),
    401: ("NOT_AUTHENTICATED", "Sign in, or send a personal token."),
    403: ("PERMISSION_DENIED", "You may not do this."),
    404: ("NOT_FOUND", "There is nothing here with this id."),
    405: ("METHOD_NOT_ALLOWED", "This address does not know that method."),
    406: ("NOT_ACCEPTABLE", "This address answers application/json only."),
    411: ("LENGTH_REQUIRED", "Send the body with its Content-Length, not in chunks."),
    412: ("PRECONDITION_FAILED", "This was changed since you read it. Read it again, then repeat the change."),
    413: ("PAYLOAD_TOO_LARGE", "The body is too large."),
    415: ("UNSUPPORTED_MEDIA_TYPE", "This address does not read that media type."),
    429: ("RATE_LIMITED", "Too many requests. Wait as long as Retry-After says."),
    500: ("SERVER_ERROR", "Something failed on our side. The request id names it in the log."),
    503: ("UNAVAILABLE", "The database does not answer. Try again in a moment."),
}

Fields = dict[str, list[str]]


class PayloadTooLarge(exceptions.APIException):
    status_code = 413
    default_detail = BY_STATUS[413][1]


class PreconditionFailed(exceptions.APIException):
    status_code = 412
    default_detail = BY_STATUS[412][1]


class UnknownParameter(Refusal):
    """A query parameter nobody reads; refused, so that a typo never returns everything."""

    code = "UNKNOWN_PARAMETER"

    def __init__(self, unknown: Iterable[str], allowed: Iterable[str]) -> None:
        names, known = ", ".join(sorted(unknown)), ", ".join(sorted(allowed)) or "none"
        super().__init__(
            f"Unknown parameter: {names}. Known here: {known}.", {name: ["Unknown parameter."] for name in unknown}
        )


def body(status: int, sentence: str | None = None, code: str | None = None, fields: Fields | None = None) -> Any:
    default_code, default_sentence = BY_STATUS.get(status) or BY_STATUS[500 if status >= 500 else 400]
    answer: dict[str, Any] = {"error": sentence or default_sentence, "code": code or default_code}
    if fields:
        answer["fields"] = fields
    return answer


def flatten(detail: Any, path: str = "") -> Fields:
    """Nested details as dotted names: `{"milestones": {0: {"title": [m]}}}` is `{"milestones.0.title": [m]}`.

    What concerns a list or object as a whole stands under its own name, and nothing is said twice.
    """
    if isinstance(detail, Mapping):
        parts: Iterable[tuple[Any, Any]] = detail.items()
    elif isinstance(detail, list) and any(isinstance(part, Mapping | list) for part in detail):
        parts = enumerate(detail)
    else:
        messages = map(str, detail if isinstance(detail, list) else [detail])
        return {path or OF_THE_WHOLE: list(dict.fromkeys(messages))}
    fields: Fields = {}
    for key, part in parts:
        name = str(key) if not path else path if key == OF_THE_WHOLE else f"{path}.{key}"
        fields.update(flatten(part, name))
    return fields


def summary(fields: Fields) -> str:
    """The first message, with the name of its field, and how many more there are."""
    name, messages = next(iter(fields.items()))
    first = messages[0] if name == OF_THE_WHOLE else f"{name}: {messages[0]}"
    more = sum(map(len, fields.values())) - 1
    return f"{first} (and {more} more)" if more else first


def answer(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """The exception handler of every API view. None for what nobody foresaw: Django logs it and answers 500."""
    if isinstance(exc, Invalid) and exc.fields:
        return Response(body(400, summary(exc.fields), fields=exc.fields), status=400)
    if isinstance(exc, Refusal):
        headers = {"Retry-After": str(exc.retry_after)} if exc.retry_after is not None else None
        return Response(body(exc.status, str(exc.sentence), exc.code, exc.fields), status=exc.status, headers=headers)
    if isinstance(exc, DjangoValidationError):
        exc = exceptions.ValidationError(get_error_detail(exc))
    if isinstance(exc, exceptions.ValidationError):
        return _invalid(exc)
    if isinstance(exc, Http404):
        return Response(body(404), status=404)
    if isinstance(exc, PermissionDenied):
        return Response(body(403), status=403)
    if isinstance(exc, OperationalError | InterfaceError):
        logger.error("database_unavailable", exc_info=exc)
        return Response(body(503), status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    if isinstance(exc, exceptions.APIException):
        return Response(body(exc.status_code, _sentence(exc)), status=exc.status_code, headers=_headers(exc))
    return None


def _invalid(exc: exceptions.ValidationError) -> Response:
    fields = flatten(exc.detail)
    if not fields:
        return Response(body(400), status=400)
    return Response(body(400, summary(fields), fields=fields), status=400)


def _sentence(exc: exceptions.APIException) -> str | None:
    """What the raiser said; the framework's own stock phrases give way to ours."""
    return None if exc.detail == exc.default_detail else str(exc.detail)


def _headers(exc: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if isinstance(exc, exceptions.Throttled):
        headers["Retry-After"] = str(int(getattr(exc, "wait", None) or RETRY_AFTER_SECONDS))
    return headers
