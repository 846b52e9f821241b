"""Reports that are told in passing, in lists, by a measure or by the name alone, as the rules read them."""

import datetime as dt

import pytest

from coaching.commands import CheckInCommand, KnownGoal, Utterance
from coaching.interpreters.offline import OfflineInterpreter

NOW = dt.datetime(2025, 5, 14, 18, 0, tzinfo=dt.UTC)  # a Wednesday
GOALS = (
    KnownGoal("Vitamins", "recurring"),
    KnownGoal("Physio exercises", "recurring"),
    KnownGoal("Dishes before bed", "recurring"),
    KnownGoal("Bins", "recurring"),
    KnownGoal("Hoovering", "recurring"),
    KnownGoal("Piano", "recurring", "minute"),
    KnownGoal("Five-a-side", "recurring"),
    KnownGoal("Running", "recurring", "km"),
    KnownGoal("Squats", "recurring", "squat"),
    KnownGoal("Iron tablets", "recurring"),
    KnownGoal("Body weight", "target", "kg"),
    KnownGoal("Daily steps", "recurring", "step"),
    KnownGoal("Cigarettes", "limit", "cigarette"),
    KnownGoal("Wine", "limit", "glass"),
    KnownGoal("New car fund", "target", "USD"),
    KnownGoal("Stretch break", "recurring"),
    KnownGoal("Sell 100 bowls", "target", "bowl"),
    KnownGoal("Walk the dog", "recurring"),
    KnownGoal("Water", "recurring", "ml"),
    KnownGoal("Inhaler", "recurring"),
    KnownGoal("Park with the kids", "recurring"),
    KnownGoal("No vaping", "streak"),
)
Told = tuple[str | None, str, int]


pytestmark = pytest.mark.usefixtures("certain")


def told(text: str) -> list[Told]:
    """Goal, status or value, and day of the month."""
    made = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands
    return [
        (each.goal.title if each.goal else None, each.status or f"{float(each.value or 0):g}", each.date.day)
        for each in made
        if isinstance(each, CheckInCommand)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The scale was kind to me yesterday: 83.4", ("Body weight", "83.4", 13)),
        ("The scales in the treatment room said 71.3 this morning", ("Body weight", "71.3", 14)),
        ("This morning the scale has shown 74.3 kilos", ("Body weight", "74.3", 14)),
        ("My pedometer reads 6.2k", ("Daily steps", "6200", 14)),
        ("Step counter says 11.5k, mostly from looking for one shoe", ("Daily steps", "11500", 14)),
    ],
)
def test_instruments_tell_their_own_goal(text: str, expected: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Called off piano tonight so I can help Theo with fractions", "Piano"),
        ("Hamstring is tight, so the trainer let me off five-a-side today", "Five-a-side"),
        ("Sat five-a-side out tonight, rolled my ankle", "Five-a-side"),
        ("Benched myself from running today", "Running"),
        ("Squats get a pass today", "Squats"),
        ("took a break from running today", "Running"),
    ],
)
def test_what_was_let_go_is_skipped(text: str, goal: str) -> None:
    assert told(text) == [(goal, "skipped", 14)]


@pytest.mark.parametrize("text", ["took my stretch break at ten", "had my stretch break"])
def test_break_that_a_goal_is_called_by_is_no_skip(text: str) -> None:
    assert told(text) == [("Stretch break", "completed", 14)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Vitamins yes, physio yes, dishes no",
            [("Vitamins", "completed", 14), ("Physio exercises", "completed", 14), ("Dishes before bed", "missed", 14)],
        ),
        (
            "Vitamins: yes on Monday, yes on Tuesday, then the box ran out",
            [("Vitamins", "completed", 12), ("Vitamins", "completed", 13)],
        ),
        ("vitamins yesterday? completely forgot", [("Vitamins", "missed", 13)]),
        ("The bins? Did them exactly a week ago", [("Bins", "completed", 7)]),
        ("squats? did 40", [("Squats", "40", 14)]),
        ("The power was gone, so piano I could not do", [("Piano", "missed", 14)]),
        ("Yesterday's piano stayed blank", [("Piano", "missed", 13)]),
        (
            "30 squats and the iron tablet, but piano I skipped",
            [("Squats", "30", 14), ("Iron tablets", "completed", 14), ("Piano", "skipped", 14)],
        ),
        ("20 squats, and vitamins swallowed", [("Squats", "20", 14), ("Vitamins", "completed", 14)]),
        ("Put the bins out, took my vitamins", [("Bins", "completed", 14), ("Vitamins", "completed", 14)]),
        ("the iron tablet went down with my breakfast", [("Iron tablets", "completed", 14)]),
        ("took the kids to the park this morning", [("Park with the kids", "completed", 14)]),
        ("On Saturday I have sold six bowls at the market", [("Sell 100 bowls", "6", 10)]),
        ("sent $75 to the car fund", [("New car fund", "75", 14)]),
    ],
)
def test_short_answers_and_lists_tell_each_goal(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I never entered yesterday's run. It was 14 km.", [("Running", "14", 13)]),
        ("This is for the 1st of May: 45 squats", [("Squats", "45", 1)]),
        ("30 squats, done yesterday", [("Squats", "30", 13)]),
        ("car fund: $75, transferred on 1 May", [("New car fund", "75", 1)]),
        ("Wine over the weekend: two glasses on Saturday, none on Sunday", [("Wine", "2", 10), ("Wine", "0", 11)]),
        ("Running from two days ago that never got entered: 4 km", [("Running", "4", 12)]),
    ],
)
def test_day_that_is_told_apart_from_the_amount(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("smoked 4, it was a bad day", [("Cigarettes", "4", 14)]),
        ("20 minutes of piano, which at 78 is not nothing", [("Piano", "20", 14)]),
        ("just played five-a-side, can't feel my hamstring but we won 7-2", [("Five-a-side", "completed", 14)]),
        ("not a single cigarette today, and I sat next to two smokers", [("Cigarettes", "0", 14)]),
        ("Smoked only two today, and both after the funeral", [("Cigarettes", "2", 14)]),
        (
            "I ran 9 km, and after a sit on the lawn I did 40 squats, and 900 ml of water went in between the two",
            [("Running", "9", 14), ("Squats", "40", 14), ("Water", "900", 14)],
        ),
        ("Payday is Friday, and $150 of it is going straight to the new car fund", []),
        ("The four-year-old had my phone", []),
    ],
)
def test_numbers_that_tell_of_something_else_are_left(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "dave ran 5 km",
        "Tom's had 4 glasses of wine already",
        "jen did her physio on the train next to me",
        "my trainee forgot her vitamins on the train",
        "ill run 5 km tonight i promise",
        "still 2 more glasses of wine to go today",
        "vitamins 12.99 for 30 pills at the chemist",
        "no need to log tonight's run",
        "pencilled in 5 km for sunday",
        "Vitamins? did they help you",
        "my coach let me off early",
        "spent the evening at the piano bar",
        "sent my sister $40",
    ],
)
def test_deeds_of_others_plans_and_prices_are_not_recorded(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hi coach 👋 iron tablet taken", [("Iron tablets", "completed", 14)]),
        ("Mark physio as missed for Monday please", [("Physio exercises", "missed", 12)]),
        ("no cigarettes no wine today", [("Cigarettes", "0", 14), ("Wine", "0", 14)]),
        ("no wine tonight, tomorrow is another story", [("Wine", "0", 14)]),
        ("bins not taken out", [("Bins", "missed", 14)]),
        ("Fell asleep on the sofa last night before I'd done my piano", [("Piano", "missed", 13)]),
        ("I finally did it, I put $1,150 into the car fund today", [("New car fund", "1150", 14)]),
        ("let's skip piano today", [("Piano", "skipped", 14)]),
        ("My brother did 50 squats, I did 30", [("Squats", "30", 14)]),
        ("my sister ran 10 km, I ran 3", [("Running", "3", 14)]),
        ("You can count the hoovering as done for today", [("Hoovering", "completed", 14)]),
        ("Running, 2.5 km, at 9:30 pm", [("Running", "2.5", 13)]),
        ("spent the afternoon at the piano", [("Piano", "completed", 14)]),
    ],
)
def test_told_at_once_after_a_greeting_or_a_relief(text: str, expected: list[Told]) -> None:
    assert told(text) == expected
