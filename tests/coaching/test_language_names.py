"""What of a goal's title tells which goal is meant."""

import datetime as dt

import pytest

from coaching.commands import KnownGoal, Utterance
from coaching.interpreters.offline import OfflineInterpreter
from coaching.language.names import title_weights

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("title", "telling"),
    [
        ("Meditate 10 minutes", {"meditate"}),
        ("Run 5 km", {"run"}),
        ("Coffee limit", {"coffee", "limit"}),
    ],
)
def test_how_long_a_deed_is_to_take_names_no_goal(title: str, telling: set[str]) -> None:
    assert {word for word, _weight in title_weights(title)} == telling


def test_deed_of_a_title_with_a_measure_is_recorded_beside_another() -> None:
    goals = (KnownGoal("Meditate 10 minutes", "recurring"), KnownGoal("Run", "recurring", "km"))
    commands = OfflineInterpreter().read(Utterance("I ran 5 km and meditated", NOW, goals)).commands
    assert [command.as_json()["goal"] for command in commands] == ["Run", "Meditate 10 minutes"]


def test_thing_tells_more_of_a_limit_than_that_it_is_one() -> None:
    goals = (KnownGoal("Coffee limit", "limit", "cups"), KnownGoal("Sugar limit", "limit", "grams"))
    (command,) = OfflineInterpreter().read(Utterance("I had two coffees", NOW, goals)).commands
    assert command.as_json()["goal"] == "Coffee limit"


@pytest.mark.parametrize("text", ["How do I get back on track with yoga?", "Why is yoga behind?"])
def test_question_sets_no_sentiment(text: str) -> None:
    commands = OfflineInterpreter().read(Utterance(text, NOW, (KnownGoal("Yoga", "recurring"),))).commands
    assert "set_sentiment" not in [command.TYPE for command in commands]


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("did parkrun", "Parkrun every Saturday"),
        ("slept straight through parkrun this morning", "Parkrun every Saturday"),
        ("just finished spin", "Spin class"),
        ("went for a ride on my bike", "Cycling"),
        ("went jogging", "Jogging"),
    ],
)
def test_word_of_the_title_itself_names_a_goal_before_what_means_the_same(text: str, goal: str) -> None:
    titles = ("Jogging", "Parkrun every Saturday", "Cycling", "Spin class")
    goals = tuple(KnownGoal(title, "recurring") for title in titles)
    (command,) = OfflineInterpreter().read(Utterance(text, NOW, goals)).commands
    assert command.as_json()["goal"] == goal


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("only one coffee since breakfast", 1, "coffee"),
        ("no coffee since Monday", 0, "coffee"),
        ("3 tinnies today", 3, "tinnie"),
        ("zero tinnies today", 0, "tinnie"),
    ],
)
def test_limit_counts_what_was_had_in_its_own_unit(text: str, value: int, unit: str) -> None:
    goals = (KnownGoal("Coffee", "limit", "coffee"), KnownGoal("Tinnies", "limit", "tinnie"))
    (command,) = OfflineInterpreter().read(Utterance(text, NOW, goals)).commands
    assert (command.as_json()["value"], command.as_json()["unit"]) == (value, unit)


def test_sketchbook_is_no_sketch() -> None:
    goals = (KnownGoal("Sketching", "recurring", "sketch"),)
    (command,) = OfflineInterpreter().read(Utterance("I want to fill 6 sketchbooks by May", NOW, goals)).commands
    assert command.as_json()["unit"] == "sketchbook"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("that was 48 lengths and my arms have resigned", ["check_in"]),
        ("it was 48 lengths today", ["check_in"]),
        ("it was 48 lengths, not 42", ["cancel", "check_in"]),
        ("actually that was 48 lengths", ["cancel", "check_in"]),
        ("it was 48", ["cancel", "check_in"]),
    ],
)
def test_amount_out_of_the_blue_corrects_nothing(text: str, kinds: list[str]) -> None:
    goals = (KnownGoal("Swimming", "recurring", "length"),)
    assert [each.TYPE for each in OfflineInterpreter().read(Utterance(text, NOW, goals)).commands] == kinds
    after = OfflineInterpreter().read(Utterance(text, NOW, goals, last_goal=goals[0])).commands
    assert [each.TYPE for each in after] == ["cancel", "check_in"]
