"""Figures and rows for pages: where a goal's page meets what was done."""

import datetime as dt
import uuid
from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins.agenda import Gauge, Row
from checkins.cards import Card, cards_of, in_units, reserve_in_words, span_in_words
from checkins.detail import Detail, detail_of
from checkins.insight_words import said
from checkins.models import CheckIn, Insight
from checkins.models.check_in import Mood
from config.fields import shown_number
from goals.models import Goal
from goals.wording import grouped, with_unit

register = template.Library()

_RECENT = 10
_INSIGHTS = 5


@register.simple_tag
def cards_for(goals: Iterable[Goal], today: dt.date) -> dict[uuid.UUID, Card]:
    """The cards of all `goals` at once, by id; `card_of` picks one."""
    return cards_of(list(goals), today)


@register.filter
def card_of(cards: dict[uuid.UUID, Card], goal: Goal) -> Card:
    return cards[goal.pk]


@register.filter
def detail(card: Card) -> Detail:
    """The charts and sentences of the goal's own page."""
    return detail_of(card.standing)


@register.simple_tag
def recent_check_ins(goal: Goal) -> list[CheckIn]:
    """The newest check-ins of a goal, and one more where the history goes on."""
    return list(CheckIn.objects.filter(goal=goal).select_related("milestone").newest_first()[: _RECENT + 1])


@register.filter
def amount(value: Decimal | None, goal: Goal) -> str:
    """A value with the goal's unit or currency."""
    return with_unit(value, goal)


@register.filter
def mood_word(mood: int) -> str:
    return str(Mood(mood).label).lower()


@register.filter
def run_of(row: Row) -> str:
    """ "12 days in a row", from two on."""
    if row.streak < 2:
        return ""
    words = {"run": in_units(row.terms, row.streak, is_mixed=row.is_mixed_run)}
    return _("Kept %(run)s in a row") % words if row.is_limit else _("%(run)s in a row") % words


@register.filter
def reserve_of(row: Row) -> str:
    """ "Covered by your reserve, 1 left in November." while a miss of this month is covered."""
    return reserve_in_words(row.reserve)


@register.simple_tag
def insights_of(goal: Goal) -> list[Insight]:
    """The newest things that the goal's figures said and nobody put aside."""
    return list(Insight.objects.about(goal.pk).open().with_goals()[:_INSIGHTS])


@register.filter
def in_words(insight: Insight) -> str:
    return said(insight)


@register.filter
def change_of(insight: Insight) -> str:
    """The words of the button that leads to what a suggestion would change; empty where it proposes nothing."""
    if insight.goal is None or not insight.goal.is_editable:
        return ""
    return {
        "shrink_step": _("Make it smaller"),
        "plan_weekday": _("Add this plan"),
        "reset_date": _("Move the date"),
        "date_passed": _("Set a new date"),
    }.get(insight.code, "")


@register.filter
def percent_sure(insight: Insight) -> int:
    """Rounded down, so that nothing is ever quite sure."""
    return int(insight.confidence * 100)


@register.filter
def progress_of(row: Row, day: dt.date) -> str:
    """How far the unit of the row has come: "1.25 of 2 litres today", "4 of 5 this week"; nothing for a plain tick."""
    unit, goal = row.unit, row.goal
    if row.is_limit:
        return limit_in_words(row, day)
    if unit.need is None or (unit.need == 1 and not row.is_measured):
        return ""
    need = with_unit(unit.need, goal) if row.is_measured and row.terms.target_value is not None else grouped(unit.need)
    words = {
        "done": grouped(max(Decimal(0), unit.done)),
        "need": need,
        "when": span_in_words(unit, row.terms, is_now=row.is_today),
    }
    return _("%(done)s of %(need)s %(when)s") % words


def limit_in_words(row: Row, day: dt.date) -> str:
    """ "9 of 14 cups this week. 5 left for 3 days, about 1.7 a day." """
    unit, goal = row.unit, row.goal
    need, done = unit.need or Decimal(0), max(Decimal(0), unit.done)
    words = {
        "done": grouped(done),
        "need": with_unit(need, goal),
        "when": span_in_words(unit, row.terms, is_now=row.is_today),
    }
    said = _("%(done)s of %(need)s %(when)s.") % words
    left, days = need - done, (unit.last - day).days + 1
    if left < 0:
        return f"{said} " + _("%(over)s over.") % {"over": grouped(-left)}
    if days == 1:
        return f"{said} " + _("%(left)s left.") % {"left": grouped(left)}
    daily = {"left": grouped(left), "days": days, "daily": grouped(round(left / days, 1))}
    return f"{said} " + _("%(left)s left for %(days)d days, about %(daily)s a day.") % daily


@register.filter
def measure_word(row: Row) -> str:
    """What the number in the row's box counts: the unit, or times."""
    return row.goal.currency or row.goal.unit or ngettext("time", "times", 2)


@register.filter
def one_tap_of(row: Row) -> str:
    """The amount that the row proposes, as the person's locale writes it."""
    return shown_number(row.one_tap)


@register.filter
def quick_of(goal: Goal) -> list[tuple[str, str]]:
    """The amounts that have buttons of their own: as they are sent, and in words."""
    return [(amount, with_unit(Decimal(amount), goal)) for amount in goal.quick_amounts or ()]


@register.filter
def time_of(row: Row) -> str:
    """When the row was recorded, by the person's clock."""
    return time_format(row.recorded_at.astimezone(row.goal.owner.zone), "H:i") if row.recorded_at else ""


@register.filter
def gauge_of(row: Row, day: dt.date) -> Gauge:
    return row.gauge(day)


@register.filter
def day_heading(check_in: CheckIn) -> str:
    return date_format(check_in.check_in_date, "D j F Y")
