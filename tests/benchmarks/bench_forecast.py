"""How often the range of a forecast holds what comes: `make bench`.

Days are made up, so that what comes is known; their kinds are described in tests/checkins/simulated.py. The page says
"roughly 8 in 10", which is what these figures come to on average. The seed is fixed: the same figures on every machine.
"""

import sys

import pytest

from tests.checkins.simulated import (
    CLAIMED,
    HORIZONS,
    READINGS,
    RUNS,
    TOLERANCE,
    coverage,
    coverage_of_readings,
)

SEEDS = (1, 2, 3, 4)


def average(figures: list[float]) -> float:
    return sum(figures) / len(figures)


def line(kind: str, by_seed: list[dict[int, float]], claimed: str) -> tuple[str, float]:
    """The line to print, and the mean over horizons and seeds."""
    by_horizon = [average([each[horizon] for each in by_seed]) for horizon in HORIZONS]
    shown = "".join(f"{figure:>9.1f}" for figure in (*by_horizon, average(by_horizon)))
    return f"{kind:<12}{shown}{claimed:>10}", average(by_horizon)


def test_how_often_the_range_holds(capfd: pytest.CaptureFixture[str]) -> None:
    lines = [
        f"ranges in a hundred that held what came, {len(SEEDS)} x {RUNS} made-up lives of each kind",
        f"{'days ahead':<12}" + "".join(f"{horizon:>9}" for horizon in HORIZONS) + f"{'mean':>9}{'claimed':>10}",
    ]
    found = {}
    for kind, claim in CLAIMED.items():
        told, found[kind] = line(kind, [coverage(kind, seed=seed) for seed in SEEDS], str(claim))
        lines.append(told)
    read = {kind: [coverage_of_readings(kind, seed=seed) for seed in SEEDS] for kind in READINGS}
    lines += ["readings", *(line(kind, by_seed, "")[0] for kind, by_seed in read.items())]
    with capfd.disabled():
        sys.stdout.write("\n\n" + "\n".join(lines) + "\n")
    assert {kind: abs(mean - CLAIMED[kind]) <= TOLERANCE for kind, mean in found.items()} == dict.fromkeys(
        CLAIMED, True
    )
