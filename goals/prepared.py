"""Statements whose SQL is made once: building it is most of what a small query costs.

For the few that every write runs. The rest of the house asks the ORM as usual.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from copy import copy
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models

from goals.bulk import preparer

Found = TypeVar("Found")

# Values that stand for parameters while the SQL is made; no query has them otherwise.
_SAMPLES: dict[type, tuple[Any, ...]] = {
    models.UUIDField: (uuid.UUID(int=0x5A17), uuid.UUID(int=0x5A18)),
    models.DateField: (dt.date(1789, 7, 14), dt.date(1789, 7, 15)),
    models.IntegerField: (30_001, 30_002),
}


class _Compiled(NamedTuple):
    queryset: Any
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: Sequence[Sequence[int]]
    """Where each parameter stands among `params`."""


class Prepared(Generic[Found]):
    """A queryset with parameters.

    `make` builds it from a value for each of `kinds` (at most two of a kind), the types of field that the values have.
    """

    def __init__(self, make: "Callable[..., models.QuerySet[Any, Found]]", *kinds: Callable[[], Any]):
        self._make = make
        self._fields = [kind() for kind in kinds]
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, *values: Any) -> list[Found]:
        """What the queryset holds for these values."""
        wrapper = connections[DEFAULT_DB_ALIAS]
        made = self._compiled.get(wrapper.vendor)
        if made is None:
            made = self._compiled[wrapper.vendor] = self._compile(wrapper)
        params = list(made.params)
        for field, value, places in zip(self._fields, values, made.places, strict=True):
            ready = field.get_db_prep_value(value, wrapper)
            for place in places:
                params[place] = ready
        compiler = copy(made.compiler)
        compiler.connection = wrapper
        compiler.as_sql = lambda *_, **__: (made.sql, tuple(params))
        queryset = made.queryset.all()
        queryset.query.get_compiler = lambda *_, **__: compiler
        return list(queryset)

    def _compile(self, wrapper: Any) -> _Compiled:
        samples, used = [], dict.fromkeys(_SAMPLES, 0)
        for field in self._fields:
            samples.append(_SAMPLES[type(field)][used[type(field)]])
            used[type(field)] += 1
        queryset = self._make(*samples)
        compiler = queryset.query.get_compiler(connection=wrapper)
        sql, params = compiler.as_sql()
        compiler.connection = None  # each thread has its own
        ready = [field.get_db_prep_value(sample, wrapper) for field, sample in zip(self._fields, samples, strict=True)]
        places = [[at for at, param in enumerate(params) if param == each] for each in ready]
        if not all(places):
            raise ValueError("a prepared query must use each of its values as a parameter")
        return _Compiled(queryset, compiler, sql, tuple(params), places)


def insert_row(row: models.Model) -> None:
    """What `row.save(force_insert=True)` does, for values that need no check. Raises IntegrityError."""
    fields: list[Any] = [field for field in row._meta.concrete_fields if not field.generated]
    made: list[Any] = [field for field in row._meta.concrete_fields if field.generated]
    values = [_ready(field, getattr(row, field.attname)) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_insert(type(row)), values)
        for field, value in zip(made, cursor.fetchone() if made else (), strict=True):
            setattr(row, field.attname, value)
    row._state.adding, row._state.db = False, connection.alias


@cache
def _insert(model: type[models.Model]) -> str:
    """The statement; it returns what the database makes."""
    quote = connection.ops.quote_name
    columns = [quote(str(field.column)) for field in model._meta.concrete_fields if not field.generated]
    made = [quote(str(field.column)) for field in model._meta.concrete_fields if field.generated]
    returning = f" RETURNING {', '.join(made)}" if made else ""
    places = ", ".join(["%s"] * len(columns))
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}){returning}"  # noqa: S608


def save_columns(row: models.Model, names: Sequence[str]) -> None:
    """What `row.save(update_fields=names)` does, for values that need no check; what the database makes comes back too.

    Raises DatabaseError when the row is gone.
    """
    fields: list[Any] = [row._meta.get_field(name) for name in names]
    made: list[Any] = [field for field in row._meta.concrete_fields if field.generated]
    quote, key = connection.ops.quote_name, row._meta.pk
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    returned = ", ".join(quote(str(field.column)) for field in (key, *made))
    statement = (
        f"UPDATE {quote(row._meta.db_table)} SET {columns} WHERE {quote(str(key.column))} = %s RETURNING {returned}"  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [_ready(field, getattr(row, field.attname)) for field in (*fields, key)])
        found = cursor.fetchone()
    if found is None:
        raise DatabaseError("The row to be saved is gone.")
    for field, value in zip(made, found[1:], strict=True):
        setattr(row, field.attname, value)


def _ready(field: Any, value: Any) -> Any:
    prepare, _ = preparer(field)
    return value if prepare is None or value is None else prepare(value)
