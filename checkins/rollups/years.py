"""A year of a goal: its days as characters, the values beside them, and the state at the beginning of each month."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from checkins.rollups import codes
from checkins.sums import Dated, Sums, decimal, whole
from checkins.units import DayRecord

_DAY = dt.timedelta(days=1)
_UNKNOWN = -1
_BLANK, _INSIDE = ord(codes.NOTHING), ord(codes.INSIDE)
_BLANKS = codes.NOTHING.encode()


class Entry(NamedTuple):
    """The values of one day, as whole numbers (`checkins.sums`)."""

    sum: int
    size: int
    first: int
    last: int
    greatest: int


class Row(NamedTuple):
    """What the roll-up reads of a check-in; `logged` only where it is not told later."""

    day: dt.date
    status: str | None
    value: Decimal | None
    logged: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of each; `logged` is when the last of them was recorded, `total` the sum of all values."""

    completed: int = 0
    skipped: int = 0
    missed: int = 0
    check_ins: int = 0
    values: int = 0
    total: int = 0
    logged: dt.datetime | None = None

    def told(self, logged: dt.datetime | None) -> "Tally":
        """With another instant."""
        days = self.completed, self.skipped, self.missed
        return Tally(*days, self.check_ins, self.values, self.total, logged)

    def __add__(self, other: "Tally") -> "Tally":
        known = [each for each in (self.logged, other.logged) if each]
        return Tally(
            self.completed + other.completed,
            self.skipped + other.skipped,
            self.missed + other.missed,
            self.check_ins + other.check_ins,
            self.values + other.values,
            self.total + other.total,
            max(known) if known else None,
        )

    def as_json(self) -> list[Any]:
        days = [self.completed, self.skipped, self.missed]
        return [*days, self.check_ins, self.values, self.total, self.logged and self.logged.isoformat()]

    @classmethod
    def from_json(cls, stored: list[Any]) -> "Tally":
        *numbers, logged = stored
        return cls(*[*numbers, logged and dt.datetime.fromisoformat(logged)])


@dataclass(slots=True)
class Year:
    """`marks` and `units` are as long as the year. `states` hold, by month, what the units that ended before it left,
    in the form that is stored (`Settled.as_json`): most are only carried along.

    `others` counts a day's check-ins where they are not just the one that gave it its mark. `newest` is the day of the
    check-in that was recorded last. `tally` and `sums` are of this year, `tally_before` and `sums_before` of all years
    before it; sums leave out what was recorded before the goal began.
    """

    year: int
    marks: bytearray
    units: bytearray
    values: dict[int, Entry] = field(default_factory=dict)
    others: dict[int, int] = field(default_factory=dict)
    newest: int | None = None
    states: dict[int, list[Any]] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    tally_before: Tally = field(default_factory=Tally)
    sums: Sums = field(default_factory=Sums)
    sums_before: Sums = field(default_factory=Sums)

    @classmethod
    def empty(cls, year: int) -> "Year":
        days = dt.date(year, 12, 31).timetuple().tm_yday
        return cls(year, bytearray([_BLANK]) * days, bytearray([_BLANK]) * days)

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, 1, 1)

    def index(self, day: dt.date) -> int:
        return (day - self.first).days

    def day(self, index: int) -> dt.date:
        return self.first + index * _DAY

    @property
    def is_blank(self) -> bool:
        """Whether nothing is recorded in it, judged, or known at the beginning of its months."""
        return not (self.marks.strip(_BLANKS) or self.units.strip(_BLANKS) or self.others or self.states)

    # What was recorded

    def write(self, day: dt.date, rows: Sequence[Row]) -> None:
        """Take down what the check-ins of `day`, in their order, say."""
        index = self.index(day)
        numbers = [whole(row.value) for row in rows if row.value is not None]
        status = next((row.status for row in rows if row.status is not None), None)
        self.values.pop(index, None)
        self.others.pop(index, None)
        if numbers:
            self.values[index] = Entry(sum(numbers), len(numbers), numbers[0], numbers[-1], max(numbers))
        if status is None and not numbers:
            self.marks[index] = _BLANK
        else:
            self.marks[index] = ord(codes.mark_of(status, sum(numbers)))
        if len(rows) != (self.marks[index] != _BLANK):
            self.others[index] = len(rows)
        if self.is_told:
            self._note_newest(index, max((row.logged for row in rows if row.logged), default=None))

    def _note_newest(self, index: int, logged: dt.datetime | None) -> None:
        """Of several at the same instant the latest day counts. Where the newest went, it is not known until told."""
        held = self.tally.logged
        if self.newest == index and logged != held and (logged is None or held is None or logged < held):
            self.newest = _UNKNOWN
        elif logged is not None and (held is None or (logged, index) > (held, self.newest)):
            self.newest, self.tally = index, self.tally.told(logged)

    def record(self, index: int) -> DayRecord | None:
        mark = self.marks[index]
        if mark == _BLANK:
            return None
        entry = self.values.get(index)
        return DayRecord(codes.STATUS_OF.get(chr(mark)), None if entry is None else decimal(entry.sum))

    def records(self, after: dt.date | None = None) -> Iterator[tuple[dt.date, DayRecord]]:
        """The recorded days after a day, ascending."""
        begin, end = 0 if after is None else max(0, self.index(after) + 1), len(self.marks.rstrip(_BLANKS))
        for index in range(begin, end):
            record = self.record(index)
            if record is not None:
                yield self.day(index), record

    @property
    def is_told(self) -> bool:
        """Whether it is known which check-in of the year was recorded last."""
        return self.newest != _UNKNOWN

    def tell_later(self) -> None:
        """Forget which check-in was recorded last, until it is told."""
        self.newest = _UNKNOWN

    def tell(self, day: dt.date | None, logged: dt.datetime | None) -> None:
        """On which day the check-in lies that was recorded last, and when that was."""
        self.newest, self.tally = None if day is None else self.index(day), self.tally.told(logged)

    @property
    def _check_ins(self) -> int:
        marked = len(self.marks) - self.marks.count(_BLANK)
        return marked + sum(count - (self.marks[index] != _BLANK) for index, count in self.others.items())

    def recount(self, start: dt.date) -> None:
        """Derive the rest of the tally, and the sums since the `start` of the goal, from the days."""
        entries = self.values.values()
        self.tally = Tally(
            completed=self.marks.count(codes.COMPLETED.encode()),
            skipped=self.marks.count(codes.SKIPPED.encode()),
            missed=self.marks.count(codes.MISSED.encode()),
            check_ins=self._check_ins,
            values=sum([entry.size for entry in entries]),
            total=sum([entry.sum for entry in entries]),
            logged=self.tally.logged,
        )
        self.sums = self.sums_of(start, dt.date(self.year, 12, 31))

    def sums_of(self, first: dt.date, last: dt.date) -> Sums:
        """Of the values recorded from `first` through `last`."""
        begin, end = self.index(first), self.index(last)
        return self._joined(sorted(index for index in self.values if begin <= index <= end))

    def _joined(self, indexes: Sequence[int]) -> Sums:
        """Of the values of some days, ascending."""
        if not indexes:
            return Sums()
        entries = [self.values[index] for index in indexes]
        return Sums(
            sum([entry.size for entry in entries]),
            sum([entry.sum for entry in entries]),
            max([entry.greatest for entry in entries]),
            Dated(self.day(indexes[0]), entries[0].first),
            Dated(self.day(indexes[-1]), entries[-1].last),
        )

    # How it was judged

    def forget_after(self, day: dt.date) -> None:
        """Units that end after `day` are no longer known."""
        begin = max(0, self.index(day) + 1)
        self.units[begin:] = _BLANKS * max(0, len(self.units) - begin)

    def remember(self, code: str, first: dt.date, last: dt.date) -> None:
        """Write down the part of a unit that lies in this year."""
        end = self.index(last)
        if first < last:
            for index in range(max(0, self.index(first)), min(end, len(self.units))):
                self.units[index] = _INSIDE
        if end < len(self.units):
            self.units[end] = ord(code)
