"""What an export of Loop Habit Tracker says, as plain values; no database, no judgement of what it means here.

The tables are those of iSoron/uhabits 2.x (HabitsCSVExporter.kt, HabitList.kt, Entry.kt); the older headers of
Habits.csv and check marks without header and notes are read too.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from checkins.loop_import.files import HABITS, Files, InvalidImport, files_of
from checkins.loop_import.tables import BrokenRow, Problem, Problems, rows_of

YES_MANUAL, YES_AUTO, NO, UNKNOWN, SKIP = 2, 1, 0, -1, 3
_WORDS = {"YES_MANUAL": YES_MANUAL, "YES_AUTO": YES_AUTO, "NO": NO, "UNKNOWN": UNKNOWN, "SKIP": SKIP}
_OLDER_NAMES = {"numrepetitions": "frequencynumerator", "interval": "frequencydenominator", "archived": "archived?"}
_NEEDED = ("name", "frequencynumerator", "frequencydenominator")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile("-?[0-9]{1,10}")
_SCORE = re.compile("[01][.][0-9]{4}")
_POSITION = re.compile("[0-9]+")
# Loop counts milliseconds from here.
FIRST_DAY = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of check marks; `value` as Loop stores it: a code, or thousandths of a numerical habit's unit."""

    day: dt.date
    value: int
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Habit:
    """One row of Habits.csv with its check marks. `times` in `days`; `line` is that of the row."""

    line: int
    position: int
    name: str
    is_numerical: bool
    question: str
    description: str
    times: int
    days: int
    color: str
    unit: str
    is_limit: bool
    target: Decimal | None
    is_archived: bool
    file: str = ""
    entries: tuple[Entry, ...] = ()
    scores: bytes = b""


@dataclass(frozen=True, slots=True)
class Export:
    """`left_out` names habits of which the export holds no check marks: they were not chosen for it."""

    habits: list[Habit]
    left_out: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_export(source: str | Path | BinaryIO) -> Export:
    """Read a zip (path or file) or a folder. Raises InvalidImport; rows that are broken are listed instead."""
    files = files_of(source)
    folders = _folders(files)
    problems = Problems()
    found = Export([], problems=problems.found)
    for habit in _habits(files[PurePosixPath(HABITS)], problems):
        folder = folders.get(habit.position)
        if folder is None:
            found.left_out.append(habit.name)
        else:
            found.habits.append(_with_entries(habit, folder, files, problems))
    return found


def stated_scores(habit: Habit) -> dict[dt.date, Decimal]:
    """The score of each day by the export's own Scores.csv; rows that cannot be read are passed over."""
    scores = {}
    for _line, row in rows_of(habit.file, habit.scores, Problems()):
        if len(row) >= 2 and _DAY.fullmatch(row[0]) and _SCORE.fullmatch(row[1]):
            scores[_day(row[0])] = Decimal(row[1])
    return scores


def _folders(files: Files) -> dict[int, str]:
    """The folder of each position: they are named "001 Meditate"."""
    found: dict[int, str] = {}
    for path in files:
        number = _POSITION.match(path.parts[0])
        if path.name == "Checkmarks.csv" and number:
            position = int(number.group())
            if found.setdefault(position, path.parts[0]) != path.parts[0]:
                raise InvalidImport(_("Two folders begin with the number %(number)s.") % {"number": number.group()})
    return found


def _habits(data: bytes, problems: Problems) -> Iterator[Habit]:
    rows = rows_of(HABITS, data, problems)
    header = [_OLDER_NAMES.get(name, name) for name in (cell.strip().lower() for cell in next(rows, (1, []))[1])]
    if not set(_NEEDED) <= set(header):
        raise InvalidImport(_("%(file)s does not begin with the header that Loop writes.") % {"file": HABITS})
    positions: set[int] = set()
    for order, (line, row) in enumerate(rows, start=1):
        try:
            habit = _habit(line, order, header, row)
            if habit.position in positions:
                raise BrokenRow(_("Another habit has this position."))
        except BrokenRow as broken:
            problems.add(HABITS, line, str(broken))
        else:
            positions.add(habit.position)
            yield habit


def _habit(line: int, order: int, header: list[str], row: list[str]) -> Habit:
    if len(row) < len(header):
        raise BrokenRow(_("It has %(cells)d of %(all)d cells.") % {"cells": len(row), "all": len(header)})
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
    is_numerical = _choice(cells, "type", {"": False, "YES_NO": False, "NUMERICAL": True})
    return Habit(
        line=line,
        position=_whole(cells, "position") if cells.get("position") else order,
        name=cells["name"],
        is_numerical=is_numerical,
        question=cells.get("question", ""),
        description=cells.get("description", ""),
        times=_whole(cells, "frequencynumerator"),
        days=_whole(cells, "frequencydenominator"),
        color=cells.get("color", ""),
        unit=cells.get("unit", ""),
        is_limit=is_numerical and _choice(cells, "target type", {"": False, "AT_LEAST": False, "AT_MOST": True}),
        target=_number(cells, "target value") if is_numerical else None,
        is_archived=_choice(cells, "archived?", {"": False, "FALSE": False, "TRUE": True}),
    )


def _choice(cells: Mapping[str, str], name: str, choices: Mapping[str, bool]) -> bool:
    try:
        return choices[cells.get(name, "").upper()]
    except KeyError:
        raise BrokenRow(_("“%(name)s” is not one that Loop writes.") % {"name": name.capitalize()}) from None


def _whole(cells: Mapping[str, str], name: str) -> int:
    number = int(cells[name]) if re.fullmatch("[0-9]{1,6}", cells[name]) else 0
    if number < 1:
        raise BrokenRow(_("“%(name)s” is not a whole number from 1 on.") % {"name": name.capitalize()})
    return number


def _number(cells: Mapping[str, str], name: str) -> Decimal:
    try:
        number = Decimal(cells.get(name, ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BrokenRow(_("“%(name)s” is not a number.") % {"name": name.capitalize()})
    return number


def _with_entries(habit: Habit, folder: str, files: Files, problems: Problems) -> Habit:
    path = PurePosixPath(folder, "Checkmarks.csv")
    entries: dict[dt.date, Entry] = {}
    code: Callable[[str], int] = _thousandths if habit.is_numerical else _mark
    for line, row in rows_of(str(path), files[path], problems):
        if line == 1 and row[0].strip().lower() == "date":
            continue
        try:
            entry = _entry(line, row, code)
            if entry.day in entries:
                raise BrokenRow(_("This day is in line %(line)d already.") % {"line": entries[entry.day].line})
        except BrokenRow as broken:
            problems.add(str(path), line, str(broken))
        else:
            entries[entry.day] = entry
    scores = files.get(PurePosixPath(folder, "Scores.csv"), b"")
    by_day = tuple(sorted(entries.values(), key=lambda entry: entry.day))
    return replace(habit, file=str(path), entries=by_day, scores=scores)


def _entry(line: int, row: list[str], code: Callable[[str], int]) -> Entry:
    if len(row) < 2:
        raise BrokenRow(_("It has no value."))
    return Entry(_day(row[0].strip()), code(row[1].strip()), row[2].strip() if len(row) > 2 else "", line)


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text) if _DAY.fullmatch(text) else dt.date.min
    except ValueError:
        day = dt.date.min
    if day < FIRST_DAY:
        raise BrokenRow(_("The date is not a day since 1970, written as 2015-01-25."))
    return day


def _mark(text: str) -> int:
    code = _thousandths(text)
    if code > SKIP:
        raise BrokenRow(_("The value is not one that Loop writes for a yes/no habit."))
    return code


def _thousandths(text: str) -> int:
    """Loop writes words for these five numbers in both kinds of habits."""
    number = _WORDS.get(text.upper())
    if number is None and _WHOLE.fullmatch(text):
        number = int(text)
    if number is None or number < UNKNOWN:
        raise BrokenRow(_("The value is not one that Loop writes."))
    return number
