"""Tasks, habit links and money over REST."""

import datetime as dt
from typing import Any

import pytest

from goals.models import Contribution, Goal
from tests.api import UNKNOWN, Caller, caller, queries_of, refused
from tests.factories import GoalFactory, HabitLinkFactory, MilestoneFactory, SavingFactory, TaskFactory

pytestmark = pytest.mark.django_db
API = "/api/v1"


def saving(client: Caller, **fields: Any) -> Goal:
    goal: Goal = SavingFactory.create(owner=client.user, **fields)
    return goal


def percent(client: Caller, goal: Goal) -> Any:
    return client.get(f"{API}/goals/{goal.pk}/").json()["progress_percent"]


def components(client: Caller, goal: Goal) -> Any:
    return client.get(f"{API}/goals/{goal.pk}/").json()["stats"]["components"]


def test_tasks_count_as_items_of_a_milestone_goal() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user, pattern="milestone")
    MilestoneFactory.create(goal=goal, is_done=True)
    made = client.post(f"{API}/goals/{goal.pk}/tasks/", {"title": "Buy shoes", "weight": 3, "focus_minutes": 25})
    assert made.status_code == 201
    assert percent(client, goal) == 25
    path = f"{API}/tasks/{made.json()['id']}/"
    assert client.post(f"{path}complete/").json()["done_at"]
    assert percent(client, goal) == 100
    assert components(client, goal) == [
        {"source": "milestones", "percent": 100, "weight": 1},
        {"source": "tasks", "percent": 100, "weight": 3},
    ]
    assert client.get(f"{API}/goals/{goal.pk}/").json()["stats"]["focus_minutes"] == 25
    client.post(f"{path}reopen/")
    assert percent(client, goal) == 25
    assert client.delete(path).status_code == 204
    assert percent(client, goal) == 100


def test_task_takes_only_a_milestone_of_its_own_goal() -> None:
    client = caller()
    goal, other = (GoalFactory.create(owner=client.user, pattern="milestone") for _ in range(2))
    foreign, elsewhere = MilestoneFactory.create(), MilestoneFactory.create(goal=other)
    for milestone in (foreign.pk, elsewhere.pk, UNKNOWN):
        answer = client.post(f"{API}/goals/{goal.pk}/tasks/", {"title": "Pack", "milestone": str(milestone)})
        assert refused(answer) == (400, "VALIDATION_ERROR")
        assert answer.json()["fields"] == {"milestone": ["This goal has no such milestone."]}


def test_deleting_a_milestone_leaves_its_tasks() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user, pattern="milestone")
    milestone = MilestoneFactory.create(goal=goal)
    made = client.post(f"{API}/goals/{goal.pk}/tasks/", {"title": "Pack", "milestone": str(milestone.pk)}).json()
    client.delete(f"{API}/milestones/{milestone.pk}/")
    assert client.get(f"{API}/tasks/{made['id']}/").json()["milestone"] is None


def test_habit_feeds_a_goal_until_it_is_unlinked() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user, pattern="milestone")
    MilestoneFactory.create(goal=goal)
    habit = GoalFactory.create(owner=client.user, start_date=client.user.today() - dt.timedelta(days=365))
    made = client.post(f"{API}/goals/{goal.pk}/habit-links/", {"habit": str(habit.pk), "weight": 2})
    assert made.status_code == 201
    assert components(client, goal)[1] == {"source": "habits", "percent": 0, "weight": 2}
    again = client.post(f"{API}/goals/{goal.pk}/habit-links/", {"habit": str(habit.pk), "weight": 3})
    assert (again.status_code, again.json()["id"], again.json()["weight"]) == (200, made.json()["id"], 3)
    path = f"{API}/habit-links/{made.json()['id']}/"
    assert client.patch(path, {"weight": 5}).json()["weight"] == 5
    assert client.delete(path).status_code == 204
    assert [part["source"] for part in components(client, goal)] == ["milestones"]


def test_links_make_no_cycle_and_take_own_habits_only() -> None:
    client = caller()
    first, second = (GoalFactory.create(owner=client.user) for _ in range(2))
    foreign, target = GoalFactory.create(), saving(client)
    client.post(f"{API}/goals/{first.pk}/habit-links/", {"habit": str(second.pk)})
    answer = client.post(f"{API}/goals/{second.pk}/habit-links/", {"habit": str(first.pk)})
    assert refused(answer) == (409, "LINK_MAKES_CYCLE")
    answer = client.post(f"{API}/goals/{first.pk}/habit-links/", {"habit": str(first.pk)})
    assert refused(answer) == (409, "LINK_MAKES_CYCLE")
    for habit in (foreign.pk, target.pk, UNKNOWN):
        answer = client.post(f"{API}/goals/{first.pk}/habit-links/", {"habit": str(habit)})
        assert (refused(answer), list(answer.json()["fields"])) == ((400, "VALIDATION_ERROR"), ["habit"])


def test_contributions_add_up_and_can_be_corrected_and_withdrawn() -> None:
    client = caller()
    goal = saving(client)
    path = f"{API}/goals/{goal.pk}/contributions/"
    first = client.post(path, {"amount": 400}).json()
    client.post(path, {"amount": -100, "occurred_on": str(client.user.today())})
    assert (percent(client, goal), first["currency"]) == (30, "EUR")
    assert client.patch(f"{API}/contributions/{first['id']}/", {"amount": 600}).json()["amount"] == 600
    assert percent(client, goal) == 50
    assert client.delete(f"{API}/contributions/{first['id']}/").status_code == 204
    assert percent(client, goal) == 0


def test_contribution_with_a_known_reference_is_the_stored_one() -> None:
    client = caller()
    goal = saving(client)
    path = f"{API}/goals/{goal.pk}/contributions/"
    answers = [client.post(path, {"amount": 400, "external_reference": "bank-1"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.json()["id"] for answer in answers}) == Contribution.objects.count() == 1
    assert percent(client, goal) == 40
    other = saving(client)
    answer = client.post(f"{API}/goals/{other.pk}/contributions/", {"amount": 1, "external_reference": "bank-1"})
    assert list(answer.json()["fields"]) == ["external_reference"]
    unnamed = [client.post(path, {"amount": 1, "external_reference": name}).status_code for name in (None, None, "")]
    assert unnamed == [201, 201, 201]


def test_reference_of_somebody_else_is_free_to_use() -> None:
    for client in (caller(), caller()):
        path = f"{API}/goals/{saving(client).pk}/contributions/"
        assert client.post(path, {"amount": 400, "external_reference": "bank-1"}).status_code == 201


def test_contribution_in_another_currency_is_refused() -> None:
    client = caller()
    answer = client.post(f"{API}/goals/{saving(client).pk}/contributions/", {"amount": 4, "currency": "USD"})
    assert refused(answer) == (400, "OTHER_CURRENCY")
    assert list(answer.json()["fields"]) == ["currency"]


def test_contribution_to_a_habit_or_from_the_future_or_of_nothing_is_refused() -> None:
    client = caller()
    habit, goal = GoalFactory.create(owner=client.user), saving(client)
    cases: list[tuple[Goal, Any, str]] = [
        (habit, {"amount": 4, "currency": "EUR"}, "goal"),
        (goal, {"amount": 0}, "amount"),
        (goal, {"amount": 4, "occurred_on": "2900-01-01"}, "occurred_on"),
    ]
    for row, body, field in cases:
        answer = client.post(f"{API}/goals/{row.pk}/contributions/", body)
        assert (refused(answer), list(answer.json()["fields"])) == ((400, "VALIDATION_ERROR"), [field])


def test_paying_off_lowers_the_balance_of_the_debt() -> None:
    client = caller()
    debt = client.post(f"{API}/debts/", {"title": "Loan", "currency": "EUR", "principal": 800}).json()
    assert debt["balance"] == 800
    made = client.post(f"{API}/goals/", {"title": "Pay the loan", "pattern": "target", "debt": debt["id"]}).json()
    assert (made["currency"], made["finance_mode"], made["target_value"]) == ("EUR", "pay_off", 800)
    paid = client.post(f"{API}/goals/{made['id']}/contributions/", {"amount": 200}).json()
    assert client.get(f"{API}/debts/{debt['id']}/").json()["balance"] == 600
    client.patch(f"{API}/contributions/{paid['id']}/", {"amount": 300})
    assert client.get(f"{API}/debts/{debt['id']}/").json()["balance"] == 500
    client.delete(f"{API}/contributions/{paid['id']}/")
    assert client.get(f"{API}/debts/{debt['id']}/").json()["balance"] == 800


def test_goal_takes_only_own_money_of_its_currency() -> None:
    client, stranger = caller(), caller()
    mine = client.post(f"{API}/budgets/", {"title": "Food", "currency": "USD", "amount": 400}).json()["id"]
    theirs = stranger.post(f"{API}/budgets/", {"title": "Food", "currency": "EUR", "amount": 400}).json()["id"]
    goal = saving(client)
    path = f"{API}/goals/{goal.pk}/"
    assert refused(client.patch(path, {"budget": mine})) == (400, "INVALID_TARGET")
    unknown, foreign = client.patch(path, {"budget": UNKNOWN}), client.patch(path, {"budget": theirs})
    assert unknown.json() == foreign.json()
    assert refused(foreign) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize(("rows", "name"), [("budgets", "amount"), ("debts", "principal")])
def test_money_of_less_than_nothing_is_refused(rows: str, name: str) -> None:
    client, body = caller(), {"title": "Food", "currency": "EUR"}
    made = client.post(f"{API}/{rows}/", {**body, name: 0})
    for answer in (
        client.post(f"{API}/{rows}/", {**body, name: -1}),
        client.patch(f"{API}/{rows}/{made.json()['id']}/", {name: "-0.0001"}),
    ):
        assert refused(answer) == (400, "VALIDATION_ERROR")
        assert list(answer.json()["fields"]) == [name]


def test_goal_tells_its_tasks_and_its_habits() -> None:
    client = caller()
    link = HabitLinkFactory.create(goal=GoalFactory.create(owner=client.user, pattern="milestone"))
    task = TaskFactory.create(goal=link.goal)
    path = f"{API}/goals/{link.goal_id}/"
    told = client.get(path).json()
    assert told["tasks"] == [client.get(f"{API}/tasks/{task.pk}/").json()]
    assert told["habit_links"] == [client.get(f"{API}/habit-links/{link.pk}/").json()]
    assert client.put(path, told).json() == told


def test_currency_of_money_in_use_stays() -> None:
    client = caller()
    budget = client.post(f"{API}/budgets/", {"title": "Food", "currency": "EUR", "amount": 400}).json()["id"]
    goal = saving(client)
    assert client.patch(f"{API}/goals/{goal.pk}/", {"budget": budget}).json()["budget"] == budget
    assert refused(client.patch(f"{API}/budgets/{budget}/", {"currency": "USD"})) == (409, "IN_USE")
    assert client.patch(f"{API}/budgets/{budget}/", {"amount": 300}).json()["amount"] == 300
    assert client.delete(f"{API}/budgets/{budget}/").status_code == 204
    assert client.get(f"{API}/goals/{goal.pk}/").json()["budget"] is None


@pytest.mark.parametrize("part", ["tasks", "contributions"])
def test_lists_under_a_goal_cost_the_same_for_one_and_three(part: str) -> None:
    client = caller()
    goal = saving(client)
    path = f"{API}/goals/{goal.pk}/{part}/"
    body = {"title": "Pack"} if part == "tasks" else {"amount": 10}
    client.post(path, body)
    one = queries_of(client, path)
    for _ in range(2):
        client.post(path, body)
    assert queries_of(client, path) == one
