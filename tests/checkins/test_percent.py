from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins import percent, rates
from checkins.units import Schedule, units_of
from goals.terms import Terms
from tests.checkins.schedules import MONDAY, after, always, recorded

DAILY = Schedule("recurring", always(Terms()), MONDAY)
LIMIT = Schedule("limit", always(Terms(target_value=Decimal(2))), MONDAY)
numbers = st.decimals(-1000, 1000, places=2)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Fraction(2, 3), 66),
        (Decimal("0.29"), 29),
        (0.29, 29),
        (0.57, 57),
        (2 / 3, 66),
        (Decimal("0.9999999"), 99),
        (1, 100),
        (1.7, 100),
        (-0.2, 0),
        (0, 0),
    ],
)
def test_floor_percent_rounds_down_exactly(share: percent.Share, expected: int) -> None:
    assert percent.floor_percent(share) == expected


@given(st.integers(0, 10000), st.integers(1, 10000))
def test_floor_percent_is_100_only_from_the_whole_on(done: int, need: int) -> None:
    assert (percent.floor_percent(Fraction(done, need)) == 100) is (done >= need)


@given(st.integers(0, 100))
def test_floor_percent_of_a_hundredth_written_as_float_is_that_hundredth(hundredths: int) -> None:
    assert percent.floor_percent(hundredths / 100) == hundredths


@pytest.mark.parametrize(("days", "today", "expected"), [("", 0, None), ("cc ", 3, 66), ("c", 0, 100), ("s", 1, None)])
def test_recurring_percent_is_adherence(days: str, today: int, expected: int | None) -> None:
    assert percent.kept(rates.counts(units_of(DAILY, recorded(days), after(today)))) == expected


def test_recurring_percent_counts_the_asked_days_only() -> None:
    units = units_of(DAILY, recorded("cc m"), after(4))
    assert percent.kept(rates.counts(units, after(1), after(3))) == 33


@pytest.mark.parametrize(("days", "expected"), [("", None), ("1", 100), ("13", 50), ("1112", 100), ("333", 0)])
def test_limit_percent_is_the_share_of_closed_periods_kept(days: str, expected: int | None) -> None:
    units = units_of(LIMIT, recorded(days), after(len(days)))
    assert percent.kept(rates.counts(units, last=after(len(days) - 1))) == expected


@pytest.mark.parametrize(("counts", "expected"), [((2, 1, 5, 1), 66), ((0, 3, 0, 0), 0), ((0, 0, 4, 1), None)])
def test_limit_percent_leaves_out_what_is_neutral_or_open(counts: tuple[int, ...], expected: int | None) -> None:
    assert percent.kept(rates.Counts(*counts)) == expected


@pytest.mark.parametrize(
    ("current", "days", "expected"),
    [(0, 30, 0), (10, 30, 33), (29, 30, 96), (30, 30, 100), (45, 30, 100), (3, None, None), (3, 0, None)],
)
def test_streak_percent_is_the_part_of_the_run_aimed_at(current: int, days: int | None, expected: int | None) -> None:
    assert percent.streak(current, days) == expected
    assert percent.streak(current, None if days is None else Decimal(days)) == expected


@pytest.mark.parametrize(
    ("current", "baseline", "target", "direction", "expected"),
    [
        ("500", None, "1000", None, 50),
        ("75", "80", "70", None, 50),
        ("69", "80", "70", None, 100),
        ("85", "80", "70", None, 0),
        ("66.66", "0", "100", None, 66),
        ("99.9999", "0", "100", None, 99),
        ("-5", "-10", "0", None, 50),
        (None, "80", "70", None, None),
        ("10", "10", "10", None, 100),
        ("9", "10", "10", None, 0),
        ("12", "10", "10", "increase", 100),
        ("8", "10", "10", "decrease", 100),
        ("9", "10", "10", "increase", 0),
        ("65", "60", "70", "decrease", 100),
        ("500", None, "1000", "increase", 50),
    ],
)
def test_target_percent_is_the_way_covered(
    current: str | None, baseline: str | None, target: str, direction: str | None, expected: int | None
) -> None:
    values = [None if value is None else Decimal(value) for value in (current, baseline)]
    assert percent.target(values[0], values[1], Decimal(target), direction) == expected


@given(numbers, numbers, numbers)
def test_target_percent_is_100_exactly_at_the_target_or_beyond(
    current: Decimal, baseline: Decimal, target: Decimal
) -> None:
    found = percent.target(current, baseline, target)
    beyond = current >= target if target > baseline else current <= target
    assert (found == 100) is (beyond if target != baseline else current == target)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], None),
        ([(False, None)], 0),
        ([(True, None), (True, None), (False, None)], 66),
        ([(False, None), (True, None), (True, None)], 66),
        ([(True, None)] * 7, 100),
        ([(True, 10), (False, 50), (False, 100)], 10),
        ([(True, 10), (True, 50), (False, 100)], 50),
        ([(False, 10), (True, 50), (False, 100)], 40),
        ([(True, 10), (True, 50), (True, 100)], 100),
        ([(True, 20), (True, 80)], 100),
        ([(True, 100), (False, 100)], 99),
        ([(True, None), (False, 50), (False, None)], 25),
        ([(True, None), (True, 50), (True, None), (False, None)], 75),
        ([(False, 60), (True, 40), (False, 100)], 0),
        ([(True, Decimal("33.5")), (False, None)], 33),
    ],
)
def test_milestone_percent_goes_by_shares(steps: list[tuple[bool, Decimal | int | None]], expected: int | None) -> None:
    assert percent.milestone(steps) == expected


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_milestone_percent_without_shares_is_done_of_total(done: list[bool]) -> None:
    assert percent.milestone([(each, None) for each in done]) == 100 * sum(done) // len(done)


@given(st.lists(st.tuples(st.booleans(), st.none() | st.integers(0, 100)), min_size=1, max_size=12), st.data())
def test_milestone_percent_never_falls_when_one_more_is_done(
    steps: list[tuple[bool, int | None]], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(steps) - 1))
    more = [*steps[:index], (True, steps[index][1]), *steps[index + 1 :]]
    before, now = percent.milestone(steps), percent.milestone(more)
    assert before is not None
    assert now is not None
    assert 0 <= before <= now <= 100
    assert (now == 100) is all(done for done, _ in more)


def test_recurring_percent_stays_after_the_goal_ended() -> None:
    ended = replace(DAILY, ended_on=after(2))
    assert percent.kept(rates.counts(units_of(ended, recorded("ccc"), after(30)))) == 100
