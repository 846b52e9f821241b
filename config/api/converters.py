"""Path segments: ids and days."""

import datetime as dt
import re
import uuid

from django.urls import register_converter

_UUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class IdConverter:
    """Any segment matches; what is no UUID is None, which no row has: 404 like an unknown id, and 401 before it."""

    regex = "[^/]+"

    def to_python(self, value: str) -> uuid.UUID | None:
        return uuid.UUID(value) if _UUID.fullmatch(value) else None

    def to_url(self, value: uuid.UUID | str) -> str:
        return str(value)


class DayConverter:
    """An ISO date; None when it is not one, so that the view can say so."""

    regex = "[^/]+"

    def to_python(self, value: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(value) if _DAY.fullmatch(value) else None
        except ValueError:
            return None

    def to_url(self, value: dt.date | str) -> str:
        return str(value)


def register() -> None:
    register_converter(IdConverter, "row_id")
    register_converter(DayConverter, "iso_day")
