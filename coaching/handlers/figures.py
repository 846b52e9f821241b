"""Figures of a goal as an answer says them: those of its page, without what is not known yet."""

import datetime as dt

from django.utils.translation import gettext as _

from checkins.cards import Card, Said, span_in_words
from checkins.standing import Standing
from goals.models.choices import Pattern
from goals.wording import grouped, with_unit

_UNKNOWN = "–"


def known(said: list[Said]) -> str:
    """ "86% consistency, last 28 days, 3 days current run"; empty where nothing is decided yet."""
    return ", ".join(f"{one.value} {one.label}" for one in said if one.value != _UNKNOWN)


def after_entry(standing: Standing, day: dt.date | None) -> str:
    """What an entry of `day` came to: "3 of 8 glasses today.", else the figure of the goal's card."""
    said = part_of(standing, day) or known([Card(standing).headline])
    return f"{said}." if said else ""


def part_of(standing: Standing, day: dt.date | None) -> str:
    """ "3 of 8 glasses today", "2 of 3 this week": of the stretch that today is in, where `day` is in it too.

    Empty where it asks for no amount and for no several times.
    """
    unit, goal = standing.due(standing.today), standing.goal
    if unit is None or day is None or not unit.first <= day <= unit.last or not unit.need:
        return ""
    if goal.pattern != Pattern.RECURRING or (goal.target_value is None and unit.need <= 1):
        return ""
    need = with_unit(unit.need, goal) if goal.target_value is not None else grouped(unit.need)
    words = {"done": grouped(unit.done), "need": need, "when": span_in_words(unit, goal.terms)}
    return _("%(done)s of %(need)s %(when)s") % words
