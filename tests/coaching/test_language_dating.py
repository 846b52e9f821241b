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


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ran 5 km in the evening, nobody about", [11]),
        ("in the morning I ran 5 km", [12]),
        ("had 2 beers around 11pm", [11]),
        ("5 km, 9:30 pm", [11]),
        ("ran 5 km, moved it to payday, the 6th", [6]),
        ("On Sunday in the evening I ran 5 km", [8]),
        ("ran 5 km for the race on the 9th", [12]),
        ("ran 5 km for the race yesterday", [11]),
        ("ran 5 km, not yesterday but the day before that", [10]),
        ("Sunday, not yesterday, I ran 5 km", [8]),
        ("ran 5 km on Sunday and 6 the day before", [8, 7]),
        ("Missed my Spanish class on Monday, went bouldering the next day", [9, 10]),
        ("I have bouldering in the evening", []),
        ("ran 5 km after 9pm", [11]),
        ("ran 5 km from 8 to 9pm", [11]),
        ("ran 5 km on the evening of the 10th", [10]),
        ("the 10th: 5 km", [10]),
        ("ran 5 km, Sunday not Monday", [8]),
        ("ran 5 km ahead of the race on Saturday", [12]),
        ("ran 5 km for Saturday's race", [12]),
        ("bouldering starts again on Monday", []),
    ],
)
def test_hour_still_ahead_is_yesterdays_and_a_day_is_told_by_another(text: str, days: list[int]) -> None:
    assert dates(text) == [dt.date(2026, 3, day) for day in days]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Yesterday was Jonas's birthday. Forty people came. I had 2 beers.", [11]),
        ("Wednesday was a long day. A lorry stood across the road. So I missed my Spanish class.", [11]),
        ("On Monday the nurse came. I missed my Spanish class. I went bouldering too.", [9, 9]),
        ("Skipped bouldering on Monday. Ran 5 km that evening.", [9, 9]),
        ("Yesterday was awful. Today I went bouldering.", [12]),
        ("Yesterday was awful. I have run 5 km.", [12]),
        ("Yesterday I was ill. I am better now. I ran 5 km.", [12]),
        ("Yesterday was a mess, and today I was lazy and ran 5 km.", [12]),
        ("Thank you for yesterday. I went bouldering.", [12]),
        ("Yesterday I ran 5 km. I had 2 beers.", [11, 12]),
        ("On Monday I see the nurse. I went bouldering.", [12]),
    ],
)
def test_day_of_a_story_holds_on(text: str, days: list[int]) -> None:
    assert dates(text) == [dt.date(2026, 3, day) for day in days]
