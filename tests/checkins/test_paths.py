"""The path to a target through its edits: it bends on the day of an edit, and the days before stay where they were."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.paths import Path, path_of
from checkins.road import Road, road_to
from goals.terms import Terms, TermsHistory

START = dt.date(2026, 1, 1)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def to(target: Any, by: int | None, base: Any = 0) -> Terms:
    number = None if target is None else Decimal(target)
    return Terms(target_value=number, baseline_value=Decimal(base), target_date=None if by is None else day(by))


def found(current: Terms, *past: tuple[int, Terms], planned: Any = ()) -> Path | None:
    """The path of terms each of which held through its day."""
    history = TermsHistory(tuple((day(through), terms) for through, terms in past), current)
    return path_of(history, START, lambda baseline: baseline, planned)


def path(current: Terms, *past: tuple[int, Terms], planned: Any = ()) -> Path:
    one = found(current, *past, planned=planned)
    assert one is not None
    return one


def drawn(one: Path) -> list[tuple[int, int]]:
    return [((knot - START).days, int(value)) for knot, value in one.knots]


def test_without_edits_it_is_the_straight_line() -> None:
    one = path(to(1000, 100))
    assert (drawn(one), one.past) == ([(0, 0), (100, 1000)], ())


def test_edit_bends_the_path_on_its_day() -> None:
    one = path(to(2000, 100), (49, to(1000, 100)))
    assert drawn(one) == [(0, 0), (49, 490), (50, 500), (100, 2000)]
    assert [one.value_on(day(number)) for number in (20, 49, 50, 60)] == [200, 490, 500, 800]
    assert one.road.value_on(day(20)) == 200


def test_change_of_something_else_is_no_bend() -> None:
    weekly = replace(to(1000, 100), times_per_period=3)
    one = path(to(1000, 100), (49, to(1000, 100)), (60, weekly))
    assert (drawn(one), one.past) == ([(0, 0), (100, 1000)], ())


def test_second_edit_goes_on_from_the_first() -> None:
    one = path(to(500, 80), (49, to(1000, 100)), (59, to(2000, 100)))
    assert [one.value_on(day(number)) for number in (40, 55, 59, 60, 80)] == [400, 650, 770, 500, 500]


def test_new_date_after_the_old_one_is_the_line_from_the_start() -> None:
    one = path(to(1000, 200), (119, to(1000, 100)))
    assert [one.value_on(day(number)) for number in (50, 100, 119, 120, 160)] == [500, 1000, 1000, 600, 800]
    assert drawn(Path((), one.road)) == [(0, 0), (200, 1000)]


def test_smaller_target_than_the_path_had_reached_is_met_at_once() -> None:
    one = path(to(300, 100), (49, to(1000, 100)))
    assert [one.value_on(day(number)) for number in (49, 50, 100)] == [490, 300, 300]


@pytest.mark.parametrize("before", [to(None, 100), to(1000, None), to(-1000, 100), to(1000, 100, 2000)])
def test_what_was_no_way_there_leaves_the_straight_line(before: Terms) -> None:
    one = path(to(1000, 100), (49, before))
    assert drawn(Path((), one.road)) == [(0, 0), (100, 1000)]


def test_terms_from_before_the_start_bend_nothing() -> None:
    assert drawn(path(to(2000, 100), (-1, to(1000, 100)))) == [(0, 0), (100, 2000)]


@pytest.mark.parametrize("now", [to(None, 100), to(1000, None), to(0, 100), to(1000, -1)])
def test_without_a_way_now_there_is_no_path(now: Terms) -> None:
    assert found(now, (49, to(1000, 100))) is None


def test_path_leads_through_planned_values_before_and_after_an_edit() -> None:
    planned = [(day(25), Decimal(400)), (day(75), Decimal(900)), (day(300), Decimal(5))]
    one = path(to(2000, 100), (49, to(1000, 100)), planned=planned)
    assert [int(one.value_on(day(number))) for number in (25, 50, 75, 100)] == [400, 650, 900, 2000]


amounts = st.integers(-1000, 1000)
ways = st.builds(to, amounts, st.integers(1, 300), amounts)


@given(ways, ways, ways, st.integers(1, 150), st.integers(1, 150))
def test_an_edit_moves_no_day_before_it(first: Terms, second: Terms, third: Terms, one: int, other: int) -> None:
    before, after = found(second, (one, first)), found(third, (one, first), (one + other, second))
    if before is None or after is None:
        return
    days = [day(number) for number in range(one + other + 1)]
    assert [after.value_on(each) for each in days] == [before.value_on(each) for each in days]


@given(ways, ways, st.integers(1, 150))
def test_drawing_passes_through_its_values(first: Terms, second: Terms, through: int) -> None:
    one = found(second, (through, first))
    if one is not None:
        assert all(one.value_on(knot) == value for knot, value in one.knots)
        assert one.knots[0][0] == START


# Days ahead


def straight(target: int = 1000) -> Road:
    road = road_to((START, 0), (day(100), target))
    assert road is not None
    return road


@given(st.integers(-5000, 5000).map(Fraction), st.integers(-50, 150))
def test_on_a_straight_road_days_are_the_part_of_the_way(value: Fraction, today: int) -> None:
    elapsed = min(max(today, 0), 100)
    assert straight().days_ahead(value, day(today)) == value / 10 - elapsed
    assert straight(-1000).days_ahead(-value, day(today)) == value / 10 - elapsed


def test_days_ahead_follow_the_bends() -> None:
    """Ten a day for fifty days, then thirty."""
    road = path(to(2000, 100), (49, to(1000, 100))).road
    assert [road.days_ahead(Fraction(value), day(60)) for value in (800, 860, 500, 400, 2000)] == [0, 2, -10, -20, 40]


def test_flat_part_of_a_road_is_reached_on_its_nearest_day() -> None:
    road = road_to((START, 0), (day(100), 100), [(day(40), 50), (day(60), 50)])
    assert road is not None
    assert [road.days_ahead(Fraction(50), day(at)) for at in (30, 50, 70)] == [10, 0, -10]
