"""Made-up days of which the truth is known, to count how often a forecast's range holds what comes.

Nobody's days are like these exactly. Each stands for one way of being irregular that a range has to bear:

- steady: something on every other day, without any pattern;
- weekly: three days of each week, twice as much on one of them;
- bursty: spells of ten days on average with something every day, and spells of ten with nothing;
- fading: as steady, but the chance of doing something halves every 13 weeks.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from statistics import mean

from checkins.forecast import cone_of
from checkins.increments import DAYS, of_readings

HORIZONS = (7, 28, 90)
RUNS = 500
# How many ranges in a hundred hold what came, on average over the horizons: what the page's "roughly 8 in 10" rests on.
CLAIMED = {"steady": 85, "weekly": 96, "bursty": 71, "fading": 75}
TOLERANCE = 3

Chance = random.Random
Days = list[float]


def _amount(chance: Chance) -> float:
    return max(0.0, chance.gauss(10, 3))


def steady(chance: Chance, days: int) -> Days:
    return [_amount(chance) if chance.random() < 0.5 else 0.0 for _ in range(days)]


def weekly(chance: Chance, days: int) -> Days:
    plan, begins = (1, 0, 1, 0, 1, 0, 2), chance.randrange(7)
    return [plan[(begins + day) % 7] * _amount(chance) for day in range(days)]


def bursty(chance: Chance, days: int) -> Days:
    is_on, found = chance.random() < 0.5, []
    for _ in range(days):
        is_on ^= chance.random() < 0.1
        found.append(_amount(chance) if is_on else 0.0)
    return found


def fading(chance: Chance, days: int) -> Days:
    return [_amount(chance) if chance.random() < 0.5 * 0.5 ** (day / 91) else 0.0 for day in range(days)]


KINDS: dict[str, Callable[[Chance, int], Days]] = {
    "steady": steady,
    "weekly": weekly,
    "bursty": bursty,
    "fading": fading,
}


def coverage(kind: str, runs: int = RUNS, seed: int = 1) -> dict[int, float]:
    """By horizon: how many in a hundred ranges, forecast from 28 days of this kind, hold the total that came."""
    chance = random.Random(f"{kind} {seed}")  # noqa: S311  (chances, no secrets)
    held = dict.fromkeys(HORIZONS, 0)
    for _ in range(runs):
        days = KINDS[kind](chance, DAYS + max(HORIZONS))
        cone = cone_of(days[:DAYS], 0.0, is_total=True)
        for horizon in HORIZONS:
            low, high = cone.range(horizon)
            held[horizon] += low <= sum(days[DAYS : DAYS + horizon]) <= high
    return {horizon: 100 * count / runs for horizon, count in held.items()}


def mean_coverage(kind: str, runs: int = RUNS, seed: int = 1) -> float:
    return mean(coverage(kind, runs, seed).values())


def scale_readings(chance: Chance, days: int) -> list[float | None]:
    """A body on a scale: half a kilogram of noise a day around a slow loss, read on seven days of ten."""
    truth, found = 80.0, []
    for _ in range(days):
        truth += chance.gauss(-0.05, 0.15)
        found.append(truth + chance.gauss(0, 0.5) if chance.random() < 0.7 else None)
    return found


def practice_readings(chance: Chance, days: int) -> list[float | None]:
    """A score that rises ever more slowly towards a hundred, read on four days of ten."""
    scores = (100 * (1 - 0.5 ** (day / 60)) + chance.gauss(0, 3) for day in range(days))
    return [score if chance.random() < 0.4 else None for score in scores]


def balance_readings(chance: Chance, days: int) -> list[float | None]:
    """A balance that wanders and stays where it went, read once a week."""
    balance, found = 1000.0, []
    for day in range(days):
        balance += chance.gauss(5, 30)
        found.append(balance if day % 7 == 3 else None)
    return found


READINGS: dict[str, Callable[[Chance, int], list[float | None]]] = {
    "scale": scale_readings,
    "practice": practice_readings,
    "balance": balance_readings,
}


def coverage_of_readings(kind: str, runs: int = RUNS, seed: int = 1) -> dict[int, float]:
    """By horizon: how many in a hundred ranges, forecast from the readings of 60 days, hold the next reading then."""
    chance = random.Random(f"{kind} {seed}")  # noqa: S311  (chances, no secrets)
    held = dict.fromkeys(HORIZONS, 0)
    first, today = date(2026, 1, 1), 60
    for _ in range(runs):
        found = READINGS[kind](chance, today + max(HORIZONS) + 60)
        values = {
            first + timedelta(day): Decimal(value) for day, value in enumerate(found[:today]) if value is not None
        }
        increments = of_readings(values, first, first + timedelta(today))
        cone = cone_of(increments.by_day, float(values[max(values)]), is_total=False)
        for horizon in HORIZONS:
            ahead, value = next(
                (ahead, value)
                for ahead, value in enumerate(found[today - 1 + horizon :], start=horizon)
                if value is not None
            )
            low, high = cone.range(ahead)
            held[horizon] += low <= value <= high
    return {horizon: 100 * count / runs for horizon, count in held.items()}
