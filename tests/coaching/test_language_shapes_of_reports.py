"""Reports by what was let go, put right or shown by a measure, with the look-alikes that must stay talk."""

import datetime as dt

import pytest

from coaching.commands import CancelCommand, CheckInCommand, KnownGoal, Utterance
from coaching.interpreters.offline import OfflineInterpreter
from coaching.language import doubt

NOW = dt.datetime(2025, 5, 14, 18, 0, tzinfo=dt.UTC)  # a Wednesday
GOALS = (
    KnownGoal("Pilates", "recurring"),
    KnownGoal("Tai chi", "recurring"),
    KnownGoal("Physio exercises", "recurring"),
    KnownGoal("Ring Mam", "recurring"),
    KnownGoal("Karate class", "recurring"),
    KnownGoal("Pack lunch", "recurring"),
    KnownGoal("Dog walk", "recurring", "minute"),
    KnownGoal("Swim lengths", "recurring", "length"),
    KnownGoal("Bike", "recurring", "km"),
    KnownGoal("Sitar", "recurring", "minute"),
    KnownGoal("Welsh", "recurring", "minute"),
    KnownGoal("Protein", "recurring", "g"),
    KnownGoal("Under 90 kilos", "target", "kg"),
    KnownGoal("Free throws", "recurring", "free throw"),
    KnownGoal("French flashcards", "recurring", "card"),
    KnownGoal("Knitting", "recurring", "row"),
    KnownGoal("Tea", "limit", "cup"),
    KnownGoal("Piano fund", "target", "EUR"),
    KnownGoal("No fast food", "streak"),
    KnownGoal("No lottery tickets", "streak"),
    KnownGoal("Off cigarettes", "streak"),
)
Told = tuple[str | None, str, int]


@pytest.fixture(autouse=True)
def _certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read is looked at here, not how sure it is."""
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.0)


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
        ("25 lengths today, hmm no, counted again, 28", ("Swim lengths", "28", 14)),
        ("Did 18 lengths... nope, miscounted, 28", ("Swim lengths", "28", 14)),
        ("30 lengths tonight, no, I checked, 34", ("Swim lengths", "34", 14)),
        ("I'd two cups of tea, no hang on, three", ("Tea", "3", 14)),
        ("I'd a cup of tea", ("Tea", "1", 14)),
    ],
)
def test_amount_is_put_right_after_it_was_counted_again(text: str, expected: Told) -> None:
    assert told(text) == [expected]


def test_miscount_that_was_not_told_here_takes_back_the_entry_before() -> None:
    made = (
        OfflineInterpreter().read(Utterance("Sorry I counted wrong, 16 lengths it was", now=NOW, goals=GOALS)).commands
    )
    assert isinstance(made[0], CancelCommand)
    assert told("Sorry I counted wrong, 16 lengths it was") == [("Swim lengths", "16", 14)]


@pytest.mark.parametrize("text", ["28 lengths, counted them twice", "28 lengths, then another 3"])
def test_amount_stands_where_nothing_was_wrong(text: str) -> None:
    assert told(text)[0] == ("Swim lengths", "28", 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two days ago I did my pilates and never ticked it", ("Pilates", "completed", 12)),
        ("did pilates at 4pm and fell asleep before I could log it", ("Pilates", "completed", 14)),
        ("missed this one off: 45 minutes on the sitar on Friday", ("Sitar", "45", 9)),
        ("One for Sunday that I never wrote down: a 9 km bike ride", ("Bike", "9", 11)),
        ("fell asleep before pilates", ("Pilates", "missed", 14)),
        ("never got to pilates", ("Pilates", "missed", 14)),
    ],
)
def test_what_was_only_not_written_down_was_done(text: str, expected: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cracked and bought a burger, so that's the no fast food run over.", ("No fast food", "missed", 14)),
        ("A kebab at 2 am has ended my no fast food run", ("No fast food", "missed", 14)),
        ("Bought two lottery tickets on the way home, so that streak is gone", ("No lottery tickets", "missed", 14)),
        ("Lit one up outside, so the cigarette streak is shot.", ("Off cigarettes", "missed", 14)),
        ("The no fast food run is intact", ("No fast food", "completed", 14)),
        ("kept my no fast food run going", ("No fast food", "completed", 14)),
    ],
)
def test_run_of_doing_without_is_over_or_goes_on(text: str, expected: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cried off tai chi this morning", ("Tai chi", "skipped", 14)),
        ("backed out of karate class tonight", ("Karate class", "skipped", 14)),
        ("Leaving the tai chi alone today, on doctor's orders", ("Tai chi", "skipped", 14)),
        ("leaving pilates for today, my back hurts", ("Pilates", "skipped", 14)),
        ("physio gets a pass today", ("Physio exercises", "skipped", 14)),
        ("Physio I am skipping tonight, tomorrow I do double", ("Physio exercises", "skipped", 14)),
        ("Day off from the pool, doctor wants the shoulder quiet", ("Swim lengths", "skipped", 14)),
        ("night off from karate class", ("Karate class", "skipped", 14)),
        ("the bike is staying in the shed today", ("Bike", "skipped", 14)),
    ],
)
def test_what_was_let_go_is_skipped(text: str, expected: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dozed off on the sofa and never did my Welsh today", ("Welsh", "missed", 14)),
        ("I didn't ring Mam on Sunday and I'll never hear the end of it", ("Ring Mam", "missed", 11)),
        ("Slept through the alarm and the dog got no walk off me this morning", ("Dog walk", "missed", 14)),
        ("No lunch got packed today, so I wound up at the taco truck.", ("Pack lunch", "missed", 14)),
        ("Pilates today, no", ("Pilates", "missed", 14)),
        ("Pilates yesterday? No", ("Pilates", "missed", 13)),
        ("The physio exercises I have today not made", ("Physio exercises", "missed", 14)),
    ],
)
def test_what_did_not_come_about_is_missed(text: str, expected: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weigh-in 88.6\nProtein 120 g", [("Under 90 kilos", "88.6", 14), ("Protein", "120", 14)]),
        ("Stepped on the scales after my shower: 94,6", [("Under 90 kilos", "94.6", 14)]),
        ("the scale this morning said 87.6, ok then", [("Under 90 kilos", "87.6", 14)]),
        ("I weigh myself this morning, 88", [("Under 90 kilos", "88", 14)]),
        ("92.4 on the bathroom scale this morning", [("Under 90 kilos", "92.4", 14)]),
        ("This morning the scale is showing to me 93,5", [("Under 90 kilos", "93.5", 14)]),
        ("Protein came to 128 grams all told", [("Protein", "128", 14)]),
        ("22 lengths from me tonight", [("Swim lengths", "22", 14)]),
        ("I have 40 lengths to show for the morning", [("Swim lengths", "40", 14)]),
        ("Saturday's ride came to 41 km and this morning's to 12", [("Bike", "41", 10), ("Bike", "12", 14)]),
        ("22 km to the office and 22 km back on the bike", [("Bike", "22", 14), ("Bike", "22", 14)]),
        ("shot 150 free throws after practice", [("Free throws", "150", 14)]),
        (
            "15 flashcards at lunch and 30 more after supper",
            [("French flashcards", "15", 14), ("French flashcards", "30", 14)],
        ),
        ("Physio for 25 minutes, back's cranky", [("Physio exercises", "completed", 14)]),
    ],
)
def test_amount_is_read_by_what_it_was_measured_with(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The puppy is 11 weeks old and already 6 kg",
        "Flat 12 is selling a piano, 250 euros, no stool",
        "sinead from theatre did 50 lengths last sunday",
        "tom next door swam 40 lengths",
        "We sat in row 24 and could hardly see the stage",
        "On Friday 100 euros is going into the piano fund",
        "Of course I did my pilates, right after I polished my halo",
        "aye right, 20 lengths in a hurricane, nae bother",
        "the bike is staying at my mum's",
        "I never did like pilates",
        "leaving work, then pilates",
    ],
)
def test_look_alikes_are_talk(text: str) -> None:
    assert told(text) == []
