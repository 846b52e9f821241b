"""How operations are described, so that each has a summary, an example and its error codes."""

from collections.abc import Iterator, Sequence
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers

from config.api.json import dumps

# Every code an operation can name, and its status.
CODES = {
    "VALIDATION_ERROR": 400,
    "INVALID_TARGET": 400,
    "OTHER_CURRENCY": 400,
    "INVALID_IMPORT": 400,
    "UNKNOWN_PARAMETER": 400,
    "NOT_AUTHENTICATED": 401,
    "PERMISSION_DENIED": 403,
    "NOT_FOUND": 404,
    "GOAL_NOT_FOUND": 404,
    "GOAL_NOT_EDITABLE": 409,
    "PATTERN_IMMUTABLE": 409,
    "INVALID_TRANSITION": 409,
    "ALREADY_COMPLETED": 409,
    "QUOTA_EXCEEDED": 409,
    "DAY_ALREADY_RECORDED": 409,
    "PAUSE_IN_USE": 409,
    "LINK_MAKES_CYCLE": 409,
    "IN_USE": 409,
    "BUSY": 409,
    "CANNOT_UNDO": 409,
    "PROPOSAL_DECIDED": 409,
    "PROPOSAL_OUTDATED": 409,
    "PROPOSAL_EXPIRED": 410,
    "NOT_A_WEBHOOK": 409,
    "SHARE_GONE": 410,
    "PRECONDITION_FAILED": 412,
    "PAYLOAD_TOO_LARGE": 413,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "RATE_LIMITED": 429,
}
_ALWAYS = ("UNKNOWN_PARAMETER", "NOT_AUTHENTICATED", "RATE_LIMITED")
# A filter that makes no sense; a page beyond the last.
_LISTS = ("VALIDATION_ERROR", "NOT_FOUND")
_WRITES = ("VALIDATION_ERROR", "PERMISSION_DENIED", "PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE")
_CODES_KEY = "x-error-codes"


class ErrorSerializer(serializers.Serializer[Any]):
    """The body of every failure."""

    error = serializers.CharField(help_text="A sentence for people.")
    code = serializers.CharField(help_text="A word for programs.")
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="What is wrong with which field; nested fields with dots.",
    )
    request_id = serializers.CharField(required=False, help_text="With 5xx: where to look in the log.")


def operation(
    summary: str,
    text: str,
    *,
    codes: Sequence[str] = (),
    sent: Any = None,
    sent_as: str = "application/json",
    got: Any = None,
    **options: Any,
) -> Any:
    """Describe a handler. `sent` and `got` are example bodies, `codes` the errors that are its own.

    `sent_as` is the media type of the body that is read, where it is not JSON.
    """
    examples = []
    if sent is not None:
        examples.append(OpenApiExample(summary, value=sent, request_only=True, media_type=sent_as))
    if got is not None:
        examples.append(OpenApiExample(summary, value=got, response_only=True, status_codes=["200", "201"]))
    return extend_schema(
        summary=summary, description=text, examples=examples, extensions={_CODES_KEY: list(codes)}, **options
    )


class Schema(AutoSchema):
    """Adds to each operation the errors that it can answer."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        described = super().get_operation(*args, **kwargs)
        if not described or _CODES_KEY not in described:
            return described
        codes = sorted({*described[_CODES_KEY], *self._usual()}, key=lambda code: (CODES[code], code))
        described[_CODES_KEY] = codes
        listed = ", ".join(f"{CODES[code]} `{code}`" for code in codes)
        described["description"] = f"{described['description']}\n\nErrors: {listed}."
        self.resolve_serializer(ErrorSerializer, "response")
        described["responses"].update({str(CODES[code]): {"$ref": "#/components/responses/Failure"} for code in codes})
        return described

    def _usual(self) -> tuple[str, ...]:
        if self.method != "GET":
            return (*_ALWAYS, *_WRITES, *(("PRECONDITION_FAILED",) if self.method == "PATCH" else ()))
        view: Any = self.view
        return (*_ALWAYS, *_LISTS) if view.action in view.list_actions else _ALWAYS


def share(result: Any, generator: Any, request: Any, public: bool) -> Any:
    """Write each example once, and the body of failures once, under `components`; the operations refer to them."""
    names: dict[str, str] = {}
    shared: dict[str, Any] = {}
    for examples in _examples_in(result["paths"]):
        for name, example in examples.items():
            key = dumps(example["value"]).decode()
            if key not in names:
                taken = sum(each == name or each.startswith(f"{name}_") for each in shared)
                names[key] = f"{name}_{taken + 1}" if taken else name
                shared[names[key]] = {"value": example["value"]}
            examples[name] = {"$ref": f"#/components/examples/{names[key]}"}
    result["components"]["examples"] = dict(sorted(shared.items()))
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    result["components"]["responses"] = {"Failure": {"description": "`code` says why.", "content": error}}
    return result


def _examples_in(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "examples":
                yield value
            else:
                yield from _examples_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from _examples_in(value)


class PersonalTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "config.api.authentication.PersonalTokenAuthentication"
    name = "personalToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal token from Settings, `POST /api/v1/tokens/` or `manage.py create_token`.",
        }
