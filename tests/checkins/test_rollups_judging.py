"""Judging from any kept state is judging from the beginning."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checkins.rollups.codes import judged_in
from checkins.rollups.judging import Years, carry, judge, next_month, records_after, state_before, units_since, year_of
from checkins.rollups.rollup import WINDOW, Parts, Rollup, rolled
from checkins.rollups.settled import Settled
from checkins.rollups.years import Row
from checkins.units import DayRecord, Judged, Schedule, units_of
from tests.checkins.schedules import Records, records, schedules

DAY = timedelta(days=1)
NOON = datetime(2026, 4, 13, 12, tzinfo=UTC)
# The schedules of these tests live around April 2026: this much later or earlier they live around a New Year.
SHIFTS = st.sampled_from([0, -130, -95, 210, 240])
todays = st.integers(-25, 110)
MONDAY = date(2026, 4, 13)


def moved(schedule: Schedule, facts: Records, days: int) -> tuple[Schedule, Records]:
    """The same life, `days` later."""
    shift = timedelta(days=days)
    history = replace(schedule.history, past=tuple((last + shift, held) for last, held in schedule.history.past))
    pauses = tuple((first + shift, last and last + shift) for first, last in schedule.pauses)
    later = replace(
        schedule,
        history=history,
        start=schedule.start + shift,
        pauses=pauses,
        ended_on=schedule.ended_on and schedule.ended_on + shift,
    )
    return later, {day + shift: record for day, record in facts.items()}


def strips(facts: Records) -> Years:
    """The years of records, not judged yet."""
    years: Years = {}
    for day, record in sorted(facts.items()):
        write(years, day, record)
    return years


def write(years: Years, day: date, record: DayRecord | None) -> None:
    rows = [] if record is None else [Row(day, record.status, record.total, NOON)]
    year_of(years, day.year).write(day, rows)


def known(facts: Records, today: date) -> Records:
    """What can be recorded by `today`, and says something."""
    return {day: record for day, record in facts.items() if day <= today and record != DayRecord()}


def beginning(schedule: Schedule, facts: Records, today: date) -> tuple[Years, Settled]:
    """Judged from the beginning."""
    years = strips(facts)
    settled = judge(schedule, years, None, date.min, today)
    return years, settled


def told(years: Years) -> dict[int, tuple[str, dict[int, list[Any]]]]:
    """The years that hold something, as they were judged."""
    return {
        number: (year.units.decode(), year.states)
        for number, year in years.items()
        if year.units.strip(b".") or year.states
    }


def judged_of(schedule: Schedule, facts: Records, today: date) -> list[Judged]:
    units = [unit for unit in units_of(schedule, facts, today) if unit.last < today]
    return [Judged(unit.first, unit.last, unit.state, unit.reason) for unit in units]


@given(schedules(), records, todays, SHIFTS)
def test_codes_tell_the_closed_units(schedule: Schedule, facts: Records, at: int, shift: int) -> None:
    schedule, facts = moved(schedule, facts, shift)
    today = MONDAY + timedelta(days=at + shift)
    facts = known(facts, today)
    years, _ = beginning(schedule, facts, today)
    found: list[Judged] = []
    if years and schedule.start <= today:
        text = "".join(year_of(years, number).units.decode() for number in range(min(years), max(years) + 1))
        found = list(judged_in(text, date(min(years), 1, 1)))
    expected = judged_of(schedule, facts, today) if schedule.start <= today else []
    assert found == expected


@given(schedules(), records, todays, SHIFTS)
def test_state_is_that_of_the_closed_units(schedule: Schedule, facts: Records, at: int, shift: int) -> None:
    schedule, facts = moved(schedule, facts, shift)
    today = MONDAY + timedelta(days=at + shift)
    facts = known(facts, today)
    _, settled = beginning(schedule, facts, today)
    closed = [unit for unit in units_of(schedule, facts, today) if unit.last < today]
    expected = Settled.nothing(schedule.pattern).with_units(closed if schedule.start <= today else [])
    assert settled == expected


@given(schedules(), records, todays, SHIFTS)
def test_states_of_months_are_those_of_the_units_that_ended_before(
    schedule: Schedule, facts: Records, at: int, shift: int
) -> None:
    schedule, facts = moved(schedule, facts, shift)
    today = MONDAY + timedelta(days=at + shift)
    facts = known(facts, today)
    years, _ = beginning(schedule, facts, today)
    closed = [unit for unit in units_of(schedule, facts, today) if unit.last < today]
    for number, year in years.items():
        for month, state in year.states.items():
            first = date(number, month, 1)
            before = [unit for unit in closed if unit.last < first]
            assert Settled.from_json(state) == Settled.nothing(schedule.pattern).with_units(before)
    kept = sorted(date(number, month, 1) for number, year in years.items() for month in year.states)
    assert kept == ([] if not closed or schedule.start > today else months(closed[0].last, today))


def months(after: date, through: date) -> list[date]:
    """The first days of the months that begin after one day and by another."""
    found, month = [], next_month(after)
    while month <= through:
        found.append(month)
        month = next_month(month)
    return found


@given(schedules(), records, todays, SHIFTS, st.integers(-30, 80), st.sampled_from(["completed", "missed", None]))
def test_judging_from_a_kept_state_is_judging_from_the_beginning(
    schedule: Schedule, facts: Records, at: int, shift: int, changed: int, status: str | None
) -> None:
    """A day is recorded, changed or emptied; what is judged again from the state before it is the whole truth."""
    schedule, facts = moved(schedule, facts, shift)
    today = MONDAY + timedelta(days=at + shift)
    facts = known(facts, today)
    day = min(MONDAY + timedelta(days=changed + shift), today)
    years, settled = beginning(schedule, facts, today)
    state = state_before(years, settled, day)
    record = DayRecord(status) if status else None
    write(years, day, record)
    found = judge(schedule, years, state, day, today)
    facts.pop(day, None)
    after = facts | ({day: record} if record else {})
    expected, truth = beginning(schedule, after, today)
    assert found == truth
    assert told(years) == told(expected)


@given(schedules(), records, todays, SHIFTS, st.data())
def test_every_kept_state_leads_to_the_same_end(
    schedule: Schedule, facts: Records, at: int, shift: int, data: st.DataObject
) -> None:
    schedule, facts = moved(schedule, facts, shift)
    today = MONDAY + timedelta(days=at + shift)
    years, settled = beginning(schedule, known(facts, today), today)
    kept = [None, settled, *(Settled.from_json(held) for year in years.values() for held in year.states.values())]
    state = data.draw(st.sampled_from(kept))
    if state is not None and (state.through is None or state.through < schedule.start):
        state = None  # units from before the start do not follow from a state
    again = deepcopy(years)
    since = today if state is None or state.through is None else state.through + DAY
    assert judge(schedule, again, state, since if state else date.min, today) == settled
    assert told(again) == told(years)


@given(schedules(), records, todays, st.integers(1, 70), SHIFTS)
def test_days_that_passed_since_are_judged_on_top(
    schedule: Schedule, facts: Records, at: int, later: int, shift: int
) -> None:
    """Nothing was recorded in between: a dormant goal that is opened again."""
    schedule, facts = moved(schedule, facts, shift)
    today = MONDAY + timedelta(days=at + shift)
    then = today + timedelta(days=later)
    facts = known(facts, today)
    years, settled = beginning(schedule, facts, today)
    state = state_before(years, settled, then) if schedule.start <= today else None
    found = judge(schedule, years, state, then, then)
    expected, truth = beginning(schedule, facts, then)
    assert found == truth
    assert told(years) == told(expected)


@given(schedules(), records, todays, st.integers(0, 70), SHIFTS)
def test_units_since_a_state_are_the_rest_of_the_units(
    schedule: Schedule, facts: Records, at: int, later: int, shift: int
) -> None:
    schedule, facts = moved(schedule, facts, shift)
    today = MONDAY + timedelta(days=at + shift)
    then = today + timedelta(days=later)
    facts = known(facts, today)
    years, settled = beginning(schedule, facts, today)
    units = units_of(schedule, facts, then)
    rest = [unit for unit in units if settled.through is None or unit.last > settled.through]
    assert units_since(schedule, records_after(years, settled.through), settled, then) == rest


@given(schedules(), records, todays, SHIFTS)
def test_window_of_a_roll_up_holds_the_units_of_the_last_weeks(
    schedule: Schedule, facts: Records, at: int, shift: int
) -> None:
    schedule, facts = moved(schedule, facts, shift)
    today = MONDAY + timedelta(days=at + shift)
    facts = known(facts, today)
    years, settled = beginning(schedule, facts, today)
    carry(years)
    rollup = Rollup.from_json(rolled(schedule, years, settled, Parts(), today).as_json())
    tail = rollup.tail(schedule, today)
    found = [(unit.first, unit.last, unit.state, unit.reason) for unit in rollup.judged(tail)]
    first = today - (WINDOW - 1) * DAY
    expected = [
        (max(unit.first, first), unit.last, unit.state, unit.reason)
        for unit in units_of(schedule, facts, today)
        if unit.last >= first
    ]
    assert found == expected
    assert {day: rollup.mark(day) != "." for day in facts if day >= first} == {
        day: True for day in facts if day >= first
    }
    assert rollup.mark(today + DAY) == rollup.mark(first - DAY) == "."


def test_state_before_a_day_is_the_latest_that_ended_before_it() -> None:
    early, late, last = (Settled(through=MONDAY + days * DAY) for days in (0, 20, 40))
    years: Years = {}
    year_of(years, 2026).states = {4: Settled().as_json(), 5: early.as_json(), 6: late.as_json()}
    assert state_before(years, last, MONDAY + 41 * DAY) is last
    assert state_before(years, last, MONDAY + 40 * DAY) == late
    assert state_before(years, last, MONDAY + 20 * DAY) == early
    assert state_before(years, last, MONDAY) is None


def test_next_month_crosses_the_year() -> None:
    assert [next_month(date(2026, month, 28)) for month in (1, 11, 12)] == [
        date(2026, 2, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]


def test_what_years_amount_to_is_handed_on() -> None:
    years = strips({date(number, 6, 1): DayRecord("completed", Decimal(1)) for number in (2023, 2025, 2026)})
    for year in years.values():
        year.recount(date(2025, 1, 1))
    carry(years)
    assert [(number, year.tally_before.completed) for number, year in sorted(years.items())] == [
        (2023, 0),
        (2025, 1),
        (2026, 2),
    ]
    assert [year.sums_before.count for _, year in sorted(years.items())] == [0, 0, 1]
