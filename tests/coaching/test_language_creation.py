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
    "{}. Make it a goal, I'm serious this time.",
    "{}, that's a goal now",
    "{} - new goal",
    "{}. Can you make that a goal?",
    "{}, put that down as a target",
    "Something small to begin with: {}. Add it please.",
    "Please add: {}",
    "Could I have a new goal, please? {}",
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("goal: run 5 km, actually 8 km a week", (8, "km", None, "week", None)),
        ("I want to save $500, no, $600 by the end of the month", (600, "USD", None, None, dt.date(2026, 3, 31))),
        ("New goal: read 20 novels by June, sorry, by July", (20, "novel", None, None, dt.date(2026, 7, 31))),
        ("Set a limit of 3, no, make it 2 beers a week", (2, "beer", None, "week", None)),
        ("Add a goal to stretch twice a week. Actually, make that three times.", (None, None, 2, "week", None)),
        ("Add a goal to stretch twice a week. Actually, make that three times a week.", (None, None, 3, "week", None)),
        ("Add a goal: run 100 km by May. Sorry, by June.", (100, "km", None, None, dt.date(2026, 6, 30))),
        ("I want to study six times in a week", (None, None, 6, "week", None)),
        ("goal: no more than 2 coffees a day, no less", (2, "coffee", None, "day", None)),
    ],
)
def test_part_of_a_goal_that_was_said_last_counts(text: str, told: tuple[object, ...]) -> None:
    goal = asked(text)
    assert (goal.target_value, goal.unit, goal.times_per_period, goal.period, goal.target_date) == told


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("New goal: write 50000 words. I've got until the end of October.", dt.date(2026, 10, 31)),
        ("Create a goal for me: do 45 hours of flight training. Time limit is 30 June.", dt.date(2026, 6, 30)),
        ("Project: the spare room. Empty it, plaster. I want it finished by the end of May", dt.date(2026, 5, 31)),
        ("Please add: save £5,000 for a van, by June 2027", dt.date(2027, 6, 30)),
        ("I want to save $900 by October 2026", dt.date(2026, 10, 31)),
        ("In six weeks I'd like to run 10 km, add that as a goal", dt.date(2026, 4, 23)),
        ("three months to write 20 songs, put it in as a goal", dt.date(2026, 6, 12)),
        ("for the cat shelter i wanna raise 750 dollars by april 20", dt.date(2026, 4, 20)),
    ],
)
def test_deadline_may_stand_anywhere(text: str, day: dt.date) -> None:
    assert asked(text).target_date == day


@pytest.mark.parametrize(
    "text",
    [
        "10 pages today. Add it please",
        "read 10 pages today, that's my goal",
        "2 beers tonight, that's my limit",
        "put 50 in the Japan fund, add it to my savings goal",
        "add: 3 beers and 20 pages",
        "Please add: 10 pages by noon",
        "I have until the end of March",
        "I ate a whole sharing bag of sweets tonight, so my streak is broken.",
        "my reading goal is nearly done",
    ],
)
def test_what_was_done_is_no_new_goal(text: str) -> None:
    commands = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    assert [each for each in commands if isinstance(each, CreateGoalCommand)] == []


STRETCHING = ("recurring", 15, None, "day", "Stretching")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("four hats knitted in two months, that's my new goal", ("target", 4, None, None, "Four hats knitted")),
        ("i've decided: 1,000 km on the bike in three months, put it down as a goal", ("target", 1000, None, None, "")),
        ("I'm only allowed 5 cigarettes a day from now on, set it up", ("limit", 5, None, "day", "Cigarettes")),
        ("I'm allowing myself one dessert a week, set that up please", ("limit", 1, None, "week", "Dessert")),
        ("No complaining for 21 days, start the count please", ("streak", 21, None, None, "No complaining")),
        ("For 45 days, no candy. Please track that one for me", ("streak", 45, None, None, "No candy")),
        ("60 days of no takeaways. Start it now please", ("streak", 60, None, None, "No takeaways")),
        ("can we begin a no gossip streak? I'm shooting for 100 days", ("streak", 100, None, None, "No gossip")),
        ("Please make it official: save up for a $3,600 kiln by March", ("target", 3600, None, None, "")),
        ("could you cap my coffees at 2 a day?", ("limit", 2, None, "day", "Coffees")),
        (
            "track that I go to the dance class 4 times a month",
            ("recurring", None, 4, "month", "Go to the dance class"),
        ),
        ("can we get swimming in as a goal, every tuesday and friday", ("recurring", None, 2, "week", "Swimming")),
        ("Could you add tafsir class every Tuesday and Thursday?", ("recurring", None, 2, "week", "Tafsir class")),
        ("can you add writing a song, deadline Friday", ("milestone", None, None, None, "Writing a song")),
        ("Make building the shed a project: base, walls, roof", ("milestone", None, None, None, "Building the shed")),
        ("ok from tomorrow I'm doing 15 minutes of stretching every night, write that down as a goal", STRETCHING),
        ("One more goal: 5 job applications a week", ("recurring", 5, None, "week", "5 job applications")),
        ("challenge accepted: 30 days without coffee", ("streak", 30, None, None, "No coffee")),
        ("Put a cap of 90 minutes a day on gaming", ("limit", 90, None, "day", "Gaming")),
        ("track my commute by bike, three times a week", ("recurring", None, 3, "week", "My commute by bike")),
        ("I give me a new goal: play 30 concerts by May", ("target", 30, None, None, "Play 30 concerts")),
    ],
)
def test_goal_is_asked_for_in_further_words(text: str, told: tuple[object, ...]) -> None:
    goal = asked(text)
    assert (goal.pattern, goal.target_value, goal.times_per_period, goal.period) == told[:4]
    assert goal.title == (told[4] or goal.title)


@pytest.mark.parametrize(
    "text",
    [
        "streak's toast, I ate the cake",
        "I set a goal of 5 km last year and never made it",
        "I quit the reading goal",
        "could you add 10 pages for Tuesday?",
        "track that I ran 5 km every day this week",
        "can you add yesterday's run?",
    ],
)
def test_what_is_to_be_added_may_be_an_entry(text: str) -> None:
    commands = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    assert [each for each in commands if isinstance(each, CreateGoalCommand)] == []


def test_what_is_counted_is_written_as_it_was_said() -> None:
    assert asked("Set a limit of 2 ice creams a week").unit == "ice cream"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("set a limit of 2 sausage rolls a week", "sausage roll"),
        ("at most 2 energy drinks a day", "energy drink"),
        ("limit me to 2 strong coffees a day", "coffee"),
        ("no more than 2 glasses of wine a week", "glass"),
    ],
)
def test_limit_counts_things_of_two_words(text: str, unit: str) -> None:
    assert asked(text).unit == unit


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I propose to hold the beer to four pints a week.", ("limit", 4, "pint", "week", "Beer")),
        ("I want to keep the wine to 3 glasses a week", ("limit", 3, "glass", "week", "Wine")),
        (
            "i dont want to spend more than €40 a week on snacks, make that a rule",
            ("limit", 40, "EUR", "week", "Snacks"),
        ),
        ("New rule: I won't drink more than 3 beers a week", ("limit", 3, "beer", "week", "Beers")),
        ("rule from now on: 90 minutes of telly a day at the very most", ("limit", 90, "minute", "day", "Telly")),
        ("limit crisps to 2 bags a week", ("limit", 2, "bag", "week", "Crisps")),
        (
            "I allow myself 3 cigarettes a day, not one more. Put that in as a goal",
            ("limit", 3, "cigarette", "day", ""),
        ),
        ("Please set a limit of 2 sodas a week too", ("limit", 2, "soda", "week", "Sodas")),
    ],
)
def test_what_is_held_to_an_amount_is_the_name_of_a_limit(text: str, told: tuple[object, ...]) -> None:
    goal = asked(text)
    assert (goal.pattern, goal.target_value, goal.unit, goal.period) == told[:4]
    assert goal.title == (told[4] or goal.title)


@pytest.mark.parametrize(
    ("text", "pattern", "title"),
    [
        ("I propose to walk 5 km a day", "recurring", "Walk"),
        ("My intention is to read the paper every Sunday", "recurring", "Read the paper"),
        ("I shall write 200 words a day", "recurring", "Write 200 words"),
        ("Sauna once a week should be a new goal.", "recurring", "Sauna"),
        ("Stick in a new goal for physio exercises, 10 minutes a day", "recurring", "Physio exercises"),
        ("Start a stretching habit, 15 minutes every morning", "recurring", "Stretching"),
        ("Could you start me on a streak of no chocolate for 21 days?", "streak", "No chocolate"),
        ("count 90 days for me with no chewing tobacco, as a streak", "streak", "No chewing tobacco"),
        ("Track a new one for me: bake 24 loaves by the end of the year", "target", "Bake 24 loaves"),
        ("I am setting myself a target of cycling 1,000 km in three months", "target", "Cycling 1,000 km"),
        ("My goal is to have the CV ready by Friday, first the draft, then the references", "milestone", "CV ready"),
        ("Set up a project called allotment with three stages, dig, plant and fence", "milestone", "Allotment"),
        (
            "Add this project: build the dollhouse by November 20. The stages are 1) frame, 2) roof and 3) paint.",
            "milestone",
            "Build the dollhouse",
        ),
    ],
)
def test_lead_and_stages_are_no_part_of_the_title(text: str, pattern: str, title: str) -> None:
    goal = asked(text)
    assert (goal.pattern, goal.title) == (pattern, title)


@pytest.mark.parametrize(
    "text",
    [
        "I propose a toast to the new shoes",
        "My plan is to have pizza tonight",
        "I shall see my sister twice this week",
        "I shall be at my mother's every Sunday in June",
        "I don't eat more than one biscuit a day anyway",
        "He proposes to save 500 by June",
        "The doctor wants me to keep my salt under 6 grams a day",
    ],
)
def test_what_is_proposed_for_once_is_no_goal(text: str) -> None:
    commands = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    assert [each for each in commands if isinstance(each, CreateGoalCommand)] == []
