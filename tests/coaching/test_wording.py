"""How summaries read."""

from typing import Any

import pytest

from coaching.wording import _SENTENCES, in_short, sentence
from goals.models import Goal
from tests.test_pages_access import FORBIDDEN

EUROS, KILOS, BARE = Goal(currency="EUR"), Goal(unit="kg"), Goal()
LIMIT = Goal(pattern="limit")
SMALL = Goal(small_version="One page")
STEPS = {"milestones": 0, "tasks": 0, "done": 1, "total": 3}
SHARES = {"kept": 2, "judged": 3, "kept_before": 0, "judged_before": 0}

CASES: list[tuple[str, Any, Goal | None, str]] = [
    ("kept", SHARES, BARE, "2 of 3 done."),
    ("kept", {**SHARES, "judged_before": 4}, BARE, "2 of 3 done, 0 of 4 before."),
    ("kept", SHARES, LIMIT, "2 of 3 kept."),
    ("kept", {**SHARES, "judged_before": 4}, LIMIT, "2 of 3 kept, 0 of 4 before."),
    ("added", {"added": "20.5", "value": "70", "target": "100"}, EUROS, "€20.5 added. €70 of €100 so far."),
    ("added", {"added": "-20", "value": "70", "target": None}, EUROS, "€20 taken out. €70 so far."),
    ("added", {"added": "2000", "value": None, "target": None}, KILOS, "2,000 kg added."),
    ("reading", {"from": None, "to": "81", "target": None}, KILOS, "81 kg recorded."),
    ("reading", {"from": "81", "to": "81", "target": "76"}, KILOS, "81 kg, as before. The aim is 76 kg."),
    ("reading", {"from": "82", "to": "80.5", "target": None}, BARE, "From 82 to 80.5."),
    ("steps", {**STEPS, "tasks": 2}, BARE, "2 tasks done."),
    ("steps", {**STEPS, "milestones": 1}, BARE, "1 milestone done. 1 of 3 milestones so far."),
    ("recorded", {"check_ins": 1}, BARE, "1 check-in."),
    ("recorded", {"check_ins": 2}, BARE, "2 check-ins."),
    ("nothing", {}, BARE, "Nothing recorded."),
    ("small_version", {}, SMALL, "Take it up again with its small version: One page"),
    ("small_version", {}, BARE, "Take it up again with one small part of it."),
    ("begin", {}, SMALL, "Take it up again with one small part of it."),
    ("plan", {}, BARE, "Give it a place: an if-then plan says when and where you begin."),
    ("other_limit", {}, LIMIT, "Another limit may fit better. What changes applies from today."),
    ("smaller", {}, BARE, "A smaller target may fit better. What changes applies from today."),
    ("carry_on", {"run": 5}, BARE, "Carry on: your run is 5."),
    ("carry_on", {}, None, "Carry on as you do."),
    ("choose", {}, None, "Choose one goal to begin with."),
    ("rest", {}, None, "Your goals rest. Nothing is due until they go on."),
]


@pytest.mark.parametrize(("code", "numbers", "goal", "words"), CASES)
def test_line_reads(code: str, numbers: Any, goal: Goal | None, words: str) -> None:
    assert sentence(code, numbers, goal) == words


def test_every_code_is_read_here_and_blames_nobody() -> None:
    assert {code for code, *_ in CASES} == set(_SENTENCES)
    assert [words for *_, words in CASES if FORBIDDEN.search(words) or "!" in words] == []


NOTHING = {"kept": 0, "judged": 0, "kept_before": 0, "judged_before": 0, "check_ins": 0, "days": 0}


@pytest.mark.parametrize(
    ("totals", "moved", "words"),
    [
        ({"kept": 2, "judged": 3}, [], "2 of 3 done."),
        ({"check_ins": 1, "days": 1}, [], "1 check-in on 1 day."),
        ({"check_ins": 3, "days": 2}, [], "3 check-ins on 2 days."),
        ({}, ["something"], "Something moved."),
        ({}, [], "Nothing was recorded in these days."),
    ],
)
def test_whole_in_short(totals: Any, moved: Any, words: str) -> None:
    assert in_short({"totals": {**NOTHING, **totals}, "moved": moved}, "weekly", is_over=True) == words


@pytest.mark.parametrize(("period", "unit"), [("weekly", "week"), ("monthly", "month")])
def test_whole_names_what_it_compares_with(period: str, unit: str) -> None:
    totals = {**NOTHING, "kept": 2, "judged": 3, "kept_before": 1, "judged_before": 4}
    figures = {"totals": totals, "moved": []}
    assert in_short(figures, period, is_over=True) == f"2 of 3 done. 1 of 4 the {unit} before."
    words = f"2 of 3 done. 1 of 4 in the same days of the {unit} before."
    assert in_short(figures, period, is_over=False) == words
