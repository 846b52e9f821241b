"""A plan is kept as it was written, and said with one "If" and one "then I will"."""

import pytest

from goals.plans import deed_of, trigger_of


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("If it's 7am", "it's 7am"),
        ("when I come home", "I come home"),
        ("Wenn es regnet", "es regnet"),
        ("it is Monday", "it is Monday"),
        ("If", "If"),
        ("iffy weather comes up", "iffy weather comes up"),
    ],
)
def test_trigger_is_said_without_an_if_of_its_own(written: str, said: str) -> None:
    assert trigger_of(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Then I will run", "run"),
        ("I’ll put on my shoes", "put on my shoes"),
        ("then run", "run"),
        ("dann laufe ich", "laufe ich"),
        ("run", "run"),
        ("I will", "I will"),
        ("thenceforth walk", "thenceforth walk"),
    ],
)
def test_deed_is_said_without_a_then_of_its_own(written: str, said: str) -> None:
    assert deed_of(written) == said
