"""The time zone component of a calendar runs like the zone itself."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Timezone

from goals.time_zones import LAST_YEAR, vtimezone

ZONES = (
    "UTC",
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "America/Santiago",
)
FIRST = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
LAST = dt.datetime(LAST_YEAR, 12, 1, tzinfo=dt.UTC)


def offset_by_component(component: Any, instant: dt.datetime) -> dt.timedelta:
    """The offset of the latest onset, each dated by the clock before it: what RFC 5545 tells a reader to do."""
    latest = (dt.datetime.min.replace(tzinfo=dt.UTC), dt.timedelta(0))
    observances: list[Any] = component.subcomponents
    for observance in observances:
        before, after = observance["TZOFFSETFROM"].td, observance["TZOFFSETTO"].td
        dates = observance.get("RDATE")
        onsets = [observance["DTSTART"].dt, *([each.dt for each in dates.dts] if dates else [])]
        for onset in onsets:
            at = onset.replace(tzinfo=dt.UTC) - before
            if at <= instant:
                latest = max(latest, (at, after))
    return latest[1]


@given(st.sampled_from(ZONES), st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)))
def test_component_gives_the_offset_of_the_zone_at_any_instant(name: str, naive: dt.datetime) -> None:
    instant, zone = naive.replace(tzinfo=dt.UTC), ZoneInfo(name)
    component = Timezone.from_ical(vtimezone(zone, 2024).to_ical())
    assert offset_by_component(component, instant) == instant.astimezone(zone).utcoffset()


@pytest.mark.parametrize(
    "instant",
    [
        dt.datetime(2027, 3, 28, 0, 59, 59, tzinfo=dt.UTC),
        dt.datetime(2027, 3, 28, 1, 0, 0, tzinfo=dt.UTC),
        dt.datetime(2027, 10, 31, 0, 59, 59, tzinfo=dt.UTC),
        dt.datetime(2027, 10, 31, 1, 0, 0, tzinfo=dt.UTC),
    ],
)
def test_clock_changes_at_the_second_that_the_zone_says(instant: dt.datetime) -> None:
    zone = ZoneInfo("Europe/Berlin")
    component = vtimezone(zone, 2026)
    assert offset_by_component(component, instant) == instant.astimezone(zone).utcoffset()


def test_onsets_are_dated_by_the_clock_before_them() -> None:
    text = vtimezone(ZoneInfo("Europe/Berlin"), 2026).to_ical().decode()
    summer, winter = (text.split(f"BEGIN:{kind}")[-1] for kind in ("DAYLIGHT", "STANDARD"))
    assert "DTSTART:20260329T020000" in summer
    assert "DTSTART:20261025T030000" in winter
    assert "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in summer
