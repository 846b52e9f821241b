"""What a write costs beside a bare insert, and how writes and figures grow with history: `make bench`.

Ratios of one run are the figures; absolute times mean little between machines.
"""

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkins.actions import Draft, record_check_in, record_check_ins, set_day
from checkins.models import CheckIn
from checkins.standing import figures_of
from goals.actions import update_goal
from goals.models import Goal
from goals.progress import engine
from tests.factories import GoalFactory, acting

ROUNDS = 40
DAYS = (100, 1000)


@pytest.fixture(scope="session", autouse=True)
def refuse_loops_of_queries() -> None:
    """Leave out the suite's watch over queries: it costs time of its own."""


def goal_with_history(days: int) -> Goal:
    """A daily goal, recorded on each of so many past days."""
    goal: Goal = GoalFactory.create()
    today = goal.owner.today()
    past = [today - dt.timedelta(days=back) for back in range(1, days + 1)]
    drafts = [Draft(check_in_date=day, habit_completion_status="completed") for day in past]
    goal = update_goal(by=acting(goal.owner), goal=goal, start_date=past[-1])
    record_check_ins(by=acting(goal.owner), goal=goal, drafts=drafts)
    return Goal.objects.select_related("owner").get(pk=goal.pk)


def cost(work: Callable[[], object]) -> tuple[int, float]:
    """Statements of a warm run and its median time in milliseconds."""
    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    statements, times = len(captured), []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statements, statistics.median(times) * 1000


def works(goal: Goal) -> dict[str, Callable[[], object]]:
    by, today = acting(goal.owner), goal.owner.today()
    statuses = iter(["completed", "missed"] * 1000)

    def insert() -> None:
        now = timezone.now()
        with transaction.atomic():
            row = CheckIn(goal=goal, owner=goal.owner, check_in_date=today, logged_at=now, value_recorded=1)
            row.created_at = row.updated_at = now
            row.save(force_insert=True)

    def read() -> None:
        goal.stats = {}
        engine().bring_to_today([goal], today)

    return {
        "bare insert": insert,
        "record a value": lambda: record_check_in(by=by, goal=goal, value_recorded=1),
        "set a day": lambda: set_day(by=by, goal=goal, day=today, status=next(statuses)),
        "rename the goal": lambda: update_goal(by=by, goal=goal, title=f"Goal {time.perf_counter()}"),
        "figures": lambda: figures_of([goal]),
        "bring to today": read,
    }


# Each write is committed, as a request commits it.
@pytest.mark.django_db(transaction=True)
def test_cost_of_writes(capfd: pytest.CaptureFixture[str]) -> None:
    found = {days: {name: cost(work) for name, work in works(goal_with_history(days)).items()} for days in DAYS}
    lines = [
        f"{connection.vendor}, median of {ROUNDS}, in bare inserts of the same run (and milliseconds)",
        f"{'':<18}{'statements':>12}" + "".join(f"{f'{days} days':>20}" for days in DAYS),
    ]
    for name, (statements, _) in found[DAYS[0]].items():
        shown = [f"{each[name][1] / each['bare insert'][1]:.1f}x ({each[name][1]:.1f})" for each in found.values()]
        lines.append(f"{name:<18}{statements:>12}" + "".join(f"{text:>20}" for text in shown))
    with capfd.disabled():
        sys.stdout.write("\n\n" + "\n".join(lines) + "\n")
    for name in found[DAYS[0]]:
        assert len({each[name][0] for each in found.values()}) == 1, f"{name}: statements grow with the history"
