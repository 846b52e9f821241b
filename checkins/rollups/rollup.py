"""What is kept with a goal: enough to say its figures on any day from the last write on."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from checkins.components import TaskFact
from checkins.rates import Counts
from checkins.rollups import codes
from checkins.rollups.codes import counts_in, judged_in
from checkins.rollups.judging import Years, records_after, units_since
from checkins.rollups.settled import Settled
from checkins.rollups.years import Tally
from checkins.sums import Sums, decimal, whole
from checkins.units import AnyUnit, DayRecord, Schedule, Unit
from checkins.units.values import PATTERNS_WITH_UNITS
from goals.journal import plain

_DAY = dt.timedelta(days=1)
# What patterns are looked for in: 26 weeks. RECENT holds the twelve of a card, and a unit that began before them.
WINDOW, RECENT = 189, 98


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    done: bool
    share: Decimal | None
    target_date: dt.date | None
    target_value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What a goal's figures are made of besides its check-ins. `links` are weights by the id of the habit.

    `feeds` tells whether the goal is a habit of others, `has_history` whether it has past terms or pauses: most have
    neither, and need not ask again with every check-in.
    """

    milestones: Sequence[MilestoneFact] = ()
    tasks: Sequence[TaskFact] = ()
    links: Sequence[tuple[int, uuid.UUID]] = ()
    money: Sums = field(default_factory=Sums)
    money_total: tuple[int, int] = (0, 0)
    """All contributions, those from before the start too: how many, and their sum as a whole number."""
    feeds: bool = False
    has_history: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "milestones": [_milestone_json(each) for each in self.milestones],
            "tasks": [[task.is_done, task.weight, task.focus_minutes] for task in self.tasks],
            "links": [[weight, str(habit)] for weight, habit in self.links],
            "money": self.money.as_json(),
            "money_total": list(self.money_total),
            "feeds": self.feeds,
            "has_history": self.has_history,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Parts":
        count, total = stored["money_total"]
        return cls(
            milestones=[_milestone(each) for each in stored["milestones"]],
            tasks=[TaskFact(*each) for each in stored["tasks"]],
            links=[(weight, uuid.UUID(habit)) for weight, habit in stored["links"]],
            money=Sums.from_json(stored["money"]),
            money_total=(count, total),
            feeds=stored["feeds"],
            has_history=stored["has_history"],
        )


@dataclass(slots=True)
class Rollup:
    """`settled` holds what closed before `as_of`, `open` what is recorded after its last unit (without units: today).

    `marks` and `units` are the characters of the WINDOW days through `as_of` (`checkins.rollups.codes`).
    """

    as_of: dt.date
    settled: Settled
    marks: str = codes.NOTHING * WINDOW
    units: str = codes.NOTHING * WINDOW
    open: dict[dt.date, DayRecord] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    sums: Sums = field(default_factory=Sums)
    parts: Parts = field(default_factory=Parts)

    @property
    def first(self) -> dt.date:
        """The first day of the window."""
        return self.as_of - (WINDOW - 1) * _DAY

    def mark(self, day: dt.date) -> str:
        """What is recorded on a day of the window or later."""
        index = (day - self.first).days
        return self.marks[index] if 0 <= index < WINDOW else codes.NOTHING

    def tail(self, schedule: Schedule, today: dt.date) -> Sequence[Unit]:
        """The units after the settled ones, on `today`."""
        return units_since(schedule, self.open, self.settled, today)

    def counts(self, since: dt.date) -> Counts:
        """How many settled units end on `since` or later, a day of the window."""
        return counts_in(self.units[(since - self.first).days :])

    def judged(self, tail: Sequence[Unit], days: int = WINDOW) -> list[AnyUnit]:
        """The settled units of the last `days` of the window, and the `tail` after them."""
        return [*judged_in(self.units[WINDOW - days :], self.first + (WINDOW - days) * _DAY), *tail]

    def as_json(self) -> dict[str, Any]:
        return {
            "as_of": self.as_of.isoformat(),
            "settled": self.settled.as_json(),
            "marks": self.marks,
            "units": self.units,
            "open": {day.isoformat(): _record_json(record) for day, record in sorted(self.open.items())},
            "tally": self.tally.as_json(),
            "sums": self.sums.as_json(),
            "parts": self.parts.as_json(),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Rollup":
        return cls(
            as_of=dt.date.fromisoformat(stored["as_of"]),
            settled=Settled.from_json(stored["settled"]),
            marks=stored["marks"],
            units=stored["units"],
            open={dt.date.fromisoformat(day): _record(held) for day, held in stored["open"].items()},
            tally=Tally.from_json(stored["tally"]),
            sums=Sums.from_json(stored["sums"]),
            parts=Parts.from_json(stored["parts"]),
        )


def rolled(schedule: Schedule, years: Years, settled: Settled, parts: Parts, today: dt.date) -> Rollup:
    """The roll-up of years that are judged through yesterday; they must reach back over the window."""
    last = years[max(years)] if years else None
    has_units = schedule.pattern in PATTERNS_WITH_UNITS
    return Rollup(
        as_of=today,
        settled=settled,
        marks=_window(years, "marks", today),
        units=_window(years, "units", today),
        open=records_after(years, settled.through if has_units else today - _DAY),
        tally=last.tally_before + last.tally if last else Tally(),
        sums=last.sums_before + last.sums if last else Sums(),
        parts=parts,
    )


def _window(years: Years, name: str, today: dt.date) -> str:
    """The characters of the window's days; a year that is not there holds nothing."""
    first = today - (WINDOW - 1) * _DAY
    found = ""
    for number in range(first.year, today.year + 1):
        begin, end = max(first, dt.date(number, 1, 1)), min(today, dt.date(number, 12, 31))
        year = years.get(number)
        days = (end - begin).days + 1
        part = getattr(year, name)[year.index(begin) : year.index(end) + 1].decode("ascii") if year else ""
        found += part or codes.NOTHING * days
    return found


def _milestone_json(fact: MilestoneFact) -> list[Any]:
    return [fact.done, plain(fact.share), fact.target_date and fact.target_date.isoformat(), plain(fact.target_value)]


def _milestone(stored: list[Any]) -> MilestoneFact:
    done, share, target_date, target_value = stored
    day = dt.date.fromisoformat(target_date) if target_date else None
    return MilestoneFact(done, share and Decimal(share), day, target_value and Decimal(target_value))


def _record_json(record: DayRecord) -> list[Any]:
    return [record.status, None if record.total is None else whole(record.total)]


def _record(held: list[Any]) -> DayRecord:
    status, total = held
    return DayRecord(status, None if total is None else decimal(total))
