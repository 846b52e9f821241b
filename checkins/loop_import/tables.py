"""Rows out of a CSV file, each with the line that it begins on."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from checkins.loop_import.files import InvalidImport

MOST_PROBLEMS = 1000
MOST_ROWS = 200_000
_UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be imported, and why. Lines count from 1, the header included."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return _("%(file)s, line %(line)d: %(sentence)s") % {
            "file": self.file,
            "line": self.line,
            "sentence": self.sentence,
        }


class BrokenRow(Exception):
    """What is wrong with the row at hand; whoever reads the rows adds file and line."""


@dataclass(slots=True)
class Problems:
    """Collects what is broken; a file that is broken throughout is no export. Raises InvalidImport for one."""

    found: list[Problem] = field(default_factory=list)
    rows_left: int = field(default_factory=lambda: MOST_ROWS)

    def add(self, file: str, line: int, sentence: str) -> None:
        self.found.append(Problem(file, line, sentence))
        if len(self.found) > MOST_PROBLEMS:
            raise InvalidImport(*map(str, self.found[:5]), sentence=_("Too much of this export cannot be read."))

    def count_row(self) -> None:
        self.rows_left -= 1
        if self.rows_left < 0:
            raise InvalidImport(_("It holds more than %(most)d rows.") % {"most": MOST_ROWS})


def rows_of(name: str, data: bytes, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their lines, blank ones left out. What is no text or no CSV goes to `problems`."""
    reader = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            problems.add(name, line, _("A quotation mark is missing or in the wrong place, or a cell is too long."))
            continue
        if not any(cell.strip() for cell in row):
            continue
        problems.count_row()
        if any(_UNDECODED.search(cell) for cell in row):
            problems.add(name, line, _("This is not UTF-8 text."))
            continue
        yield line, row


def _text(data: bytes) -> str:
    """UTF-8 as Loop writes it, or UTF-16 as spreadsheets mark it. Bytes that are neither stay recognisable."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "surrogateescape")
