"""The forms of goals: what each pattern asks, what it makes of the answers."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from config.fields import AmountFormField, machine_number, shown_number
from goals.forms import GOAL_FORMS
from goals.metrics import InvalidTarget
from goals.models import Goal
from tests.factories import BudgetFactory, DebtFactory, UserFactory

pytestmark = pytest.mark.django_db  # what people may choose from is theirs
# What the browser sends untouched.
START = {"start_date": "2026-11-20", "time_of_day": "any", "reserve_per_month": "0"}


def values(pattern: str, **data: Any) -> dict[str, Any]:
    form = GOAL_FORMS[pattern]({**START, **data}, instance=Goal(pattern=pattern))
    assert form.is_valid(), form.errors
    return form.values()


def errors(pattern: str, **data: Any) -> dict[str, list[str]]:
    form = GOAL_FORMS[pattern]({**START, **data}, instance=Goal(pattern=pattern))
    return {name: [str(error) for error in texts] for name, texts in form.errors.items()}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("0,250", "0.250"),
        ("-2,5", "-2.5"),
        ("1,2,3.4", "1,2,3.4"),
        ("1..2", "1..2"),
    ],
)
def test_machine_number_reads_both_marks(typed: str, meant: str) -> None:
    assert machine_number(typed) == meant


def test_machine_number_reads_thousands_by_locale() -> None:
    with translation.override("de"):
        assert (machine_number("1.234"), machine_number("1,234")) == ("1234", "1.234")


@given(
    st.decimals(min_value=Decimal(-(10**12)), max_value=Decimal(10**12), places=4, allow_nan=False),
    st.sampled_from(["en", "de"]),
)
def test_shown_number_is_read_back_as_itself(value: Decimal, language: str) -> None:
    with translation.override(language):
        assert AmountFormField().clean(shown_number(value)) == value


@pytest.mark.parametrize("typed", ["NaN", "Infinity", "1e400", "12345678901234567", "1.23456", "a", "1..2"])
def test_amount_refuses_what_is_no_number_of_ours(typed: str) -> None:
    form = GOAL_FORMS["target"](
        {**START, "title": "Save", "target_value": typed, "aggregation": "sum"}, instance=Goal(pattern="target")
    )
    assert list(form.errors) == ["target_value"]


def test_weekdays_are_numbers_in_order() -> None:
    made = values("recurring", title="Gym", weekdays=["4", "0"], times_per_period="1", period="day")
    assert made["weekdays"] == [0, 4]


def test_no_weekday_is_null() -> None:
    assert (
        values("recurring", title="Gym", times_per_period="3", period="week", reserve_per_month="0")["weekdays"] is None
    )


def test_weekdays_exclude_every_n_days() -> None:
    data = {"title": "Gym", "weekdays": ["0"], "every_n_days": "3", "times_per_period": "1", "period": "day"}
    assert errors("recurring", **data) == {"every_n_days": ["Choose weekdays or a number of days, not both."]}


@pytest.mark.parametrize(
    ("unit", "measure"),
    [
        ("£", {"unit": None, "currency": "GBP", "metric_type": "money"}),
        ("EUR", {"unit": None, "currency": "EUR", "metric_type": "money"}),
        ("kg", {"unit": "kg", "currency": None, "metric_type": None}),
        ("", {"unit": None, "currency": None, "metric_type": None}),
        ("CHF", {"unit": "CHF", "currency": None, "metric_type": None}),
    ],
)
def test_currency_sign_as_unit_becomes_a_currency(unit: str, measure: dict[str, Any]) -> None:
    made = values("target", title="Save", target_value="3000", unit=unit, aggregation="sum")
    assert {name: made[name] for name in measure} == measure


@pytest.mark.parametrize(("unit", "currency"), [("CHF", "CHF"), ("£", "GBP"), ("chf", None), ("", None)])
def test_any_currency_is_one_where_money_is_spoken_of(unit: str, currency: str | None) -> None:
    made = values("target", title="Save", target_value="3000", unit=unit, aggregation="sum", finance_mode="save")
    assert (made["currency"], made["finance_mode"]) == (currency, "save")


@pytest.mark.parametrize(("start", "end", "direction"), [("82", "75", "decrease"), ("0", "10", "increase")])
def test_direction_follows_from_the_ends(start: str, end: str, direction: str) -> None:
    made = values("target", title="Weight", baseline_value=start, target_value=end, aggregation="latest")
    assert made["direction"] == direction


@pytest.mark.parametrize(
    ("half", "missing"), [({"plan_if": "it rains"}, "plan_then"), ({"plan_then": "read"}, "plan_if")]
)
def test_half_a_plan_is_refused_at_the_missing_half(half: dict[str, str], missing: str) -> None:
    found = errors("milestone", title="Book", **half)
    assert found == {missing: ["Give both halves of the plan, or neither."]}


def test_plan_becomes_an_intention() -> None:
    made = values("milestone", title="Book", plan_if="it rains", plan_then="I read")
    assert made["intentions"] == [{"trigger_condition": "it rains", "action": "I read"}]


def test_options_open_when_they_hold_an_error() -> None:
    form = GOAL_FORMS["milestone"]({"title": "Book", "start_date": "never"}, instance=Goal(pattern="milestone"))
    assert form.options_open()
    form = GOAL_FORMS["milestone"]({**START, "title": ""}, instance=Goal(pattern="milestone"))
    assert not form.options_open()


def test_own_budgets_and_debts_are_offered_where_there_are_some() -> None:
    owner = UserFactory.create()
    DebtFactory.create()
    bare = GOAL_FORMS["target"](instance=Goal(owner=owner, pattern="target"))
    assert {"finance_mode", "budget", "debt"} & set(bare.fields) == {"finance_mode"}
    budget = BudgetFactory.create(owner=owner, title="Food", amount=400, currency="CHF")
    debt = DebtFactory.create(owner=owner, title="Loan", principal=800)
    form = GOAL_FORMS["target"](instance=Goal(owner=owner, pattern="target"))
    offered: dict[str, Any] = {
        name: [label for _value, label in form.fields[name].choices]  # type: ignore[attr-defined]
        for name in ("finance_mode", "budget", "debt")
    }
    assert offered == {
        "finance_mode": ["nothing in particular", "Save", "Spend", "Pay off"],
        "budget": ["none", "Food (400 CHF)"],
        "debt": ["none", "Loan (€800)"],
    }
    limit = GOAL_FORMS["limit"](instance=Goal(owner=owner, pattern="limit"))
    assert {"finance_mode", "budget", "debt"} & set(limit.fields) == {"budget"}
    chosen = {"title": "Spend", "target_value": "9", "unit": "", "aggregation": "sum"}
    for unit, money, currency in (("", {"budget": budget.pk}, "CHF"), ("", {"debt": debt.pk}, "EUR")):
        data = {**START, **chosen, **money, "unit": unit}
        filled = GOAL_FORMS["target"](data, instance=Goal(owner=owner, pattern="target"))
        assert filled.is_valid(), filled.errors
        assert filled.values()["currency"] == currency


def test_limit_that_is_no_money_any_more_drops_what_only_money_has() -> None:
    spending = Goal(pattern="limit", currency="EUR", metric_type="money", finance_mode="spend")
    data = {**START, "title": "Eat out", "target_value": "4", "period": "week", "silence": "kept"}
    for unit, kept in (("meals", {"finance_mode": None, "budget": None, "debt": None}), ("€", {})):
        form = GOAL_FORMS["limit"]({**data, "unit": unit}, instance=spending)
        assert form.is_valid(), form.errors
        made = form.values()
        assert {name: made[name] for name in ("finance_mode", "budget", "debt") if name in made} == kept


def test_refusal_of_the_currency_stands_beside_the_unit() -> None:
    form = GOAL_FORMS["limit"](
        {**START, "title": "Eat out", "target_value": "4", "unit": "€", "period": "week", "silence": "kept"},
        instance=Goal(pattern="limit"),
    )
    assert form.is_valid()
    form.refuse(InvalidTarget(fields={"currency": ["Say which."]}))
    assert form.errors == {"unit": ["Say which."]}


def test_fields_carry_no_placeholder() -> None:
    form = GOAL_FORMS["milestone"]()
    form.fields["title"].widget.attrs["placeholder"] = "Name"
    assert "placeholder" not in str(form["title"])
