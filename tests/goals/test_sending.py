"""Statements that do not wait for one another do what they do one by one, and fail as loudly."""

import uuid
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from checkins.actions import record_check_in
from checkins.models import CheckIn
from config.refusals import NotFound
from goals.journal import writing
from goals.models import Goal, User
from goals.prepared import Prepared, insert_row, save_columns
from goals.sending import answer_all, is_together, send, together
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole
from tests.rollups import assert_rolled_up

pytestmark = pytest.mark.django_db
PEOPLE: Prepared[User] = Prepared(lambda pk: User.objects.filter(pk=pk), models.UUIDField)


@pytest.fixture
def goal() -> Iterator[Goal]:
    made: Goal = GoalFactory.create(pattern="target", target_value=100)
    yield made
    assert not is_together()


def test_answers_are_those_of_each_question_in_any_order() -> None:
    people = UserFactory.create_batch(3)
    with together():
        asked = [PEOPLE.ask(person.pk) for person in people]
        assert [ask() for ask in reversed(asked)] == [[person] for person in reversed(people)]


def test_later_statements_see_what_earlier_ones_wrote(goal: Goal) -> None:
    with together():
        goal.title = "Written"
        save_columns(goal, ["title"])
        assert Goal.objects.get(pk=goal.pk).title == "Written"


def test_what_the_database_makes_is_there_when_all_is_answered(goal: Goal) -> None:
    kept = CheckInFactory.create(goal=goal, value_recorded=3)
    CheckIn.objects.filter(pk=kept.pk).delete()
    names = [field.attname for field in CheckIn._meta.concrete_fields if not field.generated]
    row = CheckIn(**{name: getattr(kept, name) for name in names})
    with together():
        insert_row(row)
        answer_all()
        assert row.kind == "value"


def test_statement_that_fails_is_heard_of_before_the_end(goal: Goal) -> None:
    held = CheckInFactory.create(goal=goal, value_recorded=3)
    with pytest.raises(IntegrityError), transaction.atomic(), together():
        insert_row(held)
    assert CheckIn.objects.count() == 1


def test_lost_row_is_heard_of_before_the_end(goal: Goal) -> None:
    goal.pk = uuid.uuid4()
    with pytest.raises(DatabaseError, match="gone"), transaction.atomic(), together():
        save_columns(goal, ["title"])


def test_part_within_another_part_is_the_same(goal: Goal) -> None:
    with together(), together():
        assert PEOPLE.rows(goal.owner_id) == [goal.owner]


def test_write_about_a_row_waits_on_sqlite_only(goal: Goal) -> None:
    with writing(goal.owner_id, by=acting(goal.owner), about=goal) as journal:
        assert is_together() is (connection.vendor == "postgresql")
        assert journal.fresh(goal) == goal
    with writing(goal.owner_id, by=acting(goal.owner)):
        assert not is_together()


def test_write_about_a_row_reads_it_once_and_afresh_from_then_on(goal: Goal) -> None:
    with writing(goal.owner_id, by=acting(goal.owner), about=goal) as journal:
        journal.update(journal.fresh(goal), title="New")
        assert journal.fresh(goal).title == "New"


def test_write_about_a_row_of_somebody_else_finds_none(goal: Goal) -> None:
    other = UserFactory.create()
    with pytest.raises(NotFound), writing(other.pk, by=acting(other), about=goal) as journal:
        journal.fresh(goal)


def test_part_that_is_refused_leaves_the_rest_of_its_write(goal: Goal) -> None:
    by = acting(goal.owner)

    def refused() -> None:
        with writing(goal.owner_id, by=by) as part:
            part.update(part.fresh(goal), title="Never")
            raise NotFound

    with writing(goal.owner_id, by=by, about=goal) as journal:
        journal.update(journal.fresh(goal), title="Before")
        with pytest.raises(NotFound):
            refused()
        journal.update(journal.fresh(goal), description="After")
    goal.refresh_from_db()
    assert (goal.title, goal.description) == ("Before", "After")
    assert_journal_is_whole(goal.owner)


def test_goal_without_a_roll_up_is_rolled_up_from_its_rows(goal: Goal) -> None:
    record_check_in(by=acting(goal.owner), goal=goal, value_recorded=1)
    Goal.objects.filter(pk=goal.pk).update(rollup={})
    record_check_in(by=acting(goal.owner), goal=goal, value_recorded=2)
    assert_rolled_up(goal)


@pytest.mark.django_db(transaction=True)
def test_write_with_a_statement_that_fails_leaves_nothing(goal: Goal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nobody waited for it: the error comes before the commit."""
    monkeypatch.setattr("goals.journal.save_columns", lambda row, names: send("UPDATE goals_user SET email = NULL", []))
    with pytest.raises(IntegrityError):
        record_check_in(by=acting(goal.owner), goal=goal, value_recorded=1)
    monkeypatch.undo()
    assert not CheckIn.objects.exists()
    assert_journal_is_whole(goal.owner)
    record_check_in(by=acting(goal.owner), goal=goal, value_recorded=1)
    assert CheckIn.objects.count() == 1
