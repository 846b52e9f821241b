"""Reports by what was let go, put right or shown by a measure, with the look-alikes that must stay talk."""

import datetime as dt

import pytest

from coaching.commands import (
    CancelCommand,
    CheckInCommand,
    CompleteMilestoneCommand,
    KnownGoal,
    SetSentimentCommand,
    Utterance,
)
from coaching.interpreters.offline import OfflineInterpreter

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
    KnownGoal("Camino fund", "target", "EUR"),
    KnownGoal("Vitamins", "recurring"),
    KnownGoal("Eye drops", "recurring"),
    KnownGoal("Bins out", "recurring"),
    KnownGoal("Sunscreen", "recurring"),
    KnownGoal("Blood pressure tablets", "recurring"),
    KnownGoal("Tablet-free evenings", "recurring"),
    KnownGoal("Dance class", "recurring"),
    KnownGoal("Treadmill", "recurring", "minute"),
    KnownGoal("Bible chapters", "recurring", "chapter"),
    KnownGoal("Mystery paperbacks", "recurring", "chapter"),
    KnownGoal("Jogging", "recurring"),
    KnownGoal("Parkrun", "recurring"),
    KnownGoal("Footsteps", "recurring", "step"),
    KnownGoal("Salt the front steps", "recurring"),
    KnownGoal("Ring our Margaret", "recurring"),
    KnownGoal("No phone in bed", "streak"),
    KnownGoal("No fast food", "streak"),
    KnownGoal("No lottery tickets", "streak"),
    KnownGoal("Off cigarettes", "streak"),
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


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Put 30 euros, make that 35, in the piano fund", "Piano fund"),
        ("put 30 euros, no, 35 euros in the camino fund", "Camino fund"),
        ("put 30 euros in the piano fund, no, 35 in the camino fund", "Camino fund"),
        ("put 30 euros in the piano fund, make that 35", "Piano fund"),
    ],
)
def test_goal_is_found_on_either_side_of_a_correction(text: str, goal: str) -> None:
    assert told(text) == [(goal, "35", 14)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vitamins, eye drops, tai chi, all three done", ["Vitamins", "Eye drops", "Tai chi"]),
        ("vitamins, eye drops, tai chi: all three seen to", ["Vitamins", "Eye drops", "Tai chi"]),
        ("- vitamins\n- eye drops\n- tai chi\nall done", ["Vitamins", "Eye drops", "Tai chi"]),
        ("Vitamins done, bins out, tai chi done", ["Vitamins", "Bins out", "Tai chi"]),
        ("hiya, sunscreen on before 8 for once", ["Sunscreen"]),
        ("Took the tablets.", ["Blood pressure tablets"]),
    ],
)
def test_all_of_a_list_is_done(text: str, expected: list[str]) -> None:
    assert told(text) == [(goal, "completed", 14) for goal in expected]


def test_days_of_a_note_are_those_of_all_that_it_names() -> None:
    assert told("Eye drops and tai chi yesterday, eye drops again today") == [
        ("Eye drops", "completed", 13),
        ("Tai chi", "completed", 13),
        ("Eye drops", "completed", 14),
    ]
    assert told("tablet-free evening yesterday") == []


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
    ("text", "expected"),
    [
        ("I went through 4 chapters of the mystery at the terminal today.", [("Mystery paperbacks", "4", 14)]),
        ("I'm skipping the jog today, it's blowing a gale", [("Jogging", "skipped", 14)]),
        ("9.5k steps by supper", [("Footsteps", "9500", 14)]),
        ("rang Margaret yesterday", [("Ring our Margaret", "completed", 13)]),
        ("was in the pool before work", [("Swim lengths", "completed", 14)]),
        (
            "swam 20 lengths before breakfast, 15 after the kids went down",
            [("Swim lengths", "20", 14), ("Swim lengths", "15", 14)],
        ),
        ("Dragged myself to dance class even though the bus was late", [("Dance class", "completed", 14)]),
        ("I was in the dance class this evening", [("Dance class", "completed", 14)]),
        ("Just stepped off the treadmill, shirt soaked through", [("Treadmill", "completed", 14)]),
        ("got the bins out w/ 5 min to spare", [("Bins out", "completed", 14)]),
        (
            "Had a cup of tea last night, and this morning the scale read 88.4",
            [("Tea", "1", 13), ("Under 90 kilos", "88.4", 14)],
        ),
        (
            "yesterday the plumber came at 9, so I sat on the stairs and did 50 flashcards",
            [("French flashcards", "50", 13)],
        ),
        ("Please tick off physio for me, I did the whole routine", [("Physio exercises", "completed", 14)]),
        ("Thanks for asking, and yes, I made it to dance class today.", [("Dance class", "completed", 14)]),
        ("Night 7 without my phone in bed", [("No phone in bed", "completed", 13)]),
    ],
)
def test_goal_and_day_are_told_by_what_stands_beside_the_deed(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("that one's done for today", 14),
        ("got it done on my break", 14),
        ("Can you put the trumpet down as done for yesterday?", 13),
        ("can you tick off descaling the kettle for today", 14),
        ("Please record today's ironing", 14),
    ],
)
def test_what_is_done_is_asked_about_where_no_goal_is_named(text: str, day: int) -> None:
    assert told(text) == [(None, "completed", day)]


@pytest.mark.parametrize(
    "text",
    [
        "that's done my head in",
        "can you record voice messages?",
        "Margaret has lost 4 kg since Whitsun",
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
        "Please don't write the tablets down as taken, I am still looking at them.",
    ],
)
def test_look_alikes_are_talk(text: str) -> None:
    assert told(text) == []


STAGED = (
    KnownGoal("Garden shed", "milestone", None, ("Clear site", "Lay base", "Roof")),
    KnownGoal("Extension", "milestone", None, ("Builder quotes", "Run wiring")),
    KnownGoal("Residential", "milestone", None, ("Book coach", "Consent forms")),
    KnownGoal("Move flat", "milestone", None, ("Hire van", "Clean oven", "Hand in keys")),
    KnownGoal("Pond", "milestone", None, ("Dig it out", "Line it")),
    KnownGoal("Wedding", "milestone", None, ("Hair appointment", "Photos")),
)


def stages(text: str) -> list[str]:
    made = OfflineInterpreter().read(Utterance(text, now=NOW, goals=STAGED)).commands
    return [each.milestone for each in made if isinstance(each, CompleteMilestoneCommand)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i got the hair appointment sorted for the wedding", ["Hair appointment"]),
        ("Builder quotes are all in, so you can tick that one off", ["Builder quotes"]),
        ("The wiring is run in the kitchen", ["Run wiring"]),
        ("Roof's on the shed. Took the whole weekend", ["Roof"]),
        ("The coach for the residential is booked", ["Book coach"]),
        ("van hired", ["Hire van"]),
        ("Handed in the keys, and the oven's clean as a whistle too", ["Hand in keys", "Clean oven"]),
        ("We laid the base for the shed today", ["Lay base"]),
        ("The photos for the wedding, I have finished them", ["Photos"]),
        ("The neighbour and I have dug out the pond", ["Dig it out"]),
        ("the roof is on my mind", []),
        ("dug out my old shorts", []),
        ("the roof is on order", []),
        ("Should I clear the site first, or finish the photos?", []),
    ],
)
def test_stage_is_told_by_what_was_done_to_it_and_by_its_place(text: str, expected: list[str]) -> None:
    assert stages(text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("biked 22 kays along the river", [("Bike", "22 km")]),
        ("Three quaters of an hour of sitar", [("Sitar", "0.75 hour")]),
        ("Did 20 free throws, only 2 were wrong", [("Free throws", "20 free throw")]),
        ("Two buses, 55 minutes door to door, and then 40 minutes of sitar", [("Sitar", "40 minute")]),
    ],
)
def test_amounts_beside_the_one_that_counts_are_left(text: str, told: list[tuple[str, str]]) -> None:
    reading = OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS))
    found = [each for each in reading.commands if isinstance(each, CheckInCommand)]
    assert [(each.goal and each.goal.title, f"{each.value:f} {each.unit}") for each in found] == told


@pytest.mark.parametrize(
    "text", ["Had I taken my vitamins, I would feel better.", "Had we gone to pilates, it would have been raining"]
)
def test_what_would_have_been_is_not_told(text: str) -> None:
    assert OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS)).commands == ()


def test_feeling_is_about_the_goal_of_stages_that_was_named() -> None:
    stages = KnownGoal("VAT return", "milestone", None, ("Receipts", "Submit"))
    goals = (KnownGoal("Bottle returns", "recurring", "bottle"), stages)
    said = "The VAT return has got away from me, I'm well behind on it"
    (found,) = OfflineInterpreter().read(Utterance(said, now=NOW, goals=goals)).commands
    assert isinstance(found, SetSentimentCommand)
    assert found.goal == stages
