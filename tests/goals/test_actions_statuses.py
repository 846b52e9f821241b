"""Every status against every transition, and what a transition does to days, pauses and the quota."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from config.refusals import Invalid, Refusal
from goals.actions import (
    abandon_goal,
    archive_goal,
    change_status,
    complete_goal,
    create_goal,
    pause_goal,
    reactivate_goal,
    restore_goal,
    resume_goal,
)
from goals.actions.goals import QuotaExceeded
from goals.actions.statuses import AlreadyCompleted, InvalidTransition
from goals.models import Goal, Pause, User
from goals.models.choices import Status
from tests.factories import GoalFactory, UserFactory, acting
from tests.goals.transitions import LEADS_TO, MAY_BECOME
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db

Transition = Callable[..., Goal]
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
TODAY = NOON.date()
TRANSITIONS: dict[str, Transition] = {
    "complete": complete_goal,
    "abandon": abandon_goal,
    "pause": pause_goal,
    "resume": resume_goal,
    "reactivate": reactivate_goal,
    "archive": archive_goal,
    "restore": restore_goal,
}


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def later(clock: Any, days: int) -> None:
    clock.shift(dt.timedelta(days=days))


def pauses(goal: Goal) -> list[tuple[dt.date, dt.date | None]]:
    return list(Pause.objects.filter(goal=goal).order_by("starts_on").values_list("starts_on", "ends_on"))


def day(number: int) -> dt.date:
    """The day so many days after the first."""
    return TODAY + dt.timedelta(days=number)


@pytest.mark.parametrize("name", TRANSITIONS)
@pytest.mark.parametrize("status", Status.values)
def test_transition_is_allowed_exactly_by_the_table(status: str, name: str) -> None:
    goal = GoalFactory.create(status=status)
    by, leads_to = acting(goal.owner), LEADS_TO.get((status, name))
    before = Goal.objects.values().get(pk=goal.pk)
    if leads_to is not None:
        assert TRANSITIONS[name](by=by, goal=goal).status == leads_to
        assert Goal.objects.get(pk=goal.pk).status == leads_to
    else:
        refusal = AlreadyCompleted if (status, name) == ("completed", "complete") else InvalidTransition
        with pytest.raises(refusal) as refused:
            TRANSITIONS[name](by=by, goal=goal)
        assert (refused.value.status, refused.value.code) == (409, refusal.code)
        assert Goal.objects.values().get(pk=goal.pk) == before
    assert_journal_is_whole(goal.owner)


@pytest.mark.parametrize("to", Status.values)
@pytest.mark.parametrize("status", Status.values)
def test_asking_for_a_status_takes_the_way_that_leads_there(status: str, to: str) -> None:
    goal = GoalFactory.create(status=status)
    lines = len(actions(goal.owner))
    if to == status != "completed":
        assert change_status(by=acting(goal.owner), goal=goal, status=to).status == to
        assert len(actions(goal.owner)) == lines
    elif to in MAY_BECOME[status]:
        assert change_status(by=acting(goal.owner), goal=goal, status=to).status == to
    else:
        with pytest.raises(AlreadyCompleted if to == status else InvalidTransition):
            change_status(by=acting(goal.owner), goal=goal, status=to)
        assert Goal.objects.get(pk=goal.pk).status == status


def test_asking_for_an_unknown_status_names_those_there_are() -> None:
    goal = GoalFactory.create()
    with pytest.raises(Invalid) as refused:
        change_status(by=acting(goal.owner), goal=goal, status="done")
    assert refused.value.fields == {"status": ["Choose one of: active, paused, completed, abandoned, archived."]}


def test_refusal_says_what_is_and_what_was_asked() -> None:
    goal = GoalFactory.create(status="abandoned")
    with pytest.raises(InvalidTransition, match=r"^A goal that is abandoned cannot become paused\.$"):
        pause_goal(by=acting(goal.owner), goal=goal)


@pytest.mark.parametrize("before", ["active", "paused", "completed", "abandoned"])
def test_restored_goal_is_what_it_was(before: str) -> None:
    goal = GoalFactory.create(status=before)
    by = acting(goal.owner)
    was = Goal.objects.get(pk=goal.pk)
    archived, today = archive_goal(by=by, goal=goal), goal.owner.today()
    assert (archived.status, archived.status_before_archive, archived.ended_on) == ("archived", before, today)
    restored = restore_goal(by=by, goal=goal)
    assert (restored.status, restored.status_before_archive) == (before, None)
    assert (restored.completed_at, restored.ended_on) == (was.completed_at, was.ended_on)


def test_archiving_twice_changes_nothing() -> None:
    goal = GoalFactory.create(status="completed")
    by = acting(goal.owner)
    archive_goal(by=by, goal=goal)
    lines = actions(goal.owner)
    archive_goal(by=by, goal=goal)
    assert actions(goal.owner) == lines
    assert restore_goal(by=by, goal=goal).status == "completed"


@pytest.mark.parametrize("end", [complete_goal, abandon_goal, archive_goal])
def test_end_is_the_persons_own_day(clock: Any, end: Transition) -> None:
    clock.move_to(dt.datetime(2026, 5, 4, 1, 30, tzinfo=dt.UTC))
    goal = GoalFactory.create(owner=UserFactory.create(timezone="UTC", day_starts_at=3))
    assert end(by=acting(goal.owner), goal=goal).ended_on == dt.date(2026, 5, 3)


def test_completion_has_its_time_until_it_is_taken_back(clock: Any) -> None:
    goal = GoalFactory.create()
    by = acting(goal.owner)
    assert complete_goal(by=by, goal=goal).completed_at == NOON
    back = reactivate_goal(by=by, goal=goal)
    assert (back.completed_at, back.ended_on) == (None, None)


def test_pause_lasts_from_today_until_it_is_resumed(clock: Any) -> None:
    goal = GoalFactory.create()
    by = acting(goal.owner)
    pause_goal(by=by, goal=goal)
    assert pauses(goal) == [(day(0), None)]
    later(clock, 5)
    resume_goal(by=by, goal=goal)
    assert pauses(goal) == [(day(0), day(4))]
    assert_journal_is_whole(goal.owner)


def test_pause_with_an_end_is_cut_when_it_is_resumed_before(clock: Any) -> None:
    goal = GoalFactory.create()
    by = acting(goal.owner)
    pause_goal(by=by, goal=goal, until=day(9))
    assert pauses(goal) == [(day(0), day(9))]
    later(clock, 3)
    resume_goal(by=by, goal=goal)
    assert pauses(goal) == [(day(0), day(2))]


@pytest.mark.parametrize("leave", [resume_goal, complete_goal, abandon_goal, archive_goal])
def test_pause_that_ran_out_lasts_until_the_goal_leaves_it(clock: Any, leave: Any) -> None:
    goal = GoalFactory.create()
    by = acting(goal.owner)
    pause_goal(by=by, goal=goal, until=day(2))
    later(clock, 7)
    leave(by=by, goal=goal)
    assert pauses(goal) == [(day(0), day(6))]
    goal.refresh_from_db()
    assert goal.stats["adherence"] is None


def test_pause_that_ended_yesterday_stays_as_it_was(clock: Any) -> None:
    goal = GoalFactory.create()
    by = acting(goal.owner)
    pause_goal(by=by, goal=goal, until=day(2))
    later(clock, 3)
    resume_goal(by=by, goal=goal)
    assert pauses(goal) == [(day(0), day(2))]


def test_pause_that_is_resumed_on_its_first_day_never_was(clock: Any) -> None:
    goal = GoalFactory.create()
    by = acting(goal.owner)
    pause_goal(by=by, goal=goal)
    resume_goal(by=by, goal=goal)
    assert pauses(goal) == []
    pause_goal(by=by, goal=goal)
    assert pauses(goal) == [(day(0), None)]
    assert_journal_is_whole(goal.owner)


@pytest.mark.parametrize("until", [day(-1), dt.date(1, 1, 1), dt.date(3000, 1, 1), dt.date(9999, 12, 31)])
def test_pause_until_a_day_that_is_none_is_refused(clock: Any, until: dt.date) -> None:
    goal = GoalFactory.create()
    with pytest.raises(Invalid) as refused:
        pause_goal(by=acting(goal.owner), goal=goal, until=until)
    assert refused.value.fields == {"until": ["Choose today or a later day."]}
    assert Goal.objects.get(pk=goal.pk).status == "active"


@pytest.mark.parametrize("end", [complete_goal, abandon_goal])
def test_end_closes_an_open_pause_and_the_days_until_reactivation_are_another(clock: Any, end: Transition) -> None:
    goal = GoalFactory.create()
    by = acting(goal.owner)
    pause_goal(by=by, goal=goal)
    later(clock, 2)
    end(by=by, goal=goal)
    assert pauses(goal) == [(day(0), day(1))]
    later(clock, 10)
    reactivate_goal(by=by, goal=goal)
    assert pauses(goal) == [(day(0), day(1)), (day(3), day(11))]


def test_days_in_the_archive_are_a_pause(clock: Any) -> None:
    goal = GoalFactory.create()
    by = acting(goal.owner)
    archive_goal(by=by, goal=goal)
    later(clock, 1)
    restore_goal(by=by, goal=goal)
    assert pauses(goal) == []
    archive_goal(by=by, goal=goal)
    later(clock, 4)
    restore_goal(by=by, goal=goal)
    assert pauses(goal) == [(day(2), day(4))]


def test_paused_goal_comes_back_from_the_archive_with_its_pause(clock: Any) -> None:
    goal = GoalFactory.create(status="paused")
    by = acting(goal.owner)
    archive_goal(by=by, goal=goal)
    later(clock, 4)
    restore_goal(by=by, goal=goal)
    later(clock, 1)
    resume_goal(by=by, goal=goal)
    assert (day(0), day(4)) in pauses(goal)
    assert not Pause.objects.filter(goal=goal, ends_on=None).exists()


@pytest.fixture
def full(settings: Any) -> User:
    """A person who has all the active goals they may have."""
    settings.ACTIVE_GOALS_QUOTA = 2
    owner: User = UserFactory.create()
    GoalFactory.create_batch(2, owner=owner)
    return owner


WAYS_IN: dict[str, tuple[list[Transition], Transition]] = {
    "resume": ([pause_goal], resume_goal),
    "reactivate completed": ([complete_goal], reactivate_goal),
    "reactivate abandoned": ([abandon_goal], reactivate_goal),
    "restore": ([archive_goal], restore_goal),
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_entering_active_counts_against_the_quota(full: User, way: str) -> None:
    out, back = WAYS_IN[way]
    by = acting(full)
    goal = Goal.objects.for_owner(full).first()
    assert goal is not None
    for leave in out:
        leave(by=by, goal=goal)
    GoalFactory.create(owner=full)
    with pytest.raises(QuotaExceeded) as refused:
        back(by=by, goal=goal)
    assert (refused.value.status, refused.value.code) == (409, "QUOTA_EXCEEDED")
    assert str(refused.value) == "You already have 2 active goals. Complete, pause or archive one first."
    archive_goal(by=by, goal=Goal.objects.for_owner(full).active()[0])
    assert back(by=by, goal=goal).status == "active"


@pytest.mark.parametrize("leave", [pause_goal, complete_goal, abandon_goal, archive_goal])
def test_leaving_active_makes_room(full: User, leave: Transition) -> None:
    by = acting(full)
    with pytest.raises(QuotaExceeded):
        create_goal(by=by, owner=full, title="One more")
    leave(by=by, goal=Goal.objects.for_owner(full)[0])
    create_goal(by=by, owner=full, title="One more")


@pytest.mark.parametrize("status", ["paused", "completed", "abandoned"])
def test_restoring_to_another_status_needs_no_room(full: User, status: str) -> None:
    by = acting(full)
    goal = Goal.objects.for_owner(full)[0]
    change_status(by=by, goal=goal, status=status)
    archive_goal(by=by, goal=goal)
    GoalFactory.create(owner=full)
    assert restore_goal(by=by, goal=goal).status == status


def test_quota_is_each_persons_own(full: User) -> None:
    create_goal(by=acting(other := UserFactory.create()), owner=other, title="Mine")


@pytest.mark.parametrize("name", TRANSITIONS)
def test_transition_of_somebody_elses_goal_is_refused_as_unknown(name: str) -> None:
    goal, stranger = GoalFactory.create(), UserFactory.create()
    with pytest.raises(Refusal) as refused:
        TRANSITIONS[name](by=acting(stranger), goal=goal)
    assert (refused.value.status, refused.value.code) == (404, "NOT_FOUND")
    assert_journal_is_whole(goal.owner)
