"""Many at once: threads with connections of their own, released after each write as a server does after a request."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from config.refusals import Refusal

Job = Callable[[], Any]


def together(jobs: Sequence[Job], workers: int = 20) -> list[Any]:
    """Run `jobs`, as many at a time as there are workers; returns what each gave, or the refusal that it met.

    Anything else that is raised is an error and is raised here.
    """
    workers = min(workers, len(jobs))
    start = Barrier(workers)

    def work(share: Sequence[Job]) -> list[Any]:
        start.wait()
        return [_done(job) for job in share]

    with ThreadPoolExecutor(workers) as threads:
        shares = list(threads.map(work, [jobs[number::workers] for number in range(workers)]))
    return [result for share in shares for result in share]


def refusals(results: Sequence[Any]) -> list[str]:
    """The codes of those that were refused."""
    return [result.code for result in results if isinstance(result, Refusal)]


def _done(job: Job) -> Any:
    try:
        return job()
    except Refusal as refusal:
        return refusal
    finally:
        connection.close()
