"""Recording, correcting and withdrawing check-ins."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkins.actions import (
    DayAlreadyRecorded,
    Draft,
    correct_check_in,
    record_check_in,
    record_check_ins,
    withdraw_check_in,
)
from checkins.models import CheckIn
from config.refusals import Invalid, NotFound
from goals.actions import complete_goal, update_profile
from goals.models import Goal
from goals.rules import GoalNotEditable
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
TODAY = NOON.date()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def goal() -> Goal:
    made: Goal = GoalFactory.create(start_date=TODAY - 30 * DAY)
    return made


def record(goal: Goal, **fields: Any) -> CheckIn:
    return record_check_in(by=acting(goal.owner), goal=goal, **fields)


def test_check_in_is_stored_as_it_was_said(goal: Goal) -> None:
    said = {
        "habit_completion_status": "completed",
        "value_recorded": Decimal("2.5"),
        "content": "Rain\nand wind",
        "link": "https://example.org/run?id=1",
        "mood": 4,
        "source": "extracted",
        "context": {"from": "a message"},
        "metadata": {"a": [1, None]},
        "check_in_date": TODAY - DAY,
        "logged_at": NOON - DAY,
        "id": uuid.uuid4(),
    }
    record(goal, **said)
    stored = CheckIn.objects.get()
    assert {name: getattr(stored, name) for name in said} == said
    assert (stored.goal, stored.owner, stored.revision, stored.created_at) == (goal, goal.owner, 1, NOON)


def test_completed_status_counts(goal: Goal) -> None:
    record(goal, habit_completion_status="completed")
    goal.refresh_from_db()
    assert (goal.check_in_count, goal.last_check_in_at, goal.stats["completed"]) == (1, NOON, 1)
    assert actions(goal.owner)[-2:] == [("check_in", "created"), ("goal", "progressed")]
    assert_journal_is_whole(goal.owner)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "habit_completion_status"),
        ({"mood": 5, "link": "https://example.org", "content": "  "}, "habit_completion_status"),
        ({"content": "a", "habit_completion_status": "perhaps"}, "habit_completion_status"),
        ({"content": "a", "habit_completion_status": ["completed"]}, "habit_completion_status"),
        ({"content": "a", "check_in_date": TODAY + DAY}, "check_in_date"),
        ({"content": "a", "check_in_date": dt.date(1, 1, 1)}, "check_in_date"),
        ({"content": "a", "check_in_date": dt.date(9999, 12, 31)}, "check_in_date"),
        ({"content": "a", "check_in_date": 5}, "check_in_date"),
        ({"content": "a", "logged_at": dt.datetime(2026, 5, 4)}, "logged_at"),  # noqa: DTZ001
        ({"content": "a", "logged_at": dt.datetime.max.replace(tzinfo=dt.UTC)}, "logged_at"),
        (
            {
                "content": "a",
                "check_in_date": TODAY,
                "logged_at": dt.datetime.min.replace(tzinfo=dt.timezone(14 * dt.timedelta(hours=1))),
            },
            "logged_at",
        ),
        ({"value_recorded": "NaN"}, "value_recorded"),
        ({"value_recorded": Decimal("1E+999")}, "value_recorded"),
        ({"value_recorded": Decimal("0.00001")}, "value_recorded"),
        ({"value_recorded": 10**16}, "value_recorded"),
        ({"value_recorded": float("inf")}, "value_recorded"),
        ({"value_recorded": True}, "value_recorded"),
        ({"value_recorded": "five"}, "value_recorded"),
        ({"content": "x" * 2001}, "content"),
        ({"content": "a\x00b"}, "content"),
        ({"content": 5}, "content"),
        ({"content": "a", "link": "javascript:alert(1)"}, "link"),
        ({"content": "a", "link": "https://example.org/\x00"}, "link"),
        ({"content": "a", "link": "https://example.org/\u202egpj"}, "link"),
        ({"content": "a", "link": "https://example.org/" + "x" * 500}, "link"),
        ({"content": "a", "link": "ftp://example.org/"}, "link"),
        ({"content": "a", "mood": 0}, "mood"),
        ({"content": "a", "mood": 6}, "mood"),
        ({"content": "a", "mood": 2**70}, "mood"),
        ({"content": "a", "mood": True}, "mood"),
        ({"content": "a", "source": "guessed"}, "source"),
        ({"content": "a", "source": None}, "source"),
        ({"content": "a", "context": None}, "context"),
        ({"content": "a", "context": {"a": "\x00"}}, "context"),
        ({"content": "a", "metadata": [1]}, "metadata"),
        ({"content": "a", "metadata": {"a": float("nan")}}, "metadata"),
    ],
)
def test_what_makes_no_check_in_is_refused_by_its_field(goal: Goal, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        record(goal, **fields)
    assert list(refused.value.fields) == [field]
    assert not CheckIn.objects.exists()
    if field not in ("logged_at", "source"):
        kept = record(goal, content="Kept", check_in_date=TODAY - DAY)
        with pytest.raises(Invalid) as refused:
            correct_check_in(by=acting(goal.owner), check_in=kept, **{"content": None, **fields})
        assert list(refused.value.fields) == [field]
    assert_journal_is_whole(goal.owner)


def test_only_what_was_said_can_be_corrected(goal: Goal) -> None:
    check_in = record(goal, content="a")
    for name in ("goal", "owner", "id", "logged_at", "source", "kind", "created_at"):
        with pytest.raises(Invalid) as refused:
            correct_check_in(by=acting(goal.owner), check_in=check_in, **{name: None})
        assert list(refused.value.fields) == [name]


def test_day_is_the_persons_own_and_begins_when_they_say() -> None:
    night = dt.datetime(2026, 5, 5, 0, 30, tzinfo=dt.UTC)  # 02:30 in Berlin
    goal = GoalFactory.create(owner=UserFactory.create(timezone="Europe/Berlin", day_starts_at=3))
    with time_machine.travel(night, tick=False):
        assert record(goal, habit_completion_status="completed").check_in_date == dt.date(2026, 5, 4)
        with pytest.raises(Invalid):
            record(goal, content="a", check_in_date=dt.date(2026, 5, 5))
        with pytest.raises(DayAlreadyRecorded):
            record(goal, habit_completion_status="completed")
    with time_machine.travel(night + dt.timedelta(minutes=30), tick=False):
        assert record(goal, habit_completion_status="completed").check_in_date == dt.date(2026, 5, 5)


def test_today_of_the_east_is_no_future_day() -> None:
    goal = GoalFactory.create(owner=UserFactory.create(timezone="Pacific/Kiritimati"))
    assert record(goal, content="a").check_in_date == TODAY + DAY


def test_check_in_that_arrives_late_belongs_to_the_day_it_was_logged_on(goal: Goal) -> None:
    late = record(goal, content="a", logged_at=NOON - 3 * DAY)
    assert (late.check_in_date, late.logged_at) == (TODAY - 3 * DAY, NOON - 3 * DAY)
    update_profile(by=acting(goal.owner), user=goal.owner, day_starts_at=12)
    early = record(goal, content="b", logged_at=NOON - DAY - dt.timedelta(seconds=1))
    assert early.check_in_date == TODAY - 2 * DAY


@pytest.mark.parametrize("seconds", [1, 60, 300])
def test_clock_that_is_a_little_ahead_means_now(goal: Goal, seconds: int) -> None:
    row = record(goal, value_recorded=1, logged_at=NOON + dt.timedelta(seconds=seconds))
    assert (row.logged_at, row.check_in_date) == (NOON, TODAY)


def test_clock_that_is_a_little_ahead_reaches_no_later_day() -> None:
    goal = GoalFactory.create(owner=UserFactory.create(timezone="UTC"))
    midnight = dt.datetime(2026, 5, 5, tzinfo=dt.UTC)
    with time_machine.travel(midnight - dt.timedelta(seconds=30), tick=False):
        assert record(goal, content="a", logged_at=midnight).check_in_date == dt.date(2026, 5, 4)


@pytest.mark.parametrize("ahead", [dt.timedelta(minutes=5, microseconds=1), dt.timedelta(hours=3), DAY])
def test_time_that_has_not_come_is_refused(goal: Goal, ahead: dt.timedelta) -> None:
    with pytest.raises(Invalid) as refused:
        record(goal, value_recorded=1, logged_at=NOON + ahead)
    sentence = "This time has not come yet. Set the clock of the device, or leave the time out."
    assert refused.value.fields == {"logged_at": [sentence]}
    assert not CheckIn.objects.exists()


def test_repeat_is_the_stored_row_whatever_its_clock_says_now(goal: Goal) -> None:
    key = uuid.uuid4()
    first = record(goal, value_recorded=1, id=key)
    assert record(goal, value_recorded=1, id=key, logged_at=NOON + DAY) == first


def test_check_in_before_the_start_is_kept_and_moves_no_percent() -> None:
    goal = GoalFactory.create(pattern="target", target_value=10)
    record(goal, value_recorded=10, check_in_date=TODAY - DAY)
    goal.refresh_from_db()
    assert (goal.progress_percent, goal.check_in_count, CheckIn.objects.count()) == (0, 1, 1)


def test_second_status_of_a_day_is_refused_and_values_are_not(goal: Goal) -> None:
    record(goal, habit_completion_status="completed")
    with pytest.raises(DayAlreadyRecorded, match="2026-05-04 already has a status") as refused:
        record(goal, habit_completion_status="skipped")
    assert (refused.value.code, refused.value.status) == ("DAY_ALREADY_RECORDED", 409)
    record(goal, value_recorded=1)
    record(goal, value_recorded=1)
    record(goal, habit_completion_status="skipped", check_in_date=TODAY - DAY)
    record(GoalFactory.create(owner=goal.owner), habit_completion_status="skipped")
    assert CheckIn.objects.count() == 5


def test_same_id_again_is_the_stored_row(goal: Goal) -> None:
    key = uuid.uuid4()
    first = record(goal, id=key, habit_completion_status="completed")
    lines = actions(goal.owner)
    again = record(goal, id=key, habit_completion_status="missed", content="Other")
    assert again == first
    assert (again.habit_completion_status, again.content) == ("completed", None)
    assert actions(goal.owner) == lines


def test_same_id_again_is_the_stored_row_even_when_the_goal_is_over(goal: Goal) -> None:
    first = record(goal, id=uuid.uuid4(), content="a")
    complete_goal(by=acting(goal.owner), goal=goal)
    assert record(goal, id=first.pk, content="a") == first
    with pytest.raises(GoalNotEditable):
        record(goal, id=uuid.uuid4(), content="a")


def test_id_of_another_goals_check_in_is_refused_whoever_owns_it(goal: Goal) -> None:
    for other in (CheckInFactory.create(), CheckInFactory.create(goal__owner=goal.owner)):
        with pytest.raises(Invalid) as refused:
            record(goal, id=other.pk, content="a")
        assert refused.value.fields == {"id": ["Choose a new id for a new check-in."]}


def test_many_are_recorded_at_once_with_one_refresh(goal: Goal) -> None:
    days = [TODAY - number * DAY for number in range(20)]
    before = len(actions(goal.owner))
    made = record_check_ins(
        by=acting(goal.owner),
        goal=goal,
        drafts=[Draft(check_in_date=day, habit_completion_status="completed") for day in days],
    )
    assert [check_in.check_in_date for check_in in made] == days
    goal.refresh_from_db()
    assert (goal.check_in_count, goal.stats["current_streak"]) == (20, 20)
    assert actions(goal.owner)[before:] == [("check_in", "created")] * 20 + [("goal", "progressed")]
    assert_journal_is_whole(goal.owner)


def test_statements_do_not_grow_with_the_number_recorded(goal: Goal) -> None:
    costs = []
    for length in (2, 20):
        drafts = [Draft(value_recorded=Decimal(number), id=uuid.uuid4()) for number in range(length)]
        with CaptureQueriesContext(connection) as captured:
            record_check_ins(by=acting(goal.owner), goal=goal, drafts=drafts)
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_one_refused_draft_refuses_all(goal: Goal) -> None:
    drafts = [Draft(content="a"), Draft(habit_completion_status="completed"), Draft(habit_completion_status="missed")]
    with pytest.raises(DayAlreadyRecorded):
        record_check_ins(by=acting(goal.owner), goal=goal, drafts=drafts)
    assert not CheckIn.objects.exists()
    assert_journal_is_whole(goal.owner)


def test_drafts_that_share_an_id_are_one(goal: Goal) -> None:
    draft = Draft(id=uuid.uuid4(), habit_completion_status="completed")
    first, second = record_check_ins(by=acting(goal.owner), goal=goal, drafts=[draft, draft])
    assert first is second
    assert CheckIn.objects.count() == 1


def test_recording_nothing_changes_nothing(goal: Goal) -> None:
    lines = actions(goal.owner)
    assert record_check_ins(by=acting(goal.owner), goal=goal, drafts=[]) == []
    assert actions(goal.owner) == lines


def test_correction_years_back_leaves_figures_that_are_exact() -> None:
    goal = GoalFactory.create(start_date=TODAY - 1000 * DAY)
    old = record(goal, habit_completion_status="completed", check_in_date=TODAY - 900 * DAY)
    corrected = correct_check_in(by=acting(goal.owner), check_in=old, habit_completion_status="skipped")
    goal.refresh_from_db()
    assert (corrected.habit_completion_status, corrected.revision, corrected.kind) == ("skipped", 2, "completion")
    assert (goal.stats["completed"], goal.stats["skipped"], goal.stats["longest_streak"]) == (0, 1, 0)


def test_correction_onto_a_day_that_has_a_status_is_refused(goal: Goal) -> None:
    record(goal, habit_completion_status="completed")
    other = record(goal, habit_completion_status="missed", check_in_date=TODAY - DAY)
    with pytest.raises(DayAlreadyRecorded):
        correct_check_in(by=acting(goal.owner), check_in=other, check_in_date=TODAY)
    note = record(goal, content="a")
    with pytest.raises(DayAlreadyRecorded):
        correct_check_in(by=acting(goal.owner), check_in=note, habit_completion_status="missed")
    correct_check_in(by=acting(goal.owner), check_in=other, habit_completion_status="completed")


def test_correction_that_says_nothing_new_changes_nothing(goal: Goal) -> None:
    check_in = record(goal, value_recorded=Decimal(5), content="a")
    lines = actions(goal.owner)
    correct_check_in(by=acting(goal.owner), check_in=check_in, value_recorded=Decimal("5.0000"), content="a")
    assert actions(goal.owner) == lines


WRITES: dict[str, Callable[[Any, CheckIn], object]] = {
    "record": lambda by, check_in: record_check_in(by=by, goal=check_in.goal, content="More"),
    "correct": lambda by, check_in: correct_check_in(by=by, check_in=check_in, content="Other"),
    "withdraw": lambda by, check_in: withdraw_check_in(by=by, check_in=check_in),
}


@pytest.mark.parametrize("write", WRITES)
def test_check_ins_of_a_goal_that_is_over_stay_as_they_are(goal: Goal, write: str) -> None:
    check_in = record(goal, content="a")
    complete_goal(by=acting(goal.owner), goal=goal)
    lines = actions(goal.owner)
    with pytest.raises(GoalNotEditable):
        WRITES[write](acting(goal.owner), check_in)
    assert actions(goal.owner) == lines


@pytest.mark.parametrize("write", WRITES)
def test_check_in_of_somebody_else_is_unknown(write: str) -> None:
    check_in = CheckInFactory.create()
    with pytest.raises(NotFound):
        WRITES[write](acting(UserFactory.create()), check_in)
    assert_journal_is_whole(check_in.owner)


@pytest.mark.parametrize("write", ["correct", "withdraw"])
def test_check_in_that_is_gone_is_unknown(goal: Goal, write: str) -> None:
    check_in = record(goal, content="a")
    gone = CheckIn.objects.get()
    withdraw_check_in(by=acting(goal.owner), check_in=check_in)
    with pytest.raises(NotFound):
        WRITES[write](acting(goal.owner), gone)


def test_write_costs_the_same_with_a_long_history(goal: Goal) -> None:
    costs = []
    for length in (1, 25):
        for number in range(length):
            record(goal, value_recorded=number)
        with CaptureQueriesContext(connection) as recording:
            check_in = record(goal, content="a")
        with CaptureQueriesContext(connection) as correcting:
            correct_check_in(by=acting(goal.owner), check_in=check_in, content="b")
        with CaptureQueriesContext(connection) as withdrawing:
            withdraw_check_in(by=acting(goal.owner), check_in=check_in)
        costs.append((len(recording), len(correcting), len(withdrawing)))
    assert costs[0] == costs[1]
