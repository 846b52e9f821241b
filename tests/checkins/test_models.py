"""The database refuses by itself what no check-in may say: each constraint, provoked on the raw row."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from checkins.models import CheckIn
from goals.models import Change, Goal, Milestone
from tests.factories import CheckInFactory, MilestoneFactory

pytestmark = pytest.mark.django_db

BROKEN = [
    ("check_in_status", {"habit_completion_status": "perhaps"}),
    ("check_in_source", {"source": "guessed"}),
    ("check_in_mood", {"mood": 0}),
    ("check_in_mood", {"mood": 6}),
]


@pytest.mark.parametrize(("name", "values"), BROKEN)
def test_constraint_refuses_the_raw_row(name: str, values: dict[str, Any]) -> None:
    row = CheckInFactory.create()
    with pytest.raises(IntegrityError, match=rf"\b{name}\b"), transaction.atomic():
        CheckIn.objects.filter(pk=row.pk).update(**values)


def test_second_status_of_a_day_is_refused() -> None:
    first = CheckInFactory.create()
    second = CheckInFactory.create(goal=first.goal, content="A note")
    told = "check_in_one_status_a_day"
    if connection.vendor == "sqlite":
        told = "checkins_checkin.goal_id, checkins_checkin.check_in_date"
    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        CheckIn.objects.filter(pk=second.pk).update(habit_completion_status="skipped")
    CheckIn.objects.filter(pk=second.pk).update(check_in_date=first.check_in_date - dt.timedelta(days=1))
    CheckIn.objects.filter(pk=second.pk).update(habit_completion_status="skipped")


def test_any_number_of_values_and_notes_fits_on_a_day() -> None:
    first = CheckInFactory.create()
    for _ in range(2):
        CheckInFactory.create(goal=first.goal, value_recorded=1)
        CheckInFactory.create(goal=first.goal, content="A note")
    assert CheckIn.objects.filter(goal=first.goal, check_in_date=first.check_in_date).count() == 5


def test_every_constraint_of_check_ins_is_provoked_here() -> None:
    named = {constraint.name for constraint in CheckIn._meta.constraints}
    assert {name for name, _ in BROKEN} | {"check_in_one_status_a_day"} == named


@pytest.mark.parametrize("column", ["goal_id", "owner_id", "milestone_id"])
def test_row_of_an_unknown_goal_owner_or_milestone_is_refused(column: str) -> None:
    row = CheckInFactory.create()

    def point_nowhere() -> None:
        CheckIn.objects.filter(pk=row.pk).update(**{column: uuid.uuid4()})
        connection.check_constraints()

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), transaction.atomic():
        point_nowhere()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"habit_completion_status": "skipped"}, "completion"),
        ({"habit_completion_status": "completed", "value_recorded": 2, "content": "Done"}, "completion"),
        ({"value_recorded": 0}, "value"),
        ({"value_recorded": 5, "content": "Five"}, "value"),
        ({"content": "Just words"}, "note"),
    ],
)
def test_kind_is_what_a_check_in_mainly_says(said: dict[str, Any], kind: str) -> None:
    row = CheckInFactory.create(**said)
    assert row.kind == kind
    assert CheckIn.objects.filter(kind=kind).get() == row


def test_check_in_that_names_a_milestone_is_about_it() -> None:
    milestone = MilestoneFactory.create()
    row = CheckInFactory.create(goal=milestone.goal, milestone=milestone, habit_completion_status="completed")
    assert row.kind == "milestone"


@pytest.mark.parametrize("amount", ["9999999999999999.9999", "-9999999999999999.9999", "0.0001", "12.5000", "0.0000"])
def test_value_comes_back_as_it_went_in(amount: str) -> None:
    CheckInFactory.create(value_recorded=Decimal(amount))
    assert str(CheckIn.objects.get().value_recorded) == amount


def test_check_ins_are_newest_first() -> None:
    first = CheckInFactory.create(content="a")
    second = CheckInFactory.create(goal=first.goal, content="b")
    yesterday = first.check_in_date - dt.timedelta(days=1)
    third = CheckInFactory.create(goal=first.goal, content="c", check_in_date=yesterday)
    assert list(CheckIn.objects.all()) == list(CheckIn.objects.newest_first()) == [second, first, third]
    assert str(third) == f"{third.check_in_date} note"


def test_querysets_say_which() -> None:
    mine, _other = CheckInFactory.create(), CheckInFactory.create()
    assert list(CheckIn.objects.for_owner(mine.owner)) == [mine]
    day = mine.check_in_date
    assert CheckIn.objects.between(day, day).count() == 2
    assert CheckIn.objects.between(day + dt.timedelta(days=1), day + dt.timedelta(days=9)).count() == 0


def test_goal_takes_its_check_ins_with_it_and_a_milestone_only_its_name() -> None:
    milestone = MilestoneFactory.create()
    row = CheckInFactory.create(goal=milestone.goal, milestone=milestone)
    Milestone.objects.filter(pk=milestone.pk).delete()
    row.refresh_from_db()
    assert row.milestone_id is None
    Goal.objects.filter(pk=milestone.goal_id).delete()
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("model", [CheckIn, Change])
def test_no_index_is_the_beginning_of_another(model: type[models.Model]) -> None:
    """Each would cost every write; one that holds only some of the rows is another thing."""
    some = {each.name for each in (*model._meta.indexes, *model._meta.constraints) if getattr(each, "condition", None)}
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    whole = {name: each["columns"] for name, each in found.items() if each["index"] or each["unique"]}
    held = {name: columns for name, columns in whole.items() if name not in some}
    assert {"owner_id", "id"} & {columns[0] for columns in held.values()}
    assert [
        (name, other)
        for name, columns in held.items()
        for other, longer in held.items()
        if name != other and longer[: len(columns)] == columns
    ] == []
