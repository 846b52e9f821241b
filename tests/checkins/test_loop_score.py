import csv
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from checkins.loop_score import LoopKind, loop_scores
from checkins.strength import step
from checkins.units import DayRecord

DATA = Path(__file__).parents[1] / "data"
LOOP: dict[str, Any] = json.loads((DATA / "loop.json").read_text())
TODAY = date(2015, 1, 25)
MARKS = {"YES_MANUAL": DayRecord("completed"), "SKIP": DayRecord("skipped"), "NO": DayRecord("missed")}


def ago(days: int | str) -> date:
    return TODAY - timedelta(days=int(days))


def recorded(case: dict[str, Any]) -> dict[date, DayRecord]:
    records = {ago(days): DayRecord("completed") for days in case.get("yes", [])}
    records |= {ago(days): DayRecord("skipped") for days in case.get("skip", [])}
    return records | {ago(days): DayRecord(None, Decimal(str(value))) for days, value in case.get("values", {}).items()}


@pytest.mark.parametrize("case", LOOP["series"], ids=lambda case: case["name"])
def test_series_agree_with_loop(case: dict[str, Any]) -> None:
    records = recorded(case)
    num, den = case["freq"]
    target = Decimal(str(case.get("target", 0)))
    scores = loop_scores(case["kind"], num, den, target, records, min(records, default=TODAY), TODAY)
    newest_first = [scores[ago(days)] for days in range(len(case.get("expect", [0])))]
    if "expect_gt" in case:
        assert newest_first[0] > case["expect_gt"]
    else:
        assert newest_first == pytest.approx(case["expect"], abs=case.get("tolerance", LOOP["tolerance"]))


@pytest.mark.parametrize("habit", ["001 Meditate", "002 Wake up early"])
def test_scores_agree_with_the_export(habit: str) -> None:
    folder = DATA / "loop_export"
    with (folder / "Habits.csv").open() as habits:
        (row,) = (row for row in csv.DictReader(habits) if habit.startswith(row["Position"]))
    with (folder / habit / "Checkmarks.csv").open() as marks:
        rows = list(csv.DictReader(marks))
    records = {date.fromisoformat(mark["Date"]): MARKS[mark["Value"]] for mark in rows if mark["Value"] in MARKS}
    with (folder / habit / "Scores.csv").open() as stated:
        expected = {date.fromisoformat(score["Date"]): score["Score"] for score in csv.DictReader(stated)}
    num, den = int(row["FrequencyNumerator"]), int(row["FrequencyDenominator"])
    scores = loop_scores("bool", num, den, Decimal(0), records, min(expected), max(expected))
    assert {day: f"{score:.4f}" for day, score in scores.items()} == expected


def test_skip_freezes_the_score_and_adds_nothing_to_the_window() -> None:
    days = [TODAY + timedelta(days=offset) for offset in range(3)]
    records = {days[0]: DayRecord("completed"), days[1]: DayRecord("skipped")}
    scores = loop_scores("bool", 1, 1, Decimal(0), records, days[0], days[2])
    assert scores[days[1]] == scores[days[0]]
    assert scores[days[2]] < scores[days[1]]


@pytest.mark.parametrize("days", [1, 7])
def test_as_often_as_there_are_days_means_daily(days: int) -> None:
    first = TODAY - timedelta(days=1)
    scores = loop_scores("bool", days, days, Decimal(0), {first: DayRecord("completed")}, first, TODAY)
    assert scores == pytest.approx({first: 0.051922, TODAY: 0.049226}, abs=1e-6)


def test_entries_before_the_first_day_change_nothing() -> None:
    before = {ago(3): DayRecord("completed")}
    assert loop_scores("bool", 1, 3, Decimal(0), before, ago(2), TODAY)[TODAY] == 0


def test_weekly_amount_is_summed_over_the_last_seven_days() -> None:
    records = {ago(days): DayRecord(None, Decimal("0.5")) for days in range(14)}
    scores = loop_scores("at_least", 1, 7, Decimal(7), records, ago(13), TODAY)
    left = 0.5 ** ((1 / 7) ** 0.5 / 13)
    assert scores[ago(13)] == pytest.approx(0.5 / 7 * (1 - left))
    assert scores[TODAY] == pytest.approx(0.5 + (scores[ago(7)] - 0.5) * left**7)


@pytest.mark.parametrize(("kind", "value", "share"), [("at_least", "0.5", 0.5), ("at_most", "1.5", 0.5)])
def test_amount_of_one_is_reached_in_part(kind: LoopKind, value: str, share: float) -> None:
    scores = loop_scores(kind, 1, 1, Decimal(1), {TODAY: DayRecord(None, Decimal(value))}, TODAY, TODAY)
    assert scores[TODAY] == pytest.approx(step(1.0 if kind == "at_most" else 0.0, share, 1))


@pytest.mark.parametrize(("value", "expected"), [("0", 1.0), ("0.001", 0.948078), ("1", 0.948078)])
def test_limit_of_nothing_is_kept_or_not(value: str, expected: float) -> None:
    records = {TODAY: DayRecord(None, Decimal(value))}
    scores = loop_scores("at_most", 1, 1, Decimal(0), records, TODAY, TODAY)
    assert scores[TODAY] == pytest.approx(expected, abs=1e-6)


def test_amount_of_nothing_is_always_reached() -> None:
    scores = loop_scores("at_least", 1, 1, Decimal(0), {}, TODAY, TODAY)
    assert scores[TODAY] == pytest.approx(0.051922, abs=1e-6)
