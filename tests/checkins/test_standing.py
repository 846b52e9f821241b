"""Reading how goals stand: the same statements for any number of goals and any history, and no scan of check-ins."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkins.actions import Draft, record_check_ins
from checkins.facts import recomputed
from checkins.models import Strip
from checkins.standing import figures_of, past_days_of, standings_of, years_of
from checkins.units import State
from goals.actions import update_profile
from goals.models import Goal, HabitLink, User
from goals.progress import engine
from tests.api import Caller, caller
from tests.factories import (
    CheckInFactory,
    GoalFactory,
    HabitLinkFactory,
    MilestoneFactory,
    PauseFactory,
    UserFactory,
    acting,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 5, 4)
DAY = dt.timedelta(days=1)
START = TODAY - 1200 * DAY
# A condition that leaves few rows, however many there are: a day or some, a row by its id, the first of an order.
BOUND = re.compile(r'LIMIT \d|"check_in_date" (=|>=|BETWEEN|IN)|"checkins_checkin"."id" (=|IN)')


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


def statements(work: Callable[[], Any]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        work()
    return [query["sql"] for query in captured]


def unbounded(sql: list[str]) -> list[str]:
    """Statements that read check-ins, all that there are."""
    return [one for one in sql if '"checkins_checkin"' in one and not BOUND.search(one)]


def lived(owner: User, check_ins: int, **fields: Any) -> Goal:
    """A goal with a check-in on each of so many days through yesterday."""
    goal: Goal = GoalFactory.create(owner=owner, start_date=START, **fields)
    drafts = [
        Draft(check_in_date=TODAY - back * DAY, value_recorded=Decimal(back % 7)) for back in range(1, check_ins + 1)
    ]
    record_check_ins(by=acting(owner), goal=goal, drafts=drafts)
    return goal


PATTERNS: list[dict[str, Any]] = [
    {"period": "week", "target_value": 9},
    {"pattern": "streak", "target_value": 30},
    {"pattern": "limit", "target_value": 20, "period": "month"},
    {"pattern": "target", "target_value": 5000, "aggregation": "sum", "target_date": dt.date(2027, 1, 1)},
    {"pattern": "milestone"},
]


def goals_of(owner: User) -> list[Goal]:
    return list(Goal.objects.for_owner(owner).select_related("owner"))


def furnished(owner: User) -> None:
    """A habit, and a goal that it feeds."""
    habit = lived(owner, 10)
    HabitLinkFactory.create(goal=MilestoneFactory.create(goal=GoalFactory.create(owner=owner)).goal, habit=habit)


READS: dict[str, Callable[[list[Goal]], Any]] = {
    "standings": lambda goals: [standing.figures for standing in standings_of(goals).values()],
    "standings on a later day": lambda goals: [each.figures for each in standings_of(goals, TODAY + 9 * DAY).values()],
    "past days": lambda goals: past_days_of(goals, TODAY - 200 * DAY),
    "brought to today": lambda goals: engine().bring_to_today(goals, TODAY + DAY),
}


@pytest.mark.parametrize("read", READS)
def test_statements_are_as_many_for_three_goals_as_for_one(read: str) -> None:
    owner = UserFactory.create()
    PauseFactory.create(owner=owner, starts_on=TODAY - 90 * DAY, ends_on=TODAY - 80 * DAY)
    furnished(owner)
    few = goals_of(owner)
    one = statements(lambda: READS[read](few))
    furnished(owner)
    furnished(owner)
    many = goals_of(owner)
    three = statements(lambda: READS[read](many))
    assert len(three) == len(one) > 0
    assert [sql for sql in three if '"checkins_checkin"' in sql] == []


def test_goals_without_past_terms_and_pauses_ask_for_neither() -> None:
    owner = UserFactory.create()
    furnished(owner)
    goals = goals_of(owner)
    assert statements(lambda: READS["standings"](goals)) == []
    PauseFactory.create(owner=owner, starts_on=TODAY - 3 * DAY, ends_on=TODAY - DAY)
    goals = goals_of(owner)
    assert len(statements(lambda: READS["standings"](goals))) == 2
    found, rows = figures_of(goals), recomputed(goals)
    assert [found[pk].as_stats() for pk in rows] == [figures.as_stats() for figures in rows.values()]


def test_what_is_brought_to_today_asks_no_more_that_day() -> None:
    owner = UserFactory.create()
    PauseFactory.create(owner=owner)
    furnished(owner)
    goals = goals_of(owner)
    assert statements(lambda: engine().bring_to_today(goals, TODAY)) == []
    assert statements(lambda: engine().bring_to_today(goals, TODAY + DAY)) != []
    assert statements(lambda: engine().bring_to_today(goals, TODAY + DAY)) == []
    assert {goal.stats["as_of"] for goal in goals} == {"2026-05-05"}


PAGES = ["/goals/", "/goals/{goal}/", "/today/", "/today/2026-04-20/", "/today/2025-01-01/"]
API = [
    "dashboard/",
    "goals/",
    "goals/{goal}/",
    *(f"goals/{{goal}}/progress/?period={period}" for period in ("week", "month", "quarter", "year", "all")),
]


class Reader:
    """A person at their pages and with a program."""

    def __init__(self) -> None:
        self.api: Caller = caller()
        self.owner = self.api.user
        self.pages = Client()
        self.pages.force_login(self.owner)

    def reads(self, goal: Goal) -> dict[str, list[str]]:
        """The statements of every page and answer."""
        found = {path: statements(lambda path=path: self._get(self.pages, path, goal)) for path in PAGES}  # type: ignore[misc]
        for path in API:
            found[path] = statements(lambda path=path: self._get(self.api, f"/api/v1/{path}", goal))  # type: ignore[misc]
        return found

    def _get(self, client: Any, path: str, goal: Goal) -> None:
        assert client.get(path.format(goal=goal.pk)).status_code == 200


@pytest.mark.parametrize("fields", PATTERNS, ids=lambda fields: fields.get("pattern", "recurring"))
def test_reads_ask_the_same_of_a_long_history_and_scan_no_check_ins(fields: dict[str, Any], clock: Any) -> None:
    short, long = Reader(), Reader()
    few, many = lived(short.owner, 10, **fields), lived(long.owner, 1000, **fields)
    clock.shift(3 * DAY)  # what is stored is not of today
    asked_few, asked_many = short.reads(few), long.reads(many)
    assert {path: unbounded(sql) for path, sql in asked_many.items()} == {path: [] for path in asked_many}
    assert {path: len(sql) for path, sql in asked_many.items()} == {path: len(sql) for path, sql in asked_few.items()}


def test_scan_of_check_ins_is_seen() -> None:
    goal = lived(UserFactory.create(), 3)
    assert len(unbounded(statements(lambda: recomputed([goal])))) == 1
    assert len(unbounded(statements(goal.check_ins.count))) == 1
    assert unbounded(statements(lambda: list(goal.check_ins.all()[:5]))) == []
    assert unbounded(statements(lambda: list(goal.check_ins.filter(check_in_date=TODAY)))) == []


@pytest.mark.parametrize("fields", PATTERNS, ids=lambda fields: fields.get("pattern", "recurring"))
@pytest.mark.parametrize("later", [0, 1, 45, 400])
def test_figures_are_those_of_the_rows_on_any_later_day(fields: dict[str, Any], later: int) -> None:
    goal = lived(UserFactory.create(), 400, **fields)
    goals = goals_of(goal.owner)
    day = TODAY + later * DAY
    assert figures_of(goals, day)[goal.pk].as_stats() == recomputed(goals, day)[goal.pk].as_stats()


def test_day_that_went_back_is_read_from_the_rows() -> None:
    owner = UserFactory.create(timezone="Pacific/Kiritimati")
    goal = GoalFactory.create(owner=owner, start_date=TODAY - 9 * DAY)
    for back in range(4):
        CheckInFactory.create(goal=goal, check_in_date=owner.today() - back * DAY)
    yesterday = owner.today() - DAY
    found = figures_of(goals_of(owner), yesterday)[goal.pk]
    assert found.as_stats() == recomputed(goals_of(owner), yesterday)[goal.pk].as_stats()
    update_profile(by=acting(owner), user=owner, timezone="Pacific/Midway")
    found = figures_of(goals_of(owner))[goal.pk]
    assert found.as_stats() == recomputed(goals_of(owner))[goal.pk].as_stats()


def test_standing_of_a_goal_tells_what_feeds_it() -> None:
    owner = UserFactory.create()
    furnished(owner)
    link = HabitLink.objects.select_related("habit").get(owner=owner)
    found = standings_of([Goal.objects.select_related("owner").get(pk=link.goal_id)])
    assert list(found) == [link.goal_id]
    assert [(weight, standing.goal) for weight, standing in found[link.goal_id].links] == [(link.weight, link.habit)]


def test_past_day_is_judged_as_it_stood_then() -> None:
    owner = UserFactory.create()
    goal = GoalFactory.create(owner=owner, start_date=TODAY - 400 * DAY, times_per_period=3, period="week")
    monday = TODAY - 21 * DAY
    for ahead in (0, 1, 2, 4):
        CheckInFactory.create(goal=goal, check_in_date=monday + ahead * DAY)
    stood = {}
    for ahead in range(6):
        past = past_days_of(goals_of(owner), monday + ahead * DAY)[goal.pk]
        assert past.unit is not None
        stood[ahead] = (past.unit.state, int(past.unit.done), past.record is not None)
    assert stood == {
        0: (State.PENDING, 1, True),
        1: (State.PENDING, 2, True),
        2: (State.SUCCESS, 3, True),
        3: (State.SUCCESS, 3, False),
        4: (State.SUCCESS, 4, True),
        5: (State.SUCCESS, 4, False),
    }
    before = past_days_of(goals_of(owner), TODAY - 401 * DAY)[goal.pk]
    assert (before.unit, before.record) == (None, None)


def test_years_are_those_asked_for_and_those_of_the_first_weeks() -> None:
    goal = lived(UserFactory.create(), 1100)
    assert (
        sorted(years_of(goal, None)) == sorted(Strip.objects.values_list("year", flat=True)) == [2023, 2024, 2025, 2026]
    )
    assert sorted(years_of(goal, 2026)) == [2023, 2026]
    goal.start_date = dt.date(2023, 12, 20)
    assert sorted(years_of(goal, 2026)) == [2023, 2024, 2026]
