"""What is said of something else is no deed: other senses of a title's words, prices, plans, and what is long ago."""

import datetime as dt

import pytest

from coaching.commands import CheckInCommand, KnownGoal, Utterance
from coaching.interpreters.offline import OfflineInterpreter

NOW = dt.datetime(2025, 5, 14, 18, 0, tzinfo=dt.UTC)  # a Wednesday
GOALS = (
    KnownGoal("Boxing", "recurring"),
    KnownGoal("Sunrise walk", "recurring"),
    KnownGoal("Arabic", "recurring", "minute"),
    KnownGoal("Running", "recurring", "km"),
    KnownGoal("Wind the clocks", "recurring"),
    KnownGoal("Rain gauge", "recurring"),
    KnownGoal("Dust the shelves", "recurring"),
    KnownGoal("Tidy cupboards", "recurring"),
    KnownGoal("Cut the grass", "recurring"),
    KnownGoal("Floor exercises", "recurring"),
    KnownGoal("Grammar drills", "recurring", "exercise"),
    KnownGoal("Kayak", "recurring", "km"),
    KnownGoal("Chai", "limit", "cup"),
    KnownGoal("Rent buffer", "target", "GBP"),
    KnownGoal("Fasting", "recurring"),
)


pytestmark = pytest.mark.usefixtures("certain")


def told(text: str) -> list[tuple[str, str, int]]:
    """Goal, status or value, and day of the month, of what would be written."""
    made = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    return [
        (each.goal.title, each.status or f"{float(each.value or 0):g}", each.date.day)
        for each in made
        if isinstance(each, CheckInCommand) and each.goal is not None
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Bailed on boxing with Theo, on purpose, I needed the sleep", "skipped"),
        ("Missed boxing. My own decision.", "skipped"),
        ("no boxing today, by choice", "skipped"),
        ("I deliberately missed boxing", "skipped"),
        ("forgot boxing, and not on purpose", "missed"),
        ("did boxing, on purpose", "completed"),
    ],
)
def test_what_was_let_go_on_purpose_is_skipped(text: str, status: str) -> None:
    assert told(text) == [("Boxing", status, 14)]


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Snoozed and snoozed and there went my sunrise walk", "Sunrise walk"),
        ("Ran out of day before I got to the Arabic", "Arabic"),
        ("ran out of time for boxing", "Boxing"),
        ("The evening was gone before I got round to the Arabic", "Arabic"),
    ],
)
def test_deed_that_no_time_was_left_for_is_missed(text: str, goal: str) -> None:
    assert told(text) == [(goal, "missed", 14)]


def test_rest_on_purpose_skips_what_was_told_of_another_day() -> None:
    assert told("Monday I ran, Tuesday I rested on purpose") == [
        ("Running", "completed", 12),
        ("Running", "skipped", 13),
    ]
    assert told("Ran 5 km on Monday, rested Tuesday") == [("Running", "5", 12)]


@pytest.mark.parametrize(
    "text",
    [
        "Clocks went back",
        "Rain or no rain, I was out there",
        "I did stand in front of the cupboard for a while",
        "the shelves collapsed yesterday",
        "cut my finger",
        "slept on the floor",
        "The boxing people meet again on Thursday, at 6 of all times",
        "20 exercises of grammar are waiting for tonight, courage",
        "20 exercises planned for tonight",
        "kayaked 40 km down the Whanganui once, must be fifteen years ago",
        "kayaked 40 km, way back in the nineties",
        "fifteen years ago we kayaked 40 km",
        "a cup of chai's £3.80 in town now",
        "Chai at the airport is 240 rupees a cup",
        "Rent here went up £85 and the landlord called it a gesture",
        "Please don't mark yesterday's fast as failed",
    ],
)
def test_what_is_said_of_something_else_writes_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wound the clocks", ("Wind the clocks", "completed", 14)),
        ("checked the rain gauge", ("Rain gauge", "completed", 14)),
        ("shelves dusted, they went up last year", ("Dust the shelves", "completed", 14)),
        ("did my floor exercises", ("Floor exercises", "completed", 14)),
        ("did 20 grammar exercises while the kids were waiting for me", ("Grammar drills", "20", 14)),
        ("kayaked 40 km two days ago", ("Kayak", "40", 12)),
        ("had 2 cups of chai, £5", ("Chai", "2", 14)),
        ("had one cup of chai, only one", ("Chai", "1", 14)),
        ("the rent buffer is up by £85", ("Rent buffer", "85", 14)),
        ("mark yesterday's fast as failed", ("Fasting", "missed", 13)),
    ],
)
def test_deed_beside_such_words_is_told(text: str, expected: tuple[str, str, int]) -> None:
    assert told(text) == [expected]
