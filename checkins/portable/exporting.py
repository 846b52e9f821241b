"""Write everything a person owns, as one JSON document or as a zip of CSV tables, piece by piece.

Nothing is held beyond a few thousand rows: what comes out is to be sent as it comes. Both are written from one state of
the database, however long the reader takes.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

import orjson
from django.db import connection, transaction
from django.utils import timezone

from checkins.portable.columns import Column, cell_of, plain_number
from checkins.portable.tables import FORMAT, PERSON, TABLES, TOLD_OF_PERSON, VERSION
from goals.models import User

MANIFEST = "steady.json"
_PIECE = 64 * 1024


def json_of(owner: User) -> Iterator[bytes]:
    """The JSON document: one row a line, tables in the order in which they can be read back."""
    return _pieces(_json(owner))


def csv_of(owner: User) -> Iterator[bytes]:
    """The zip: steady.json says what it is, then one CSV a table."""
    with one_state():
        out = _Outlet()
        with ZipFile(cast(IO[bytes], out), "w", ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, _dumps(_head()))
            person = (*PERSON, *TOLD_OF_PERSON)
            tables: list[tuple[str, tuple[Column, ...], Iterable[Any]]] = [
                ("person", person, [[getattr(owner, column.attname) for column in person]]),
                *((table.name, table.columns, table.rows_of(owner)) for table in TABLES),
            ]
            for name, columns, rows in tables:
                # The sizes are known only afterwards, so there has to be room for large ones.
                with archive.open(f"{name}.csv", "w", force_zip64=True) as member:
                    for piece in _pieces(_csv(columns, rows)):
                        member.write(piece)
                        yield from out.taken()
        yield from out.taken()


@contextmanager
def one_state() -> Iterator[None]:
    """Read one state of the database throughout, without keeping anybody from writing.

    Inside a transaction that is open already, that one decides.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not `atomic`, whose transactions are IMMEDIATE and would lock out every write.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


class _Outlet(io.RawIOBase):
    """Where the zip is written to: keeps the bytes until they are taken."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held.append(bytes(data))
        return len(data)

    def taken(self) -> Iterator[bytes]:
        data = b"".join(self._held)
        self._held.clear()
        if data:
            yield data


def _head() -> dict[str, Any]:
    return {"format": FORMAT, "version": VERSION, "exported_at": timezone.now()}


def _json(owner: User) -> Iterator[bytes]:
    with one_state():
        person = {column.name: getattr(owner, column.attname) for column in (*PERSON, *TOLD_OF_PERSON)}
        yield _dumps({**_head(), "person": person})[:-1]
        for table in TABLES:
            yield b',\n"%s":[' % table.name.encode()
            names = [column.name for column in table.columns]
            divider = b"\n"
            for row in table.rows_of(owner):
                yield divider + _dumps(dict(zip(names, row, strict=True)))
                divider = b",\n"
            yield b"]"
        yield b"}\n"


def _csv(columns: tuple[Column, ...], rows: Iterable[Any]) -> Iterator[bytes]:
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([cell_of(column, _plain(value)) for column, value in zip(columns, row, strict=True)])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
    yield line.getvalue().encode()


def _plain(value: Any) -> Any:
    """The form that JSON has for it too: equal in both exports."""
    if value is None or isinstance(value, str | int | dict | list | float):
        return value
    return plain_number(value) if isinstance(value, Decimal) else orjson.loads(_dumps(value))


def _dumps(value: Any) -> bytes:
    return orjson.dumps(value, default=_default, option=orjson.OPT_UTC_Z)


def _default(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_number(value)
    raise TypeError(f"{type(value).__name__} has no form in an export")


def _pieces(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces worth sending."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= _PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
