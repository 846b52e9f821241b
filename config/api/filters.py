"""Filters that several lists share."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.forms import Field, NullBooleanField, TextInput
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import BooleanFilter, DateFilter, IsoDateTimeFilter, OrderingFilter
from django_filters.fields import IsoDateTimeField
from django_filters.rest_framework import DjangoFilterBackend

from config.refusals import Invalid

_YES_OR_NO = {"true": True, "false": False}
_NEITHER = gettext_lazy("Write true or false.")


def flag(request: Any, name: str) -> bool:
    """A parameter that is `true` or `false`; false when absent. Raises Invalid for another word."""
    word = request.query_params.get(name, "false")
    if word not in _YES_OR_NO:
        raise Invalid(fields={name: [str(_NEITHER)]})
    return _YES_OR_NO[word]


class Narrowing(DjangoFilterBackend):
    """The declared filters of a list. Where there is a choice of values, the refusal of another one names them."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        """Raises Invalid naming the parameters."""
        filterset: Any = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            form = filterset.form
            raise Invalid(fields={name: _told(form.fields[name], form.errors[name].as_data()) for name in form.errors})
        return filterset.qs


def _told(field: Field, errors: Sequence[ValidationError]) -> list[str]:
    names = ", ".join(str(value) for value, _label in getattr(field, "choices", ()) if value)
    choose = _("Choose one of: %(names)s.") % {"names": names}
    return [
        choose if error.code in ("invalid_choice", "invalid_list") else message
        for error in errors
        for message in error.messages
    ]


class DayFilter(DateFilter):
    """A day in ISO form, whatever the caller's language writes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)


class _InstantField(IsoDateTimeField):
    def to_python(self, value: Any) -> Any:
        """Raises ValidationError also for an instant that no UTC clock shows: before the year 1, after 9999."""
        instant: Any = super().to_python(value)
        try:
            return instant and instant.astimezone(dt.UTC)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class InstantFilter(IsoDateTimeFilter):
    """An instant in ISO form."""

    field_class = _InstantField


class _SwitchField(NullBooleanField):
    widget = TextInput

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        if value not in _YES_OR_NO:
            raise ValidationError(_NEITHER, code="invalid")
        return _YES_OR_NO[value]


class SwitchFilter(BooleanFilter):
    """`true` or `false`. Django's own takes any other word for neither, and so lists everything."""

    field_class = _SwitchField


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
