"""Pauses in the admin: written by actions, and what those refuse is told in the form."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from goals.actions import archive_goal, pause_goal
from goals.models import Goal, Pause, User
from tests.factories import GoalFactory, PauseFactory, UserFactory, acting
from tests.goals.admin_site import lines_by, messages_on, page, sent, signed_in, superuser
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return superuser()


@pytest.fixture
def client(staff: User) -> Client:
    return signed_in(staff)


def added(client: Client, **values: Any) -> Any:
    return sent(client, page("goals_pause", "add"), **values)


def changed(client: Client, pause: Pause, **values: Any) -> Any:
    return sent(client, page("goals_pause", "change", pause.pk), **values)


def deleted(client: Client, pause: Pause) -> Any:
    return client.post(page("goals_pause", "delete", pause.pk), {"post": "yes"}, follow=True)


def errors_of(answer: Any) -> dict[str, list[str]]:
    return dict(answer.context["adminform"].form.errors)


def days(pause: Pause) -> tuple[Goal | None, dt.date, dt.date | None]:
    return pause.goal, pause.starts_on, pause.ends_on


def test_pause_is_laid_moved_and_deleted(client: Client, staff: User) -> None:
    goal = GoalFactory()
    added(client, person=goal.owner.pk, whole=goal.pk, starts_on="2030-01-01", ends_on="2030-01-07")
    pause = Pause.objects.get()
    assert (pause.owner, *days(pause)) == (goal.owner, goal, dt.date(2030, 1, 1), dt.date(2030, 1, 7))
    changed(client, pause, ends_on="2030-01-09")
    assert days(Pause.objects.get()) == (goal, dt.date(2030, 1, 1), dt.date(2030, 1, 9))
    deleted(client, pause)
    assert lines_by(staff) == [("pause", name, "admin") for name in ("created", "updated", "deleted")]
    assert not Pause.objects.exists()
    assert_journal_is_whole(goal.owner)


def test_pause_without_a_goal_is_of_everything_and_may_be_moved(client: Client) -> None:
    owner = UserFactory()
    added(client, person=owner.pk, starts_on="2030-01-01")
    pause = Pause.objects.get()
    changed(client, pause, starts_on="2030-02-01", ends_on="2030-02-03", person=UserFactory().pk)
    moved = Pause.objects.get()
    assert (moved.owner, *days(moved)) == (owner, None, dt.date(2030, 2, 1), dt.date(2030, 2, 3))


def test_pauses_that_touch_become_one(client: Client) -> None:
    owner = UserFactory()
    for first, last in (("2030-01-01", "2030-01-03"), ("2030-01-04", "2030-01-06")):
        added(client, person=owner.pk, starts_on=first, ends_on=last)
    assert days(Pause.objects.get()) == (None, dt.date(2030, 1, 1), dt.date(2030, 1, 6))


def test_pause_that_ends_before_it_begins_is_told_beside_its_end(client: Client) -> None:
    wrong = {"ends_on": ["Choose a day that is not before the first."]}
    owner = UserFactory()
    assert errors_of(added(client, person=owner.pk, starts_on="2030-01-04", ends_on="2030-01-01")) == wrong
    pause = PauseFactory(owner=owner)
    assert errors_of(changed(client, pause, ends_on=pause.starts_on - dt.timedelta(days=1))) == wrong
    assert [days(row) for row in Pause.objects.all()] == [days(pause)]


def test_goal_of_somebody_else_is_told_beside_it(client: Client) -> None:
    answer = added(client, person=UserFactory().pk, whole=GoalFactory().pk, starts_on="2030-01-01")
    assert errors_of(answer) == {"whole": ["This goal belongs to somebody else."]}
    assert not Pause.objects.exists()


def test_pause_of_a_paused_goal_is_told_to_be_resumed_instead(client: Client) -> None:
    goal = GoalFactory()
    pause_goal(by=acting(goal.owner), goal=goal)
    pause = Pause.objects.get()
    sentence = "This goal is paused now. Resume it instead."
    yesterday = goal.owner.today() - dt.timedelta(days=1)
    answer = changed(client, pause, starts_on=yesterday, ends_on=yesterday)
    assert errors_of(answer) == {"__all__": [sentence]}
    assert messages_on(deleted(client, pause)) == [sentence]
    assert days(Pause.objects.get()) == days(pause)


def test_pause_of_a_closed_goal_is_read_only(client: Client) -> None:
    goal = GoalFactory()
    pause = PauseFactory(owner=goal.owner, goal=goal)
    archive_goal(by=acting(goal.owner), goal=goal)
    changed(client, pause, starts_on="2030-01-01", ends_on="2030-01-01")
    deleted(client, pause)
    assert days(Pause.objects.get()) == days(pause)
