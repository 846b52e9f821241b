"""Times that can be compared on a busy machine: the arms take turns, and each ratio is the median over the turns.

On SQLite, where all the work is this process's own, it is processor time; else what a clock shows.
"""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence

from django.db import connection
from django.test.utils import CaptureQueriesContext

Work = Callable[[], object]
Times = Mapping[str, Sequence[float]]


def interleaved(arms: Mapping[str, Work], rounds: int) -> Times:
    """Seconds of each arm, one of each a round, all of them warm."""
    for work in arms.values():
        work()
    gc.collect()
    found: dict[str, list[float]] = {name: [] for name in arms}
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    for _ in range(rounds):
        for name, work in arms.items():
            began = clock()
            work()
            found[name].append(clock() - began)
    return found


def ratio(times: Times, over: str, under: str) -> float:
    """How many times as long `over` takes: what slows down a round slows down both."""
    return statistics.median(a / b for a, b in zip(times[over], times[under], strict=True))


def milliseconds(times: Times, name: str) -> float:
    return statistics.median(times[name]) * 1000


def statements(work: Work) -> int:
    """How many the work sends, once warm."""
    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
