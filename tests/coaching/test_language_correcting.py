"""What is left of a message that puts itself right, or an entry before it."""

import datetime as dt
from typing import Any

import pytest

from coaching.commands import CancelCommand, KnownGoal, Utterance
from coaching.interpreters.offline import OfflineInterpreter

NOW = dt.datetime(2026, 3, 12, 14, 20, tzinfo=dt.UTC)
GOALS = (
    KnownGoal("Swimming", "recurring", "lap"),
    KnownGoal("Reading", "recurring", "page"),
    KnownGoal("Beers", "limit", "beer"),
    KnownGoal("Ironing", "recurring"),
    KnownGoal("Clean the aquarium", "recurring"),
    KnownGoal("Walk the dog", "recurring"),
    KnownGoal("Garden shed", "milestone", None, ("Foundation", "Walls", "Roof")),
)


def read(text: str) -> list[dict[str, Any]]:
    return [each.as_json() for each in OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands]


def told(text: str) -> list[tuple[Any, ...]]:
    return [(each["goal"], each.get("value") or each.get("milestone")) for each in read(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("swam 20 laps, no hang on, 24", 24),
        ("swam 20 laps - oh wait no, 24", 24),
        ("swam 20 laps, wait, let me recount, 24 laps", 24),
        ("20 laps, I can't count, 24", 24),
        ("swam 20 laps, actually more like 24", 24),
        ("swam 20 laps, hmm no, counted again, 24", 24),
        ("swam 20 laps... nope, miscounted, 24", 24),
        ("swam 20 laps, hang on, the pool clock is fast, 24", 24),
        ("swam 20 laps, my watch was off", 20),
        ("swam 20 laps, no kidding", 20),
        ("swam 20 laps, no problem", 20),
    ],
)
def test_amount_that_was_said_last_counts(text: str, value: int) -> None:
    assert told(text) == [("Swimming", value)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I did the ironing, no, I mean I cleaned the aquarium", [("Clean the aquarium", None)]),
        ("did the ironing, wait no, I cleaned the aquarium", [("Clean the aquarium", None)]),
        ("finished the walls of the shed, no wait, only the foundation", [("Garden shed", "Foundation")]),
        ("Walked the dog this morning. No, hang on, that was Jamie.", []),
        ("walked the dog, no, that was my sister", []),
        ("did the ironing, oh wait, also cleaned the aquarium", [("Ironing", None), ("Clean the aquarium", None)]),
        ("did the ironing. wait, I cleaned the aquarium too", [("Ironing", None), ("Clean the aquarium", None)]),
    ],
)
def test_deed_that_was_taken_back_is_not_recorded(text: str, left: list[tuple[Any, ...]]) -> None:
    assert told(text) == left


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("that last one should've been 3 beers, Kev got a round in", 3),
        ("the last entry should say 3 beers", 3),
        ("My last figure was wrong, for I had counted twice: it was 3 beers.", 3),
        ("scratch that, it was 3 beers", 3),
        ("undo that, it was 3 beers not 2", 3),
    ],
)
def test_entry_before_is_taken_back_and_told_again(text: str, value: int) -> None:
    (undone, again) = read(text)
    assert (undone["type"], undone["what"], undone["goal"]) == (CancelCommand.TYPE, "last", None)
    assert (again["goal"], again["value"]) == ("Beers", value)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("I never entered yesterday's swim. It was 30 laps.", ("Swimming", None, 30, "2026-03-11")),
        ("never logged Tuesday's reading. It was 40 pages", ("Reading", None, 40, "2026-03-10")),
        ("Ironing yesterday? Completely forgot", ("Ironing", "missed", None, "2026-03-11")),
    ],
)
def test_what_was_never_logged_corrects_nothing(text: str, command: tuple[Any, ...]) -> None:
    (each,) = read(text)
    assert (each["goal"], each["status"], each["value"], each["date"]) == command


@pytest.mark.parametrize(
    ("text", "goal", "value"),
    [
        ("the 30 laps were really 40", "Swimming", 40),
        ("I put 5 beers, it should be 3", "Beers", 3),
        ("logged 45 pages of reading, it should have been 35", "Reading", 35),
    ],
)
def test_entry_that_is_put_right_in_one_breath_is_an_earlier_one(text: str, goal: str, value: int) -> None:
    undone, right = read(text)
    assert (undone["type"], undone["what"]) == ("cancel", "last")
    assert (right["goal"], right["value"]) == (goal, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I put the wrong number, it was 24 laps", 24),
        ("Sorry, that was 24 laps", 24),
        ("miscounted, it was 24 laps", 24),
        ("The swimming should have been 24 laps", 24),
        ("Please correct the swimming to 24 laps", 24),
        ("I said 20 laps, I meant 24", 24),
    ],
)
def test_mistake_that_is_owned_takes_the_entry_before_back(text: str, value: int) -> None:
    undone, again = read(text)
    assert (undone["type"], undone["what"]) == ("cancel", "last")
    assert (again["goal"], again["value"]) == ("Swimming", value)


@pytest.mark.parametrize("text", ["The bill should have been 40 laps", "I should have swum 40 laps"])
def test_what_should_have_been_of_another_thing_corrects_nothing(text: str) -> None:
    assert read(text) == []


def test_time_that_was_waited_takes_nothing_back() -> None:
    text = "Sorry, it was 20 minutes before I saw your message"
    assert not [each for each in read(text) if each["type"] == "cancel"]


def test_amount_that_no_rule_read_is_not_put_right_as_an_earlier_entry() -> None:
    assert not [each for each in read("I'd two cups of tea, no hang on, three") if each["type"] == "cancel"]


@pytest.mark.parametrize("text", ["ran 30 laps, it was actually fun", "swam 30 laps, it should have been 40"])
def test_remark_about_a_deed_takes_nothing_back(text: str) -> None:
    assert [each["type"] for each in read(text)] == ["check_in"]
