"""What stands beside a fact: sighs, manners, devices, people, and the words that tell one goal from another."""

import datetime as dt
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from coaching.commands import (
    CancelCommand,
    CheckInCommand,
    CreateGoalCommand,
    KnownGoal,
    Mode,
    Reading,
    Utterance,
)
from coaching.interpreters.offline import OfflineInterpreter
from coaching.language.vocabulary import vocabulary

SATURDAY = dt.datetime(2026, 11, 21, 20, 15, tzinfo=ZoneInfo("Europe/Berlin"))

SWIM = KnownGoal("Swim lengths", "recurring", "length")
SLEEP = KnownGoal("Sleep hours", "recurring", "hour")
HIKES = KnownGoal("Hiking miles", "target", "mile")
CIGARETTES = KnownGoal("Cigarettes", "limit", "cigarette")
NO_VAPING = KnownGoal("No vaping", "streak")
BEER = KnownGoal("Beer", "limit", "pint")
STEPS = KnownGoal("Daily steps", "recurring", "step")
SAXOPHONE = KnownGoal("Saxophone", "recurring", "minute")
PILATES = KnownGoal("Pilates", "recurring")
DEGREE = KnownGoal("Nursing degree", "milestone", None, ("Anatomy exam", "Placement"))
ALL = (SWIM, SLEEP, HIKES, CIGARETTES, NO_VAPING, BEER, STEPS, SAXOPHONE, PILATES, DEGREE)


def read(text: str) -> Reading:
    return OfflineInterpreter().read(Utterance(text, now=SATURDAY, goals=ALL))


def facts(text: str) -> list[tuple[KnownGoal | None, str | None, Decimal | None]]:
    commands = [each for each in read(text).commands if isinstance(each, CheckInCommand)]
    return [(each.goal, each.status, each.value) for each in commands]


def modes(text: str) -> set[Mode]:
    return {intent.mode for intent in read(text).intents}


@pytest.mark.parametrize(
    "text",
    [
        "I can't stop grinning. I passed the anatomy exam!",
        "I'm a bit lost without my watch, but I swam 20 lengths.",
        "I was dreading it, but I did pilates.",
    ],
)
def test_sigh_beside_a_fact_is_a_remark(text: str) -> None:
    assert modes(text) == {Mode.TRACK_PROGRESS}


def test_sigh_alone_is_a_call_for_advice() -> None:
    assert modes("I'm completely stuck with the saxophone.") == {Mode.CONSULT}


def test_question_beside_a_fact_is_answered_too() -> None:
    assert modes("Swam 20 lengths. How do I get faster?") == {Mode.TRACK_PROGRESS, Mode.CONSULT}


def test_another_question_to_the_coach_is_about_the_coach_too() -> None:
    assert modes("Do you remember what we talked about? Or do you start from nothing every time?") == {Mode.META}


def test_thanks_to_a_thing_thank_nobody() -> None:
    assert Mode.SMALLTALK not in modes("Thanks to the new pool, I swam 40 lengths")
    assert Mode.SMALLTALK in modes("Thanks! I swam 40 lengths")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The pedometer shows 7,850 steps", (STEPS, None, Decimal(7850))),
        ("I am afraid I smoked ten cigarettes", (CIGARETTES, None, Decimal(10))),
        ("no cigarettes today", (CIGARETTES, None, Decimal(0))),
        ("I have not had any beer today", (BEER, None, Decimal(0))),
        ("Just been for a swim", (SWIM, "completed", None)),
        ("practised sax for 25 minutes", (SAXOPHONE, None, Decimal(25))),
        ("Pilates, 50 minutes", (PILATES, "completed", Decimal(50))),
    ],
)
def test_fact_is_told_in_other_words(text: str, fact: tuple[KnownGoal, str | None, Decimal | None]) -> None:
    assert facts(text) == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "My brother-in-law smoked ten cigarettes at the wedding",
        "Tom's had 4 pints already and it's only six",
        "My new saxophone reeds came in the post, 10 in a box",
        "Derek next door had five pints and fell in his own hedge",
        "Moving to the coast for 40 lengths a day when I get paid",
        "Oh yes, naturally, I did twenty thousand steps, what else",
    ],
)
def test_what_others_do_and_what_things_are_is_not_recorded(text: str) -> None:
    assert read(text).commands == ()


def test_company_leaves_the_day_alone() -> None:
    (command,) = read("went to pilates on wednesday with Noor").commands
    assert isinstance(command, CheckInCommand)
    assert command.date == dt.date(2026, 11, 18)


def test_remark_after_which_asks_nothing() -> None:
    assert modes("I swam 20 lengths, which is a miracle for an old man") == {Mode.TRACK_PROGRESS}


def test_confession_of_not_having_written_it_down_is_no_miss() -> None:
    assert facts("did pilates on monday, never wrote it down") == [(PILATES, "completed", None)]


def test_unit_in_a_title_names_no_goal() -> None:
    assert facts("I cycled 11 miles along the river") == [(None, None, Decimal(11))]
    assert facts("I practised for half an hour") == [(None, None, Decimal("0.5"))]


def test_amount_that_follows_a_deed_takes_its_place() -> None:
    assert facts("I did my saxophone. It was 20 minutes.") == [(SAXOPHONE, None, Decimal(20))]


def test_what_lies_ahead_makes_a_goal() -> None:
    (made,) = read("no sweets for 30 days please").commands
    assert isinstance(made, CreateGoalCommand)
    assert (made.title, made.pattern, made.target_value) == ("No sweets", "streak", Decimal(30))


def test_wish_for_a_goal_may_be_polite() -> None:
    (made,) = read("I would like to set a goal to visit my mother twice a week").commands
    assert isinstance(made, CreateGoalCommand)
    assert (made.times_per_period, made.period) == (2, "week")


def test_last_entry_of_a_goal_is_taken_back() -> None:
    (command,) = read("delete last saxophone entry").commands
    assert isinstance(command, CancelCommand)
    assert (command.what, command.goal) == ("last", SAXOPHONE)


def test_word_that_stands_for_a_phrase_is_no_longer_than_it() -> None:
    """Longer ones would move what comes after, so that places in the message would be wrong."""
    parse = re._parser.parse  # type: ignore[attr-defined]
    for pattern, word in vocabulary().phrases:
        assert len(word) <= parse(pattern.pattern).getwidth()[0], pattern.pattern
