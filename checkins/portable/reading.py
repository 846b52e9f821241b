"""Open what is said to be an export of ours, and hand out its rows, within limits that an honest one keeps."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from checkins.loop_import.files import DAMAGED, MOST_FILES, InvalidImport
from checkins.portable.columns import Column, Unreadable
from checkins.portable.exporting import MANIFEST
from checkins.portable.json_rows import MOST_OF_A_ROW, JsonRows
from checkins.portable.tables import FORMAT, PERSON, TABLES, VERSION, Table

_MB = 2**20
# The record at the end of a zip, with the longest comment that may follow it.
_TAIL = 2**16 + 22
_LONGEST_LIST = _MB


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be read: bytes as they come, bytes unpacked, rows that would be imported."""

    file: int
    unpacked: int
    rows: int


# Ten habits over ten years are 40,000 rows.
UPLOAD = Limits(file=64 * _MB, unpacked=512 * _MB, rows=200_000)
LOCAL = Limits(file=4096 * _MB, unpacked=16384 * _MB, rows=10_000_000)


class Row(NamedTuple):
    """`values` by the names of the columns; what a cell holds that cannot be read is an Unreadable in its place."""

    table: str
    number: int
    values: Mapping[str, Any]


def is_own_export(file: BinaryIO) -> bool:
    """Whether this begins like an export of ours; whether it is one to its end shows only when it is read."""
    if _is_json(file):
        return True
    try:
        with _zip(file, UPLOAD) as archive:
            names = [PurePosixPath(info.filename) for info in archive.infolist()]
    except (InvalidImport, *DAMAGED):
        return False
    finally:
        file.seek(0)
    return any(name.name == MANIFEST or name.suffix == ".json" for name in names)


def rows_of(file: BinaryIO, limits: Limits = UPLOAD) -> Iterator[Row]:
    """The person (as the one row of a table of that name), then the rows that are to be imported, in their order.

    Raises InvalidImport for anything else, also halfway.
    """
    if file.seek(0, io.SEEK_END) > limits.file:
        raise InvalidImport(_("It is larger than %(most)d MB.") % {"most": limits.file // _MB})
    left = limits.rows
    for row in _json_rows(file) if _is_json(file) else _zip_rows(file, limits):
        left -= 1
        if left < 0:
            raise InvalidImport(_("It holds more than %(most)d rows.") % {"most": limits.rows})
        yield row


def _is_json(file: BinaryIO) -> bool:
    """Whether it begins like an object; nothing else that can be imported does."""
    file.seek(0)
    start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    file.seek(0)
    return start[:1] == b"{"


def _json_rows(file: IO[bytes]) -> Iterator[Row]:
    tables = {table.name: place for place, table in enumerate(TABLES)}
    head: dict[str, Any] = {}
    reached = -1
    document = JsonRows(file)
    for name in document.members():
        if name not in tables:
            head[name] = document.value()
            if name == "person":
                _require_format(head)
                yield Row("person", 1, _object(head["person"], "person", 1))
            continue
        _require_format(head)
        if tables[name] <= reached:
            raise InvalidImport(_("“%(name)s” does not stand where an export has it.") % {"name": name})
        reached = tables[name]
        for number, values in enumerate(document.rows(), start=1):
            if TABLES[reached].is_imported:
                yield Row(name, number, _object(values, name, number))
    _require_format(head)


def _object(values: Any, name: str, number: int) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise InvalidImport(_("%(name)s, row %(row)d: This is no object.") % {"name": name, "row": number})
    return values


def _require_format(head: Mapping[str, Any]) -> None:
    if head.get("format") != FORMAT:
        raise InvalidImport(_("This is no export of Steady."))
    if type(head.get("version")) is not int or head["version"] > VERSION:
        raise InvalidImport(_("It was written by a later version of Steady. Bring this one up to date first."))


def _zip_rows(file: BinaryIO, limits: Limits) -> Iterator[Row]:
    """The rows of the CSV tables, or those of the one JSON document that was zipped."""
    with _damage_in_words(), _zip(file, limits) as archive:
        members = _members(archive)
        inside = _Inside(archive, limits.unpacked)
        if not any(path.name == MANIFEST for path in members):
            documents = [info for path, info in members.items() if path.suffix == ".json"]
            if len(documents) != 1:
                raise InvalidImport(_("This is no export of Steady."))
            with inside.opened(documents[0]) as document:
                yield from _json_rows(document)
            return
        root = min((path for path in members if path.name == MANIFEST), key=lambda path: len(path.parts)).parent
        with inside.opened(members[root / MANIFEST]) as manifest:
            _require_format(_manifest(manifest))
        yield from _csv_rows(inside, members, root, "person", PERSON)
        for table in TABLES:
            if table.is_imported:
                yield from _csv_rows(inside, members, root, table.name, table.columns)


def _zip(file: BinaryIO, limits: Limits) -> ZipFile:
    """The opened zip. Its list of files is parsed whole before they can be counted, so its size is looked at first."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    end = tail.rfind(b"PK\x05\x06")
    if limits is UPLOAD and end >= 0:
        listed = int.from_bytes(tail[end + 12 : end + 16], "little")
        if listed > _LONGEST_LIST or tail.rfind(b"PK\x06\x07") >= 0:
            raise InvalidImport(_("It holds more than %(most)d files.") % {"most": MOST_FILES})
    return ZipFile(file)


@contextmanager
def _damage_in_words() -> Iterator[None]:
    try:
        yield
    except DAMAGED as error:
        raise InvalidImport(_("It is not a zip file, or it is damaged.")) from error


def _members(archive: ZipFile) -> dict[PurePosixPath, ZipInfo]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES:
        raise InvalidImport(_("It holds more than %(most)d files.") % {"most": MOST_FILES})
    members = {PurePosixPath(info.filename): info for info in infos}
    if len(members) < len(infos):
        raise InvalidImport(_("It holds two files of the same name."))
    return members


class _Inside:
    """Opens members of a zip, and counts what comes out of them: what a zip says of its own sizes proves nothing."""

    def __init__(self, archive: ZipFile, most: int) -> None:
        self._archive = archive
        self._most = most
        self._left = most

    @contextmanager
    def opened(self, info: ZipInfo) -> Iterator[IO[bytes]]:
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or info.flag_bits & 0x1:
            raise InvalidImport(_("It is encrypted, or compressed in an unusual way."))
        with self._archive.open(info) as member:
            yield io.BufferedReader(_Counted(member, self.count), 2**16)

    def count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise InvalidImport(_("It holds more than %(most)d MB.") % {"most": self._most // _MB})


class _Counted(io.RawIOBase):
    def __init__(self, member: IO[bytes], count: Any) -> None:
        self._member = member
        self._count = count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._member.read(len(buffer))
        self._count(len(data))
        buffer[: len(data)] = data
        return len(data)


def _manifest(file: IO[bytes]) -> Mapping[str, Any]:
    try:
        manifest = json.loads(file.read(MOST_OF_A_ROW))
    except (ValueError, RecursionError):
        manifest = None
    return manifest if isinstance(manifest, dict) else {}


def _csv_rows(
    inside: _Inside,
    members: Mapping[PurePosixPath, ZipInfo],
    root: PurePosixPath,
    name: str,
    columns: tuple[Column, ...],
) -> Iterator[Row]:
    info = members.get(root / f"{name}.csv")
    if info is None:
        raise InvalidImport(_("There is no %(file)s in it.") % {"file": f"{name}.csv"})
    known = {column.name: column for column in columns}
    with inside.opened(info) as member:
        text = io.TextIOWrapper(member, encoding="utf-8-sig", newline="")
        try:
            for number, cells in enumerate(csv.DictReader(text, strict=True), start=1):
                yield Row(name, number, _values(known, cells, name, number))
        except (csv.Error, UnicodeDecodeError):
            raise InvalidImport(_("%(file)s is not CSV in UTF-8.") % {"file": f"{name}.csv"}) from None


def _values(known: Mapping[str, Column], cells: Mapping[Any, Any], name: str, number: int) -> dict[str, Any]:
    if None in cells or None in cells.values():
        words = {"file": f"{name}.csv", "row": number}
        raise InvalidImport(_("%(file)s, row %(row)d: It has more or fewer cells than the header.") % words)
    return {key: _value(known[key], cell) for key, cell in cells.items() if key in known}


def _value(column: Column, cell: str) -> Any:
    if cell == "":
        return None
    try:
        return column.from_cell(cell)
    except Unreadable as wrong:
        return wrong


def table_of(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)
