"""Time zones as calendars want them: every change of the clock written out (RFC 5545, 3.6.5).

Written here because the library's own dates changes into summer time by the clock after the change; the standard wants
the clock before it.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

# Signed 32-bit clocks end here, and with them most lists of changes.
LAST_YEAR = 2037
_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)


class Observance(NamedTuple):
    """One way that the clock of a zone runs."""

    offset: dt.timedelta
    is_summer: bool
    name: str


def vtimezone(zone: ZoneInfo, first_year: int) -> Timezone:
    """The component that tells a calendar how the clock of `zone` runs from `first_year` on."""
    component = Timezone()
    component.add("tzid", zone.key)
    for before, after, onsets in _changes(zone, first_year):
        kind = TimezoneDaylight() if after.is_summer else TimezoneStandard()
        kind.add("dtstart", onsets[0])
        kind.add("tzoffsetfrom", before.offset)
        kind.add("tzoffsetto", after.offset)
        kind.add("tzname", after.name)
        if len(onsets) > 1:
            kind.add("rdate", list(onsets[1:]))
        component.add_component(kind)
    return component


@lru_cache(maxsize=64)
def _changes(zone: ZoneInfo, first_year: int) -> tuple[tuple[Observance, Observance, tuple[dt.datetime, ...]], ...]:
    """(before, after, onsets by the clock before), each pair once; the first says how the clock runs at the start."""
    start = dt.datetime(first_year, 1, 1, tzinfo=dt.UTC)
    found: dict[tuple[Observance, Observance], list[dt.datetime]] = {}
    at_start = _at(zone, start)
    found[at_start, at_start] = [(start + at_start.offset).replace(tzinfo=None)]
    for instant in _instants(zone, start):
        before, after = _at(zone, instant - _SECOND), _at(zone, instant)
        found.setdefault((before, after), []).append((instant + before.offset).replace(tzinfo=None))
    return tuple((before, after, tuple(onsets)) for (before, after), onsets in found.items())


def _instants(zone: ZoneInfo, start: dt.datetime) -> Iterator[dt.datetime]:
    """The first second of each way that the clock runs, through the last year."""
    days = ((start + number * _DAY) for number in range((LAST_YEAR + 1 - start.year) * 366))
    for early, late in pairwise(days):
        if _at(zone, early) != _at(zone, late):
            yield _onset(zone, early, late)


def _onset(zone: ZoneInfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    """The first second of the way that the clock runs at `after`, by halving."""
    old = _at(zone, before)
    while after - before > _SECOND:
        middle = before + dt.timedelta(seconds=(after - before) // _SECOND // 2)
        if _at(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _at(zone: ZoneInfo, instant: dt.datetime) -> Observance:
    local = instant.astimezone(zone)
    return Observance(local.utcoffset() or dt.timedelta(0), bool(local.dst()), local.tzname() or "")
