"""Student's t distribution, from the standard library alone.

The two-sided tail is I_x(ν/2, 1/2) with x = ν ÷ (ν + t²), I being the regularized incomplete beta function (Abramowitz
and Stegun, 26.7.1 and 26.5.27; DLMF 8.17). I is computed by its continued fraction (DLMF 8.17.22), which converges fast
below x = (a+1) ÷ (a+b+2); above that the symmetry I_x(a, b) = 1 − I_1−x(b, a) is used.
"""

from functools import lru_cache
from math import exp, isinf, lgamma, log, log1p

_TERMS = 10_000
_PRECISE = 1e-15
_TINY = 1e-300


def tail(t: float, freedom: float) -> float:
    """The chance that |T| is at least |t| with `freedom` degrees of freedom; ValueError for less than one."""
    if not freedom >= 1:
        raise ValueError("there is at least one degree of freedom")
    if isinf(t):
        return 0.0
    square = t * t
    whole = freedom + square
    return 0.0 if isinf(whole) else _beta(freedom / whole, square / whole, freedom / 2, 0.5)


@lru_cache(maxsize=1024)
def two_sided(confidence: float, freedom: float) -> float:
    """The t that |T| stays below with a chance of `confidence` (0.9 for 90%); ValueError unless between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1")
    outside = 1 - confidence
    low, high = 0.0, 1.0
    while tail(high, freedom) > outside and high < 1e150:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if tail(middle, freedom) > outside else (low, middle)
    return high


def _beta(x: float, rest: float, a: float, b: float) -> float:
    """I_x(a, b); `rest` is 1 − x, given apart because it may be far smaller than 1."""
    if rest <= 0:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * _log(x, rest) + b * _log(rest, x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(rest, b, a) / b


def _log(x: float, rest: float) -> float:
    return log(x) if x < 0.5 else log1p(-rest)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction, evaluated from the front by Lentz's method."""
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _TERMS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d, c = 1 / _away(1 + step * d), _away(1 + step / c)
            value *= c * d
        if abs(c * d - 1) < _PRECISE:
            break
    return value


def _away(value: float) -> float:
    """`value`, kept off 0."""
    return value if abs(value) > _TINY else _TINY
