"""Rules about single values that forms, serializers and models share."""

import datetime as dt
import math
import re
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.text import PlainText

EARLIEST_YEAR, LATEST_YEAR = 1900, 2999

MOST_QUICK_AMOUNTS = 3

_QUICK_AMOUNT = re.compile(r"[0-9]{1,16}(\.[0-9]{1,4})?")
_CURRENCY = re.compile("[A-Z]{3}")
_DEEPEST = 16
_WIDEST_INTEGER = 2**63
_words = PlainText(lines=True)


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


def validate_quick_amounts(amounts: Any) -> None:
    """One to three different amounts above 0, as text, so that every digit is kept."""
    good = (
        isinstance(amounts, list)
        and 0 < len(amounts) <= MOST_QUICK_AMOUNTS
        and all(isinstance(amount, str) and _QUICK_AMOUNT.fullmatch(amount) for amount in amounts)
        and len({Decimal(amount) for amount in amounts} - {Decimal(0)}) == len(amounts)
    )
    if not good:
        raise ValidationError(
            _("Give up to three different amounts above 0, with at most 16 digits before the point and 4 behind it."),
            code="quick_amounts",
        )


def validate_currency(code: str) -> None:
    if not _CURRENCY.fullmatch(code):
        raise ValidationError(_("Give the currency as three capital letters, for example EUR."), code="currency")


def validate_instant(instant: dt.datetime) -> None:
    if instant.tzinfo is None:
        raise ValidationError(_("Say in which time zone this time is."), code="no_zone")
    validate_day(instant)


def validate_day(day: dt.date) -> None:
    """Beyond any life the arithmetic of weeks and zones runs over the edge of the calendar."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValidationError(
            _("Choose a day between the years %(first)d and %(last)d."),
            code="day",
            params={"first": EARLIEST_YEAR, "last": LATEST_YEAR},
        )


def validate_object(value: Any) -> None:
    """A JSON object that both databases store and every reader can read."""
    if not isinstance(value, dict):
        raise ValidationError(_("Give an object."), code="object")
    _validate_json(value, _DEEPEST)


def _validate_json(value: Any, levels: int) -> None:
    if isinstance(value, str):
        _words(value)
    elif isinstance(value, dict | list):
        if levels == 0:
            raise ValidationError(_("This is nested too deeply."), code="depth")
        for part in (*value.keys(), *value.values()) if isinstance(value, dict) else value:
            _validate_json(part, levels - 1)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise ValidationError(_("Give finite numbers."), code="number")
    elif isinstance(value, int) and not -_WIDEST_INTEGER <= value < _WIDEST_INTEGER:
        raise ValidationError(_("Give smaller numbers."), code="number")
