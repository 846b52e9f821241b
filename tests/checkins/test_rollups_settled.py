"""The state that units leave behind says of them what the long way says."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from checkins import rates
from checkins.rollups.settled import Settled
from checkins.streaks import Streak, streak
from checkins.strength import strength
from checkins.units import Reason, Schedule, units_of
from goals.terms import Terms
from tests.checkins.schedules import MONDAY, Records, after, goal, recorded, records, schedules, todays


def settled(schedule: Schedule, facts: Records, today: date) -> Settled:
    return Settled.nothing(schedule.pattern).with_units(units_of(schedule, facts, today))


@given(schedules(), records, todays)
def test_state_after_units_is_what_they_amount_to(schedule: Schedule, facts: Records, today: date) -> None:
    units = units_of(schedule, facts, today)
    found = settled(schedule, facts, today)
    counted = rates.counts(units)
    assert found.streak == streak(units)
    assert found.strength == strength(units, schedule.pattern)
    assert found.counts(counted.pending) == counted
    assert found.through == (units[-1].last if units else None)


@given(schedules(), records, todays, st.data())
def test_units_may_be_taken_in_parts(schedule: Schedule, facts: Records, today: date, data: st.DataObject) -> None:
    units = units_of(schedule, facts, today)
    cut = data.draw(st.integers(0, len(units)))
    half = Settled.nothing(schedule.pattern).with_units(units[:cut])
    assert half.with_units(units[cut:]) == settled(schedule, facts, today)


@given(schedules(reserve=3), records, todays)
def test_covered_counts_the_reserve_of_the_last_month_that_used_it(
    schedule: Schedule, facts: Records, today: date
) -> None:
    months = [unit.last.replace(day=1) for unit in units_of(schedule, facts, today) if unit.reason is Reason.RESERVE]
    expected = (months[-1], months.count(months[-1])) if months else None
    assert settled(schedule, facts, today).covered == expected


@given(schedules(), records, todays)
def test_state_comes_back_from_json(schedule: Schedule, facts: Records, today: date) -> None:
    found = settled(schedule, facts, today)
    assert Settled.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_more_units_leave_the_state_itself_alone() -> None:
    start = Settled.nothing("recurring")
    start.with_units(units_of(goal(Terms()), recorded("cc"), after(1)))
    assert start == Settled()


def test_limits_begin_strong_and_habits_weak() -> None:
    assert [Settled.nothing(pattern).strength for pattern in ("limit", "recurring", "streak")] == [1.0, 0.0, 0.0]


def test_what_came_before_the_start_carries_the_run_and_counts_nowhere() -> None:
    early = recorded("cc", after(-2)) | recorded("c")
    found = settled(goal(Terms()), early, MONDAY)
    assert found.streak == Streak(3, 3, after(-2))
    assert found.counts() == rates.Counts(1, 0, 0, 0)
    assert found.strength == settled(goal(Terms()), recorded("c"), MONDAY).strength
