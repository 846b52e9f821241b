"""How a column of a row is written into an export, and how strictly it is read out of one."""

import datetime as dt
import json
import math
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.validators import validate_day, validate_instant, validate_object

if TYPE_CHECKING:
    Field = models.Field[Any, Any]
else:
    Field = models.Field
Reader = Callable[[Any], Any]

# A cell that begins so is run as a formula by spreadsheets; the full-width forms by those of East Asia.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"
_REPEATING = (models.DateField, models.DecimalField, models.ForeignKey)
_REMEMBERED, _LONGEST_REMEMBERED = 4096, 64
_text = PlainText(lines=True)


class Unreadable(Exception):
    """What is wrong with a value, in a sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """One that `is_told` is for people to see: it is derived here, or belongs to the installation that it came from.

    `read` takes the value that JSON has, or an Unreadable in its place, and raises Unreadable. A row without what
    `is_needed` is none; other columns have a default. Many rows say the same in one that `repeats`.
    """

    name: str
    attname: str
    refers_to: type[models.Model] | None
    is_text: bool
    from_cell: Callable[[str], Any]
    read: Reader
    is_told: bool
    may_be_null: bool
    is_needed: bool
    repeats: bool


def column_of(field: Field, *, is_told: bool = False) -> Column:
    """The column of a model's field. One that `is_told` is written, but not read back."""
    return Column(
        name=field.name,
        attname=field.attname,
        refers_to=field.related_model if isinstance(field.related_model, type) else None,
        is_text=isinstance(field, models.CharField | models.TextField | models.JSONField),
        from_cell=_from_cell(field),
        read=_reader(field) if not is_told else _no_reader,
        is_told=is_told,
        may_be_null=field.null,
        is_needed=field.primary_key or not (field.has_default() or field.null or field.blank),
        repeats=bool(field.choices) or (isinstance(field, _REPEATING) and not isinstance(field, models.DateTimeField)),
    )


def remembering(column: Column) -> Column:
    """The same, which reads a text that it has read lately no second time; for as long as one import takes."""
    if not column.repeats:
        return column
    remembered = lru_cache(_REMEMBERED)(column.read)

    def read(value: Any) -> Any:
        is_short = isinstance(value, str) and len(value) <= _LONGEST_REMEMBERED
        return remembered(value) if is_short else column.read(value)

    return replace(column, read=read)


def cell_of(column: Column, value: Any) -> str:
    """The text of a CSV cell: nothing for null, JSON for structures, never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return defused(str(value)) if column.is_text else str(value)


def defused(text: str) -> str:
    """With a quotation mark before what a spreadsheet would run, and before a mark that stands there already."""
    return _MARK + text if text.startswith((_MARK, *_FORMULA)) else text


def restored(text: str) -> str:
    """What `defused` was given."""
    return text.removeprefix(_MARK)


def plain_number(number: Decimal) -> str:
    """Every digit, without trailing zeros or exponent."""
    return format(number.normalize() + 0, "f")


def _from_cell(field: Field) -> Callable[[str], Any]:
    if isinstance(field, models.JSONField):
        return lambda cell: _json(restored(cell))
    if isinstance(field, models.BooleanField):
        return lambda cell: {"true": True, "false": False}.get(cell.lower(), cell)
    if isinstance(field, models.IntegerField):
        return lambda cell: int(cell) if cell.removeprefix("-").isdecimal() and len(cell) < 20 else cell
    if isinstance(field, models.FloatField):
        return _number
    return restored


def _json(cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        raise Unreadable(_("This is not JSON.")) from None


def _number(cell: str) -> Any:
    try:
        return float(cell)
    except ValueError:
        return cell


def _no_reader(value: Any) -> Any:
    raise Unreadable(_("This is not read back."))


def _reader(field: Field) -> Reader:
    """Type, choices and validators of a field, whoever may edit it; null only where the column takes it."""
    to_type, choices = _type_of(field), frozenset(value for value, _label in field.flatchoices)
    validators = () if choices else tuple(field.validators)
    is_text = isinstance(field, models.CharField | models.TextField)
    empty = "" if is_text and field.blank and not field.null else None
    may_be_empty = field.null or empty is not None

    def read(value: Any) -> Any:
        if value is None or value == "":
            if may_be_empty:
                return empty
            raise Unreadable(_("This is needed."))
        if isinstance(value, Unreadable):
            raise value
        try:
            value = to_type(value)
            for validator in validators:
                validator(value)
        except ValidationError as error:
            raise Unreadable(" ".join(error.messages)) from None
        except (TypeError, ValueError, ArithmeticError, RecursionError):
            raise Unreadable(_("This is not a valid value.")) from None
        if choices and value not in choices:
            raise Unreadable(_("This is none of the words for it."))
        if is_text and not value.strip():
            raise Unreadable(_("This is needed."))
        return value

    return read


def _type_of(field: Field) -> Reader:
    """What brings a JSON value to the field's type. The readers raise TypeError, ValueError or ValidationError."""
    readers: list[tuple[type[Field] | tuple[type[Field], ...], Reader]] = [
        ((models.ForeignKey, models.UUIDField), _uuid),
        (models.BooleanField, lambda value: _of(bool, value)),
        (models.IntegerField, lambda value: _of(int, value)),
        (models.FloatField, _float),
        (models.DecimalField, _decimal),
        (models.DateTimeField, _instant),
        (models.DateField, _day),
        (models.TimeField, lambda value: dt.time.fromisoformat(value).replace(tzinfo=None)),
        ((models.CharField, models.TextField), _words),
    ]
    if isinstance(field, models.JSONField):
        return _object if field.default is dict else lambda value: value
    return next(reader for kind, reader in readers if isinstance(field, kind))


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError("another type")
    return value


def _uuid(value: Any) -> uuid.UUID:
    return uuid.UUID(_of(str, value))


def _float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("not a number")
    return float(value)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError("not a number")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise ValueError("not an amount")
    return number


def _instant(value: Any) -> dt.datetime:
    instant = dt.datetime.fromisoformat(value)
    validate_instant(instant)
    return instant.astimezone(dt.UTC)


def _day(value: Any) -> dt.date:
    day = dt.date.fromisoformat(value)
    validate_day(day)
    return day


def _words(value: Any) -> str:
    _text(_of(str, value))
    return str(value)


def _object(value: Any) -> Any:
    if value != {}:
        validate_object(value)
    return value
