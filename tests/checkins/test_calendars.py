"""The year of days and the month: every day looks and reads as it was."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from checkins.calendars import Cell, Month, Year, month_of_days, year_of_days
from checkins.standing import Standing, standings_of, years_of
from goals.models import Goal
from tests.factories import CheckInFactory, GoalFactory, PauseFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 20)
START = dt.date(2025, 9, 1)


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


def standing(goal: Goal) -> Standing:
    goal.refresh_from_db()
    return standings_of([goal])[goal.pk]


def year(goal: Goal) -> Year:
    return year_of_days(standing(goal), years_of(goal, None))


def month(goal: Goal, first: dt.date = dt.date(2026, 11, 1)) -> Month:
    return month_of_days(standing(goal), years_of(goal, None), first, earliest=goal.start_date)


def cells(goal: Goal) -> dict[dt.date, Cell]:
    return {cell.day: cell for weekday in year(goal).weekdays for cell in weekday.cells}


def on(day: int) -> dt.date:
    return dt.date(2026, 11, day)


def test_year_is_371_days_through_the_end_of_this_week() -> None:
    for week_starts_on, first, last in ((0, (11, 17), (11, 22)), (6, (11, 16), (11, 21))):
        found = cells(GoalFactory(owner=UserFactory(week_starts_on=week_starts_on), start_date=START))
        assert len(found) == 371
        assert (min(found), max(found)) == (dt.date(2025, *first), dt.date(2026, *last))
        assert [day for day, cell in found.items() if cell.is_today] == [TODAY]


def test_every_state_has_a_class_and_words() -> None:
    goal = GoalFactory(start_date=START, weekdays=[0, 1, 2, 3, 4])
    for day, status in ((16, "completed"), (17, "skipped"), (18, "missed")):
        CheckInFactory(goal=goal, check_in_date=on(day), habit_completion_status=status)
    found = cells(goal)
    assert [(found[on(day)].look, found[on(day)].words) for day in range(15, 23)] == [
        ("n", "15 Nov: not due"),
        ("l4", "16 Nov: done"),
        ("k", "17 Nov: skipped"),
        ("m", "18 Nov: missed"),
        ("m", "19 Nov: missed"),
        ("o", "20 Nov: open"),
        ("f", "21 Nov: not yet"),
        ("f", "22 Nov: not yet"),
    ]


def test_levels_are_thirds_of_what_was_asked_for() -> None:
    goal = GoalFactory(start_date=START, target_value=Decimal(3), unit="litres")
    for day, value in ((12, "1"), (13, "2"), (14, "2.5"), (15, "3"), (16, "9")):
        CheckInFactory(goal=goal, check_in_date=on(day), value_recorded=Decimal(value))
    found = cells(goal)
    assert [found[on(day)].look for day in range(12, 17)] == ["l1", "l2", "l3", "l4", "l4"]
    assert found[on(14)].words == "14 Nov: partly done, 2.5 litres"


def test_amounts_without_a_daily_need_are_measured_by_the_most() -> None:
    goal = GoalFactory(start_date=START, pattern="target", target_value=Decimal(90), unit="km", aggregation="sum")
    for day, value in ((12, "3"), (13, "9")):
        CheckInFactory(goal=goal, check_in_date=on(day), value_recorded=Decimal(value))
    found = cells(goal)
    assert [(found[on(day)].look, found[on(day)].words) for day in (12, 13, 14)] == [
        ("l1", "12 Nov: 3 km"),
        ("l4", "13 Nov: 9 km"),
        ("n", "14 Nov: nothing recorded"),
    ]
    assert year(goal).reading == "Something was recorded on 2 of these days."


def test_reading_counts_days_and_leaves_pauses_and_the_time_before_alone() -> None:
    goal = GoalFactory(start_date=on(10))
    PauseFactory(goal=goal, owner=goal.owner, starts_on=on(14), ends_on=on(15))
    for day, status in ((10, "completed"), (11, "completed"), (12, "skipped")):
        CheckInFactory(goal=goal, check_in_date=on(day), habit_completion_status=status)
    assert year(goal).reading == "2 done · 1 skipped · 5 missed. Skipped days are neutral."
    found = cells(goal)
    assert [found[on(day)].look for day in (9, 14, 15)] == ["n", "n", "n"]


def test_month_lies_in_weeks_and_opens_the_days_that_have_come() -> None:
    goal = GoalFactory(owner=UserFactory(week_starts_on=6), start_date=on(1))
    CheckInFactory(goal=goal, check_in_date=on(19))
    found = month(goal)
    assert found.names == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    days = [cell for week in found.weeks for cell in week]
    assert [len(week) for week in found.weeks] == [7, 7, 7, 7, 7]
    assert [cell.day.day for cell in days if cell] == list(range(1, 31))
    assert days[0] is not None
    assert [cell.day.day for cell in days if cell and not cell.is_open] == list(range(21, 31))
    done = next(cell for cell in days if cell and cell.day == on(19))
    assert done == Cell(on(19), "done", "Thursday 19 November: done", is_open=True)


def test_months_lead_to_the_start_and_no_further_than_this_one() -> None:
    goal = GoalFactory(start_date=dt.date(2026, 10, 5))
    now, before = month(goal), month(goal, dt.date(2026, 10, 1))
    assert (now.before, now.after) == (dt.date(2026, 10, 1), None)
    assert (before.before, before.after) == (None, on(1))
    assert before.weeks[0][:3] == [None, None, None]


def test_day_recorded_before_the_start_is_shown() -> None:
    goal = GoalFactory(start_date=on(10))
    CheckInFactory(goal=goal, check_in_date=on(3))
    assert cells(goal)[on(3)].look == "l4"
