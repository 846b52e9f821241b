"""What a request costs, and how that grows with goals and with history: `make bench`.

Requests are answered in this process, without a server, so that the figures are the application's own. Absolute times
mean little between machines; the growth columns are the promise, and queries must not grow at all.
"""

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkins.actions.check_ins import Draft, record_check_ins
from goals.models import Goal, User
from tests.factories import GoalFactory, UserFactory, acting

ROUNDS = 15
GROWTH_LIMIT = 5.0  # of a request, at ten times the goals or the history; far above what a quiet machine shows


def person(goals: int, days: int) -> tuple[Client, Goal]:
    """Return a signed-in client of a person with so many daily goals, each recorded on so many past days."""
    user: User = UserFactory()
    today = user.today()
    drafts = [
        Draft(check_in_date=today - dt.timedelta(days=back), habit_completion_status="completed")
        for back in range(1, days + 1)
    ]
    for _ in range(goals):
        goal = GoalFactory(owner=user, start_date=today - dt.timedelta(days=days))
        record_check_ins(by=acting(user), goal=goal, drafts=drafts)
    client = Client()
    client.force_login(user)
    return client, goal


def cost(ask: Callable[[], object]) -> tuple[int, float]:
    """Return the number of queries of a warm request and its median time in milliseconds."""
    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    asked = len(queries)  # now: the next request clears the log
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return asked, statistics.median(times) * 1000


def requests(client: Client, goal: Goal) -> dict[str, Callable[[], object]]:
    """Return the requests to time; each raises where the answer is no success."""

    def get(address: str) -> Callable[[], object]:
        def ask() -> None:
            answer = client.get(address)
            assert answer.status_code == 200, f"{address}: {answer.status_code}"

        return ask

    def put_today() -> None:
        address = f"/api/v1/goals/{goal.pk}/days/{goal.owner.today()}/"
        answer = client.put(address, {"status": "completed"}, content_type="application/json")
        assert answer.status_code in (200, 201), answer.content

    return {
        "page: today": get("/today/"),
        "page: goals": get("/goals/"),
        "page: goal": get(f"/goals/{goal.pk}/"),
        "api: goals": get("/api/v1/goals/"),
        "api: goal": get(f"/api/v1/goals/{goal.pk}/"),
        "api: check-ins": get("/api/v1/check-ins/"),
        "api: progress": get(f"/api/v1/goals/{goal.pk}/progress/"),
        "api: dashboard": get("/api/v1/dashboard/"),
        "api: set a day": put_today,
    }


@pytest.fixture(scope="session", autouse=True)
def refuse_loops_of_queries() -> None:
    """Leave out the suite's watch over queries: it costs time of its own."""


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print although pytest captures."""

    def print_line(line: str) -> None:
        with capfd.disabled():
            sys.stdout.write(f"{line}\n")

    return print_line


@pytest.mark.django_db
def test_cost_of_requests(say: Callable[[str], None]) -> None:
    small, more_goals, more_history = (requests(*person(*size)) for size in ((3, 100), (30, 100), (3, 1000)))
    say(f"\n\n{connection.vendor}, median of {ROUNDS}")
    say(f"{'request':<18}{'queries':>9}{'3 goals x 100':>16}{'10x goals':>12}{'10x history':>13}")
    grown = []
    for name, ask in small.items():
        (queries, base), (queries_goals, goals), (queries_history, history) = map(
            cost, (ask, more_goals[name], more_history[name])
        )
        say(f"{name:<18}{queries:>9}{base:>13.1f} ms{goals / base:>11.1f}x{history / base:>12.1f}x")
        if len({queries, queries_goals, queries_history}) > 1:
            grown.append(f"{name}: {queries}, {queries_goals}, {queries_history} queries")
        if history / base > GROWTH_LIMIT:
            grown.append(f"{name}: {history / base:.1f}x at ten times the history")
    assert grown == []
