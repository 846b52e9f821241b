"""Intervals, against the papers that they come from."""

import json
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.intervals import Interval, mean_difference, newcombe, wilson

PAPERS: dict[str, Any] = json.loads((Path(__file__).parent.parent / "data" / "statistics.json").read_text())
shares = st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
samples = st.lists(st.floats(-1e17, 1e17), min_size=2, max_size=40)


@pytest.mark.parametrize("case", PAPERS["wilson95"], ids=lambda case: f"{case['x']} of {case['n']}")
def test_wilson_equals_the_paper(case: dict[str, Any]) -> None:
    found = wilson(case["x"], case["n"])
    assert found.value == case["x"] / case["n"]
    assert [round(found.low, 4), round(found.high, 4)] == case["ci"]


@pytest.mark.parametrize("case", PAPERS["newcombe_diff95"], ids=lambda case: f"{case['a']} less {case['b']}")
def test_newcombe_equals_the_paper(case: dict[str, Any]) -> None:
    found = newcombe(tuple(case["a"]), tuple(case["b"]))
    assert round(found.value, 4) == case["d"]
    assert [round(found.low, 4), round(found.high, 4)] == case["ci"]


@given(shares)
def test_wilson_holds_the_share_and_stays_between_0_and_1(share: tuple[int, int]) -> None:
    found = wilson(*share)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high


def test_wilson_of_none_and_of_all_ends_at_the_bound() -> None:
    assert [wilson(0, total).low for total in range(1, 60)] == [0.0] * 59
    assert [wilson(total, total).high for total in range(1, 60)] == [1.0] * 59


@given(shares)
def test_wilson_of_the_others_is_the_mirror(share: tuple[int, int]) -> None:
    successes, total = share
    found, mirror = wilson(successes, total), wilson(total - successes, total)
    assert (found.low, found.high) == pytest.approx((1 - mirror.high, 1 - mirror.low), abs=1e-12)


def test_wilson_narrows_with_observations_and_widens_with_confidence() -> None:
    widths = [found.high - found.low for found in (wilson(3 * times, 4 * times) for times in (1, 5, 50))]
    assert all(wider > narrower for wider, narrower in pairwise(widths))
    sure, unsure = wilson(30, 40, 0.99), wilson(30, 40, 0.8)
    assert sure.low < unsure.low < unsure.high < sure.high


@given(shares, shares)
def test_newcombe_is_bounded_and_turns_around(a: tuple[int, int], b: tuple[int, int]) -> None:
    found, turned = newcombe(a, b), newcombe(b, a)
    assert -1 <= found.low <= found.value <= found.high <= 1
    assert (found.low, found.high) == pytest.approx((-turned.high, -turned.low), abs=1e-12)


@pytest.mark.parametrize("share", [(0, 0), (-1, 3), (4, 3)])
def test_shares_of_nothing_are_refused(share: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="part of one or more"):
        wilson(*share)


@pytest.mark.parametrize(
    ("a", "b", "difference", "half"),
    [
        ([4, 5, 6], [1, 2, 3], 3, 2.7764 * (2 / 3) ** 0.5),
        ([1, 2, 3], [0, 0], 2, 4.3027 * (1 / 3) ** 0.5),
    ],
)
def test_mean_difference_equals_worked_examples(a: list[float], b: list[float], difference: float, half: float) -> None:
    """Equal variances give 4 degrees of freedom, one that does not vary the other's 2; t from the printed table."""
    assert mean_difference(a, b) == pytest.approx((difference, difference - half, difference + half), abs=1e-4)


def test_mean_difference_of_unvarying_values_is_exact() -> None:
    assert mean_difference([5, 5, 5], [3, 3]) == Interval(2, 2, 2)


@given(samples, samples)
def test_mean_difference_is_finite_and_turns_around(a: list[float], b: list[float]) -> None:
    found, turned = mean_difference(a, b), mean_difference(b, a)
    assert all(isfinite(each) for each in found)
    assert found.low <= found.value <= found.high
    assert found == pytest.approx((-turned.value, -turned.high, -turned.low))


@given(samples, samples, st.floats(-1e6, 1e6))
def test_mean_difference_does_not_see_where_zero_is(a: list[float], b: list[float], shift: float) -> None:
    a, b = [value / 1e12 for value in a], [value / 1e12 for value in b]
    moved = mean_difference([value + shift for value in a], [value + shift for value in b])
    assert moved == pytest.approx(mean_difference(a, b), abs=1e-6, rel=1e-6)


@pytest.mark.parametrize("lengths", [(1, 5), (5, 1), (0, 2)])
def test_mean_of_one_value_has_no_interval(lengths: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no interval"):
        mean_difference([1.0] * lengths[0], [2.0] * lengths[1])


@pytest.mark.parametrize(("low", "high", "clear"), [(-1, 1, False), (0, 1, False), (0.1, 1, True), (-2, -0.1, True)])
def test_difference_is_clear_when_0_lies_outside(low: float, high: float, clear: bool) -> None:
    assert Interval(0, low, high).is_clear is clear
