"""The parts of a goal's progress and their weighted mean."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.components import Component, TaskFact, of_links, of_tasks, together
from checkins.rates import Counts

shares = st.none() | st.fractions(0, 1, max_denominator=200)
components = st.lists(st.builds(Component, st.just("part"), shares, st.integers(1, 100)), max_size=6)


@given(components)
def test_percent_lies_between_the_least_and_the_most_of_the_judged_parts(parts: list[Component]) -> None:
    judged = [part.share for part in parts if part.share is not None]
    percent = together(parts)
    if not judged:
        assert percent is None
    else:
        assert percent is not None
        assert int(100 * min(judged)) <= percent <= int(100 * max(judged))
        assert (percent == 100) is all(share == 1 for share in judged)


def test_parts_count_by_their_weight() -> None:
    parts = [Component("check_ins", Fraction(1, 2), 1), Component("habits", Fraction(1), 3)]
    assert together(parts) == 87


def test_part_that_waits_weighs_nothing_and_says_so() -> None:
    waiting = Component("habits", None, 9)
    assert together([Component("tasks", Fraction(2, 3), 1), waiting]) == 66
    assert waiting.as_json() == {"source": "habits", "percent": None, "weight": 9}
    assert together([waiting]) is None
    assert together([]) is None


def test_tasks_are_done_weight_of_weight() -> None:
    tasks = [TaskFact(True, 1, 25), TaskFact(False, 2, 0)]
    assert of_tasks(tasks) == Component("tasks", Fraction(1, 3), 3)
    assert of_tasks([]) is None


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 100)), min_size=1, max_size=8))
def test_tasks_are_whole_only_when_all_are_done(tasks: list[tuple[bool, int]]) -> None:
    part = of_tasks([TaskFact(is_done, weight, 0) for is_done, weight in tasks])
    assert part is not None
    assert part.share is not None
    assert (part.share == 1) is all(is_done for is_done, _ in tasks)
    assert (part.share == 0) is not any(is_done for is_done, _ in tasks)


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], None),
        ([(2, (0, 0))], Component("habits", None, 2)),
        ([(2, (3, 1))], Component("habits", Fraction(3, 4), 2)),
        # A habit without a closed unit waits; the other one speaks for both.
        ([(2, (3, 1)), (5, (0, 0))], Component("habits", Fraction(3, 4), 2)),
        ([(1, (4, 0)), (3, (0, 4))], Component("habits", Fraction(1, 4), 4)),
    ],
)
def test_habits_are_the_weighted_mean_of_their_adherence(
    links: list[tuple[int, tuple[int, int]]], expected: Component | None
) -> None:
    counted = [(weight, Counts(success, miss, neutral=7, pending=1)) for weight, (success, miss) in links]
    assert of_links(counted) == expected
