"""What earlier clauses of a message leave for later ones, and which clauses are no facts of the person's own."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coaching.commands import CheckInCommand, KnownGoal
from coaching.language.clauses import Clause
from coaching.language.dates import Date
from coaching.language.quantities import Quantity
from coaching.language.rules import says
from coaching.language.story import is_of_the_story, story_day
from coaching.language.subjects import Subject

_IT = re.compile(r"^(?:it|it's|that|that's|this|there|there's|these|those)\b")
_BACK_TO_TODAY = re.compile(r"\W*(?:(?:and|but|then|so) )*(?:today|this (?:morning|afternoon))\b")
_HEADS = re.compile(r"\s*:")
_BOTH_DAYS = re.compile(r"\b(?:both|all (?:two|three|four|five)?) ?(?:days|nights|times|evenings|mornings)\b")


@dataclass
class Thread:
    """What earlier clauses of the message leave for later ones: goal, days, mood and subject."""

    goals: Sequence[KnownGoal]
    today: dt.date
    last_goal: KnownGoal | None = None
    goal: KnownGoal | None = None
    topic: KnownGoal | None = None
    did: bool = False
    """The clause before said "did", which may stand for this one too: "I did meditate and floss"."""
    named_before: list[KnownGoal] = field(default_factory=list)
    """Those of the sentence before, for a "Done." that follows."""
    named: list[KnownGoal] = field(default_factory=list)
    """Goals that the sentence has named and said nothing of yet: "gym, meds, yoga: all done"."""
    bare: list[KnownGoal] = field(default_factory=list)
    """Those of them of which nothing but the name was said."""
    heard: KnownGoal | None = None
    """What was told of somebody else, or asked: "everybody had wine, I had none"."""
    polarity: str | None = None
    """`skipped` or `missed` where the clause before said so, which may go on: "forgot the drops and the inhaler"."""
    verbed: bool = False
    """The clause before told of a deed with a verb, which may go on: "took my pills and my vitamins"."""
    planned: tuple[KnownGoal, tuple[dt.date, ...]] | None = None
    """A goal with a past day and nothing else, which may be a plan until more is told of it."""
    days_before: tuple[dt.date, ...] | None = None
    """Those of the sentence before."""
    days: tuple[dt.date, ...] | None = None
    is_dated: bool = False
    """A day was named in the sentence: an hour that follows says nothing more."""
    story: dt.date | None = None
    """The day on which the sentences before took place: "On Monday we had guests. I drank one beer"."""
    story_begun: int = -1
    """The sentence that named it."""
    sentence: int = -1
    is_inert: bool = False
    is_other: bool = False
    waits: bool = False
    """Somebody was named whose deed is still to come: "my neighbour Dave, he's 70, ran 12k"."""
    noted: bool = False
    """The clause before was a note with an amount, or a line of a list."""
    is_astray: bool = False
    """A deed was told that no goal is about; its amount may follow."""
    is_general: bool = False
    """How things are was told, and may go on: "the recipe wants 500 g flour, 350 ml water"."""
    is_listing: bool = False
    spoken_of: KnownGoal | None = None
    """What a plan or a wish was about: nothing is recorded of it, but "that goal" may mean it."""
    made: list[CheckInCommand] = field(default_factory=list)

    @property
    def goal_named(self) -> KnownGoal | None:
        """The goal that the message spoke of last, recorded or not."""
        return self.spoken_of or self.topic or self.goal

    def enter(self, clause: Clause) -> None:
        """A new sentence forgets mood, subject and days; goals stay."""
        if clause.sentence != self.sentence == self.story_begun and self.made:
            self.story = None  # "yesterday I swam 20 lengths" tells of a deed, and begins no story
        before, self.story = self.story, story_day(clause, self.story)
        self.story_begun = self.story_begun if self.story == before else clause.sentence
        if clause.sentence != self.sentence:
            self.days_before = self.days if self.sentence == clause.sentence - 1 else None
            self.sentence, self.days, self.is_dated = clause.sentence, None, False
            self.polarity, self.verbed = None, False
            self.is_inert = self.is_other = self.waits = self.is_general = self.is_astray = False
            self.named_before, self.named, self.did = self.named, [], False
            if not clause.is_line:
                self.bare, self.noted = [], False
        elif self.days is not None and _BACK_TO_TODAY.match(clause.text):
            self.days = (self.today,)  # "yesterday I had 3 pints, and today I've been good: half an hour of BSL"


@dataclass(frozen=True, slots=True)
class Said:
    """What of a check-in a clause tells, before its goal is known."""

    status: str | None
    amounts: list[Quantity]
    days: tuple[dt.date, ...]
    is_zero: bool = False


_FOLLOWING = frozenset(["and", "and then", "comma", "then", "but", "&", "+", "dash", "so", "and also", "also", "plus"])


def is_barred(clause: Clause, thread: Thread) -> bool:
    follows = clause.link in _FOLLOWING
    is_asked = says("request", clause.core) is not None and not any(date.ahead for date in clause.dates)
    if clause.is_inert and not is_asked:
        thread.is_inert = True
        return True
    if says("undoing", clause.core):
        return True
    if clause.subject is Subject.OTHER:
        if not _IT.match(clause.core):
            thread.waits = not any(word not in ("was", "were", "been") for word in clause.pasts)
            thread.is_other = not says("to_you", clause.core)
        return True
    if clause.link in (", which", ", who") and thread.is_inert and not clause.is_surely_past:
        return True
    carried = follows and clause.subject is Subject.NONE
    if carried and thread.is_other and (clause.link in ("and", "and then", "then", "&") or thread.waits):
        return True
    if carried and thread.is_inert and not clause.is_surely_past and not says("done", clause.mask):
        return True
    if carried and thread.is_general:
        return True
    thread.is_general = not clause.pasts and says("how_things_are", clause.mask) is not None
    is_aside = clause.link in (", which", ", who", "whereas") and clause.subject is not Subject.ME
    if is_aside and not says("was_amount", clause.mask):
        return True
    thread.is_inert = thread.is_other = False
    return False


def _is_of_something_else(clause: Clause, date: Date) -> bool:
    """ "sore since Friday", "90 flashcards for the exam on the 4th", "for Friday's recital"."""
    before, text = clause.marked.plain.text[clause.start : date.start], clause.marked.plain.text
    if before.endswith("since ") or (text[date.start :].startswith("on ") and says("for_an_event", before)):
        return True
    return says("for_an_event", f"{before}\0{text[date.end : clause.end]}") is not None


def days_of(clause: Clause, thread: Thread) -> tuple[dt.date, ...] | None:
    """In order of mention; None when a day was named that cannot be pinned down."""
    told = [date for date in clause.dates if not _is_of_something_else(clause, date)]
    if told:
        named = [date for date in told if not date.is_hour] or told
        if len(named) > 1:  # "wine over the weekend: two glasses on Saturday"
            named = [date for date in named if date.days or not _HEADS.match(clause.marked.mask[date.end :])] or named
        if not all(date.days for date in named):
            return None
        is_only_an_hour = all(date.is_hour for date in named)
        if is_only_an_hour and thread.is_dated and thread.days is not None and not clause.quantities:
            return thread.days  # "last night was a late one, 2 am"
        if is_only_an_hour and thread.story is not None and is_of_the_story(clause):
            return (thread.story,)
        thread.is_dated = not is_only_an_hour
        thread.days = tuple(dict.fromkeys(day for date in named for day in date.days))
        return thread.days
    if thread.days is not None and (_BOTH_DAYS.search(clause.mask) or clause.sentence == thread.sentence):
        return thread.days
    if thread.story is not None and is_of_the_story(clause):
        thread.days = (thread.story,)
        return thread.days
    return (thread.today,)
