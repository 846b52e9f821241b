"""What a clause leaves unsaid is taken from the one before; of two things said of one goal and day one stands."""

import datetime as dt

import pytest

from coaching.commands import CheckInCommand, KnownGoal, Utterance
from coaching.interpreters.offline import OfflineInterpreter

NOW = dt.datetime(2025, 5, 16, 20, 0, tzinfo=dt.UTC)  # a Friday
GOALS = (
    KnownGoal("Jog", "recurring", "km"),
    KnownGoal("Coffee", "limit", "cup"),
    KnownGoal("No sugar", "streak"),
    KnownGoal("No swearing", "streak"),
    KnownGoal("Yoga", "recurring"),
    KnownGoal("Gym", "recurring"),
    KnownGoal("Iron pills", "recurring"),
    KnownGoal("Litter box", "recurring"),
    KnownGoal("Skipping rope", "recurring", "minute"),
    KnownGoal("Car fund", "target", "EUR"),
)


def told(text: str) -> list[tuple[str | None, str, int]]:
    """Goal, status or value, and day of the month."""
    made = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    return [
        (each.goal.title if each.goal else None, each.status or str(each.value), each.date.day)
        for each in made
        if isinstance(each, CheckInCommand)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I jogged 9 km to work on Monday and 14 km to the lake on Thursday",
            [("Jog", "9", 12), ("Jog", "14", 15)],
        ),
        ("Tuesday's jog was 6 km, Thursday's was 9", [("Jog", "6", 13), ("Jog", "9", 15)]),
        ("jogged 6.2 km there and 6.4 back", [("Jog", "6.2", 16), ("Jog", "6.4", 16)]),
        ("Jogged to work and back, which comes to 12.4 km", [("Jog", "12.4", 16)]),
        ("yesterdays jog came to 6.4 km", [("Jog", "6.4", 15)]),
        (
            "2 cups of coffee on Monday, 3 on Tuesday, none today",
            [("Coffee", "2", 12), ("Coffee", "3", 13), ("Coffee", "0", 16)],
        ),
        ("everyone had coffee, I had none", [("Coffee", "0", 16)]),
        ("forgot yoga and the iron pills yesterday", [("Yoga", "missed", 15), ("Iron pills", "missed", 15)]),
        (
            "took my iron pills and scooped the litter box",
            [("Iron pills", "completed", 16), ("Litter box", "completed", 16)],
        ),
        (
            "yoga on Monday, missed it on Wednesday, back at it on Thursday",
            [("Yoga", "completed", 12), ("Yoga", "missed", 14), ("Yoga", "completed", 15)],
        ),
        (
            "did yoga on the 12th and 13th but missed the 14th",
            [("Yoga", "completed", 12), ("Yoga", "completed", 13), ("Yoga", "missed", 14)],
        ),
        ("My brother skipped the gym again, but I went", [("Gym", "completed", 16)]),
        ("nearly forgot my iron pills but took them", [("Iron pills", "completed", 16)]),
        ("I almost skipped yoga but went in the end", [("Yoga", "completed", 16)]),
        ("did yoga, not the gym", [("Yoga", "completed", 16)]),
        ("Had a donut last night. So much for no sugar", [("No sugar", "missed", 15)]),
        (
            "slipped yesterday and had cake, clean again today",
            [("No sugar", "missed", 15), ("No sugar", "completed", 16)],
        ),
    ],
)
def test_verb_goal_or_day_goes_on(text: str, expected: list[tuple[str | None, str, int]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "jogged 10 km, 2 km of it uphill",
        "jogged 10 km, 3 more than last week",
        "jogged 10 km and my brother 14",
        "jogged 10 km, 14 hours on my feet before that",
    ],
)
def test_amount_that_is_only_compared_or_of_nothing_is_none(text: str) -> None:
    assert told(text) == [("Jog", "10", 16)]


def test_money_for_another_thing_is_not_put_by() -> None:
    assert told("put 20 euros in the car fund and 14 in the parking meter") == [("Car fund", "20", 16)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no yoga for me tonight, I'm skipping it", [("Yoga", "skipped", 16)]),
        ("skipped yoga to do skipping rope for 30 minutes", [("Yoga", "skipped", 16)]),
        ("I'm skipping yoga today, 14 hours on my feet was enough", [("Yoga", "skipped", 16)]),
        ("yoga done, gym done, the gym I skipped in the end", [("Yoga", "completed", 16), ("Gym", "skipped", 16)]),
        ("Skipping rope done for today, fifteen minutes of it", [("Skipping rope", "15", 16)]),
    ],
)
def test_one_goal_and_day_is_told_once(text: str, expected: list[tuple[str | None, str, int]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I didn't swear at anyone today", [("No swearing", "completed", 16)]),
        ("swore at the printer again", [("No swearing", "missed", 16)]),
        ("I didn't manage no sugar yesterday", [("No sugar", "missed", 15)]),
        ("no sugar today, and I had coffee with Dave who eats cake all day", [("No sugar", "completed", 16)]),
        ("he swore at me", []),
        ("I swear I did yoga", []),
    ],
)
def test_what_was_left_alone_is_no_slip(text: str, expected: list[tuple[str | None, str, int]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "i couldve jogged 5 km in the time that took",
        "the litter box is still dirty, not scooped it so far",
        "yoga on Tuesday was moved to Thursday",
        "the track by the lake is 3 km of mud",
        "none",
        "that's a miss",
        "yoga got cancelled so I stayed home",
        "moved 100 euros out of the car fund",
    ],
)
def test_what_tells_of_no_deed_is_not_recorded(text: str) -> None:
    assert told(text) == []


WALKS = (
    KnownGoal("Morning walk", "recurring", "km"),
    KnownGoal("Lunch walk", "recurring", "km"),
    KnownGoal("Tea", "limit", "cup"),
    KnownGoal("Cups of coffee", "limit", "cup"),
    KnownGoal("Iron pills", "recurring"),
    KnownGoal("Hydration", "recurring", "l"),
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("walked 3 km", None),
        ("walked 3 km this morning", "Morning walk"),
        ("a 3 km walk at lunch", "Lunch walk"),
        ("skipped my walk", None),
        ("two cups this morning", None),
        ("3 cups of coffee", "Cups of coffee"),
        ("drank 750 ml in the med room", "Hydration"),
    ],
)
def test_what_fits_two_goals_alike_is_asked(text: str, title: str | None) -> None:
    made = OfflineInterpreter().read(Utterance(text, now=NOW, goals=WALKS)).commands
    assert [each.goal and each.goal.title for each in made if isinstance(each, CheckInCommand)] == [title]


@pytest.mark.parametrize(
    ("text", "status"),
    [("I slipped up last night", "missed"), ("stayed clean today", "completed"), ("Rest day today", "skipped")],
)
def test_slip_or_rest_of_no_goal_is_asked(text: str, status: str) -> None:
    reading = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS))
    made = [each for each in reading.commands if isinstance(each, CheckInCommand)]
    assert ([(each.goal, each.status) for each in made], reading.clarify) == ([(None, status)], True)


def test_forgetting_to_write_a_thing_is_a_miss_and_forgetting_to_log_it_is_none() -> None:
    goals = (KnownGoal("English diary", "recurring", "sentence"), KnownGoal("Yoga", "recurring"))

    def status(text: str) -> list[str | None]:
        made = OfflineInterpreter().read(Utterance(text, now=NOW, goals=goals)).commands
        return [each.status for each in made if isinstance(each, CheckInCommand)]

    assert status("I forgot to write my English diary yesterday") == ["missed"]
    assert status("I forgot to log my yoga yesterday") == ["completed"]
