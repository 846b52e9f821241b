"""The calendar of a goal cut into stretches of days that are judged the same way. Days are ordinals here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from checkins.units.values import LIMIT, DayRecord, Schedule
from config.enums import direct
from goals.days import period_of
from goals.terms import Period, Terms

Facts = Mapping[int, DayRecord]


@direct
class Kind(StrEnum):
    DUE_DAYS = "due days"
    """Daily, or on weekdays."""
    EVERY_N = "every n"
    """One day every N, counted from the last completion."""
    BLOCKS = "blocks"
    """Blocks of N days, counted from the beginning."""
    WEEK = "week"
    MONTH = "month"


_OF_PERIOD = {Period.DAY: Kind.DUE_DAYS, Period.WEEK: Kind.WEEK, Period.MONTH: Kind.MONTH}


class Stretch(NamedTuple):
    """Days `first` to `last` (None: no end is known) of one kind; blocks of `length` days count from `anchor`."""

    kind: Kind
    length: int
    first: int
    last: int | None
    anchor: int


@dataclass(frozen=True)
class Ledger:
    """A schedule with its facts by ordinal day, as of `today`; of what lies through the day `after` little is known."""

    schedule: Schedule
    facts: Facts
    paused: frozenset[int]
    today: int
    after: int

    def terms_by_day(self, first: int, last: int) -> Iterator[tuple[int, int, Terms]]:
        """The terms in force from `first` to `last`, each with the days on which they are."""
        history = self.schedule.history
        for valid_through, terms in history.past:
            through = min(valid_through.toordinal(), last)
            if first <= through:
                yield first, through, terms
                first = through + 1
        if first <= last:
            yield first, last, history.current

    def terms_of(self, last: int) -> Terms:
        """The terms that judge a unit ending on `last`: those of today while it is still open."""
        return self.schedule.history.on(date.fromordinal(min(last, self.today)))


def ledger(schedule: Schedule, records: Mapping[date, DayRecord], today: date, after: date | None = None) -> Ledger:
    """Pauses count from the start of the goal; those that are planned count as far as an open unit may reach."""
    now = today.toordinal()
    known = after.toordinal() if after else 0
    begin, horizon = max(schedule.start.toordinal(), known), now + _longest_unit(schedule)
    paused: set[int] = set()
    for starts_on, ends_on in schedule.pauses:
        through = horizon if ends_on is None else min(ends_on.toordinal(), horizon)
        paused.update(range(max(starts_on.toordinal(), begin), through + 1))
    facts = {day.toordinal(): record for day, record in records.items() if day <= today}
    return Ledger(schedule, facts, frozenset(paused), now, known)


def stretches(book: Ledger) -> list[Stretch]:
    """From the start of the goal on, ascending. A change of kind ends one stretch on the day before."""
    end = book.schedule.ended_on.toordinal() if book.schedule.ended_on else None
    begin, through = book.schedule.start.toordinal(), book.today if end is None else min(end, book.today)
    found = _cut(book, begin, through)
    if found:
        found[-1] = found[-1]._replace(last=end)
    return found


def stretches_before_start(book: Ledger) -> list[Stretch]:
    """From the first record until the day before the goal began; blocks count back from its start."""
    start = book.schedule.start.toordinal()
    through = min(start - 1, book.today)
    earliest = min(book.facts, default=start)
    return [stretch._replace(anchor=start) for stretch in _cut(book, earliest, through)]


def _cut(book: Ledger, begin: int, through: int) -> list[Stretch]:
    found: list[Stretch] = []
    for first, last, terms in book.terms_by_day(begin, through):
        kind, length = kind_of(terms, book.schedule.pattern)
        if found and found[-1][:2] == (kind, length):
            found[-1] = found[-1]._replace(last=last)
        else:
            found.append(Stretch(kind, length, first, last, anchor=first))
    return found


def kind_of(terms: Terms, pattern: str) -> tuple[Kind, int]:
    """How terms are judged, with the length of a block."""
    if terms.weekdays:
        return Kind.DUE_DAYS, 0
    if terms.every_n_days:
        if pattern == LIMIT or terms.times_per_period > 1:
            return Kind.BLOCKS, terms.every_n_days
        return Kind.EVERY_N, 0
    return _OF_PERIOD[terms.period], 0


def window(stretch: Stretch, day: int, week_starts_on: int) -> tuple[int, int]:
    """First and last day of the calendar's week or month, or of the block, that holds `day`."""
    if stretch.kind is Kind.BLOCKS:
        first = day - (day - stretch.anchor) % stretch.length
        return max(1, first), min(first + stretch.length - 1, date.max.toordinal())
    if stretch.kind in (Kind.WEEK, Kind.MONTH):
        first_day, last_day = period_of(date.fromordinal(day), stretch.kind.value, week_starts_on)
        return first_day.toordinal(), last_day.toordinal()
    return day, day


def _longest_unit(schedule: Schedule) -> int:
    terms = [held for _, held in schedule.history.past] + [schedule.history.current]
    return max(31, *(held.every_n_days or 0 for held in terms))
