"""The person: signing up, how their days run, leaving."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from allauth.account.adapter import get_adapter

from checkins.standing import figures_of
from config.refusals import Invalid, NotFound
from goals.actions import create_pause, link_habit, register, update_profile
from goals.actions.people import AddressTaken
from goals.models import Goal, User
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.journal import actions, assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


def test_signing_up_is_the_first_line_of_the_journal() -> None:
    person = register(user=User(email=" Ada@Example.org "))
    assert User.objects.get().email == "ada@example.org"
    assert actions(person) == [("user", "created")]
    assert lines(person)[0].fields["timezone"] == [None, "UTC"]
    assert lines(person)[0].actor_id == person.pk
    assert_journal_is_whole(person)


def test_address_of_somebody_is_refused() -> None:
    register(user=User(email="ada@example.org"))
    with pytest.raises(AddressTaken) as refused:
        register(user=User(email="Ada@Example.org"))
    assert refused.value.fields == {"email": ["Somebody has an account with this address."]}
    assert User.objects.count() == 1


def test_profile_is_changed_and_told() -> None:
    person = UserFactory.create()
    changed = update_profile(by=acting(person), user=person, name="Ada", timezone="Asia/Kathmandu", day_starts_at=3)
    person.refresh_from_db()
    assert (person.name, person.timezone, person.day_starts_at) == ("Ada", "Asia/Kathmandu", 3)
    assert changed == person
    assert lines(person)[-1].fields == {
        "name": ["", "Ada"],
        "timezone": ["UTC", "Asia/Kathmandu"],
        "day_starts_at": [0, 3],
    }
    assert_journal_is_whole(person)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timezone", "Mars/Olympus"),
        ("timezone", ""),
        ("timezone", None),
        ("timezone", "../../etc/passwd"),
        ("timezone", "x" * 65),
        ("timezone", {}),
        ("day_starts_at", 13),
        ("day_starts_at", -1),
        ("day_starts_at", True),
        ("day_starts_at", None),
        ("day_starts_at", "3.5"),
        ("week_starts_on", 7),
        ("week_starts_on", 2**70),
        ("theme", "pink"),
        ("density", ""),
        ("grouping", None),
        ("language", "tlh"),
        ("hides_done", "perhaps"),
        ("uses_keys", None),
        ("name", "a\x00b"),
        ("name", "a\u202eb"),
        ("name", "x" * 151),
        ("name", None),
        ("email", "other@example.org"),
        ("is_staff", True),
        ("is_superuser", True),
        ("password", "x"),
        ("revision", 5),
    ],
)
def test_what_a_person_may_not_set_is_refused_by_its_field(field: str, value: Any) -> None:
    person = UserFactory.create()
    before = User.objects.values().get(pk=person.pk)
    with pytest.raises(Invalid) as refused:
        update_profile(by=acting(person), user=person, **{field: value})
    assert list(refused.value.fields) == [field]
    assert User.objects.values().get(pk=person.pk) == before


def test_looks_are_told_and_leave_every_figure_alone(django_assert_num_queries: Any) -> None:
    person = UserFactory.create()
    GoalFactory.create_batch(3, owner=person)
    before = list(Goal.objects.values())
    looks = {"theme": "dark", "density": "compact", "grouping": "area", "hides_done": True, "uses_keys": False}
    with django_assert_num_queries(5):
        update_profile(by=acting(person), user=person, language="de", **looks)
    assert lines(person)[-1].fields == {
        "theme": ["system", "dark"],
        "density": ["comfortable", "compact"],
        "grouping": ["time", "area"],
        "hides_done": [False, True],
        "uses_keys": [True, False],
        "language": ["", "de"],
    }
    assert list(Goal.objects.values()) == before
    assert_journal_is_whole(person)


@pytest.mark.parametrize("change", [{"timezone": "Pacific/Kiritimati"}, {"day_starts_at": 12}, {"week_starts_on": 6}])
def test_figures_of_every_goal_follow_the_profile(change: dict[str, Any]) -> None:
    person = UserFactory.create()
    with time_machine.travel(NOON, tick=False) as clock:
        goals = [
            GoalFactory.create(owner=person, period="week", times_per_period=1, start_date=dt.date(2026, 4, 1)),
            GoalFactory.create(owner=person, start_date=dt.date(2026, 4, 1), status="completed"),
            GoalFactory.create(owner=person, start_date=dt.date(2026, 4, 1), status="archived"),
        ]
        for day in (5, 12, 20):
            CheckInFactory.create(goal=goals[0], check_in_date=dt.date(2026, 4, day))
        clock.move_to(dt.datetime(2026, 5, 4, 11, 30, tzinfo=dt.UTC))
        update_profile(by=acting(person), user=person, **change)
        stored = {goal.pk: goal for goal in Goal.objects.select_related("owner")}
        fresh = figures_of(list(stored.values()))
        assert {pk: goal.stats for pk, goal in stored.items()} == {pk: each.as_stats() for pk, each in fresh.items()}
        assert {goal.stats["as_of"] for goal in stored.values()} == {person_today(person).isoformat()}
    assert_journal_is_whole(person)


def person_today(person: User) -> dt.date:
    person.refresh_from_db()
    return person.today()


@pytest.mark.parametrize("way", ["profile", "vacation"])
def test_goal_that_a_habit_feeds_follows_once(way: str) -> None:
    """The habit, which is newer, comes first and takes the goal along; then the goal has its own turn."""
    with time_machine.travel(dt.datetime(2026, 5, 4, 23, 30, tzinfo=dt.UTC), tick=False):
        goal = GoalFactory.create(pattern="milestone")
        owner, today = goal.owner, goal.owner.today()
        habit = GoalFactory.create(owner=owner, start_date=today - 2 * dt.timedelta(days=1))
        link_habit(by=acting(owner), goal=goal, habit=habit)
        CheckInFactory.create(goal=habit, check_in_date=today - dt.timedelta(days=1))
        before = Goal.objects.get(pk=goal.pk).progress_percent
        if way == "profile":
            update_profile(by=acting(owner), user=owner, timezone="Asia/Tokyo")
        else:
            first = today - dt.timedelta(days=2)
            create_pause(by=acting(owner), owner=owner, starts_on=first, ends_on=first)
        after = Goal.objects.get(pk=goal.pk).progress_percent
        assert (before, after) == (50, 33 if way == "profile" else 100)
        assert_journal_is_whole(owner)


def test_profile_of_somebody_else_is_unknown() -> None:
    person, other = UserFactory.create_batch(2)
    with pytest.raises(NotFound):
        update_profile(by=acting(other), user=person, name="Eve")
    assert User.objects.get(pk=person.pk).name == ""


def test_new_password_is_told_and_the_numbers_go_on() -> None:
    person = UserFactory.create()
    GoalFactory.create(owner=person)
    stale = User.objects.get(pk=person.pk)
    GoalFactory.create(owner=person)
    get_adapter().set_password(stale, "a new and better secret")
    GoalFactory.create(owner=person)
    assert User.objects.get(pk=person.pk).check_password("a new and better secret")
    assert actions(person)[-2:] == [("user", "password_changed"), ("goal", "created")]
    assert_journal_is_whole(person)


def test_sign_up_is_open_or_closed_by_the_setting(settings: Any, rf: Any) -> None:
    for is_open in (True, False):
        settings.SIGN_UP_OPEN = is_open
        assert get_adapter().is_open_for_signup(rf.get("/")) is is_open
