"""What is read where no rule knows the words, because the learned model hears a report, a goal or a question."""

import datetime as dt
from decimal import Decimal

import pytest

from coaching.commands import (
    CheckInCommand,
    CompleteMilestoneCommand,
    CreateGoalCommand,
    KnownGoal,
    Mode,
    Reading,
    ReviewCommand,
    Utterance,
)
from coaching.interpreters.offline import OfflineInterpreter
from coaching.language import gist
from coaching.language.gist import Gist

NOW = dt.datetime(2026, 3, 12, 14, 20, tzinfo=dt.UTC)
SNOOZE, VAPING = KnownGoal("No snooze button", "streak"), KnownGoal("No vaping", "streak")
PIANO, TRUMPET = KnownGoal("Piano", "recurring", "minute"), KnownGoal("Trumpet", "recurring")
TIKTOK, LOFT = KnownGoal("TikTok", "limit", "minute"), KnownGoal("Loft", "milestone", None, ("Staircase", "Carpet"))
POT, OTHER_POT = KnownGoal("Christmas pot", "target", "GBP"), KnownGoal("Car repairs pot", "target", "GBP")
GOALS = (SNOOZE, VAPING, PIANO, TRUMPET, TIKTOK, LOFT, POT, OTHER_POT)


def read(text: str) -> Reading:
    return OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS))


def one(text: str) -> object:
    (command,) = read(text).commands
    return command


@pytest.mark.parametrize(
    ("text", "goal", "status", "value"),
    [
        ("Hit snooze like four times this morning", SNOOZE, "missed", None),
        ("Turned down a vape at the bonfire, still clean today!", VAPING, "completed", None),
        ("£35 in the xmas pot", POT, None, 35),
        ("The trumpet and I rehearsed again", TRUMPET, "completed", None),
        ("didn't open TikTok at all today", TIKTOK, None, 0),
    ],
)
def test_report_in_words_of_its_own_is_recorded(
    text: str, goal: KnownGoal, status: str | None, value: Decimal | None
) -> None:
    command = one(text)
    assert isinstance(command, CheckInCommand)
    assert (command.goal, command.status, command.value) == (goal, status, value)


def test_stage_may_be_ticked_off() -> None:
    command = one("You may tick off the staircase: it goes up and comes down")
    assert isinstance(command, CompleteMilestoneCommand)
    assert command.milestone == "Staircase"


@pytest.mark.parametrize("text", ["£25 in the pot", "got through 3 chapters of my audiobook"])
def test_report_that_names_no_goal_is_asked_about(text: str) -> None:
    command = one(text)
    assert isinstance(command, CheckInCommand)
    assert command.goal is None
    assert command.value


def test_what_is_only_likely_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gist, "chance_of", lambda about, *_: gist.LIKELY if about is Gist.REPORT else 0.0)
    command = one("trumpet again, oh dear, for 20 bananas")
    assert isinstance(command, CheckInCommand)
    assert command.goal is None
    assert TRUMPET in command.candidates


@pytest.mark.parametrize("text", ["I fought with the vape all day", "no coffee left in the kitchen", "skip", "4.5"])
def test_too_little_to_record_or_ask_about(text: str) -> None:
    assert read(text).commands == ()


def test_goal_is_heard_in_words_that_no_rule_knows() -> None:
    command = one("Lottery: not more than 40 euros a month, write it as a limit")
    assert isinstance(command, CreateGoalCommand)
    assert (command.title, command.pattern) == ("Lottery", "limit")
    assert (command.target_value, command.unit, command.period) == (Decimal(40), "EUR", "month")


def test_project_is_heard_with_its_stages() -> None:
    command = one("I'm declaring a project, the garden sauna: first the base, then the walls, then the stove")
    assert isinstance(command, CreateGoalCommand)
    assert (command.title, command.pattern) == ("Garden sauna", "milestone")


def test_name_alone_makes_no_goal() -> None:
    assert not any(isinstance(each, CreateGoalCommand) for each in read("Read more").commands)


def test_question_beside_a_report_is_heard() -> None:
    reading = read("Played the piano for 20 minutes. Which scales suit a man of 73?")
    assert {intent.mode for intent in reading.intents} == {Mode.TRACK_PROGRESS, Mode.CONSULT}


def test_question_of_the_record_is_no_plea_for_advice() -> None:
    command = one("how far along am I with the Christmas pot")
    assert isinstance(command, ReviewCommand)
    assert command.goal == POT


def test_order_for_something_else_sets_up_no_goal() -> None:
    for said in ("that last one I put in was my brother's, on reflection it was nothing", "rather 12", "Actually 6"):
        assert not any(isinstance(each, CreateGoalCommand) for each in read(said).commands)


def test_half_a_word_leads_up_to_no_goal() -> None:
    said = "I've decided on a project: get the trailer roadworthy. The stages are lights, bearings and new floor."
    assert not any(isinstance(each, CreateGoalCommand) and each.title == "Ve decided" for each in read(said).commands)
