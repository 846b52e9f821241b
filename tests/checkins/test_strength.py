import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from checkins.strength import multiplier, step, strength
from checkins.units import DayRecord, Schedule, Unit, units_of
from goals.terms import Period, Terms
from tests.checkins.schedules import MONDAY, Records, after, always, recorded, records, schedules, todays

LOOP: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data/loop.json").read_text())
DAILY = Schedule("recurring", always(Terms()), MONDAY)


def units(days: str, today: int, schedule: Schedule = DAILY) -> list[Unit]:
    return units_of(schedule, recorded(days), after(today))


@pytest.mark.parametrize("case", LOOP["step"])
def test_step_agrees_with_loop(case: dict[str, Any]) -> None:
    frequency = float(Fraction(case["freq"]))
    assert step(case["prev"], case["check"], frequency) == pytest.approx(case["expect"], abs=LOOP["tolerance"])


def test_daily_strength_agrees_with_loop_after_90_days() -> None:
    (case,) = (case for case in LOOP["series"] if case["name"] == "90_daily_gt_099")
    days = len(case["yes"])
    assert strength(units("c" * days, days - 1), "recurring") > case["expect_gt"]


def test_daily_strength_halves_in_13_missed_days() -> None:
    assert multiplier(1, 13) == pytest.approx(0.5)
    before = strength(units("c" * 30, 29), "recurring")
    after_it = strength(units("c" * 30 + "m" * 13, 42), "recurring")
    assert after_it == pytest.approx(before / 2)


def test_weekly_unit_takes_the_steps_of_its_days_at_once() -> None:
    weekly = replace(DAILY, history=always(Terms(Period.WEEK, 3)))
    daily_steps = 0.0
    for _ in range(7):
        daily_steps = step(daily_steps, 2 / 3, 3 / 7)
    assert strength(units("cc", 7, weekly), "recurring") == pytest.approx(daily_steps)


def test_pending_units_change_nothing() -> None:
    assert strength(units("cc", 2), "recurring") == strength(units("cc", 1), "recurring")


def test_neutral_units_freeze_strength() -> None:
    assert strength(units("ccsss", 4), "recurring") == strength(units("cc", 1), "recurring")


def test_neutral_unit_counts_what_was_reached_where_that_raises_strength() -> None:
    schedule = replace(DAILY, history=always(Terms(target_value=Decimal(4))))
    skipped = units_of(schedule, {MONDAY: DayRecord("skipped", Decimal(2))}, MONDAY)
    assert strength(skipped, "recurring") == step(0, 0.5, 1)
    strong = [*units("c" * 90, 89), *skipped]
    assert strength(strong, "recurring") == strength(strong[:-1], "recurring")


def test_successes_before_the_start_change_nothing() -> None:
    late = replace(DAILY, start=after(5))
    assert strength(units("ccccc", 5, late), "recurring") == 0


def test_strength_of_a_limit_starts_full_and_falls_with_what_is_over() -> None:
    limit = Schedule("limit", always(Terms(target_value=Decimal(2))), MONDAY)
    assert strength([], "limit") == 1
    assert strength(units("212", 3, limit), "limit") == 1
    assert strength(units("3", 1, limit), "limit") == pytest.approx(step(1, 0.5, 1))


def test_limit_strength_agrees_with_loop() -> None:
    (case,) = (case for case in LOOP["series"] if case["name"] == "atmost_two_over")
    limit = Schedule("limit", always(Terms(target_value=Decimal(2))), MONDAY)
    assert strength(units("55", 2, limit), "limit") == pytest.approx(case["expect"][0], abs=LOOP["tolerance"])


@given(schedules(), records, todays)
def test_strength_lies_between_0_and_1(schedule: Schedule, facts: Records, today: date) -> None:
    assert 0 <= strength(units_of(schedule, facts, today), schedule.pattern) <= 1
