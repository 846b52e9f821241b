"""A week or a month, summed up from what is stored."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from uuid_utils.compat import uuid7

from coaching.actions import summarize
from coaching.models import UserSummary
from coaching.telling import told
from config.refusals import Invalid, NotFound
from goals.actions import archive_goal, complete_task, erase_account, erase_goal, pause_goal, update_goal
from goals.models import Goal, User
from tests.factories import (
    CheckInFactory,
    ContributionFactory,
    GoalFactory,
    IntentionFactory,
    MilestoneFactory,
    PauseFactory,
    SavingFactory,
    SummaryFactory,
    TaskFactory,
    UserFactory,
    acting,
)
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)  # a Monday
DAY = dt.timedelta(days=1)
MONDAY = dt.date(2026, 11, 9)
SUNDAY = MONDAY + 6 * DAY


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def owner() -> User:
    made: User = UserFactory.create()
    return made


def old(owner: User, **fields: Any) -> Goal:
    made: Goal = GoalFactory.create(owner=owner, **{"start_date": MONDAY - 60 * DAY, **fields})
    return made


def last_week(owner: User) -> UserSummary:
    return summarize(by=acting(owner), owner=owner, period="weekly", day=SUNDAY)


def said(summary: UserSummary) -> dict[str, list[tuple[str | None, str]]]:
    """Titles and sentences of each part."""
    [found] = told([summary], summary.owner)
    parts = {"moved": found.moved, "still": found.stood_still, "next": [found.next_step] if found.next_step else []}
    return {
        name: [(line.goal.title if line.goal else None, line.message) for line in lines]
        for name, lines in parts.items()
    }


def test_week_tells_what_moved_by_the_pattern_of_each_goal(owner: User) -> None:
    run = old(owner, title="Run")
    for number in (-7, -6, 0, 2, 4):
        CheckInFactory(goal=run, check_in_date=MONDAY + number * DAY)
    weight = old(owner, title="Weigh", pattern="target", target_value=76, unit="kg", direction="decrease")
    for number, value in ((-40, 83), (-20, 82), (1, "81.5"), (5, 81)):
        CheckInFactory(goal=weight, check_in_date=MONDAY + number * DAY, value_recorded=Decimal(value))
    saving = SavingFactory(owner=owner, title="Save", start_date=MONDAY - 60 * DAY)
    for number, amount in ((-3, 50), (1, 100), (2, 20), (7, 1)):
        ContributionFactory(goal=saving, amount=amount, occurred_on=MONDAY + number * DAY)
    summary = last_week(owner)
    assert said(summary)["moved"] == [
        ("Run", "3 of 7 done, 2 of 7 before."),
        ("Save", "€120 added. €171 of €1,000 so far."),
        ("Weigh", "From 82 kg to 81 kg. The aim is 76 kg."),
    ]
    assert said(summary)["still"] == []
    assert summary.text == "3 of 7 done. 2 of 7 the week before."
    assert summary.figures["totals"] == {
        "kept": 3,
        "judged": 7,
        "kept_before": 2,
        "judged_before": 7,
        "check_ins": 5,
        "check_ins_before": 2,
        "days": 5,
    }
    assert (summary.starts_on, summary.ends_on, summary.as_of, summary.is_final) == (MONDAY, SUNDAY, NOON.date(), True)
    assert_journal_is_whole(owner)


def test_steps_count_in_the_week_in_which_they_were_done(owner: User, clock: Any) -> None:
    goal = old(owner, title="Move house", pattern="milestone")
    steps = MilestoneFactory.create_batch(4, goal=goal)
    task = TaskFactory(goal=goal)
    clock.move_to(dt.datetime.combine(SUNDAY, dt.time(23, 59), tzinfo=dt.UTC))
    CheckInFactory(goal=goal, milestone=steps[0])
    complete_task(by=acting(owner), task=task)
    clock.move_to(dt.datetime.combine(SUNDAY + DAY, dt.time(0, 1), tzinfo=dt.UTC))
    CheckInFactory(goal=goal, milestone=steps[1])
    assert said(last_week(owner))["moved"] == [
        ("Move house", "1 milestone done. 1 task done. 2 of 4 milestones so far.")
    ]


def test_what_stood_still_is_told_with_one_next_step(owner: User) -> None:
    old(owner, title="Read", small_version="One page")
    old(owner, title="Learn", pattern="target", target_value=10)
    old(owner, title="Skipped", pattern="recurring", weekdays=[0])
    CheckInFactory(goal=Goal.objects.get(title="Skipped"), check_in_date=MONDAY, habit_completion_status="skipped")
    CheckInFactory(goal=Goal.objects.get(title="Read"), check_in_date=MONDAY - DAY)
    found = said(last_week(owner))
    assert found["moved"] == []
    assert found["still"] == [("Learn", "Nothing recorded."), ("Read", "0 of 7 done, 1 of 7 before.")]
    assert found["next"] == [("Read", "Take it up again with its small version: One page")]


def test_goals_at_rest_closed_and_new_did_not_stand_still(owner: User) -> None:
    pause_goal(by=acting(owner), goal=old(owner, title="Paused"))
    archive_goal(by=acting(owner), goal=old(owner, title="Archived"))
    GoalFactory(owner=owner, title="New", pattern="target", target_value=10, start_date=MONDAY + DAY)
    GoalFactory(owner=owner, title="Later", start_date=SUNDAY + DAY)
    rested = old(owner, title="Rested")
    PauseFactory(owner=owner, goal=rested, starts_on=MONDAY, ends_on=SUNDAY)
    assert said(last_week(owner))["still"] == []


def test_vacation_of_all_goals_asks_for_nothing(owner: User) -> None:
    old(owner, title="Learn", pattern="target", target_value=10)
    old(owner, title="Run")
    PauseFactory(owner=owner, starts_on=MONDAY - DAY, ends_on=SUNDAY + DAY)
    found = said(last_week(owner))
    assert (found["moved"], found["still"]) == ([], [])
    assert found["next"] == [(None, "Your goals rest. Nothing is due until they go on.")]


def test_half_a_week_off_leaves_the_other_half_due(owner: User) -> None:
    old(owner, title="Learn", pattern="target", target_value=10)
    PauseFactory(owner=owner, starts_on=MONDAY, ends_on=SUNDAY - DAY)
    assert said(last_week(owner))["still"] == [("Learn", "Nothing recorded.")]


def test_week_of_a_person_without_goals(owner: User) -> None:
    summary = last_week(owner)
    assert summary.text == "Nothing was recorded in these days."
    assert said(summary) == {"moved": [], "still": [], "next": [(None, "Choose one goal to begin with.")]}
    assert_journal_is_whole(owner)


def test_plan_is_proposed_until_there_is_one(owner: User) -> None:
    goal = old(owner, title="Read", pattern="target", target_value=10)
    plan = "Give it a place: an if-then plan says when and where you begin."
    assert said(last_week(owner))["next"] == [("Read", plan)]
    IntentionFactory(goal=goal)
    assert said(last_week(owner))["next"] == [("Read", "Take it up again with one small part of it.")]


def test_running_week_is_brought_up_to_date_and_becomes_final(owner: User, clock: Any) -> None:
    goal = old(owner, title="Run")
    clock.move_to(NOON - 5 * DAY)
    CheckInFactory(goal=goal, check_in_date=MONDAY)
    first = summarize(by=acting(owner), owner=owner, period="weekly")
    assert (first.starts_on, first.as_of, first.is_final) == (MONDAY, MONDAY + 2 * DAY, False)
    assert first.text == "1 of 2 done. 0 of 3 in the same days of the week before."
    clock.move_to(NOON)
    second = last_week(owner)
    assert (second.pk, second.is_final, second.revision) == (first.pk, True, 2)
    assert second.text == "1 of 7 done. 0 of 7 the week before."
    assert actions(owner)[-1] == ("user_summary", "refreshed")
    assert_journal_is_whole(owner)


def test_same_again_changes_nothing(owner: User) -> None:
    CheckInFactory(goal=old(owner, pattern="target", target_value=10), check_in_date=MONDAY, value_recorded=Decimal(3))
    last_week(owner)
    owner.refresh_from_db()
    assert last_week(owner).revision == 1
    assert User.objects.get(pk=owner.pk).revision == owner.revision


def test_month_compares_with_the_month_before(owner: User) -> None:
    goal = old(owner)
    for day in (dt.date(2026, 10, 1), dt.date(2026, 10, 31), dt.date(2026, 9, 17)):
        CheckInFactory(goal=goal, check_in_date=day)
    summary = summarize(by=acting(owner), owner=owner, period="monthly", day=dt.date(2026, 10, 5))
    assert (summary.starts_on, summary.ends_on) == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert summary.text == "2 of 31 done. 1 of 21 the month before."


@pytest.mark.parametrize(
    ("zone", "day_starts_at", "first"),
    [
        ("UTC", 0, dt.date(2026, 11, 16)),
        ("UTC", 12, dt.date(2026, 11, 9)),
        ("Pacific/Kiritimati", 0, dt.date(2026, 11, 16)),
        ("Pacific/Midway", 2, dt.date(2026, 11, 9)),
    ],
)
def test_week_is_that_of_the_persons_own_clock(clock: Any, zone: str, day_starts_at: int, first: dt.date) -> None:
    clock.move_to(dt.datetime(2026, 11, 16, 11, 59, tzinfo=dt.UTC))
    owner = UserFactory.create(timezone=zone, day_starts_at=day_starts_at)
    assert summarize(by=acting(owner), owner=owner, period="weekly").starts_on == first


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"period": "yearly"}, "period"),
        ({"period": "weekly", "day": NOON.date() + DAY}, "day"),
        ({"period": "weekly", "day": NOON.date() - 112 * DAY}, "day"),
        ({"period": "monthly", "day": NOON.date() - 100 * DAY}, "day"),
        ({"period": "weekly", "day": dt.date.min}, "day"),
    ],
)
def test_what_cannot_be_summed_up_is_refused(owner: User, fields: Any, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        summarize(by=acting(owner), owner=owner, **fields)
    assert list(refusal.value.fields) == [name]
    assert not UserSummary.objects.exists()


@pytest.mark.parametrize(
    ("period", "day", "now", "before"),
    [
        ("weekly", NOON.date() - 105 * DAY, 7, 7),
        ("monthly", dt.date(2026, 9, 15), 30, 31),
    ],
)
def test_days_of_long_ago_are_counted_in_full(owner: User, period: str, day: dt.date, now: int, before: int) -> None:
    goal = GoalFactory.create(owner=owner, start_date=NOON.date() - 130 * DAY)
    for back in range(130, 0, -1):
        CheckInFactory.create(goal=goal, check_in_date=NOON.date() - back * DAY)
    totals = summarize(by=acting(owner), owner=owner, period=period, day=day).figures["totals"]
    counted = {name: totals[name] for name in ("kept", "judged", "kept_before", "judged_before")}
    assert counted == {"kept": now, "judged": now, "kept_before": before, "judged_before": before}


def test_nobody_sums_up_the_week_of_another(owner: User) -> None:
    with pytest.raises(NotFound):
        summarize(by=acting(UserFactory.create()), owner=owner, period="weekly")


def test_statements_grow_neither_with_the_goals_nor_with_the_history(owner: User) -> None:
    def cost(person: User) -> int:
        with CaptureQueriesContext(connection) as captured:
            last_week(person)
        return len(captured)

    def live(person: User, goals: int, days: int) -> User:
        for number in range(goals):
            goal = GoalFactory(owner=person, pattern=("recurring", "target")[number % 2], start_date=MONDAY - 90 * DAY)
            for back in range(days):
                CheckInFactory(goal=goal, check_in_date=SUNDAY - back * DAY, value_recorded=Decimal(2))
            IntentionFactory(goal=goal)
        return person

    few = cost(live(owner, 2, 2))
    assert cost(live(UserFactory.create(), 50, 1)) == few
    assert cost(live(UserFactory.create(), 2, 40)) == few
    assert few <= 25


def test_no_words_of_the_person_are_stored(owner: User) -> None:
    goal = old(owner, title="Secret plan", small_version="Whisper", pattern="target", target_value=3)
    summary = last_week(owner)
    stored = f"{summary.figures} {summary.text}"
    assert ("Secret" in stored, "Whisper" in stored, str(goal.pk) in stored) == (False, False, True)


def test_titles_are_those_of_now_and_what_is_erased_is_left_out(owner: User) -> None:
    goal = old(owner, title="Read", pattern="target", target_value=3)
    summary = last_week(owner)
    update_goal(by=acting(owner), goal=goal, title="Read more")
    assert [title for title, _ in said(summary)["still"]] == ["Read more"]
    erase_goal(by=acting(owner), goal=archive_goal(by=acting(owner), goal=goal))
    assert said(summary) == {"moved": [], "still": [], "next": []}


def test_summaries_go_with_the_account(owner: User) -> None:
    last_week(owner)
    kept = SummaryFactory.create()
    erase_account(by=acting(owner), user=owner)
    assert list(UserSummary.objects.all()) == [kept]


def test_database_holds_what_a_summary_is(owner: User) -> None:
    held = last_week(owner)
    for broken in (
        {"period": "daily"},
        {"ends_on": MONDAY - DAY},
        {"as_of": MONDAY - DAY},
        {"text": " "},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            UserSummary.objects.filter(pk=held.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        UserSummary.objects.bulk_create([UserSummary(**{**columns(held), "id": uuid7()})])


def columns(row: UserSummary) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
