"""Filters that several lists share."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F
from django_filters import DateFilter, OrderingFilter


class DayFilter(DateFilter):
    """A day in ISO form, whatever the caller's language writes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)


class Ordering(OrderingFilter):
    """Sorts by allowed columns, absent values last whichever way, and by id where they are equal."""

    def __init__(self, names: Sequence[str] | Mapping[str, str], **options: Any) -> None:
        columns = names if isinstance(names, Mapping) else {name: name for name in names}
        super().__init__(fields={column: name for name, column in columns.items()}, label="Ordering", **options)

    def filter(self, qs: Any, value: Any) -> Any:
        if not value:
            return qs
        columns = [self.get_ordering_value(parameter) for parameter in value]
        return qs.order_by(*(_expression(column) for column in columns), "-id")


def _expression(column: str) -> Any:
    name = F(column.removeprefix("-"))
    return name.desc(nulls_last=True) if column.startswith("-") else name.asc(nulls_last=True)
