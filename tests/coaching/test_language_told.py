"""The second reader: what it sees of a message and one goal, and what it makes of them."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest

from coaching.commands import CheckInCommand, CompleteMilestoneCommand, KnownGoal, Utterance
from coaching.language import told
from coaching.language.clauses import clauses
from coaching.language.marks import marked
from coaching.language.shapes import names_of
from coaching.language.told import Told
from coaching.language.vocabulary import DATA

NOW = dt.datetime(2026, 3, 12, 14, 20, tzinfo=dt.UTC)
PIANO, CHESS = KnownGoal("Piano", "recurring", "minute"), KnownGoal("Chess club", "recurring")
SUGAR, BEER = KnownGoal("No sugar", "streak"), KnownGoal("Beer", "limit", "beer")
LOFT, FUND = KnownGoal("Loft", "milestone", None, ("Staircase",)), KnownGoal("Fund", "target", "EUR")
GOALS = (PIANO, CHESS, SUGAR, BEER, LOFT, FUND)


def seen(text: str, goal: KnownGoal, goals: Sequence[KnownGoal] = GOALS) -> set[str]:
    return set(told.features(goal, clauses(marked(Utterance(text, now=NOW, goals=tuple(goals)))), goals))


def likeliest(text: str, goal: KnownGoal) -> Told:
    found = told.chances(goal, clauses(marked(Utterance(text, now=NOW, goals=GOALS))), GOALS)
    assert sum(found.values()) == pytest.approx(1)
    return max(found, key=lambda each: found[each])


def test_its_own_goal_and_others_are_told_apart() -> None:
    mine, other = seen("did my piano, no chess", PIANO), seen("did my piano, no chess", CHESS)
    assert {"g my G", "o no O"} <= mine
    assert {"o my O", "g no G"} <= other


def test_words_of_a_clause_about_the_goal_are_told_with_the_kind_of_goal() -> None:
    assert "without no" in seen("no sugar today", SUGAR)
    assert "limit no" in seen("no beer today", BEER)
    assert "without no" not in seen("no beer today", SUGAR)


def test_an_amount_that_it_counts_speaks_of_a_goal_without_its_name() -> None:
    (clause,) = clauses(marked(Utterance("40 minutes today", now=NOW, goals=GOALS)))
    assert told.is_about(clause, PIANO, names_of([PIANO]))
    assert not told.is_about(clause, BEER, names_of([BEER]))


@pytest.mark.parametrize(
    ("goal", "kind"),
    [
        (PIANO, "counted"),
        (CHESS, "done"),
        (SUGAR, "without"),
        (KnownGoal("Cold shower", "streak"), "streak"),
        (BEER, "limit"),
        (LOFT, "milestone"),
        (FUND, "money"),
        (KnownGoal("Weight", "target", "kg"), "mass"),
    ],
)
def test_goals_are_of_a_kind(goal: KnownGoal, kind: str) -> None:
    assert told.kind_of_goal(goal) == kind


@pytest.mark.parametrize(
    ("status", "value", "said"),
    [
        (None, 3, Told.AMOUNT),
        (None, 0, Told.ZERO),
        ("completed", None, Told.COMPLETED),
        ("completed", 40, Told.COMPLETED),
        ("missed", None, Told.MISSED),
        ("skipped", None, Told.SKIPPED),
    ],
)
def test_check_in_tells_one_thing(status: str | None, value: int | None, said: Told) -> None:
    amount = None if value is None else Decimal(value)
    assert told.told_by(CheckInCommand(status=status, value=amount, date=NOW.date())) is said


def test_stage_that_is_reached_is_completed() -> None:
    assert told.told_by(CompleteMilestoneCommand(milestone="Staircase")) is Told.COMPLETED


@pytest.mark.parametrize(
    ("text", "goal", "said"),
    [
        ("Sat at the piano for 40 minutes this evening", PIANO, Told.AMOUNT),
        ("My daughter played the piano for 40 minutes", PIANO, Told.NOTHING),
        ("Went to chess club after work", CHESS, Told.COMPLETED),
        ("I will go to chess club tomorrow", CHESS, Told.NOTHING),
        ("Didn't make it to chess club", CHESS, Told.MISSED),
        ("Giving chess club a miss tonight", CHESS, Told.SKIPPED),
        ("No beer for me today", BEER, Told.ZERO),
        ("Caved and ate sugar", SUGAR, Told.MISSED),
    ],
)
def test_second_reader_knows_reports_from_talk(text: str, goal: KnownGoal, said: Told) -> None:
    assert likeliest(text, goal) is said


def test_weights_are_small() -> None:
    assert (DATA / "told.json").stat().st_size < 700_000
