"""Does a measure make sense? Each rule across fields, and what is said about it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.refusals import Invalid
from goals.metrics import LONGEST_RUN, InvalidTarget, check_measure
from goals.models import Goal
from goals.models.choices import HABITS, Direction, FinanceMode, MetricType, Pattern

AMOUNTS = st.none() | st.decimals(-1000, 1000, places=2)


def problems(**fields: Any) -> dict[str, list[str]]:
    try:
        check_measure(Goal(title="Run", start_date=dt.date(2026, 5, 4), **fields))
    except InvalidTarget as refusal:
        return refusal.fields
    return {}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"target_value": 5, "baseline_value": 5},
            {"target_value": "Choose a target that differs from the starting value."},
        ),
        (
            {"target_value": 4, "baseline_value": 5, "direction": "increase"},
            {"direction": "The target lies below the starting value, so the direction is decrease."},
        ),
        (
            {"target_value": 6, "baseline_value": 5, "direction": "decrease"},
            {"direction": "The target lies above the starting value, so the direction is increase."},
        ),
        ({"target_value": 101, "metric_type": "percent"}, {"target_value": "A percentage lies between 0 and 100."}),
        (
            {"target_value": 50, "baseline_value": -1, "metric_type": "percent"},
            {"baseline_value": "A percentage lies between 0 and 100."},
        ),
        ({"metric_type": "money"}, {"currency": "Say which currency, for example EUR."}),
        (
            {"currency": "EUR", "metric_type": "weight"},
            {"currency": "Leave the currency empty, or choose money as the metric."},
        ),
        ({"currency": "EUR"}, {"currency": "Leave the currency empty, or choose money as the metric."}),
        ({"finance_mode": "save"}, {"finance_mode": "Saving, spending and paying off need a currency."}),
        (
            {"target_value": 200, "baseline_value": 200, "metric_type": "percent", "finance_mode": "save"},
            {
                "target_value": "Choose a target that differs from the starting value.",
                "baseline_value": "A percentage lies between 0 and 100.",
                "finance_mode": "Saving, spending and paying off need a currency.",
            },
        ),
    ],
)
def test_measure_that_makes_no_sense_is_told_by_field(fields: dict[str, Any], told: dict[str, str]) -> None:
    found = problems(pattern=Pattern.TARGET, **fields)
    assert {name: messages[0] for name, messages in found.items()} == told


DAYS_IN_A_ROW = "Give the days in a row as a whole number from 1 to 3660."
ABOVE_NOTHING = "Give an amount above 0, or none to just tick it off."


@pytest.mark.parametrize(
    ("pattern", "target", "told"),
    [
        (Pattern.LIMIT, "-1", "Give an amount of 0 or more."),
        (Pattern.RECURRING, "-1", ABOVE_NOTHING),
        (Pattern.RECURRING, "0", ABOVE_NOTHING),
        *[(Pattern.STREAK, days, DAYS_IN_A_ROW) for days in ("-1", "0", "0.5", "7.5", "3661")],
    ],
)
def test_habit_that_could_not_be_kept_is_told_what_would_be_right(pattern: Pattern, target: str, told: str) -> None:
    assert problems(pattern=pattern, target_value=Decimal(target)) == {"target_value": [told]}


@pytest.mark.parametrize(
    ("pattern", "target"),
    [
        (Pattern.LIMIT, Decimal(0)),
        (Pattern.RECURRING, Decimal("0.0001")),
        (Pattern.STREAK, Decimal("1.0000")),
        (Pattern.STREAK, Decimal(LONGEST_RUN)),
        *[(pattern, None) for pattern in HABITS],
    ],
)
def test_habit_that_can_be_kept_passes(pattern: Pattern, target: Decimal | None) -> None:
    assert problems(pattern=pattern, target_value=target) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"target_value": -5},
        {"target_value": 5, "baseline_value": 10},
        {"target_value": 5, "baseline_value": 10, "direction": "decrease"},
        {"target_value": 10, "baseline_value": 5, "direction": "increase"},
        {"target_value": 0, "direction": "decrease"},
        {"target_value": 100, "baseline_value": 0, "metric_type": "percent"},
        {
            "currency": "EUR",
            "metric_type": "money",
            "finance_mode": "pay_off",
            "target_value": 0,
            "baseline_value": 900,
        },
    ],
)
def test_measure_that_makes_sense_passes(fields: dict[str, Any]) -> None:
    assert problems(pattern=Pattern.TARGET, **fields) == {}


def test_measure_that_makes_no_sense_has_a_code_of_its_own() -> None:
    assert (InvalidTarget.code, InvalidTarget.status) == ("INVALID_TARGET", 400)


def test_two_schedules_at_once_are_refused() -> None:
    with pytest.raises(Invalid) as refused:
        problems(weekdays=[1], every_n_days=2)
    assert refused.value.fields == {"every_n_days": ["Choose weekdays or every N days, not both."]}
    assert not isinstance(refused.value, InvalidTarget)


@given(
    pattern=st.sampled_from(Pattern),
    target_value=AMOUNTS,
    baseline_value=AMOUNTS,
    direction=st.none() | st.sampled_from(Direction),
    metric_type=st.none() | st.sampled_from(MetricType),
    currency=st.none() | st.just("EUR"),
    finance_mode=st.none() | st.sampled_from(FinanceMode),
)
def test_what_passes_has_a_way_to_go_and_a_currency_exactly_for_money(**fields: Any) -> None:
    if problems(**fields):
        return
    target, baseline = fields["target_value"], fields["baseline_value"]
    assert (fields["currency"] is not None) == (fields["metric_type"] == MetricType.MONEY)
    assert fields["finance_mode"] is None or fields["currency"] is not None
    if target is not None and baseline is not None:
        way = target - baseline
        assert way != 0
        assert fields["direction"] in (None, Direction.INCREASE if way > 0 else Direction.DECREASE)
    if fields["metric_type"] == MetricType.PERCENT:
        assert all(value is None or Decimal(0) <= value <= Decimal(100) for value in (target, baseline))
