"""What feeds goals in the admin: written by actions, in the journal under the staff member's name."""

from typing import Any

import pytest
from django.test import Client

from goals.actions import complete_goal
from goals.models import Budget, Contribution, Debt, HabitLink, Task, User
from tests.factories import (
    ContributionFactory,
    GoalFactory,
    HabitLinkFactory,
    SavingFactory,
    TaskFactory,
    UserFactory,
    acting,
)
from tests.goals.admin_site import lines_by, messages_on, page, sent, signed_in, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return superuser()


@pytest.fixture
def client(staff: User) -> Client:
    return signed_in(staff)


def deleted(client: Client, model: str, pk: Any) -> Any:
    return client.post(page(model, "delete", pk), {"post": "yes"}, follow=True)


def done_to(staff: User, entity: str) -> list[str]:
    return [action for named, action, source in lines_by(staff) if (named, source) == (entity, "admin")]


def test_task_is_made_changed_done_and_deleted(client: Client, staff: User) -> None:
    goal = GoalFactory(pattern="milestone")
    sent(client, page("goals_task", "add"), whole=goal.pk, title="Pack")
    task = Task.objects.get()
    assert (task.goal, task.owner) == (goal, goal.owner)
    sent(client, page("goals_task", "change", task.pk), title="Pack the bag", focus_minutes="25")
    for action in ("complete", "reopen"):
        client.post(page("goals_task"), {"action": action, "_selected_action": [task.pk]}, follow=True)
    deleted(client, "goals_task", task.pk)
    assert done_to(staff, "task") == ["created", "updated", "completed", "reopened", "deleted"]
    assert not Task.objects.exists()


def test_habit_is_linked_weighed_and_unlinked(client: Client, staff: User) -> None:
    goal = GoalFactory(pattern="milestone")
    habit = GoalFactory(owner=goal.owner)
    sent(client, page("goals_habitlink", "add"), whole=goal.pk, part=habit.pk, weight="2")
    link = HabitLink.objects.get()
    assert (link.goal, link.habit, link.weight) == (goal, habit, 2)
    sent(client, page("goals_habitlink", "change", link.pk), weight="3")
    deleted(client, "goals_habitlink", link.pk)
    assert done_to(staff, "habit_link") == ["created", "updated", "deleted"]


def test_link_that_closes_a_circle_is_told_in_the_form(client: Client) -> None:
    link = HabitLinkFactory(goal=GoalFactory())
    answer = sent(client, page("goals_habitlink", "add"), whole=link.habit.pk, part=link.goal.pk, weight="1")
    assert answer.context["adminform"].form.non_field_errors() == [
        "This habit is fed by that goal already, so it cannot feed it."
    ]
    assert HabitLink.objects.get() == link


def test_debt_and_the_payments_that_lower_it(client: Client, staff: User) -> None:
    owner = UserFactory()
    money = {"person": owner.pk, "title": "Loan", "principal": "800", "balance": "700", "currency": "EUR"}
    sent(client, page("goals_debt", "add"), **money)
    debt = Debt.objects.get()
    assert (debt.owner, debt.balance) == (owner, 700)
    goal = SavingFactory(owner=owner, debt=debt, finance_mode="pay_off")
    day = owner.today().isoformat()
    paid = {"whole": goal.pk, "amount": "200", "currency": "EUR", "occurred_on": day}
    sent(client, page("goals_contribution", "add"), **paid)
    row = Contribution.objects.get()
    sent(client, page("goals_contribution", "change", row.pk), amount="300")
    assert Debt.objects.get().balance == 400
    deleted(client, "goals_contribution", row.pk)
    assert Debt.objects.get().balance == 700
    sent(client, page("goals_debt", "change", debt.pk), title="Student loan")
    deleted(client, "goals_debt", debt.pk)
    assert done_to(staff, "contribution") == ["created", "corrected", "withdrawn"]
    assert done_to(staff, "debt") == ["created", "paid", "paid", "paid", "updated", "deleted"]


def test_budget_is_made_changed_and_deleted(client: Client, staff: User) -> None:
    owner = UserFactory()
    money = {"person": owner.pk, "title": "Food", "amount": "400", "currency": "EUR", "period": "month"}
    sent(client, page("goals_budget", "add"), **money)
    budget = Budget.objects.get()
    sent(client, page("goals_budget", "change", budget.pk), amount="350", person=UserFactory().pk)
    assert [(row.owner, row.amount) for row in Budget.objects.all()] == [(owner, 350)]
    deleted(client, "goals_budget", budget.pk)
    assert done_to(staff, "budget") == ["created", "updated", "deleted"]


@pytest.mark.parametrize("factory", [TaskFactory, HabitLinkFactory, ContributionFactory])
def test_what_feeds_a_closed_goal_stays(client: Client, factory: Any) -> None:
    row = factory()
    complete_goal(by=acting(row.owner), goal=row.goal)
    model = f"goals_{row._meta.model_name}"
    assert messages_on(deleted(client, model, row.pk)) == ["This goal is completed. Reactivate it first."]
    assert type(row).objects.filter(pk=row.pk).exists()
