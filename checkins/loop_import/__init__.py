"""Import what Loop Habit Tracker exports: habits become goals, check marks become check-ins.

    report = import_export(by=by, owner=owner, export=read_export("Loop Habits CSV.zip"), dry_run=True)

`files` reads a zip or a folder, `reading` its tables, `mapping` says what they mean here, `applying` writes it, and
`scores` checks the result against the scores that the export states.
"""

from checkins.loop_import.applying import HabitReport, Report, TooManyHabits, import_export
from checkins.loop_import.files import InvalidImport
from checkins.loop_import.reading import Export, read_export

__all__ = ["Export", "HabitReport", "InvalidImport", "Report", "TooManyHabits", "import_export", "read_export"]
