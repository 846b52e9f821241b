"""Check-ins: what a clause says was done, not done or let go, how much of it and on which days."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from coaching.commands import CheckInCommand, KnownGoal
from coaching.language.clauses import Clause, Subject
from coaching.language.names import Resolved, by_unit, resolve, title_weights
from coaching.language.quantities import COUNT, Quantity, dimension_of
from coaching.language.rules import says
from coaching.language.text import lemma
from coaching.language.vocabulary import Unit, vocabulary

_BOTH_DAYS = re.compile(r"\b(?:both|all (?:two|three|four|five)?) ?(?:days|nights|times|evenings|mornings)\b")
_IT = re.compile(r"^(?:it|it's|that|that's|this|there|there's|these|those)\b")
_MOVERS = frozenset({"run", "walk", "bike", "swim", "hike", "row", "ski", "race"})


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
    named: list[KnownGoal] = field(default_factory=list)
    """Goals that the sentence has named and said nothing of yet: "gym, meds, yoga: all done"."""
    days: tuple[dt.date, ...] | None = None
    sentence: int = -1
    is_inert: bool = False
    is_other: bool = False
    waits: bool = False
    """Somebody was named whose deed is still to come: "my neighbour Dave, he's 70, ran 12k"."""
    is_listing: bool = False
    made: list[CheckInCommand] = field(default_factory=list)

    def enter(self, clause: Clause) -> None:
        """A new sentence forgets mood, subject and days; goals stay."""
        if clause.sentence != self.sentence:
            self.sentence, self.days = clause.sentence, None
            self.is_inert = self.is_other = self.waits = False
            self.named, self.did = [], False


@dataclass(frozen=True, slots=True)
class Said:
    """What of a check-in a clause tells, before its goal is known."""

    status: str | None
    amounts: list[Quantity]
    days: tuple[dt.date, ...]
    is_zero: bool = False


def check_ins(clause: Clause, thread: Thread) -> list[CheckInCommand]:
    """Those of one clause, none when it tells of nothing done; `thread` moves on."""
    if _is_barred(clause, thread):
        return []
    is_request = says("request", clause.core) is not None
    days = _days(clause, thread)
    polarity = _polarity(clause)
    found = _resolved(clause, thread, polarity)
    if polarity is not None:
        made = _negative(clause, thread, polarity, found, days)
    else:
        made = _positive(clause, thread, found, days, is_request=is_request)
    thread.did = re.search(r"\bdid\b|\b(?:managed|remembered|got) to\b", clause.mask) is not None
    if not made and found.goal is not None:
        thread.topic = found.goal
        thread.named.append(found.goal)
    return made


def _is_barred(clause: Clause, thread: Thread) -> bool:
    follows = clause.link in (
        "and",
        "and then",
        "comma",
        "then",
        "but",
        "&",
        "+",
        "dash",
        "so",
        "and also",
        "also",
        "plus",
    )
    is_asked = says("request", clause.core) is not None and not any(date.ahead for date in clause.dates)
    if clause.is_inert and not is_asked:
        thread.is_inert = True
        return True
    if clause.subject is Subject.OTHER:
        if not _IT.match(clause.core):
            thread.waits = not any(word not in ("was", "were", "been") for word in clause.pasts)
            thread.is_other = True
        return True
    carried = follows and clause.subject is Subject.NONE
    if carried and thread.is_other and (clause.link in ("and", "and then", "then", "&") or thread.waits):
        return True
    fresh = any(word not in ("read", "put", "hit", "cut", "set", "quit", "let", "shut") for word in clause.pasts)
    if carried and thread.is_inert and not fresh and not says("done", clause.mask):
        return True
    if clause.link in (", which", ", who", "whereas") and clause.subject is not Subject.ME:
        return True
    thread.is_inert = thread.is_other = False
    return False


def _days(clause: Clause, thread: Thread) -> tuple[dt.date, ...] | None:
    """In order of mention; None when a day was named that cannot be pinned down."""
    if clause.dates:
        named = [date for date in clause.dates if not date.is_hour] or clause.dates
        if not all(date.days for date in named):
            return None
        thread.days = tuple(dict.fromkeys(day for date in named for day in date.days))
        return thread.days
    if thread.days is not None and (_BOTH_DAYS.search(clause.mask) or clause.sentence == thread.sentence):
        return thread.days
    return (thread.today,)


def _polarity(clause: Clause) -> str | None:
    if says("skipped", clause.mask):
        return "skipped"
    if says("not_done_request", clause.mask):
        return "missed"
    if says("missed", clause.mask):
        return "skipped" if says("let_go", clause.mask) else "missed"
    return None


def _resolved(clause: Clause, thread: Thread, polarity: str | None) -> Resolved:
    found = resolve(clause.lemmas, thread.goals, clause.quantities, clause.hints)
    if found.goal is None and found.candidates and thread.goal in found.candidates:
        return Resolved(thread.goal, found.candidates)
    if found.goal is None and not found.candidates and clause.quantities:
        return _by_unit(clause, thread)
    return found


def _by_unit(clause: Clause, thread: Thread) -> Resolved:
    """The unit alone names a goal when the clause names nothing else that was done."""
    if _foreign(clause):
        return Resolved(None)
    found = by_unit(thread.goals, clause.quantities)
    if found.goal is not None and dimension_of(found.goal.unit) == "time":
        return Resolved(None)
    return found


def _foreign(clause: Clause) -> bool:
    """A deed of its own ("swam"), or a thing after "of" ("15 minutes of french")."""
    words = vocabulary().words
    deeds = [word for word in clause.words if word in words["deeds"] and word not in words["deeds_with_money"]]
    own = re.search(r"Q+ (?:of|on|for) (?!the\b|my\b|it\b|a\b|D|T)[a-z]+", clause.mask)
    return bool(deeds and not {"log", "logged"} >= set(deeds)) or own is not None


def _negative(
    clause: Clause, thread: Thread, polarity: str, found: Resolved, days: tuple[dt.date, ...] | None
) -> list[CheckInCommand]:
    slip = _slip(clause, thread)
    goal = found.goal or slip
    if goal is None and not found.candidates:
        goal = _meant_by_it(clause, thread)
    if goal is None:
        return _asked(clause, found, Said(polarity, [], days or ()), thread) if found.candidates else []
    if goal.pattern == "milestone":
        return []
    if polarity == "missed" and goal.pattern in ("limit", "streak"):
        return _abstained(clause, goal, Said(None, [], days or ()), thread)
    if goal.pattern == "limit":
        return _made(goal, Said(None, [], days or (), is_zero=True), clause, thread)
    return _made(goal, Said(polarity, [], days or ()), clause, thread)


def _meant_by_it(clause: Clause, thread: Thread) -> KnownGoal | None:
    if re.search(r"\b(?:it|that|this)\b", clause.mask) or re.search(
        r"^\W*not D|\b(?:didn't|forgot|couldn't)\s*D*\W*$", clause.core
    ):
        return thread.topic or thread.goal or thread.last_goal
    return None


def _abstained(clause: Clause, goal: KnownGoal, said: Said, thread: Thread) -> list[CheckInCommand]:
    """Not to have had it keeps a limit at zero and a streak going; to have failed at it does not."""
    if says("abstained", clause.mask):
        if goal.pattern == "limit":
            return _made(goal, Said(None, [], said.days, is_zero=True), clause, thread)
        return _made(goal, Said("completed", [], said.days), clause, thread)
    return _made(goal, Said("missed", [], said.days), clause, thread) if goal.pattern == "streak" else []


def _slip(clause: Clause, thread: Thread) -> KnownGoal | None:
    """The one goal of doing without that what was had belongs to."""
    slips = vocabulary().slips
    words = set(clause.words) | {lemma(word) for word in clause.words}
    found = [
        goal
        for goal in thread.goals
        if goal.pattern == "streak"
        and any(name in slips and words & slips[name] for name, _ in title_weights(goal.title))
    ]
    return found[0] if len(found) == 1 else None


def _positive(
    clause: Clause, thread: Thread, found: Resolved, days: tuple[dt.date, ...] | None, *, is_request: bool
) -> list[CheckInCommand]:
    if says("bare_done", clause.mask.strip()) and found.goal is None:
        said = Said("completed", [], days or ())
        goals = thread.named or [goal for goal in (thread.topic, thread.last_goal) if goal is not None][:1]
        made = [each for goal in goals for each in _made(goal, said, clause, thread)]
        return made if goals else _asked(clause, found, said, thread)
    if says("all_done", clause.mask) and thread.named:
        listed = [
            each for goal in thread.named for each in _made(goal, Said("completed", [], days or ()), clause, thread)
        ]
        thread.named = []
        return listed + _positive(clause, thread, found, days, is_request=True)
    goal = found.goal or _continued(clause, thread)
    without = _without(clause, goal, thread, days)
    if without:
        return without
    slip = _slip(clause, thread) if goal is None or goal.pattern == "streak" else None
    if (
        slip is not None
        and clause.pasts
        and not says("negated", clause.mask)
        and clause.subject in (Subject.ME, Subject.NONE)
    ):
        return _made(slip, Said("missed", [], days or ()), clause, thread)
    if goal is None:
        return _unresolved(clause, found, days, thread, is_request=is_request)
    if goal.pattern == "milestone" or not _is_told(clause, goal, thread, is_request=is_request):
        return []
    if days is None:
        return _asked(clause, Resolved(None, (goal,)), Said(None, clause.quantities, (thread.today,)), thread)
    return _made(goal, Said(None, clause.quantities, days), clause, thread)


def _without(
    clause: Clause, goal: KnownGoal | None, thread: Thread, days: tuple[dt.date, ...] | None
) -> list[CheckInCommand]:
    """ "no drinks today", "sugar free", "day 12 without sugar", "no guitar tonight"."""
    if goal is None or clause.subject is Subject.OTHER or not says("without", clause.mask):
        return []
    if goal.pattern == "limit":
        return _made(goal, Said(None, [], days or (), is_zero=True), clause, thread)
    if goal.pattern == "streak":
        return _made(goal, Said("completed", [], days or ()), clause, thread)
    if re.search(r"\bno\b", clause.mask) and goal.pattern == "recurring":
        told = clause.marked.mask
        return _made(goal, Said("skipped" if says("exempt", told) else "missed", [], days or ()), clause, thread)
    return []


def _continued(clause: Clause, thread: Thread) -> KnownGoal | None:
    """The goal of the clause before, for "and another 25"."""
    if not clause.quantities or (
        clause.link == "sentence" and thread.goal is not None and not says("more", clause.mask)
    ):
        return None
    is_fragment = re.match(r"^(?:about |around |then |only |just )*(?:Q|(?:another|an extra) Q)", clause.core)
    goal = next(reversed(thread.named), thread.goal) or (thread.last_goal if says("more", clause.mask) else None)
    if goal is None or not is_fragment or _foreign(clause):
        return None
    amount = clause.quantities[0]
    unit = amount.reads_as(dimension_of(goal.unit) or "").unit
    same = unit is None or unit.name == goal.unit or unit.dimension == dimension_of(goal.unit) != COUNT
    return goal if same else None


def _is_told(clause: Clause, goal: KnownGoal, thread: Thread, *, is_request: bool) -> bool:
    """Whether the clause reports a deed, by its verb or by the way lists and diaries are written."""
    if is_request or thread.is_listing or (thread.did and clause.link in ("and", "comma", "and also")):
        return True
    names = {word for word, _ in title_weights(goal.title)}
    words = vocabulary().words
    verbs = [word for word in clause.words if is_verb(word)] if _is_dated_back(clause, thread) else clause.pasts
    told = [
        word
        for word in verbs
        if word in words["do_verbs"]
        or lemma(word) in names
        or (clause.quantities and word in words["deeds"])
        or (dimension_of(goal.unit) == "money" and word in words["deeds_with_money"])
    ]
    if told and (clause.subject is not Subject.THING or _is_passive(clause, goal, told)):
        return True
    if says("went_well", clause.mask) and {word for word in names if len(word) > 2} <= clause.lemmas:
        return True
    if says("was_amount", clause.mask) and not re.search(r"\b(?:goal|target|limit|aim)\b", clause.mask):
        return _best(goal, clause.quantities, clause) is not None
    if says("done", clause.mask) or says("back_from", clause.mask):
        return True
    if _best(goal, clause.quantities, clause) and clause.pasts and clause.subject is not Subject.THING:
        return not words["unrelated"].intersection(clause.words)
    if re.match(r"^[^a-z]*D+[^a-z]*[a-z]", clause.mask) and re.match(r"\W*(?:on )?\d", clause.text):
        return clause.subject is Subject.NONE
    return bool(clause.quantities) and clause.subject is Subject.NONE and _is_a_note(clause, goal, names)


def _is_passive(clause: Clause, goal: KnownGoal, told: Sequence[str]) -> bool:
    """ "the plants have been watered": every word of the title is there, its verb among them."""
    names = {word for word, _ in title_weights(goal.title)}
    return names <= clause.lemmas and any(lemma(word) in names for word in told)


def _is_dated_back(clause: Clause, thread: Thread) -> bool:
    """With a day that is past, or an amount of today, "I drink" and "I have make" tell of what was done."""
    if clause.subject is not Subject.ME or not clause.dates:
        return False
    return any(day < thread.today for date in clause.dates for day in date.days) or bool(clause.quantities)


def _is_a_note(clause: Clause, goal: KnownGoal, names: set[str]) -> bool:
    """ "12k steps", "guitar - half an hour", "yoga for 40 minutes", "12/28: 4 miles"."""
    before = clause.core.partition("Q")[0]
    words = vocabulary().words
    lead = re.findall(r"[a-z']+", before)
    if "Q" in clause.core and all(
        word in words["adjectives"] or word in words["about"] or word in vocabulary().words["leads"] for word in lead
    ):
        return True
    first = next((word for word in clause.words if word not in ("the", "my", "a", "some")), "")
    return lemma(first) in names or bool(re.match(r"^[^a-z]*(?:total|only|got|did|for)\b", clause.core))


def _unresolved(
    clause: Clause, found: Resolved, days: tuple[dt.date, ...] | None, thread: Thread, *, is_request: bool
) -> list[CheckInCommand]:
    """A deed with an amount that belongs to no goal, or to several: worth asking about."""
    said = Said(None, clause.quantities, days or (thread.today,))
    if clause.subject in (Subject.OTHER, Subject.THING):
        return []
    verbs = _verbs_of(clause)
    has_amount = any(each.unit is not None or each.is_short for each in clause.quantities)
    if found.candidates and (clause.pasts or is_request or (verbs and has_amount) or says("done", clause.mask)):
        told = [word for word in verbs if word in clause.pasts or has_amount]
        return _asked(clause, found, said, thread) if told or is_request or says("done", clause.mask) else []
    if not has_amount:
        return []
    if is_request or _is_deed(clause, verbs):
        return _asked(clause, found, said, thread)
    return []


def _verbs_of(clause: Clause) -> list[str]:
    """Deeds and doings; a word that may be a noun only as a past or at the head of the clause."""
    words = vocabulary().words
    heads = [word for word in clause.words if word not in ("i", "we", "i've", "have", "also", "just")][:1]
    return [
        word
        for word in clause.words
        if word in words["do_verbs"] or (word in words["deeds"] and word in (*clause.pasts, *heads))
    ]


def _is_deed(clause: Clause, verbs: list[str]) -> bool:
    words = vocabulary().words
    deeds = [word for word in verbs if word in words["deeds"]]
    units = {each.unit.dimension for each in clause.quantities if each.unit}
    if deeds:
        return True
    if "money" in units:
        return any(word in words["deeds_with_money"] for word in clause.words) and bool(
            re.search(r"\b(?:away|aside|over|across|savings?|saved|fund|jar|account|isa|pot|deposit)\b", clause.mask)
        )
    told = [word for word in verbs if word not in vocabulary().words["needs_name"]]
    return bool(told and units & {"time", "distance"})


def _made(goal: KnownGoal, said: Said, clause: Clause, thread: Thread) -> list[CheckInCommand]:
    thread.goal = thread.topic = goal
    value, unit = _value(goal, said, clause)
    if value is None and said.status is None and goal.unit and any(_is_unread(each) for each in said.amounts):
        return _asked(clause, Resolved(None, (goal,)), said, thread)
    status = _status(goal, said, value)
    if status is None and value is None:
        return []
    made = [
        CheckInCommand(goal=goal, status=status, value=value, unit=unit, date=day, span=_span(clause))
        for day in said.days or (thread.today,)
    ]
    told = {(each.goal, each.status, each.value, each.date) for each in thread.made if each.status}
    return [each for each in made if (each.goal, each.status, each.value, each.date) not in told]


def _is_unread(each: Quantity) -> bool:
    """A number that may be the amount, but not surely: better asked than passed over."""
    return each.unit is None and each.noun is None


def _status(goal: KnownGoal, said: Said, value: Decimal | None) -> str | None:
    if said.status is not None:
        return said.status
    if value is not None and goal.unit:
        return None
    if goal.pattern == "limit":
        return None
    return "completed"


def _value(goal: KnownGoal, said: Said, clause: Clause) -> tuple[Decimal | None, str | None]:
    if said.is_zero:
        return Decimal(0), goal.unit
    if said.status is not None:
        return None, None
    best = _best(goal, said.amounts, clause)
    return (None, None) if best is None else best


def _best(goal: KnownGoal, amounts: Sequence[Quantity], clause: Clause) -> tuple[Decimal, str | None] | None:
    """The amount in the goal's own dimension, else one without a unit, else any that measures a doing."""
    dimension = dimension_of(goal.unit)
    read = [_as_distance(each, goal, clause) for each in amounts]
    read = [each.reads_as(dimension) if dimension else each for each in read]
    same = [each for each in read if each.unit is not None and _is_of(each.unit, goal, dimension)]
    if same:
        return same[0].value, same[0].unit.name if same[0].unit else None
    bare = [each for each in read if each.unit is None]
    if bare and goal.unit and _stands_for_a_value(bare[0], clause):
        return bare[0].value, goal.unit
    names = {word for word, _ in title_weights(goal.title)}
    other = [each for each in read if each.unit is not None and _measures(each, clause, names)]
    return (other[0].value, other[0].unit.name if other[0].unit else None) if other else None


def _is_of(unit: Unit, goal: KnownGoal, dimension: str | None) -> bool:
    return unit.name == goal.unit or (unit.dimension == dimension and dimension != COUNT)


def _as_distance(each: Quantity, goal: KnownGoal, clause: Clause) -> Quantity:
    """The 5k of a run is 5 km, that of steps or dollars is 5000."""
    moves = bool(_MOVERS & (clause.lemmas | {word for word, _ in title_weights(goal.title)}))
    is_distance = dimension_of(goal.unit) == "distance" or (goal.unit is None and moves)
    if each.is_short and each.unit is None and is_distance:
        return Quantity(each.start, each.end, each.value / 1000, vocabulary().units["km"])
    return each


def _stands_for_a_value(each: Quantity, clause: Clause) -> bool:
    before = clause.marked.mask[clause.start : each.start].rstrip(" ~:-,(")
    word = re.split(r"[^a-z'A-Z]+", before)[-1] if before else ""
    words = vocabulary().words
    if (
        not word
        or word[0].isupper()
        or clause.marked.mask[: each.start].rstrip().endswith((":", "="))
        or word in words["about"]
    ):
        return True
    return is_verb(word) or word in ("at", "of", "to", "in", "is", "another", "was", "with", "extra", "did", "today")


def is_verb(word: str) -> bool:
    words = vocabulary()
    return (
        word in words.words["do_verbs"] or word in words.words["deeds"] or word in words.past or word in words.concepts
    )


def _measures(each: Quantity, clause: Clause, names: set[str]) -> bool:
    """Lengths, times and money measure a doing; of counted things only those that directly follow the verb."""
    if each.unit is not None and each.unit.dimension != COUNT:
        return each.unit.name not in ("day", "week", "month", "year")
    before = clause.marked.mask[clause.start : each.start].split()
    words = vocabulary().words
    if not before or before[-1][0].isupper() or before[-1] in words["deeds"] or before[-1] in words["do_verbs"]:
        return True
    return each.noun is not None and lemma(each.noun) in names


def _asked(clause: Clause, found: Resolved, said: Said, thread: Thread) -> list[CheckInCommand]:
    """With everything that was understood, but no goal: nothing may be written before the answer."""
    amount = next((each for each in said.amounts if each.unit is not None or each.is_short), None)
    amount = amount or next(iter(said.amounts), None)
    value, unit = (amount.value, amount.unit.name if amount.unit else None) if amount else (None, None)
    if amount is not None and amount.is_short and amount.unit is None and _MOVERS & clause.lemmas:
        value, unit = amount.value / 1000, "km"
    if value is not None and unit is None:
        shared = {goal.unit for goal in found.candidates}
        unit = shared.pop() if len(shared) == 1 else None
    status = None if value is not None else said.status or "completed"
    return [
        CheckInCommand(
            goal=None, candidates=found.candidates, status=status, value=value, unit=unit, date=day, span=_span(clause)
        )
        for day in said.days or (thread.today,)
    ]


def correction_of_earlier(clause: Clause, thread: Thread) -> CheckInCommand | None:
    """ "actually it was 6": the check-in that takes the place of the one before, which this message did not tell."""
    amounts = [each for each in clause.quantities if not re.search(r"\bnot $", clause.marked.mask[: each.start])]
    if not amounts:
        return None
    found = resolve(clause.lemmas, thread.goals, amounts, clause.hints)
    goal = found.goal or thread.last_goal
    if goal is None and not found.candidates:
        found = by_unit(thread.goals, amounts)
        goal = found.goal or (thread.goals[0] if len(thread.goals) == 1 else None)
    days = _days(clause, thread) or (thread.today,)
    if goal is None:
        return _asked(clause, Resolved(None, found.candidates), Said(None, amounts, days), thread)[0]
    made = _made(goal, Said(None, amounts, days), clause, thread)
    return made[0] if made and made[0].value is not None else None


def _span(clause: Clause) -> tuple[int, int]:
    text = clause.mask
    start = clause.start + len(text) - len(text.lstrip())
    return clause.marked.plain.span(start, clause.start + len(text.rstrip()))
