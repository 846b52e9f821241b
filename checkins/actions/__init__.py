"""Every write to what a person did. Keyword-only; the actor is `by`; atomic and journalled."""

from checkins.actions.amounts import finish_day, move_amount
from checkins.actions.batches import record_batch
from checkins.actions.catching_up import catch_up
from checkins.actions.check_ins import (
    DayAlreadyRecorded,
    Draft,
    correct_check_in,
    record_check_in,
    record_check_ins,
    withdraw_check_in,
)
from checkins.actions.days import set_day
from checkins.actions.insights import Found, dismiss_insight, find_insights
from checkins.actions.suggestions import NothingToChange, accept_suggestion
from checkins.actions.undo import undo_check_in

__all__ = [
    "DayAlreadyRecorded",
    "Draft",
    "Found",
    "NothingToChange",
    "accept_suggestion",
    "catch_up",
    "correct_check_in",
    "dismiss_insight",
    "find_insights",
    "finish_day",
    "move_amount",
    "record_batch",
    "record_check_in",
    "record_check_ins",
    "set_day",
    "undo_check_in",
    "withdraw_check_in",
]
