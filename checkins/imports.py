"""One door for the files that can be imported: exports of our own, and those of Loop Habit Tracker."""

from typing import Any, BinaryIO

from checkins import loop_import, portable
from goals.journal import Actor
from goals.models import User

Report = loop_import.Report | portable.Report


def import_file(*, by: Actor, owner: User, file: BinaryIO, dry_run: bool = False, skip_broken: bool = False) -> Report:
    """Import whatever this is, all of it or nothing; repeating it adds nothing. Raises
    InvalidImport, TooManyGoals, TooManyHabits.
    """
    how: dict[str, Any] = {"by": by, "owner": owner, "dry_run": dry_run, "skip_broken": skip_broken}
    if portable.is_own_export(file):
        return portable.import_own(file=file, **how)
    return loop_import.import_export(export=loop_import.read_export(file), **how)


def as_json(report: Report) -> dict[str, Any]:
    """The same keys for both: an export of ours has no habits of Loop, and theirs no parts."""
    if isinstance(report, portable.Report):
        return {"source": "steady", "habits": [], "not_in_export": [], **report.as_dict()}
    return {"source": "loop", "parts": [], "settings_taken": False, **report.as_dict()}
