"""The same goals, asked for in whatever words: pattern, amount, rhythm and deadline stay the same."""

import datetime as dt

import pytest

from coaching.commands import CreateGoalCommand, KnownGoal, Utterance
from coaching.interpreters.offline import OfflineInterpreter

NOW = dt.datetime(2026, 3, 12, 14, 20, tzinfo=dt.UTC)
GOALS = (
    KnownGoal("Running", "recurring", "km"),
    KnownGoal("Beers", "limit", "beer"),
    KnownGoal("No sugar", "streak"),
    KnownGoal("Reading", "recurring", "page"),
)
# What is asked for · pattern, amount, unit, times, period, target date · a word of the title
CONTENTS = {
    "read 12 books by the end of the year": ("target", 12, "book", None, None, dt.date(2026, 12, 31), "read"),
    "save $2,000 by June": ("target", 2000, "USD", None, None, dt.date(2026, 6, 30), "save"),
    "run 100 km by 1 May": ("target", 100, "km", None, None, dt.date(2026, 5, 1), "run"),
    "meditate every day": ("recurring", None, None, 1, "day", None, "meditate"),
    "yoga 3 times a week": ("recurring", None, None, 3, "week", None, "yoga"),
    "piano on Tuesdays and Thursdays": ("recurring", None, None, 2, "week", None, "piano"),
    "20 minutes of Italian a day": ("recurring", 20, "minute", None, "day", None, "italian"),
    "call grandma every Sunday": ("recurring", None, None, 1, "week", None, "call grandma"),
    "at most 2 coffees a day": ("limit", 2, "coffee", None, "day", None, "coffee"),
    "no more than $100 a month on takeout": ("limit", 100, "USD", None, "month", None, "takeout"),
    "30 days without sugar": ("streak", 30, "day", None, None, None, "sugar"),
    "no alcohol for 60 days": ("streak", 60, "day", None, None, None, "alcohol"),
}
FRAMES = (
    "New goal: {}",
    "new goal, {}",
    "Please add a goal: {}",
    "Set up a goal for me: {}",
    "Can you create a goal for {}?",
    "Could you set a new goal, {}?",
    "Put this down as a goal: {}",
    "I'd like to set a goal: {}",
    "{}, make that a goal",
    "{}, please add it as a goal",
    "{}. Set that up for me please",
    "New rule: {}",
    "Start tracking {}",
    "Track this for me: {}",
    "I hereby declare a new goal: {}",
    "Here's my next goal: {}",
    "put me down for {}",
    "create goal {}",
    "I commit to {}",
    "{} from now on",
    "can {} be a goal",
)


def asked(text: str) -> CreateGoalCommand:
    (command,) = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    assert isinstance(command, CreateGoalCommand)
    return command


@pytest.mark.parametrize("frame", FRAMES)
def test_goal_is_the_same_in_whatever_words_it_is_asked_for(frame: str) -> None:
    read = {content: asked(frame.format(content)) for content in CONTENTS}
    terms = {
        content: (each.pattern, each.target_value, each.unit, each.times_per_period, each.period, each.target_date)
        for content, each in read.items()
    }
    assert terms == {content: told[:6] for content, told in CONTENTS.items()}
    assert [content for content, each in read.items() if CONTENTS[content][6] not in each.title.casefold()] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("I want to learn 500 kanji by 15 March", "kanji"),
        ("ran 2 miles. beers: max two a week, set that up please", "beer"),
        ("set a £25 a week cap on lunches", "GBP"),
    ],
)
def test_unit_of_a_new_goal(text: str, unit: str) -> None:
    commands = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    (created,) = (each for each in commands if isinstance(each, CreateGoalCommand))
    assert created.unit == unit


@pytest.mark.parametrize(
    "text", ["The plan: save $200 after work", "My plan is to run 5k on Saturday", "I'd love to see my reading numbers"]
)
def test_plan_and_wish_make_no_goal(text: str) -> None:
    commands = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    assert not any(isinstance(each, CreateGoalCommand) for each in commands)
