"""What the worker looks for by itself."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from celery import current_app
from structlog.testing import capture_logs

from checkins.models import Insight
from checkins.standing import standings_of
from checkins.tasks import (
    catch_up_dormant_goals,
    find_everybodys_insights,
    find_insights_of,
    verify_everybodys_progress,
    verify_progress_of,
)
from goals.actions import erase_account
from goals.models import Change, Goal
from tests.api import UNKNOWN
from tests.checkins.histories import NOW, begun, lived, no_friday
from tests.factories import CheckInFactory, GoalFactory, InsightFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole
from tests.rollups import assert_rolled_up

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


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


def test_goal_without_a_write_for_four_weeks_is_rolled_up(at_once: Any) -> None:
    dormant, closed = GoalFactory.create(), GoalFactory.create(status="completed")
    CheckInFactory.create(goal=dormant)
    at_once.shift(28 * DAY)
    assert catch_up_dormant_goals() == 0
    at_once.shift(DAY)
    busy = GoalFactory.create(owner=dormant.owner)
    assert catch_up_dormant_goals() == 1
    goal = Goal.objects.get(pk=dormant.pk)
    assert goal.rollup["as_of"] == goal.owner.today().isoformat()
    assert len(standings_of([goal])[goal.pk].tail) == 1
    assert Goal.objects.get(pk=closed.pk).rollup["as_of"] < goal.rollup["as_of"]
    assert catch_up_dormant_goals() == 0
    for each in (dormant, busy):
        assert_rolled_up(each)
    assert_journal_is_whole(dormant.owner)


def test_progress_that_differs_is_logged_and_left_alone() -> None:
    fine, wrong = GoalFactory.create(), GoalFactory.create()
    assert verify_everybodys_progress() == 2
    Goal.objects.filter(pk=wrong.pk).update(progress_percent=99)
    with capture_logs() as logs:
        assert verify_progress_of("nobody@example.org")
        assert verify_progress_of(fine.owner.email)
        assert not verify_progress_of(wrong.owner.email)
    assert [entry["differences"] for entry in logs if entry["event"] == "progress_differs"] == [
        [f"{wrong.pk}: progress_percent is 99, not None"]
    ]
    assert Goal.objects.get(pk=wrong.pk).progress_percent == 99
