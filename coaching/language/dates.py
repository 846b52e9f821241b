"""When: the days that a message names. What was done looks back; a deadline looks forward (deadlines.py).

A date without a year is the latest past one, a weekday the latest one before today, and a time of day that is still
ahead of now belongs to yesterday.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
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
    is_hour: bool = False
    """Only a time of the day: beside a named day it says nothing more."""
    is_part: bool = False
    """A part of this day, as "tonight": also plans are told so."""


def dates(text: str, moment: Moment) -> Iterator[Date]:
    """In order, never overlapping; the longest reading at each place."""
    found: list[Date] = []
    for pattern, reader in _readers():
        for match in pattern.finditer(text):
            read = reader(match, moment)
            if read is not None:
                ahead = any(day > moment.today for day in read)
                found.append(
                    Date(match.start(), match.end(), read, ahead, reader in _OF_HOURS, reader is _part_of_today)
                )
    kept: list[Date] = []
    found += _related(text, found, moment)
    for date in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or date.start >= kept[-1].end:
            kept.append(date)
    yield from _without_denied(text, list(_merged(text, kept)))


def _related(text: str, found: list[Date], moment: Moment) -> Iterator[Date]:
    """ "on Monday … that evening", "yesterday and the day before": told by the day that was named before them."""
    for pattern, name in _relations():
        for match in pattern.finditer(text):
            named = [each for each in found if each.end <= match.start() and not each.is_hour and len(each.days) == 1]
            if not named and name != "before":
                continue
            day = max(named, key=lambda each: each.start).days[0] if named else moment.today
            day += {"before": -DAY, "same": dt.timedelta(), "after": DAY}[name]
            yield Date(match.start(), match.end(), (day,), day > moment.today)


@cache
def _relations() -> list[tuple[re.Pattern[str], str]]:
    return patterns("related")


def _without_denied(text: str, found: list[Date]) -> Iterator[Date]:
    """ "not yesterday but the day before", and "Sunday, not yesterday," at the beginning: the day that is meant."""
    at = 0
    while at < len(found):
        date, after = found[at], found[at + 1] if at + 1 < len(found) else None
        between = text[date.end : after.start] if after is not None else ""
        start = _NOT_ON.search(text[: date.start])
        if after is not None and start is not None and _BUT_ON.fullmatch(between) and not after.ahead:
            yield replace(after, start=start.start())
            at += 1
        elif after is not None and (
            between == " not " or (_AND_NOT_ON.fullmatch(between) and _OPENS.search(text[: date.start]))
        ):
            yield replace(date, end=after.end)
            at += 1
        else:
            yield date
        at += 1


_NOT_ON = re.compile(r"(?:^|(?<=\s))not (?:just )?$")
_BUT_ON = re.compile(r",? but |, ")
_AND_NOT_ON = re.compile(r",? (?:and )?not ")
_OPENS = re.compile(r"(?:^|[.!?;\n]) ?(?:so |ok |okay |well |and |it was )?$")


def _merged(text: str, found: list[Date]) -> Iterator[Date]:
    """ "Friday 6 June" is one day, and the date says which."""
    for at, date in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        beside = after is not None and text[date.end : after.start].strip(" ,") in ("", "the")
        if (
            beside
            and after is not None
            and not after.is_hour
            and _WEEKDAY_ONLY.fullmatch(text[date.start : date.end])
            and _HAS_NUMBER.search(text[after.start : after.end])
        ):
            found[at + 1] = replace(after, start=date.start)
        else:
            yield found[at]


@cache
def words() -> dict[str, dict[str, int]]:
    """Months from 1, weekdays from Monday = 0, parts of the day by their first hour, each by every spelling."""
    data = table("dates")
    months = {form: at for at, forms in enumerate(data["months"].values(), 1) for form in forms.split()}
    weekdays = {form: at for at, forms in enumerate(data["weekdays"].values()) for form in forms.split()}
    return {"months": months, "weekdays": weekdays, "hours": data["hours"], "moments": data["moments"]}


_WEEKDAY_ONLY = re.compile(r"(?:on |last |this )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?")
_HAS_NUMBER = re.compile(r"\d|first|second|third|th\b")
_Days = tuple[dt.date, ...]
_Reader = Callable[[re.Match[str], Moment], _Days | None]


def patterns(name: str) -> list[tuple[re.Pattern[str], str]]:
    """The patterns of one list of data/dates.toml, each with the name of its reader."""
    data = table("dates")
    lists = {
        "month": words()["months"],
        "weekday": words()["weekdays"],
        "day_name": [form for form in words()["weekdays"] if not form.endswith("days")],
        "moments": data["moments"],
        "ordinal": data["ordinals"],
        "feast": data["feasts"],
    }
    parts = {key: "|".join(sorted(forms, key=len, reverse=True)) for key, forms in lists.items()}
    found = []
    for row in data[name]:
        pattern = row["pattern"]
        for key, part in [*data["parts"].items(), *parts.items()]:
            pattern = pattern.replace(f"{{{key}}}", part)
        found.append((re.compile(rf"(?<![\w'])(?:{pattern})(?!\w)"), row["reader"]))
    return found


@cache
def _readers() -> list[tuple[re.Pattern[str], _Reader]]:
    readers: dict[str, _Reader] = {
        "iso": _iso,
        "slashed": _slashed,
        "dotted": _dotted,
        "named": _named,
        "spelled": _spelled,
        "day_of_month": _day_of_month,
        "another_day_of_month": _another_day_of_month,
        "two_days_back": _back(2),
        "yesterday": _back(1),
        "last_night": _last_night,
        "today": _back(0),
        "part_of_today": _part_of_today,
        "tomorrow": _back(-1),
        "in_two_days": _back(-2),
        "ago": _ago,
        "weekday_of_last_week": _weekday_of_last_week,
        "weekdays_through": _weekdays_through,
        "weekday": _weekday,
        "next_weekday": _next_weekday,
        "later": _back(-7),
        "ahead": _ahead,
        "unknown": _unknown,
        "moment": _moment,
        "part_of_a_day": _part_of_a_day,
        "clock": _clock,
        "spoken_clock": _spoken_clock,
    }
    return [(pattern, readers[name]) for pattern, name in patterns("days")]


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


def _spelled(match: re.Match[str], moment: Moment) -> _Days | None:
    """ "the fourth of July"."""
    day = table("dates")["ordinals"][match["ordinal"]]
    return _one(_in_year(_year(match, moment), words()["months"][match["name"]], day, moment))


def _day_of_month(match: re.Match[str], moment: Moment) -> _Days | None:
    """ "on the 3rd": of this month, or of the last one when that is still to come."""
    day, here = int(match["day"]), moment.today
    for back in range(3):
        month = months_later(here.replace(day=1), -back)
        found = real_day(month.year, month.month, day)
        if found is not None and found <= here:
            return (found,)
    return None


def _another_day_of_month(match: re.Match[str], moment: Moment) -> _Days | None:
    """The 13th of "on the 12th and 13th"."""
    return _day_of_month(match, moment) if _AFTER_A_DAY.search(match.string[: match.start()]) else None


_AFTER_A_DAY = re.compile(r"\bon the \d\d?(?:st|nd|rd|th)(?:, (?:the )?\d\d?(?:st|nd|rd|th))*(?: and | & |, )$")


def _part_of_today(match: re.Match[str], moment: Moment) -> _Days | None:
    part = "tonight" if match["tonight"] else match["part"]
    return _by_hour(words()["hours"][part], moment)


def _moment(match: re.Match[str], moment: Moment) -> _Days | None:
    return _by_hour(words()["moments"][match["moment"]], moment)


def _part_of_a_day(match: re.Match[str], moment: Moment) -> _Days | None:
    """ "in the afternoon": that of yesterday when it is told in the morning."""
    return _by_hour(words()["hours"][match["part"]], moment)


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


_OF_HOURS = (_moment, _part_of_a_day, _clock)


def _spoken_clock(match: re.Match[str], moment: Moment) -> _Days | None:
    """ "at a quarter to eleven in the evening"."""
    hour = count_of(match["hour"])
    if hour is None or not 1 <= hour <= 12:
        return None
    is_midnight = hour == 12 and match["half"] == "at night"
    hour = 24 if is_midnight else hour % 12 + (0 if match["half"] in ("in the morning", "am", "a.m.") else 12)
    return _by_hour(hour - 1 if (match["fraction"] or "").endswith("to") else hour, moment)


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
        return day + DAY * count * {"week": 7, "fortnight": 14}.get(unit, 1)
    except (OverflowError, ValueError):
        return None


def _ahead(match: re.Match[str], moment: Moment) -> _Days | None:
    count = count_of(match["count"])
    return None if not count else _one(shifted(moment.today, count, match["unit"]))


def _weekday_of_last_week(match: re.Match[str], moment: Moment) -> _Days | None:
    weekday = words()["weekdays"][match["weekday"] or match["other"]]
    monday = moment.today - DAY * (moment.today.weekday() + 7)
    return (monday + DAY * weekday,)


_SAT_AND = re.compile(
    r"(?:and (?:then )?[a-z]+(?:ed|t)\b|down\b|through\b|for (?:an?|half|[\d])|in (?:the|my|a)\b|with\b|at\b)"
)


def _weekday(match: re.Match[str], moment: Moment) -> _Days | None:
    if match["weekday"] in ("sat", "sun", "wed", "mar") and not match[0].startswith(("on ", "last ", "this ", "past ")):
        before, after = match.string[: match.start()].rstrip(), match.string[match.end() :].lstrip()
        beside = (
            before.endswith((",", "and", "&", "/"))
            or after.startswith((",", "and", "&", ":", "/", "too", "as well", "also"))
            or not after
            or not before
        )
        is_verb = match["weekday"] == "sat" and _SAT_AND.match(after)
        if is_verb or not beside or re.search(r"\b(?:i|the|we|in the|just|have|had)$", before):
            return None
    return (last_weekday(words()["weekdays"][match["weekday"]], moment.today),)


def _weekdays_through(match: re.Match[str], moment: Moment) -> _Days | None:
    last = last_weekday(words()["weekdays"][match["to"]], moment.today)
    length = (words()["weekdays"][match["to"]] - words()["weekdays"][match["from"]]) % 7
    return tuple(last - DAY * back for back in range(length, -1, -1))


def _next_weekday(match: re.Match[str], moment: Moment) -> _Days | None:
    return (moment.today + DAY * ((words()["weekdays"][match["weekday"]] - moment.today.weekday() - 1) % 7 + 1),)
