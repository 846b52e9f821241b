"""A smooth line through readings: what was, without its noise. For drawing only, not for what comes (decision 21).

On each day of a reading the line is the mean of all readings so far, of which one weighs half as much for each seven
days that it is older (an exponentially weighted mean by age, so that days without a reading need no value).
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

HALF_LIFE = 7


def smoothed(readings: Iterable[tuple[dt.date, Decimal]]) -> list[tuple[dt.date, Decimal]]:
    """By day of a reading, ascending as they come, to 4 decimals. Linear."""
    found: list[tuple[dt.date, Decimal]] = []
    weighed, weights, last = 0.0, 0.0, None
    for day, value in readings:
        kept = 0.5 ** ((day - last).days / HALF_LIFE) if last else 0.0
        weighed, weights, last = weighed * kept + float(value), weights * kept + 1, day
        found.append((day, round(Decimal(weighed / weights), 4)))
    return found
