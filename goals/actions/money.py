"""Budgets, debts and contributions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from config.refusals import Invalid, Refusal
from goals.journal import Actor, Journal, writing
from goals.models import Budget, Contribution, Debt, Goal, User
from goals.models.choices import FinanceMode, Pattern
from goals.progress import NEVER, engine
from goals.rules import given, require_editable

BUDGET = frozenset({"title", "currency", "amount", "period"})
DEBT = frozenset({"title", "currency", "principal", "balance", "due_date"})
CONTRIBUTION = frozenset({"amount", "currency", "occurred_on", "note", "external_reference"})


class OtherCurrency(Refusal):
    code = "OTHER_CURRENCY"
    status = 400

    def __init__(self, currency: str) -> None:
        sentence = _("Give the amount in %(currency)s, the currency of the goal.") % {"currency": currency}
        super().__init__(sentence, fields={"currency": [sentence]})


class InUse(Refusal):
    code = "IN_USE"
    status = 409
    sentence = "Goals use this, so its currency stays. Take it off them first."


class AlreadyPaid(InUse):
    sentence = "Contributions have paid this, so its currency stays."


def create_budget(*, by: Actor, owner: User, **fields: Any) -> Budget:
    """Raises Invalid."""
    with writing(owner.pk, by=by) as journal:
        budget = Budget(**given(Budget, fields, BUDGET))
        journal.create(budget)
    return budget


def update_budget(*, by: Actor, budget: Budget, **changes: Any) -> Budget:
    """Raises Invalid, InUse."""
    with writing(budget.owner_id, by=by) as journal:
        budget = journal.fresh(budget)
        _require_same_currency(budget, changes)
        journal.update(budget, **given(Budget, changes, BUDGET))
    return budget


def delete_budget(*, by: Actor, budget: Budget) -> None:
    """Goals that used it go on without it."""
    with writing(budget.owner_id, by=by) as journal:
        budget = journal.fresh(budget)
        for goal in budget.goals.select_related("owner"):
            journal.update(goal, budget=None)
        journal.delete(budget)


def create_debt(*, by: Actor, owner: User, **fields: Any) -> Debt:
    """The balance is the principal unless it is given. Raises Invalid."""
    with writing(owner.pk, by=by) as journal:
        values = given(Debt, fields, DEBT)
        if values.get("balance") is None:
            values["balance"] = values.get("principal")
        debt = Debt(**values)
        journal.create(debt)
    return debt


def update_debt(*, by: Actor, debt: Debt, **changes: Any) -> Debt:
    """Raises Invalid, InUse, AlreadyPaid."""
    with writing(debt.owner_id, by=by) as journal:
        debt = journal.fresh(debt)
        _require_same_currency(debt, changes)
        if changes.get("currency", debt.currency) != debt.currency and debt.contributions.exists():
            raise AlreadyPaid
        journal.update(debt, **given(Debt, changes, DEBT))
    return debt


def delete_debt(*, by: Actor, debt: Debt) -> None:
    """Goals that paid it off go on without it, and contributions that paid it stay."""
    with writing(debt.owner_id, by=by) as journal:
        debt = journal.fresh(debt)
        for row in (*debt.goals.select_related("owner"), *debt.contributions.select_related("owner")):
            journal.update(row, debt=None)
        journal.delete(debt)


def contribute(*, by: Actor, goal: Goal, **fields: Any) -> Contribution:
    """Put an amount toward a target goal, or take it out again (negative); it lowers the debt of a pay_off goal.

    The same `external_reference` again answers the stored contribution and changes nothing, on a closed goal too.
    Raises GoalNotEditable, Invalid, OtherCurrency.
    """
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        values = given(Contribution, fields, CONTRIBUTION)
        stored = _stored(goal, values.get("external_reference"))
        if stored is not None:
            return stored
        require_editable(goal)
        debt = goal.debt if goal.finance_mode == FinanceMode.PAY_OFF else None
        row = Contribution(goal=goal, debt=debt, **_completed(journal, goal, values))
        _require_sense(journal, goal, row)
        journal.create(row)
        _pay(journal, row.debt, row.amount)
        engine().refresh(journal, goal, since=NEVER)
    return row


def correct_contribution(*, by: Actor, contribution: Contribution, **changes: Any) -> Contribution:
    """The debt that it lowered follows. Raises GoalNotEditable, Invalid, OtherCurrency."""
    with writing(contribution.owner_id, by=by) as journal:
        contribution = journal.fresh(contribution)
        goal, before = contribution.goal, contribution.amount
        require_editable(goal)
        values = given(Contribution, changes, CONTRIBUTION - {"external_reference"})
        if journal.update(contribution, "corrected", lambda row: _require_sense(journal, goal, row), **values):
            _pay(journal, contribution.debt, contribution.amount - before)
            engine().refresh(journal, goal, since=NEVER)
    return contribution


def withdraw_contribution(*, by: Actor, contribution: Contribution) -> None:
    """Take the row back as if it had never been. Raises GoalNotEditable."""
    with writing(contribution.owner_id, by=by) as journal:
        contribution = journal.fresh(contribution)
        goal = contribution.goal
        require_editable(goal)
        journal.delete(contribution, "withdrawn")
        _pay(journal, contribution.debt, -contribution.amount)
        engine().refresh(journal, goal, since=NEVER)


def _completed(journal: Journal, goal: Goal, values: Mapping[str, Any]) -> dict[str, Any]:
    today = goal.owner.today(journal.now)
    return {"currency": goal.currency, "occurred_on": today} | {
        name: value for name, value in values.items() if value is not None
    }


def _stored(goal: Goal, reference: str | None) -> Contribution | None:
    if reference is None:
        return None
    stored = Contribution.objects.filter(owner_id=goal.owner_id, external_reference=reference).first()
    if stored is not None and stored.goal_id != goal.pk:
        raise Invalid(fields={"external_reference": [_("Another goal has a contribution of this name.")]})
    return stored


def _require_sense(journal: Journal, goal: Goal, row: Contribution) -> None:
    if goal.pattern != Pattern.TARGET or not goal.currency:
        raise Invalid(fields={"goal": [_("Only target goals with a currency take contributions.")]})
    if row.currency != goal.currency:
        raise OtherCurrency(goal.currency)
    if row.amount == 0:
        raise Invalid(fields={"amount": [_("Give an amount other than 0.")]})
    if row.occurred_on > goal.owner.today(journal.now):
        raise Invalid(fields={"occurred_on": [_("This day has not come yet.")]})


def _pay(journal: Journal, debt: Debt | None, amount: Decimal) -> None:
    if debt is not None and amount:
        journal.update(debt, "paid", balance=debt.balance - amount)


def _require_same_currency(row: Budget | Debt, changes: Mapping[str, Any]) -> None:
    if changes.get("currency", row.currency) != row.currency and row.goals.exists():
        raise InUse
