"""Trend: the least squares line and its test, against NIST's certified values and its own properties."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checkins.trend import Direction, Trend, fit, trend, window_days

START = date(2026, 1, 1)
NORRIS = Path(__file__).parent.parent / "data" / "Norris.dat"
amounts = st.decimals(-(10**16) + 1, 10**16 - 1, places=4)
series = st.lists(st.integers(-(10**6), 10**6), min_size=5, max_size=40)


def daily(values: Sequence[Decimal | float | int]) -> list[tuple[date, Decimal]]:
    return [(START + timedelta(days=index), Decimal(value)) for index, value in enumerate(values)]


def norris() -> list[tuple[Decimal, Decimal]]:
    """The observations as (x, y); the file has y first, from its line 61 on."""
    rows = [line.split() for line in NORRIS.read_text().splitlines()[60:] if line.strip()]
    return [(Decimal(x), Decimal(y)) for y, x in rows]


def test_line_equals_the_certified_digits_of_norris() -> None:
    points = norris()
    found = fit(points)
    assert len(points) == 36
    assert found is not None
    assert f"{found.slope:.14f}" == "1.00211681802045"
    assert f"{found.intercept:.15f}" == "-0.262323073774029"
    assert f"{found.slope_error:.18f}" == "0.000429796848199937"
    assert f"{found.deviation:.15f}" == "0.884796396144373"


def test_trend_needs_five_points() -> None:
    assert trend(daily([1, 2, 3, 4])) == Trend(Direction.INSUFFICIENT_DATA, None, 4)
    assert trend(daily([1, 2, 3, 4, 5])) == Trend(Direction.RISING, 1.0, 5)
    assert trend([]) == Trend(Direction.INSUFFICIENT_DATA, None, 0)


def test_trend_of_one_day_says_nothing() -> None:
    assert trend([(START, Decimal(value)) for value in range(9)]) == Trend(Direction.INSUFFICIENT_DATA, None, 9)


def test_trend_looks_at_days_not_at_places() -> None:
    points = [(START + timedelta(days=7 * week), Decimal(week)) for week in range(6)]
    assert trend(points) == Trend(Direction.RISING, 1 / 7, 6)
    assert trend(reversed(points)) == trend(points)


def test_unvarying_values_are_stable() -> None:
    assert trend(daily([7] * 20)) == Trend(Direction.STABLE, 0.0, 20)


@pytest.mark.parametrize(
    ("slope", "direction"),
    [
        ("0.859", Direction.STABLE),
        ("-0.859", Direction.STABLE),
        ("0.860", Direction.RISING),
        ("-0.860", Direction.FALLING),
    ],
)
def test_slope_counts_above_the_90_percent_quantile(slope: str, direction: Direction) -> None:
    """Residuals that no line follows leave the slope as given; its error is √(4 ÷ 3 ÷ 10), t with 3 degrees 2.35336."""
    values = [index * Decimal(slope) + residual for index, residual in enumerate([1, -1, 0, -1, 1])]
    assert trend(daily(values)).direction == direction


def test_noise_is_called_a_trend_one_time_in_ten() -> None:
    chance = random.Random(5)  # noqa: S311  (chances, no secrets)
    found = [trend(daily([chance.gauss(0, 1) for _ in range(28)])).direction for _ in range(1000)]
    assert found.count(Direction.STABLE) == pytest.approx(900, abs=30)


@given(series, st.integers(-1000, 1000), st.integers(1, 1000))
def test_trend_does_not_see_zero_or_the_unit(values: list[int], shift: int, scale: int) -> None:
    plain, moved = trend(daily(values)), trend(daily([shift + scale * value for value in values]))
    assert plain.slope is not None
    assert moved.direction == plain.direction
    assert moved.slope == pytest.approx(plain.slope * scale, rel=1e-9, abs=1e-9)


@given(series)
def test_trend_turns_around_with_its_values(values: list[int]) -> None:
    other = {Direction.RISING: Direction.FALLING, Direction.FALLING: Direction.RISING}
    found, mirror = trend(daily(values)), trend(daily([-value for value in values]))
    assert mirror.direction == other.get(found.direction, found.direction)


@given(series, st.integers(1, 10**6))
def test_a_steeper_line_has_a_steeper_slope(values: list[int], step: int) -> None:
    tilted = trend(daily([value + step * index for index, value in enumerate(values)]))
    plain = trend(daily(values))
    assert plain.slope is not None
    assert tilted.slope == pytest.approx(plain.slope + step, rel=1e-9, abs=1e-9)


@given(st.lists(st.tuples(st.dates(), amounts), max_size=30))
def test_any_values_have_a_finite_trend(points: list[tuple[date, Decimal]]) -> None:
    found = trend(points)
    assume(found.slope is not None)
    assert found.slope is not None
    assert isfinite(found.slope)
    assert (found.slope > 0) >= (found.direction is Direction.RISING)


def test_two_points_have_no_line() -> None:
    assert fit([(0, 1), (1, 2)]) is None
    assert fit([(0, 1), (0, 2), (0, 3)]) is None
    assert fit([]) is None


@pytest.mark.parametrize(("period", "days"), [(1, 28), (7, 28), (9, 36), (31, 124)])
def test_trend_looks_back_four_weeks_or_four_periods(period: int, days: int) -> None:
    assert window_days(period) == days


def test_trend_is_told_in_json() -> None:
    told = {"direction": "rising", "slope_per_day": 1.0, "points": 5}
    assert trend(daily([1, 2, 3, 4, 5])).as_json() == told
