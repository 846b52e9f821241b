"""A second reader of orders: whether a message asks for a new goal, and of which kind, or wants something taken back.

Learned from labelled messages and from no rule, as `told.py` is for reports; `doubt.py` weighs where the two disagree.
Trained by `manage.py train_coach`.
"""

from enum import StrEnum

from coaching.commands import CancelCommand, CreateGoalCommand
from coaching.language import linear
from coaching.language.linear import Model
from coaching.language.shapes import Names, features


class Ordered(StrEnum):
    """UNDO is of an entry and DROP of a goal; TIMES and AMOUNT recur; NOTHING is no order of these kinds."""

    NOTHING = "NOTHING"
    UNDO = "UNDO"
    DROP = "DROP"
    TIMES = "TIMES"
    AMOUNT = "AMOUNT"
    LIMIT = "LIMIT"
    STREAK = "STREAK"
    TARGET = "TARGET"
    MILESTONE = "MILESTONE"


Chances = dict[Ordered, float]


def ordered_by(command: CreateGoalCommand | CancelCommand) -> Ordered:
    if isinstance(command, CancelCommand):
        return Ordered.UNDO if command.what == "last" else Ordered.DROP
    if command.pattern == "recurring":
        return Ordered.AMOUNT if command.times_per_period is None else Ordered.TIMES
    return Ordered(command.pattern.upper())


def chance_of_a_goal(mask: str, names: Names) -> float:
    """How likely a new goal is asked for, of whatever kind."""
    others = (Ordered.NOTHING, Ordered.UNDO, Ordered.DROP)
    return sum(chance for order, chance in chances(mask, names).items() if order not in others)


def chances(mask: str, names: Names, model: Model | None = None) -> Chances:
    """How likely the whole message orders each, summing to one."""
    found = linear.chances(features(mask, names), model or linear.shipped("ordered"))
    return {Ordered(name): chance for name, chance in found.items()}
