"""What `manage.py load_demo` leaves behind: a lived life, the same each time, and nobody disturbed."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from checkins import demo
from checkins.agenda import Mark, agenda_of
from checkins.demo.habits import habits
from checkins.demo.people import JONAS, MAYA, STAFF
from checkins.demo.story import DAY, Life
from checkins.models import CheckIn, Insight
from checkins.standing import figures_of
from goals.models import Change, Goal, Intention, Milestone, PastTerms, Pause, User
from goals.models.choices import Pattern, Status
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 15, 0, tzinfo=LONDON)


def load_demo(*options: str) -> str:
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for the tests of this module; each of them undoes what it changes itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def on_that_day(_loaded: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def maya(on_that_day: None) -> User:
    return User.objects.get(email=MAYA.email)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Everything of the demo but ids and hashes."""
    columns = {
        User: ("email", "name", "timezone", "day_starts_at", "is_staff", "date_joined", "revision"),
        Goal: (
            "title",
            "status",
            "start_date",
            "ended_on",
            "created_at",
            "progress_percent",
            "check_in_count",
            "stats",
        ),
        Milestone: ("title", "target_date", "completed_at"),
        Intention: ("trigger_condition", "action", "is_active"),
        PastTerms: ("goal__title", "valid_through", "target_value", "times_per_period", "weekdays"),
        Pause: ("goal__title", "starts_on", "ends_on"),
        CheckIn: ("goal__title", "logged_at", "check_in_date", "habit_completion_status", "value_recorded", "content"),
        Change: ("owner__email", "seq", "entity", "action", "at"),
    }
    return {
        model.__name__: sorted(model._default_manager.values_list(*names), key=repr) for model, names in columns.items()
    }


def test_maya_has_twelve_goals_of_every_pattern_and_status(maya: User) -> None:
    goals = Goal.objects.for_owner(maya)
    assert Counter(goals.values_list("status", flat=True)) == {
        Status.ACTIVE: 8,
        Status.PAUSED: 1,
        Status.COMPLETED: 1,
        Status.ABANDONED: 1,
        Status.ARCHIVED: 1,
    }
    assert set(goals.values_list("pattern", flat=True)) == set(Pattern.values)


def test_maya_hears_of_her_late_sundays(maya: User) -> None:
    weak = Insight.objects.for_owner(maya).found().with_goals().get(code="weekday_less")
    assert (weak.goal.title if weak.goal else "", weak.numbers["weekday"]) == ("Meditate 10 minutes", 6)
    assert Insight.objects.for_owner(maya).filter(code="plan_weekday").count() == 1


def test_maya_has_checked_in_for_two_years(maya: User) -> None:
    check_ins = CheckIn.objects.for_owner(maya)
    months = Counter((day.year, day.month) for day in check_ins.values_list("check_in_date", flat=True))
    assert check_ins.earliest("check_in_date").check_in_date < TODAY - 722 * DAY
    assert len(months) == 25
    assert min(count for month, count in months.items() if month != (2024, 11)) >= 25
    assert set(check_ins.values_list("kind", flat=True)) == {"completion", "value", "milestone"}
    assert {"completed", "skipped", "missed"} < set(check_ins.values_list("habit_completion_status", flat=True))
    assert check_ins.filter(content__isnull=False).count() > 50
    assert check_ins.filter(mood__isnull=False).count() > 50


def test_maya_has_milestones_plans_pauses_and_past_terms(maya: User) -> None:
    book = Goal.objects.get(owner=maya, pattern=Pattern.MILESTONE)
    assert [milestone.is_done for milestone in book.milestones.all()] == [True, True, True, False, False, False]
    plans = Intention.objects.for_owner(maya)
    assert (plans.filter(is_active=True).count(), plans.filter(is_active=False).count()) == (12, 1)
    vacations = Pause.objects.for_owner(maya).filter(goal__isnull=True)
    assert [(pause.ends_on - pause.starts_on).days + 1 for pause in vacations if pause.ends_on] == [10, 14]
    pauses = Pause.objects.for_owner(maya).filter(goal__isnull=False)
    assert list(pauses.values_list("goal__title", "ends_on")) == [
        ("Gym", TODAY - 194 * DAY),
        (book.title, TODAY + 26 * DAY),
    ]
    coffee = PastTerms.objects.filter(goal__owner=maya, goal__pattern=Pattern.LIMIT)
    assert [int(terms.target_value or 0) for terms in coffee] == [21, 18]
    assert PastTerms.objects.for_owner(maya).values("goal").distinct().count() == 7


def test_today_is_lively(maya: User, client: Client) -> None:
    agenda = agenda_of(maya, TODAY)
    assert [(group.name, len(group.rows)) for group in agenda.groups] == [("morning", 4), ("any", 3)]
    marks = {row.goal.title.split()[0]: row.mark for row in agenda.rows}
    assert (marks["Meditate"], marks["Gym"], marks["Run"]) == (Mark.DONE, Mark.SKIP, Mark.TODO)
    by_title = {row.goal.title.split()[0]: row for row in agenda.rows}
    assert by_title["Meditate"].recorded_at == dt.datetime(2026, 11, 20, 7, 12, tzinfo=LONDON)
    assert by_title["Meditate"].streak == 12
    done = {title: (int(by_title[title].unit.done), int(by_title[title].unit.need or 0)) for title in by_title}
    assert (done["Practise"], done["Drink"], done["Coffee"]) == ((4, 5), (1250, 2000), (9, 14))
    client.force_login(maya)
    assert client.get(reverse("today")).status_code == 200


def test_run_is_due_after_a_missed_day(maya: User) -> None:
    run = Goal.objects.get(owner=maya, title="Run")
    last = CheckIn.objects.filter(goal=run).latest("check_in_date")
    assert (run.weekdays, last.check_in_date.weekday()) == ([0, 2, 4], 2)
    assert (last.habit_completion_status, run.stats["current_streak"]) == ("missed", 0)


def test_stored_figures_equal_a_fresh_computation(on_that_day: None) -> None:
    goals = list(Goal.objects.select_related("owner"))
    figures = figures_of(goals, TODAY)
    assert {goal.pk: goal.stats for goal in goals} == {goal.pk: figures[goal.pk].as_stats() for goal in goals}
    assert {goal.pk: goal.progress_percent for goal in goals} == {goal.pk: figures[goal.pk].percent for goal in goals}
    assert [goal.check_in_count for goal in goals] == [goal.check_ins.count() for goal in goals]


def test_nothing_lies_in_the_future_and_the_journal_runs_forward(on_that_day: None) -> None:
    assert not CheckIn.objects.filter(logged_at__gt=NOW).exists()
    for user in User.objects.all():
        times = list(Change.objects.for_owner(user).order_by("seq").values_list("seq", "at"))
        assert [seq for seq, _ in times] == list(range(1, user.revision + 1))
        assert times == sorted(times, key=lambda line: line[1])
        assert times[0][1] == user.date_joined


def test_everybody_signs_in_with_the_password_that_is_printed(on_that_day: None, client: Client) -> None:
    printed = load_demo()
    for person in demo.PEOPLE:
        assert f"  {person.email:<22} {person.password:<24} {person.name}" in printed
        assert client.login(username=person.email, password=person.password)
        validate_password(person.password, User.objects.get(email=person.email))


def test_there_is_a_second_person_and_staff(on_that_day: None) -> None:
    goals = Goal.objects.filter(owner__email=JONAS.email)
    assert [goal.status for goal in goals] == ["active", "active"]
    assert all(goal.check_in_count > 10 for goal in goals)
    assert list(User.objects.filter(is_staff=True, is_superuser=True).values_list("email", flat=True)) == [STAFF.email]
    assert not Goal.objects.filter(owner__email=STAFF.email).exists()


def test_repeat_changes_nothing(on_that_day: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    UserFactory(email="visitor@example.org")
    before = rows()
    with django_assert_num_queries(1):
        assert load_demo().startswith("The demo is loaded already; nothing changed.")
    assert rows() == before


def test_same_seed_and_day_give_the_same_rows(on_that_day: None) -> None:
    before = rows()
    assert load_demo("--fresh").startswith("Loaded 3 people with 14 goals and ")
    assert rows() == before


def test_another_seed_draws_other_days() -> None:
    meditate = habits(TODAY)[0]
    days = meditate.days(TODAY, ())

    def drawn(seed: int) -> list[Any]:
        life = Life(seed, NOW, TODAY, LONDON)
        assert meditate.rhythm is not None
        return list(meditate.rhythm.draw(life, days, life.random("Meditate")))

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_early_monday_has_a_full_page_and_no_future() -> None:
    monday = dt.datetime(2026, 11, 16, 4, 0, tzinfo=LONDON)
    with time_machine.travel(monday, tick=False):
        demo.unload()
        maya, *_ = demo.load(seed=3, now=monday)
        agenda = agenda_of(maya, maya.today())
    assert (len(agenda.rows), agenda.done, agenda.skipped) == (7, 2, 1)
    assert not CheckIn.objects.filter(logged_at__gt=monday).exists()


def test_database_of_other_people_is_refused() -> None:
    demo.unload()
    UserFactory(email="visitor@example.org")
    for options in ([], ["--fresh"]):
        with pytest.raises(CommandError, match=r"holds 1 account that the demo did not make.*DATA_DIR"):
            load_demo(*options)
    assert list(User.objects.values_list("email", flat=True)) == ["visitor@example.org"]
