"""What the progress of a target goal tells: its road, trend, forecast and comparison."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.api import Caller, caller
from tests.checkins.progress import NOON, TODAY, day, new, tell, told
from tests.factories import ContributionFactory, MilestoneFactory, SavingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def call() -> Caller:
    return caller()


def test_total_that_rises_stands_on_its_road_and_is_foreseen(call: Caller) -> None:
    goal = new(call, 70, pattern="target", aggregation="sum", target_value=200, target_date=day(-40))
    found = told(call, tell(goal, range(70), lambda back: 1 if back % 2 else 3))
    assert (found["percent"], found["value"], found["total"], found["usual_rate"]) == (70, 140, 140, 2)
    assert found["road"] == {
        "expected_value": 127.2727,
        "delta": 12.7273,
        "days_left": 40,
        "required_rate": 1.5,
        "safe_days": 8,
    }
    assert found["pace"] == {"word": "ahead", "days_ahead": 7, "expected_value": 127.2727}
    forecast = found["forecast"]
    assert (found["forecast_refused"], forecast["per_day"], forecast["days"]) == (None, 2, 28)
    arrival = [forecast["arrival"][name] for name in ("earliest", "middle", "latest")]
    assert arrival == sorted(arrival)
    assert arrival[1] == str(day(-30))
    assert forecast["points"][0] == {"day": str(TODAY), "low": 140, "mid": 140, "high": 140}
    assert forecast["points"][-1] == forecast["at_target_date"]
    assert (forecast["at_target_date"]["day"], forecast["at_target_date"]["mid"]) == (str(day(-40)), 220)
    assert forecast["at_target_date"]["low"] < 220 < forecast["at_target_date"]["high"]
    assert forecast["chance"] == 95
    assert (found["comparison"]["now"], found["comparison"]["change"]) == (2.0, "unclear")


def test_readings_that_fall_are_good_below_their_road(call: Caller) -> None:
    goal = new(
        call, 70, pattern="target", direction="decrease", baseline_value=100, target_value=80, target_date=day(-30)
    )
    found = told(call, tell(goal, range(0, 70, 2), lambda back: 86 + back / 5))
    assert (found["percent"], found["value"], found["usual_rate"]) == (70, 86, -0.2)
    assert found["road"] == {
        "expected_value": 86,
        "delta": 0,
        "days_left": 30,
        "required_rate": -0.2,
        "safe_days": 1,
    }
    assert found["trend"] == {"direction": "falling", "slope_per_day": -0.2, "points": 15}
    assert (found["forecast"]["per_day"], found["forecast"]["arrival"]["middle"]) == (-0.2, str(day(-30)))
    assert found["forecast"]["chance"] == 50
    compared = found["comparison"]
    assert (round(compared["then"], 4), compared["now"], compared["change"]) == (97.2, 89.0, "lower")
    assert compared["low"] < compared["difference"] < compared["high"] < 0


def test_readings_that_rise_have_a_rising_trend(call: Caller) -> None:
    goal = new(call, 70, pattern="target", baseline_value=0, target_value=100)
    found = told(call, tell(goal, range(0, 70, 2), lambda back: 70 - back))
    assert (found["trend"]["direction"], found["trend"]["slope_per_day"], found["road"]) == ("rising", 1, None)
    assert found["forecast"]["at_target_date"] is found["forecast"]["chance"] is None
    assert found["forecast"]["arrival"]["middle"] == str(day(-30))
    assert found["comparison"]["change"] == "higher"


def test_planned_milestones_bend_the_road(call: Caller) -> None:
    goal = new(call, 20, pattern="target", aggregation="sum", target_value=100, target_date=day(-20))
    MilestoneFactory.create(goal=goal, target_date=TODAY, target_value=30)
    road = told(call, tell(goal, range(1, 3), lambda back: 20))["road"]
    assert road == {"expected_value": 30, "delta": 10, "days_left": 20, "required_rate": 3, "safe_days": 3}


REFUSED: list[tuple[dict[str, Any], int, dict[str, Any]]] = [
    ({"aggregation": "average"}, 30, {"reason": "average", "missing": None}),
    ({"aggregation": "sum", "target_value": 10}, 30, {"reason": "reached", "missing": None}),
    ({"aggregation": "sum"}, 9, {"reason": "too_few_days", "missing": 5}),
    ({"aggregation": "sum", "target_value": None}, 30, {"reason": "no_target", "missing": None}),
]


@pytest.mark.parametrize(("fields", "days", "refused"), REFUSED, ids=lambda held: str(held)[:40])
def test_forecast_is_refused_with_the_reason(
    call: Caller, fields: dict[str, Any], days: int, refused: dict[str, Any]
) -> None:
    goal = new(call, days, **{"pattern": "target", "target_value": 1000, **fields})
    found = told(call, tell(goal, range(1, days + 1), lambda back: 1 + back % 2))
    assert (found["forecast"], found["forecast_refused"]) == (None, refused)


def test_forecast_needs_five_days_with_check_ins(call: Caller) -> None:
    goal = new(call, 30, pattern="target", target_value=1000, aggregation="sum")
    refused = told(call, tell(goal, range(1, 4), lambda back: 1))["forecast_refused"]
    assert refused == {"reason": "too_few_check_ins", "missing": 2}


def test_comparison_waits_for_eight_weeks_and_enough_told(call: Caller) -> None:
    young = tell(new(call, 30, pattern="target", target_value=9), range(30), lambda back: 1)
    assert told(call, young)["comparison_refused"] == {"reason": "overlap", "missing": 26}
    silent = tell(new(call, 60, pattern="target", target_value=9), range(1, 4), lambda back: 1)
    assert told(call, silent)["comparison_refused"] == {"reason": "too_little_then", "missing": None}
    lately = tell(new(call, 60, pattern="target", target_value=9), range(40, 60), lambda back: 1)
    assert told(call, lately)["comparison_refused"] == {"reason": "too_little_now", "missing": 5}


def test_money_is_part_of_the_way(call: Caller) -> None:
    goal = SavingFactory.create(owner=call.user, start_date=day(30), target_date=day(-10))
    for back in range(0, 20, 2):
        ContributionFactory.create(goal=goal, amount=10, occurred_on=day(back))
    found = told(call, goal)
    assert (found["value"], found["total"], found["percent"], found["usual_rate"]) == (100, 100, 10, 3.2143)
    assert found["components"] == [{"source": "contributions", "percent": 10, "weight": 1}]
    assert (found["road"]["expected_value"], found["road"]["delta"], found["road"]["required_rate"]) == (750, -650, 90)
    (advice,) = found["recommendations"]
    assert (advice["code"], advice["action"]) == ("reset_date", {"update_goal": {"target_date": "2026-08-26"}})
    assert found["forecast"]["arrival"]["middle"] == "2026-08-26"
