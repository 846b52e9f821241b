"""Targets and milestones on Today: how far they are and what the next step is. They ask for no day of their own."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_UP, Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from uuid_utils.compat import uuid7

from checkins.agenda import Gauge
from checkins.standing import Standing
from config.fields import shown_number
from goals.models import Goal, Milestone
from goals.models.choices import Aggregation, Direction, Pattern
from goals.wording import milestone_in_words, with_unit

_WEEK = 7


@dataclass(slots=True)
class Underway:
    """One goal on its way; `milestone` is its next open one. `key` makes a repeated form harmless."""

    standing: Standing
    milestone: Milestone | None = None
    key: uuid.UUID = field(default_factory=uuid7)
    error: str = ""
    typed: str = ""

    @property
    def goal(self) -> Goal:
        return self.standing.goal

    @property
    def adds_up(self) -> bool:
        return self.goal.aggregation == Aggregation.SUM

    @property
    def takes_amount(self) -> bool:
        """Whether an amount is entered here; money for a budget or a debt has a page that asks for more."""
        return self.goal.pattern == Pattern.TARGET and self.goal.finance_mode is None

    @property
    def proposed(self) -> str:
        """The amount of one tap, where amounts add up."""
        return shown_number(self.goal.step) if self.adds_up and self.goal.step else ""

    @property
    def gauge(self) -> Gauge | None:
        share = self.standing.figures.percent
        return None if share is None else Gauge(float(share))

    @property
    def progress(self) -> str:
        """ "£1,740 of £3,000", or "2 of 5 milestones"."""
        goal, figures = self.goal, self.standing.figures
        if goal.pattern == Pattern.MILESTONE:
            words = {"done": figures.milestones_done, "total": figures.milestones_total}
            return _("%(done)d of %(total)d milestones") % words if figures.milestones_total else ""
        if figures.value is None:
            return _("Nothing recorded yet")
        if not self.adds_up:
            return _("%(value)s now") % {"value": with_unit(figures.value, goal)}
        return _("%(value)s of %(target)s") % {
            "value": with_unit(figures.value, goal),
            "target": with_unit(goal.target_value, goal),
        }

    @property
    def next_step(self) -> str:
        """ "About £41 a week gets you there by 30 June 2027", or the next milestone with its date."""
        if self.goal.pattern == Pattern.TARGET:
            return self._needed()
        if self.milestone is None:
            return ""
        said = _("Next: %(title)s") % {"title": self.milestone.title}
        when = milestone_in_words(self.milestone, self.goal.owner)
        return f"{said} · {when}" if when else said

    @property
    def left(self) -> Decimal:
        """What is missing to the target, in the direction of the goal."""
        goal, basis = self.goal, self.standing.basis
        value = self.standing.figures.value
        if value is None:
            value = basis.sums.start(goal.baseline_value, goal.direction) or Decimal(0)
        left = (goal.target_value or Decimal(0)) - value
        return max(Decimal(0), -left if goal.direction == Direction.DECREASE else left)

    def _needed(self) -> str:
        goal = self.goal
        if goal.target_date is None or goal.target_value is None or not self.left:
            return ""
        days = (goal.target_date - self.standing.today).days
        words = {"day": date_format(goal.target_date, "j F Y"), "left": with_unit(self.left, goal)}
        if days < 0:
            return ngettext("%(days)d day past the date", "%(days)d days past the date", -days) % {"days": -days}
        if days < _WEEK:
            return _("%(left)s to go by %(day)s") % words
        words["amount"] = with_unit(rounded_up(self.left * _WEEK / days), goal)
        return _("About %(amount)s a week gets you there by %(day)s") % words


def under_way(standings: Iterable[Standing]) -> list[Underway]:
    """Those that have begun, do not rest and are not reached; one query where there are milestones."""
    going = [standing for standing in standings if _is_going(standing)]
    projects = [standing.goal for standing in going if standing.goal.pattern == Pattern.MILESTONE]
    upcoming: dict[uuid.UUID, Milestone] = {}
    for milestone in Milestone.objects.filter(goal__in=projects, completed_at=None) if projects else ():
        upcoming.setdefault(milestone.goal_id, milestone)
    return [Underway(standing, upcoming.get(standing.goal.pk)) for standing in going]


def _is_going(standing: Standing) -> bool:
    if standing.goal.pattern not in (Pattern.TARGET, Pattern.MILESTONE):
        return False
    day, schedule = standing.today, standing.schedule
    rests = any(first <= day <= (last or dt.date.max) for first, last in schedule.pauses)
    return schedule.start <= day and not rests and standing.figures.percent != 100


def rounded_up(amount: Decimal) -> Decimal:
    """Up to what a person would say: whole from ten on, else with one or two digits."""
    digits = "1" if amount >= 10 else "0.1" if amount >= 1 else "0.01"
    return amount.quantize(Decimal(digits), ROUND_UP)
