"""What a card and a goal's page say in figures: each as (value, label), and the strip of the last seven days."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins.figures import Figures
from checkins.looks import look_in_words, look_of
from checkins.reserve import Reserve
from checkins.standing import Standing, standings_of
from checkins.units import AnyUnit, State, Unit
from goals.models import Goal
from goals.models.choices import Pattern, Sentiment
from goals.terms import Period, Terms
from goals.wording import grouped, in_percent, with_unit

_DAY = dt.timedelta(days=1)
_STRIP_DAYS = 7
_LOOK_AHEAD = 31
# Under so many judged units a percentage would say more than is known.
_FEW = 7


class Said(NamedTuple):
    """A figure as it is shown."""

    value: str
    label: str


class Day(NamedTuple):
    """A box of the strip: its look, the words that say the same, and the short name of the weekday."""

    look: str
    words: str
    weekday: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Card:
    standing: Standing

    @property
    def goal(self) -> Goal:
        return self.standing.goal

    @property
    def figures(self) -> Figures:
        return self.standing.figures

    @property
    def today(self) -> dt.date:
        return self.standing.today

    @property
    def headline(self) -> Said:
        """The one figure that a card shows."""
        match self.goal.pattern:
            case Pattern.LIMIT:
                return self.limit()
            case Pattern.TARGET:
                return self.ahead() or self.left() or self.percent()
            case Pattern.MILESTONE:
                return self.milestones()
            case Pattern.STREAK:
                return self.run_of_target()
        return self.consistency()

    @property
    def all(self) -> list[Said]:
        """The figures of the goal's own page."""
        match self.goal.pattern:
            case Pattern.LIMIT:
                said = [self.limit(), self.consistency(), self.run(), self.strength()]
            case Pattern.TARGET:
                said = [self.percent(), self.value(), self.left(), self.ahead()]
            case Pattern.MILESTONE:
                said = [self.percent(), self.milestones(), self.pace()]
            case Pattern.STREAK:
                said = [self.run_of_target(), self.consistency(), self.strength(), self.recorded()]
            case _:
                said = [self.consistency(), self.run(), self.strength(), self.recorded()]
        return [one for one in said if one is not None]

    @property
    def has_due_days(self) -> bool:
        return self.goal.pattern not in (Pattern.TARGET, Pattern.MILESTONE)

    @property
    def is_reached(self) -> bool:
        """Whether a goal with an end is there; the person completes it."""
        return self.figures.percent == 100 and self.goal.pattern in (Pattern.TARGET, Pattern.MILESTONE, Pattern.STREAK)

    def percent(self) -> Said:
        share = self.figures.percent
        of = with_unit(self.goal.target_value, self.goal)
        return Said(
            "–" if share is None else in_percent(share),
            _("of the way to %(target)s") % {"target": of} if of else _("done"),
        )

    def consistency(self) -> Said:
        kept = self.figures.consistency
        if not kept.judged:
            return Said("–", _("consistency, once a day is over"))
        if kept.judged < _FEW:
            return Said(_("%(kept)d of %(due)d") % {"kept": kept.success, "due": kept.judged}, _("kept so far"))
        return Said(in_percent(100 * kept.success // kept.judged), _("consistency, last 28 days"))

    def run(self) -> Said:
        run = self.figures.streak
        value = in_units(self.goal.terms, run.current, is_mixed=self.standing.is_mixed_run)
        return Said(value, _("in a row · best %(best)d") % {"best": run.longest})

    def run_of_target(self) -> Said:
        run, days = self.figures.streak, self.goal.target_value
        if days is None:
            return self.run()
        value = _("%(run)d of %(days)d") % {"run": run.current, "days": int(days)}
        return Said(value, _("days in a row · best %(best)d") % {"best": run.longest})

    def strength(self) -> Said | None:
        if self.figures.strength is None:
            return None
        return Said(in_percent(int(100 * self.figures.strength)), _("strength of the habit"))

    def recorded(self) -> Said:
        """Days by what was said of them; of amounts, which say nothing of a day, what came of all that is over."""
        told = self.figures.completed or self.figures.skipped or self.figures.missed
        if not told and self.figures.closed.judged:
            kept = {"kept": self.figures.closed.success, "due": self.figures.closed.judged}
            return Said(_("%(kept)d of %(due)d") % kept, _("kept since the start"))
        numbers = {"skipped": self.figures.skipped, "missed": self.figures.missed}
        value = ngettext("%(count)d day", "%(count)d days", self.figures.completed) % {"count": self.figures.completed}
        return Said(value, _("done · %(skipped)d skipped, %(missed)d missed") % numbers)

    def milestones(self) -> Said:
        numbers = {"done": self.figures.milestones_done, "total": self.figures.milestones_total}
        return Said(_("%(done)d of %(total)d") % numbers, _("milestones done"))

    def value(self) -> Said | None:
        if self.figures.value is None:
            return None
        return Said(with_unit(self.figures.value, self.goal), _("now"))

    def left(self) -> Said | None:
        if self.figures.value is None or self.goal.target_value is None:
            return None
        if self.figures.percent == 100:
            return Said(_("Reached"), _("the target"))
        left = abs(self.goal.target_value - self.figures.value)
        return Said(with_unit(left, self.goal), _("to go"))

    def ahead(self) -> Said | None:
        """Days before or behind the straight line to the target."""
        pace = self.figures.pace
        if pace is None or pace.days_ahead is None or self.figures.percent == 100:
            return None
        days = abs(pace.days_ahead)
        if not days:
            return Said(_("On the line"), _("to the target date"))
        if pace.days_ahead > 0:
            words = ngettext("%(days)d day ahead", "%(days)d days ahead", days)
            return Said(words % {"days": days}, _("of the line to the target date"))
        words = ngettext("%(days)d day behind", "%(days)d days behind", days)
        return Said(words % {"days": days}, _("the line to the target date"))

    def pace(self) -> Said | None:
        if self.figures.pace is None:
            return None
        return Said(str(Sentiment(self.figures.pace.word).label), _("by the planned dates"))

    @property
    def reserve(self) -> str:
        return reserve_in_words(self.figures.reserve)

    def limit(self) -> Said:
        unit = self.now
        if unit is None:
            return Said("–", _("not counting now"))
        need = unit.need or Decimal(0)
        words = {"need": with_unit(need, self.goal), "when": span_in_words(unit, self.goal.terms)}
        if unit.done > need:
            over = {"amount": grouped(unit.done - need)}
            return Said(_("%(amount)s over") % over, _("the limit of %(need)s %(when)s") % words)
        return Said(_("%(amount)s left") % {"amount": grouped(need - unit.done)}, _("of %(need)s %(when)s") % words)

    @property
    def parts(self) -> str:
        """ "Milestones 66% · Tasks 50% · 45 minutes of focus": what the percent is made of, where that is several."""
        names = {
            "milestones": _("Milestones"),
            "tasks": _("Tasks"),
            "habits": _("Habits"),
            "contributions": _("Contributions"),
            "check_ins": _("Check-ins"),
        }
        said = []
        if len(self.figures.components) > 1:
            for part in self.figures.components:
                percent = part.as_json()["percent"]
                said.append(f"{names[part.source]} {'–' if percent is None else f'{percent}%'}")
        if minutes := self.figures.focus_minutes:
            said.append(
                ngettext("%(count)d minute of focus", "%(count)d minutes of focus", minutes) % {"count": minutes}
            )
        return " · ".join(said)

    @property
    def now(self) -> Unit | None:
        """The unit that asks for today."""
        return self.standing.due(self.today)

    @property
    def next_due(self) -> str:
        """ "Due today", "Next Mon 23 November", or nothing for goals without a rhythm."""
        if self.goal.status != "active" or self.goal.pattern == Pattern.LIMIT:
            return ""
        for ahead in range(_LOOK_AHEAD):
            day = self.today + ahead * _DAY
            unit = self.standing.due(day)
            if unit is not None and unit.state is State.PENDING:
                return _("Due today") if not ahead else _("Next %(day)s") % {"day": date_format(day, "D j F")}
        return ""

    @property
    def strip(self) -> list[Day]:
        return [box for _day, box in self.last_days(_STRIP_DAYS)]

    def last_days(self, count: int) -> list[tuple[dt.date, Day]]:
        """The last days through today, at most twelve weeks of them, each with its box."""
        single = {unit.last: unit for unit in self.figures.units[-2 * count :] if unit.first == unit.last}
        days = [self.today - ahead * _DAY for ahead in reversed(range(count))]
        return [(day, self._box(day, single.get(day))) for day in days]

    def _box(self, day: dt.date, unit: AnyUnit | None) -> Day:
        look = look_of(self.standing.rollup.mark(day), unit)
        said = f"{date_format(day, 'D j F')}: {look_in_words(look, has_due_days=self.has_due_days)}"
        return Day(look, said, date_format(day, "D"), day == self.today)


def cards_of(goals: Sequence[Goal], today: dt.date) -> dict[uuid.UUID, Card]:
    """The cards of several goals of one person; a fixed number of queries."""
    return {goal_id: Card(standing) for goal_id, standing in standings_of(goals, today).items()}


def in_units(terms: Terms, count: int, *, is_mixed: bool = False) -> str:
    """A number of the units that `terms` are judged by: days, weeks, months, or times. Several kinds are times."""
    words = {"count": count}
    if terms.weekdays or terms.every_n_days or is_mixed:
        return ngettext("%(count)d time", "%(count)d times", count) % words
    if terms.period == Period.WEEK:
        return ngettext("%(count)d week", "%(count)d weeks", count) % words
    if terms.period == Period.MONTH:
        return ngettext("%(count)d month", "%(count)d months", count) % words
    return ngettext("%(count)d day", "%(count)d days", count) % words


def reserve_in_words(reserve: Reserve | None) -> str:
    """ "Covered by your reserve, 1 left in November."; empty while nothing is covered."""
    if reserve is None or not reserve.used:
        return ""
    words = {"used": reserve.used, "left": reserve.left, "month": date_format(reserve.month, "F")}
    if reserve.used == 1:
        return _("Covered by your reserve, %(left)d left in %(month)s.") % words
    return _("%(used)d misses covered by your reserve, %(left)d left in %(month)s.") % words


def span_in_words(unit: Unit, terms: Terms, *, is_now: bool = True) -> str:
    """When a unit is: "today", "this week", "that month", or through the last day of a block of days."""
    days = (unit.last - unit.first).days + 1
    if days == 1 and terms.period == Period.DAY:
        return _("today") if is_now else _("that day")
    if terms.every_n_days:
        return _("through %(day)s") % {"day": date_format(unit.last, "j F")}
    if terms.period == Period.WEEK:
        return _("this week") if is_now else _("that week")
    return _("this month") if is_now else _("that month")
