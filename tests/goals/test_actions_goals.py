"""Creating, changing and erasing goals."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from checkins.models import CheckIn
from config.refusals import Invalid
from goals.actions import archive_goal, create_goal, erase_goal, update_goal
from goals.actions.goals import NotArchived, PatternImmutable
from goals.metrics import InvalidTarget
from goals.models import Change, Goal, Intention, Milestone, PastTerms, Pause, User
from goals.models.choices import Pattern
from goals.rules import GoalNotEditable
from goals.terms import Period
from tests.factories import CheckInFactory, GoalFactory, IntentionFactory, MilestoneFactory, UserFactory, acting
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def new(owner: User | None = None, **fields: Any) -> Goal:
    owner = owner or UserFactory.create()
    return create_goal(**{"by": acting(owner), "owner": owner, "title": "Run", **fields})


def stored(goal: Goal) -> dict[str, Any]:
    return dict(Goal.objects.values().get(pk=goal.pk))


def past(goal: Goal) -> list[tuple[dt.date, str, int]]:
    rows = PastTerms.objects.filter(goal=goal).order_by("valid_through")
    return list(rows.values_list("valid_through", "period", "times_per_period"))


def test_title_alone_makes_a_daily_habit_from_today(clock: Any) -> None:
    goal = Goal.objects.get(pk=new(UserFactory.create(timezone="Pacific/Kiritimati"), title="  Run ").pk)
    assert (goal.title, goal.pattern, goal.goal_type, goal.status) == ("Run", "recurring", "habit", "active")
    assert (goal.period, goal.times_per_period, goal.specificity) == ("day", 1, "concrete")
    assert goal.start_date == dt.date(2026, 5, 5)
    absent = [field.name for field in Goal._meta.concrete_fields if field.null and getattr(goal, field.attname) is None]
    assert absent == [field.name for field in Goal._meta.concrete_fields if field.null]
    assert (goal.metadata, goal.check_in_count, goal.revision) == ({}, 0, 1)


@pytest.mark.parametrize(
    ("pattern", "period", "target"),
    [
        (Pattern.RECURRING, "day", None),
        (Pattern.STREAK, "day", 30),
        (Pattern.LIMIT, "week", None),
        (Pattern.TARGET, "day", None),
        (Pattern.MILESTONE, "day", None),
    ],
)
def test_pattern_brings_its_defaults(pattern: Pattern, period: str, target: int | None) -> None:
    goal = new(pattern=pattern)
    assert (goal.pattern, goal.period, goal.target_value) == (pattern, period, target)
    assert new(pattern=pattern, period="month", target_value=7).terms.target_value == 7


@pytest.mark.parametrize(
    ("given", "pattern"),
    [
        ({"goal_type": "habit"}, "recurring"),
        ({"goal_type": "target"}, "target"),
        ({"goal_type": "project"}, "milestone"),
        ({"goal_type": "habit", "pattern": "limit"}, "limit"),
        ({"goal_type": None, "pattern": None}, "recurring"),
    ],
)
def test_goal_type_is_taken_instead_of_a_pattern(given: dict[str, Any], pattern: str) -> None:
    assert new(**given).pattern == pattern


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"goal_type": "invalid"}, "goal_type"),
        ({"goal_type": ["habit"]}, "goal_type"),
        ({"goal_type": {"habit": 1}}, "goal_type"),
        ({"pattern": "invalid"}, "pattern"),
        ({"pattern": 5}, "pattern"),
        ({"goal_type": "target", "pattern": "streak"}, "goal_type"),
        ({"status": "completed"}, "status"),
        ({"owner_id": "x"}, "owner_id"),
        ({"check_in_count": 5}, "check_in_count"),
        ({"weekdays": [1], "every_n_days": 2}, "every_n_days"),
    ],
)
def test_what_makes_no_goal_is_refused_by_its_field(given: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        new(**given)
    assert list(refused.value.fields) == [field]
    assert (refused.value.code, refused.value.status) == ("VALIDATION_ERROR", 400)
    assert not Goal.objects.exists()


def test_blank_words_are_absent_and_lines_lose_the_space_around_them() -> None:
    goal = new(description="   ", category="", unit=" km ", why_it_matters=" a\n b ", weekdays=[], every_n_days=3)
    assert (goal.description, goal.category, goal.unit, goal.why_it_matters) == (None, None, "km", " a\n b ")
    assert (goal.weekdays, goal.every_n_days) == (None, 3)


def test_currency_alone_means_money() -> None:
    assert new(currency="EUR").metric_type == "money"
    goal = new()
    assert update_goal(by=acting(goal.owner), goal=goal, currency="EUR").metric_type == "money"
    with pytest.raises(InvalidTarget):
        new(currency="EUR", metric_type="weight")


def test_goal_comes_with_its_milestones_and_plans_in_order() -> None:
    plan = {"trigger_condition": "it is 7", "action": "I run"}
    goal = new(pattern="milestone", milestones=[{"title": "One"}, {"title": "Two"}], intentions=[plan])
    assert [(step.title, step.sort_order) for step in goal.milestones.all()] == [("One", 0), ("Two", 1)]
    assert [(each.trigger_condition, each.action, each.is_active) for each in goal.intentions.all()] == [
        ("it is 7", "I run", True)
    ]
    assert (goal.progress_percent, goal.stats["milestones_total"]) == (0, 2)
    assert_journal_is_whole(goal.owner)


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"milestones": [{"title": "One"}, {"title": ""}]}, "milestones.1.title"),
        ({"milestones": [{}]}, "milestones.0.title"),
        ({"milestones": [{"title": "One", "goal": 1}]}, "milestones.0.goal"),
        ({"intentions": [{"trigger_condition": "it is 7"}]}, "intentions.0.action"),
    ],
)
def test_refused_part_is_named_and_nothing_is_made(parts: dict[str, Any], field: str) -> None:
    owner = UserFactory.create()
    with pytest.raises(Invalid) as refused:
        new(owner, **parts)
    assert list(refused.value.fields) == [field]
    assert not Goal.objects.exists()
    assert not Milestone.objects.exists()
    assert_journal_is_whole(owner)


def test_update_changes_what_is_given_and_nothing_else() -> None:
    goal = new(description="Every day")
    before = stored(goal)
    update_goal(by=acting(goal.owner), goal=goal, title=" Run 5 km ", metadata={"a": 1})
    after = stored(goal)
    assert {name for name in after if after[name] != before[name]} == {"title", "metadata", "revision", "updated_at"}
    assert (after["title"], after["revision"]) == ("Run 5 km", before["revision"] + 1)


@pytest.mark.parametrize("change", [{"pattern": "streak"}, {"goal_type": "target"}, {"pattern": "nonsense"}])
def test_pattern_never_changes(change: dict[str, Any]) -> None:
    goal = new()
    with pytest.raises(PatternImmutable) as refused:
        update_goal(by=acting(goal.owner), goal=goal, title="Other", **change)
    assert (refused.value.code, refused.value.status) == ("PATTERN_IMMUTABLE", 409)
    goal.refresh_from_db()
    assert (goal.title, goal.pattern) == ("Run", "recurring")


def test_naming_the_same_pattern_is_no_change() -> None:
    goal = new(pattern="limit")
    changed = update_goal(by=acting(goal.owner), goal=goal, pattern="limit", goal_type="habit", title="Less")
    assert (changed.title, changed.pattern) == ("Less", "limit")


@pytest.mark.parametrize("status", ["completed", "abandoned", "archived"])
def test_goal_that_is_over_takes_no_edits(status: str) -> None:
    goal = GoalFactory.create(status=status)
    with pytest.raises(GoalNotEditable) as refused:
        update_goal(by=acting(goal.owner), goal=goal, title="Other")
    assert (refused.value.code, refused.value.status) == ("GOAL_NOT_EDITABLE", 409)
    way = "Restore it first." if status == "archived" else "Reactivate it first."
    assert str(refused.value) == f"This goal is {status}. {way}"


def test_measure_that_makes_no_sense_leaves_the_goal_as_it_was() -> None:
    goal = new(pattern="target", target_value=10, baseline_value=0)
    for change in ({"target_value": 0}, {"finance_mode": "save"}, {"direction": "decrease"}, {"currency": None}):
        by = acting(goal.owner)
        if change == {"currency": None}:
            update_goal(by=by, goal=goal, currency="EUR")
        with pytest.raises(InvalidTarget) as refused:
            update_goal(by=by, goal=goal, **change)
        assert (refused.value.code, refused.value.status) == ("INVALID_TARGET", 400)
    assert Goal.objects.get(pk=goal.pk).terms == goal.terms


def test_changed_terms_apply_from_today_and_the_old_ones_stay_with_the_past(clock: Any) -> None:
    goal = new(times_per_period=3, period="week", target_value=Decimal("5.5"), weekdays=None)
    clock.shift(10 * DAY)
    goal = update_goal(by=acting(goal.owner), goal=goal, period="day", times_per_period=1, weekdays=[0, 2])
    kept = PastTerms.objects.get(goal=goal)
    assert kept.valid_through == dt.date(2026, 5, 13)
    assert (kept.period, kept.times_per_period, kept.weekdays, kept.target_value) == ("week", 3, None, Decimal("5.5"))
    assert (goal.terms.period, goal.terms.weekdays) == (Period.DAY, (0, 2))
    clock.shift(DAY)
    update_goal(by=acting(goal.owner), goal=goal, weekdays=None)
    assert PastTerms.objects.latest("valid_through").weekdays == [0, 2]
    assert_journal_is_whole(goal.owner)


def test_second_change_on_a_day_keeps_what_held_before_the_first(clock: Any) -> None:
    goal = new(times_per_period=1)
    clock.shift(3 * DAY)
    for times in (2, 3, 2):
        update_goal(by=acting(goal.owner), goal=goal, times_per_period=times)
    assert past(goal) == [(dt.date(2026, 5, 6), "day", 1)]
    clock.shift(DAY)
    update_goal(by=acting(goal.owner), goal=goal, times_per_period=5)
    assert past(goal) == [(dt.date(2026, 5, 6), "day", 1), (dt.date(2026, 5, 7), "day", 2)]


def test_change_on_the_first_day_keeps_nothing(clock: Any) -> None:
    goal = new()
    update_goal(by=acting(goal.owner), goal=goal, period="week")
    assert past(goal) == []


def test_start_moved_back_together_with_new_terms_leaves_no_terms_nobody_agreed_to(clock: Any) -> None:
    goal = new()
    update_goal(by=acting(goal.owner), goal=goal, period="week", start_date=dt.date(2026, 4, 1))
    assert past(goal) == []


def test_change_of_words_keeps_no_terms(clock: Any) -> None:
    goal = new(start_date=dt.date(2026, 4, 1))
    update_goal(by=acting(goal.owner), goal=goal, title="Other", period="day", target_value=None)
    assert past(goal) == []


def test_days_of_change_follow_the_persons_day_start(clock: Any) -> None:
    goal = new(UserFactory.create(day_starts_at=3), start_date=dt.date(2026, 4, 1))
    clock.move_to(dt.datetime(2026, 5, 5, 2, 30, tzinfo=dt.UTC))
    update_goal(by=acting(goal.owner), goal=goal, period="week")
    assert [day for day, _, _ in past(goal)] == [dt.date(2026, 5, 3)]


def test_goal_is_erased_from_the_archive_only() -> None:
    goal = new()
    with pytest.raises(NotArchived) as refused:
        erase_goal(by=acting(goal.owner), goal=goal)
    assert (refused.value.code, refused.value.status) == ("INVALID_TRANSITION", 409)
    assert Goal.objects.filter(pk=goal.pk).exists()


def test_erased_goal_takes_its_parts_with_it(clock: Any) -> None:
    goal = GoalFactory.create(status="paused", pattern="milestone")
    by, other = acting(goal.owner), CheckInFactory.create(goal__owner=goal.owner)
    CheckInFactory.create(goal=goal, milestone=MilestoneFactory.create(goal=goal))
    IntentionFactory.create(goal=goal)
    clock.shift(DAY)
    update_goal(by=by, goal=goal, period="week")
    archive_goal(by=by, goal=goal)
    erase_goal(by=by, goal=goal)
    for model in (Milestone, Intention, Pause, PastTerms):
        assert not model._default_manager.exists()
    assert list(CheckIn.objects.all()) == [other]
    assert list(Goal.objects.all()) == [other.goal]
    assert_journal_is_whole(goal.owner)


def test_erasing_takes_the_same_statements_for_a_long_history(django_assert_max_num_queries: Any) -> None:
    for length in (1, 40):
        goal = GoalFactory.create()
        for number in range(length):
            CheckInFactory.create(goal=goal, content=f"Note {number}")
        archive_goal(by=acting(goal.owner), goal=goal)
        with django_assert_max_num_queries(27):
            erase_goal(by=acting(goal.owner), goal=goal)
        assert not Change.objects.filter(owner=goal.owner).exclude(entity="user").exclude(fields={}).exists()


def test_target_that_is_reached_completes_nothing_by_itself() -> None:
    goal = new(pattern="target", target_value=1000)
    CheckInFactory.create(goal=goal, value_recorded=1200)
    goal.refresh_from_db()
    assert (goal.progress_percent, goal.status, goal.completed_at) == (100, "active", None)
    assert ("goal", "completed") not in actions(goal.owner)
