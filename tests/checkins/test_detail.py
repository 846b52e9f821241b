"""What a goal's own page draws: from the roll-ups alone, equal to the figures."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkins.charts import Chart
from checkins.detail import Detail, detail_of
from checkins.progress import progress_of
from checkins.smoothing import smoothed
from checkins.standing import Standing, standings_of
from goals.actions import update_goal
from goals.models import Goal
from tests.factories import CheckInFactory, ContributionFactory, GoalFactory, MilestoneFactory, UserFactory, acting

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 20)
START = dt.date(2026, 10, 1)


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


def begun(**fields: Any) -> Goal:
    return GoalFactory(**{"start_date": START, **fields})


def target(**fields: Any) -> Goal:
    numbers = {"baseline_value": Decimal(0), "target_value": Decimal(900), "aggregation": "sum", "unit": "words"}
    return begun(pattern="target", **{"target_date": dt.date(2027, 1, 29), **numbers, **fields})


def detail(goal: Goal) -> Detail:
    return detail_of(standing(goal))


def standing(goal: Goal) -> Standing:
    goal.refresh_from_db()
    return standings_of([goal])[goal.pk]


def only(found: Detail, name: str) -> Chart:
    return next(chart for chart in found.charts if chart.name == name)


def looks(chart: Chart) -> Counter[str]:
    return Counter(shape.look for shape in chart.shapes)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def fill(goal: Goal, days: int, value: int = 8) -> None:
    for day in range(days, 0, -2):
        CheckInFactory(goal=goal, check_in_date=ago(day), value_recorded=Decimal(value + day % 3))


# The way of a target


def test_value_and_range_of_the_chart_are_those_of_the_server() -> None:
    goal = target()
    fill(goal, 40)
    chart, said = only(detail(goal), "progress"), progress_of(standing(goal).goal, "month")
    value, end = said["value"], said["forecast"]["points"][-1]
    rows = {row[0]: row for row in chart.rows}
    assert rows["20 Nov 2026"][1] == f"{value.normalize():f} words"
    assert rows["29 Jan 2027"][1:] == ["–", "900 words", f"{end['low']:.0f} words to {end['high']:.0f} words"]
    assert looks(chart) == {"path": 1, "cone": 1, "mid": 1, "act": 1, "now": 1, "dot": 1}


def test_readings_are_dots_beside_their_smooth_line() -> None:
    goal = target(aggregation="latest", baseline_value=Decimal(80), target_value=Decimal(70), direction="decrease")
    for day, value in ((14, 78), (7, 74), (0, 75)):
        CheckInFactory(goal=goal, check_in_date=ago(day), value_recorded=Decimal(value))
    chart = only(detail(goal), "progress")
    line = smoothed([(START, Decimal(80)), (ago(14), Decimal(78)), (ago(7), Decimal(74)), (TODAY, Decimal(75))])
    assert chart.head[:3] == ["Day", "Value", "Smoothed"]
    assert next(row for row in chart.rows if row[0] == "20 Nov 2026")[1:3] == ["75 words", f"{line[-1][1]:.1f} words"]
    paths = {shape.look: shape.path for shape in chart.shapes}
    assert paths["reads"].count("h0") == paths["act"].count(",") == 4
    assert "smoothed" not in only(detail(target()), "progress").reading


def test_edit_bends_the_path_today_and_leaves_the_past() -> None:
    goal = target(start_date=ago(50), target_date=TODAY + dt.timedelta(days=50), target_value=Decimal(1000))
    CheckInFactory(goal=goal, check_in_date=ago(1), value_recorded=Decimal(600))
    update_goal(by=acting(goal.owner), goal=goal, target_value=Decimal(3000))
    found = standing(goal)
    chart, pace = only(detail(goal), "progress"), found.figures.pace
    assert pace is not None
    assert [pace.expected_value, pace.days_ahead] == [500, 2]
    assert found.basis.path is not None
    assert [found.basis.path.value_on(ago(days)) for days in (50, 25, 1, 0, -25)] == [0, 250, 490, 500, 1750]
    said = {row[0]: row[2] for row in chart.rows}
    assert said["20 Nov 2026"] == "500 words"
    assert progress_of(found.goal, "week")["road"]["expected_value"] == 500


def test_values_of_milestones_lie_on_the_path_and_count_for_the_pace() -> None:
    goal = target(start_date=ago(50), target_date=TODAY + dt.timedelta(days=50), target_value=Decimal(1000))
    MilestoneFactory(goal=goal, target_date=TODAY, target_value=Decimal(200))
    MilestoneFactory(goal=goal, target_date=TODAY + dt.timedelta(days=400), target_value=Decimal(900))
    found = standing(goal)
    assert found.figures.pace is not None
    assert found.figures.pace.expected_value == 200
    assert looks(only(detail(goal), "progress"))["dot plan"] == 1


def test_sentence_tells_rate_need_and_chance() -> None:
    goal = target()
    fill(goal, 40)
    said = progress_of(standing(goal).goal, "month")
    rates = [f"{rate * 7:.1f}".removesuffix(".0") for rate in (said["usual_rate"], said["road"]["required_rate"])]
    chance = said["forecast"]["chance"]
    assert detail(goal).said == (
        f"{rates[0]} words a week lately; {rates[1]} words a week reaches it on time. About {chance}% likely."
    )


def test_young_goal_has_no_range_and_says_why() -> None:
    goal = target(start_date=ago(10))
    fill(goal, 8)
    found = detail(goal)
    assert found.said.endswith("Forecast after 4 more days.")
    assert set(looks(only(found, "progress"))) == {"path", "act", "now", "dot"}
    assert only(found, "progress").title == "Progress"


def test_line_ends_at_the_value_of_the_figures_for_every_aggregation() -> None:
    for aggregation in ("sum", "count", "latest", "max", "average"):
        goal = target(aggregation=aggregation, target_value=Decimal(500), baseline_value=Decimal(1))
        for day, value in ((9, 5), (5, 30), (1, 10)):
            CheckInFactory(goal=goal, check_in_date=ago(day), value_recorded=Decimal(value))
        stands_at = standing(goal).figures.value
        assert stands_at is not None
        row = next(row for row in only(detail(goal), "progress").rows if row[0] == "20 Nov 2026")
        assert (aggregation, row[1]) == (aggregation, f"{stands_at.normalize():f} words")


def test_money_that_came_in_is_part_of_the_line() -> None:
    goal = target(currency="GBP", unit=None)
    ContributionFactory(goal=goal, amount=Decimal(250), occurred_on=ago(3))
    rows = {row[0]: row[1] for row in only(detail(goal), "progress").rows}
    assert (rows["1 Oct 2026"], rows["20 Nov 2026"]) == ("£0", "£250")


def test_goal_that_begins_today_has_nothing_to_draw_without_a_date() -> None:
    assert detail(target(start_date=TODAY, target_date=None)).charts == []


def test_reading_goal_without_a_reading_has_nothing_to_draw() -> None:
    assert detail(target(aggregation="latest", direction="decrease", baseline_value=None)).charts == []


# Bars


def test_weeks_show_the_share_of_due_days() -> None:
    goal = begun()
    for day, status in ((11, "completed"), (10, "missed"), (9, "skipped")):
        CheckInFactory(goal=goal, check_in_date=ago(day), habit_completion_status=status)
    chart = only(detail(goal), "weeks")
    assert chart.rows[-2] == ["9 Nov – 15 Nov", "1", "6", "16%"]
    assert chart.rows[0] == ["31 Aug – 6 Sep", "0", "0", "–"]


def test_skipped_weeks_have_no_bar() -> None:
    goal = begun(start_date=ago(11))
    for day in range(11):
        CheckInFactory(goal=goal, check_in_date=ago(day + 1), habit_completion_status="skipped")
    assert looks(only(detail(goal), "weeks")) == {}


def test_times_a_week_are_counted_beside_what_was_agreed() -> None:
    goal = begun(period="week", times_per_period=3)
    for day in (11, 10):
        CheckInFactory(goal=goal, check_in_date=ago(day))
    chart = only(detail(goal), "periods")
    assert (chart.title, chart.rows[-2]) == ("Last 12 weeks", ["9 Nov – 15 Nov", "2", "3"])
    assert looks(chart)["bar"] == 1


def test_what_lies_over_a_limit_is_a_part_of_its_own() -> None:
    goal = begun(pattern="limit", period="week", target_value=Decimal(14), unit="cups")
    CheckInFactory(goal=goal, check_in_date=ago(10), value_recorded=Decimal(15))
    CheckInFactory(goal=goal, check_in_date=ago(1), value_recorded=Decimal(3))
    found = detail(goal)
    chart = only(found, "periods")
    assert chart.rows[-2] == ["9 Nov – 15 Nov", "15 cups", "14 cups"]
    assert {look: count for look, count in looks(chart).items() if look != "path"} == {
        "bar": 1,
        "bar over": 1,
        "bar cur": 1,
    }
    assert found.limit is not None
    assert not found.limit.is_over


def test_what_is_at_least_is_never_over() -> None:
    goal = begun(target_value=Decimal(2), unit="litres", period="week")
    CheckInFactory(goal=goal, check_in_date=ago(10), value_recorded=Decimal(5))
    found = detail(goal)
    assert "bar over" not in looks(only(found, "periods"))
    assert found.limit is None


def test_strength_is_told_by_month_and_ends_with_the_figure() -> None:
    goal = begun()
    for day in range(40):
        CheckInFactory(goal=goal, check_in_date=ago(day))
    strength = standing(goal).figures.strength
    assert strength is not None
    rows = only(detail(goal), "strength").rows
    assert [row[0] for row in rows] == ["1 Nov 2026", "20 Nov 2026"]
    assert rows[-1][1] == f"{int(100 * strength)}%"


def test_project_has_neither_charts_nor_year() -> None:
    found = detail(MilestoneFactory().goal)
    assert (found.charts, found.year, found.limit) == ([], None, None)


def test_milestones_lie_on_the_day_they_were_done_or_are_planned() -> None:
    goal = begun(pattern="milestone", start_date=ago(40))
    MilestoneFactory(goal=goal, is_done=True, target_date=ago(30))
    assert detail(goal).milestones is None
    MilestoneFactory(goal=goal, target_date=TODAY + dt.timedelta(days=40))
    MilestoneFactory(goal=goal)
    line = detail(goal).milestones
    assert line is not None
    assert line.ends == ("11 Oct 2026", "30 Dec 2026")
    assert [tuple(shape) for shape in line.shapes] == [
        ("grid", "M0,20H1000"),
        ("now", "M500,0V40"),
        ("dot", "M500,20h0"),
        ("dot plan", "M1000,20h0"),
    ]


# Cost


@pytest.mark.parametrize("pattern", ["recurring", "streak", "limit", "target"])
def test_queries_do_not_grow_and_leave_the_check_ins_alone(pattern: str) -> None:
    goal = begun(pattern=pattern, target_value=Decimal(5), owner=UserFactory())

    def asked() -> list[str]:
        fresh = Goal.objects.with_parts().select_related("owner").get(pk=goal.pk)
        with CaptureQueriesContext(connection) as queries:
            detail(fresh)
        return [query["sql"] for query in queries]

    CheckInFactory(goal=goal, check_in_date=ago(30), value_recorded=Decimal(1))
    at_one = asked()
    for day in range(20):
        CheckInFactory(goal=goal, check_in_date=ago(day), value_recorded=Decimal(1))
    later = asked()
    assert len(later) == len(at_one)
    assert [sql for sql in later if "checkins_checkin" in sql] == []
