"""What the outlook gets to see of a goal."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from checkins.courses import course_of, first_year_of_course
from checkins.standing import standings_of, years_of
from goals.actions import contribute
from goals.models import Goal
from tests.factories import CheckInFactory, GoalFactory, SavingFactory, acting

pytestmark = pytest.mark.django_db


def before(goal: Goal) -> Decimal | None:
    """The value from before the days that the outlook looks at."""
    goal = Goal.objects.select_related("owner").get(pk=goal.pk)
    standing = standings_of([goal])[goal.pk]
    return course_of(standing, years_of(goal, first_year_of_course(standing.today))).before


@pytest.mark.parametrize(
    ("now", "value"), [(dt.date(2019, 6, 1), 81), (dt.date(2019, 9, 9), 79), (dt.date(2026, 6, 1), 79)]
)
def test_readings_from_before_are_known_however_long_nobody_records(now: dt.date, value: int) -> None:
    with time_machine.travel(dt.datetime(2019, 6, 1, 12, tzinfo=dt.UTC), tick=False):
        goal = GoalFactory.create(pattern="target", target_value=Decimal(70), start_date=dt.date(2015, 3, 1))
        for day, read in {(2015, 3, 2): 90, (2018, 7, 1): 81, (2019, 5, 1): 79}.items():
            CheckInFactory.create(goal=goal, check_in_date=dt.date(*day), value_recorded=Decimal(read))
    with time_machine.travel(dt.datetime.combine(now, dt.time(12), dt.UTC), tick=False):
        assert before(goal) == value


def test_nothing_came_before_the_first_reading() -> None:
    goal = GoalFactory.create(pattern="target", target_value=Decimal(70))
    assert before(goal) is None
    CheckInFactory.create(goal=goal, value_recorded=Decimal(90))
    assert before(goal) is None


@time_machine.travel(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC), tick=False)
def test_money_from_before_is_among_the_readings() -> None:
    goal = SavingFactory.create(aggregation="max", target_value=Decimal(500), start_date=dt.date(2025, 6, 1))
    for day, amount in ((dt.date(2025, 9, 1), 400), (dt.date(2026, 5, 28), 100)):
        contribute(by=acting(goal.owner), goal=goal, amount=Decimal(amount), occurred_on=day)
    assert before(goal) == 400
