"""Lengths, round numbers and paths of charts."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.charts import Chart, Plane, across, bar, length, spread, ticks

DAY = dt.date(2026, 11, 20)
WEEK = Plane(DAY, DAY + dt.timedelta(days=10), 0.0, 50.0, 400)
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        ("0", "3300", ["0", "1000", "2000", "3000", "4000"]),
        ("24", "32.7", ["24", "26", "28", "30", "32", "34"]),
        ("0", "1", ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ("-7", "3", ["-8", "-6", "-4", "-2", "0", "2", "4"]),
        ("5", "5", ["5.0000", "5.0001"]),
    ],
)
def test_ticks_are_round_and_hold_both_ends(low: str, high: str, marks: list[str]) -> None:
    assert ticks(Decimal(low), Decimal(high)) == [Decimal(mark) for mark in marks]


@given(NUMBERS, NUMBERS)
def test_ticks_lie_evenly_around_any_numbers(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    marks = ticks(low, high)
    assert marks[0] <= low <= high <= marks[-1]
    assert 2 <= len(marks) <= 8
    assert len({after - before for before, after in pairwise(marks)}) == 1


def test_lengths_have_a_point_in_every_locale() -> None:
    assert [length(value) for value in (0, 12.34, 1000.0)] == ["0", "12.3", "1000"]


def test_line_runs_from_the_left_edge_to_the_right_and_stays_inside() -> None:
    points = [(DAY, 0.0), (DAY + dt.timedelta(days=5), 25.0), (DAY + dt.timedelta(days=20), 99.0)]
    assert WEEK.line(points) == "M0,400 500,200 1000,0"


def test_area_goes_out_along_the_upper_line_and_back_along_the_lower() -> None:
    last = DAY + dt.timedelta(days=10)
    assert WEEK.area([(DAY, 25.0), (last, 50.0)], [(DAY, 25.0), (last, 0.0)]) == "M0,200 1000,0 1000,400 0,200Z"


def test_dot_and_upright_stand_on_their_day() -> None:
    day = DAY + dt.timedelta(days=5)
    assert (WEEK.dot(day, 50), WEEK.upright(day)) == ("M500,0h0", "M500,0V400")


def test_bars_share_the_width_with_room_between_them() -> None:
    assert bar(1, 4, 50, 200) == "M287.5,50h175V200h-175z"
    assert across(1, 4, 50) == "M250,50H500"


@given(st.lists(st.integers(), min_size=1), st.integers(2, 20))
def test_spread_keeps_both_ends_and_the_order(items: list[int], count: int) -> None:
    places = spread(range(len(items)), count)
    assert (places[0], places[-1]) == (0, len(items) - 1)
    assert len(places) == min(count, len(items))
    assert places == sorted(set(places))


def test_grid_has_a_line_for_each_label() -> None:
    chart = Chart("x", "X", "", 200, ["100%", "50%", "0%"], [], [], [], [])
    assert chart.grid == ["0", "100", "200"]
