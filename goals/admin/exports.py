"""CSV and XLSX of what a list shows, in which nothing that a person typed is taken for a formula."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any, ClassVar

from django.http import HttpRequest
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm
from import_export.resources import ModelResource

# What spreadsheets evaluate: OWASP's list for CSV injection, and the full-width forms that some take for the same.
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")


def inert(text: str) -> str:
    """The text as a spreadsheet shows it instead of evaluating it: an apostrophe stands before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def cell(value: Any, *, is_native: bool) -> Any:
    """A cell of a workbook (`is_native`), or of a CSV file.

    Numbers stay numbers, negative ones too; times are UTC, since a workbook knows no zones.
    """
    if value is None:
        return None if is_native else ""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return value if is_native else format(value.normalize() + 0, "f")
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).replace(tzinfo=None) if is_native else value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value if is_native else value.isoformat()
    return inert(str(value))


class SafeResource(ModelResource):  # type: ignore[misc]
    """A table whose cells are inert. Values come from the rows as they are, not in anybody's language."""

    def export_field(self, field: Field, instance: Any, **kwargs: Any) -> Any:
        return cell(field.get_value(instance), is_native=bool(kwargs.get("force_native_type")))


class Export(ExportMixin):  # type: ignore[misc]
    """A button above the list. Staff who may see the rows may export them."""

    export_form_class = ExportForm
    export_formats: ClassVar[list[Any]] = [CSV, XLSX]
    to_encoding = "utf-8"

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))
