"""Statements whose SQL is made once: building it is most of what a small query costs.

For the few that every write runs. The rest of the house asks the ORM as usual.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, models
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable

from goals.driver import Convert, preparer, reader
from goals.sending import send, when_answered

Found = TypeVar("Found")
Row = TypeVar("Row", bound=models.Model)
Values = Sequence[Any]

# Values that stand for parameters while the SQL is made; no query has them otherwise.
_SAMPLES: dict[type, tuple[Any, ...]] = {
    models.UUIDField: (uuid.UUID(int=0x5A17), uuid.UUID(int=0x5A18)),
    models.DateField: (dt.date(1789, 7, 14), dt.date(1789, 7, 15)),
    models.IntegerField: (30_001, 30_002),
}


class _Compiled(NamedTuple):
    """`takes`: what prepares each value, with its places among the `params`. `read` makes an answer of a row."""

    sql: str
    params: tuple[Any, ...]
    takes: Sequence[tuple[Convert | None, Sequence[int]]]
    read: Callable[[Values], Any]


class Prepared(Generic[Found]):
    """A queryset with parameters, of instances of one model or of `values_list`.

    `make` builds it from a value for each of `kinds` (at most two of a kind), the types of field that the values have.
    With `raising`, a number is added to that column of its rows, which locks them until the commit; they are as they
    are then.
    """

    def __init__(
        self, make: "Callable[..., models.QuerySet[Any, Found]]", *kinds: Callable[[], Any], raising: str | None = None
    ):
        self._make = make
        self._raising = raising
        self._fields = [kind() for kind in kinds]

    def rows(self, *values: Any) -> list[Found]:
        """What the queryset holds for these values."""
        return self.ask(*values)()

    def ask(self, *values: Any, raised_by: int = 1) -> Callable[[], list[Found]]:
        """Send the query; what it answers is there when it is called for (`together`)."""
        sql, known, takes, read = self._compiled
        params = list(known)
        for value, (prepare, places) in zip(values, takes, strict=True):
            ready = _ready(prepare, value)
            for place in places:
                params[place] = ready
        rows = send(sql, [raised_by, *params] if self._raising else params)
        return lambda: list(map(read, rows()))

    @cached_property
    def _compiled(self) -> _Compiled:
        samples, used = [], dict.fromkeys(_SAMPLES, 0)
        for field in self._fields:
            samples.append(_SAMPLES[type(field)][used[type(field)]])
            used[type(field)] += 1
        queryset = self._make(*samples)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        prepare = [preparer(field) for field in self._fields]
        places = [[at for at, param in enumerate(params) if param == ready] for ready in map(_ready, prepare, samples)]
        if not all(places):
            raise ValueError("a prepared query must use each of its values as a parameter")
        if self._raising:
            sql = _raising(sql, _column(queryset.model._meta.get_field(self._raising)))
        make = _instances(compiler) if queryset._iterable_class is ModelIterable else tuple
        return _Compiled(sql, tuple(params), list(zip(prepare, places, strict=True)), _reading(compiler, make))


def _raising(select: str, column: str) -> str:
    """The update of what a query of one table selects, which answers the same columns."""
    columns, _from, rest = select.removeprefix("SELECT ").partition(" FROM ")
    table, _where, condition = rest.partition(" WHERE ")
    return f"UPDATE {table} SET {column} = {column} + %s WHERE {condition} RETURNING {columns}"  # noqa: S608


def _reading(compiler: Any, make: Callable[[Values], Any]) -> Callable[[Values], Any]:
    """What makes an answer of a row: each value brought to the type of its column, and the whole with `make`."""
    columns = [column for column, *_ in compiler.select]
    of_orm = compiler.get_converters(columns)
    own = {at: reader(column.target) for at, column in enumerate(columns)}
    converts = [(at, own[at] or _as_the_orm(*of_orm[at])) for at in own if own[at] or at in of_orm]

    def read(row: Values) -> Any:
        values = list(row)
        for at, convert in converts:
            if values[at] is not None:
                values[at] = convert(values[at])
        return make(values)

    return read


def _as_the_orm(functions: Sequence[Callable[[Any, Any, Any], Any]], expression: Any) -> Convert:
    def convert(value: Any) -> Any:
        for function in functions:
            value = function(value, expression, connection)
        return value

    return convert


def _instances(compiler: Any) -> Callable[[Values], Any]:
    """What makes an instance of the values of its columns."""
    model, names = compiler.klass_info["model"], [column.target.attname for column, *_ in compiler.select]

    def make(values: Values) -> Any:
        # What `from_db` does with a value for every column, where no signal is listened to.
        instance = model.__new__(model)
        state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        instance.__dict__.update(zip(names, values, strict=True), _state=state)
        return instance

    return make


class _Statement(NamedTuple):
    """`takes`: attributes whose values it takes, with what prepares them. `made`: those that it returns."""

    sql: str
    takes: Sequence[tuple[str, Convert | None]]
    made: Sequence[str]

    def values(self, row: models.Model) -> list[Any]:
        held = [(prepare, getattr(row, name)) for name, prepare in self.takes]
        return [value if prepare is None or value is None else prepare(value) for prepare, value in held]

    def take(self, row: models.Model, found: Sequence[Values]) -> None:
        if not found:
            raise DatabaseError("The row to be saved is gone.")
        for name, value in zip(self.made, found[0], strict=False):
            setattr(row, name, value)


def unsaved(model: type[Row], values: dict[str, Any]) -> Row:
    """What `model(**values)` makes of values by the names of their columns, where no signal is listened to."""
    row = model.__new__(model)
    missing = {name: default() for name, default in _defaults(model) if name not in values}
    row.__dict__.update(missing, **values, _state=ModelState())
    return row


@cache
def _defaults(model: type[models.Model]) -> Sequence[tuple[str, Callable[[], Any]]]:
    return [(field.attname, field.get_default) for field in _fields(model, generated=False)]


def insert_row(row: models.Model) -> None:
    """What `row.save(force_insert=True)` does, for values that need no check. Raises IntegrityError."""
    statement = _insert(type(row))
    rows = send(statement.sql, statement.values(row))
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    if statement.made:
        when_answered(lambda: statement.take(row, rows()))


def save_columns(row: models.Model, names: Sequence[str]) -> None:
    """What `row.save(update_fields=names)` does, for values that need no check; what the database makes comes back too.

    Raises DatabaseError when the row is gone.
    """
    statement = _update(type(row), tuple(names))
    rows = send(statement.sql, statement.values(row))
    when_answered(lambda: statement.take(row, rows()))


@cache
def _insert(model: type[models.Model]) -> _Statement:
    fields, made = _fields(model, generated=False), _fields(model, generated=True)
    returning = f" RETURNING {', '.join(map(_column, made))}" if made else ""
    places, columns = ", ".join(["%s"] * len(fields)), ", ".join(map(_column, fields))
    sql = f"INSERT INTO {_table(model)} ({columns}) VALUES ({places}){returning}"  # noqa: S608
    return _statement(sql, fields, made)


@cache
def _update(model: type[models.Model], names: tuple[str, ...]) -> _Statement:
    """It takes the key last, and returns something in any case, unless the row is gone."""
    fields, key, made = [model._meta.get_field(name) for name in names], model._meta.pk, _fields(model, generated=True)
    columns, returned = ", ".join(f"{_column(each)} = %s" for each in fields), ", ".join(map(_column, made)) or "1"
    sql = f"UPDATE {_table(model)} SET {columns} WHERE {_column(key)} = %s RETURNING {returned}"  # noqa: S608
    return _statement(sql, [*fields, key], made)


def _statement(sql: str, takes: Sequence[Any], made: Sequence[Any]) -> _Statement:
    return _Statement(sql, [(each.attname, preparer(each)) for each in takes], [each.attname for each in made])


def _fields(model: type[models.Model], *, generated: bool) -> Sequence[Any]:
    return [field for field in model._meta.concrete_fields if field.generated is generated]


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(field: Any) -> str:
    return connection.ops.quote_name(str(field.column))


def _ready(prepare: Convert | None, value: Any) -> Any:
    return value if prepare is None or value is None else prepare(value)
