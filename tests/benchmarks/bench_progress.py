"""How reading grows with history, and what roll-ups save: `make bench`.

Every figure is a ratio of one run, and what is promised stands beside it. Asserted are equality, the number of
statements, and bounds that no machine comes near.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection

from checkins.facts import recomputed
from checkins.figures import Figures
from checkins.report import PERIODS, weeks
from checkins.standing import figures_of
from goals.models import Goal, User
from goals.progress import engine
from tests.benchmarks.conftest import Say
from tests.benchmarks.histories import KINDS, READ, goals_of, settle
from tests.benchmarks.paired import Work, interleaved, milliseconds, ratio, statements
from tests.benchmarks.requests import getting
from tests.factories import UserFactory

ROUNDS = 25
GROWTH, GROWTH_BOUND = 1.2, 4.0
SAVED, SAVED_BOUND = 40, 8
STATEMENTS_OF_TODAY = 12
# The one has more months to tell of, the other counts its total.
UNPROMISED = {"progress, all", "check-ins"}


def show_growth(say: Say, short: Mapping[str, Work], long: Mapping[str, Work]) -> None:
    """Print how each request grows, and refuse what grows beyond the bound or with more statements."""
    settle()
    say(f"{'':<28}{'statements':>11}{'short':>11}{'10x history':>13}{'promised':>11}")
    grown = {}
    for name, ask in short.items():
        asked = (statements(ask), statements(long[name]))
        times = interleaved({"short": ask, "long": long[name]}, ROUNDS)
        found = ratio(times, "long", "short")
        promise = "" if name in UNPROMISED else f"<= {GROWTH}x"
        say(f"{name:<28}{asked[1]:>11}{milliseconds(times, 'short'):>8.1f} ms{found:>12.2f}x{promise:>11}")
        if asked[0] != asked[1] or found > GROWTH_BOUND:
            grown[name] = (*asked, found)
    assert grown == {}


@pytest.mark.django_db
def test_growth_with_years(say: Say) -> None:
    found = {}
    for days in (365, 3650):
        owner = UserFactory.create()
        get, goals = getting(owner), goals_of(owner, len(KINDS), days)
        daily, read = goals[0].pk, goals[KINDS.index(READ)].pk
        addresses = {f"progress, {period}": f"/api/v1/goals/{daily}/progress/?period={period}" for period in PERIODS}
        addresses["progress of readings, month"] = f"/api/v1/goals/{read}/progress/"
        addresses["page: a day last month"] = f"/today/{owner.today() - dt.timedelta(days=30)}/"
        found[days] = {name: get(address) for name, address in addresses.items()}
    say(f"\n\n{connection.vendor}: 365 and 3,650 days")
    show_growth(say, found[365], found[3650])


@pytest.mark.django_db
def test_growth_of_lists(say: Say) -> None:
    found = {}
    for days in (100, 1000):
        owner = UserFactory.create()
        get, goal = getting(owner), goals_of(owner, 20, days)[0]
        addresses = {
            "dashboard": "/api/v1/dashboard/",
            "goals": "/api/v1/goals/",
            "check-ins": "/api/v1/check-ins/",
            "page: today": "/today/",
            "page: goals": "/goals/",
            "page: goal": f"/goals/{goal.pk}/",
        }
        found[days] = {name: get(address) for name, address in addresses.items()}
    say(f"\n\n{connection.vendor}: 20 goals of all patterns, 100 and 1,000 check-ins each")
    show_growth(say, found[100], found[1000])


def told(figures: Figures, owner: User) -> object:
    """What the dashboard says of a goal."""
    return figures.as_stats(), figures.percent, weeks(figures.units, owner.today(), owner.week_starts_on)


@pytest.mark.django_db
def test_roll_ups_beside_rows(say: Say) -> None:
    owner = UserFactory.create()
    goals_of(owner, 20, 1000)
    settle()
    today = owner.today()

    def goals() -> list[Goal]:
        return list(Goal.objects.for_owner(owner).active().select_related("owner"))

    def stored() -> list[object]:
        engine().bring_to_today(found := goals(), today)
        return [(goal.stats, goal.progress_percent) for goal in found]

    arms = {
        "rows": lambda: {pk: told(figures, owner) for pk, figures in recomputed(goals(), today).items()},
        "roll-ups": lambda: {pk: told(figures, owner) for pk, figures in figures_of(goals(), today).items()},
        "stored": stored,
    }
    assert arms["roll-ups"]() == arms["rows"]()
    assert stored() == [(figures.as_stats(), figures.percent) for figures in recomputed(goals(), today).values()]
    times = interleaved(arms, 15)
    say(f"\n\n{connection.vendor}: figures of 20 goals x 1,000 check-ins, all equal")
    say(f"{'from rows, in Python':<28}{milliseconds(times, 'rows'):>11.1f} ms")
    saved = {name: ratio(times, "rows", name) for name in ("roll-ups", "stored")}
    for name, words in {"roll-ups": "from roll-ups: dashboard", "stored": "as stored today: lists"}.items():
        say(f"{words:<28}{milliseconds(times, name):>11.1f} ms{saved[name]:>9.0f}x faster{f'>= {SAVED}x':>11}")
    assert min(saved.values()) > SAVED_BOUND


@pytest.mark.django_db
def test_statements_of_many_goals(say: Say, settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 100
    owner = UserFactory.create()
    goals_of(owner, 100, 3 * 365)
    settle()
    get, yesterday = getting(owner), owner.today() - dt.timedelta(days=1)
    addresses = {
        "page: today": "/today/",
        "page: yesterday": f"/today/{yesterday}/",
        "dashboard": "/api/v1/dashboard/",
        "page: goals": "/goals/",
    }
    say(f"\n\n{connection.vendor}: 100 goals x 3 years")
    say(f"{'':<28}{'statements':>11}{'':>11}{'promised':>24}")
    asked = {}
    for name, address in addresses.items():
        ask = get(address)
        asked[name], times = statements(ask), interleaved({name: ask}, 5)
        promise = f"<= {STATEMENTS_OF_TODAY}" if name in ("page: today", "page: yesterday") else ""
        say(f"{name:<28}{asked[name]:>11}{milliseconds(times, name):>8.1f} ms{promise:>24}")
    assert max(asked["page: today"], asked["page: yesterday"]) <= STATEMENTS_OF_TODAY
