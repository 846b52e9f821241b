from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from checkins.rates import Counts, adherence, completion_rate, consistency, counts
from checkins.units import Schedule, units_of
from goals.terms import Period, Terms
from tests.checkins.schedules import MONDAY, Records, after, always, recorded, records, schedules, todays

DAILY = Schedule("recurring", always(Terms()), MONDAY)


@pytest.mark.parametrize(
    ("completed", "missed", "expected"),
    [(0, 0, None), (0, 2, 0.0), (3, 0, 1.0), (3, 1, 0.75), (2, 2, 0.5), (1, 2, 1 / 3)],
)
def test_completion_rate_is_completed_among_completed_and_missed(
    completed: int, missed: int, expected: float | None
) -> None:
    assert completion_rate(completed, missed) == expected


def test_counts_tell_the_states_apart() -> None:
    assert counts(units_of(DAILY, recorded("ccsm "), after(5))) == Counts(2, 2, 1, 1)


def test_counts_take_units_by_the_day_they_end_on() -> None:
    weekly = replace(DAILY, history=always(Terms(Period.WEEK, 1)))
    units = units_of(weekly, recorded("c"), after(20))
    assert counts(units, after(6), after(13)) == Counts(1, 1, 0, 0)
    assert counts(units, after(7), after(12)) == Counts(0, 0, 0, 0)


def test_adherence_leaves_skips_and_open_units_out() -> None:
    assert adherence(units_of(DAILY, recorded("csc m"), after(5))) == 0.5


def test_adherence_of_nothing_judged_is_none() -> None:
    assert adherence(units_of(DAILY, recorded("s"), after(1))) is None


def test_adherence_leaves_out_what_was_done_before_the_start() -> None:
    late = replace(DAILY, start=after(3))
    assert adherence(units_of(late, recorded("ccc "), after(4))) == 0


def test_adherence_counts_the_asked_days_only() -> None:
    units = units_of(DAILY, recorded("cc  "), after(4))
    assert adherence(units, after(1), after(2)) == 0.5


def test_consistency_looks_at_28_days_and_leaves_today_out() -> None:
    units = units_of(DAILY, recorded("mc" + "s" * 26 + "cc"), after(29))
    assert consistency(units, after(29)) == Counts(2, 0, 26, 0)
    assert consistency(units, after(28)) == Counts(1, 1, 26, 0)


@given(schedules(), records, todays)
def test_adherence_is_a_share(schedule: Schedule, facts: Records, today: date) -> None:
    rate = adherence(units_of(schedule, facts, today))
    assert rate is None or 0 <= rate <= 1
