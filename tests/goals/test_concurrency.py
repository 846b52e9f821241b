"""Many writes at once to what one person owns: quotas and numbers stay exact, nothing is lost, nothing deadlocks."""

from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection

from config.refusals import NotFound
from goals.actions import (
    abandon_goal,
    archive_goal,
    complete_goal,
    create_goal,
    create_milestone,
    erase_account,
    pause_goal,
    reactivate_goal,
    restore_goal,
    resume_goal,
    update_goal,
)
from goals.journal import writing
from goals.models import Change, Goal, User
from goals.models.choices import Source
from tests.crowd import refusals, together
from tests.factories import GoalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db(transaction=True)

Transition = Callable[..., Goal]


def test_two_hundred_creations_at_a_quota_of_fifty_make_fifty(settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 50
    owner = UserFactory.create()
    jobs = [partial(create_goal, by=acting(owner), owner=owner, title=f"Goal {number}") for number in range(200)]
    results = together(jobs)
    assert refusals(results) == ["QUOTA_EXCEEDED"] * 150
    assert Goal.objects.for_owner(owner).active().count() == Goal.objects.count() == 50
    assert {goal.pk for goal in results if isinstance(goal, Goal)} == set(Goal.objects.values_list("pk", flat=True))
    assert_journal_is_whole(owner)


WAYS: list[tuple[Transition, Transition]] = [
    (pause_goal, resume_goal),
    (complete_goal, reactivate_goal),
    (abandon_goal, reactivate_goal),
    (archive_goal, restore_goal),
]


def test_last_place_among_active_goals_goes_to_one(settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 3
    owner = UserFactory.create()
    by, jobs = acting(owner), []
    for leave, come_back in WAYS * 4:
        goal = GoalFactory.create(owner=owner)
        leave(by=by, goal=goal)
        jobs.append(partial(come_back, by=by, goal=goal))
    GoalFactory.create_batch(2, owner=owner)
    jobs += [partial(create_goal, by=by, owner=owner, title="New")] * 4
    assert refusals(together(jobs)) == ["QUOTA_EXCEEDED"] * 19
    assert Goal.objects.for_owner(owner).active().count() == 3
    assert_journal_is_whole(owner)


def test_one_transition_of_many_wins_and_the_others_are_refused() -> None:
    goal = GoalFactory.create()
    by = acting(goal.owner)
    ends = [complete_goal, abandon_goal] * 10
    results = together([partial(end, by=by, goal=goal) for end in ends])
    won = [result for result in results if isinstance(result, Goal)]
    assert len(won) == 1
    assert set(refusals(results)) <= {"INVALID_TRANSITION", "ALREADY_COMPLETED"}
    assert Goal.objects.get().status == won[0].status
    assert_journal_is_whole(goal.owner)


def test_changes_of_one_goal_at_once_are_all_kept() -> None:
    goal = GoalFactory.create(pattern="milestone")
    by, fields = acting(goal.owner), ("title", "description", "unit", "category", "why_it_matters")
    jobs: list[Any] = [partial(create_milestone, by=by, goal=goal, title=f"Step {number}") for number in range(30)]
    changes: list[dict[str, Any]] = [{name: f"New {name}"} for name in fields]
    jobs += [partial(update_goal, by=by, goal=goal, **change) for change in changes]
    assert refusals(together(jobs)) == []
    goal.refresh_from_db()
    assert {name: getattr(goal, name) for name in fields} == {name: f"New {name}" for name in fields}
    assert sorted(goal.milestones.values_list("sort_order", flat=True)) == list(range(30))
    assert goal.stats["milestones_total"] == 30
    assert_journal_is_whole(goal.owner)


def test_lines_are_stored_in_the_order_of_their_numbers() -> None:
    """Who reads after the last number that they saw misses nothing: no smaller number appears later."""
    owner = UserFactory.create()
    done, seen = Event(), list[int]()

    def follow() -> None:
        while not done.is_set():
            unread = Change.objects.for_owner(owner).filter(seq__gt=seen[-1] if seen else 0).order_by("seq")
            seen.extend(unread.values_list("seq", flat=True))
            connection.close()

    reader = Thread(target=follow)
    reader.start()
    together([partial(create_goal, by=acting(owner), owner=owner, title="Run") for _ in range(40)], workers=8)
    done.set()
    reader.join()
    told = [line.seq for line in lines(owner)]
    assert seen == told[: len(seen)]
    assert told == list(range(1, 42))


def test_leaving_while_others_write_leaves_nothing() -> None:
    owner = UserFactory.create()
    by = acting(owner)
    jobs: list[Any] = [partial(create_goal, by=by, owner=owner, title="Run") for _ in range(40)]
    jobs.insert(15, partial(erase_account, by=by, user=owner))
    results = together(jobs, workers=8)
    assert set(refusals(results)) <= {NotFound.code}
    assert not User.objects.exists()
    assert not Goal.objects.exists()
    assert not Change.objects.exists()


def test_people_do_not_wait_for_each_other() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, whoever it is")
    slow, quick = UserFactory.create_batch(2)
    finished: list[Goal] = []

    def write() -> None:
        finished.append(create_goal(by=acting(quick), owner=quick, title="Quick"))
        connection.close()

    with writing(slow.pk, by=acting(slow)):
        other = Thread(target=write)
        other.start()
        other.join(timeout=30)
        assert [goal.title for goal in finished] == ["Quick"]


def test_owner_and_staff_write_at_once_without_a_deadlock() -> None:
    """Each write takes one lock first, that of the person it is for, whoever makes it."""
    owner, staff = UserFactory.create(), UserFactory.create(is_staff=True)
    goal = GoalFactory.create(owner=owner)
    from_admin = acting(staff, Source.ADMIN)
    jobs: list[Any] = []
    for number in range(20):
        jobs.append(partial(update_goal, by=acting(owner), goal=goal, title=f"Mine {number}"))
        jobs.append(partial(update_goal, by=from_admin, goal=goal, description=f"Theirs {number}"))
        jobs.append(partial(create_goal, by=acting(staff), owner=staff, title=f"Own {number}"))
    assert refusals(together(jobs, workers=12)) == []
    for person in (owner, staff):
        assert_journal_is_whole(person)
    assert {line.actor_id for line in lines(owner)} == {owner.pk, staff.pk}
