"""What the worker looks for by itself."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from celery import current_app

from checkins.models import Insight
from checkins.tasks import find_everybodys_insights, find_insights_of
from goals.actions import erase_account
from goals.models import Change
from tests.api import UNKNOWN
from tests.checkins.histories import NOW, begun, lived, no_friday
from tests.factories import GoalFactory, InsightFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Tasks run where they are sent."""
    monkeypatch.setitem(current_app.conf, "task_always_eager", True)
    monkeypatch.setitem(current_app.conf, "task_eager_propagates", True)
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def test_everybody_with_a_goal_is_looked_for_once() -> None:
    people = [UserFactory.create() for _ in range(2)]
    for owner in people:
        lived(begun(owner), no_friday)
        begun(owner)
    UserFactory.create()
    assert find_everybodys_insights() == 2
    for owner in people:
        assert Insight.objects.for_owner(owner).filter(code="weekday_less").count() == 1
        line = Change.objects.filter(owner=owner, action="found").first()
        assert line is not None
        assert (line.source, line.actor_id) == ("system", None)
        assert_journal_is_whole(owner)


def test_people_whose_goals_are_closed_are_asked_so_that_insights_go() -> None:
    goal = GoalFactory.create(status="archived")
    InsightFactory.create(goal=goal, key="found:anything")
    assert find_everybodys_insights() == 1
    assert not Insight.objects.exists()


def test_person_who_is_gone_or_switched_off_is_left_out() -> None:
    goal = GoalFactory.create()
    find_insights_of(UNKNOWN)
    type(goal.owner).objects.filter(pk=goal.owner_id).update(is_active=False)
    assert find_everybodys_insights() == 0
    erase_account(by=acting(goal.owner), user=goal.owner)
    find_insights_of(str(goal.owner_id))
