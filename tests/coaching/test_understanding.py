"""How much the offline coach understands, by the same evaluation as `manage.py evaluate_coach`."""

from pathlib import Path

import pytest

from coaching.evaluation import Score, evaluate, same_title, wrong_writes
from coaching.interpreters.offline import OfflineInterpreter
from coaching.parse_contract import lines

DATA = Path(__file__).parent.parent / "data" / "coach"


def score_of(name: str) -> Score:
    with (DATA / name).open("rb") as source:
        return evaluate(OfflineInterpreter(), lines(source, labelled=True))


@pytest.mark.parametrize(
    ("name", "precision", "recall", "check_ins", "wrong"),
    [
        ("dev.jsonl", 0.97, 0.95, 0.92, 0.0),
        ("own_tuned.jsonl", 0.97, 0.95, 0.92, 0.01),
        ("other_voices.jsonl", 0.97, 0.97, 0.91, 0.008),
        ("own_heldout.jsonl", 0.95, 0.90, 0.85, 0.01),
        ("strangers.jsonl", 0.95, 0.95, 0.87, 0.01),
    ],
)
def test_labelled_messages_are_understood(
    name: str, precision: float, recall: float, check_ins: float, wrong: float
) -> None:
    score = score_of(name)
    assert score.precision >= precision
    assert score.recall >= recall
    assert score.check_ins_exact >= check_ins
    assert score.wrong_write_rate <= wrong


def test_messages_that_must_write_nothing_write_nothing() -> None:
    with (DATA / "dev.jsonl").open("rb") as source:
        silent = [line for line in lines(source, labelled=True) if "no_write" in line.tags]
    score = evaluate(OfflineInterpreter(), silent)
    assert (score.messages, score.wrong_writes) == (52, 0)


def test_titles_may_differ_by_case_articles_numbers_and_plurals() -> None:
    assert same_title("Save $2000", "save")
    assert same_title("The coffees", "Coffee")
    assert not same_title("Coffee", "Tea")
    assert not same_title("", "Tea")


def test_command_without_a_goal_is_no_wrong_write() -> None:
    asked = {"type": "check_in", "goal": None, "status": None, "value": 5, "unit": "km", "date": "2025-06-18"}
    assert wrong_writes([asked], []) == []
    assert wrong_writes([{**asked, "goal": "Run"}], [asked]) == [{**asked, "goal": "Run"}]
    assert wrong_writes([{"type": "review", "goal": "Run", "period": None}], []) == []
