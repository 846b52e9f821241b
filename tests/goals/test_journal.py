"""The journal: one door, dense numbers, nothing half-written, nothing rewritten."""

import datetime as dt
import json
import re
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from config.refusals import Invalid, NotFound
from goals.actions import (
    archive_goal,
    create_goal,
    create_milestone,
    create_token,
    erase_account,
    erase_goal,
    update_goal,
    update_profile,
)
from goals.journal import SYSTEM, Actor, plain, snapshot, writing
from goals.models import Change, Erasure, Goal, Milestone, User
from goals.models.choices import Period, Source
from tests.factories import (
    PASSWORD,
    CheckInFactory,
    GoalFactory,
    IntentionFactory,
    MilestoneFactory,
    UserFactory,
    acting,
)
from tests.journal import actions, assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db

Rewrite = Callable[[Any], object]


def revision_of(person: User) -> int:
    return User.objects.values_list("revision", flat=True).get(pk=person.pk)


def test_first_statement_of_a_write_raises_the_revision() -> None:
    """Whatever is read before the lock may be old when it is written."""
    goal = GoalFactory.create()
    with CaptureQueriesContext(connection) as captured:
        update_goal(by=acting(goal.owner), goal=goal, title="Run 10 km")
    first, second = captured.captured_queries[:2]
    assert first["sql"].startswith("SAVEPOINT")
    assert re.match(r'UPDATE "goals_user" SET "revision" = "revision" \+ (?:1|\$1) WHERE ', second["sql"])
    assert " RETURNING " in second["sql"]


def test_numbers_are_dense_and_in_the_order_of_the_writes() -> None:
    owner = UserFactory.create()
    goal = GoalFactory.create(owner=owner, pattern="milestone")
    create_milestone(by=acting(owner), goal=goal, title="First")
    assert_journal_is_whole(owner)
    assert actions(owner) == [
        ("user", "created"),
        ("goal", "created"),
        ("goal", "progressed"),
        ("milestone", "created"),
    ]


def test_line_says_who_what_and_when() -> None:
    staff = UserFactory.create(is_staff=True)
    goal = GoalFactory.create(title="Run")
    by = Actor(staff, Source.ADMIN, device="tablet")
    update_goal(by=by, goal=goal, title="Run 5 km")
    line = lines(goal.owner)[-1]
    goal.refresh_from_db()
    assert (line.entity, line.entity_id, line.version, line.action) == ("goal", goal.pk, goal.revision, "updated")
    assert line.fields == {"title": ["Run", "Run 5 km"]}
    assert (line.actor_id, line.source, line.device) == (staff.pk, "admin", "tablet")
    assert line.at == goal.updated_at


def test_write_that_changes_nothing_leaves_no_line_and_no_number() -> None:
    goal = GoalFactory.create(title="Run", target_value=Decimal(5))
    before = revision_of(goal.owner), Goal.objects.get(pk=goal.pk).updated_at
    update_goal(by=acting(goal.owner), goal=goal, title="Run", target_value=Decimal("5.0000"))
    with writing(goal.owner_id, by=acting(goal.owner)):
        pass
    assert (revision_of(goal.owner), Goal.objects.get(pk=goal.pk).updated_at) == before
    assert_journal_is_whole(goal.owner)


def test_nested_write_joins_the_outer_one() -> None:
    owner = UserFactory.create()
    by = acting(owner)
    with writing(owner.pk, by=by) as outer:
        goal = create_goal(by=by, owner=owner, title="Outer")
        with writing(owner.pk, by=by) as inner:
            assert inner is outer
            create_milestone(by=by, goal=goal, title="Inner")
        assert not Change.objects.filter(entity="goal", owner=owner).exists()
    assert actions(owner, since=1) == [("goal", "created"), ("milestone", "created")]
    assert len({line.at for line in lines(owner)[1:]}) == 1
    assert_journal_is_whole(owner)


def test_refused_part_of_a_write_leaves_neither_rows_nor_lines() -> None:
    owner = UserFactory.create()
    by = acting(owner)
    with writing(owner.pk, by=by):
        create_goal(by=by, owner=owner, title="Kept")
        with pytest.raises(Invalid):
            create_goal(by=by, owner=owner, title="Gone", milestones=[{"title": "Fine"}, {"title": ""}])
        create_goal(by=by, owner=owner, title="Kept too")
    assert sorted(Goal.objects.values_list("title", flat=True)) == ["Kept", "Kept too"]
    assert not Milestone.objects.exists()
    assert_journal_is_whole(owner)


def test_nested_write_for_somebody_else_keeps_its_own_numbers() -> None:
    mine, theirs = UserFactory.create_batch(2)
    with writing(mine.pk, by=SYSTEM):
        create_goal(by=SYSTEM, owner=theirs, title="Theirs")
        create_goal(by=SYSTEM, owner=mine, title="Mine")
    for person in (mine, theirs):
        assert_journal_is_whole(person)
        assert actions(person, since=1)[0] == ("goal", "created")


def test_failed_write_leaves_nothing() -> None:
    goal = GoalFactory.create(title="Run")
    before = revision_of(goal.owner), len(lines(goal.owner))

    def fail_halfway() -> None:
        with writing(goal.owner_id, by=acting(goal.owner)) as journal:
            update_goal(by=acting(goal.owner), goal=goal, title="Never")
            assert [line["action"] for line in journal.lines] == ["updated"]
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fail_halfway()
    assert Goal.objects.get(pk=goal.pk).title == "Run"
    assert (revision_of(goal.owner), len(lines(goal.owner))) == before
    update_goal(by=acting(goal.owner), goal=goal, title="After")
    assert_journal_is_whole(goal.owner)


REWRITES: dict[str, Rewrite] = {
    "update": lambda lines: lines.update(action="rewritten"),
    "delete": lambda lines: lines.delete(),
    "save": lambda lines: lines.get().save(),
    "delete one": lambda lines: lines.get().delete(),
    "raw update": lambda lines: raw("UPDATE goals_change SET seq = seq + 1 WHERE id = %s", lines.get().pk),
    "raw delete": lambda lines: raw("DELETE FROM goals_change WHERE id = %s", lines.get().pk),
    "delete the person": lambda lines: User.objects.filter(pk=lines.get().owner_id).delete(),
}


def raw(statement: str, key: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])


@pytest.mark.parametrize("way", REWRITES)
@pytest.mark.parametrize("erasing_another", [False, True])
def test_line_cannot_be_rewritten_or_removed(way: str, erasing_another: bool) -> None:
    person = UserFactory.create()
    told = Change.objects.filter(owner=person)
    kept = list(told.values())
    if erasing_another:
        Erasure.objects.create(owner_id=uuid.uuid4())
    with pytest.raises(IntegrityError, match="the journal is immutable"), transaction.atomic():
        REWRITES[way](told)
    assert list(told.values()) == kept


def test_erased_account_takes_everything_with_it() -> None:
    goal = GoalFactory.create(title="Secret plan", pattern="milestone")
    owner, other = goal.owner, CheckInFactory.create().owner
    CheckInFactory.create(goal=goal, milestone=MilestoneFactory.create(goal=goal))
    IntentionFactory.create(goal=goal)
    create_token(by=acting(owner), user=owner, name="Program")
    erase_account(by=acting(owner), user=owner)
    assert not User.objects.filter(pk=owner.pk).exists()
    assert set(Change.objects.values_list("owner", flat=True)) == {other.pk}
    assert set(Goal.objects.values_list("owner", flat=True)) == {other.pk}
    assert not Erasure.objects.exists()
    assert_journal_is_whole(other)


def test_erased_account_is_gone_for_a_second_request() -> None:
    person = UserFactory.create()
    erase_account(by=acting(person), user=person)
    for again in (erase_account, lambda **who: update_profile(**who, name="Ada")):
        with pytest.raises(NotFound):
            again(by=acting(person), user=person)


def test_erased_goal_leaves_numbered_lines_without_words() -> None:
    goal = GoalFactory.create(title="Canary", pattern="milestone", milestones=[{"title": "Canary step"}])
    other = GoalFactory.create(owner=goal.owner, title="Other")
    CheckInFactory.create(goal=goal, content="Canary note")
    IntentionFactory.create(goal=goal, trigger_condition="Canary trigger")
    milestone = goal.milestones.get()
    with writing(goal.owner_id, by=acting(goal.owner)) as journal:
        journal.delete(milestone)
    archive_goal(by=acting(goal.owner), goal=goal)
    numbers = [line.seq for line in lines(goal.owner)]
    erase_goal(by=acting(goal.owner), goal=goal)
    told = lines(goal.owner)
    assert [line.seq for line in told] == [*numbers, numbers[-1] + 1]
    assert (told[-1].action, told[-1].entity_id) == ("erased", goal.pk)
    assert "Canary" not in json.dumps([line.fields for line in told])
    assert next(line.fields for line in told if line.entity_id == other.pk)["title"] == [None, "Other"]
    assert_journal_is_whole(goal.owner)


def test_secrets_are_never_written_down() -> None:
    person = UserFactory.create(password=PASSWORD)
    _, secret = create_token(by=acting(person), user=person, name="Program")
    get_adapter().set_password(person, "a new and better secret")
    update_profile(by=acting(person), user=person, name="Ada")
    person.refresh_from_db()
    token = person.auth_token_set.get()
    told = json.dumps([line.fields for line in lines(person)])
    for hidden in (PASSWORD, "a new and better secret", person.password, secret, token.digest, token.token_key):
        assert hidden not in told
    assert actions(person, since=1) == [
        ("personal_token", "created"),
        ("user", "password_changed"),
        ("user", "updated"),
    ]
    assert_journal_is_whole(person)


def actors() -> dict[str, tuple[Callable[[User], Actor], bool]]:
    return {
        "the person": (lambda owner: Actor(owner, Source.PAGE), True),
        "the person's program": (lambda owner: Actor(owner, Source.API), True),
        "the system": (lambda owner: SYSTEM, True),
        "an import without a person": (lambda owner: Actor(None, Source.IMPORT), True),
        "staff in the admin": (lambda owner: Actor(UserFactory.create(is_staff=True), Source.ADMIN), True),
        "staff elsewhere": (lambda owner: Actor(UserFactory.create(is_staff=True), Source.API), False),
        "staff who left": (
            lambda owner: Actor(UserFactory.create(is_staff=True, is_active=False), Source.ADMIN),
            False,
        ),
        "another person": (lambda owner: Actor(UserFactory.create(), Source.PAGE), False),
        "another person in the admin": (lambda owner: Actor(UserFactory.create(), Source.ADMIN), False),
        "nobody": (lambda owner: Actor(None, Source.PAGE), False),
    }


@pytest.mark.parametrize("who", actors())
def test_writing_for_somebody_is_for_them_staff_and_the_system(who: str) -> None:
    owner = UserFactory.create()
    make, may = actors()[who]
    by = make(owner)
    if may:
        create_goal(by=by, owner=owner, title="Run")
    else:
        with pytest.raises(NotFound):
            create_goal(by=by, owner=owner, title="Run")
        with pytest.raises(NotFound):
            erase_account(by=by, user=owner)
    assert Goal.objects.filter(owner=owner).count() == may
    assert User.objects.filter(pk=owner.pk).exists()


def test_writing_for_nobody_is_refused() -> None:
    with pytest.raises(NotFound), writing(uuid.uuid4(), by=SYSTEM):
        pytest.fail("there is nobody to write for")


def test_fresh_is_the_row_of_this_owner_as_it_is_now() -> None:
    goal, theirs = GoalFactory.create(title="Run"), GoalFactory.create()
    Goal.objects.filter(pk=goal.pk).update(title="Swim")
    with writing(goal.owner_id, by=SYSTEM) as journal:
        assert journal.fresh(goal).title == "Swim"
        for strange in (theirs, Goal(pk=uuid.uuid4())):
            with pytest.raises(NotFound):
                journal.fresh(strange)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (Decimal("500.0000"), "500"),
        (Decimal("5E+2"), "500"),
        (Decimal("-0"), "0"),
        (Decimal("0.1000"), "0.1"),
        (Decimal("9999999999999999.9999"), "9999999999999999.9999"),
        (dt.date(2026, 5, 4), "2026-05-04"),
        (dt.time(7, 30), "07:30:00"),
        (dt.datetime(2026, 5, 4, 9, tzinfo=dt.timezone(dt.timedelta(hours=2))), "2026-05-04T07:00:00+00:00"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Period.WEEK, "week"),
        ({"a": [1]}, {"a": [1]}),
        (True, True),
        (None, None),
    ],
)
def test_equal_values_have_one_form(value: Any, form: Any) -> None:
    assert plain(value) == form


def test_snapshot_leaves_out_what_is_derived_or_secret() -> None:
    assert {"revision", "updated_at", "owner", "stats", "goal_type", "id"}.isdisjoint(snapshot(GoalFactory.create()))
    assert {"password", "last_login", "revision"}.isdisjoint(snapshot(UserFactory.create()))


def test_long_name_of_a_device_is_cut() -> None:
    person = UserFactory.create()
    update_profile(by=Actor(person, Source.SYNC, device="p" * 200), user=person, name="Ada")
    assert lines(person)[-1].device == "p" * 100
