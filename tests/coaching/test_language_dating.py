"""Wherever the day stands in the sentence, it is the day of the deed."""

import datetime as dt
from itertools import product

import pytest

from coaching.commands import CheckInCommand, KnownGoal, Utterance
from coaching.interpreters.offline import OfflineInterpreter

NOW = dt.datetime(2026, 3, 12, 14, 20, tzinfo=dt.UTC)  # a Thursday
GOALS = (
    KnownGoal("Running", "recurring", "km"),
    KnownGoal("Bouldering", "recurring"),
    KnownGoal("Beers", "limit", "beer"),
    KnownGoal("Spanish class", "recurring"),
)
DAYS = {"on Wednesday": 11, "last night": 11, "the day before yesterday": 10, "on Friday evening": 6, "on 3 March": 3}
DEEDS = ("ran 5k", "went bouldering", "had 2 beers", "missed my Spanish class")
FRAMES = (
    "{deed} {day}",
    "I {deed} {day} with Noor",
    "I {deed} {day} before breakfast",
    "{day} I {deed} in the rain",
    "It was {day} that I {deed}",
    "I {deed} with Sam and Priya {day}",
    "{deed} and it felt great {day}",
    "{deed}, that was {day}",
    "Yes, I {deed} {day}, forgot to log it",
)


def dates(text: str) -> list[dt.date]:
    reading = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS))
    return [each.date for each in reading.commands if isinstance(each, CheckInCommand) and each.goal is not None]


@pytest.mark.parametrize(("frame", "deed"), list(product(FRAMES, DEEDS)))
def test_day_is_found_wherever_it_stands(frame: str, deed: str) -> None:
    read = {day: dates(frame.format(deed=deed, day=day)) for day in DAYS}
    assert read == {day: [dt.date(2026, 3, number)] for day, number in DAYS.items()}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ran 5k and it went better than yesterday", [12]),
        ("ran 5k, knee has been sore since Friday", [12]),
        ("Ran 5k yesterday, no, Sunday", [8]),
        ("I went bouldering today, or rather it was yesterday evening", [11]),
        ("bouldering yesterday and the day before", [11, 10]),
        ("skipped bouldering on Friday, went on Saturday", [6, 7]),
        ("had 2 beers at a quarter to eleven in the evening", [11]),
        ("sat bouldering out today", [12]),
        ("I ran 2.8 km; no, make that 3.8.", [12]),
    ],
)
def test_day_that_is_put_right_or_only_compared(text: str, days: list[int]) -> None:
    assert dates(text) == [dt.date(2026, 3, day) for day in days]
