"""What figures recommend: each recommendation at its edge, with its numbers and what could be done at once."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from checkins.forecast import Arrival, Forecast, Reason, Refused
from checkins.rates import Counts
from checkins.recommendations import Recommendation, recommendations_for, suggestions
from checkins.streaks import Streak
from checkins.units import State, Unit
from goals.models import Goal, Intention

TODAY = dt.date(2026, 5, 15)
WEAK = ("weekday_less", {"weekday": 4, "kept": 3, "of": 17, "other_kept": 80, "other_of": 102})


def goal(**fields: Any) -> Goal:
    return Goal(**{"title": "Run", "pattern": "recurring", "status": "active", **fields})


def units(states: str, last: dt.date = TODAY - dt.timedelta(days=1), days: int = 1) -> list[Unit]:
    """One unit for each letter, up to `last`: (s)uccess, (m)iss, (n)eutral, (p)ending."""
    letters = {state.value[0]: state for state in State}
    ends = [last - dt.timedelta(days=days * back) for back in reversed(range(len(states)))]
    return [
        Unit(end - dt.timedelta(days=days - 1), end, letters[one], 0.0, days, None, Decimal(0), Decimal(1), 1.0)
        for one, end in zip(states, ends, strict=True)
    ]


def recommended(one: Goal, *, plans: Any = (), patterns: Any = (), forecast: Any = None, **figures: Any) -> Any:
    defaults: dict[str, Any] = {
        "units": [],
        "value": None,
        "percent": None,
        "streak": Streak(0, 0, None),
        "consistency": Counts(0, 0, 0, 0),
    }
    known: Any = SimpleNamespace(**{**defaults, **figures})
    return recommendations_for(one, known, TODAY, plans=plans, patterns=patterns, forecast=forecast)


def codes(found: list[Recommendation]) -> list[str]:
    return [one.code for one in found]


# --- A smaller step -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ("smsmsms", True),
        ("ssmsmss", False),
        ("mssmssss", False),
        ("mmnsnsssm", True),
        ("mmm", True),
        ("mm", False),
        ("", False),
        ("mmmsssssss", False),
    ],
)
def test_smaller_step_is_recommended_after_three_misses_in_seven_due_days(states: str, said: bool) -> None:
    assert codes(recommended(goal(), units=units(states))) == ["shrink_step"] * said


def test_smaller_step_looks_at_due_days_alone_and_at_the_last_two_weeks() -> None:
    weeks, old = units("mmmm", days=7), units("mmmm", last=TODAY - dt.timedelta(days=15))
    assert recommended(goal(), units=weeks) == recommended(goal(), units=old) == []
    assert recommended(goal(pattern="limit", target_value=Decimal(2)), units=units("mmmm")) == []
    assert codes(recommended(goal(), units=units("mmmm", last=TODAY - dt.timedelta(days=14)))) == ["shrink_step"]


def test_today_is_no_miss_yet() -> None:
    assert recommended(goal(), units=units("msm" + "m", last=TODAY)) == []


def test_smaller_step_names_the_small_version_and_plans_it() -> None:
    found = recommended(goal(small_version="Shoes on."), units=units("mmmssss"))[0]
    assert found.message == "Run: missed on 3 of the last 7 due days. The small version: Shoes on."
    assert found.numbers == {"misses": 3, "days": 7}
    assert found.action == {
        "create_intention": {
            "trigger_condition": "it is a hard day",
            "action": "do the small version: Shoes on.",
        }
    }
    plan = Intention(trigger_condition="If it rains", action="then Shoes on.")
    assert recommended(goal(small_version="Shoes on."), units=units("mmm"), plans=[plan])[0].action is None


@pytest.mark.parametrize(
    ("fields", "action"),
    [
        ({"target_value": Decimal(5)}, {"update_goal": {"target_value": "3"}}),
        ({"target_value": Decimal("0.5")}, {"update_goal": {"target_value": "0.25"}}),
        ({"target_value": Decimal(1)}, {"update_goal": {"target_value": "0.5"}}),
        ({"times_per_period": 5}, {"update_goal": {"times_per_period": 3}}),
        ({"pattern": "streak", "target_value": Decimal(30)}, None),
        ({}, None),
    ],
)
def test_smaller_step_halves_what_is_asked(fields: dict[str, Any], action: Any) -> None:
    found = recommended(goal(**fields), units=units("mmm"))[0]
    assert found.action == action
    assert found.message == "Run: missed on 3 of the last 3 due days. A smaller step may fit better for a while."


# --- A plan for a weekday -----------------------------------------------------------------------------------------


def test_weak_weekday_gets_a_plan_unless_there_is_one() -> None:
    run = goal(small_version="shoes on")
    found = recommended(run, patterns=[WEAK, ("weekday_more", WEAK[1]), ("usual_hour", {})])
    assert codes(found) == ["plan_weekday"]
    assert found[0].message == "Run: a plan for Fridays may help. 3 of the last 17 went well."
    assert found[0].action == {
        "create_intention": {
            "trigger_condition": "it is Friday",
            "action": "do this first: shoes on",
            "reminder_weekdays": [4],
        }
    }
    plan = Intention(trigger_condition="If", action="then", reminder_weekdays=[4])
    assert recommended(run, patterns=[WEAK], plans=[plan]) == []
    plan.is_active = False
    assert codes(recommended(run, patterns=[WEAK], plans=[plan])) == ["plan_weekday"]


def test_weekday_that_is_asked_for_no_more_needs_no_plan() -> None:
    assert recommended(goal(weekdays=[0, 2]), patterns=[WEAK]) == []
    assert codes(recommended(goal(weekdays=[0, 4]), patterns=[WEAK])) == ["plan_weekday"]


# --- A new date ---------------------------------------------------------------------------------------------------


def seen(per_day: str, middle: dt.date | None = dt.date(2026, 9, 1)) -> Forecast:
    return Forecast(Decimal(per_day), 28, Arrival(middle, middle, middle), (), None, None)


def saving(**fields: Any) -> Goal:
    """80 to go in 40 days: 2 a day."""
    date = TODAY + dt.timedelta(days=40)
    return goal(**{"pattern": "target", "target_value": Decimal(100), "target_date": date, "unit": "km", **fields})


def test_date_that_asks_for_more_than_twice_the_usual_rate_is_reset() -> None:
    assert recommended(saving(), value=Decimal(20), forecast=seen("1")) == []
    found = recommended(saving(), value=Decimal(20), forecast=seen("0.9"))
    assert codes(found) == ["reset_date"]
    assert found[0].message == (
        "Run: 100 km by 24 June 2026 asks for 2 km a day; the last 28 days brought 0.9 km a day. "
        "At that rate it takes until about 1 September 2026."
    )
    assert found[0].action == {"update_goal": {"target_date": "2026-09-01"}}
    assert (found[0].numbers["required"], found[0].numbers["usual"]) == ("2", "0.9")


def test_date_of_a_value_that_stands_still_has_no_better_one() -> None:
    found = recommended(saving(), value=Decimal(20), forecast=seen("-1", middle=None))[0]
    assert found.message.endswith("brought 0 km a day. A later date, or a smaller target, would fit better.")
    assert (found.action, found.numbers["usual"]) == (None, "0")


def test_falling_target_is_asked_downwards() -> None:
    slim = saving(direction="decrease", target_value=Decimal(70), baseline_value=Decimal(90))
    assert recommended(slim, value=Decimal(80), forecast=seen("-0.2")) == []
    assert codes(recommended(slim, value=Decimal(80), forecast=seen("0.2"))) == ["reset_date"]
    assert recommended(slim, value=Decimal(69), forecast=Refused(Reason.REACHED)) == []


def test_without_a_forecast_a_date_stands_until_it_has_passed() -> None:
    refused = Refused(Reason.TOO_FEW_DAYS, 3)
    assert recommended(saving(), value=Decimal(20), forecast=refused) == []
    assert recommended(saving(target_date=TODAY), value=Decimal(20), forecast=refused) == []
    found = recommended(saving(target_date=TODAY - dt.timedelta(days=1)), forecast=refused)
    assert codes(found) == ["date_passed"]
    assert found[0].message == (
        "Run: its date was 14 May 2026, and 100 km is still to go. A new date makes the pace count again."
    )
    assert recommended(saving(target_date=None), value=Decimal(1), forecast=seen("0")) == []


# --- A good word --------------------------------------------------------------------------------------------------


def test_good_words_are_facts() -> None:
    found = recommended(goal(), streak=Streak(7, 7, TODAY), consistency=Counts(28, 0, 0, 0))
    assert [one.message for one in found] == [
        "Run: 7 in a row, the longest so far.",
        "Run: all 28 that were due in the last 28 days are done.",
    ]
    for run, weeks in [(Streak(6, 6, TODAY), Counts(6, 0, 0, 0)), (Streak(8, 9, TODAY), Counts(27, 1, 0, 0))]:
        assert recommended(goal(), streak=run, consistency=weeks) == []


def test_reached_target_can_be_completed() -> None:
    done = recommended(saving(), value=Decimal(120), percent=100, forecast=Refused(Reason.REACHED))
    assert [(one.code, one.action) for one in done] == [("reached", {"complete_goal": {}})]
    assert recommended(goal(), percent=100) == []


# --- All of them --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["paused", "completed", "abandoned", "archived"])
def test_goals_that_are_not_worked_on_are_left_alone(status: str) -> None:
    assert recommended(goal(status=status), units=units("mmmmmmm"), patterns=[WEAK], percent=100) == []


def test_suggestions_are_the_recommendations_that_change_something() -> None:
    run = goal(target_value=Decimal(5))
    found = recommended(run, units=units("mmm"), patterns=[WEAK], streak=Streak(9, 9, TODAY))
    assert codes(found) == ["shrink_step", "plan_weekday", "best_run"]
    assert [(one.key, one.kind, one.goal) for one in suggestions(run, found)] == [
        (f"found:shrink_step:{run.pk}:5:1", "suggestion", run.pk),
        (f"found:plan_weekday:{run.pk}:4", "suggestion", run.pk),
    ]


def test_recommendation_is_json() -> None:
    assert recommended(goal(), units=units("mmm"))[0].as_json() == {
        "code": "shrink_step",
        "message": "Run: missed on 3 of the last 3 due days. A smaller step may fit better for a while.",
        "numbers": {"misses": 3, "days": 3},
        "action": None,
    }


def test_titles_and_numbers_are_text_never_format() -> None:
    run = saving(title="100% %(title)s %s", unit="%")
    assert recommended(run, value=Decimal(20), forecast=seen("0.5"))[0].message.startswith("100% %(title)s %s: 100 %")
