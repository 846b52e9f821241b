"""Rules about single values that forms, serializers and models share."""

import re
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_CURRENCY = re.compile("[A-Z]{3}")


def validate_timezone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Choose a time zone by its name, for example Europe/Berlin."), code="unknown_timezone")


def validate_weekdays(days: Any) -> None:
    """A sorted list without repeats of numbers from 0 (Monday) to 6 (Sunday)."""
    good = (
        isinstance(days, list)
        and 0 < len(days) <= 7
        and all(type(day) is int and 0 <= day <= 6 for day in days)
        and sorted(set(days)) == days
    )
    if not good:
        raise ValidationError(
            _("Give weekdays as ascending numbers from 0 (Monday) to 6 (Sunday), each once."), code="weekdays"
        )


def validate_currency(code: str) -> None:
    if not _CURRENCY.fullmatch(code):
        raise ValidationError(_("Give the currency as three capital letters, for example EUR."), code="currency")
