"""What a clause leaves unsaid because the one before said it: the verb, the goal, the day."""

import datetime as dt
import re
from dataclasses import replace

from coaching.commands import CheckInCommand, KnownGoal
from coaching.language.amounts import asked, recorded
from coaching.language.clauses import Clause
from coaching.language.names import Resolved, resolve, title_weights
from coaching.language.quantities import COUNT, dimension_of
from coaching.language.rules import says
from coaching.language.subjects import Subject
from coaching.language.text import lemma
from coaching.language.thread import Said, Thread, days_of
from coaching.language.vocabulary import vocabulary

_NEXT = ("and", "&", "+", "and also", "comma", "plus")
_PASSED = frozenset({"my", "the", "both", "either", "or", "nor", "also", "too", "as", "well", "again"})


def carried_polarity(clause: Clause, thread: Thread) -> str | None:
    """ "forgot the drops and the inhaler": a name without a verb goes on what was missed or skipped."""
    is_next = thread.polarity is not None and clause.link in _NEXT
    if not is_next or clause.pasts or clause.quantities or says("done", clause.mask):
        return None
    goal = resolve(clause.lemmas, thread.goals, hints=clause.hints).goal
    if goal is None:
        return None
    names = {word for word, _ in title_weights(goal.title)}
    is_only_named = all(lemma(word) in names or word in _PASSED for word in clause.words)
    return thread.polarity if is_only_named else None


def none_of(clause: Clause, thread: Thread, days: tuple[dt.date, ...]) -> list[CheckInCommand]:
    """ "2 beers on Friday, none on Saturday", "everyone had wine, I had none"."""
    if not says("none", clause.core) and not says("none", clause.mask):
        return []
    goal = thread.goal or thread.spoken_of or thread.topic or thread.heard
    if goal is None or clause.subject not in (Subject.ME, Subject.NONE):
        return []
    if goal.pattern == "limit":
        return recorded(goal, Said(None, [], days, is_zero=True), clause, thread)
    if goal.pattern == "streak":
        return recorded(goal, Said("completed", [], days), clause, thread)
    is_counted = goal.pattern == "recurring" and bool(thread.made) and thread.made[-1].date not in days
    return recorded(goal, Said("missed", [], days), clause, thread) if is_counted else []


def amount_of_a_name(clause: Clause, thread: Thread) -> KnownGoal | None:
    """ "I never entered yesterday's run. It was 14 km": the goal that the sentence before only named."""
    goal = thread.named_before[-1] if thread.named_before and not thread.made else None
    if goal is None or not _IT_WAS.match(clause.mask) or len(clause.quantities) != 1:
        return None
    dimension = dimension_of(goal.unit)
    amount = clause.quantities[0].reads_as(dimension or "")
    is_its_own = amount.unit is None or amount.unit.name == goal.unit or amount.unit.dimension == dimension != COUNT
    return goal if dimension is not None and is_its_own else None


_IT_WAS = re.compile(r"^\W*(?:it|that) was (?:about |around |only |just )*Q+\W*$")


def of_the_thread(clause: Clause, thread: Thread, days: tuple[dt.date, ...]) -> list[CheckInCommand]:
    """What is said of the goal before without its name: "so that's a miss", "clean again on Saturday", "but I went"."""
    named = amount_of_a_name(clause, thread)
    if named is not None:
        return recorded(named, Said(None, clause.quantities, thread.days_before or days), clause, thread)
    goal = thread.goal or thread.topic
    last = thread.made[-1] if thread.made else None
    if last is not None and last.goal is not None and last.goal.pattern == "recurring":
        if last.status == "missed" and says("on_purpose", clause.mask):
            return recorded(last.goal, Said("skipped", [], (last.date,)), clause, thread)
        if last.date not in days and says("rested", clause.mask):
            return recorded(last.goal, Said("skipped", [], days), clause, thread)
    if goal is not None and says("called_a_miss", clause.mask.strip()) and clause.link != "sentence":
        return recorded(goal, Said("missed", [], thread.days or days), clause, thread)
    if goal is not None and goal.pattern == "streak" and thread.made and says("kept_again", clause.mask.strip()):
        return recorded(goal, Said("completed", [], days), clause, thread)
    if goal is not None and thread.made and says("kept_to_it", clause.mask.strip()):
        return recorded(goal, Said("completed", [], days), clause, thread)
    is_yes = bool(thread.made) and thread.made[-1].status == "completed" and says("yes_again", clause.mask)
    if goal is not None and is_yes and thread.made[-1].goal == goal and clause.link in _NEXT:
        return recorded(goal, Said("completed", [], days), clause, thread)
    heard = thread.heard or thread.spoken_of
    is_own = clause.link == "but" or clause.subject is Subject.ME
    is_against = is_own and clause.link in ("but", "and", "and then", "though", "so") and not thread.made
    if heard is not None and is_against and says("went_too", clause.core) and heard.pattern == "recurring":
        return recorded(heard, Said("completed", [], days), clause, thread)
    return []


def is_a_reason(clause: Clause, goal: KnownGoal, thread: Thread) -> bool:
    """ "no karate tonight, I'm giving the shoulder a rest", where another goal is called "Shoulder exercises"."""
    names = {word for word, weight in title_weights(goal.title) if weight >= 1}
    is_next = (
        bool(thread.made) and thread.made[-1].status in ("skipped", "missed") and clause.link in ("comma", "because")
    )
    return is_next and not names <= clause.lemmas and says("exempt", clause.mask) is not None


def without_purpose(clause: Clause, thread: Thread) -> Clause:
    """ "skipped karate to play the violin": what was skipped, without what it was skipped for."""
    found = says("for_another", clause.mask)
    if found is None:
        return clause
    short = replace(clause, end=clause.start + found.end("what"))
    return short if resolve(short.lemmas, thread.goals).goal is not None else clause


def is_taken_out(clause: Clause, goal: KnownGoal | None) -> bool:
    """ "took 100 from the house fund" puts nothing by."""
    found = says("taken_out", clause.mask)
    if goal is None or found is None or dimension_of(goal.unit) != "money":
        return False
    return not {word for word, _ in title_weights(goal.title)}.isdisjoint(map(lemma, found["pot"].split()))


def is_of_what_was_asked(clause: Clause, thread: Thread) -> bool:
    """ "did it Monday, missed Tuesday": of a goal that is asked about anyway."""
    return bool(thread.made) and thread.made[-1].goal is None and says("only_missed", clause.core) is not None


def asked_once_more(clause: Clause, thread: Thread, found: Resolved, days: tuple[dt.date, ...]) -> list[CheckInCommand]:
    """ "40 minutes of practice before school and another 20 after": of a goal that is asked about anyway."""
    before = thread.made[-1] if thread.made else None
    is_open = before is not None and before.goal is None and before.value is not None and not found.candidates
    if not is_open or clause.subject is not Subject.NONE or not _ANOTHER.match(clause.core):
        return []
    amounts = [
        each for each in clause.quantities if each.unit is None or before is None or each.unit.name == before.unit
    ]
    told = asked(clause, Resolved(None, before.candidates if before else ()), Said(None, amounts, days), thread)
    return [
        replace(each, unit=each.unit or (before.unit if before else None)) for each in told if each.value is not None
    ]


_ANOTHER = re.compile(r"^(?:then )?(?:another|a further|an extra|one more) Q")


def overheard(clause: Clause, thread: Thread) -> None:
    """What a clause that records nothing leaves to be meant later: its goal, and its day.

    "Everybody had wine, I had none"; "At the funeral, which was on Sunday, I had a glass".
    """
    named = resolve(clause.lemmas, thread.goals).goal
    if clause.subject in (Subject.ME, Subject.NONE):
        thread.spoken_of = named or thread.spoken_of
    thread.heard = named or thread.heard
    is_day = clause.link == ", which" and _IS_A_DAY.match(clause.mask)
    if is_day or (_OPENS_WITH_A_DAY.match(clause.mask) and _was(clause)):
        days_of(clause, thread)


def _was(clause: Clause) -> bool:
    """Of what has been, and not of what is to come: "on Monday the gym reopens"."""
    is_past = bool(clause.pasts) or re.search(r"\b(?:was|were)\b", clause.mask) is not None
    return is_past and not any(date.ahead for date in clause.dates)


# "yesterday the plumber came at 9, so I did 50 flashcards".
_OPENS_WITH_A_DAY = re.compile(r"^\W*(?:on )?D+,? (?:the|my|our|his|her|a|an|it|he|she|they|there|we)\b")
_IS_A_DAY = re.compile(r"^\W*(?:was|happened|fell|took place)\b\W*D+\W*$")


def is_a_comparison(clause: Clause, thread: Thread) -> bool:
    """ "2 km of it uphill", "one over what I allow myself", "only one": says more of an amount, and tells none."""
    if (
        thread.made
        and _AGAIN.match(clause.mask)
        and [each.value for each in clause.quantities] == [thread.made[-1].value]
    ):
        return True  # "one beer, only one"
    is_after = bool(thread.made) and bool(thread.made[-1].value) and clause.link not in ("sentence", "then", "and then")
    return is_after and not clause.pasts and says("compared", clause.mask) is not None


_AGAIN = re.compile(r"^\W*(?:only|just|yes|yep|exactly|that's|and only|yes really)\W+(?:the )?(?:only )?Q+\W*$")


def with_planned(
    clause: Clause, thread: Thread, made: list[CheckInCommand], goal: KnownGoal | None
) -> list[CheckInCommand]:
    """ "pilates on Monday, missed it on Wednesday": what is told of another day makes a deed of the first."""
    planned, thread.planned = thread.planned, None
    if made and planned is not None and all(each.goal == planned[0] and each.date not in planned[1] for each in made):
        return recorded(planned[0], Said("completed", [], planned[1]), clause, thread) + made
    if not made and planned is not None and says("all_of_them", clause.mask.strip()):
        return recorded(planned[0], Said("completed", [], planned[1]), clause, thread)
    if not made and goal is not None and _is_a_name_with_a_day(clause, goal):
        thread.topic = goal
        thread.planned = (goal, thread.days or ())
    return made


def _is_a_name_with_a_day(clause: Clause, goal: KnownGoal) -> bool:
    names = {word for word, weight in title_weights(goal.title)}
    is_plain = goal.pattern == "recurring" and clause.subject in (Subject.NONE, Subject.THING) and not clause.quantities
    days = [day for each in clause.dates for day in each.days if not (each.is_part or each.is_hour)]
    is_only_named = all(lemma(word) in names or word in vocabulary().words["empty"] for word in clause.words)
    return is_plain and bool(days) and is_only_named and max(days) < clause.marked.moment.today
