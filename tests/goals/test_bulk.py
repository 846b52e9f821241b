"""Rows inserted in bulk are those that Django would have inserted, and their lines those of the journal."""

import datetime as dt
import json
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from checkins.models import CheckIn
from config.refusals import Refusal
from goals.bulk import Among, Same, creations
from goals.driver import dumps
from goals.journal import plain, snapshot, writing
from goals.models import Goal, User
from tests.factories import GoalFactory, acting
from tests.journal import assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 1, 5, 8, 0, 0, 123456, tzinfo=dt.UTC)
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15)


@pytest.fixture
def goal() -> Goal:
    made: Goal = GoalFactory.create()
    return made


def row(goal: Goal, **columns: Any) -> dict[str, Any]:
    always = {"id": uuid.uuid4(), "created_at": AT, "goal_id": goal.pk, "logged_at": AT}
    return {**always, "check_in_date": dt.date(2026, 1, 5), **columns}


def adopt(owner: User, rows: list[dict[str, Any]]) -> None:
    with writing(owner.pk, by=acting(owner)) as journal:
        journal.adopt_all(CheckIn, rows)


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"value_recorded": Decimal("1234567890123456.7891"), "mood": 3, "source": "sync"},
        {"value_recorded": Decimal("2.50"), "content": "שלום\n\t", "link": "https://example.org/?a=1"},
        {"habit_completion_status": "missed", "context": {"a": [1, 2.5, None, {"é": True}]}, "metadata": {"x": "\\"}},
    ],
)
def test_row_reads_as_one_that_django_inserted(goal: Goal, columns: dict[str, Any]) -> None:
    adopt(goal.owner, [row(goal, **columns)])
    adopted = CheckIn.objects.get()
    twin = CheckIn(**{**row(goal, **columns), "id": uuid.uuid4(), "check_in_date": dt.date(2026, 1, 6)})
    twin.owner_id, twin.updated_at = goal.owner_id, adopted.updated_at
    twin.save(force_insert=True)
    twin.refresh_from_db()
    names = [field.attname for field in CheckIn._meta.concrete_fields]
    differing = [name for name in names if getattr(adopted, name) != getattr(twin, name)]
    assert differing == ["id", "check_in_date"]
    assert CheckIn.objects.filter(metadata=columns.get("metadata", {}), created_at=AT).count() == 2
    assert snapshot(adopted) == {name: after for name, (_before, after) in lines(goal.owner)[-1].fields.items()}
    twin.delete()
    assert_journal_is_whole(goal.owner)


@given(st.one_of(AMOUNTS, st.dates(), st.datetimes(timezones=st.just(dt.UTC)), st.uuids(), st.none(), st.booleans()))
def test_lines_have_values_in_the_form_that_the_journal_has(value: Any) -> None:
    assert json.loads(dumps(value)) == plain(value)


@given(st.lists(st.one_of(st.none(), st.text(st.characters(codec="utf-8"))), min_size=1, max_size=5), AMOUNTS)
def test_lines_of_a_batch_are_those_of_each_row(words: list[str | None], amount: Decimal) -> None:
    count, content, value = len(words), CheckIn._meta.get_field("content"), CheckIn._meta.get_field("value_recorded")
    status, context = CheckIn._meta.get_field("habit_completion_status"), CheckIn._meta.get_field("context")
    columns: list[Any] = [
        (content, words),
        (value, [amount, *[None] * (count - 1)]),
        (status, Same("missed")),
        (context, [{"%s": word} for word in words]),
    ]
    assert creations(columns, count) == [
        dumps(
            {
                "content": [None, word],
                "value_recorded": [None, amount if number == 0 else None],
                "habit_completion_status": [None, "missed"],
                "context": [None, {"%s": word}],
            }
        )
        for number, word in enumerate(words)
    ]


def test_many_ids_are_one_parameter(goal: Goal) -> None:
    adopt(goal.owner, [row(goal) for _each in range(3)])
    held = list(CheckIn.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as captured:
        found = CheckIn.objects.filter(Among(F("pk"), [*held[:2], uuid.uuid4()])).values_list("pk", flat=True)
        assert set(found) == set(held[:2])
    assert len(captured) == 1
    assert not CheckIn.objects.filter(Among(F("pk"), [])).exists()


def test_version_does_not_go_on_from_the_row_of_somebody_else(goal: Goal) -> None:
    theirs, first = GoalFactory.create(), row(goal)
    adopt(goal.owner, [first])
    with writing(goal.owner_id, by=acting(goal.owner)) as journal:
        journal.delete(CheckIn.objects.get())
    adopt(theirs.owner, [{**first, "goal_id": theirs.pk}])
    assert CheckIn.objects.get().revision == 1
    assert_journal_is_whole(theirs.owner)


def test_columns_that_some_rows_leave_out_have_the_default(goal: Goal) -> None:
    adopt(goal.owner, [row(goal, source="sync", metadata={"a": 1}), row(goal)])
    assert set(CheckIn.objects.values_list("source", "mood")) == {("sync", None), ("manual", None)}
    assert sorted(map(len, CheckIn.objects.values_list("metadata", flat=True))) == [0, 1]


def test_rows_and_lines_take_one_statement_each(goal: Goal) -> None:
    counts = []
    for many in (2, 40):
        rows = [row(goal) for _each in range(many)]
        with CaptureQueriesContext(connection) as captured:
            adopt(goal.owner, rows)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_row_that_comes_back_goes_on_with_its_version(goal: Goal) -> None:
    first = row(goal)
    adopt(goal.owner, [first])
    with writing(goal.owner_id, by=acting(goal.owner)) as journal:
        journal.delete(CheckIn.objects.get())
    adopt(goal.owner, [first])
    assert CheckIn.objects.get().revision == 3
    assert_journal_is_whole(goal.owner)


def test_row_that_the_database_refuses_leaves_nothing(goal: Goal) -> None:
    twice = [row(goal, habit_completion_status="completed") for _each in range(2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        adopt(goal.owner, twice)
    assert not CheckIn.objects.exists()
    assert_journal_is_whole(goal.owner)


def test_lines_that_are_stored_early_keep_their_places(goal: Goal) -> None:
    owner = goal.owner
    with writing(owner.pk, by=acting(owner)) as journal:
        journal.update(journal.fresh(goal), title="One")
        journal.adopt_all(CheckIn, [row(goal), row(goal)])
        journal.flush()
        assert journal.lines == []
        journal.update(journal.fresh(goal), title="Two")
    assert [(line.entity, line.action) for line in lines(owner)[-4:]] == [
        ("goal", "updated"),
        ("check_in", "created"),
        ("check_in", "created"),
        ("goal", "updated"),
    ]
    assert_journal_is_whole(owner)


def test_part_that_is_refused_takes_its_numbers_and_lines_with_it(goal: Goal) -> None:
    owner = goal.owner

    def refused() -> None:
        with writing(owner.pk, by=acting(owner)) as part:
            part.adopt_all(CheckIn, [row(goal)])
            part.update(part.fresh(goal), title="Never")
            part.flush()
            raise Refusal

    with writing(owner.pk, by=acting(owner)) as journal:
        journal.update(journal.fresh(goal), title="One")
        with pytest.raises(Refusal):
            refused()
        journal.update(journal.fresh(goal), title="Two")
    assert not CheckIn.objects.exists()
    assert_journal_is_whole(owner)
