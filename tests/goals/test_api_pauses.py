"""Pauses over REST."""

import pytest

from goals.models import Pause
from tests.api import UNKNOWN, caller, queries_of, refused
from tests.factories import GoalFactory

pytestmark = pytest.mark.django_db
PATH = "/api/v1/pauses/"


def test_pause_of_a_goal_is_created_read_moved_and_deleted() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user)
    made = client.post(PATH, {"goal": str(goal.pk), "starts_on": "2030-01-01", "ends_on": "2030-01-05"})
    assert made.status_code == 201
    path = f"{PATH}{made.json()['id']}/"
    assert client.get(path).json()["goal"] == str(goal.pk)
    assert client.patch(path, {"ends_on": "2030-01-07"}).json()["ends_on"] == "2030-01-07"
    assert client.delete(path).status_code == 204
    assert refused(client.get(path)) == (404, "NOT_FOUND")


def test_vacation_needs_no_goal_and_can_be_listed_alone() -> None:
    client = caller()
    goal = GoalFactory.create(owner=client.user)
    client.post(PATH, {"starts_on": "2030-01-01"})
    client.post(PATH, {"goal": str(goal.pk), "starts_on": "2031-01-01", "ends_on": "2031-01-02"})
    assert [row["goal"] for row in client.get(PATH).json()["results"]] == [str(goal.pk), None]
    assert [row["goal"] for row in client.get(PATH, {"everything": "true"}).json()["results"]] == [None]
    later = client.get(PATH, {"date_from": "2031-01-03"}).json()["results"]
    assert [row["starts_on"] for row in later] == ["2030-01-01"]


def test_pause_that_touches_another_is_answered_as_that_one() -> None:
    client = caller()
    goal = str(GoalFactory.create(owner=client.user).pk)
    sent = [("2030-01-01", "2030-01-05"), ("2030-01-01", "2030-01-05"), ("2030-01-06", "2030-01-07")]
    answers = [client.post(PATH, {"goal": goal, "starts_on": first, "ends_on": last}) for first, last in sent]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert answers[-1].json()["ends_on"] == "2030-01-07"
    assert client.post(PATH, {"starts_on": "2030-01-01", "ends_on": "2030-01-05"}).status_code == 201


def test_pause_that_ends_before_it_begins_names_the_field() -> None:
    answer = caller().post(PATH, {"starts_on": "2030-01-02", "ends_on": "2030-01-01"})
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert list(answer.json()["fields"]) == ["ends_on"]


def test_pause_of_a_foreign_or_unknown_goal_is_not_found() -> None:
    foreign = GoalFactory.create()
    client = caller()
    for goal in (str(foreign.pk), UNKNOWN):
        assert refused(client.post(PATH, {"goal": goal, "starts_on": "2030-01-02"})) == (404, "GOAL_NOT_FOUND")
    assert not Pause.objects.exists()


def test_list_of_pauses_costs_the_same_for_one_and_three() -> None:
    client = caller()
    client.post(PATH, {"starts_on": "2030-01-01", "ends_on": "2030-01-01"})
    one = queries_of(client, PATH)
    for day in ("2030-02-01", "2030-03-01"):
        client.post(PATH, {"starts_on": day, "ends_on": day})
    assert queries_of(client, PATH) == one
