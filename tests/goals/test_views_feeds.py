"""Tasks, linked habits and contributions on the page of their goal; budgets and debts on theirs."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.actions import complete_goal
from goals.models import Budget, Contribution, Debt, Goal, HabitLink, Task, User
from tests.factories import (
    BudgetFactory,
    ContributionFactory,
    DebtFactory,
    GoalFactory,
    HabitLinkFactory,
    MilestoneFactory,
    SavingFactory,
    TaskFactory,
    UserFactory,
    acting,
)
from tests.pages import messages, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client) -> User:
    user: User = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def goal(user: User) -> Goal:
    return GoalFactory(owner=user, pattern="milestone")


TASK = {"task-title": "Buy shoes", "task-focus_minutes": "0", "task-weight": "1"}


def post(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, fields)


def test_task_is_added_done_reopened_and_deleted(client: Client, goal: Goal) -> None:
    sent = {**TASK, "task-due_date": "2027-01-05", "task-focus_minutes": "25", "task-weight": "3"}
    response = post(client, f"/goals/{goal.pk}/tasks/", **sent)
    assert (response.status_code, response["Location"]) == (303, f"/goals/{goal.pk}/#tasks")
    task = goal.tasks.get()
    assert (task.title, str(task.due_date), task.focus_minutes, task.weight) == ("Buy shoes", "2027-01-05", 25, 3)
    seen = []
    for op in ("complete", "reopen", "explode", "delete"):
        post(client, f"/tasks/{task.pk}/", op=op)
        seen.append([one.is_done for one in goal.tasks.all()])
    assert seen == [[True], [False], [False], []]
    assert messages(read(client.get(f"/goals/{goal.pk}/"))) == ["Choose one of the buttons."]


def test_task_without_a_name_is_refused_on_a_page_of_its_own(client: Client, goal: Goal) -> None:
    response = post(client, f"/goals/{goal.pk}/tasks/", **TASK | {"task-title": ""})
    links = read(response).one("div", class_="error-summary").all("a")
    assert (response.status_code, [link.attrs["href"] for link in links]) == (422, ["#id_task-title"])


def test_milestone_of_a_task_is_asked_for_where_there_are_some(client: Client, user: User, goal: Goal) -> None:
    assert "task-milestone" not in read(client.get(f"/goals/{goal.pk}/")).fields()
    milestone, foreign = MilestoneFactory(goal=goal, title="Kit"), MilestoneFactory(goal__owner=user)
    offered = read(client.get(f"/goals/{goal.pk}/")).one("select", name="task-milestone").all("option")
    assert [option.attrs["value"] for option in offered] == ["", str(milestone.pk)]
    refused = post(client, f"/goals/{goal.pk}/tasks/", **TASK, **{"task-milestone": foreign.pk})
    assert (refused.status_code, goal.tasks.count()) == (422, 0)
    post(client, f"/goals/{goal.pk}/tasks/", **TASK | {"task-weight": "2"}, **{"task-milestone": milestone.pk})
    assert goal.tasks.get().milestone == milestone
    assert "Buy shoes · Kit · Counts × 2" in read(client.get(f"/goals/{goal.pk}/")).one("section", id="tasks").text


def test_task_is_edited_on_a_page_that_holds_what_it_was(client: Client, goal: Goal) -> None:
    milestone = MilestoneFactory(goal=goal)
    task = TaskFactory(goal=goal, title="Pack", focus_minutes=5, weight=2, milestone=milestone)
    page = read(client.get(f"/tasks/{task.pk}/edit/"))
    values = {name: page.one("input", name=f"task-{name}").attrs["value"] for name in ("title", "weight")}
    assert values == {"title": "Pack", "weight": "2"}
    sent = {**TASK, "task-focus_minutes": "30", "task-due_date": "2027-02-01", "task-milestone": ""}
    response = post(client, f"/tasks/{task.pk}/edit/", **sent)
    assert (response.status_code, response["Location"]) == (303, f"/goals/{goal.pk}/#tasks")
    task.refresh_from_db()
    assert (task.title, task.focus_minutes, task.weight, task.milestone) == ("Buy shoes", 30, 1, None)
    refused = post(client, f"/tasks/{task.pk}/edit/", **sent | {"task-weight": "0"})
    assert refused.status_code == 422
    assert read(refused).one("title").text == "Error: Task · Steady"


def test_what_feeds_a_completed_goal_stays_and_the_form_says_so(client: Client, user: User) -> None:
    saving = SavingFactory(owner=user)
    task, link, row = TaskFactory(goal=saving), HabitLinkFactory(goal=saving), ContributionFactory(goal=saving)
    complete_goal(by=acting(user), goal=saving)
    for path, sent in (
        (f"/tasks/{task.pk}/edit/", TASK),
        (f"/habit-links/{link.pk}/edit/", {"link-weight": "9"}),
        (f"/contributions/{row.pk}/edit/", {"contribution-amount": "9", "contribution-occurred_on": "2026-01-05"}),
    ):
        response = post(client, path, **sent)
        assert response.status_code == 422
        said = "This goal is completed. Reactivate it first."
        assert read(response).one("div", class_="error-summary").one("li").text == said
        before = [task.title, link.weight, row.amount]
        assert [Task.objects.get().title, HabitLink.objects.get().weight, Contribution.objects.get().amount] == before


def test_weight_of_a_linked_habit_is_changed(client: Client, goal: Goal) -> None:
    link = HabitLinkFactory(goal=goal, weight=2)
    assert read(client.get(f"/habit-links/{link.pk}/edit/")).one("main").fields() == {"link-weight"}
    response = post(client, f"/habit-links/{link.pk}/edit/", **{"link-weight": "5"})
    assert (response.status_code, response["Location"]) == (303, f"/goals/{goal.pk}/#habits")
    assert HabitLink.objects.get().weight == 5
    assert post(client, f"/habit-links/{link.pk}/edit/", **{"link-weight": "101"}).status_code == 422


def test_own_habits_are_offered_linked_and_unlinked(client: Client, user: User, goal: Goal) -> None:
    habit = GoalFactory(owner=user, title="Run")
    for other in ({"owner": user, "pattern": "target"}, {}, {"owner": user, "status": "archived"}):
        GoalFactory(**other)
    offered = read(client.get(f"/goals/{goal.pk}/")).one("select", name="link-habit").all("option")
    assert [option.attrs["value"] for option in offered] == ["", str(habit.pk)]
    response = post(client, f"/goals/{goal.pk}/habits/", **{"link-habit": habit.pk, "link-weight": "3"})
    assert (response.status_code, response["Location"]) == (303, f"/goals/{goal.pk}/#habits")
    link = HabitLink.objects.get()
    assert (link.goal, link.habit, link.weight) == (goal, habit, 3)
    section = read(client.get(f"/goals/{goal.pk}/")).one("section", id="habits")
    assert "Run Counts × 3" in section.text
    assert post(client, f"/habit-links/{link.pk}/delete/")["Location"] == f"/goals/{goal.pk}/#habits"
    assert not HabitLink.objects.exists()


def test_somebody_elses_habit_and_a_circle_are_refused(client: Client, user: User) -> None:
    link = HabitLinkFactory(goal=GoalFactory(owner=user))
    for goal, habit in ((link.goal, GoalFactory()), (link.habit, link.goal)):
        response = post(client, f"/goals/{goal.pk}/habits/", **{"link-habit": habit.pk, "link-weight": "1"})
        assert response.status_code == 422
        assert read(response).one("div", class_="error-summary").text
    assert HabitLink.objects.get() == link


def test_contribution_is_added_and_withdrawn(client: Client, user: User) -> None:
    goal = SavingFactory(owner=user)
    sent = {"contribution-amount": "1,234.50", "contribution-note": "First pay"}
    response = post(client, f"/goals/{goal.pk}/contributions/", **sent)
    assert (response.status_code, response["Location"]) == (303, f"/goals/{goal.pk}/#contributions")
    row = Contribution.objects.get()
    assert (str(row.amount), row.currency, row.occurred_on) == ("1234.5000", "EUR", user.today())
    for path in (f"/goals/{goal.pk}/", f"/goals/{goal.pk}/contributions/"):
        assert "€1,234.5" in read(client.get(path)).one("main").text
    post(client, f"/contributions/{row.pk}/withdraw/")
    assert not Contribution.objects.exists()


def test_contribution_is_corrected_on_a_page_of_its_own(client: Client, user: User) -> None:
    row = ContributionFactory(goal=SavingFactory(owner=user), amount=25, note="First pay")
    path = f"/contributions/{row.pk}/edit/"
    page = read(client.get(path))
    assert page.one("input", name="contribution-amount").attrs["value"] == "25"
    assert page.one("input", name="contribution-occurred_on").attrs["value"] == user.today().isoformat()
    sent = {"contribution-amount": "-5,5", "contribution-occurred_on": "2026-01-05", "contribution-note": ""}
    response = post(client, path, **sent)
    assert (response.status_code, response["Location"]) == (303, f"/goals/{row.goal.pk}/#contributions")
    row.refresh_from_db()
    assert (str(row.amount), row.occurred_on.isoformat(), row.note) == ("-5.5000", "2026-01-05", None)
    for wrong in ({"contribution-amount": "0"}, {"contribution-occurred_on": ""}):
        assert post(client, path, **sent | wrong).status_code == 422


def test_contribution_of_nothing_is_refused_with_the_reason(client: Client, user: User) -> None:
    goal = SavingFactory(owner=user)
    response = post(client, f"/goals/{goal.pk}/contributions/", **{"contribution-amount": "0"})
    assert response.status_code == 422
    assert "Give an amount other than 0." in read(response).one("main").text


def test_contributions_are_shown_page_by_page(client: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goals.views.feeds.PAGE_SIZE", 2)
    goal = SavingFactory(owner=user)
    ContributionFactory.create_batch(3, goal=goal)
    page = read(client.get(f"/goals/{goal.pk}/contributions/?page=2"))
    assert (len(page.one("section").all("li")), "Page 2 of 2" in page.text) == (1, True)


def test_goal_without_a_currency_shows_no_contributions(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="target", target_value=10)
    assert read(client.get(f"/goals/{goal.pk}/")).all(id="contributions") == []


def test_what_the_percent_is_made_of_is_said(client: Client, goal: Goal) -> None:
    MilestoneFactory(goal=goal, is_done=True)
    assert "Milestones 100%" not in read(client.get(f"/goals/{goal.pk}/")).text
    TaskFactory(goal=goal, focus_minutes=45)
    HabitLinkFactory(goal=goal)
    said = read(client.get(f"/goals/{goal.pk}/")).text
    assert "Milestones 100% · Tasks 0% · Habits – · 45 minutes of focus" in said


def test_budget_and_debt_are_made_changed_and_deleted(client: Client, user: User) -> None:
    sent: dict[str, str] = {"title": "Food", "amount": "400", "currency": "EUR", "period": "month"}
    assert post(client, "/money/budgets/", **sent)["Location"] == "/money/"
    budget = Budget.objects.get()
    post(client, f"/money/budgets/{budget.pk}/", **sent | {"amount": "350"})
    post(client, "/money/debts/", title="Loan", principal="800", currency="EUR")
    debt = Debt.objects.get()
    assert debt.balance == 800
    post(client, f"/money/debts/{debt.pk}/", title="Loan", principal="800", balance="500", currency="EUR")
    said = read(client.get("/money/")).one("main").text
    assert "Food €350 each month" in said
    assert "Loan €500 left of €800" in said
    for path in (f"/money/budgets/{budget.pk}/delete/", f"/money/debts/{debt.pk}/delete/"):
        assert post(client, path)["Location"] == "/money/"
    assert (Budget.objects.count(), Debt.objects.count()) == (0, 0)


def test_currency_of_money_in_use_is_refused_in_the_form(client: Client, user: User) -> None:
    budget = BudgetFactory(owner=user)
    SavingFactory(owner=user, budget=budget)
    sent = {"title": "Food", "amount": "400", "currency": "USD", "period": "month"}
    response = post(client, f"/money/budgets/{budget.pk}/", **sent)
    assert response.status_code == 422
    assert "Goals use this, so its currency stays." in read(response).one("main").text


def test_target_goal_is_made_to_pay_off_a_debt_of_ones_own(client: Client, user: User) -> None:
    debt, foreign = DebtFactory(owner=user), DebtFactory()
    sent = {
        "title": "Pay", "target_value": "800", "unit": "€", "aggregation": "sum", "finance_mode": "pay_off",
        "start_date": user.today().isoformat(),
    }  # fmt: skip
    assert post(client, "/goals/new/?pattern=target", debt=foreign.pk, **sent).status_code == 422
    assert post(client, "/goals/new/?pattern=target", debt=debt.pk, **sent).status_code == 303
    goal = Goal.objects.get()
    assert (goal.debt, goal.currency, goal.finance_mode) == (debt, "EUR", "pay_off")


def test_goal_says_what_it_pays_off_and_spends_from(client: Client, user: User) -> None:
    debt = DebtFactory(owner=user, title="Loan", principal=800)
    budget = BudgetFactory(owner=user, title="Food", amount=400)
    goal = SavingFactory(owner=user, finance_mode="pay_off", debt=debt, budget=budget)
    ContributionFactory(goal=goal, amount=50)
    said = read(client.get(f"/goals/{goal.pk}/")).one("dl", class_="facts").text
    assert said == "Debt to pay off Loan: €750 left of €800 Budget Food: €400 each month"


def test_goal_page_and_money_take_the_same_queries_for_any_number(client: Client, user: User) -> None:
    goal = SavingFactory(owner=user)

    def count() -> list[int]:
        TaskFactory(goal=goal)
        HabitLinkFactory(goal=goal)
        ContributionFactory(goal=goal)
        BudgetFactory(owner=user)
        DebtFactory(owner=user)
        counts = []
        for path in (f"/goals/{goal.pk}/", f"/goals/{goal.pk}/contributions/", f"/goals/{goal.pk}/edit/", "/money/"):
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            counts.append(len(captured))
        return counts

    at_one = count()
    count()
    assert count() == at_one
