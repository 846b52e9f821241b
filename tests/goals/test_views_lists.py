"""The list of goals by its address, and its order by hand."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.actions import move_goal
from goals.models import Change, Goal, User
from goals.rules import GoalNotEditable
from tests.factories import GoalFactory, UserFactory, acting
from tests.pages import Node, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory()
    client.force_login(user)
    return user


def listed(page: Node) -> list[str]:
    return [card.one(class_="name").text for card in page.all("article")]


def names(client: Client, query: str = "") -> list[str]:
    return listed(read(client.get(f"/goals/{query}")))


def move(client: Client, goal: Goal, op: str) -> Any:
    return client.post(f"/goals/{goal.pk}/move/", {"op": op, "next": f"/goals/?sort=manual#g-{goal.pk}"})


def test_order_by_hand_moves_one_place_and_stays_at_the_ends(client: Client, user: User) -> None:
    goals = {name: GoalFactory(owner=user, title=name) for name in "ABC"}
    assert names(client) == ["A", "B", "C"]
    response = move(client, goals["C"], "up")
    assert (response.status_code, response["Location"]) == (303, f"/goals/?sort=manual#g-{goals['C'].pk}")
    assert names(client, "?sort=manual") == ["A", "C", "B"]
    move(client, goals["C"], "up")
    move(client, goals["C"], "up")
    assert names(client) == ["C", "A", "B"]
    move(client, goals["A"], "down")
    move(client, goals["A"], "down")
    assert names(client) == ["C", "B", "A"]


def test_goals_move_among_those_of_their_status(client: Client, user: User) -> None:
    GoalFactory(owner=user, title="Done long ago", status="completed")
    goal = GoalFactory(owner=user, title="B")
    GoalFactory(title="Somebody else’s")
    assert move_goal(by=acting(user), goal=goal, places=1) is False
    assert names(client) == ["B", "Done long ago"]


def test_move_writes_only_what_changes(user: User) -> None:
    goals = [GoalFactory(owner=user, title=name, sort_order=place) for place, name in enumerate("ABCD")]
    assert move_goal(by=acting(user), goal=goals[3], places=-1) is True
    changes = Change.objects.filter(owner=user, action="reordered")
    assert {change.entity_id for change in changes} == {goals[2].pk, goals[3].pk}


def test_ended_goals_do_not_move(user: User) -> None:
    with pytest.raises(GoalNotEditable):
        move_goal(by=acting(user), goal=GoalFactory(owner=user, status="completed"), places=1)


def test_buttons_of_the_order_stand_only_where_it_is_changed(client: Client, user: User) -> None:
    for name in "AB":
        GoalFactory(owner=user, title=name)
    wanted = ["Move up: A", "Move down: A", "Move up: B", "Move down: B"]
    assert read(client.get("/goals/?sort=manual&q=nothing")).one("main").buttons() == wanted
    assert "Move up: A" not in read(client.get("/goals/")).buttons()


def test_unknown_button_moves_nothing(client: Client, user: User) -> None:
    move(client, GoalFactory(owner=user), "sideways")
    assert "Choose one of the buttons." in read(client.get("/goals/")).text


def test_list_sorts_by_name_and_by_what_needs_attention(client: Client, user: User) -> None:
    for place, (name, pace) in enumerate([("b", "behind"), ("C", "ahead"), ("A", "behind")]):
        goal = GoalFactory(owner=user, title=name, sort_order=-place)
        Goal.objects.filter(pk=goal.pk).update(stats={**goal.stats, "pace": pace}, progress_percent=10 * place)
    assert names(client) == ["A", "C", "b"]
    assert names(client, "?sort=name") == ["A", "b", "C"]
    assert names(client, "?sort=attention") == ["b", "A", "C"]


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("time", ["Morning", "Evening", "Any time"]),
        ("area", ["Body", "Work", "Without an area"]),
        ("pattern", ["Recurring", "Limit"]),
        ("nonsense", []),
    ],
)
def test_list_groups_under_headings(client: Client, user: User, group: str, expected: list[str]) -> None:
    GoalFactory(owner=user, title="Tea", pattern="limit", target_value=3)
    GoalFactory(owner=user, title="Run", category="body", time_of_day="morning")
    GoalFactory(owner=user, title="Swim", category="Body", time_of_day="evening")
    GoalFactory(owner=user, title="Write", category="work", time_of_day="morning")
    page = read(client.get(f"/goals/?group={group}"))
    assert [heading.text for heading in page.all("h2", class_="sec")] == expected
    assert sorted(listed(page)) == ["Run", "Swim", "Tea", "Write"]


def test_area_keeps_the_spelling_that_its_owner_gave_it(client: Client, user: User) -> None:
    for title, area in (("Shelf", "DIY"), ("Table", "diy"), ("Rosa", "learning from Lucía")):
        GoalFactory(owner=user, title=title, category=area)
    page = read(client.get("/goals/?group=area"))
    assert [heading.text for heading in page.all("h2", class_="sec")] == ["DIY", "Learning from Lucía"]


def test_goal_that_was_let_go_is_called_so(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Novel", status="abandoned")
    page = read(client.get("/goals/?status=abandoned"))
    chosen = page.one("nav", class_="chips").one("a", aria_current="true")
    assert (chosen.text, page.one("span", class_="tag skip").text) == ("Let go", "Let go")
    assert read(client.get(f"/goals/{goal.pk}/")).one("p", class_="lead").text.endswith("Let go.")


@pytest.mark.parametrize("query", ["?sort=manual", "?sort=attention&group=area"])
def test_queries_of_the_list_do_not_grow(client: Client, user: User, query: str) -> None:
    def count() -> int:
        GoalFactory(owner=user)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/goals/{query}")
        return len(queries)

    count()
    assert count() == count()
