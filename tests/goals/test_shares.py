"""How far each milestone brings its goal."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.shares import Step, boundaries, on_the_way, shown
from tests.factories import GoalFactory

shares = st.lists(st.none() | st.integers(0, 100), min_size=1, max_size=8)


@given(st.integers(1, 50))
def test_without_shares_the_parts_are_equal_and_end_at_100(count: int) -> None:
    assert boundaries([None] * count) == [Fraction(100 * place, count) for place in range(1, count + 1)]


@given(shares)
def test_boundaries_never_fall_and_stay_within_0_and_100(given_shares: list[int | None]) -> None:
    found = boundaries(given_shares)
    assert len(found) == len(given_shares)
    assert found == sorted(found)
    assert 0 <= found[0] <= found[-1] <= 100
    if given_shares[-1] is None:
        assert found[-1] == 100


@pytest.mark.parametrize(
    ("start", "target", "values", "expected"),
    [
        (0, 1000, [250, 500, 1000], [25, 50, 100]),
        (90, 80, [87, 82], [30, 80]),
        (0, 100, [50, 20], [50, 20]),
        (0, 100, [-5, 130], [0, 100]),
        (0, 100, [50, None, None], [50, 75, 100]),
        (None, 80, [87, 82], [50, 100]),
        (5, 5, [5, 5], [50, 100]),
    ],
)
def test_value_has_its_place_between_the_ends(
    start: int | None, target: int, values: list[int | None], expected: list[int]
) -> None:
    steps = [Step(None, None if value is None else Decimal(value)) for value in values]
    assert on_the_way(steps, None if start is None else Decimal(start), Decimal(target)) == expected


def test_share_that_was_given_comes_before_the_place_of_the_value() -> None:
    steps = [Step(Decimal(10), Decimal(50)), Step(None, Decimal(80))]
    assert on_the_way(steps, Decimal(0), Decimal(100)) == [10, 80]


def test_boundary_is_shown_rounded_down() -> None:
    assert [shown(Fraction(200, 3)), shown(Fraction(100)), shown(Fraction(99999, 1000))] == [
        Decimal("66.66"),
        Decimal(100),
        Decimal("99.99"),
    ]


@pytest.mark.django_db
def test_goal_knows_the_boundary_of_each_milestone() -> None:
    goal = GoalFactory.create(
        pattern="target",
        target_value=80,
        baseline_value=90,
        milestones=[{"title": "a", "target_value": 87}, {"title": "b", "share": 95}, {"title": "c"}],
    )
    first, second, third = goal.milestones.all()
    assert goal.boundaries() == {first.pk: Decimal(30), second.pk: Decimal(95), third.pk: Decimal(100)}
