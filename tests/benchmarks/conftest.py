"""What every benchmark gets."""

import sys
from collections.abc import Callable

import pytest

Say = Callable[[str], None]


@pytest.fixture(scope="session", autouse=True)
def refuse_loops_of_queries() -> None:
    """Leave out the suite's watch over queries: it costs time of its own."""


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Say:
    """Print although pytest captures."""

    def print_lines(text: str) -> None:
        with capfd.disabled():
            sys.stdout.write(f"{text}\n")

    return print_lines
