"""The second reader of orders: what it makes of a message that asks for a goal, or wants something taken back."""

import datetime as dt
from decimal import Decimal

import pytest

from coaching.commands import CancelCommand, CreateGoalCommand, KnownGoal, Utterance
from coaching.language import ordered
from coaching.language.marks import marked
from coaching.language.ordered import Ordered
from coaching.language.shapes import names_of

NOW = dt.datetime(2026, 3, 12, 14, 20, tzinfo=dt.UTC)
GOALS = (
    KnownGoal("Piano", "recurring", "minute"),
    KnownGoal("Beer", "limit", "beer"),
    KnownGoal("Run", "target", "km"),
)


@pytest.mark.parametrize(
    ("command", "order"),
    [
        (CancelCommand(what="last"), Ordered.UNDO),
        (CancelCommand(what="goal"), Ordered.DROP),
        (CreateGoalCommand(title="Swim", pattern="recurring", times_per_period=2, period="week"), Ordered.TIMES),
        (CreateGoalCommand(title="Read", pattern="recurring", target_value=Decimal(9), period="day"), Ordered.AMOUNT),
        (CreateGoalCommand(title="Beers", pattern="limit"), Ordered.LIMIT),
        (CreateGoalCommand(title="No sugar", pattern="streak"), Ordered.STREAK),
        (CreateGoalCommand(title="Save $9", pattern="target"), Ordered.TARGET),
        (CreateGoalCommand(title="Shed", pattern="milestone"), Ordered.MILESTONE),
    ],
)
def test_order_of_what_was_read(command: CreateGoalCommand | CancelCommand, order: Ordered) -> None:
    assert ordered.ordered_by(command) is order


def test_new_goals_are_one_kind_of_order() -> None:
    names = names_of(GOALS)
    asked, undone = (
        marked(Utterance(text, now=NOW, goals=GOALS)).mask for text in ("I want to swim twice a week", "undo")
    )
    assert ordered.chance_of_a_goal(asked, names) > 0.9
    assert ordered.chance_of_a_goal(undone, names) < 0.1


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("I'd like to swim twice a week", Ordered.TIMES),
        ("Please set up a goal: practise scales for 20 minutes a day", Ordered.AMOUNT),
        ("no more than four beers a week from now on", Ordered.LIMIT),
        ("I want 30 days without sugar", Ordered.STREAK),
        ("New goal: save $900 by the end of June", Ordered.TARGET),
        ("New project: the shed. Steps: clear it, insulate, shelves", Ordered.MILESTONE),
        ("undo my last entry", Ordered.UNDO),
        ("please delete the piano goal", Ordered.DROP),
        ("ran 5k this morning", Ordered.NOTHING),
        ("How is my piano going?", Ordered.NOTHING),
        ("we are thinking about a new kitchen", Ordered.NOTHING),
    ],
)
def test_orders_are_told_apart(text: str, order: Ordered) -> None:
    found = ordered.chances(marked(Utterance(text, now=NOW, goals=GOALS)).mask, names_of(GOALS))
    assert sum(found.values()) == pytest.approx(1)
    assert max(found, key=lambda each: found[each]) is order
