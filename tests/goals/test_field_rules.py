"""What people set, field by field: wrong values are refused with the field's name before a database sees them."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from config.refusals import Invalid
from goals.actions import create_goal, update_goal
from goals.journal import check_row
from goals.models import Goal
from tests.factories import GoalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db

LONG_AGO, FAR_AHEAD = dt.date(1899, 12, 31), dt.date(3000, 1, 1)
NAN, INFINITY = float("nan"), float("inf")
WRONG: dict[str, list[Any]] = {
    "title": [
        None,
        "",
        "   ",
        "\u00a0\u2003",
        5,
        True,
        ["Run"],
        "x" * 201,
        "a\nb",
        "a\x00b",
        "\ud800",
        "\u202e",
        "\x9f",
    ],
    "description": ["x" * 2001, "a\x00b", "\u2066", 5, {}],
    "category": ["x" * 51, 5],
    "period": ["year", "", None, 5],
    "times_per_period": [0, 367, -1, 2**70, True, 1.5, INFINITY, "x", None, [1], Decimal("1E+999999999"), "9" * 5000],
    "every_n_days": [1, 367, False],
    "weekdays": [True, [True], [7], [-1], [1, 1], [2, 1], [1.0], ["1"], {"1": 1}, "1", 3],
    "target_value": ["abc", "NaN", "Infinity", "sNaN", Decimal("1E+999"), Decimal("1E-5"), 10**16, NAN, INFINITY, True],
    "baseline_value": [-(10**16), Decimal("1E-999"), [1]],
    "target_date": [5, "soon", dt.date(1, 1, 1), LONG_AGO, FAR_AHEAD, dt.date(9999, 12, 31), True],
    "start_date": [None, 5, dt.date(1, 1, 1), LONG_AGO, FAR_AHEAD],
    "metadata": [None, [], "", "x", [1], 5, {"a": "\x00"}, {"\ud800": 1}, {"a": NAN}, {"a": INFINITY}, {"a": 2**63}],
    "sort_order": [2**40, -(2**40), True, None],
    "reserve_per_month": [-1, 32, None],
    "step": [-1, "x"],
    "quick_amounts": [
        5,
        "5",
        [5],
        ["0"],
        ["-1"],
        ["1", "1.0"],
        ["1", "2", "3", "4"],
        ["1.00001"],
        ["x"],
        [True],
        {"1": 1},
    ],
    "currency": ["eur", "EURO", "EU", 5],
    "aggregation": ["median", None, 5],
    "direction": ["up", 5],
    "silence": ["loud", None],
    "specificity": ["vague", None],
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field in WRONG for value in WRONG[field]], ids=lambda part: ascii(part)[:40]
)
def test_wrong_value_is_refused_by_its_field_on_every_way_in(field: str, value: Any) -> None:
    owner = UserFactory.create()
    goal = GoalFactory.create(owner=owner)
    by = acting(owner)
    for write in (
        lambda: create_goal(**{"by": by, "owner": owner, "title": "Run", field: value}),
        lambda: update_goal(**{"by": by, "goal": goal, field: value}),
    ):
        with pytest.raises(Invalid) as refused:
            write()
        assert list(refused.value.fields) == [field]
    assert Goal.objects.filter(owner=owner).count() == 1
    assert_journal_is_whole(owner)


@pytest.mark.parametrize("value", [Decimal("1.5"), {1, 2}, dt.date(2026, 5, 4), b"x"])
def test_object_holds_json_only(value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        check_row(Goal(title="Run", start_date=dt.date(2026, 5, 4), metadata={"a": value}))
    assert refused.value.fields == {"metadata": ["Value must be valid JSON."]}


def test_deep_json_is_refused_before_it_ends_the_recursion() -> None:
    deep: Any = {}
    for _ in range(100_000):
        deep = {"a": deep}
    with pytest.raises(Invalid) as refused:
        check_row(Goal(title="Run", start_date=dt.date(2026, 5, 4), metadata=deep))
    assert refused.value.fields == {"metadata": ["This is nested too deeply."]}


def test_right_values_are_brought_to_their_types() -> None:
    goal = Goal(title="Run", start_date="2026-05-04", target_value="5.5", times_per_period="3", weekdays=[0, 6])
    check_row(goal)
    assert (goal.start_date, goal.target_value, goal.times_per_period) == (dt.date(2026, 5, 4), Decimal("5.5"), 3)
