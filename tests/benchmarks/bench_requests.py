"""What a request costs, and how that grows with the number of goals: `make bench`.

The number of statements must not grow at all.
"""

import pytest
from django.db import connection
from django.test import Client

from goals.models import User
from tests.benchmarks.conftest import Say
from tests.benchmarks.histories import goals_of, settle
from tests.benchmarks.paired import Work, interleaved, milliseconds, ratio, statements
from tests.benchmarks.requests import getting
from tests.factories import UserFactory

ROUNDS = 15
FEW, MANY = 3, 30
BOUND = 30.0  # ten times the goals; far above what is ever seen


def setting_today(owner: User, pk: object) -> Work:
    client, address = Client(), f"/api/v1/goals/{pk}/days/{owner.today()}/"
    client.force_login(owner)

    def ask() -> None:
        answer = client.put(address, {"status": "completed"}, content_type="application/json")
        assert answer.status_code in (200, 201), answer.content

    return ask


def requests(goals: int) -> dict[str, Work]:
    """The requests of a person with so many goals of all patterns, each recorded for a hundred days."""
    owner: User = UserFactory.create()
    first, get = goals_of(owner, goals, 100)[0].pk, getting(owner)
    addresses = {
        "page: today": "/today/",
        "page: goals": "/goals/",
        "page: goal": f"/goals/{first}/",
        "api: goals": "/api/v1/goals/",
        "api: goal": f"/api/v1/goals/{first}/",
        "api: check-ins": "/api/v1/check-ins/",
        "api: progress": f"/api/v1/goals/{first}/progress/",
        "api: dashboard": "/api/v1/dashboard/",
    }
    asked = {name: get(address) for name, address in addresses.items()}
    return asked | {"api: set a day": setting_today(owner, first)}


@pytest.mark.django_db
def test_growth_with_goals(say: Say) -> None:
    few, many = requests(FEW), requests(MANY)
    settle()
    say(f"\n\n{connection.vendor}: {FEW} goals x 100 days, and ten times the goals")
    say(f"{'':<28}{'statements':>11}{f'{FEW} goals':>11}{f'{MANY} goals':>13}")
    grown = {}
    for name, ask in few.items():
        asked = (statements(ask), statements(many[name]))
        times = interleaved({"few": ask, "many": many[name]}, ROUNDS)
        found = ratio(times, "many", "few")
        say(f"{name:<28}{asked[1]:>11}{milliseconds(times, 'few'):>8.1f} ms{found:>12.2f}x")
        if asked[0] != asked[1] or found > BOUND:
            grown[name] = (*asked, found)
    assert grown == {}
