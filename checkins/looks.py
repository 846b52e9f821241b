"""How a day of a goal looks: by what is recorded on it and how its unit was judged."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from checkins.report import values_between
from checkins.rollups import codes
from checkins.rollups.codes import judged_in
from checkins.rollups.judging import Years
from checkins.standing import Standing
from checkins.sums import decimal
from checkins.units import AnyUnit, State
from goals.models.choices import Pattern
from goals.wording import with_unit

_DAY = dt.timedelta(days=1)
_AMOUNTS = {Pattern.TARGET, Pattern.LIMIT}


def look_of(mark: str, unit: AnyUnit | None) -> str:
    """done, part, skip, missed, rest or todo; `unit` is the one that is this day alone."""
    if mark in (codes.SKIPPED, codes.MISSED):
        return "skip" if mark == codes.SKIPPED else "missed"
    if unit is not None and unit.state is State.SUCCESS:
        return "done"
    if mark in (codes.COMPLETED, codes.VALUE):
        return "done" if unit is None else "part"
    if unit is None or unit.state is State.NEUTRAL:
        return "rest"
    return "missed" if unit.state is State.MISS else "todo"


def look_in_words(look: str, *, has_due_days: bool) -> str:
    words = {
        "done": _("done"),
        "part": _("partly done"),
        "skip": _("skipped"),
        "missed": _("missed"),
        "rest": _("not due") if has_due_days else _("nothing recorded"),
        "todo": _("open"),
    }
    return words[look]


@dataclass
class Looks:
    """How the days from `first` through today look; `years` hold them. Work by the number of days."""

    standing: Standing
    years: Years
    first: dt.date
    _units: dict[dt.date, AnyUnit] = field(init=False)

    def __post_init__(self) -> None:
        self._units = {unit.last: unit for unit in self._judged() if unit.first == unit.last}

    def look(self, day: dt.date) -> str:
        return look_of(self.mark(day), self._units.get(day))

    def mark(self, day: dt.date) -> str:
        year = self.years.get(day.year)
        return chr(year.marks[year.index(day)]) if year else codes.NOTHING

    def amount(self, day: dt.date) -> Decimal | None:
        """What was recorded on the day: of a goal that reads its latest value that one, else the sum."""
        return self._amounts.get(day)

    def words(self, day: dt.date) -> str:
        """The state of the day and its amount: "done, 2 litres"; for what has no due days the amount alone."""
        goal, look, amount = self.standing.goal, self.look(day), self.amount(day)
        said = with_unit(amount, goal)
        if said and goal.pattern in _AMOUNTS and look in ("done", "part"):
            return said
        words = look_in_words(look, has_due_days=goal.pattern not in (Pattern.TARGET, Pattern.MILESTONE))
        return f"{words}, {said}" if said else words

    def level(self, day: dt.date) -> int:
        """1 to 4: a third, two thirds, less than all, all of what was asked for; of amounts without one, of the most.

        4 for what is done without an amount.
        """
        amount, need = self.amount(day), self._need(day)
        if amount is None or not need:
            return 4 if self.look(day) == "done" else 2
        thirds = 3 * amount / need
        return 4 if thirds >= 3 else 1 if thirds <= 1 else 2 if thirds <= 2 else 3

    def _need(self, day: dt.date) -> Decimal | None:
        goal = self.standing.goal
        if goal.pattern in _AMOUNTS:
            return max(self._amounts.values(), default=None) if self._adds_up else None
        unit, terms = self._units.get(day), self.standing.schedule.history.on(day)
        return terms.target_value if unit is not None and goal.pattern == Pattern.RECURRING else None

    @property
    def _adds_up(self) -> bool:
        return self.standing.goal.pattern != Pattern.TARGET or self.standing.basis.reads in ("sum", "count")

    @cached_property
    def _amounts(self) -> dict[dt.date, Decimal]:
        found = values_between(self.years, self.first, self.standing.today)
        return {day: decimal(entry.sum if self._adds_up else entry.last) for day, entry in found}

    def _judged(self) -> Iterable[AnyUnit]:
        """The units of these days, settled and open."""
        text = "".join(
            chr(year.units[year.index(day)]) if (year := self.years.get(day.year)) else codes.NOTHING
            for day in (self.first + ahead * _DAY for ahead in range((self.standing.today - self.first).days + 1))
        )
        return [*judged_in(text, self.first), *self.standing.tail]
