"""Statements whose SQL is made once: what they answer and write is what the ORM answers and writes."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from checkins.models import CheckIn, Strip
from checkins.rollups.columns import DERIVED
from goals.journal import snapshot
from goals.models import Goal, User
from goals.prepared import Prepared, insert_row, save_columns
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 3, 1)
DAY = dt.timedelta(days=1)


def between() -> Prepared[CheckIn]:
    return Prepared(
        lambda goal, first, last: CheckIn.objects.filter(goal=goal, check_in_date__range=(first, last)).order_by("pk"),
        models.UUIDField,
        models.DateField,
        models.DateField,
    )


def test_rows_are_those_of_each_call() -> None:
    one, two = GoalFactory.create(start_date=FIRST), GoalFactory.create(start_date=FIRST)
    rows = {
        goal.pk: [CheckInFactory.create(goal=goal, check_in_date=FIRST + ahead * DAY) for ahead in range(4)]
        for goal in (one, two)
    }
    prepared = between()
    assert prepared.rows(one.pk, FIRST, FIRST + 9 * DAY) == rows[one.pk]
    assert prepared.rows(two.pk, FIRST + DAY, FIRST + 2 * DAY) == rows[two.pk][1:3]
    assert prepared.rows(one.pk, FIRST + 9 * DAY, FIRST) == []
    assert prepared.rows(uuid.uuid4(), FIRST, FIRST + 9 * DAY) == []
    CheckInFactory.create(goal=one, check_in_date=FIRST + 9 * DAY)
    assert len(prepared.rows(one.pk, FIRST, FIRST + 9 * DAY)) == 5


def test_rows_are_those_of_the_orm() -> None:
    goal = GoalFactory.create(target_value=Decimal("2.5"), metadata={"a": [1]}, weekdays=[0, 2])
    prepared = Prepared(lambda pk: Goal.objects.filter(pk=pk), models.UUIDField)
    (found,) = prepared.rows(goal.pk)
    assert found.owner.email == goal.owner.email
    expected = Goal.objects.get(pk=goal.pk)
    assert snapshot(found) == snapshot(expected)
    assert (found.stats, found.rollup, found._state.adding) == (expected.stats, expected.rollup, False)


def test_value_that_stands_twice_is_put_into_each_place() -> None:
    prepared = Prepared(
        lambda year: Strip.objects.filter(models.Q(year=year) | models.Q(year__gt=year)).order_by("year"),
        models.IntegerField,
    )
    goal = GoalFactory.create(start_date=dt.date(2019, 1, 1), pattern="target", target_value=9)
    for year in (2019, 2021, 2024):
        CheckInFactory.create(goal=goal, check_in_date=dt.date(year, 5, 1), value_recorded=1)
    assert [strip.year for strip in prepared.rows(2021)] == [2021, 2024]
    assert [strip.year for strip in prepared.rows(2019)] == [2019, 2021, 2024]


def test_sql_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def make(pk: uuid.UUID) -> "models.QuerySet[User]":
        made.append(pk)
        return User.objects.filter(pk=pk)

    prepared, users = Prepared(make, models.UUIDField), UserFactory.create_batch(3)
    assert [prepared.rows(user.pk) for user in users] == [[user] for user in users]
    assert len(made) == 1
    with CaptureQueriesContext(connection) as captured:
        prepared.rows(users[0].pk)
    assert len(captured) == 1


def test_query_that_leaves_a_value_out_is_refused() -> None:
    prepared = Prepared(lambda pk, day: CheckIn.objects.filter(pk=pk), models.UUIDField, models.DateField)
    with pytest.raises(ValueError, match="each of its values"):
        prepared.rows(uuid.uuid4(), FIRST)


@pytest.mark.parametrize("made", [CheckInFactory, MilestoneFactory, GoalFactory])
def test_inserted_row_is_what_the_orm_saves(made: type) -> None:
    kept = made.create()  # type: ignore[attr-defined]
    model = type(kept)
    before = {name: value for name, value in vars(model.objects.get(pk=kept.pk)).items() if name[0] != "_"}
    model.objects.filter(pk=kept.pk).delete()
    generated = [field.attname for field in model._meta.concrete_fields if field.generated]
    row = model(**{name: value for name, value in before.items() if name not in generated})
    insert_row(row)
    assert (row._state.adding, row._state.db) == (False, "default")
    after = {name: value for name, value in vars(model.objects.get(pk=kept.pk)).items() if name[0] != "_"}
    assert after == before
    assert {name: getattr(row, name) for name in generated} == {name: before[name] for name in generated}


def test_row_that_is_there_already_is_not_inserted_again() -> None:
    check_in = CheckInFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_row(check_in)
    assert CheckIn.objects.count() == 1


def test_saved_columns_are_those_named_and_no_others() -> None:
    goal = GoalFactory.create(title="As it was")
    other = Goal.objects.get(pk=GoalFactory.create().pk)
    before = snapshot(other)
    goal.title, goal.check_in_count, goal.progress_percent, goal.stats = "New", 3, None, {"as_of": "2026-03-01"}
    save_columns(goal, ["check_in_count", "progress_percent", "stats"])
    found = Goal.objects.get(pk=goal.pk)
    assert (found.title, found.check_in_count, found.progress_percent) == ("As it was", 3, None)
    assert found.stats == {"as_of": "2026-03-01"}
    other.refresh_from_db()
    assert snapshot(other) == before


def test_lost_row_is_not_saved() -> None:
    goal = GoalFactory.create()
    goal.pk = uuid.uuid4()
    with pytest.raises(DatabaseError, match="gone"):
        save_columns(goal, ["check_in_count"])


class SavedValues(TestCase):
    goal: Goal

    @classmethod
    def setUpTestData(cls) -> None:
        cls.goal = GoalFactory.create(pattern="target", target_value=5)
        CheckInFactory.create(goal=cls.goal, value_recorded=1)

    @given(
        amount=st.decimals(-(10**15), 10**15, places=4) | st.none(),
        moment=st.datetimes(timezones=st.just(dt.UTC)).filter(lambda moment: 1900 < moment.year < 3000) | st.none(),
        words=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(lambda text: f"- {text}"),
        held=st.dictionaries(st.sampled_from("abc"), st.integers(-(2**53), 2**53) | st.text("xyz'\"\\%{}") | st.none()),
    )
    def test_any_values_come_back_as_from_the_orm(
        self, amount: Decimal | None, moment: dt.datetime | None, words: str, held: dict[str, object]
    ) -> None:
        goal = Goal.objects.get(pk=self.goal.pk)
        names = ["baseline_value", "last_check_in_at", "title", "stats"]
        goal.baseline_value, goal.last_check_in_at, goal.title, goal.stats = amount, moment, words, held
        save_columns(goal, names)
        saved = Goal.objects.values(*names).get(pk=goal.pk)
        assert saved == {"baseline_value": amount, "last_check_in_at": moment, "title": words, "stats": held}
        goal.save(update_fields=names)
        assert Goal.objects.values(*names).get(pk=goal.pk) == saved

    def test_strip_is_saved_whole(self) -> None:
        strip = Strip.objects.get(goal=self.goal)
        strip.marks, strip.values = "v" * len(strip.marks), {"5": [1, 2, 3, 4, 5]}
        save_columns(strip, DERIVED)
        found = Strip.objects.get(pk=strip.pk)
        assert [getattr(found, name) for name in DERIVED] == [getattr(strip, name) for name in DERIVED]
