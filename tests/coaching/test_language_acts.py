"""Undoing, dropping, putting right and saying how it goes, in many words."""

import datetime as dt
from decimal import Decimal

import pytest

from coaching.commands import (
    CancelCommand,
    CheckInCommand,
    Command,
    CompleteMilestoneCommand,
    KnownGoal,
    SetSentimentCommand,
    Utterance,
)
from coaching.interpreters.offline import OfflineInterpreter

NOW = dt.datetime(2026, 3, 12, 14, 20, tzinfo=dt.UTC)
RUNNING, BEERS = KnownGoal("Running", "recurring", "km"), KnownGoal("Beers", "limit", "beer")
CLASS, NO_SUGAR = KnownGoal("Spanish class", "recurring"), KnownGoal("No sugar", "streak")
READING, JAPAN = KnownGoal("Reading", "recurring", "page"), KnownGoal("Save for Japan", "target", "USD")
GOALS = (RUNNING, BEERS, CLASS, NO_SUGAR, READING, JAPAN)


def one(text: str) -> Command:
    (command,) = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    return command


@pytest.mark.parametrize(
    "text",
    [
        "undo that",
        "please undo my last entry",
        "delete the last entry",
        "remove that last one",
        "scratch that",
        "take that back",
        "take back that last one",
        "oops, that was a mistake, undo it",
        "that last one was wrong, delete it",
        "strike that",
        "I logged that by mistake, undo",
        "please delete what I just logged",
        "can you undo the last entry?",
        "strike the last one",
        "erase whatever I just logged",
        "my last entry was an error, please cancel it",
        "revert the last log",
        "unlog that",
        "I hit the wrong button, undo that",
        "please take back what I just logged",
        "roll back the last entry",
        "my thumb slipped on that last entry, can you get rid of it",
    ],
)
def test_latest_entry_is_undone(text: str) -> None:
    command = one(text.strip())
    assert isinstance(command, CancelCommand)
    assert (command.what, command.goal) == ("last", None)


@pytest.mark.parametrize(("word", "goal"), [("beer", BEERS), ("running", RUNNING), ("Spanish class", CLASS)])
@pytest.mark.parametrize(
    "frame",
    [
        "undo the {} entry",
        "remove the {} one I just logged",
        "that {} entry was wrong, delete it",
        "That {} entry just now was a mistake, please undo it",
    ],
)
def test_entry_of_a_goal_is_undone(frame: str, word: str, goal: KnownGoal) -> None:
    command = one(frame.format(word))
    assert isinstance(command, CancelCommand)
    assert (command.what, command.goal) == ("last", goal)


@pytest.mark.parametrize(("word", "goal"), [("running", RUNNING), ("Spanish class", CLASS), ("No sugar", NO_SUGAR)])
@pytest.mark.parametrize(
    "frame",
    [
        "please remove the {} goal",
        "stop tracking {}",
        "I don't want the {} goal anymore",
        "take {} off my goals",
        "you can retire the {} goal, I'm over it",
        "the {} goal can go",
    ],
)
def test_goal_is_dropped(frame: str, word: str, goal: KnownGoal) -> None:
    command = one(frame.format(word))
    assert isinstance(command, CancelCommand)
    assert (command.what, command.goal) == ("goal", goal)


@pytest.mark.parametrize("deed", ["ran {} km", "had {} beers", "read {} pages", "put ${} into the Japan fund"])
@pytest.mark.parametrize(
    "frame",
    [
        "{a}, no, {b}",
        "{a}. No wait, {b}",
        "{a}, I mean {b}",
        "{a}, make that {b}",
        "{a}, or rather {b}",
        "{a} - actually {b}",
        "{a}. Actually it was {b}",
        "{a}, correction: {b}",
        "{a}; scratch that, {b}",
        "{a}. Scratch that, it was {b}",
        "{a}, I lie, {b}",
        "{a} (no, {b})",
        "{a}. Oops, {b}",
        "{a}, that should be {b}",
        "{a}. My mistake, {b}",
        "{a}, I tell a lie, {b}",
    ],
)
def test_only_the_corrected_amount_is_left(frame: str, deed: str) -> None:
    command = one(frame.strip().format(a=deed.format(20), b=25))
    assert isinstance(command, CheckInCommand)
    assert command.value == Decimal(25)


@pytest.mark.parametrize(
    ("word", "goal"), [("running", RUNNING), ("Spanish class", CLASS), ("the Japan savings", JAPAN)]
)
@pytest.mark.parametrize(
    ("frame", "sentiment"),
    [
        ("I'm falling behind with {}", "behind"),
        ("{} is slipping, I'm way behind", "behind"),
        ("I'm not keeping up with {}", "behind"),
        ("{} is going to plan", "on_track"),
        ("I'm exactly where I should be with {}", "on_track"),
        ("{} is ahead of schedule", "ahead"),
        ("I'm further along with {} than planned", "ahead"),
        ("I would call {} on track", "on_track"),
        ("It seems to me that {} is behind schedule", "behind"),
        ("I think I'm on the right track with {}", "on_track"),
    ],
)
def test_how_a_goal_goes(frame: str, sentiment: str, word: str, goal: KnownGoal) -> None:
    command = one(frame.format(word))
    assert isinstance(command, SetSentimentCommand)
    assert (command.sentiment, command.goal) == (sentiment, goal)


def test_goal_that_was_just_spoken_of_is_dropped() -> None:
    command = one("I've no further use for the running goal, so drop it please")
    assert isinstance(command, CancelCommand)
    assert (command.what, command.goal) == ("goal", RUNNING)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("I had to go to Spanish class and I clean forgot", ["missed"]),
        ("went to Spanish class this morning but missed the Spanish class tonight", ["completed", "missed"]),
    ],
)
def test_miss_takes_back_only_what_it_speaks_of(text: str, statuses: list[str]) -> None:
    late = NOW.replace(hour=23)
    commands = OfflineInterpreter().read(Utterance(text, now=late, goals=GOALS)).commands
    assert [each.status for each in commands if isinstance(each, CheckInCommand)] == statuses


def test_hours_and_minutes_with_a_colon() -> None:
    sleep = KnownGoal("Sleep", "recurring", "hour")
    (command,) = OfflineInterpreter().read(Utterance("slept 7:45h", now=NOW, goals=(sleep,))).commands
    assert isinstance(command, CheckInCommand)
    assert (command.value, command.unit) == (Decimal("7.75"), "hour")


SHED = KnownGoal("Garden shed", "milestone", None, ("Foundation", "Walls", "Roof"))


def stages_done(text: str) -> list[str]:
    commands = OfflineInterpreter().read(Utterance(text, now=NOW, goals=(SHED, RUNNING))).commands
    assert all(isinstance(each, CompleteMilestoneCommand) for each in commands)
    return [each.milestone for each in commands if isinstance(each, CompleteMilestoneCommand)]


@pytest.mark.parametrize(
    "text",
    [
        "The walls still aren't up",
        "Don't mark the roof as done, the builder never showed up",
        "The roof of the shed is by no means finished, whatever the tarpaulin may suggest.",
        "The foundation has yet to be poured",
        "the walls are far from done",
        "the roof is nowhere near finished",
        "the walls ought to be done",
    ],
)
def test_stage_that_is_denied_is_not_ticked_off(text: str) -> None:
    assert stages_done(text) == []


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("finished the foundation and the walls", ["Foundation", "Walls"]),
        ("walls and roof are both done", ["Walls", "Roof"]),
        ("the foundation is in, and the walls too", ["Foundation", "Walls"]),
        ("tick off the foundation and also the walls", ["Foundation", "Walls"]),
        ("the walls are up, not the roof", ["Walls"]),
        ("the foundation is done, the walls not so much", ["Foundation"]),
        ("the walls are done but the roof isn't", ["Walls"]),
        ("the roof isn't just done, it's perfect", ["Roof"]),
    ],
)
def test_each_stage_of_a_list_is_ticked_off(text: str, stages: list[str]) -> None:
    assert stages_done(text) == stages


CAMINO = KnownGoal("Camino", "milestone", None, ("Book flights", "Break in boots"))
LICENCE = KnownGoal("Driving licence", "milestone", None, ("Theory test", "Road test"))
STUDIO = KnownGoal("Spare room", "milestone", None, ("Empty closet", "Module one", "Module two", "Photos", "Edit"))
TERRACE = KnownGoal("Terrace", "milestone", None, ("Sow tomatoes", "Fix trellis", "Roof"))
ROOF_FUND, ALBUM = KnownGoal("Roof fund", "target", "GBP"), KnownGoal("Family photos", "target", "photo")


def stages_told(text: str) -> list[str]:
    goals = (CAMINO, LICENCE, STUDIO, TERRACE, ROOF_FUND, ALBUM)
    commands = OfflineInterpreter().read(Utterance(text, now=NOW, goals=goals)).commands
    return [each.milestone for each in commands if isinstance(each, CompleteMilestoneCommand)]


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("flights are booked for Spain", ["Book flights"]),
        ("road test is booked for the 18th", []),
        ("Passed my theory!!!", ["Theory test"]),
        ("the road test is in the bag", ["Road test"]),
        ("Our Katie passed her theory test first go", []),
        ("the closet is finally empty!", ["Empty closet"]),
        ("the closet is not empty yet", []),
        ("Module one and module two are both finished as of today", ["Module one", "Module two"]),
        ("tomatoes are sown and the trellis is fixed", ["Sow tomatoes", "Fix trellis"]),
        ("tick the edit off for me, will you", ["Edit"]),
        ("can you check off the edit", ["Edit"]),
        ("mixed up the photos and the edit", []),
        ("started the edit", []),
        ("started and finished the edit", ["Edit"]),
        ("Paid £75 into the roof fund", []),
        ("scanned 340 of mum's old photos today", []),
    ],
)
def test_stage_is_told_in_other_words(text: str, stages: list[str]) -> None:
    assert stages_told(text) == stages


def test_reason_for_how_a_goal_goes_names_no_goal() -> None:
    goals = (KnownGoal("Car fund", "target", "USD"), KnownGoal("Taxes", "milestone", None, ("Submit",)))
    text = "way ahead on the car fund thanks to the tax refund"
    (command,) = OfflineInterpreter().read(Utterance(text, now=NOW, goals=goals)).commands
    assert isinstance(command, SetSentimentCommand)
    assert (command.goal, command.sentiment) == (goals[0], "ahead")


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [("I'm not behind on reading at all", "on_track"), ("no longer behind with my reading", "on_track")],
)
def test_goal_that_is_not_behind_is_on_track(text: str, sentiment: str) -> None:
    command = one(text)
    assert isinstance(command, SetSentimentCommand)
    assert (command.goal, command.sentiment) == (READING, sentiment)


@pytest.mark.parametrize(
    "text",
    ["not exactly ahead with my reading", "I wouldn't say I'm on track with my reading", "We left the dog behind"],
)
def test_goal_that_is_not_ahead_is_not_rated(text: str) -> None:
    commands = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    assert not any(isinstance(each, SetSentimentCommand) for each in commands)


TOOLSHED = KnownGoal("Shed", "milestone", milestones=("Walls", "Roof", "Hang shelves"))
COOKBOOK = KnownGoal("Book", "milestone", milestones=("Outline", "Chapter one", "Test plates", "Write it"))


def stages_of(text: str) -> list[str]:
    commands = OfflineInterpreter().read(Utterance(text, now=NOW, goals=(TOOLSHED, COOKBOOK, RUNNING))).commands
    return [each.milestone for each in commands if isinstance(each, CompleteMilestoneCommand)]


@pytest.mark.parametrize(
    "text",
    [
        "Half the plates are tested, the pigeon still resists",
        "half of the shelves are hung",
        "hung two of the shelves",
        "of the shelves two are hung",
        "the walls are mostly up",
        "the roof is 80% done",
        'Chapter one has been "almost done" since Easter',
        "wrote most of chapter one",
        "chapter one is done, well, almost",
        "The walls are up, except for the back one",
        "The roof next door is finished, show-offs",
        "The neighbours' roof is on",
        "their roof is finished",
        "the walls are in pieces all over the lawn",
        "had a coffee with the roof people",
        "the walls are up, bar one",
        "almost all the walls are up",
        "the roof at work is finished",
        "that's one more box checked",
    ],
)
def test_stage_that_is_half_done_or_somebody_elses_is_none(text: str) -> None:
    assert stages_of(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the roof is on at last", ["Roof"]),
        ("the walls are up in the garden", ["Walls"]),
        ("all of the shelves are hung", ["Hang shelves"]),
        ("hung the last of the shelves", ["Hang shelves"]),
        ("chapter one is done, one more to go", ["Chapter one"]),
        ("one of the neighbours helped and the roof is up", ["Roof"]),
        ("half past nine and the roof is finished", ["Roof"]),
        ("outline done, about 80% of it my own work", ["Outline"]),
    ],
)
def test_stage_is_done_beside_words_of_a_part(text: str, told: list[str]) -> None:
    assert stages_of(text) == told
