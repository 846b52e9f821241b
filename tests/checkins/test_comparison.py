"""Comparison of the last 28 days with the first 28."""

from datetime import date, timedelta
from decimal import Decimal
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.comparison import Change, Comparison, Kept, Reason, Refused, comparison, spans

START = date(2026, 1, 1)
LATER = START + timedelta(days=56)
amounts = st.decimals(-(10**16) + 1, 10**16 - 1, places=4)
samples = st.lists(amounts, min_size=5, max_size=28)
units = st.integers(4, 60).flatmap(lambda judged: st.builds(Kept, st.integers(0, judged), st.just(judged)))


def values(*numbers: int) -> list[Decimal]:
    return [Decimal(number) for number in numbers]


def compared(then: Kept | list[Decimal], now: Kept | list[Decimal]) -> Comparison:
    found = comparison(then, now, START, LATER)
    assert isinstance(found, Comparison)
    return found


def test_spans_are_28_days_each_and_leave_today_out() -> None:
    first, last = spans(START, LATER) or ((), ())
    assert first == (START, START + timedelta(days=27))
    assert last == (START + timedelta(days=28), START + timedelta(days=55))
    assert spans(START, LATER - timedelta(days=1)) is None


def test_rates_are_compared_by_the_interval_of_newcombe() -> None:
    """The paper's 56 of 70 and 48 of 80."""
    found = compared(Kept(48, 80), Kept(56, 70))
    assert (found.then, found.now, found.change) == (0.6, 0.8, Change.HIGHER)
    assert (found.difference, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert compared(Kept(56, 70), Kept(48, 80)).change is Change.LOWER
    assert compared(Kept(3, 4), Kept(4, 4)).change is Change.UNCLEAR


def test_values_are_compared_by_their_means() -> None:
    found = compared(values(1, 2, 3, 2, 2), values(5, 6, 7, 6, 6))
    assert (found.then, found.now, found.difference, found.change) == (2, 6, 4, Change.HIGHER)
    assert found.high - 4 == pytest.approx(4 - found.low) == pytest.approx(2.3060 * (0.2) ** 0.5, abs=1e-3)
    assert compared(values(5, 6, 7, 6, 6), values(1, 2, 3, 2, 2)).change is Change.LOWER
    assert compared(values(1, 9, 3, 2, 2), values(2, 8, 3, 3, 2)).change is Change.UNCLEAR
    assert compared(values(2, 2, 2, 2, 2), values(2, 2, 2, 2, 2)).change is Change.UNCLEAR


@pytest.mark.parametrize(
    ("then", "now", "days", "expected"),
    [
        (Kept(9, 9), Kept(9, 9), 55, Refused(Reason.OVERLAP, 1)),
        (Kept(9, 9), Kept(9, 9), 0, Refused(Reason.OVERLAP, 56)),
        (Kept(3, 3), Kept(9, 9), 56, Refused(Reason.TOO_LITTLE_THEN)),
        (Kept(9, 9), Kept(0, 0), 56, Refused(Reason.TOO_LITTLE_NOW, 4)),
        (values(1, 2, 3, 4), values(1, 2, 3, 4, 5), 56, Refused(Reason.TOO_LITTLE_THEN)),
        (values(1, 2, 3, 4, 5), values(1, 2, 3), 56, Refused(Reason.TOO_LITTLE_NOW, 2)),
    ],
)
def test_comparison_is_refused_with_a_reason(
    then: Kept | list[Decimal], now: Kept | list[Decimal], days: int, expected: Refused
) -> None:
    assert comparison(then, now, START, START + timedelta(days=days)) == expected


def test_kept_units_do_not_compare_with_values() -> None:
    with pytest.raises(TypeError):
        comparison(Kept(9, 9), values(1, 2, 3, 4, 5), START, LATER)


def test_comparison_is_told_in_json() -> None:
    told = compared(values(2, 2, 2, 2, 2), values(3, 3, 3, 3, 3)).as_json()
    assert told == {"then": 2, "now": 3, "difference": 1, "low": 1, "high": 1, "change": "higher"}
    assert Refused(Reason.OVERLAP, 3).as_json() == {"reason": "overlap", "missing": 3}


@given(units, units)
def test_rates_turn_around(one: Kept, other: Kept) -> None:
    found, turned = compared(one, other), compared(other, one)
    assert -1 <= found.low <= found.difference <= found.high <= 1
    assert found.difference == -turned.difference
    assert (found.change is Change.HIGHER) is (turned.change is Change.LOWER)


@given(samples, samples)
def test_any_values_have_a_finite_comparison(one: list[Decimal], other: list[Decimal]) -> None:
    found = compared(one, other)
    assert all(isfinite(each) for each in (found.then, found.now, found.low, found.difference, found.high))
    assert found.low <= found.difference <= found.high
