"""Which entry is taken back, which goal is to go, and when it is asked."""

import datetime as dt

import pytest

from coaching.commands import CancelCommand, KnownGoal, Mode, Reading, Utterance
from coaching.interpreters.offline import OfflineInterpreter

NOW = dt.datetime(2026, 3, 12, 14, 20, tzinfo=dt.UTC)
WINE, BEERS = KnownGoal("Wine", "limit", "glass"), KnownGoal("Beers", "limit", "beer")
SLEEP, SWIM = KnownGoal("Sleep between shifts", "recurring", "hour"), KnownGoal("Swimming", "recurring", "lap")
WALK, DOG = KnownGoal("Evening walk", "recurring"), KnownGoal("Walk the dog", "recurring")
SHED = KnownGoal("Garden shed", "milestone", None, ("Foundation", "Walls", "Roof"))
DUOLINGO, COMPOST = KnownGoal("Duolingo", "recurring"), KnownGoal("Turn the compost", "recurring")
GOALS = (WINE, BEERS, SLEEP, SWIM, WALK, DOG, SHED, DUOLINGO, COMPOST)


pytestmark = pytest.mark.usefixtures("certain")


def read(text: str) -> Reading:
    return OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS))


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Undo the wine one pls", WINE),
        ("take my latest sleep entry back out", SLEEP),
        ("take that wine entry back off please", WINE),
        ("the swimming entry just now went in twice, take the last one off", SWIM),
        ("I hit the beer button twice, delete one of them", BEERS),
        ("i logged the swimming by mistake, please remove that entry", SWIM),
        ("I logged Duolingo twice, please delete the second entry", DUOLINGO),
        ("sorry, I accidentally logged the beer", BEERS),
        ("Please withdraw the last thing that I recorded under swimming.", SWIM),
        ("delete my swim from today", SWIM),
        ("the last swim should not be there, remove it", SWIM),
        ("undo the roof", SHED),
        ("please undo that beer, the bottle was alcohol free", BEERS),
        ("that beer I just logged wants undoing, Jas drank it", BEERS),
        ("the wine entry needs to go", WINE),
        ("get rid of the beers from last night", BEERS),
        ("The wine figure I gave you was nonsense; please take it out again.", WINE),
        ("That last one I put under Duolingo needs taking off", DUOLINGO),
        ("Duolingo went in twice, please delete one of them", DUOLINGO),
        ("I double-logged my swim, please remove one", SWIM),
        ("The wine one, please take it back out", WINE),
        ("that one about the beers has to go", BEERS),
    ],
)
def test_entry_that_is_named_is_the_one_taken_back(text: str, goal: KnownGoal) -> None:
    (command,) = read(text).commands
    assert isinstance(command, CancelCommand)
    assert (command.what, command.goal) == ("last", goal)


@pytest.mark.parametrize(
    "text",
    [
        "nope that entry was a mistake get it out of there",
        "I didn't mean to log that, take it out",
        "The last entry was made with the wrong spectacles on, so please take it out.",
        "I pressed the wrong thing, take that one back",
        "The four-year-old had my phone, get rid of whatever went in last",
        "no no, wrong one, take that back",
        "Strike out what I just told you.",
        "Please rub out the last entry",
        "that last thing I logged was my sister using my phone, take it out again",
        "The 5 km I gave you was rubbish, delete it",
    ],
)
def test_entry_without_a_name_is_the_latest(text: str) -> None:
    reading = read(text)
    (command,) = reading.commands
    assert isinstance(command, CancelCommand)
    assert (command.what, command.goal, reading.clarify) == ("last", None, False)


@pytest.mark.parametrize("text", ["undo the last walk", "Remove the last yoga entry, I tapped the wrong thing"])
def test_entry_of_one_of_two_goals_or_of_none_is_asked_about(text: str) -> None:
    reading = read(text)
    (command,) = reading.commands
    assert isinstance(command, CancelCommand)
    assert (command.what, command.goal, reading.clarify) == ("last", None, True)


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("Delete both the wine goal and the Duolingo goal", [WINE, DUOLINGO]),
        ("Delete the goals Wine and Beers", [WINE, BEERS]),
        ("stop tracking the wine and the beers", [WINE, BEERS]),
        ("the Duolingo goal is too much for me, delete it please", [DUOLINGO]),
        ("I gave away the compost heap, so please take the turning of it off my list of goals.", [COMPOST]),
        ("The Duolingo goal can go, please remove it.", [DUOLINGO]),
        ("Delete the goal Wine, no sorry, the goal Beers", [BEERS]),
        ("I'm done with Duolingo, delete that goal", [DUOLINGO]),
        ("two beers tonight, and please delete Garden shed", [SHED]),
        ("can you remove Duolingo", [DUOLINGO]),
        ("I don't need the Duolingo reminder anymore, delete it", [DUOLINGO]),
        ("I'm giving up on the wine goal", [WINE]),
        ("please close the garden shed project", [SHED]),
    ],
)
def test_goals_that_are_to_go(text: str, goals: list[KnownGoal]) -> None:
    commands = [each for each in read(text).commands if isinstance(each, CancelCommand)]
    assert [(each.what, each.goal) for each in commands] == [("goal", goal) for goal in goals]


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("I don't want Walk the dog on here any more, delete it", DOG),
        ("I sold the skates. You can throw out the Duolingo goal", DUOLINGO),
        ("I no longer wish to keep the wine goal", WINE),
        ("I've no further use for the Duolingo goal", DUOLINGO),
        ("Please strike the compost off my list of goals", COMPOST),
        ("You may close the shed project, it's done its job", SHED),
        ("Please discontinue the goal Wine", WINE),
    ],
)
def test_goal_that_is_of_no_more_use_is_to_go(text: str, goal: KnownGoal) -> None:
    (command,) = read(text).commands
    assert isinstance(command, CancelCommand)
    assert (command.what, command.goal) == ("goal", goal)


def test_pot_that_may_be_any_goal_is_asked_about() -> None:
    reading = read("You can delete the fund; I've no further use for it.")
    (command,) = reading.commands
    assert isinstance(command, CancelCommand)
    assert (command.what, command.goal, reading.clarify) == ("goal", None, True)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("I don't want another goal right now, I have enough on my plate", Mode.SMALLTALK),
        ("Do you delete a goal by yourself once it's finished?", Mode.META),
        ("Should I drop the Duolingo goal or give it another month?", Mode.CONSULT),
        ("The lasagne came out of the freezer", Mode.SMALLTALK),
        ("I had to cancel the swim", Mode.SMALLTALK),
        ("we can forget the wine goal", Mode.SMALLTALK),
        ("Don't delete the wine goal", Mode.SMALLTALK),
        ("Can I delete a goal?", Mode.META),
    ],
)
def test_nothing_is_taken_back_where_nobody_asks_for_it(text: str, mode: Mode) -> None:
    reading = read(text)
    assert (reading.modes, reading.commands) == ((mode,), ())
