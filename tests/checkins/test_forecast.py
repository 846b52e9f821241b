"""Forecast: the formula by hand, both directions, its refusals, and how often its range holds what comes."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from math import isfinite, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.forecast import Cone, Flow, Forecast, Point, Reason, Refused, amount, cone_of, flow, forecast
from checkins.increments import Increments
from tests.checkins.simulated import CLAIMED, TOLERANCE, mean_coverage

TODAY = date(2026, 6, 1)
amounts = st.decimals(-(10**16) + 1, 10**16 - 1, places=4)
many = st.lists(st.floats(-2e16, 2e16), min_size=2, max_size=28)
small = st.lists(st.integers(-1000, 1000).map(float), min_size=2, max_size=28)


def day(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


def after(by_day: list[float], check_ins: int | None = None, told: int | None = None) -> Increments:
    found = len(by_day) if check_ins is None else check_ins
    return Increments(tuple(by_day), found if told is None else told, found)


def made(*args: object, **options: object) -> Forecast:
    found = forecast(*args, **options)  # type: ignore[arg-type]
    assert isinstance(found, Forecast)
    return found


def test_flow_equals_the_formula_by_hand() -> None:
    """Six days of 0 and 6: μ 3, g₀ 9, g₁ −7.5, g₂ 6, L 2, so 9 + 2·(−5 + 2) = 3; times 6/5 and 1 + 3/6."""
    assert flow([0, 6, 0, 6, 0, 6]) == pytest.approx((3, 3 * 6 / 5 * 1.5, 6))


def test_flow_is_never_below_the_least_variance() -> None:
    """Days that alternate cancel out: the sum is 0.036 here."""
    alternate = [1.0, -1.0] * 14
    assert 1 + 2 * sum((1 - lag / 8) * _covariance(alternate, lag) for lag in range(1, 8)) < 0.15
    assert flow(alternate).variance == pytest.approx(0.15 * 28 / 27 * (1 + 8 / 28))


def _covariance(values: list[float], lag: int) -> float:
    mean = sum(values) / len(values)
    return sum((one - mean) * (other - mean) for one, other in zip(values, values[lag:], strict=False)) / len(values)


def test_range_equals_the_formula_by_hand() -> None:
    cone = Cone(100.0, Flow(2.0, 9.0, 27))
    half = 1.45 * sqrt(9 * (18 + 1.5 * 18 * 18 / 27))
    assert cone.range(18) == pytest.approx((136 - half, 136 + half))
    assert cone.range(0) == (100, 100)


def test_total_that_only_grew_is_not_expected_to_fall() -> None:
    growing = cone_of([0.0, 0.0, 9.0] * 5, 10.0, is_total=True)
    assert growing.range(1)[0] == 10
    assert cone_of([0.0, 0.0, 9.0] * 5, 10.0, is_total=False).range(1)[0] < 10
    assert cone_of([0.0, -1.0, 9.0] * 5, 10.0, is_total=True).range(1)[0] < 10
    assert cone_of([0.0, 0.0, -9.0] * 5, 10.0, is_total=True).range(1)[1] == 10


def test_forecast_of_a_sure_pace_is_a_line() -> None:
    found = made(after([2.0] * 28), Decimal(100), TODAY, target=Decimal(150), target_date=day(30))
    assert found.per_day == Decimal("2.0000")
    assert set(found.arrival) == {day(25)}
    assert found.at_target_date == Point(day(30), Decimal(160), Decimal(160), Decimal(160))
    assert found.chance == 95
    assert [point.day for point in found.points] == [day(ahead) for ahead in (0, 1, 2, 4, 7, 14, 21, 28, 30)]
    assert all(point.low == point.mid == point.high for point in found.points)


def test_forecast_meets_the_target_on_the_day_at_whose_end_it_is_there() -> None:
    found = made(after([2.0] * 28), Decimal(100), TODAY, target=Decimal("150.0001"))
    assert found.arrival.middle == day(26)
    assert made(after([2.0] * 28), Decimal(100), TODAY, target=Decimal(101)).arrival.middle == day(1)


def test_range_meets_the_target_before_and_after_its_middle() -> None:
    increments = [1.0, 5.0, 0.0, 2.0] * 7
    found = made(after(increments), Decimal(0), TODAY, target=Decimal(60), is_total=True)
    cone = cone_of(increments, 0.0, is_total=False)
    first = {side: next(ahead for ahead in itertools.count() if cone.range(ahead)[side] >= 60) for side in (0, 1)}
    assert found.arrival == (day(first[1]), day(30), day(first[0]))
    assert first[1] < 30 < first[0]


def test_forecast_of_a_falling_value_mirrors_that_of_a_rising_one() -> None:
    increments = [1.0, 5.0, 0.0, 2.0] * 7
    up = made(after(increments), Decimal(10), TODAY, target=Decimal(70), target_date=day(40))
    falling = after([-increment for increment in increments])
    down = made(falling, Decimal(-10), TODAY, target=Decimal(-70), target_date=day(40), rises=False)
    assert down.arrival == up.arrival
    assert down.chance == up.chance
    assert [(point.day, -point.mid) for point in down.points] == [(point.day, point.mid) for point in up.points]


@pytest.mark.parametrize("days", range(14, 29))
def test_as_much_again_in_as_many_days_arrives_on_the_last_of_them(days: int) -> None:
    for gain in (100.0, 500.0, 1.1):
        found = made(after([gain, *[0.0] * (days - 1)], told=5), Decimal(0), TODAY, target=Decimal(str(gain)))
        assert found.arrival.middle == day(days)


def test_value_that_moves_away_arrives_only_by_luck() -> None:
    away = made(after([5.0] * 14 + [-5.5] * 14), Decimal(0), TODAY, target=Decimal(10), target_date=day(60))
    assert away.per_day == Decimal("-0.25")
    assert away.arrival.earliest is not None
    assert away.arrival[1:] == (None, None)
    assert away.chance is not None
    assert away.chance < 50
    assert made(after([-1.0] * 20), Decimal(0), TODAY, target=Decimal(10)).arrival == (None, None, None)


def test_arrival_is_told_up_to_ten_years() -> None:
    told = made(after([1.0] * 28), Decimal(0), TODAY, target=Decimal(3650)).arrival
    assert set(told) == {day(3650)}
    assert set(made(after([1.0] * 28), Decimal(0), TODAY, target=Decimal(3651)).arrival) == {None}


def test_forecast_stays_inside_the_calendar() -> None:
    end = date.max - timedelta(days=3)
    found = made(after([1.0] * 28), Decimal(0), end, target=Decimal(100), target_date=date.max)
    assert (found.points[-1].day, found.arrival) == (date.max, (None, None, None))
    assert made(after([1.0] * 28), Decimal(0), date.max, target=Decimal(100)).points[-1].day == date.max


def test_range_is_drawn_to_ninety_days_and_no_farther() -> None:
    increments = after([1.0, 5.0, 0.0, 2.0] * 7)
    free = made(increments, Decimal(0), TODAY, target=Decimal(9999))
    assert (free.points[-1].day, free.at_target_date, free.chance) == (day(90), None, None)
    late = made(increments, Decimal(0), TODAY, target=Decimal(9999), target_date=day(91))
    assert (late.points[-1].day, late.at_target_date, late.chance) == (
        day(90),
        Point(day(91), None, Decimal(182), None),
        None,
    )
    over = made(increments, Decimal(0), TODAY, target=Decimal(9999), target_date=day(-1))
    assert (len(over.points), over.at_target_date, over.chance) == (1, None, None)
    last = made(increments, Decimal(0), TODAY, target=Decimal(9999), target_date=TODAY)
    assert (last.at_target_date, last.chance) == (Point(TODAY, Decimal(0), Decimal(0), Decimal(0)), None)


@pytest.mark.parametrize(("target", "chance"), [("1", 95), ("52.3", 85), ("60", 50), ("66.2", 20), ("9999", 5)])
def test_chance_is_the_normal_tail_in_steps_of_five(target: str, chance: int) -> None:
    """30 days of 2 a day are 60, give or take 7.4; 52.3 lies 1.04 deviations below, 66.2 lies 0.84 above."""
    increments = [1.0, 5.0, 0.0, 2.0] * 7
    assert cone_of(increments, 0.0, is_total=False).deviation(30) == pytest.approx(7.4, abs=0.01)
    found = made(after(increments), Decimal(0), TODAY, target=Decimal(target), target_date=day(30))
    assert found.chance == chance


@pytest.mark.parametrize(
    ("by_day", "check_ins", "value", "target", "expected"),
    [
        ([1.0] * 13, 13, 0, 9, Refused(Reason.TOO_FEW_DAYS, 1)),
        ([], 0, 0, 9, Refused(Reason.TOO_FEW_DAYS, 14)),
        ([1.0] * 28, 4, 0, 9, Refused(Reason.TOO_FEW_CHECK_INS, 1)),
        ([1.0] * 28, 28, 9, 9, Refused(Reason.REACHED)),
        ([1.0] * 28, 28, 10, 9, Refused(Reason.REACHED)),
        ([1.0] * 28, 28, 10, None, Refused(Reason.NO_TARGET)),
    ],
)
def test_forecast_is_refused_with_a_reason(
    by_day: list[float], check_ins: int, value: int, target: int | None, expected: Refused
) -> None:
    aim = None if target is None else Decimal(target)
    assert forecast(after(by_day, check_ins), Decimal(value), TODAY, target=aim) == expected


def test_forecast_counts_check_ins_of_all_days_and_needs_one_of_the_last() -> None:
    """Four in the last 28 days are what somebody has who saves once a week."""
    weekly = [0.0, 0.0, 10.0, 0.0, 0.0, 0.0, 0.0] * 4
    assert isinstance(forecast(after(weekly, 5, told=4), Decimal(0), TODAY, target=Decimal(9)), Forecast)
    silent = forecast(after([0.0] * 28, 9, told=0), Decimal(0), TODAY, target=Decimal(9))
    assert silent == Refused(Reason.TOO_FEW_CHECK_INS, 1)


def test_falling_value_is_reached_from_above() -> None:
    increments = after([-1.0] * 14, 5)
    refused = forecast(increments, Decimal(9), TODAY, target=Decimal(9), rises=False)
    assert refused == Refused(Reason.REACHED)
    assert made(increments, Decimal(10), TODAY, target=Decimal(9), rises=False).arrival.middle == day(1)


@pytest.mark.parametrize(("value", "told"), [(0.00006, "0.0001"), (-0.00001, "0.0000"), (-2 / 3, "-0.6667")])
def test_amounts_have_four_decimals(value: float, told: str) -> None:
    assert str(amount(value)) == told


def test_forecast_is_told_in_json() -> None:
    told = made(after([2.0] * 28), Decimal(0), TODAY, target=Decimal(2), target_date=day(1)).as_json()
    point = {"low": Decimal(2), "mid": Decimal(2), "high": Decimal(2)}
    assert told == {
        "per_day": Decimal(2),
        "days": 28,
        "arrival": {"earliest": day(1), "middle": day(1), "latest": day(1)},
        "points": [{"day": TODAY, "low": Decimal(0), "mid": Decimal(0), "high": Decimal(0)}, {"day": day(1), **point}],
        "at_target_date": {"day": day(1), **point},
        "chance": 95,
    }
    assert Refused(Reason.TOO_FEW_DAYS, 3).as_json() == {"reason": "too_few_days", "missing": 3}


@pytest.mark.parametrize("kind", CLAIMED)
def test_range_holds_what_comes_as_often_as_is_claimed(kind: str) -> None:
    """About eight times in ten, and less often where days come in spells or fade away."""
    assert mean_coverage(kind) == pytest.approx(CLAIMED[kind], abs=TOLERANCE)


@given(small, st.integers(-1000, 1000), st.integers(1, 1000), st.integers(0, 90))
def test_range_moves_and_grows_with_its_unit(values: list[float], shift: int, scale: int, days: int) -> None:
    plain = cone_of(values, 5.0, is_total=False)
    scaled = cone_of([scale * value for value in values], 5.0 * scale, is_total=False)
    moved = cone_of(values, 5.0 + shift, is_total=False)
    assert scaled.range(days) == pytest.approx([scale * each for each in plain.range(days)], rel=1e-9, abs=1e-6)
    assert moved.range(days) == pytest.approx([shift + each for each in plain.range(days)], rel=1e-9, abs=1e-6)


@given(small, st.integers(-1000, 1000))
def test_more_every_day_changes_the_mean_and_not_the_variance(values: list[float], more: int) -> None:
    plain, fuller = flow(values), flow([value + more for value in values])
    assert fuller == pytest.approx((plain.mean + more, plain.variance, plain.days), rel=1e-9, abs=1e-6)


@given(many, st.booleans(), st.integers(0, 89))
def test_range_holds_its_middle_and_only_widens(values: list[float], is_total: bool, days: int) -> None:
    cone = cone_of(values, 0.0, is_total)
    (low, high), middle = cone.range(days), cone.middle(days)
    assert low <= middle <= high
    assert cone.deviation(days) <= cone.deviation(days + 1)


@given(
    st.lists(amounts, min_size=14, max_size=28),
    amounts,
    amounts,
    st.booleans(),
    st.booleans(),
    st.none() | st.dates(),
    st.dates(),
)
def test_any_amounts_have_an_ordered_forecast_or_a_reason(
    by_day: list[Decimal],
    value: Decimal,
    target: Decimal,
    rises: bool,
    is_total: bool,
    target_date: date | None,
    today: date,
) -> None:
    increments = after([float(each) for each in by_day])
    found = forecast(increments, value, today, target=target, rises=rises, is_total=is_total, target_date=target_date)
    if isinstance(found, Refused):
        assert found == Refused(Reason.REACHED)
        return
    order = [each or date.max for each in found.arrival]
    assert order == sorted(order)
    assert all(today <= each for each in order)
    for point in found.points:
        assert isfinite(point.mid)
        assert point.low is not None
        assert point.high is not None
        assert point.low <= point.mid <= point.high
    assert found.chance is None or found.chance in range(5, 96, 5)


@given(small.filter(lambda values: len(values) >= 14), st.integers(1, 10**6), st.integers(0, 10**6))
def test_farther_targets_are_met_later(values: list[float], target: int, farther: int) -> None:
    near = made(after(values), Decimal(0), TODAY, target=Decimal(target))
    far = made(after(values), Decimal(0), TODAY, target=Decimal(target + farther))
    assert all((one or date.max) <= (other or date.max) for one, other in zip(near.arrival, far.arrival, strict=True))


@given(small.filter(lambda values: len(values) >= 14), st.integers(1, 3000), st.booleans())
def test_target_is_met_on_the_first_day_that_a_line_is_there(values: list[float], need: int, rises: bool) -> None:
    """The days that are found by halving are those that walking would find."""
    found = made(after(values), Decimal(0), TODAY, target=Decimal(need if rises else -need), rises=rises)
    cone, way = cone_of(values, 0.0, is_total=False), 1 if rises else -1
    for width, met in zip((1.45, 0, -1.45), found.arrival, strict=True):
        heights = ((way * cone.middle(days) + width * cone.deviation(days), days) for days in range(400))
        walked = next((days for height, days in heights if height >= need - 0.00005), None)
        assert walked == (None if met is None or met >= day(400) else (met - TODAY).days)
