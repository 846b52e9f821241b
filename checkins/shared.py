"""What a share shows of a goal: the one place that decides, for pages and API alike.

Nothing of the goal but what is picked here leaves the house: never notes, never addresses, never another goal.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from checkins.cards import Card, Day, Said, cards_of
from checkins.charts import Chart
from checkins.detail import detail_of
from checkins.models import CheckIn
from goals.models import Goal, GoalShare, Milestone
from goals.models.choices import Pattern
from goals.models.sharing import SharedPart
from goals.wording import status_in_words, terms_in_words, with_unit

HISTORY_DAYS = 28
_WITHOUT_AMOUNTS = frozenset({"weeks", "strength"})
# What a goal is judged by, without any amount in it.
_PLAIN_FIGURES = (
    "completed",
    "skipped",
    "missed",
    "completion_rate",
    "adherence",
    "strength",
    "milestones_done",
    "milestones_total",
)


@dataclass(frozen=True, slots=True)
class SharedDay:
    """A day of the history: its box, and the amounts recorded on it (none unless amounts are shown)."""

    day: dt.date
    box: Day
    values: list[Decimal]
    amounts: list[str]


@dataclass(frozen=True)
class SharedGoal:
    """A goal as its share shows it on the owner's `today`. Parts that were not chosen are None."""

    share: GoalShare
    card: Card

    @property
    def title(self) -> str:
        return self._goal.title

    @property
    def status(self) -> str:
        return self._goal.status

    @property
    def status_word(self) -> str:
        return status_in_words(self._goal.status)

    @property
    def pattern(self) -> str:
        return self._goal.pattern

    @property
    def reason(self) -> str | None:
        return self._goal.why_it_matters if self._shows(SharedPart.REASON) else None

    @cached_property
    def terms(self) -> str | None:
        """What was agreed, unless that would tell an amount."""
        if not self._shows(SharedPart.FIGURES) or (self._tells_amounts and not self.shows_values):
            return None
        return terms_in_words(self._goal)

    @cached_property
    def charts(self) -> list[Chart] | None:
        """Those of the goal's own page; without amounts only what is drawn of shares. Two queries more."""
        if not self._shows(SharedPart.FIGURES):
            return None
        found = detail_of(self.card.standing).charts
        if self.shows_values or not self._tells_amounts:
            return found
        return [chart for chart in found if chart.name in _WITHOUT_AMOUNTS]

    @cached_property
    def said(self) -> list[Said] | None:
        """The figures in words."""
        if not self._shows(SharedPart.FIGURES):
            return None
        return self.card.all if self.shows_values else self._without_amounts()

    @property
    def figures(self) -> dict[str, Any] | None:
        """The figures as numbers."""
        if not self._shows(SharedPart.FIGURES):
            return None
        found = self.card.figures
        amounts = {"value": found.value, "total": found.total, "target_value": self._goal.target_value}
        return {
            "progress_percent": found.percent,
            **{name: getattr(found, name) for name in _PLAIN_FIGURES},
            "current_streak": found.streak.current,
            "longest_streak": found.streak.longest,
            "pace": found.pace.word if found.pace else None,
            **(amounts if self.shows_values else dict.fromkeys(amounts)),
            "unit": (self._goal.currency or self._goal.unit) if self.shows_values else None,
        }

    @property
    def milestones(self) -> list[Milestone] | None:
        return list(self._goal.milestones.all()) if self._shows(SharedPart.MILESTONES) else None

    @cached_property
    def history(self) -> list[SharedDay] | None:
        """The last 28 days through today."""
        if not self._shows(SharedPart.HISTORY):
            return None
        return [self._day(day, box) for day, box in self.card.last_days(HISTORY_DAYS)]

    @property
    def strip(self) -> list[Day]:
        """The boxes of the history."""
        return [each.box for each in self.history or ()]

    @property
    def shows_values(self) -> bool:
        return self._shows(SharedPart.VALUES)

    @property
    def _tells_amounts(self) -> bool:
        """Whether what was agreed is an amount."""
        is_amount = self._goal.target_value is not None and self._goal.pattern != Pattern.STREAK
        return is_amount or self._goal.pattern == Pattern.TARGET

    @property
    def _goal(self) -> Goal:
        return self.card.goal

    def _shows(self, part: SharedPart) -> bool:
        return part in self.share.parts

    def _without_amounts(self) -> list[Said]:
        card = self.card
        match self._goal.pattern:
            case Pattern.LIMIT:
                said = [card.consistency(), card.run(), card.strength()]
            case Pattern.TARGET:
                said = [Said(card.percent().value, _("of the way")), card.ahead()]
            case Pattern.MILESTONE:
                said = [Said(card.percent().value, _("done")), card.milestones(), card.pace()]
            case _:
                said = [*card.all]
        return [one for one in said if one is not None]

    def _day(self, day: dt.date, box: Day) -> SharedDay:
        values = self._values(day) if self.shows_values else []
        return SharedDay(day, box, values, [with_unit(value, self._goal) for value in values])

    def _values(self, day: dt.date) -> list[Decimal]:
        """Readings one by one, since their sum means nothing; of everything else the day's sum."""
        found = self._recorded[day]
        return found if self._goal.pattern == Pattern.TARGET or not found else [sum(found, Decimal(0))]

    @cached_property
    def _recorded(self) -> dict[dt.date, list[Decimal]]:
        """The values of the days that are shown, in the order in which they were recorded."""
        held: dict[dt.date, list[Decimal]] = defaultdict(list)
        first = self.card.today - dt.timedelta(days=HISTORY_DAYS - 1)
        rows = CheckIn.objects.filter(goal=self._goal, value_recorded__isnull=False).between(first, self.card.today)
        for day, value in rows.order_by("logged_at", "id").values_list("check_in_date", "value_recorded"):
            held[day].append(value)
        paid = self._goal.contributions.filter(occurred_on__range=(first, self.card.today))
        for day, amount in paid.order_by("created_at", "id").values_list("occurred_on", "amount"):
            held[day].append(amount)
        return held


def shared_goal(share: GoalShare) -> SharedGoal:
    """What `share` shows now; a fixed number of queries."""
    goal = share.goal
    goal.owner = share.owner
    prefetch_related_objects([goal], "milestones")
    return SharedGoal(share, cards_of([goal], share.owner.today())[goal.pk])
