"""Which debt a contribution lowered: it remembers, whatever its goal pays off later."""

from decimal import Decimal
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from goals.actions import (
    archive_goal,
    contribute,
    correct_contribution,
    create_goal,
    erase_goal,
    update_debt,
    update_goal,
    withdraw_contribution,
)
from goals.actions.money import AlreadyPaid
from goals.metrics import InvalidTarget
from goals.models import Change, Contribution, Debt, Goal, User
from tests.api import caller
from tests.crowd import refusals, together
from tests.factories import DebtFactory, SavingFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db


def loan(owner: User | None = None) -> Goal:
    """A goal that pays off a debt of 800 euros."""
    debt = DebtFactory.create(owner=owner or UserFactory.create())
    return create_goal(by=acting(debt.owner), owner=debt.owner, title="Pay", pattern="target", debt=debt)


def assert_balances_are_what_contributions_say(owner: User) -> None:
    for debt in Debt.objects.for_owner(owner):
        assert debt.balance == debt.principal - sum(row.amount for row in debt.contributions.all())


def test_contribution_names_the_debt_that_it_lowered() -> None:
    goal = loan()
    assert contribute(by=acting(goal.owner), goal=goal, amount=Decimal(200)).debt == goal.debt
    saving = SavingFactory.create(owner=goal.owner, debt=goal.debt)
    assert contribute(by=acting(goal.owner), goal=saving, amount=Decimal(50)).debt is None
    assert Debt.objects.get().balance == 600


def test_contributions_after_a_change_of_debt_lower_the_new_one() -> None:
    goal = loan()
    by, first = acting(goal.owner), goal.debt
    second = DebtFactory.create(owner=goal.owner)
    old = contribute(by=by, goal=goal, amount=Decimal(200))
    goal = update_goal(by=by, goal=goal, debt=second)
    new = contribute(by=by, goal=goal, amount=Decimal(30))
    assert (old.debt, new.debt) == (first, second)
    correct_contribution(by=by, contribution=old, amount=Decimal(250))
    assert [Debt.objects.get(pk=row.pk).balance for row in (first, second) if row] == [550, 770]
    withdraw_contribution(by=by, contribution=old)
    assert [Debt.objects.get(pk=row.pk).balance for row in (first, second) if row] == [800, 770]
    assert_journal_is_whole(goal.owner)


def test_goal_that_stops_paying_off_leaves_what_was_paid_to_its_contributions() -> None:
    goal = loan()
    by = acting(goal.owner)
    paid = contribute(by=by, goal=goal, amount=Decimal(200))
    goal = update_goal(by=by, goal=goal, finance_mode="save", debt=None)
    assert contribute(by=by, goal=goal, amount=Decimal(40)).debt is None
    withdraw_contribution(by=by, contribution=paid)
    assert Debt.objects.get().balance == 800


def test_debt_of_another_currency_is_refused_where_there_are_contributions_too() -> None:
    goal = loan()
    by = acting(goal.owner)
    contribute(by=by, goal=goal, amount=Decimal(200))
    dollars = DebtFactory.create(owner=goal.owner, currency="USD")
    with pytest.raises(InvalidTarget) as refused:
        update_goal(by=by, goal=goal, debt=dollars)
    assert refused.value.fields == {"debt": ["This is in USD: give the goal the same currency."]}


def test_currency_of_a_debt_stays_once_it_was_paid() -> None:
    goal = loan()
    by, debt = acting(goal.owner), goal.debt
    assert debt is not None
    contribute(by=by, goal=goal, amount=Decimal(200))
    update_goal(by=by, goal=goal, debt=None)
    with pytest.raises(AlreadyPaid):
        update_debt(by=by, debt=debt, currency="USD")
    assert update_debt(by=by, debt=debt, currency="EUR", title="Loan").title == "Loan"


def test_erased_goal_leaves_what_was_paid() -> None:
    goal = loan()
    by = acting(goal.owner)
    contribute(by=by, goal=goal, amount=Decimal(200))
    erase_goal(by=by, goal=archive_goal(by=by, goal=goal))
    assert (Debt.objects.get().balance, Contribution.objects.count()) == (600, 0)
    assert_journal_is_whole(goal.owner)


STEP = st.tuples(st.sampled_from(["pay", "pay", "correct", "withdraw", "move"]), st.integers(0, 5), st.integers(1, 99))


@given(st.lists(STEP, max_size=15))
def test_balance_is_always_what_the_contributions_say(steps: list[tuple[str, int, int]]) -> None:
    owner = UserFactory.create()
    by = acting(owner)
    goals = [loan(owner), loan(owner)]
    debts: list[Debt | None] = [*Debt.objects.for_owner(owner), None]
    for name, which, amount in steps:
        rows = list(Contribution.objects.for_owner(owner).order_by("id"))
        goal = Goal.objects.get(pk=goals[which % 2].pk)
        if name == "pay":
            contribute(by=by, goal=goal, amount=Decimal(amount - 50 or 1))
        elif name == "move":
            update_goal(by=by, goal=goal, debt=debts[amount % 3])
        elif rows and name == "correct":
            correct_contribution(by=by, contribution=rows[which % len(rows)], amount=Decimal(amount))
        elif rows:
            withdraw_contribution(by=by, contribution=rows[which % len(rows)])
        assert_balances_are_what_contributions_say(owner)
    assert_journal_is_whole(owner)


@pytest.mark.django_db(transaction=True)
def test_payments_at_once_and_a_change_of_debt_meanwhile_leave_exact_balances() -> None:
    goal = loan()
    by = acting(goal.owner)
    other = DebtFactory.create(owner=goal.owner)
    old = contribute(by=by, goal=goal, amount=Decimal(200))
    jobs: list[Any] = [partial(contribute, by=by, goal=goal, amount=Decimal(number)) for number in range(1, 21)]
    jobs.insert(10, partial(update_goal, by=by, goal=goal, debt=other))
    jobs.insert(15, partial(correct_contribution, by=by, contribution=old, amount=Decimal(100)))
    assert refusals(together(jobs, workers=8)) == []
    assert sum(debt.balance for debt in Debt.objects.all()) == 1600 - 100 - 210
    assert_balances_are_what_contributions_say(goal.owner)
    assert_journal_is_whole(goal.owner)


def test_api_shows_the_debt_and_takes_none() -> None:
    goal = loan()
    client = caller(goal.owner)
    other = DebtFactory.create(owner=goal.owner)
    made = client.post(f"/api/v1/goals/{goal.pk}/contributions/", {"amount": 20, "debt": str(other.pk)}, format="json")
    assert goal.debt is not None
    assert (made.status_code, made.json()["debt"]) == (201, str(goal.debt.pk))
    assert Debt.objects.get(pk=other.pk).balance == 800


def test_upgrade_names_the_debt_of_what_was_paid_before() -> None:
    goal = loan()
    by, debt = acting(goal.owner), goal.debt
    saving = SavingFactory.create(owner=goal.owner)
    kept = contribute(by=by, goal=saving, amount=Decimal(5))
    update_goal(by=by, goal=goal, finance_mode="save")
    paid = [contribute(by=by, goal=goal, amount=Decimal(amount)) for amount in (7, 8)]
    update_goal(by=by, goal=goal, finance_mode="pay_off")
    import_module("goals.migrations.0006_debts_of_contributions").name_debts(apps, None)
    assert [Contribution.objects.get(pk=row.pk).debt for row in (kept, *paid)] == [None, debt, debt]
    newest = Change.objects.for_owner(goal.owner).order_by("-seq")[:2]
    assert {(line.entity_id, line.source, line.action) for line in newest} == {
        (row.pk, "system", "updated") for row in paid
    }
    assert_journal_is_whole(goal.owner)
