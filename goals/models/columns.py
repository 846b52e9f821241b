"""Columns that hold more exactly than Django's own: people's numbers, and people's own JSON."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from goals.validators import validate_object

if TYPE_CHECKING:
    _DecimalField = models.DecimalField[Any, Any]
else:
    _DecimalField = models.DecimalField

# What a double keeps of any decimal.
_EXACT_DIGITS = 15


class AmountField(_DecimalField):
    """A decimal that comes back as it went in, on SQLite too.

    Django's own column is rounded to 15 digits there, and cannot be read at all where that makes it longer than
    `max_digits`. Here numbers that a double keeps are stored as numbers, so that they sort and add up; longer ones as
    text. PostgreSQL has a type for it.
    """

    def get_internal_type(self) -> str:
        return "AmountField"

    def db_type(self, connection: Any) -> str:
        if connection.vendor == "sqlite":
            return "blob"  # the one declaration under which SQLite converts nothing
        return f"numeric({self.max_digits}, {self.decimal_places})"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        stored = super().get_db_prep_value(value, connection, prepared)
        if connection.vendor != "sqlite" or stored is None or hasattr(stored, "as_sql"):
            return stored
        number = Decimal(stored).normalize()
        return float(number) if len(number.as_tuple().digits) <= _EXACT_DIGITS else format(number, "f")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        return round(Decimal(str(value)), self.decimal_places or 0)


class ObjectField(models.JSONField):
    """A JSON object of people's own, kept as it is: text without control characters, finite numbers, bounded depth."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        validate_object(value)
        super().validate(value, model_instance)


def amount_field(verbose_name: Any, **options: Any) -> "models.DecimalField[Any, Any]":
    """A person's number: up to 16 digits before the point and 4 behind it. Absent is null."""
    return AmountField(verbose_name, max_digits=20, decimal_places=4, null=True, blank=True, **options)


def object_field(verbose_name: Any) -> ObjectField:
    return ObjectField(verbose_name, default=dict, blank=True)
