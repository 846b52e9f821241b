"""Every status × every transition and × every status, through REST, the pages and the admin."""

from typing import Any

import pytest
from django.test import Client

from goals.models import Goal, User
from goals.models.choices import Status
from tests.api import caller, refused
from tests.factories import GoalFactory, UserFactory
from tests.goals.admin_site import lines_by, page, superuser
from tests.goals.transitions import LEADS_TO, MAY_BECOME
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db

MOVES = sorted({move for _status, move in LEADS_TO})
EVERY_MOVE = [(status, move) for status in Status.values for move in MOVES]
EVERY_PAIR = [(status, to) for status in Status.values for to in Status.values]


def status_of(goal: Goal) -> str:
    return Goal.objects.values_list("status", flat=True).get(pk=goal.pk)


def refusal_of(status: str, to: str) -> tuple[int, str]:
    return 409, "ALREADY_COMPLETED" if status == to == "completed" else "INVALID_TRANSITION"


@pytest.mark.parametrize(("status", "move"), EVERY_MOVE)
def test_transition_over_rest_is_allowed_exactly_by_the_table(status: str, move: str) -> None:
    call = caller()
    goal = GoalFactory.create(owner=call.user, status=status)
    path = f"/api/v1/goals/{goal.pk}/"
    answer = call.delete(path) if move == "archive" else call.post(f"{path}{move}/")
    if (status, move) in LEADS_TO:
        assert (answer.status_code, answer.json()["status"]) == (200, LEADS_TO[status, move])
        assert status_of(goal) == LEADS_TO[status, move]
    else:
        assert refused(answer) == refusal_of(status, "completed" if move == "complete" else "")
        assert status_of(goal) == status
    assert_journal_is_whole(goal.owner)


@pytest.mark.parametrize("method", ["patch", "put"])
@pytest.mark.parametrize(("status", "to"), EVERY_PAIR)
def test_status_written_over_rest_is_allowed_exactly_by_the_table(status: str, to: str, method: str) -> None:
    call = caller()
    goal = GoalFactory.create(owner=call.user, status=status)
    answer = getattr(call, method)(f"/api/v1/goals/{goal.pk}/", {"status": to})
    if to in MAY_BECOME[status] or to == status != "completed":
        assert (answer.status_code, answer.json()["status"]) == (200, to)
        assert status_of(goal) == to
    else:
        assert refused(answer) == refusal_of(status, to)
        assert status_of(goal) == status


@pytest.fixture
def staff(client: Client) -> User:
    user = superuser()
    client.force_login(user)
    return user


@pytest.mark.parametrize(("status", "move"), EVERY_MOVE)
def test_transition_in_the_admin_is_allowed_exactly_by_the_table(
    client: Client, staff: User, status: str, move: str
) -> None:
    goal = GoalFactory.create(status=status)
    chosen: dict[str, Any] = {"action": move, "_selected_action": [str(goal.pk)]}
    assert client.post(page("goals_goal"), chosen).status_code == 302
    assert status_of(goal) == LEADS_TO.get((status, move), status)
    moved = (status, move) in LEADS_TO and (status, move) != ("archived", "archive")
    assert bool([line for line in lines_by(staff) if line[0] == "goal"]) == moved
    assert {source for _entity, _action, source in lines_by(staff)} <= {"admin"}
    assert_journal_is_whole(goal.owner)


@pytest.mark.parametrize(("status", "move"), EVERY_MOVE)
def test_transition_on_the_page_is_allowed_exactly_by_the_table(client: Client, status: str, move: str) -> None:
    owner = UserFactory.create()
    goal = GoalFactory.create(owner=owner, status=status)
    client.force_login(owner)
    assert client.post(f"/goals/{goal.pk}/status/", {"step": move}).status_code == 303
    assert status_of(goal) == LEADS_TO.get((status, move), status)
