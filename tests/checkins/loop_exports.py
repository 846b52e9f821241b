"""Exports of Loop Habit Tracker made for a test: files in a folder, or a zip in memory."""

import io
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

HEADER = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
    "Target Value,Archived?"
)


def habit(
    position: int = 1,
    name: str = "Run",
    kind: str = "YES_NO",
    question: str = "",
    description: str = "",
    times: int | str = 1,
    days: int | str = 1,
    color: str = "#FF8F00",
    unit: str = "",
    target_type: str = "",
    target: str = "",
    archived: str = "false",
) -> str:
    """A row of Habits.csv."""
    cells = [kind, question, description, times, days, color, unit, target_type, target, archived]
    return ",".join([f"{position:03d}", name, *map(str, cells)])


def numerical(target: str = "2.0", target_type: str = "AT_LEAST", **cells: int | str) -> str:
    return habit(kind="NUMERICAL", target=target, target_type=target_type, **cells)  # type: ignore[arg-type]


def write_export(folder: Path, habits: Iterable[str], marks: Iterable[Iterable[str]]) -> Path:
    """Habits.csv with `habits`, and the check marks of each: rows such as "2015-01-25,YES_MANUAL,"."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Habits.csv").write_text("\n".join([HEADER, *habits]) + "\n")
    for position, rows in enumerate(marks, start=1):
        of_habit = folder / f"{position:03d} Habit"
        of_habit.mkdir(exist_ok=True)
        (of_habit / "Checkmarks.csv").write_text("\n".join(["Date,Value,Notes", *rows]) + "\n")
    return folder


def zipped(folder: Path, inside: str = "") -> io.BytesIO:
    """The files of a folder as a zip, under the folder `inside`."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*.csv")):
            archive.write(path, inside + path.relative_to(folder).as_posix())
    return file
