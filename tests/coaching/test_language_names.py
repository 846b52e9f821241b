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
