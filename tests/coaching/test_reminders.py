"""Reminders: made once a plan and day, at the person's own time, when the day still asks for it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from coaching.actions import choose_reminders, dismiss_reminder, rehearse_reminder, remind
from coaching.models import Answer, Delivery, Reminder
from coaching.tasks import make_reminders
from config.refusals import NotFound
from goals.actions import archive_goal, complete_goal, create_pause, delete_intention, update_intention, update_profile
from goals.journal import SYSTEM
from goals.models import Goal, User
from tests.coaching.reminders import confirmed, plan, reminders_of, webhook
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db

HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
FRIDAY = dt.datetime(2026, 11, 20, 7, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


def goal_of(owner: User | None = None, **fields: Any) -> Goal:
    owner = owner or UserFactory(timezone="UTC")
    return GoalFactory(owner=owner, start_date=dt.date(2026, 11, 2), **fields)


def test_reminder_is_made_once_when_its_time_has_come(clock: Any) -> None:
    goal = goal_of()
    plan(goal)
    clock.move_to(FRIDAY - MINUTE)
    assert make_reminders() == 0
    clock.move_to(FRIDAY)
    assert [make_reminders() for _ in range(3)] == [1, 0, 0]
    clock.move_to(FRIDAY + dt.timedelta(days=1))
    assert make_reminders() == 1
    assert reminders_of(goal.owner) == [("2026-11-20", "20 07:30", "open"), ("2026-11-21", "21 07:30", "open")]
    assert_journal_is_whole(goal.owner)


def test_time_that_is_long_past_is_let_go(clock: Any) -> None:
    goal = goal_of()
    plan(goal)
    clock.move_to(FRIDAY + 2 * HOUR)
    assert make_reminders() == 1
    clock.move_to(FRIDAY + dt.timedelta(days=1, hours=2, minutes=1))
    assert make_reminders() == 0


@pytest.mark.parametrize(
    ("zone", "starts", "at", "now", "day"),
    [
        ("Europe/Berlin", 0, "07:30", "2026-11-20T06:30", "2026-11-20"),
        ("America/New_York", 0, "07:30", "2026-11-20T12:30", "2026-11-20"),
        ("Pacific/Kiritimati", 0, "07:30", "2026-11-19T17:30", "2026-11-20"),
        ("Pacific/Midway", 0, "00:10", "2026-11-20T11:15", "2026-11-20"),
        ("Asia/Kathmandu", 0, "23:50", "2026-11-20T18:06", "2026-11-20"),
        ("UTC", 3, "01:00", "2026-11-20T01:00", "2026-11-19"),
        ("UTC", 3, "03:00", "2026-11-20T03:00", "2026-11-20"),
    ],
)
def test_time_is_that_of_the_persons_own_clock_and_day(
    clock: Any, zone: str, starts: int, at: str, now: str, day: str
) -> None:
    goal = goal_of(UserFactory(timezone=zone, day_starts_at=starts))
    plan(goal, at)
    clock.move_to(dt.datetime.fromisoformat(f"{now}Z"))
    assert (make_reminders(), [found for found, *_ in reminders_of(goal.owner)]) == (1, [day])


def test_time_that_the_clock_jumps_over_is_due_at_the_jump(clock: Any) -> None:
    goal = goal_of(UserFactory(timezone="Europe/Berlin"))
    plan(goal, "02:30")
    clock.move_to(dt.datetime(2027, 3, 28, 0, 59, tzinfo=dt.UTC))
    assert make_reminders() == 0
    clock.move_to(dt.datetime(2027, 3, 28, 1, 0, tzinfo=dt.UTC))
    assert (make_reminders(), reminders_of(goal.owner)) == (1, [("2027-03-28", "28 01:00", "open")])
    clock.move_to(dt.datetime(2027, 3, 28, 1, 30, tzinfo=dt.UTC))
    assert make_reminders() == 0


def test_time_that_the_clock_shows_twice_reminds_once(clock: Any) -> None:
    goal = goal_of(UserFactory(timezone="Europe/Berlin"))
    plan(goal, "02:30")
    counts = []
    for minutes in (29, 30, 60, 89, 90, 120):
        clock.move_to(dt.datetime(2027, 10, 31, tzinfo=dt.UTC) + minutes * MINUTE)
        counts.append(make_reminders())
    assert (counts, reminders_of(goal.owner)) == ([0, 1, 0, 0, 0, 0], [("2027-10-31", "31 00:30", "open")])


def test_person_who_moves_west_is_not_reminded_twice_on_a_day(clock: Any) -> None:
    goal = goal_of(UserFactory(timezone="Europe/Berlin"))
    plan(goal)
    clock.move_to(FRIDAY - HOUR)
    make_reminders()
    update_profile(by=acting(goal.owner), user=goal.owner, timezone="America/New_York")
    clock.move_to(FRIDAY + 5 * HOUR)
    assert (make_reminders(), len(reminders_of(goal.owner))) == (0, 1)


def test_weekdays_are_those_of_the_clock(clock: Any) -> None:
    goal = goal_of()
    plan(goal, reminder_weekdays=[5])
    assert make_reminders() == 0
    clock.move_to(FRIDAY + dt.timedelta(days=1))
    assert make_reminders() == 1


def _paused(goal: Goal) -> None:
    create_pause(by=acting(goal.owner), owner=goal.owner, goal=goal, starts_on=FRIDAY.date())


def _vacation(goal: Goal) -> None:
    create_pause(by=acting(goal.owner), owner=goal.owner, starts_on=FRIDAY.date(), ends_on=FRIDAY.date())


def _recorded(goal: Goal, status: str) -> None:
    CheckInFactory(goal=goal, habit_completion_status=status)


@pytest.mark.parametrize(
    "before",
    [
        _paused,
        _vacation,
        lambda goal: _recorded(goal, "completed"),
        lambda goal: _recorded(goal, "skipped"),
        lambda goal: _recorded(goal, "missed"),
    ],
    ids=["paused", "vacation", "done", "skipped", "missed"],
)
def test_day_that_asks_for_nothing_more_is_not_disturbed(before: Any) -> None:
    goal = goal_of()
    confirmed(goal.owner)
    plan(goal)
    before(goal)
    make_reminders()
    assert {answer for *_, answer in reminders_of(goal.owner)} <= {"not_needed"}
    assert Delivery.objects.count() == 0


def test_day_on_which_the_goal_is_not_due_is_not_disturbed() -> None:
    goal = goal_of(weekdays=[0, 2])
    plan(goal)
    make_reminders()
    assert [answer for *_, answer in reminders_of(goal.owner)] == ["not_needed"]


def test_week_that_has_what_it_asks_for_is_not_disturbed() -> None:
    goal = goal_of(period="week", times_per_period=2)
    plan(goal)
    for day in (17, 18):
        CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, day))
    make_reminders()
    assert [answer for *_, answer in reminders_of(goal.owner)] == ["not_needed"]


@pytest.mark.parametrize(("amount", "answer"), [(10, "open"), (30, "not_needed")])
def test_part_of_an_amount_leaves_the_rest_to_remind_of(amount: int, answer: str) -> None:
    goal = goal_of(target_value=Decimal(30), unit="minutes")
    plan(goal)
    CheckInFactory(goal=goal, value_recorded=Decimal(amount))
    make_reminders()
    assert [found for *_, found in reminders_of(goal.owner)] == [answer]


@pytest.mark.parametrize(("pattern", "recorded"), [("target", True), ("target", False), ("milestone", False)])
def test_goal_with_an_end_reminds_until_something_is_recorded(pattern: str, recorded: bool) -> None:
    terms: dict[str, Any] = {"target_value": Decimal(10)} if pattern == "target" else {}
    goal = goal_of(pattern=pattern, **terms)
    plan(goal)
    if recorded:
        CheckInFactory(goal=goal, value_recorded=Decimal(1))
    make_reminders()
    assert [found for *_, found in reminders_of(goal.owner)] == ["not_needed" if recorded else "open"]


@pytest.mark.parametrize("ways", [{"is_active": False}, {"reminder_time": None}])
def test_plan_that_is_off_or_has_no_time_reminds_of_nothing(ways: dict[str, Any]) -> None:
    one = plan(goal_of())
    update_intention(by=acting(one.owner), intention=one, **ways)
    assert make_reminders() == 0


@pytest.mark.parametrize("close", [complete_goal, archive_goal])
def test_closed_goal_reminds_of_nothing(close: Any) -> None:
    goal = goal_of()
    plan(goal)
    close(by=acting(goal.owner), goal=goal)
    assert make_reminders() == 0


def test_account_that_is_kept_out_is_not_reminded() -> None:
    goal = goal_of()
    plan(goal)
    User.objects.filter(pk=goal.owner_id).update(is_active=False)
    assert make_reminders() == 0


def test_many_plans_cost_the_same_queries_as_one() -> None:
    counts = []
    for plans in (1, 4):
        owner = confirmed(UserFactory(timezone="UTC"))
        webhook(owner)
        for _ in range(plans):
            plan(goal_of(owner))
        with CaptureQueriesContext(connection) as queries:
            assert len(remind(by=SYSTEM, owner=owner)) == plans
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_only_the_person_and_the_system_remind() -> None:
    goal = goal_of()
    plan(goal)
    with pytest.raises(NotFound):
        remind(by=acting(UserFactory()), owner=goal.owner)
    make_reminders()
    reminder = Reminder.objects.get()
    for answer in (dismiss_reminder, rehearse_reminder):
        with pytest.raises(NotFound):
            answer(by=acting(UserFactory()), reminder=reminder)


def test_answers_are_given_once() -> None:
    goal = goal_of()
    one = plan(goal)
    make_reminders()
    by, reminder = acting(goal.owner), Reminder.objects.get()
    assert dismiss_reminder(by=by, reminder=reminder).answer == Answer.DISMISSED
    assert dismiss_reminder(by=by, reminder=reminder).answered_at == FRIDAY
    assert rehearse_reminder(by=by, reminder=reminder).answer == Answer.REHEARSED
    assert dismiss_reminder(by=by, reminder=reminder).answer == Answer.REHEARSED
    one.refresh_from_db()
    assert one.rehearsed_at == FRIDAY
    assert_journal_is_whole(goal.owner)


def test_reminders_go_with_their_plan() -> None:
    one = plan(goal_of())
    make_reminders()
    delete_intention(by=acting(one.owner), intention=one)
    assert Reminder.objects.count() == 0
    assert_journal_is_whole(one.owner)


@pytest.mark.parametrize("on_today", [True, False])
def test_settings_say_whether_today_shows_them(on_today: bool) -> None:
    goal = goal_of()
    choose_reminders(by=acting(goal.owner), owner=goal.owner, on_today=on_today)
    plan(goal)
    make_reminders()
    assert Reminder.objects.get().on_today is on_today
    assert_journal_is_whole(goal.owner)


def reminder(**fields: Any) -> Reminder:
    one = plan(goal_of())
    values = {"owner": one.owner, "intention": one, "day": FRIDAY.date(), "due_at": FRIDAY, **fields}
    return Reminder.objects.create(**values)


def delivery(**fields: Any) -> Delivery:
    one = fields.pop("reminder", None) or reminder()
    values = {"owner": one.owner, "reminder": one, "channel": "mail", "next_try_at": FRIDAY, **fields}
    return Delivery.objects.create(**values)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: reminder(answer="ignored"), "reminder_answer"),
        (lambda: reminder(answer="dismissed"), "reminder_answered_at"),
        (lambda: reminder(answered_at=FRIDAY), "reminder_answered_at"),
        (lambda: reminder(intention=reminder().intention), "reminder_once_a_day|coaching_reminder.intention_id"),
        (lambda: delivery(channel="webhook"), "delivery_channel"),
        (lambda: delivery(reason="bored"), "delivery_reason"),
        (lambda: delivery(state="sent"), "delivery_state"),
        (lambda: delivery(state="lost", sent_at=FRIDAY), "delivery_state"),
        (lambda: delivery(reminder=delivery().reminder), "delivery_one_mail_a_reminder|coaching_delivery.reminder_id"),
    ],
)
def test_database_holds_what_reminders_and_deliveries_are(make: Any, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()
