"""Which days a summary is about, and with which it compares them. Pure: days in, days out."""

from datetime import date, timedelta
from typing import NamedTuple

from goals.days import DAY, period_of

# Units are at hand for longer (`Standing.units`); the days before a summary's own must lie within these.
REACH = timedelta(days=112)
_UNITS = {"weekly": "week", "monthly": "month"}
# The fewest days from the end of one to the end of the next.
SHORTEST = {"weekly": timedelta(days=7), "monthly": timedelta(days=28)}


class Span(NamedTuple):
    """The days `first` to `last`; those of them that have come end at `through`, and compare with `before`.

    Of a span that is still running, as many days from before are compared as have come of it.
    """

    first: date
    last: date
    through: date
    before: tuple[date, date]


def span_of(period: str, day: date, week_starts_on: int, today: date) -> Span:
    """The week ("weekly") or month ("monthly") that holds `day`, which has come by `today`; KeyError otherwise."""
    first, last = period_of(day, _UNITS[period], week_starts_on)
    earlier, _ = period_of(first - DAY, _UNITS[period], week_starts_on)
    through = min(last, today)
    end = first - DAY if through == last else min(first - DAY, earlier + (through - first))
    return Span(first, last, through, (earlier, end))


def last_over(period: str, week_starts_on: int, today: date) -> date:
    """A day, the last, of the newest week or month that is over on `today`."""
    return period_of(today, _UNITS[period], week_starts_on)[0] - DAY
