"""A character a day: what was recorded, and how the unit that ends there was judged."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.rollups import codes
from checkins.rollups.codes import code_of, judged_in, mark_of
from checkins.units import Judged, Reason, Schedule, State, units_of
from tests.checkins.schedules import Records, records, schedules, todays

FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)
KNOWN = [
    (State.SUCCESS, None),
    (State.SUCCESS, Reason.NOT_STARTED),
    (State.MISS, None),
    (State.PENDING, None),
    *((State.NEUTRAL, reason) for reason in Reason if reason is not Reason.NOT_STARTED),
]
# A few days that belong to no unit, then a unit of so many days.
units = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9), st.sampled_from(KNOWN)), max_size=20)


@pytest.mark.parametrize(
    ("status", "total", "mark"),
    [
        ("completed", 0, "c"),
        ("skipped", 0, "s"),
        ("missed", 0, "m"),
        ("completed", -5, "c"),
        ("missed", 30000, "m"),
        (None, 1, "v"),
        (None, -30000, "v"),
        (None, 0, "z"),
    ],
)
def test_mark_tells_the_status_or_whether_the_values_come_to_something(
    status: str | None, total: int, mark: str
) -> None:
    assert mark_of(status, total) == mark


def test_statuses_come_back_from_their_marks() -> None:
    assert {codes.STATUS_OF[mark_of(status, 0)] for status in ("completed", "skipped", "missed")} == {
        "completed",
        "skipped",
        "missed",
    }
    assert not {codes.VALUE, codes.ZERO, codes.NOTHING} & set(codes.STATUS_OF)


def test_every_judgement_has_a_character_of_its_own() -> None:
    told = [code_of(Judged(FIRST, FIRST, *judged)) for judged in KNOWN]
    assert len(set(told)) == len(KNOWN)
    assert not {codes.NOTHING, codes.INSIDE} & set(told)


@given(schedules(), records, todays)
def test_every_unit_that_is_ever_judged_has_a_character(schedule: Schedule, facts: Records, today: date) -> None:
    for unit in units_of(schedule, facts, today):
        assert (unit.state, unit.reason) in KNOWN


def test_characters_by_state_leave_out_what_came_before_the_start() -> None:
    """So that counting characters counts units."""
    counted = [
        (state, code_of(Judged(FIRST, FIRST, held, reason)))
        for state, (held, reason) in product(State, KNOWN)
        if held is state and reason is not Reason.NOT_STARTED
    ]
    found = [(state, code) for state in State for code in codes.CODES[state]]
    assert sorted(found) == sorted(counted)


@given(units)
def test_units_come_back_from_their_characters(
    drawn: list[tuple[int, int, tuple[State, Reason | None]]],
) -> None:
    written, expected, day = "", [], FIRST
    for gap, days, judged in drawn:
        first = day + gap * DAY
        unit = Judged(first, first + (days - 1) * DAY, *judged)
        written += codes.NOTHING * gap + codes.INSIDE * (days - 1) + code_of(unit)
        expected.append(unit)
        day = unit.last + DAY
    assert list(judged_in(written, FIRST)) == expected


def test_unit_that_began_before_is_told_from_the_first_character() -> None:
    assert list(judged_in("--S", FIRST)) == [Judged(FIRST, FIRST + 2 * DAY, State.SUCCESS)]


def test_unit_that_does_not_end_among_the_characters_is_not_told() -> None:
    assert list(judged_in("M--", FIRST)) == [Judged(FIRST, FIRST, State.MISS)]
    assert list(judged_in("--.S", FIRST)) == [Judged(FIRST + 3 * DAY, FIRST + 3 * DAY, State.SUCCESS)]
