"""Whether a clause reports a deed: by its verb, or by the way notes, lists and diaries are written."""

import re
from collections.abc import Sequence

from coaching.commands import KnownGoal
from coaching.language.amounts import best_of, is_verb
from coaching.language.clauses import Clause
from coaching.language.names import OF_MONEY, mended, title_weights
from coaching.language.quantities import COUNT, dimension_of
from coaching.language.rules import says
from coaching.language.subjects import Subject
from coaching.language.text import lemma
from coaching.language.thread import Thread
from coaching.language.vocabulary import vocabulary

MASSES = frozenset({"kg", "lb", "st", "stone", "pound"})
"""What a body is weighed in."""


def is_told(clause: Clause, goal: KnownGoal, thread: Thread, *, is_request: bool) -> bool:
    """Whether the clause reports a deed, by its verb or by the way lists and diaries are written."""
    is_going_on = thread.is_listing or (thread.did and clause.link in ("and", "comma", "and also"))
    if is_request or is_going_on or _goes_on_counting(clause, goal, thread):
        return True
    if says("called_off", clause.mask) or (dimension_of(goal.unit) == "money" and is_a_price(clause, [goal])):
        return False
    if goal.unit in MASSES and says("weighed", clause.mask):
        return best_of(goal, clause.quantities, clause) is not None
    if goal.pattern == "streak" and is_without(goal):
        return says("done", clause.mask) is not None  # what keeps one going is told by "without" (checkins.py)
    names = {word for word, _ in title_weights(goal.title)}
    is_back = _is_dated_back(clause, thread)
    verbs = [word for word in clause.words if word in clause.pasts or (is_back and is_verb(word))]
    told = _deeds_of(clause, goal, verbs, names)
    if told and (clause.subject is not Subject.THING or _is_passive(clause, goal, told)):
        return True
    went_well = says("went_well", clause.mask) is not None and names_it(clause, goal)
    if went_well or _is_as_titled(clause, goal) or _is_chore(clause, goal):
        return True
    if (
        says("was_amount", clause.mask)
        and not says("no_measure_of_a_deed", clause.mask)
        and not _is_priced(clause, goal)
    ):
        return best_of(goal, clause.quantities, clause) is not None
    is_again = any(each.status == "completed" for each in thread.made) and says("again_then", clause.mask)
    if is_again or says("done", clause.mask) or says("back_from", clause.mask) or _is_dated_note(clause, goal, thread):
        return True
    if re.match(r"^[^a-z]*D+[^a-z]*[a-z]", clause.mask) and re.match(r"\W*(?:on )?\d", clause.text):
        return clause.subject is Subject.NONE
    return bool(clause.quantities) and clause.subject is Subject.NONE and is_a_note(clause, goal, names)


def _deeds_of(clause: Clause, goal: KnownGoal, verbs: list[str], names: set[str]) -> list[str]:
    """Those of the verbs that tell of a deed of this goal."""
    words = vocabulary().words
    told = [word for word in verbs if clause.quantities or word not in words["weak"] or _takes(clause, word, names)]
    told = [
        word
        for word in told
        if word in words["do_verbs"]
        or lemma(word) in names
        or (word in words["deeds"] and (clause.quantities or names_it(clause, goal)))
        or (dimension_of(goal.unit) == "money" and word in words["deeds_with_money"])
        or (word not in _NO_COUNTING | {"was", "were", "been"} and _counts_its_own(clause, goal))
    ]
    return (
        told
        if dimension_of(goal.unit) == "mass"
        else [word for word in told if lemma(word) in names or word not in words["no_deeds"]]
    )


def _goes_on_counting(clause: Clause, goal: KnownGoal, thread: Thread) -> bool:
    """ "9 km to the archive on Monday and 14 km to the station on Thursday": another amount of what was just told."""
    if not (thread.made and clause.quantities and clause.link in _GOING_ON) or clause.subject is Subject.OTHER:
        return False
    before = thread.made[-1]
    is_same = before.goal == goal and before.value is not None and dimension_of(before.unit) == dimension_of(goal.unit)
    return is_same and _ONE_MORE.match(clause.core) is not None


_GOING_ON = ("and", "and then", "then", "comma", "&", "+", "plus", ", which", "but")
_ONE_MORE = re.compile(
    r"^(?:'?s (?:(?:was|came to|to) )?|then |another |a further |an extra |had |did )*(?:for |about |only )?Q"
)


_SURELY_PAST = re.compile(r"\b(?:yesterday|last|ago|this morning|night before)\b")


def _is_dated_note(clause: Clause, goal: KnownGoal, thread: Thread) -> bool:
    """ "Yoga class last Friday": the title, a day that is surely past and next to nothing else."""
    if clause.subject is Subject.OTHER or not names_it(clause, goal) or not clause.dates or clause.pasts:
        return False
    names = {word for word, _ in title_weights(goal.title)}
    rest = [word for word in clause.words if lemma(word) not in names | vocabulary().words["empty"]]
    rest = [word for word in rest if word not in vocabulary().words["adjectives"]]
    days = [clause.marked.plain.text[each.start : each.end] for each in clause.dates]
    is_past = all(_SURELY_PAST.search(day) for day in days) or (not rest and _are_just_past(clause, thread))
    return len(rest) <= 1 and is_past


def _are_just_past(clause: Clause, thread: Thread) -> bool:
    """ "cold shower saturday and sunday" on a Monday: in a note with nothing else, days that have just gone by."""
    if any(each.is_hour or each.is_part for each in clause.dates):
        return False
    days = [day for each in clause.dates for day in each.days]
    ages = [(thread.today - day).days for day in days]
    return bool(ages) and not re.search(r"\b(?:on|this|next)\b", clause.text) and min(ages) in (1, 2) and max(ages) <= 4


def _is_chore(clause: Clause, goal: KnownGoal) -> bool:
    """ "scooped the litter box": what is done to the thing that the goal is named by."""
    own = clause.subject in (Subject.ME, Subject.NONE) and not goal.unit and goal.pattern == "recurring"
    verb = next((word for word in clause.pasts if word in vocabulary().words["chores"]), None)
    if not own or verb is None or not names_it(clause, goal):
        return False
    names = {word for word, _ in title_weights(goal.title)}
    at = clause.words.index(verb)
    after = (
        clause.words[at + 1 :] if clause.words[0] == verb or lemma(clause.words[at - 1]) not in names else clause.words
    )
    return names <= {lemma(word) for word in after} | {lemma(verb)}


def is_bare(clause: Clause, goal: KnownGoal) -> bool:
    """Nothing is said but words of the title."""
    names = {word for word, _ in title_weights(goal.title)}
    return all(lemma(word) in names or word in _AFTERWARDS for word in clause.words) and not clause.dates


_AFTERWARDS = frozenset({"after", "afterwards", "too", "also", "then", "as", "well", "the", "my", "our", "both"})


def _takes(clause: Clause, verb: str, names: set[str]) -> bool:
    """ "took my pills", "pills taken", "got the laundry done", "made it to the gym"."""
    if lemma(verb) in names or re.search(rf"\b{verb} (?:it )?(?:to|back|through|round)\b|\b{verb} time\b", clause.mask):
        return True
    at = clause.words.index(verb)
    if at > 0 and lemma(clause.words[at - 1]) in names:
        return True
    after = clause.words[at + 1 :]
    passed = vocabulary().words["adjectives"] | _BEFORE_A_NOUN
    first = next((word for word in after if word not in passed), "")
    if verb in ("got", "gotten", "get"):
        at_end = re.search(r"\b(?:in|done|run|finished|sorted)\W*D*\W*$", clause.mask.strip())
        fits_in = re.search(
            rf"\b{verb} (?:my|the|a|an|some|another|in a|in my) ([a-z]+) (?:in|out|away|down|up)\b(?! the)", clause.mask
        )
        return at_end is not None or (fits_in is not None and lemma(fits_in[1]) in names)
    return lemma(first) in names


# To have spent, earned or paid tells of no thing that a goal counts.
_NO_COUNTING = vocabulary().words["deeds_with_money"] - frozenset(
    ["sent", "send", "threw", "chucked", "popped", "dropped", "tossed", "donated"]
)
_BEFORE_A_NOUN = frozenset(
    [
        "my",
        "the",
        "a",
        "an",
        "some",
        "our",
        "all",
        "both",
        "another",
        "today's",
        "evening",
        "morning",
        "daily",
        "his",
        "her",
        "weekly",
    ]
)


def is_without(goal: KnownGoal) -> bool:
    """Whether a streak is kept going by leaving something be, as its title says."""
    slips = vocabulary().slips
    return bool(_LEAVES.search(goal.title.casefold())) or any(name in slips for name, _ in title_weights(goal.title))


_LEAVES = re.compile(r"\b(?:no|without|free|quit|stop|off|zero|avoid|dry|sober|clean|never|not|less|give up)\b")


def _counts_its_own(clause: Clause, goal: KnownGoal) -> bool:
    """ "solved 9 problems": whatever was done to them, they are what the goal counts."""
    return dimension_of(goal.unit) == COUNT and any(
        each.unit is not None and each.unit.name == goal.unit for each in clause.quantities
    )


def names_it(clause: Clause, goal: KnownGoal) -> bool:
    """Whether all that tells the goal from others is said: "I read the kids their bedtime stories"."""
    return {word for word, weight in title_weights(goal.title) if weight >= 1} <= mended(clause.lemmas, [goal])


def _is_passive(clause: Clause, goal: KnownGoal, told: Sequence[str]) -> bool:
    """ "the plants have been watered": every word of the title is there, its verb among them."""
    names = {word for word, _ in title_weights(goal.title)}
    is_named = len(names) > 1 or _BEING.search(clause.mask) is not None  # "the box ran out" is no "Run"
    return is_named and names <= clause.lemmas and any(lemma(word) in names for word in told)


_BEING = re.compile(r"'s\b|\b(?:is|are|was|were|been|got|has|have|had)\b")


def _is_as_titled(clause: Clause, goal: KnownGoal) -> bool:
    """ "the bins are out" of "Bins out", "bed is made" of "Make bed", "sunscreen on before 8"."""
    placed = says("in_its_place", clause.mask)
    if placed is not None and placed["what"] not in vocabulary().words["deeds"]:
        return not goal.unit and goal.pattern == "recurring" and names_it(clause, goal)
    found = re.search(r"\b(?:is|are|'s) (?:now |all |finally |both )?([a-z]+)\W*D*\W*$", clause.mask)
    return found is not None and found[1] in re.findall(r"[a-z]+", goal.title.casefold()) and names_it(clause, goal)


def _is_dated_back(clause: Clause, thread: Thread) -> bool:
    """With a day that is past, or an amount of today, "I drink" and "I have make" tell of what was done."""
    if clause.subject is not Subject.ME or not clause.dates:
        return False
    if re.search(r"\b(?:i'm|am|we're|are) [a-z]+ing\b", clause.mask) and any(date.is_part for date in clause.dates):
        return False
    return any(day < thread.today for date in clause.dates for day in date.days) or bool(clause.quantities)


def _is_priced(clause: Clause, goal: KnownGoal) -> bool:
    """ "a pint is 7 euros now" tells of no pint that was had, "the laptop is $900" of no money put by."""
    if dimension_of(goal.unit) == "money":
        return re.search(
            r"\b(?:is|was|are|were|(?:gone|went) up to) Q", clause.mask
        ) is not None and OF_MONEY.isdisjoint(clause.lemmas)
    return says("priced", clause.text) is not None


def is_a_price(clause: Clause, goals: Sequence[KnownGoal]) -> bool:
    """ "a pint's £6.80 in town now", "the rent went up £85"; "the fund went up £85" tells of money put by."""
    if OF_MONEY & clause.lemmas or any(dimension_of(goal.unit) == "money" and names_it(clause, goal) for goal in goals):
        return False
    units = [each.reads_as("money").unit for each in clause.quantities]
    is_of_money = any(unit is not None and unit.dimension == "money" for unit in units)
    is_dearer = is_of_money and _RISES.search(clause.mask) is not None
    return is_dearer or (not clause.pasts and says("priced", clause.text) is not None)


_RISES = re.compile(
    r"\b(?:went|gone|goes|going|jumped|rose|risen|shot|crept|is|are) up (?:by |to )?(?:another |about )?Q"
)


def is_a_note(clause: Clause, goal: KnownGoal, names: set[str]) -> bool:
    """ "12k steps", "guitar - half an hour", "yoga for 40 minutes", "12/28: 4 miles"."""
    if re.search(r":\s*(?:about |around |only )?Q", clause.mask):
        return True
    if dimension_of(goal.unit) == "money" and _PUT_INTO.match(clause.core):
        return True
    is_there_and_back = says("and_back", clause.marked.mask[clause.end :]) is not None
    if (says("general", clause.mask) and not is_there_and_back) or _is_priced(clause, goal):
        return False
    before = clause.core.partition("Q")[0]
    words = vocabulary().words
    lead = re.findall(r"[a-z']+", before)
    if "Q" in clause.core and all(
        word in words["adjectives"] or word in words["about"] or word in vocabulary().words["leads"] for word in lead
    ):
        return True
    passed = words["adjectives"] | words["day_parts"] | {"the", "my", "a", "some"}
    first = next((word for word in clause.words if word not in passed), "")
    return lemma(first) in names or bool(re.match(r"^[^a-z]*(?:total|only|got|did|for)\b", clause.core))


# "$50 to the holiday fund".
_PUT_INTO = re.compile(
    r"^(?:another |about |only )?Q+ (?:more )?(?:to|into|towards?) "
    r"(?!(?:go|spend|save|spare|find)\b)(?:the |my |our )?[a-z]"
)


def verbs_of(clause: Clause) -> list[str]:
    """Deeds and doings; a word that may be a noun only as a past or at the head of the clause."""
    words = vocabulary().words
    heads = [word for word in clause.words if word not in ("i", "we", "i've", "have", "also", "just")][:1]
    return [
        word
        for word in clause.words
        if word in words["do_verbs"] or (word in words["deeds"] and word in (*clause.pasts, *heads))
    ]


def is_deed(clause: Clause, verbs: list[str]) -> bool:
    words = vocabulary().words
    units = {each.unit.dimension for each in clause.quantities if each.unit}
    idle = frozenset[str]() if "mass" in units else words["no_deeds"]
    deeds = [word for word in verbs if word in words["deeds"] and word not in idle]
    if deeds and "money" not in units:
        return True
    if "money" in units:
        return any(word in words["saving"] for word in clause.words) and says("put_by", clause.mask) is not None
    eaten = {each.unit.name for each in clause.quantities if each.unit} & _PORTIONS
    if eaten and {"ate", "eaten", "eat"}.intersection(verbs):
        return True
    told = [word for word in verbs if word not in words["needs_name"] | idle]
    if _COUNTED.match(clause.core) or _NOTED.match(clause.core):
        return True
    return bool(told and units & {"time", "distance"})


_PORTIONS = frozenset({"serving", "portion", "slice", "bowl", "plate"})


def is_routine(clause: Clause) -> bool:
    """ "watered the plants", "went for a swim": nothing else, and of the kind that people keep goals for."""
    return says("routine", clause.core) is not None and clause.subject in (Subject.ME, Subject.NONE)


_COUNTED = re.compile(r"^(?:i |we |and |also )*(?:did|done|managed|knocked out|banged out|logged) (?:another )?Q+\b")


# "20 minutes of ukulele", "had 3 beers at the opening".
_NOTED = re.compile(
    r"^(?:i |we )?(?:(?:had|drank|picked) Q+\b(?! (?:left|to|off)\b)|Q+ of (?!it\b|them\b)[a-z]+[\sD]*\W*$)"
)


def is_of_its_own(clause: Clause) -> bool:
    """A deed of its own ("swam"), or a thing after "of" ("15 minutes of french")."""
    words = vocabulary().words
    things = set(re.findall(r"\b(?:the|my|a|an|our|his|her) ([a-z]+)", clause.mask))  # "on the train"
    deeds = [word for word in clause.words if word in words["deeds"] and word not in words["deeds_with_money"] | things]
    own = re.search(r"Q+ (?:of|on|for) (?!the\b|my\b|it\b|a\b|D|T)[a-z]+", clause.mask)
    measured = {each.unit.dimension for each in clause.quantities if each.unit}
    general = {"log", "logged"} | ({"drink", "drank", "drunk"} if measured == {"volume"} else set())
    return bool(deeds and not general >= set(deeds)) or own is not None
