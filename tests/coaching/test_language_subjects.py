"""Whose deed it was. The same deeds, told of somebody else in every form, are recorded of nobody."""

import datetime as dt
from itertools import product

import pytest

from coaching.commands import KnownGoal, Reading, Utterance
from coaching.interpreters.offline import OfflineInterpreter
from coaching.language.clauses import clauses
from coaching.language.marks import marked
from coaching.language.subjects import Subject

NOW = dt.datetime(2026, 3, 12, 14, 20, tzinfo=dt.UTC)
GOALS = (
    KnownGoal("Running", "recurring", "km"),
    KnownGoal("Beers", "limit", "beer"),
    KnownGoal("Reading", "recurring", "page"),
    KnownGoal("Save for Japan", "target", "USD"),
    KnownGoal("Spanish class", "recurring"),
    KnownGoal("Read to Leo", "recurring", "minute"),
)
DEEDS = ("ran 5k", "had 2 beers", "read 30 pages", "put $50 into the Japan fund", "went to Spanish class", "saved $200")
OTHERS = (
    "My brother {}",
    "Derek next door {}",
    "My eldest {}",
    "The captain {} today, the rest of us watched",
    "Half the office {} yesterday",
    "Apparently Tom {}",
    "I saw that Priya {}",
    "My dad claims he {}",
    "It was Ollie who {}, not me",
    "Little Sam {}, so proud of him",
    "My running buddy {} while I was ill",
    "The character in my book {}",
    "In the film the hero {}",
    "Yesterday Anna and Ben {}",
    "Some kid at the pool {}",
)
NOT_DONE = (
    "If I {} I'd be proud",
    "I wish I {}",
    "I dreamt I {}",
    "I almost {}",
    "Back in 2019 I {} every week",
    "Don't log that I {}",
    "I {}. Just kidding",
    "My mum asked if I {}",
)


def read(text: str) -> Reading:
    return OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS))


@pytest.mark.parametrize("frame", [*OTHERS, *NOT_DONE])
def test_deed_of_another_or_none_is_not_recorded(frame: str) -> None:
    told = [(deed, read(frame.format(deed)).commands) for deed in DEEDS]
    assert [deed for deed, commands in told if commands] == []


@pytest.mark.parametrize(
    ("deed", "frame"), list(product(DEEDS, ("I {}", "{}", "Today I {}", "My wife was out, so I {}")))
)
def test_own_deed_is_recorded_once(deed: str, frame: str) -> None:
    assert len(read(frame.format(deed)).commands) == 1


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("both of us ran 5k", Subject.ME),
        ("Kofi dragged me to Spanish class", Subject.ME),
        ("my goal is to read 20 pages", Subject.THING),
        ("the Spanish class ran late", Subject.THING),
        ("two letters to gran are in the post", Subject.NONE),
        ("the grass was cut by the lad next door", Subject.OTHER),
        ("Leo read me a chapter", Subject.OTHER),
        ("hers was 45 minutes", Subject.OTHER),
        ("poor theo had to send three", Subject.OTHER),
        ("Bartek from accounting: 14 km", Subject.OTHER),
    ],
)
def test_subject(text: str, subject: Subject) -> None:
    (first, *_) = clauses(marked(Utterance(text, now=NOW, goals=GOALS)))
    assert first.subject is subject
