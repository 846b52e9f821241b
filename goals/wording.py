"""How a goal's measure reads on a page: amounts with unit or currency, and the sentence of its terms."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from goals.models.choices import Pattern, Status
from goals.plurals import singular
from goals.terms import Terms

if TYPE_CHECKING:
    from goals.models import Goal, Milestone, User

SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}
CURRENCIES = {symbol: code for code, symbol in SYMBOLS.items()} | {code: code for code in SYMBOLS}


def grouped(value: Decimal) -> str:
    """A number as the locale writes it, with thousands apart and without trailing zeros."""
    return number_format(format(value.normalize() + 0, "f"), use_l10n=True, force_grouping=True)


class Measured(Protocol):
    """What has a unit or a currency: a goal, or what is known of one."""

    @property
    def unit(self) -> str | None: ...
    @property
    def currency(self) -> str | None: ...


def with_unit(value: Decimal | None, goal: Measured) -> str:
    """ "1.5 km", "1 cup", "£500", "12 CHF", or the bare number; empty for no value."""
    if value is None:
        return ""
    if goal.currency:
        return in_currency(value, goal.currency)
    return f"{grouped(value)} {counted_in(goal.unit, value)}" if goal.unit else grouped(value)


def counted_in(unit: str, value: Decimal) -> str:
    """The unit as it stands behind `value`: its singular behind 1 and −1, of its last word, or of the one before "of".

    Only where the page speaks English, whose rule this is; any other unit, and any other value, stays as written.
    """
    if abs(value) != 1 or not (get_language() or "en").startswith("en"):
        return unit
    head, of, rest = unit.partition(" of ")
    before, space, last = head.rpartition(" ")
    return f"{before}{space}{singular(last)}{of}{rest}"


def in_currency(value: Decimal, currency: str) -> str:
    """ "£500", "−£20", "12 CHF"; in German "500 £"."""
    if currency not in SYMBOLS:
        return f"{grouped(value)} {currency}"
    words = {"symbol": SYMBOLS[currency], "amount": grouped(abs(value))}
    return ("−" if value < 0 else "") + pgettext("an amount of money", "%(symbol)s%(amount)s") % words


def in_percent(whole: int) -> str:
    """ "85%"; in German "85 %"."""
    return _("%(percent)d%%") % {"percent": whole}


def measure_of(goal: "Goal") -> str:
    """The unit or currency as one word, as forms show it: "km", "£"."""
    return SYMBOLS.get(goal.currency, goal.currency) if goal.currency else goal.unit or ""


def pattern_in_words(pattern: str) -> str:
    """What a pattern is for, as people choose it: "Do something regularly"."""
    return {
        Pattern.RECURRING: _("Do something regularly"),
        Pattern.STREAK: _("Keep a run of days"),
        Pattern.LIMIT: _("Stay below a limit"),
        Pattern.TARGET: _("Reach a number"),
        Pattern.MILESTONE: _("Finish something in steps"),
    }[Pattern(pattern)]


def status_in_words(status: str) -> str:
    """A status as its button says it: what is called abandoned elsewhere was let go."""
    return _("Let go") if status == Status.ABANDONED else str(Status(status).label)


def terms_in_words(goal: "Goal", terms: Terms | None = None) -> str:
    """What is agreed, or was by `terms`, as a sentence begins: "3 times a week", "£0 to £3,000 by 30 June 2027"."""
    terms = terms or goal.terms
    if goal.pattern == Pattern.TARGET:
        return _target_in_words(goal, terms)
    if goal.pattern == Pattern.MILESTONE:
        count = len(goal.milestones.all())
        words = ngettext("%(count)d milestone", "%(count)d milestones", count) % {"count": count}
        return _by_date(words, terms)
    words = terms.in_words(lambda value: with_unit(value, goal), goal.pattern)
    return words[:1].upper() + words[1:]


def _target_in_words(goal: "Goal", terms: Terms) -> str:
    if terms.target_value is None:
        words = _("No target value yet")
    elif terms.baseline_value is None:
        words = _("Reach %(target)s") % {"target": with_unit(terms.target_value, goal)}
    else:
        ends = {"from": with_unit(terms.baseline_value, goal), "to": with_unit(terms.target_value, goal)}
        words = _("%(from)s to %(to)s") % ends
    return _by_date(words, terms)


def _by_date(words: str, terms: Terms) -> str:
    if terms.target_date is None:
        return words
    return _("%(what)s by %(date)s") % {"what": words, "date": date_format(terms.target_date, "j F Y")}


def milestone_in_words(milestone: "Milestone", owner: "User") -> str:
    """When it was done or is planned, and how far the one lies from the other."""
    planned = milestone.target_date
    if milestone.completed_at is not None:
        done = owner.today(milestone.completed_at)
        words = _("Done %(day)s") % {"day": date_format(done, "j F Y")}
        return f"{words}, {_apart((planned - done).days)}" if planned else words
    if planned is None:
        return ""
    late = (owner.today() - planned).days
    if late > 0:
        return ngettext("%(days)d day past plan", "%(days)d days past plan", late) % {"days": late}
    return _("Planned for %(day)s") % {"day": date_format(planned, "j F Y")}


def _apart(days: int) -> str:
    if days == 0:
        return _("on the day")
    if days > 0:
        return ngettext("%(days)d day early", "%(days)d days early", days) % {"days": days}
    return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}


def now_in_words(person: "User") -> str:
    """ "For you it is now Friday 20 November.", and when that day ends, unless at midnight."""
    today = _("For you it is now %(day)s.") % {"day": date_format(person.today(), "l j F")}
    if not person.day_starts_at:
        return today
    end = time_format(dt.time(person.day_starts_at), "H:i")
    return f"{today} " + _("This day ends at %(end)s.") % {"end": end}
