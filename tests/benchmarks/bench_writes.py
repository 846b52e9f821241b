"""What a write costs beside a bare insert, and whether that grows with history: `make bench`.

Every write is committed, as a request commits it. Ratios of one run are the figures.
"""

import datetime as dt
from itertools import cycle

import pytest
from django.db import connection, transaction
from django.utils import timezone

from checkins.actions import record_check_in, set_day, withdraw_check_in
from checkins.models import CheckIn
from goals.actions import update_goal
from goals.models import Goal
from tests.benchmarks.conftest import Say
from tests.benchmarks.histories import goal_of, settle
from tests.benchmarks.paired import Times, Work, interleaved, milliseconds, ratio, statements
from tests.factories import GoalFactory, UserFactory, acting

ROUNDS = 40
DAYS = (100, 1000, 10_000)
BARE, RECORD = "bare insert", "record a value"
PROMISE, BOUND = 2.5, 40.0
# What is far enough back needs a goal that is old enough.
LATE = {"correct yesterday": 1, "correct 3 months ago": 90, "correct a year ago": 366, "correct 10 years ago": 3653}


def inserting(goal: Goal) -> Work:
    """A check-in through the same connection, with nothing that follows from it."""
    today = goal.owner.today()

    def insert() -> None:
        now = timezone.now()
        with transaction.atomic():
            row = CheckIn(goal=goal, owner=goal.owner, check_in_date=today, logged_at=now, value_recorded=1)
            row.created_at = row.updated_at = now
            row.save(force_insert=True)

    return insert


def correcting(goal: Goal, day: dt.date) -> Work:
    by, statuses = acting(goal.owner), cycle(["missed", "completed"])
    return lambda: set_day(by=by, goal=goal, day=day, status=next(statuses))


def works(goal: Goal) -> dict[str, Work]:
    """What is recorded is withdrawn in the same round, so that no day fills up."""
    by, today, recorded = acting(goal.owner), goal.owner.today(), list[CheckIn]()
    yesterday = today - dt.timedelta(days=1)

    def record(day: dt.date) -> Work:
        return lambda: recorded.append(record_check_in(by=by, goal=goal, check_in_date=day, value_recorded=1))

    def withdraw() -> None:
        withdraw_check_in(by=by, check_in=recorded.pop())

    late = {name: today - dt.timedelta(days=back) for name, back in LATE.items()}
    names = cycle(["Run", "Run 5 km"])
    return {
        BARE: inserting(GoalFactory.create(owner=goal.owner)),
        RECORD: record(today),
        "and withdraw it": withdraw,
        "record it for yesterday": record(yesterday),
        "and withdraw that": withdraw,
        "correct today": correcting(goal, today),
        **{name: correcting(goal, day) for name, day in late.items() if day >= goal.start_date},
        "rename the goal": lambda: update_goal(by=by, goal=goal, title=next(names)),
    }


def shown(times: Times, name: str) -> str:
    if name not in times:
        return ""
    return f"{ratio(times, name, BARE):.1f}x ({milliseconds(times, name):.1f})"


@pytest.mark.django_db(transaction=True)
def test_cost_of_writes(say: Say) -> None:
    found = {days: works(goal_of(UserFactory.create(), days)) for days in DAYS}
    settle()
    asked = {days: {name: statements(work) for name, work in arms.items()} for days, arms in found.items()}
    times = {days: interleaved(arms, ROUNDS) for days, arms in found.items()}
    say(f"\n\n{connection.vendor}: in bare inserts of the same round (and milliseconds); {PROMISE}x is meant")
    say(f"{'':<25}{'statements':>11}" + "".join(f"{f'{days:,} days':>17}" for days in DAYS))
    for name in found[DAYS[-1]]:
        cells = "".join(f"{shown(each, name):>17}" for each in times.values())
        say(f"{name:<25}{asked[DAYS[-1]][name]:>11}{cells}")
    # Where the percent changes, too, one more tells how many lines the journal has got.
    counts = {name: [each[name] for each in asked.values()] for name in asked[DAYS[0]]}
    assert {name: found for name, found in counts.items() if max(found) - min(found) > 1} == {}
    assert max(ratio(each, RECORD, BARE) for each in times.values()) < BOUND
