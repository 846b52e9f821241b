"""The database refuses by itself what must never be stored: each constraint, provoked on the raw row."""

import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from goals.models import (
    Budget,
    CalendarFeed,
    Change,
    Cheer,
    Contribution,
    Debt,
    Goal,
    GoalShare,
    GoalTemplate,
    HabitLink,
    Intention,
    Milestone,
    PastTerms,
    Pause,
    PersonalToken,
    Task,
    User,
)
from goals.models.choices import Pattern
from tests.factories import GoalFactory, IntentionFactory, MilestoneFactory, UserFactory
from tests.goals.rows import make_row

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 5, 4)
BLANK = ("", "   ")
TERMS_BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("period", {"period": "year"}),
    ("times", {"times_per_period": 0}),
    ("times", {"times_per_period": 367}),
    ("every_n", {"every_n_days": 1}),
    ("every_n", {"every_n_days": 367}),
    ("one_schedule", {"weekdays": [1], "every_n_days": 2}),
]
BROKEN: list[tuple[type[models.Model], str, dict[str, Any]]] = [
    (User, "user_email_present", {"email": ""}),
    (User, "user_day_starts_at", {"day_starts_at": 13}),
    (User, "user_week_starts_on", {"week_starts_on": 7}),
    *((User, f"user_{name}", {name: "x"}) for name in ("theme", "density", "grouping", "language")),
    *((Goal, f"goal_{name}", values) for name, values in TERMS_BROKEN),
    *((PastTerms, f"past_terms_{name}", values) for name, values in TERMS_BROKEN),
    *((Goal, "goal_title_present", {"title": blank}) for blank in BLANK),
    *(
        (Goal, f"goal_{name}", {name: "other"})
        for name in (
            "pattern",
            "specificity",
            "value_category",
            "progress_sentiment",
            "aggregation",
            "silence",
            "time_of_day",
            "direction",
            "metric_type",
        )
    ),
    (Goal, "goal_finance_mode", {"finance_mode": "other", "currency": "EUR"}),
    (Goal, "goal_status", {"status": "other"}),
    (Goal, "goal_percent", {"progress_percent": 101}),
    (Goal, "goal_reserve", {"reserve_per_month": 32}),
    (Goal, "goal_archive_remembers", {"status": "archived"}),
    (Goal, "goal_archive_remembers", {"status_before_archive": "active"}),
    (Goal, "goal_completed_at", {"status": "completed"}),
    (Goal, "goal_finance_has_currency", {"finance_mode": "save"}),
    *((Milestone, "milestone_title_present", {"title": blank}) for blank in BLANK),
    (Milestone, "milestone_share_percent", {"share": -1}),
    (Milestone, "milestone_share_percent", {"share": 101}),
    *((Intention, "intention_trigger_condition_present", {"trigger_condition": blank}) for blank in BLANK),
    *((Intention, "intention_action_present", {"action": blank}) for blank in BLANK),
    (Pause, "pause_ends_after_start", {"starts_on": TODAY, "ends_on": TODAY - dt.timedelta(days=1)}),
    (PersonalToken, "token_scope", {"scope": "admin"}),
    (GoalShare, "share_kind", {"kind": "other"}),
    (GoalShare, "share_partner_has_email", {"email": None}),
    (GoalShare, "share_partner_has_email", {"kind": "link"}),
    (GoalShare, "share_partner_accepted", {"accepted_at": None}),
    *((Cheer, "cheer_words_present", {"words": blank}) for blank in BLANK),
    *((GoalTemplate, "template_title_present", {"title": blank}) for blank in BLANK),
    (GoalTemplate, "template_pattern", {"pattern": "other"}),
    (GoalTemplate, "template_value_category", {"value_category": "other"}),
    *((Task, "task_title_present", {"title": blank}) for blank in BLANK),
    *((Task, "task_weight", {"weight": weight}) for weight in (0, 101)),
    (Task, "task_focus_minutes", {"focus_minutes": 100_001}),
    (HabitLink, "habit_link_not_to_itself", {"habit": models.F("goal")}),
    *((HabitLink, "habit_link_weight", {"weight": weight}) for weight in (0, 101)),
    *((Budget, "budget_title_present", {"title": blank}) for blank in BLANK),
    (Budget, "budget_amount", {"amount": -1}),
    (Budget, "budget_period", {"period": "year"}),
    *((Debt, "debt_title_present", {"title": blank}) for blank in BLANK),
    (Debt, "debt_principal", {"principal": -1}),
    (Contribution, "contribution_not_zero", {"amount": 0}),
]


def named(case: tuple[type[models.Model], str, dict[str, Any]]) -> str:
    return f"{case[1]}-{'-'.join(map(str, case[2].values()))}"


@pytest.mark.parametrize("case", BROKEN, ids=named)
def test_constraint_refuses_the_raw_row(case: tuple[type[models.Model], str, dict[str, Any]]) -> None:
    model, name, values = case
    row = make_row(model)
    with pytest.raises(IntegrityError, match=rf"\b{name}\b"), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**values)


UNIQUE = {
    "past_terms_one_a_day": ("goals_pastterms", "goal_id", "valid_through"),
    "pause_one_open_a_goal": ("goals_pause", "goal_id"),
    "calendar_one_a_person": ("goals_calendarfeed", "owner_id"),
    "habit_link_once": ("goals_habitlink", "goal_id", "habit_id"),
    "contribution_reference_once": ("goals_contribution", "owner_id", "external_reference"),
    "change_seq": ("goals_change", "owner_id", "seq"),
}


def refuses(name: str) -> Any:
    """PostgreSQL tells the name of a unique constraint, SQLite its columns."""
    table, *columns = UNIQUE[name]
    told = ", ".join(f"{table}.{column}" for column in columns)
    return pytest.raises(IntegrityError, match=f'"{name}"' if connection.vendor == "postgresql" else told)


def test_second_past_terms_of_a_day_are_refused() -> None:
    held = make_row(PastTerms)
    with refuses("past_terms_one_a_day"), transaction.atomic():
        copy_of(held).save(force_insert=True)


def test_second_open_pause_of_a_goal_is_refused_and_a_closed_one_is_not() -> None:
    open_pause = make_row(Pause)
    assert open_pause.ends_on is None
    with refuses("pause_one_open_a_goal"), transaction.atomic():
        copy_of(open_pause).save(force_insert=True)
    closed = copy_of(open_pause)
    closed.ends_on = closed.starts_on
    closed.save(force_insert=True)
    assert Pause.objects.filter(goal=open_pause.goal).count() == 2


def test_second_open_vacation_is_not_refused() -> None:
    """The constraint is about goals; nobody's vacation closes another's."""
    first, second = make_row(Pause), make_row(Pause)
    Pause.objects.update(goal=None)
    assert Pause.objects.filter(pk__in=[first.pk, second.pk], ends_on=None).count() == 2


def test_second_calendar_of_a_person_is_refused() -> None:
    second = copy_of(make_row(CalendarFeed))
    second.digest = "another"
    with refuses("calendar_one_a_person"), transaction.atomic():
        second.save(force_insert=True)


def test_second_link_of_a_habit_is_refused() -> None:
    with refuses("habit_link_once"), transaction.atomic():
        copy_of(make_row(HabitLink)).save(force_insert=True)


def test_second_contribution_of_a_reference_is_refused_and_without_one_is_not() -> None:
    row = make_row(Contribution)
    copy_of(row).save(force_insert=True)
    Contribution.objects.filter(pk=row.pk).update(external_reference="bank-1")
    row.external_reference = "bank-1"
    with refuses("contribution_reference_once"), transaction.atomic():
        copy_of(row).save(force_insert=True)


def test_second_line_with_a_number_is_refused() -> None:
    line = Change.objects.filter(owner=UserFactory.create()).latest("seq")
    with refuses("change_seq"), transaction.atomic():
        line.pk = None
        line.save(force_insert=True)


def copy_of(row: Any) -> Any:
    row.pk = uuid.uuid4()
    row._state.adding = True
    return row


def constraints_of(label: str) -> Iterator[str]:
    for model in apps.get_app_config(label).get_models():
        for constraint in model._meta.constraints:
            yield constraint.name


def test_every_constraint_of_goals_is_provoked_here() -> None:
    assert {name for _, name, _ in BROKEN} | set(UNIQUE) == set(constraints_of("goals"))


def test_email_is_unique() -> None:
    first, second = UserFactory.create_batch(2)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=first.pk).update(email=second.email)


_PARTS = (Milestone, Intention, Pause, PastTerms, Task, HabitLink, Contribution)
PARTS = [*((model, "goal_id") for model in _PARTS), (HabitLink, "habit_id")]
OWNED = [(model, "owner_id") for model in (Goal, *_PARTS, Budget, Debt)]


@pytest.mark.parametrize(("model", "column"), [*PARTS, *OWNED, (PersonalToken, "user_id")])
def test_row_of_an_unknown_goal_or_owner_is_refused(model: type[models.Model], column: str) -> None:
    row = make_row(model)

    def point_nowhere() -> None:
        model._default_manager.filter(pk=row.pk).update(**{column: uuid.uuid4()})
        connection.check_constraints()

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), transaction.atomic():
        point_nowhere()


@pytest.mark.parametrize(
    ("pattern", "goal_type"),
    [
        (Pattern.RECURRING, "habit"),
        (Pattern.STREAK, "habit"),
        (Pattern.LIMIT, "habit"),
        (Pattern.TARGET, "target"),
        (Pattern.MILESTONE, "project"),
    ],
)
def test_goal_type_is_derived_from_the_pattern(pattern: Pattern, goal_type: str) -> None:
    goal = GoalFactory.create(pattern=pattern)
    assert goal.goal_type == goal_type
    assert Goal.objects.filter(goal_type=goal_type).get() == goal


@pytest.mark.parametrize(
    "amount",
    ["9999999999999999.9999", "-9999999999999999.9999", "1234567890123456.7891", "0.0001", "2.5000", "500.0000"],
)
def test_amount_comes_back_as_it_went_in(amount: str) -> None:
    milestone = MilestoneFactory.create(target_value=Decimal(amount))
    milestone.refresh_from_db()
    assert str(milestone.target_value) == amount
    assert Milestone.objects.filter(target_value=Decimal(amount)).get() == milestone


def test_amounts_sort_and_add_up_as_numbers() -> None:
    goal = GoalFactory.create(pattern="milestone")
    for amount in ("9", "10", "-3", "1.5", "100.0001"):
        MilestoneFactory.create(goal=goal, target_value=amount)
    rows = Milestone.objects.order_by("target_value")
    assert [str(row.target_value.normalize()) for row in rows] == ["-3", "1.5", "9", "1E+1", "100.0001"]
    assert Milestone.objects.filter(target_value__gte=10).count() == 2
    assert str(Milestone.objects.aggregate(total=models.Sum("target_value"))["total"]) == "117.5001"


def test_stale_person_never_sets_the_revision_back() -> None:
    person = UserFactory.create()
    stale = User.objects.get(pk=person.pk)
    GoalFactory.create(owner=person)
    moved = User.objects.get(pk=person.pk).revision
    assert moved > stale.revision
    stale.name = "Ada"
    stale.save()
    assert User.objects.values_list("revision", "name").get(pk=person.pk) == (moved, "Ada")
    GoalFactory.create(owner=person)


def test_person_is_found_by_email_without_regard_to_case() -> None:
    person = User.objects.create_user("Ada@Example.org", "x" * 12)
    assert User.objects.get_by_natural_key("ADA@example.ORG") == person
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


def test_today_follows_zone_and_day_start() -> None:
    person = User(timezone="Europe/Berlin", day_starts_at=3)
    night = dt.datetime(2026, 5, 4, 0, 30, tzinfo=dt.UTC)  # 02:30 in Berlin
    assert person.today(night) == dt.date(2026, 5, 3)
    assert person.today(night + dt.timedelta(minutes=30)) == dt.date(2026, 5, 4)


def test_querysets_say_whose_and_which() -> None:
    owner = UserFactory.create()
    goals = {status: GoalFactory.create(owner=owner, status=status) for status in ("active", "paused", "archived")}
    GoalFactory.create()
    mine = Goal.objects.for_owner(owner)
    assert set(mine) == set(goals.values())
    assert set(mine.active()) == {goals["active"]}
    assert set(mine.open()) == {goals["active"], goals["paused"]}
    assert set(mine.listed()) == {goals["active"], goals["paused"]}


def test_parts_of_any_number_of_goals_take_the_same_queries(django_assert_num_queries: Any) -> None:
    owner = UserFactory.create()
    for _ in range(3):
        goal = GoalFactory.create(owner=owner)
        IntentionFactory.create(goal=goal)
        MilestoneFactory.create(goal=goal)
    for count in (1, 3):
        with django_assert_num_queries(5):
            goals = list(Goal.objects.for_owner(owner).with_parts()[:count])
            assert [len(goal.milestones.all()) + len(goal.intentions.all()) for goal in goals] == [2] * count


def test_rows_name_themselves() -> None:
    person = UserFactory.create(email="ada@example.org")
    assert (str(person), person.get_full_name(), person.get_short_name()) == ("ada@example.org",) * 2 + ("ada",)
    assert (User(name="Ada").get_full_name(), User(name="Ada").get_short_name()) == ("Ada", "Ada")
    assert str(GoalFactory.create(title="Read")) == "Read"
    assert str(MilestoneFactory.create(title="Chapter 1")) == "Chapter 1"
    assert str(IntentionFactory.create(trigger_condition="I sit down", action="I read")) == "I sit down: I read"
    assert str(make_row(Change)) == "1 user created"
    assert str(make_row(PersonalToken)) == "Program"
    past_terms, pause = make_row(PastTerms), make_row(Pause)
    assert str(past_terms) == f"{past_terms.goal_id} through 2026-05-02"
    assert str(pause) == f"{pause.starts_on} – …"
