"""The forms in which the database's driver takes and gives the values of columns, without asking the ORM each time."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from django.db import connection, models
from pydantic_core import from_json

from goals.models.columns import ObjectField

Convert = Callable[[Any], Any]

_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField)


def dumps(value: Any) -> str:
    """JSON as the journal has it: every digit of a number, days and instants in ISO form."""
    try:
        return orjson.dumps(value, default=_default).decode()
    except orjson.JSONEncodeError:  # sums may have more than 64 bits
        return json.dumps(value, default=_default)


def _default(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    raise TypeError(f"{type(value).__name__} has no JSON form")


@cache
def preparer(field: "models.Field[Any, Any]") -> Convert | None:
    """What brings a value to the form that the driver takes; None for as it is. Null is never asked about."""
    is_sqlite = connection.vendor == "sqlite"
    if isinstance(field, models.JSONField):
        # People's own as Django writes it, spaces included: SQLite compares the text.
        write = json.dumps if isinstance(field, ObjectField) else dumps
        return lambda value: value if isinstance(value, str) else write(value)
    if isinstance(field, _PLAIN):
        return None
    if isinstance(_target(field), models.UUIDField):
        return (lambda value: value.hex) if is_sqlite else None
    if isinstance(field, models.DateTimeField):
        return _naive if is_sqlite else None
    if isinstance(field, models.DateField):
        return dt.date.isoformat if is_sqlite else None
    return lambda value: field.get_db_prep_save(value, connection)


def _naive(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ")


@cache
def reader(field: "models.Field[Any, Any]") -> Convert | None:
    """What brings a value of the driver's to its type, where there is a quicker way than the ORM's; null aside."""
    if isinstance(field, models.JSONField):
        return json.loads if isinstance(field, ObjectField) else from_json  # exact like the other, twice as fast
    if connection.vendor != "sqlite":
        return None
    if isinstance(_target(field), models.UUIDField):
        return uuid.UUID
    if isinstance(field, models.DateTimeField):
        return _aware
    return _day if isinstance(field, models.DateField) else None


def _aware(value: dt.datetime | str) -> dt.datetime:
    """SQLite gives text where a column has lost its type on the way."""
    return (dt.datetime.fromisoformat(value) if isinstance(value, str) else value).replace(tzinfo=dt.UTC)


def _day(value: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _target(field: "models.Field[Any, Any]") -> Any:
    return field.target_field if isinstance(field, models.ForeignKey) else field
