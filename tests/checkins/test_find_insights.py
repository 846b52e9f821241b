"""Finding insights: what is found, that it is found once, and when it goes."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkins.actions import Found, dismiss_insight, find_insights, record_check_ins
from checkins.actions.check_ins import Draft
from checkins.insight_words import said
from checkins.models import Insight
from config.refusals import NotFound
from goals.actions import archive_goal, create_intention, erase_goal, pause_goal, update_goal
from goals.models import Change, User
from tests.checkins.histories import NOW, TODAY, begun, lived, no_friday
from tests.factories import ContributionFactory, PauseFactory, UserFactory, acting
from tests.journal import actions, assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def owner() -> User:
    user: User = UserFactory.create()
    return user


def find(owner: User) -> Found:
    return find_insights(by=acting(owner), owner=owner)


def told(owner: User) -> list[str]:
    """What the found insights say, the usual hour left out."""
    rows = Insight.objects.for_owner(owner).found().exclude(code="usual_hour").with_goals()
    return [said(row) for row in rows.order_by("created_at", "id")]


def codes(owner: User) -> set[str]:
    return set(Insight.objects.for_owner(owner).found().values_list("code", flat=True))


# --- What is found ------------------------------------------------------------------------------------------------


def test_weak_weekday_is_told_with_a_plan_for_it(owner: User) -> None:
    lived(begun(owner, title="Run"), no_friday)
    assert find(owner) == Found(new=3, renewed=0, retired=0)
    assert told(owner) == [
        "Run: done on 0 of 26 Fridays, on 156 of 156 other days.",
        "Run: a plan for Fridays may help. 0 of the last 26 went well.",
    ]
    hour = Insight.objects.get(code="usual_hour")
    assert (said(hour), hour.goal) == ("Most is recorded between 07:00 and 08:00: on 156 of 156 days.", None)
    assert actions(owner)[-3:] == [("insight", "found")] * 3
    assert_journal_is_whole(owner)


def test_pair_of_goals_is_told_of_the_one_that_follows(owner: User) -> None:
    walk = begun(owner, title="Walk", period="week", times_per_period=4)
    lived(walk, lambda day: day.toordinal() % 3 != 0)
    sleep = begun(owner, title="Sleep")
    lived(sleep, lambda day: day.toordinal() % 3 != 0 or day.toordinal() % 12 == 0)
    find(owner)
    row = Insight.objects.with_goals().get(code="pair")
    assert said(row) == "On days with “Walk”, “Sleep” was done 121 of 121 times; on days without it, 16 of 61."
    assert (row.goal, row.other_goal, row.sample_size) == (sleep, walk, 182)


def test_day_part_that_helps_is_told(owner: User) -> None:
    water = begun(owner, title="Water", target_value=Decimal(2), unit="l")
    lived(water, lambda day: 2 if day.day % 2 else None, hour=7)
    lived(water, lambda day: None if day.day % 2 else 1, hour=19)
    find(owner)
    assert told(owner)[0] == ("Water: reached on 0 of 89 days begun in the evening, on 93 of 93 begun at other times.")


def test_total_is_predicted_from_values_and_contributions(owner: User) -> None:
    goal = begun(owner, title="Row", pattern="target", target_value=1000, aggregation="sum", unit="km")
    lived(goal, lambda day: 4 if day.toordinal() % 2 else 6, days=40)
    find(owner)
    assert told(owner) == [
        "Row: going on as in the last 28 days, 1,000 km is reached about 25 October 2026, between 21 October 2026 "
        "and 31 October 2026."
    ]
    saving = begun(owner, title="Save", pattern="target", target_value=1000, currency="EUR", finance_mode="save")
    for back in range(1, 21):
        ContributionFactory.create(goal=saving, amount=10, occurred_on=TODAY - back * DAY)
    find(owner)
    assert Insight.objects.get(goal=saving, code="reached_about").numbers["target"] == "1000"


def test_readings_that_fall_are_predicted(owner: User) -> None:
    slim = begun(
        owner, title="Weight", pattern="target", baseline_value=90, target_value=70, direction="decrease", unit="kg"
    )
    lived(slim, lambda day: Decimal(80) + Decimal((TODAY - day).days) / 10, days=60)
    find(owner)
    row = Insight.objects.get(code="reached_about")
    assert abs(dt.date.fromisoformat(row.numbers["middle"]) - (TODAY + 101 * DAY)) <= 2 * DAY


@pytest.mark.parametrize("aggregation", ["max", "count", "average", "latest"])
def test_every_aggregation_is_read(owner: User, aggregation: str) -> None:
    goal = begun(owner, pattern="target", target_value=500, aggregation=aggregation)
    lived(goal, lambda day: 100 - (TODAY - day).days, days=60)
    find(owner)
    assert ("reached_about" in codes(owner)) is (aggregation != "average")


def test_only_the_last_26_weeks_are_read(owner: User) -> None:
    goal = begun(owner, start_date=TODAY - 400 * DAY)
    lived(goal, no_friday, days=200, before=183)
    lived(goal, lambda day: True)
    find(owner)
    assert codes(owner) == {"usual_hour"}


def test_days_off_are_no_slips(owner: User) -> None:
    goal = begun(owner, period="week", times_per_period=3)
    for back in range(182, 0, -1):
        if (TODAY - back * DAY).weekday() == 4:
            PauseFactory.create(owner=owner, goal=goal, starts_on=TODAY - back * DAY, ends_on=TODAY - back * DAY)
    lived(goal, lambda day: "skipped" if day.weekday() == 3 else day.weekday() != 4)
    find(owner)
    assert codes(owner) == {"usual_hour"}


def test_what_was_recorded_later_has_no_hour(owner: User) -> None:
    goal = begun(owner)
    drafts = [Draft(TODAY - back * DAY, habit_completion_status="completed") for back in range(1, 40)]
    record_check_ins(by=acting(owner), goal=goal, drafts=drafts)
    find(owner)
    assert "usual_hour" not in codes(owner)


# --- Once ---------------------------------------------------------------------------------------------------------


def test_nothing_is_written_while_nothing_changes(owner: User) -> None:
    lived(begun(owner), no_friday)
    find(owner)
    before = len(lines(owner)), list(Insight.objects.values())
    assert find(owner) == Found(0, 0, 0)
    assert (len(lines(owner)), list(Insight.objects.values())) == before
    assert_journal_is_whole(owner)


def test_numbers_that_move_are_renewed_in_place(owner: User, clock: Any) -> None:
    goal = begun(owner, start_date=TODAY - 56 * DAY)
    lived(goal, no_friday, days=56)
    find(owner)
    first = Insight.objects.get(code="weekday_less")
    clock.shift(21 * DAY)
    assert find(owner).renewed >= 1
    again = Insight.objects.get(code="weekday_less")
    assert (again.pk, again.revision, again.numbers["of"]) == (first.pk, 2, 11)
    assert (first.numbers["of"], first.message != again.message) == (8, True)
    assert_journal_is_whole(owner)


def test_what_was_put_aside_stays_aside_while_it_holds(owner: User, clock: Any) -> None:
    lived(begun(owner, start_date=TODAY - 56 * DAY), no_friday, days=56)
    find(owner)
    row = dismiss_insight(by=acting(owner), insight=Insight.objects.get(code="weekday_less"))
    clock.shift(21 * DAY)
    find(owner)
    again = Insight.objects.get(code="weekday_less")
    assert (again.pk, again.numbers, again.dismissed_at) == (row.pk, row.numbers, row.dismissed_at)


# --- Until it holds no more ---------------------------------------------------------------------------------------


def test_what_holds_no_more_goes(owner: User) -> None:
    run = lived(begun(owner), no_friday)
    find(owner)
    lived(run, lambda day: not no_friday(day))
    assert find(owner) == Found(new=0, renewed=1, retired=2)
    assert codes(owner) == {"usual_hour"}
    assert actions(owner)[-2:] == [("insight", "retired")] * 2
    assert_journal_is_whole(owner)


def test_plan_for_the_weekday_ends_the_suggestion(owner: User) -> None:
    goal = lived(begun(owner), no_friday)
    find(owner)
    create_intention(by=acting(owner), goal=goal, trigger_condition="If", action="then", reminder_weekdays=[4])
    find(owner)
    assert codes(owner) == {"usual_hour", "weekday_less"}


def test_what_was_put_aside_is_remembered_for_twelve_weeks(owner: User, clock: Any) -> None:
    goal = lived(begun(owner), no_friday)
    find(owner)
    for row in Insight.objects.all():
        dismiss_insight(by=acting(owner), insight=row)
    archive_goal(by=acting(owner), goal=goal)
    clock.shift(84 * DAY - DAY)
    assert find(owner).retired == 0
    clock.shift(2 * DAY)
    assert find(owner).retired == 3
    assert_journal_is_whole(owner)


def test_changed_claim_is_said_again(owner: User) -> None:
    """What was put aside about an amount says nothing about a smaller one."""
    goal = begun(owner, target_value=Decimal(8), start_date=TODAY - 10 * DAY)
    find(owner)
    row = Insight.objects.get(code="shrink_step")
    dismiss_insight(by=acting(owner), insight=row)
    assert find(owner) == Found(0, 0, 0)
    update_goal(by=acting(owner), goal=goal, target_value=Decimal(4))
    assert find(owner) == Found(1, 0, 0)
    assert [one.dismissed_at is None for one in Insight.objects.order_by("created_at", "id")] == [False, True]


def test_closed_goals_are_not_spoken_of_and_paused_ones_are_not_pressed(owner: User) -> None:
    goal = lived(begun(owner), no_friday)
    find(owner)
    pause_goal(by=acting(owner), goal=goal)
    find(owner)
    assert codes(owner) == {"usual_hour", "weekday_less"}
    archive_goal(by=acting(owner), goal=goal)
    find(owner)
    assert codes(owner) == set()


def test_thresholds_are_left_as_they_are(owner: User) -> None:
    goal = begun(owner, pattern="target", target_value=10)
    lived(goal, lambda day: 6, days=1)
    kept = list(Insight.objects.values())
    assert kept != []
    find(owner)
    assert list(Insight.objects.values()) == kept


def test_erasing_either_goal_of_a_pair_takes_its_words(owner: User) -> None:
    walk = begun(owner, title="Canary", period="week", times_per_period=4)
    lived(walk, lambda day: day.toordinal() % 3 != 0)
    lived(begun(owner), lambda day: day.toordinal() % 3 != 0 or day.toordinal() % 12 == 0)
    find(owner)
    row = Insight.objects.get(code="pair")
    assert row.other_goal == walk
    erase_goal(by=acting(owner), goal=archive_goal(by=acting(owner), goal=walk))
    assert not Insight.objects.filter(pk=row.pk).exists()
    assert [line for line in Change.objects.all() if "Canary" in str(line.fields)] == []
    assert_journal_is_whole(owner)


# --- Whose, and at what cost --------------------------------------------------------------------------------------


def test_strangers_find_nothing(owner: User) -> None:
    lived(begun(owner), no_friday)
    with pytest.raises(NotFound):
        find_insights(by=acting(UserFactory.create()), owner=owner)
    assert not Insight.objects.exists()


def test_other_peoples_days_are_not_read(owner: User) -> None:
    lived(begun(UserFactory.create()), no_friday)
    begun(owner)
    find(owner)
    assert not Insight.objects.for_owner(owner).exclude(code="shrink_step").exists()


def queries(owner: User) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert find(owner) == Found(0, 0, 0)
    return len(captured)


def test_queries_are_the_same_for_one_goal_and_many_and_for_any_history(owner: User) -> None:
    def goals(days: int) -> None:
        for pattern in ("recurring", "limit", "target"):
            target = None if pattern == "recurring" else 100000
            goal = begun(owner, pattern=pattern, target_value=target, aggregation="sum", sort_order=days)
            lived(goal, lambda day: 1, days=days)

    goals(20)
    find(owner)
    few = queries(owner)
    goals(150)
    goals(60)
    find(owner)
    assert queries(owner) == few


def test_title_that_changes_is_heard_at_once(owner: User) -> None:
    goal = lived(begun(owner, title="Run"), no_friday)
    find(owner)
    update_goal(by=acting(owner), goal=goal, title="Jog")
    assert told(owner)[0] == "Jog: done on 0 of 26 Fridays, on 156 of 156 other days."
