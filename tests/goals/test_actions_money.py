"""Budgets, debts and contributions: what follows from what."""

from decimal import Decimal
from typing import Any

import pytest

from config.refusals import Invalid
from goals.actions import (
    complete_goal,
    contribute,
    correct_contribution,
    create_debt,
    create_goal,
    delete_debt,
    update_debt,
    update_goal,
    withdraw_contribution,
)
from goals.actions.money import InUse, OtherCurrency
from goals.models import Change, Contribution, Debt, Goal
from goals.rules import GoalNotEditable
from tests.factories import ContributionFactory, DebtFactory, SavingFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db


def loan(**fields: Any) -> Goal:
    """A goal that pays off a debt of 800 euros."""
    debt = DebtFactory.create()
    return create_goal(by=acting(debt.owner), owner=debt.owner, title="Pay", pattern="target", debt=debt, **fields)


def test_balance_is_the_principal_unless_it_is_given() -> None:
    owner = UserFactory.create()
    given = {"title": "Loan", "currency": "EUR", "principal": Decimal(800)}
    assert create_debt(by=acting(owner), owner=owner, **given).balance == 800
    assert create_debt(by=acting(owner), owner=owner, **given, balance=Decimal(0)).balance == 0


def test_only_a_goal_that_pays_off_lowers_its_debt() -> None:
    saving = loan(finance_mode="save")
    contribute(by=acting(saving.owner), goal=saving, amount=Decimal(100))
    assert Debt.objects.get().balance == 800


def test_contribution_without_currency_and_day_is_in_the_goals_own_and_of_today() -> None:
    row = ContributionFactory.create(currency=None, occurred_on=None)
    assert (row.currency, row.occurred_on) == ("EUR", row.owner.today())


def test_reference_that_is_known_pays_once() -> None:
    goal = loan()
    by = acting(goal.owner)
    for amount in (200, 200, 300):
        contribute(by=by, goal=goal, amount=Decimal(amount), external_reference="bank-1")
    assert (Debt.objects.get().balance, Contribution.objects.get().amount) == (600, 200)
    assert_journal_is_whole(goal.owner)


def test_reference_that_is_known_is_answered_when_the_goal_is_closed() -> None:
    goal = loan()
    by = acting(goal.owner)
    row = contribute(by=by, goal=goal, amount=Decimal(200), external_reference="bank-1")
    complete_goal(by=by, goal=goal)
    assert contribute(by=by, goal=goal, amount=Decimal(200), external_reference="bank-1") == row
    assert (Debt.objects.get().balance, Contribution.objects.count()) == (600, 1)


def test_reference_of_one_person_is_free_for_another() -> None:
    first, second = (ContributionFactory.create(external_reference="bank-1") for _ in range(2))
    assert first != second


def test_reference_cannot_be_corrected() -> None:
    row = ContributionFactory.create(external_reference="bank-1")
    with pytest.raises(Invalid) as refused:
        correct_contribution(by=acting(row.owner), contribution=row, external_reference="bank-2")
    assert list(refused.value.fields) == ["external_reference"]


def test_correction_that_makes_no_sense_moves_nothing() -> None:
    goal = loan()
    by = acting(goal.owner)
    row = contribute(by=by, goal=goal, amount=Decimal(200))
    with pytest.raises(OtherCurrency):
        correct_contribution(by=by, contribution=row, currency="USD", amount=Decimal(1))
    with pytest.raises(Invalid):
        correct_contribution(by=by, contribution=row, amount=Decimal(0))
    with pytest.raises(Invalid):
        correct_contribution(by=by, contribution=row, amount=None)
    assert (Debt.objects.get().balance, Contribution.objects.get().amount) == (600, 200)


def test_closed_goal_takes_and_gives_no_money() -> None:
    goal = loan()
    by = acting(goal.owner)
    row = contribute(by=by, goal=goal, amount=Decimal(200))
    complete_goal(by=by, goal=goal)
    ways: list[Any] = [
        lambda: contribute(by=by, goal=goal, amount=Decimal(1)),
        lambda: correct_contribution(by=by, contribution=row, amount=Decimal(1)),
        lambda: withdraw_contribution(by=by, contribution=row),
    ]
    for way in ways:
        with pytest.raises(GoalNotEditable):
            way()
    assert Debt.objects.get().balance == 600


def test_journal_tells_the_payment_of_the_debt() -> None:
    goal = loan()
    row = contribute(by=acting(goal.owner), goal=goal, amount=Decimal(200))
    withdraw_contribution(by=acting(goal.owner), contribution=row)
    lines = Change.objects.filter(entity="debt").order_by("seq")
    assert [(line.action, line.fields.get("balance")) for line in lines] == [
        ("created", [None, "800"]),
        ("paid", ["800", "600"]),
        ("paid", ["600", "800"]),
    ]


def test_currency_that_contributions_were_made_in_stays() -> None:
    goal = loan()
    by = acting(goal.owner)
    contribute(by=by, goal=goal, amount=Decimal(200))
    with pytest.raises(Invalid) as refused:
        update_goal(by=by, goal=goal, currency="USD", debt=None)
    assert refused.value.fields == {"currency": ["This stays as it is while the goal has contributions."]}
    assert update_goal(by=by, goal=goal, currency="EUR", title="Same money").title == "Same money"


def test_deleted_debt_leaves_the_goal_and_its_contributions() -> None:
    goal = loan()
    by = acting(goal.owner)
    row = contribute(by=by, goal=goal, amount=Decimal(200))
    assert goal.debt is not None
    delete_debt(by=by, debt=goal.debt)
    goal = Goal.objects.get()
    assert (goal.debt, goal.finance_mode, goal.progress_percent) == (None, "pay_off", 25)
    assert Contribution.objects.get().debt is None
    withdraw_contribution(by=by, contribution=row)
    assert_journal_is_whole(goal.owner)


def test_currency_of_a_debt_stays_while_a_goal_pays_it_off() -> None:
    goal = loan()
    assert goal.debt is not None
    with pytest.raises(InUse):
        update_debt(by=acting(goal.owner), debt=goal.debt, currency="USD")
    assert update_debt(by=acting(goal.owner), debt=goal.debt, currency="EUR", balance=Decimal(5)).balance == 5


def test_saving_takes_back_more_than_was_put_in() -> None:
    goal = SavingFactory.create(baseline_value=100)
    contribute(by=acting(goal.owner), goal=goal, amount=Decimal(-300))
    goal.refresh_from_db()
    assert (goal.stats["value"], goal.progress_percent) == ("-200", 0)
