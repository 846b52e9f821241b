"""The t distribution, against its closed forms and the printed tables."""

from math import atan, inf, nan, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.student import tail, two_sided

finite = st.floats(-1e12, 1e12)


@pytest.mark.parametrize("t", [0.0, 1e-9, 0.3, 1.0, 2.5, 40.0, 1e6])
def test_tail_equals_the_closed_forms(t: float) -> None:
    """Abramowitz and Stegun 26.7.3 and 26.7.4 for one, two and three degrees of freedom."""
    angle = atan(t / sqrt(3))
    assert tail(t, 1) == pytest.approx(1 - 2 * atan(t) / pi, rel=1e-9, abs=1e-15)
    assert tail(t, 2) == pytest.approx(1 - t / sqrt(2 + t * t), abs=1e-13)
    inside = 2 / pi * (angle + t / sqrt(3) / (1 + t * t / 3))
    assert tail(t, 3) == pytest.approx(1 - inside, abs=1e-12)


@pytest.mark.parametrize(
    ("confidence", "freedom", "expected"),
    [
        (0.9, 1, 6.3138),
        (0.9, 2, 2.9200),
        (0.9, 3, 2.3534),
        (0.9, 26, 1.7056),
        (0.9, 120, 1.6577),
        (0.95, 1, 12.7062),
        (0.95, 5, 2.5706),
        (0.95, 10, 2.2281),
        (0.95, 30, 2.0423),
        (0.99, 4, 4.6041),
        (0.95, 1e9, 1.9600),
    ],
)
def test_quantiles_equal_the_printed_table(confidence: float, freedom: float, expected: float) -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, to its digits."""
    assert two_sided(confidence, freedom) == pytest.approx(expected, abs=6e-5)


@given(st.floats(0.01, 0.999), st.floats(1, 1e6))
def test_quantile_undoes_the_tail(confidence: float, freedom: float) -> None:
    assert 1 - tail(two_sided(confidence, freedom), freedom) == pytest.approx(confidence, abs=1e-9)


@given(finite, finite, st.floats(1, 1e9))
def test_tail_is_a_chance_that_falls(one: float, other: float, freedom: float) -> None:
    near, far = sorted((abs(one), abs(other)))
    assert 0 <= tail(far, freedom) <= tail(near, freedom) + 1e-9 <= 1 + 2e-9
    assert tail(one, freedom) == tail(-one, freedom)


def test_tail_ends_at_its_bounds() -> None:
    assert (tail(0.0, 5), tail(inf, 5), tail(1e200, 5)) == (1.0, 0.0, 0.0)
    assert 0 <= tail(1e154, 1) < 1e-153


def test_nonsense_is_refused() -> None:
    for freedom in (0.99, 0, nan):
        with pytest.raises(ValueError, match="at least one"):
            tail(1.0, freedom)
    for confidence in (0.0, 1.0):
        with pytest.raises(ValueError, match="between 0 and 1"):
            two_sided(confidence, 3)
