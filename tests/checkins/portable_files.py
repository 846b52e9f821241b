"""Exports for tests: written by hand, unpacked, packed again."""

import io
import json
from collections.abc import Iterable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from checkins.loop_import import InvalidImport
from checkins.portable import Report, csv_of, import_own, json_of
from goals.journal import Actor
from goals.models import User
from goals.models.choices import Source

AGO = "2026-01-05T08:00:00Z"
ID = "0197c1a0-0000-7000-8000-0000000000"
"""With two more hex digits it is an id."""


def goal(number: str = "01", **columns: Any) -> dict[str, Any]:
    return {"id": ID + number, "created_at": AGO, "title": "Run", "start_date": "2026-01-01", **columns}


def part(number: str, of: str = "01", **columns: Any) -> dict[str, Any]:
    """A row of the goal `of`."""
    return {"id": ID + number, "created_at": AGO, "goal": ID + of, **columns}


def check_in(number: str, of: str = "01", day: str = "2026-01-05", **columns: Any) -> dict[str, Any]:
    return part(
        number, of, **{"check_in_date": day, "logged_at": AGO, "habit_completion_status": "completed", **columns}
    )


def document(**tables: Any) -> dict[str, Any]:
    return {"format": "steady-export", "version": 1, **tables}


def of_json(text: Any) -> io.BytesIO:
    return io.BytesIO(text if isinstance(text, bytes) else json.dumps(text).encode())


def of_csv(files: Iterable[tuple[str, bytes]]) -> io.BytesIO:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return packed


def exported(owner: User) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b"".join(json_of(owner)))
    return found


def unpacked(owner: User) -> dict[str, bytes]:
    """The files of the CSV export."""
    with ZipFile(io.BytesIO(b"".join(csv_of(owner)))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def bring(into: User, file: Any, **options: Any) -> Report:
    file = file if isinstance(file, io.BytesIO) else of_json(file)
    return import_own(by=Actor(into, Source.IMPORT), owner=into, file=file, **options)


def refusal(into: User, file: Any, **options: Any) -> list[str]:
    """What an import that must be refused says about the file."""
    try:
        bring(into, file, **options)
    except InvalidImport as refused:
        return refused.fields["file"]
    raise AssertionError("it was imported")


def added(report: Report) -> dict[str, int]:
    return {each.name: each.added for each in report.parts if each.added}
