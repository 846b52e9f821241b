"""By when, and how often: what the terms of a new goal say. Deadlines look forward, to the last day that they leave."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from coaching.language.calendar import (
    DAY,
    month_end,
    months_later,
    next_weekday,
    quarter_end,
    real_day,
    week_end,
    year_of,
)
from coaching.language.dates import Moment, count_of, shifted, words
from coaching.language.vocabulary import table


@dataclass(frozen=True, slots=True)
class Deadline:
    start: int
    end: int
    day: dt.date


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: `times` in each `period`; `times` is None for "a day" after an amount."""

    start: int
    end: int
    period: str
    times: int | None


_Day = dt.date | None
_Reader = Callable[[re.Match[str], Moment, int], _Day]


def deadline(text: str, moment: Moment, week_starts_on: int = 0) -> Deadline | None:
    """The first one in the text; None without."""
    found = []
    for pattern, reader in _readers():
        for match in pattern.finditer(text):
            day = reader(match, moment, week_starts_on)
            if day is not None:
                found.append(Deadline(match.start(), match.end(), day))
    return min(found, key=lambda each: (each.start, -each.end), default=None)


@cache
def _readers() -> list[tuple[re.Pattern[str], _Reader]]:
    month = "|".join(sorted(words()["months"], key=len, reverse=True))
    weekday = "|".join(sorted(words()["weekdays"], key=len, reverse=True))
    feast = "|".join(sorted(table("dates")["feasts"], key=len, reverse=True))
    by = r"(?:by|before|until|till|til|come|due|deadline(?: is|:)?|done by|no later than)(?: the)?(?: start of| beginning of)?"
    whole = r"(?P<whole>day|week|month|quarter|year)"
    count = r"(?P<count>\d{1,3}|an?|a couple of|[a-z]+(?:-[a-z]+)?)"
    sources: list[tuple[str, _Reader]] = [
        (rf"(?:(?:by|before|until|till|at) )?(?:the )?end of (?:the |this )?{whole}", _end_of),
        (rf"by (?:the )?{whole}(?:'s|s)?[ -]?end", _end_of),
        (rf"this {whole}", _end_of),
        (r"(?:(?:by|before) )?(?:the )?(?:end of )?next (?P<whole>week|month|quarter|year)", _end_of_next),
        (rf"(?:(?:by|before|until|till|at) )?(?:the )?end of (?P<name>{month})\b(?: (?P<year>\d{{4}}))?", _month),
        (rf"{by} (?P<name>{month})\.? (?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?", _date),
        (rf"{by} (?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<name>{month})\b(?:,? (?P<year>\d{{4}}))?", _date),
        (rf"{by} (?P<year>\d{{4}})-(?P<number>\d\d)-(?P<day>\d\d)", _iso),
        (rf"{by} (?P<first>\d\d?)[/.](?P<second>\d\d?)(?:[/.](?P<year>\d{{4}}))?", _slashed),
        (rf"(?:{by}|in) (?:(?P<next>next )|this )?(?P<name>{month})\b(?! ?\d)(?: (?P<year>\d{{4}}))?", _month),
        (
            rf"{by} (?:next |this |this coming |coming )?(?P<weekday>{weekday})(?: (?:morning|afternoon|evening|night))?",
            _weekday,
        ),
        (rf"(?:next|this coming) (?P<weekday>{weekday})", _weekday),
        (rf"{by} tomorrow", lambda match, moment, week: moment.today + DAY),
        (rf"{by} (?:tonight|today|tonite)", lambda match, moment, week: moment.today),
        (rf"{by} (?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)", _day_of_month),
        (rf"{by} (?P<feast>{feast})", _feast),
        (
            rf"(?:in|within|over|inside)(?: the)?(?: next)? {count} (?P<unit>day|week|month|year)s?(?:'s?)?(?: time| from now(?! on))?",
            _after,
        ),
        (rf"{count} (?P<unit>day|week|month|year)s? from (?:now(?! on)|today)", _after),
    ]
    return [(re.compile(rf"(?<![\w'])(?:{source})(?!\w)"), reader) for source, reader in sources]


def _end_of(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    return _end(match["whole"], moment.today, week_starts_on)


def _end(whole: str, day: dt.date, week_starts_on: int) -> dt.date:
    ends = {
        "day": day,
        "week": week_end(day, week_starts_on),
        "month": month_end(day.year, day.month),
        "quarter": quarter_end(day),
        "year": dt.date(day.year, 12, 31),
    }
    return ends[whole]


def _end_of_next(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    whole = match["whole"]
    steps = {"week": ("week", 1), "month": ("month", 1), "quarter": ("month", 3), "year": ("year", 1)}
    unit, count = steps[whole]
    later = shifted(moment.today, count, unit)
    return None if later is None else _end(whole, later, week_starts_on)


def _month(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    """Its last day, in this year unless it is over or "next" is said."""
    month = words()["months"][match["name"]]
    groups = match.groupdict()
    if groups.get("year"):
        return month_end(int(groups["year"]), month)
    here = moment.today
    over = month < here.month or (groups.get("next") is not None and month == here.month)
    return month_end(here.year + over, month)


def _date(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    month, day = words()["months"][match["name"]], int(match["day"])
    if match["year"]:
        return real_day(int(match["year"]), month, day)
    return year_of(month, day, moment.today, forward=True)


def _iso(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    return real_day(int(match["year"]), int(match["number"]), int(match["day"]))


def _slashed(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    """None where day and month could be either way round."""
    ways = {_month_and_day(match, *pair, moment) for pair in (("first", "second"), ("second", "first"))} - {None}
    return ways.pop() if len(ways) == 1 else None


def _month_and_day(match: re.Match[str], month: str, day: str, moment: Moment) -> _Day:
    if not 1 <= int(match[month]) <= 12:
        return None
    if match["year"]:
        return real_day(int(match["year"]), int(match[month]), int(match[day]))
    return year_of(int(match[month]), int(match[day]), moment.today, forward=True)


def _weekday(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    return next_weekday(words()["weekdays"][match["weekday"]], moment.today)


def _day_of_month(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    for ahead in range(3):
        month = months_later(moment.today.replace(day=1), ahead)
        found = real_day(month.year, month.month, int(match["day"]))
        if found is not None and found >= moment.today:
            return found
    return None


def _feast(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    month, day = table("dates")["feasts"][match["feast"]]
    return year_of(month, day, moment.today, forward=True)


def _after(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    count = count_of(match["count"])
    return None if not count else shifted(moment.today, count, match["unit"])


def rhythm(text: str) -> Rhythm | None:
    """The first one in the text; None without."""
    found = []
    for pattern, reader in _rhythms():
        match = pattern.search(text)
        if match is not None:
            period, times = reader(match)
            found.append(Rhythm(match.start(), match.end(), period, times))
    return min(found, key=lambda each: (each.start, -each.end), default=None)


_PERIODS = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month"}


@cache
def _rhythms() -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, int | None]]]]:
    weekday = "|".join(sorted(words()["weekdays"], key=len, reverse=True))
    days = rf"(?P<days>(?:{weekday})(?:(?:,? and |, ?| ?& ?|/)(?:on )?(?:{weekday}))*)"
    period = r"(?P<period>day|night|morning|evening|afternoon|week|weekend|month)"
    each = r"(?:a|per|each|every|/|in a|out of every)"
    count = r"(?P<count>\d{1,2}|once|twice|thrice|[a-z]+)"
    sources: list[tuple[str, Callable[[re.Match[str]], tuple[str, int | None]]]] = [
        (
            rf"(?:at least )?(?:{count} (?:times?|days|nights|mornings|evenings)|(?P<often>once|twice|thrice)|(?P<x>\d\d?) ?x) ?{each} ?{period}",
            _times,
        ),
        (rf"(?:every|each|on) {days}(?: (?:mornings?|afternoons?|evenings?|nights?))?", _on_days),
        (
            r"(?P<days>(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days)(?:(?:,? and |, ?| ?& ?)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days))*)",
            _on_days,
        ),
        (r"(?:every|each) single (?P<period>day|night|morning|evening|week|month)", _every),
        (rf"(?:every|each) {period}", _every),
        (r"(?:every|each|on|all) (?:weekday|work ?day|week ?days|working day)s?", lambda match: ("week", 5)),
        (r"on weekends|at weekends", lambda match: ("week", 2)),
        (rf"(?:a|per|/) ?{period}(?! ago| from (?!now on))", _a_period),
        (r"(?P<ly>daily|nightly|weekly|monthly)", lambda match: (_PERIODS[match["ly"]], 1)),
    ]
    return [(re.compile(rf"(?<![\w'])(?:{source})(?!\w)"), reader) for source, reader in sources]


def _period(word: str) -> str:
    return {"week": "week", "weekend": "week", "month": "month"}.get(word, "day")


def _times(match: re.Match[str]) -> tuple[str, int | None]:
    often = {"once": 1, "twice": 2, "thrice": 3}
    word = match["count"] or match["often"] or match["x"]
    return _period(match["period"]), often.get(word) or count_of(word)


def _on_days(match: re.Match[str]) -> tuple[str, int | None]:
    return "week", len(re.findall(r"[a-z]+day|mon|tues?|wed|thu|fri|sat|sun", match["days"]))


def _every(match: re.Match[str]) -> tuple[str, int | None]:
    return _period(match["period"]), 1


def _a_period(match: re.Match[str]) -> tuple[str, int | None]:
    return _period(match["period"]), None
