"""What was agreed before, over REST."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from goals.actions import update_goal
from goals.models import Goal
from tests.api import Caller, caller, queries_of, refused
from tests.factories import GoalFactory, acting

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
AGREED: list[dict[str, Any]] = [
    {"period": "week", "times_per_period": 2},
    {"weekdays": [0, 2]},
    {"weekdays": None, "period": "day", "times_per_period": 1, "target_value": 3},
]


def path(goal: Goal) -> str:
    return f"/api/v1/goals/{goal.pk}/terms/"


def lived(call: Caller, changes: int) -> Goal:
    """A goal whose terms change once a day."""
    with time_machine.travel(NOON, tick=False) as clock:
        goal: Goal = GoalFactory.create(owner=call.user, **AGREED[0])
        for change in AGREED[1 : changes + 1]:
            clock.shift(dt.timedelta(days=1))
            goal = update_goal(by=acting(goal.owner), goal=goal, **change)
    return goal


def test_past_terms_are_listed_with_their_last_day_newest_first() -> None:
    call = caller()
    body = call.get(path(lived(call, 2))).json()
    names = ("valid_through", "period", "times_per_period", "weekdays", "target_value")
    assert [tuple(row[name] for name in names) for row in body["results"]] == [
        ("2026-05-05", "week", 2, [0, 2], None),
        ("2026-05-04", "week", 2, None, None),
    ]
    assert (body["total"], body["page"]) == (2, 1)


def test_past_terms_come_in_pages() -> None:
    call = caller()
    goal = lived(call, 2)
    second = call.get(call.get(f"{path(goal)}?page_size=1").json()["next"]).json()
    assert [row["valid_through"] for row in second["results"]] == ["2026-05-04"]


def test_goal_whose_terms_never_changed_has_no_past_ones() -> None:
    call = caller()
    assert call.get(path(lived(call, 0))).json()["results"] == []


def test_past_terms_are_read_only() -> None:
    call = caller()
    goal = lived(call, 1)
    for method in (call.post, call.put, call.patch, call.delete):
        assert method(path(goal), {"period": "day"}, format="json").status_code == 405
    assert goal.past_terms.count() == 1


def test_past_terms_of_somebody_else_are_not_found() -> None:
    goal = lived(caller(), 1)
    assert refused(caller().get(path(goal))) == (404, "GOAL_NOT_FOUND")


def test_statements_do_not_grow_with_past_terms() -> None:
    call = caller()
    one, two = (lived(call, changes) for changes in (1, 2))
    assert queries_of(call, path(one)) == queries_of(call, path(two))


def test_list_that_is_held_already_is_not_sent_again() -> None:
    call = caller()
    goal = lived(call, 1)
    tag = call.get(path(goal))["ETag"]
    assert call.get(path(goal), headers={"If-None-Match": tag}).status_code == 304
