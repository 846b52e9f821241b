"""What every serializer of ours is strict about."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import models
from rest_framework import serializers

from config.api.json import dumps, exact
from config.text import PlainText

MAX_FREE_FORM_BYTES = 16 * 1024


class Strict(serializers.Serializer[Any]):
    """Unknown keys are refused by name; keys that only we write are ignored, so that what was read can be sent back."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := [name for name in data if name not in self.fields]):
            raise serializers.ValidationError({name: ["Unknown field."] for name in unknown})
        return super().to_internal_value(data)


class Empty(Strict):
    """A body that says nothing."""


class Line(serializers.CharField):
    """One line without spaces around it. A number is not taken for text; where absence is allowed, blank is absent."""

    def __init__(self, **options: Any) -> None:
        if options.get("allow_null"):
            options["allow_blank"] = True
        super().__init__(**options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str) and self.allow_null and not data.strip():
            return None
        if data is not serializers.empty and not isinstance(data, str | None):
            self.fail("invalid")
        return super().run_validation(data)


class Words(Line):
    """Text over several lines, kept as it was written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"trim_whitespace": False, **options})


class FreeForm(serializers.JSONField):
    """People's own JSON object: kept as it is, within limits of size and of characters."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "not_object": "Give an object.",
        "too_large": f"Keep this under {MAX_FREE_FORM_BYTES} bytes.",
    }

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("not_object")
        plain: dict[str, Any] = _plain(data)
        if len(dumps(plain)) > MAX_FREE_FORM_BYTES:
            self.fail("too_large")
        return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {_checked(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return exact(value)
    return _checked(value) if isinstance(value, str) else value


def _checked(text: str) -> str:
    try:
        PlainText(lines=True)(text)
    except DjangoValidationError as error:
        raise serializers.ValidationError(error.messages) from error
    return text


class StrictModel(serializers.ModelSerializer[Any], Strict):
    """A model's fields with our strictness; null, never "", stands for absent words."""

    serializer_field_mapping: ClassVar[dict[Any, Any]] = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Line,
        models.TextField: Words,
        models.JSONField: FreeForm,
    }
