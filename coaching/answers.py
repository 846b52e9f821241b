"""What a short answer to a question says: an amount, how often, a day. Read as in any message."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from coaching.language.dates import Moment, count_of
from coaching.language.deadlines import deadline
from coaching.language.quantities import quantities
from coaching.language.rhythms import Rhythm, rhythm

_LEAD = re.compile(r"^(?:by|until|before|on)\s+")
_MOST_TIMES = 366
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?"
_ON_DAYS = re.compile(rf"(?:(?:on|every|each)\s+)?{_DAY}(?:(?:\s*[,&/]\s*|\s+)(?:(?:and|on|every)\s+)*{_DAY})*")
_EVERY = re.compile(
    r"every (?:(other|second|third|fourth|fifth|\d{1,3}|[a-z]+) (days?|weeks?)|(fortnight))|once a (fortnight)"
)
_COUNTS = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_SPANS = {"weekdays": (0, 1, 2, 3, 4), "weekday": (0, 1, 2, 3, 4), "weekends": (5, 6), "weekend": (5, 6)}
_SPAN = re.compile(r"(?:(?:on|every|at|only)\s+)*(?:the\s+)?(weekdays?|weekends?)")

_OPENS = r"if|when|whenever|every time|each time|after|before|as soon as|once"
_PLANS = (
    # "If it is 7 am, then I run", "When I get up I run", "I run when I get up".
    rf"(?P<trigger>(?:{_OPENS})\b.{{2,400}}?)(?:,\s*(?:then\s+)?|\s+then\s+)(?P<action>.{{2,450}})",
    rf"(?P<trigger>(?:{_OPENS})\b.{{2,400}}?)\s+(?P<action>i(?:(?:'|’)ll)?\s.{{2,450}})",
    rf"(?P<action>.{{2,450}}?),?\s+(?P<trigger>(?:{_OPENS})\b.{{2,400}})",
)
_PLAN = tuple(re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in _PLANS)
_IS_PLAN = re.compile(rf"(?:{_OPENS})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """In `unit`, singular, where one was said."""

    value: Decimal
    unit: str | None = None


def read_amount(text: str) -> Amount | None:
    """ "100 km", "$2,000", "an hour", "10k steps"; the first one."""
    found = next(quantities(text.casefold()), None)
    if found is None:
        return None
    return Amount(found.value, found.unit.name if found.unit else None)


def read_often(text: str) -> Rhythm | None:
    """ "3 times a week", "daily"; without a number of times in "20 minutes a day"."""
    found = rhythm(text.casefold())
    if found is None or (found.times is not None and not 1 <= found.times <= _MOST_TIMES):
        return None
    return found


def read_weekdays(text: str) -> tuple[int, ...]:
    """ "Mondays and Thursdays", "weekdays": the days, 0 is Monday; none where anything else is said."""
    said = text.strip().casefold().rstrip(".!")
    if span := _SPAN.fullmatch(said):
        return _SPANS[span[1]]
    if _ON_DAYS.fullmatch(said) is None:
        return ()
    return tuple(sorted({_DAYS.index(found[:3]) for found in re.findall(_DAY, said)}))


def read_every(text: str) -> int | None:
    """After how many days it comes round: "every other day", "every two weeks"; None where anything else is said."""
    found = _EVERY.fullmatch(text.strip().casefold().rstrip(".!"))
    if found is None:
        return None
    if found[1] is None:
        return 14
    count = _COUNTS.get(found[1]) or count_of(found[1])
    days = (count or 0) * (7 if found[2].startswith("week") else 1)
    return days if 2 <= days <= _MOST_TIMES else None


def read_day(text: str, now: dt.datetime, today: dt.date) -> dt.date | None:
    """A day to come: "2026-06-30", "30 June", "June", "in six weeks", "end of the year"."""
    said = text.strip().casefold().rstrip(".!")
    moment = Moment(now, today)
    found = deadline(said, moment) or deadline(f"by {_LEAD.sub('', said)}", moment)
    return found.day if found else None


def is_plan(text: str) -> bool:
    """Whether it begins as if-then plans do; what else it may be, it answers the question for one."""
    return _IS_PLAN.match(text.strip()) is not None


def read_plan(text: str) -> tuple[str, str] | None:
    """The trigger and the action of an if-then plan: ("If it is 7 am", "then I run")."""
    found = next(filter(None, (pattern.fullmatch(text.strip().rstrip(". ")) for pattern in _PLAN)), None)
    if found is None:
        return None
    trigger, action = " ".join(found["trigger"].split()), " ".join(found["action"].split())
    action = action if action.casefold().startswith("then ") else f"then {action}"
    return trigger[0].upper() + trigger[1:], action
