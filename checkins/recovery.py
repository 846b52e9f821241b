"""After a missed due day: one goal to pick up again, with the facts that still stand."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from checkins.agenda import Agenda, Mark, Row
from checkins.recommendations import recommendations_for
from checkins.standing import Standing
from checkins.units import AnyUnit, State
from goals.models import Goal
from goals.wording import with_unit

# An older miss says nothing about now.
_RECENT = dt.timedelta(days=14)
_WEEK = 7
_FULL = 28


@dataclass(frozen=True, slots=True)
class Setback:
    """A goal that is due today and whose last due day was missed; `smaller` is a change that would make it easier."""

    row: Row
    standing: Standing
    missed: AnyUnit
    smaller: Mapping[str, Any] | None = None
    key: uuid.UUID = field(default_factory=uuid7)

    @property
    def goal(self) -> Goal:
        return self.row.goal

    @property
    def facts(self) -> str:
        """ "Yesterday didn’t happen. 24 of your last 28 days still stand." """
        kept, day, today = self.standing.figures.consistency, self.missed.last, self.standing.today
        if day == today - dt.timedelta(days=1):
            said = _("Yesterday didn’t happen.")
        else:
            form = "l" if (today - day).days < _WEEK else "j F"
            said = _("%(day)s didn’t happen.") % {"day": date_format(day, form)}
        if not kept.success:
            return said
        words = {"kept": kept.success, "due": kept.judged}
        if kept.judged == _FULL:
            return f"{said} " + _("%(kept)d of your last %(due)d days still stand.") % words
        return f"{said} " + _("%(kept)d of your last %(due)d due days still stand.") % words

    @property
    def small_step(self) -> str:
        """The small version, where a tick records it."""
        return "" if self.row.is_measured else self.goal.small_version or ""

    @property
    def proposal(self) -> str:
        """What the smaller target or the plan would be; empty where nothing is proposed."""
        if not self.smaller:
            return ""
        if plan := self.smaller.get("create_intention"):
            parts = {"trigger": plan["trigger_condition"], "action": plan["action"]}
            return _("If %(trigger)s, then I will %(action)s") % parts
        terms = replace(self.goal.terms, **amounts_of(self.smaller))
        words = terms.in_words(lambda value: with_unit(value, self.goal), self.goal.pattern)
        return _("Make it %(terms)s") % {"terms": words}


def setback_of(agenda: Agenda) -> Setback | None:
    """The first of the page that was not put aside; a query for the plans of that one."""
    standings = {standing.goal.pk: standing for standing in agenda.standings}
    for row in agenda.rows:
        rests = row.goal.recovery_from is not None and agenda.day < row.goal.recovery_from
        if rests or row.goal.pk not in standings or row.mark is not Mark.TODO or not row.counts:
            continue
        standing = standings[row.goal.pk]
        if missed := last_miss(standing):
            return Setback(row, standing, missed, smaller_step(standing))
    return None


def last_miss(standing: Standing) -> AnyUnit | None:
    """The last due day that was judged, where that was missed within two weeks; None for goals of whole periods."""
    judged = (unit for unit in reversed(standing.recent) if unit.state in (State.SUCCESS, State.MISS))
    last = next((unit for unit in judged if unit.last < standing.today), None)
    if last is None or last.state is not State.MISS or last.first != last.last:
        return None
    return last if last.last >= standing.today - _RECENT else None


def smaller_step(standing: Standing) -> dict[str, Any] | None:
    """After three misses in seven due days: the action that makes the goal smaller, by name with its arguments."""
    goal = standing.goal
    found = recommendations_for(goal, standing.figures, standing.today, plans=list(goal.intentions.all()))
    return next((one.action for one in found if one.code == "shrink_step"), None)


def amounts_of(action: Mapping[str, Any]) -> dict[str, Any]:
    """The changed terms of a proposed `update_goal`, as the action takes them."""
    changes = dict(action["update_goal"])
    if "target_value" in changes:
        changes["target_value"] = Decimal(str(changes["target_value"]))
    return changes
