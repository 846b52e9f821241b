"""Amounts of a day: ticking fills it exactly, taking away ends at nothing, whatever several devices do at once."""

import uuid
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from checkins.actions import finish_day, move_amount, set_day
from checkins.actions.amounts import NothingToTakeAway
from checkins.models import CheckIn
from config.refusals import Invalid
from goals.actions import complete_goal
from goals.models import Goal
from goals.rules import GoalNotEditable
from tests.crowd import refusals, together
from tests.factories import CheckInFactory, GoalFactory, acting
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db


def water(**fields: Any) -> Goal:
    """Two litres a day."""
    goal: Goal = GoalFactory.create(**{"target_value": Decimal(2), **fields})
    return goal


def move(goal: Goal, amount: str, key: uuid.UUID | None = None) -> CheckIn:
    return move_amount(by=acting(goal.owner), goal=goal, day=goal.owner.today(), amount=Decimal(amount), key=key)


def finish(goal: Goal, key: uuid.UUID | None = None) -> CheckIn | None:
    return finish_day(by=acting(goal.owner), goal=goal, day=goal.owner.today(), key=key)


def said(goal: Goal) -> list[tuple[str | None, Decimal | None]]:
    rows = CheckIn.objects.filter(goal=goal).order_by("logged_at", "id")
    return list(rows.values_list("habit_completion_status", "value_recorded"))


def test_finishing_records_what_remains_once() -> None:
    goal, key = water(), uuid.uuid4()
    move(goal, "0.6")
    filled = finish(goal, key)
    assert filled is not None
    assert (filled.pk, filled.value_recorded) == (key, Decimal("1.4"))
    told = actions(goal.owner)
    assert finish(goal, key) == finish(goal) == filled
    assert actions(goal.owner) == told
    assert_journal_is_whole(goal.owner)


@pytest.mark.parametrize(
    "fields", [{"target_value": None}, {"pattern": "limit", "period": "day"}, {"status": "paused"}]
)
def test_finishing_a_day_that_asks_for_no_amount_completes_it(fields: dict[str, Any]) -> None:
    goal, key = water(**fields), uuid.uuid4()
    done = finish(goal, key)
    assert done is not None
    assert done.pk == key
    assert said(goal) == [("completed", None)]


def test_finishing_a_day_that_has_a_status_corrects_that() -> None:
    goal = water()
    set_day(by=acting(goal.owner), goal=goal, day=goal.owner.today(), status="skipped")
    finish(goal)
    assert said(goal) == [("completed", None)]


def test_finishing_an_amount_of_nothing_records_nothing() -> None:
    goal = water()
    Goal.objects.filter(pk=goal.pk).update(target_value=0)  # as could be agreed once
    assert finish(goal) is None
    assert said(goal) == []


def test_taking_away_ends_at_nothing() -> None:
    goal = water()
    move(goal, "0.3")
    assert move(goal, "-1").value_recorded == Decimal("-0.3")
    with pytest.raises(NothingToTakeAway):
        move(goal, "-1")
    assert said(goal) == [(None, Decimal("0.3")), (None, Decimal("-0.3"))]


def test_taking_away_from_less_than_nothing_adds_nothing() -> None:
    goal = water()
    CheckInFactory.create(goal=goal, value_recorded=Decimal(-3))
    with pytest.raises(NothingToTakeAway):
        move(goal, "-1")


def test_taking_away_counts_every_digit() -> None:
    goal = water()
    for amount in ("1234567890123456.5", "0.0001"):
        CheckInFactory.create(goal=goal, value_recorded=Decimal(amount))
    assert move(goal, "-9999999999999999").value_recorded == Decimal("-1234567890123456.5001")


def test_same_key_moves_once() -> None:
    goal, key = water(), uuid.uuid4()
    move(goal, "1")
    first = move(goal, "-0.4", key)
    assert move(goal, "-0.4", key) == first
    assert said(goal) == [(None, Decimal(1)), (None, Decimal("-0.4"))]


def test_key_of_a_status_loses_no_amount() -> None:
    goal, key = water(), uuid.uuid4()
    set_day(by=acting(goal.owner), goal=goal, day=goal.owner.today(), status="missed", key=key)
    assert move(goal, "0.5", key).pk != key
    assert said(goal) == [("missed", None), (None, Decimal("0.5"))]


def test_key_of_another_goal_is_refused() -> None:
    other = CheckInFactory.create(value_recorded=Decimal(1))
    goal = water(owner=other.owner)
    for way in (partial(move, goal, "1", other.pk), partial(finish, goal, other.pk)):
        with pytest.raises(Invalid) as refused:
            way()
        assert list(refused.value.fields) == ["id"]
    assert said(goal) == []


def test_closed_goal_takes_no_amounts() -> None:
    goal = water()
    complete_goal(by=acting(goal.owner), goal=goal)
    for way in (partial(move, goal, "1"), partial(finish, goal)):
        with pytest.raises(GoalNotEditable):
            way()


@pytest.mark.django_db(transaction=True)
def test_ticks_of_many_devices_fill_the_day_once() -> None:
    goal = water()
    move(goal, "0.5")
    results = together([partial(finish, goal, uuid.uuid4()) for _ in range(20)])
    assert refusals(results) == []
    assert said(goal) == [(None, Decimal("0.5")), (None, Decimal("1.5"))]
    assert_journal_is_whole(goal.owner)


@pytest.mark.django_db(transaction=True)
def test_many_devices_never_take_away_more_than_there_is() -> None:
    goal = water()
    move(goal, "1")
    results = together([partial(move, goal, "-0.3") for _ in range(20)])
    assert refusals(results) == ["VALIDATION_ERROR"] * 16
    assert [value for _status, value in said(goal)] == [
        Decimal(amount) for amount in ("1", "-0.3", "-0.3", "-0.3", "-0.1")
    ]
    assert_journal_is_whole(goal.owner)
