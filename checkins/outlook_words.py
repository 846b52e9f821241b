"""What a goal's outlook says, in sentences: where it stands, at which rate, and where that leads."""

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins.forecast import Forecast, Reason, Refused
from checkins.limits import Allowance
from checkins.outlook import Outlook
from goals.models import Goal
from goals.wording import grouped, with_unit

_WEEK = 7


def rough(value: Decimal, goal: Goal) -> Decimal:
    """A number that was computed, to as many places as it deserves: 1234, 12.3, 1.23; money from 10 on whole."""
    whole = 10 if goal.currency else 100
    return round(value, 0 if abs(value) >= whole else 1 if abs(value) >= 10 else 2)


def outlook_in_words(goal: Goal, seen: Outlook) -> str:
    """ "£59 a week lately; £47 a week reaches it on time. About 75% likely." Empty where nothing is known."""
    said = [_rates(goal, seen), *_arrival(seen)]
    return " ".join(sentence for sentence in said if sentence)


def _rates(goal: Goal, seen: Outlook) -> str:
    lately = None if seen.usual_rate is None else _a_week(seen.usual_rate, goal)
    required = None if seen.road is None else seen.road.required_rate
    needed = _a_week(required, goal) if required else None
    if lately and needed:
        return _("%(lately)s a week lately; %(needed)s a week reaches it on time.") % {
            "lately": lately,
            "needed": needed,
        }
    if lately:
        return _("%(lately)s a week lately.") % {"lately": lately}
    return _("%(needed)s a week reaches it on time.") % {"needed": needed} if needed else ""


def _a_week(rate: Decimal, goal: Goal) -> str:
    return with_unit(rough(rate * _WEEK, goal), goal)


def _arrival(seen: Outlook) -> list[str]:
    found = seen.forecast
    if isinstance(found, Refused):
        return [refusal_in_words(found)]
    if found.chance is not None:
        return [_("About %(chance)d%% likely.") % {"chance": found.chance}]
    return [arrival_in_words(found)]


def arrival_in_words(found: Forecast) -> str:
    """When the target will probably be met at the rate of late."""
    middle, earliest, latest = found.arrival.middle, found.arrival.earliest, found.arrival.latest
    if middle is None:
        return _("At this rate the target is not met within ten years.")
    words = {"middle": _day(middle)}
    if earliest is None or latest is None:
        return _("At this rate the target is met around %(middle)s.") % words
    if earliest == latest:
        return _("At this rate the target is met on %(middle)s.") % words
    words |= {"earliest": _day(earliest), "latest": _day(latest)}
    return _("At this rate the target is met around %(middle)s, between %(earliest)s and %(latest)s.") % words


def refusal_in_words(refused: Refused) -> str:
    """Why there is no forecast, and what it takes; empty where none is wanted."""
    missing = refused.missing or 0
    match refused.reason:
        case Reason.TOO_FEW_DAYS:
            return ngettext("Forecast after %(days)d more day.", "Forecast after %(days)d more days.", missing) % {
                "days": missing
            }
        case Reason.TOO_FEW_CHECK_INS:
            return ngettext(
                "Forecast after %(count)d more check-in.", "Forecast after %(count)d more check-ins.", missing
            ) % {"count": missing}
        case Reason.AVERAGE:
            return _("An average of all readings moves ever less, so it is not forecast.")
    return ""


def limit_in_words(goal: Goal, limit: Allowance) -> str:
    """Where the open period closes at the usual rate: "At the usual 1.6 a day the period ends at 13.5." """
    if limit.usual is None or limit.projected is None or limit.days_left <= 1:
        return ""
    words = {"usual": grouped(rough(limit.usual, goal)), "closes": with_unit(rough(limit.projected, goal), goal)}
    said = _("At the usual %(usual)s a day the period ends at %(closes)s.") % words
    if limit.runs_out_on is None or limit.left < 0:
        return said
    return f"{said} " + _("The limit is passed on %(day)s then.") % {"day": _day(limit.runs_out_on)}


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")
