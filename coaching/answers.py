"""What a short answer to a question says: an amount, how often, a day. Read as in any message."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from coaching.language.dates import Moment
from coaching.language.deadlines import deadline
from coaching.language.quantities import quantities
from coaching.language.rhythms import Rhythm, rhythm

_LEAD = re.compile(r"^(?:by|until|before|on)\s+")
_MOST_TIMES = 366


@dataclass(frozen=True, slots=True)
class Amount:
    """In `unit`, singular, where one was said."""

    value: Decimal
    unit: str | None = None


def read_amount(text: str) -> Amount | None:
    """ "100 km", "$2,000", "an hour", "10k steps"; the first one."""
    found = next(quantities(text.casefold()), None)
    if found is None:
        return None
    return Amount(found.value, found.unit.name if found.unit else None)


def read_often(text: str) -> Rhythm | None:
    """ "3 times a week", "daily"; without a number of times in "20 minutes a day"."""
    found = rhythm(text.casefold())
    if found is None or (found.times is not None and not 1 <= found.times <= _MOST_TIMES):
        return None
    return found


def read_day(text: str, now: dt.datetime, today: dt.date) -> dt.date | None:
    """A day to come: "2026-06-30", "30 June", "June", "in six weeks", "end of the year"."""
    said = text.strip().casefold().rstrip(".!")
    moment = Moment(now, today)
    found = deadline(said, moment) or deadline(f"by {_LEAD.sub('', said)}", moment)
    return found.day if found else None
