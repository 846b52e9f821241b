"""Everything a person owns, out of here and back: docs/export.md describes the two forms.

    pieces = json_of(owner)
    report = import_own(by=by, owner=owner, file=file, dry_run=True)

`tables` says what an export holds, `columns` how a value is written and read, `exporting` writes, `reading` hands out
the rows of a file, `rules` says which may join what is here, `importing` adds them.
"""

from checkins.portable.exporting import csv_of, json_of
from checkins.portable.importing import import_own
from checkins.portable.reading import LOCAL, UPLOAD, is_own_export
from checkins.portable.report import Report, TooManyGoals

__all__ = ["LOCAL", "UPLOAD", "Report", "TooManyGoals", "csv_of", "import_own", "is_own_export", "json_of"]
