"""What was recorded, as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from checkins.models import CheckIn
from checkins.portable.columns import defused, plain_number

_PIECE = 200


def csv_of_check_ins(rows: Iterable[CheckIn]) -> Iterator[bytes]:
    """UTF-8 with a mark that spreadsheets look for; what people wrote is never run as a formula.

    `rows` come with goal and milestone; numbers are written as everywhere, days by ISO.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    lines.write("\ufeff")
    writer.writerow([_("Day"), _("Goal"), _("Status"), _("Amount"), _("Unit"), _("Milestone"), _("Note"), _("Link")])
    for number, row in enumerate(rows, start=1):
        writer.writerow(_cells(row))
        if number % _PIECE == 0:
            yield lines.getvalue().encode()
            lines.seek(0)
            lines.truncate()
    yield lines.getvalue().encode()


def _cells(row: CheckIn) -> list[str]:
    goal, value = row.goal, row.value_recorded
    unit = (goal.currency or goal.unit or "") if value is not None else ""
    return [
        row.check_in_date.isoformat(),
        defused(goal.title),
        str(row.get_habit_completion_status_display() or ""),
        "" if value is None else plain_number(value),
        defused(unit),
        defused(row.milestone.title) if row.milestone else "",
        defused(row.content or ""),
        defused(row.link or ""),
    ]
