"""Who changed what about a goal, when and from where: as rows of the journal, and as a page."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from checkins.actions import correct_check_in, withdraw_check_in
from goals.actions import create_task, delete_milestone, link_habit, update_goal, update_task
from goals.history import lines_about, told
from goals.journal import Actor
from goals.models import Goal
from goals.models.choices import Source
from tests.api import caller, queries_of
from tests.factories import CheckInFactory, GoalFactory, IntentionFactory, MilestoneFactory, UserFactory, acting
from tests.pages import read

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


def what(goal: Goal) -> list[str]:
    lines = lines_about(goal).exclude(action="progressed").order_by("seq")
    return [line.what for line in told(lines, goal.owner)]


def test_lines_are_those_of_the_goal_and_its_parts_deleted_ones_too() -> None:
    goal = GoalFactory.create(pattern="milestone")
    other = GoalFactory.create(owner=goal.owner)
    milestone = MilestoneFactory.create(goal=goal)
    CheckInFactory.create(goal=other)
    IntentionFactory.create(goal=goal)
    delete_milestone(by=acting(goal.owner), milestone=milestone)
    assert what(goal) == ["Goal: added", "Milestone: added", "If-then plan: added", "Milestone: deleted"]
    assert what(other) == ["Goal: added", "Check-in: added"]


def test_line_says_who_from_where_and_from_what_to_what() -> None:
    staff = UserFactory.create(is_staff=True, email="staff@example.org")
    goal = GoalFactory.create(title="Run", period="day", weekdays=[0, 2])
    changes: dict[str, Any] = {"title": "Run 5 km", "period": "week", "times_per_period": 3, "weekdays": None}
    update_goal(by=Actor(staff, Source.ADMIN), goal=goal, **changes)
    line = told(lines_about(goal).filter(action="updated", entity="goal"), goal.owner)[0]
    assert (line.who, line.where) == ("Staff", "Admin")
    assert {tuple(field) for field in line.fields} == {
        ("Title", "Run", "Run 5 km"),
        ("Period", "Day", "Week"),
        ("Times per period", "1", "3"),
        ("Weekdays", "Mon, Wed", ""),
    }
    first = told(lines_about(goal).filter(action="created", entity="goal"), goal.owner)[0]
    assert (first.who, first.where) == ("You", "Page")
    assert "staff@example.org" not in str(line)


def test_values_are_written_as_people_write_them() -> None:
    goal = GoalFactory.create(pattern="milestone")
    milestone = MilestoneFactory.create(goal=goal, title="Draft", target_date=dt.date(2026, 6, 1))
    task = create_task(by=acting(goal.owner), goal=goal, title="Write", milestone=milestone)
    update_task(by=acting(goal.owner), task=task, weight=3)
    habit = GoalFactory.create(owner=goal.owner, title="Write daily")
    link_habit(by=acting(goal.owner), goal=goal, habit=habit)
    found = {(line.what, line.subject): {tuple(f) for f in line.fields} for line in told(lines_about(goal), goal.owner)}
    assert ("Planned for", "", "1 June 2026") in found["Milestone: added", "Draft"]
    assert ("Milestone", "", "Draft") in found["Task: added", "Write"]
    assert found["Task: changed", "Write"] == {("Weight", "1", "3")}
    assert ("Habit", "", "Write daily") in found["Linked habit: added", ""]


def test_page_shows_changes_and_earlier_terms_escaped(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        goal = GoalFactory.create(title="Read", period="week", times_per_period=3)
        clock.shift(dt.timedelta(days=2))
        update_goal(by=acting(goal.owner), goal=goal, title="<i>Read</i>", times_per_period=5)
        client.force_login(goal.owner)
        assert f'href="/goals/{goal.pk}/changes/"' in client.get(f"/goals/{goal.pk}/").content.decode()
        response = client.get(f"/goals/{goal.pk}/changes/")
    page = read(response)
    assert page.one(id="terms").text == "What was agreed Now 5 times a week Through 5 May 2026 3 times a week"
    assert "Title: Read → <i>Read</i>" in page.text
    assert "nothing" not in page.text
    assert "<i>" not in response.content.decode()
    assert "You, Page" in page.text


def test_page_is_for_its_owner_only(client: Client) -> None:
    goal = GoalFactory.create()
    where = f"/goals/{goal.pk}/changes/"
    assert client.get(where)["Location"].startswith("/accounts/login/")
    client.force_login(UserFactory.create())
    assert client.get(where).status_code == 404


def test_page_costs_the_same_for_few_lines_and_many(client: Client) -> None:
    goal = GoalFactory.create(pattern="target", target_value=1000)
    client.force_login(goal.owner)
    where = f"/goals/{goal.pk}/changes/"

    def live() -> None:
        milestone = MilestoneFactory.create(goal=goal)
        check_in = CheckInFactory.create(goal=goal, value_recorded=1, milestone=milestone)
        correct_check_in(by=acting(goal.owner), check_in=check_in, value_recorded=Decimal(2))
        withdraw_check_in(by=acting(goal.owner), check_in=check_in)

    live()
    few = queries_of(client, where)
    live()
    live()
    assert queries_of(client, where) == few


def test_page_is_paged(client: Client) -> None:
    goal = GoalFactory.create()
    for number in range(51):
        update_goal(by=acting(goal.owner), goal=goal, title=f"Title {number}")
    client.force_login(goal.owner)
    assert "Page 1 of 2" in read(client.get(f"/goals/{goal.pk}/changes/")).text
    assert "Goal: added" in read(client.get(f"/goals/{goal.pk}/changes/?page=2")).text


def test_changes_over_rest_can_be_narrowed_to_a_goal() -> None:
    call = caller()
    goal, other = GoalFactory.create_batch(2, owner=call.user)
    milestone = MilestoneFactory.create(goal=goal)
    MilestoneFactory.create(goal=other)

    def found(pk: object, **query: str) -> list[str]:
        rows = call.get("/api/v1/changes/", {"goal": str(pk), **query}).json()["results"]
        return [f"{row['entity']} {row['action']}" for row in rows]

    assert found(goal.pk, entity="milestone") == ["milestone created"]
    assert found(goal.pk)[-1] == "goal created"
    assert found(milestone.pk) == []
    theirs = GoalFactory.create()
    assert found(theirs.pk) == []
