"""When: the days that a message names. What was done looks back; a deadline looks forward (deadlines.py).

A date without a year is the latest past one, a weekday the latest one before today, and a time of day that is still
ahead of now belongs to yesterday.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from coaching.language.calendar import DAY, last_weekday, months_later, real_day, year_of
from coaching.language.numbers import numbers
from coaching.language.vocabulary import table


@dataclass(frozen=True, slots=True)
class Moment:
    """When a message is written: the wall clock of the person, and the day they call today."""

    now: dt.datetime
    today: dt.date


@dataclass(frozen=True, slots=True)
class Date:
    """Characters [start, end). No days: one that cannot be pinned down ("the other day"). `ahead`: still to come."""

    start: int
    end: int
    days: tuple[dt.date, ...]
    ahead: bool = False


def dates(text: str, moment: Moment) -> Iterator[Date]:
    """In order, never overlapping; the longest reading at each place."""
    found: list[Date] = []
    for pattern, reader in _readers():
        for match in pattern.finditer(text):
            read = reader(match, moment)
            if read is not None:
                found.append(Date(match.start(), match.end(), read, any(day > moment.today for day in read)))
    reached = 0
    for date in sorted(found, key=lambda each: (each.start, -each.end)):
        if date.start >= reached:
            reached = date.end
            yield date


@cache
def words() -> dict[str, dict[str, int]]:
    """Months from 1, weekdays from Monday = 0, parts of the day by their first hour, each by every spelling."""
    data = table("dates")
    months = {form: at for at, forms in enumerate(data["months"].values(), 1) for form in forms.split()}
    weekdays = {form: at for at, forms in enumerate(data["weekdays"].values()) for form in forms.split()}
    return {"months": months, "weekdays": weekdays, "parts": data["parts"], "moments": data["moments"]}


_Days = tuple[dt.date, ...]
_Reader = Callable[[re.Match[str], Moment], _Days | None]


@cache
def _readers() -> list[tuple[re.Pattern[str], _Reader]]:
    month = "|".join(sorted(words()["months"], key=len, reverse=True))
    weekday = "|".join(
        sorted((each for each in words()["weekdays"] if not each.endswith("days")), key=len, reverse=True)
    )
    moments = "|".join(words()["moments"])
    part = r"(?P<part>morning|afternoon|evening|night|lunchtime)"
    count = r"(?P<count>\d{1,3}|an?|a couple of|a few|[a-z]+(?:-[a-z]+)?)"
    sources: list[tuple[str, _Reader]] = [
        (r"(?:on )?(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)", _iso),
        (r"(?:on )?(?<![\d/.])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?(?![\d/])", _slashed),
        (r"(?:on )?(?<![\d/.])(?P<first>\d{1,2})\.(?P<second>\d{1,2})\.(?P<year>\d{4}|\d\d)?(?!\d)", _dotted),
        (
            rf"(?:on )?(?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<name>{month})\b\.?(?:,? (?P<year>\d{{4}}))?",
            _named,
        ),
        (
            rf"(?:on )?(?P<name>{month})\.? (?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?(?!\d|[:.]\d| ?(?:km|k|miles?|pages?|min))\b(?:,? (?P<year>\d{{4}}))?",
            _named,
        ),
        (r"on the (?P<day>\d\d?)(?:st|nd|rd|th)\b", _day_of_month),
        (r"(?:on )?(?:the )?day before yesterday", _back(2)),
        (r"(?:the )?night before last|two nights ago", _back(2)),
        (rf"yesterday(?: {part})?|the (?:day|night) before(?! )", _back(1)),
        (r"(?:late )?last night", _last_night),
        (r"(?:earlier |later )?today|right now|just now", _back(0)),
        (rf"(?:earlier )?this {part}|(?P<tonight>tonight)", _part_of_today),
        (r"tomorrow(?: morning| afternoon| evening| night)?", _back(-1)),
        (r"(?:the )?day after tomorrow", _back(-2)),
        (rf"{count} (?P<unit>day|night|week|month|year)s? (?:ago|back)", _ago),
        (
            rf"(?:a week ago|last week)(?: on)? (?P<weekday>{weekday})|(?:on )?(?P<other>{weekday}) (?:of )?last week",
            _weekday_of_last_week,
        ),
        (rf"(?P<from>{weekday}) ?(?:-|–|to|through|thru|until|till) ?(?P<to>{weekday})", _weekdays_through),
        (
            rf"(?:on |last |this past |this |past )?(?P<weekday>{weekday})(?: {part})?(?! ?(?:down|up|in|at my|on my|on the|with|here|there|next)\b)",
            _weekday,
        ),
        (rf"(?:next|this coming|coming) (?P<weekday>{weekday})", _next_weekday),
        (r"next (?:week|month|year|time)|in a (?:bit|while|minute|sec|moment|few)|later(?: on)?(?: today)?", _back(-7)),
        (rf"in {count} (?P<unit>day|week|month|year)s?", _ahead),
        (
            r"the other (?:day|night|morning|evening|week)|recently|a while ago|a few days ago|(?:over|at|on) the weekend|last weekend|this weekend",
            _unknown,
        ),
        (rf"(?P<moment>{moments})", _moment),
        (
            r"at (?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>am|pm|a\.m\.|p\.m\.)|at (?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)",
            _clock,
        ),
    ]
    return [(re.compile(rf"(?<![\w'])(?:{source})(?!\w)"), reader) for source, reader in sources]


def _back(days: int) -> _Reader:
    return lambda match, moment: (moment.today - DAY * days,)


def _last_night(match: re.Match[str], moment: Moment) -> _Days | None:
    """The date before, also after midnight and wherever the person's own day begins."""
    return (moment.now.date() - DAY,)


def _unknown(match: re.Match[str], moment: Moment) -> _Days | None:
    return ()


def _year(match: re.Match[str], moment: Moment) -> int | None:
    written = match["year"]
    if not written:
        return None
    return int(written) if len(written) == 4 else 2000 + int(written)


def _one(day: dt.date | None) -> _Days | None:
    return None if day is None else (day,)


def _iso(match: re.Match[str], moment: Moment) -> _Days | None:
    return _one(real_day(int(match["year"]), int(match["month"]), int(match["day"])))


def _in_year(year: int | None, month: int, day: int, moment: Moment) -> dt.date | None:
    if not 1 <= month <= 12:
        return None
    return year_of(month, day, moment.today, forward=False) if year is None else real_day(year, month, day)


def _slashed(match: re.Match[str], moment: Moment) -> _Days | None:
    """Day and month either way; no days at all where both ways are possible and differ."""
    first, second, year = int(match["first"]), int(match["second"]), _year(match, moment)
    found = {_in_year(year, first, second, moment), _in_year(year, second, first, moment)} - {None}
    if not found:
        return None
    return tuple(day for day in found if day is not None) if len(found) == 1 else ()


def _dotted(match: re.Match[str], moment: Moment) -> _Days | None:
    return _one(_in_year(_year(match, moment), int(match["second"]), int(match["first"]), moment))


def _named(match: re.Match[str], moment: Moment) -> _Days | None:
    return _one(_in_year(_year(match, moment), words()["months"][match["name"]], int(match["day"]), moment))


def _day_of_month(match: re.Match[str], moment: Moment) -> _Days | None:
    """ "on the 3rd": of this month, or of the last one when that is still to come."""
    day, here = int(match["day"]), moment.today
    for back in range(3):
        month = months_later(here.replace(day=1), -back)
        found = real_day(month.year, month.month, day)
        if found is not None and found <= here:
            return (found,)
    return None


def _part_of_today(match: re.Match[str], moment: Moment) -> _Days | None:
    part = "tonight" if match["tonight"] else match["part"]
    return _by_hour(words()["parts"][part], moment)


def _moment(match: re.Match[str], moment: Moment) -> _Days | None:
    return _by_hour(words()["moments"][match["moment"]], moment)


def _by_hour(hour: int, moment: Moment, minute: int = 0) -> _Days:
    ahead = (moment.now.hour, moment.now.minute) < (hour, minute) and moment.now.date() == moment.today
    return (moment.today - DAY if ahead else moment.today,)


def _clock(match: re.Match[str], moment: Moment) -> _Days | None:
    if match["hour24"]:
        return _by_hour(int(match["hour24"]), moment, int(match["minute24"]))
    hour = int(match["hour"])
    if hour > 12:
        return None
    return _by_hour(hour % 12 + (12 if match["half"].startswith("p") else 0), moment, int(match["minute"] or 0))


def count_of(word: str) -> int | None:
    """ "3", "three", "a", "a couple of"; None for what is no whole number."""
    if word in ("a", "an"):
        return 1
    if word == "a couple of":
        return 2
    read = [each for each in numbers(word) if each.end == len(word) and each.start == 0]
    return int(read[0].value) if read and read[0].value == int(read[0].value) else None


def _ago(match: re.Match[str], moment: Moment) -> _Days | None:
    count = count_of(match["count"])
    if match["count"] == "a few":
        return ()
    return None if count is None else _one(shifted(moment.today, -count, match["unit"]))


def shifted(day: dt.date, count: int, unit: str) -> dt.date | None:
    """`count` units later (earlier when negative), months and years by the calendar; None outside of it."""
    try:
        if unit in ("month", "year"):
            return months_later(day, count * (12 if unit == "year" else 1))
        return day + DAY * count * (7 if unit == "week" else 1)
    except (OverflowError, ValueError):
        return None


def _ahead(match: re.Match[str], moment: Moment) -> _Days | None:
    count = count_of(match["count"])
    return None if not count else _one(shifted(moment.today, count, match["unit"]))


def _weekday_of_last_week(match: re.Match[str], moment: Moment) -> _Days | None:
    weekday = words()["weekdays"][match["weekday"] or match["other"]]
    monday = moment.today - DAY * (moment.today.weekday() + 7)
    return (monday + DAY * weekday,)


def _weekday(match: re.Match[str], moment: Moment) -> _Days | None:
    if match["weekday"] in ("sat", "sun", "wed", "mar") and not match[0].startswith(("on ", "last ", "this ", "past ")):
        before, after = match.string[: match.start()].rstrip(), match.string[match.end() :].lstrip()
        beside = (
            before.endswith((",", "and", "&", "/"))
            or after.startswith((",", "and", "&", ":", "/"))
            or not after
            or not before
        )
        if not beside or re.search(r"\b(?:i|the|we|in the|just|have|had)$", before):
            return None
    return (last_weekday(words()["weekdays"][match["weekday"]], moment.today),)


def _weekdays_through(match: re.Match[str], moment: Moment) -> _Days | None:
    last = last_weekday(words()["weekdays"][match["to"]], moment.today)
    length = (words()["weekdays"][match["to"]] - words()["weekdays"][match["from"]]) % 7
    return tuple(last - DAY * back for back in range(length, -1, -1))


def _next_weekday(match: re.Match[str], moment: Moment) -> _Days | None:
    return (moment.today + DAY * ((words()["weekdays"][match["weekday"]] - moment.today.weekday() - 1) % 7 + 1),)
