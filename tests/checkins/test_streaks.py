import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from checkins.streaks import Run, Streak, runs, streak
from checkins.units import DayRecord, Schedule, State, units_of
from goals.terms import Period, Terms
from tests.checkins.schedules import MONDAY, Records, after, always, recorded, records, schedules, todays

DATA = Path(__file__).parents[1] / "data"
KADO: dict[str, Any] = json.loads((DATA / "streaks.json").read_text())
LOOP: dict[str, Any] = json.loads((DATA / "loop.json").read_text())["streaks"]
FREQUENCIES = {
    "daily": Terms(),
    "MWF": Terms(weekdays=(0, 2, 4)),
    "every3": Terms(every_n_days=3),
    "3perweek": Terms(Period.WEEK, 3),
}
SUNDAY = 6
OURS = {
    # kado counts the unfinished week as kept; ours waits until it is decided.
    "3/week reset": {"cur": 0, "best": 1},
}


def days_ago(offsets: list[int], record: DayRecord) -> Records:
    return {MONDAY + timedelta(days=offset): record for offset in offsets}


@pytest.mark.parametrize("case", KADO["cases"], ids=lambda case: case["n"])
def test_streak_agrees_with_kado(case: dict[str, Any]) -> None:
    case = case | OURS.get(case["n"], {})
    schedule = Schedule("recurring", always(FREQUENCIES[case["freq"]]), after(case["created"]), week_starts_on=SUNDAY)
    facts = days_ago(case.get("zero", []), DayRecord(None, Decimal(0)))
    facts |= days_ago(case["done"], DayRecord("completed"))
    found = streak(units_of(schedule, facts, MONDAY))
    assert {"cur": found.current, "best": found.longest} == {
        "cur": case["cur"],
        "best": case.get("best", found.longest),
    }


def test_streak_every_n_days_is_measured_from_the_last_completion_as_in_kado() -> None:
    schedule = Schedule("recurring", always(Terms(every_n_days=2)), MONDAY)
    units = units_of(schedule, recorded("cc c"), after(3))
    assert [unit.state for unit in units] == [State.SUCCESS] * 3
    assert streak(units) == Streak(3, 3, MONDAY)


@pytest.mark.parametrize(("count", "expected"), [(4, "best4_newest_first"), (2, "best2_newest_first")])
def test_longest_runs_agree_with_loop(count: int, expected: str) -> None:
    schedule = Schedule("recurring", always(Terms()), MONDAY - timedelta(days=max(LOOP["yes"])))
    facts = days_ago([-offset for offset in LOOP["yes"]], DayRecord("completed"))
    units = units_of(schedule, facts, MONDAY)
    longest = sorted(runs(units), key=lambda run: (run.length, run.last))[-count:]
    newest_first = sorted(longest, key=lambda run: run.last, reverse=True)
    assert [run.length for run in newest_first] == LOOP[expected]
    assert streak(units).longest == max(LOOP[expected])


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("", Streak(0, 0, None)),
        ("c", Streak(1, 1, after(0))),
        ("ccsc", Streak(3, 3, after(0))),
        ("ccmc", Streak(1, 2, after(3))),
        ("cc c ", Streak(1, 2, after(3))),
        ("cccm", Streak(0, 3, None)),
        ("sscc", Streak(2, 2, after(2))),
    ],
)
def test_streak_counts_successes_until_a_miss(days: str, expected: Streak) -> None:
    schedule = Schedule("recurring", always(Terms()), MONDAY)
    today = after(max(len(days) - 1, 0))
    assert streak(units_of(schedule, recorded(days), today)) == expected


def test_runs_name_their_first_and_last_day() -> None:
    units = units_of(Schedule("recurring", always(Terms()), MONDAY), recorded("ccs c mc"), after(7))
    assert list(runs(units)) == [Run(2, after(0), after(1)), Run(1, after(4), after(4)), Run(1, after(7), after(7))]


def test_streak_crosses_a_leap_day() -> None:
    schedule = Schedule("recurring", always(Terms()), date(2024, 2, 28))
    found = streak(units_of(schedule, recorded("ccc", date(2024, 2, 28)), date(2024, 3, 1)))
    assert found == Streak(3, 3, date(2024, 2, 28))


@given(schedules(), records, todays)
def test_streak_is_the_last_and_the_longest_of_all_runs(schedule: Schedule, facts: Records, today: date) -> None:
    units = units_of(schedule, facts, today)
    found, all_runs = streak(units), list(runs(units))
    assert found.longest == max((run.length for run in all_runs), default=0)
    assert found.current in (0, all_runs[-1].length if all_runs else 0)
    assert found.began == (all_runs[-1].first if found.current else None)
