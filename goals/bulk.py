"""Many rows of one model without an instance for each: what Django does for one is ten times their cost."""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, models
from django.db.models.lookups import Lookup

from goals.driver import Convert, dumps, preparer
from goals.sending import is_together, send

if TYPE_CHECKING:
    Field = models.Field[Any, Any]
    _Lookup = Lookup[Any]
else:
    Field = models.Field
    _Lookup = Lookup
Values = Mapping[str, Any]
# PostgreSQL takes so many rows faster as a statement than as a copy.
_FEW = 20
# Many rows share these, so each value is prepared once a batch.
_SHARED = (models.DateField, models.DecimalField, models.ForeignKey)


class Same(NamedTuple):
    """A column in which every row has one value."""

    value: Any


Column = Sequence[Any] | Same


class Among(_Lookup):
    """Whether a UUID, `F("pk")`, is one of many: one parameter, where Django's `__in` prepares one for each."""

    prepare_rhs = False

    def __init__(self, column: models.F, ids: Iterable[uuid.UUID]) -> None:
        super().__init__(column, list(ids))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "sqlite":
            found = json.dumps([each.hex for each in self.rhs])
            return f"{column} IN (SELECT value FROM json_each(%s))", (*params, found)  # noqa: S608
        return f"{column} = ANY(%s)", (*params, self.rhs)


def columns_of(model: type[models.Model], rows: Sequence[Values]) -> dict[str, Column]:
    """The columns of rows in which some are missing, which have their defaults."""
    given, columns = frozenset[str]().union(*rows), dict[str, Column]()
    for field in model._meta.concrete_fields:
        if not field.generated:
            name, default = field.attname, field.get_default()
            columns[name] = [row.get(name, default) for row in rows] if name in given else Same(default)
    return columns


def creations(columns: Sequence[tuple[Field, Column]], count: int) -> list[str]:
    """The `fields` of the journal's lines about so many rows that came into being: of each column null, then its value.

    What `dumps` makes of a line as a whole, in a third of the time.
    """
    line = ",".join(f'"{field.name}":[null,%s]' for field, _column in columns)
    forms = [_each(dumps, column, count, is_shared=_is_said_again(field)) for field, column in columns]
    return [f"{{{line}}}" % each for each in zip(*forms, strict=True)]


def _is_said_again(field: Field) -> bool:
    return isinstance(field, _SHARED) or bool(field.choices)


def _each(write: Callable[[Any], Any], column: Column, count: int, *, is_shared: bool) -> Iterable[Any]:
    """What `write` makes of each of `count` values, made once for equal ones where rows share them."""
    if isinstance(column, Same):
        return repeat(write(column.value), count)
    if not is_shared:
        return map(write, column)
    ready = {value: write(value) for value in set(column)}
    return map(ready.__getitem__, column)


class Inserter:
    """Writes rows given as values by the names of their columns (`goal_id`), all of them, valid and with their types.

    A text in a JSON column is taken for JSON. Raises IntegrityError.
    """

    def __init__(self, model: type[models.Model]) -> None:
        fields = [field for field in model._meta.concrete_fields if not field.generated and not _is_numbered(field)]
        self.names = [field.attname for field in fields]
        self._table = connection.ops.quote_name(model._meta.db_table)
        self._columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
        self._prepare = [_prepared(field) for field in fields]
        places = ", ".join(["%s"] * len(fields))
        self._statement = f"INSERT INTO {self._table} ({self._columns}) VALUES ({places})"  # noqa: S608

    def insert(self, rows: Sequence[Values]) -> None:
        """Within the caller's transaction."""
        if len(rows) > _FEW:
            self.insert_columns({name: [row[name] for row in rows] for name in self.names}, len(rows))
        elif rows:
            send(self._statement, [self._row(row) for row in rows], many=True)

    def insert_columns(self, columns: Mapping[str, Column], count: int) -> None:
        """The same for so many rows that lie column by column."""
        prepared = (self._column(at, columns[name], count) for at, name in enumerate(self.names))
        rows = list(zip(*prepared, strict=True))
        if count <= _FEW or connection.vendor != "postgresql" or is_together():
            send(self._statement, rows, many=True)
            return
        with (
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(f"COPY {self._table} ({self._columns}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def _row(self, row: Values) -> list[Any]:
        values = zip(self._prepare, map(row.__getitem__, self.names), strict=True)
        return [value if prepare is None or value is None else prepare(value) for (prepare, _), value in values]

    def _column(self, at: int, column: Column, count: int) -> Iterable[Any]:
        prepare, is_shared = self._prepare[at]
        if prepare is None:
            return repeat(column.value, count) if isinstance(column, Same) else column
        return _each(lambda value: None if value is None else prepare(value), column, count, is_shared=is_shared)


@cache
def inserter(model: type[models.Model]) -> Inserter:
    return Inserter(model)


def _prepared(field: Field) -> tuple[Convert | None, bool]:
    """As `preparer` says, and whether rows share values. Most objects of people's own are empty: that is seen first."""
    prepare, is_shared = preparer(field), isinstance(field, _SHARED)
    if not isinstance(field, models.JSONField) or prepare is None:
        return prepare, is_shared
    return lambda value: "{}" if value == {} else prepare(value), is_shared


def _is_numbered(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.AutoField | models.BigAutoField)
