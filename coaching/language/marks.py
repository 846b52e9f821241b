"""A message with its quotes, days, times and amounts marked, so that clauses can be told apart by what is left.

The marks are capitals of the same length as what they cover; everything else is lower case:
X quoted or an idiom · D days · R a range · T a time of day · N a number that is no amount · Q an amount · W we
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from coaching.commands import KnownGoal, Utterance
from coaching.language.amended import amended
from coaching.language.dates import Date, Moment, dates
from coaching.language.names import title_weights
from coaching.language.quantities import Quantity, quantities
from coaching.language.rules import rule
from coaching.language.text import Plain, lemma, plain
from coaching.language.vocabulary import vocabulary
from goals.days import day_of
from goals.plurals import singular

_QUOTES = re.compile(r'"[^"]{2,}"|(?<!\w)\'[^\']{3,}\'(?!\w)')
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z][a-z'-]*")
_CALLED = re.compile(
    r"\b(?i:call|ring|phone|text|visit|see|meet|write to|email|message|facetime|with|for|to)"
    r"(?: (?i:our|my))? ([A-Z][a-z]+)\b"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """`mask` and `plain.text` are equally long."""

    plain: Plain
    mask: str
    dates: tuple[Date, ...]
    quantities: tuple[Quantity, ...]
    moment: Moment
    names: frozenset[str]
    """Words of the goals' and milestones' titles."""
    beside: frozenset[tuple[str, str]]
    """Words of one title, in its order: baby and journal of "Baby journal"."""
    people: frozenset[str]
    """Those of `names` that a title calls or writes to: Maeve of "Ring Maeve"."""

    def dates_in(self, start: int, end: int) -> list[Date]:
        return [each for each in self.dates if start <= each.start < end]

    def quantities_in(self, start: int, end: int) -> list[Quantity]:
        return [each for each in self.quantities if start <= each.start < end]


def marked(utterance: Utterance) -> Marked:
    titles = [name for goal in utterance.goals for name in (goal.title, *goal.milestones)]
    units = [form for goal in utterance.goals if goal.unit for form in (goal.unit, f"{goal.unit}s")]
    names = frozenset(word for title in [*titles, *units] for word in _WORD.findall(title.casefold()))
    text = plain(utterance.text, names)
    moment = Moment(utterance.now, _today(utterance))
    mask = _covered(text.text, _quotes(text.text, {title.casefold() for title in titles}), "X")
    idioms = (each.span() for each in rule("idioms").finditer(mask) if not _is_meant(each, utterance.goals))
    mask = _covered(mask, idioms, "X")
    mask = _covered(mask, (_company(match, names) for match in rule("company").finditer(mask)), "W")
    said = _titles_said(mask, utterance.goals)
    days = tuple(each for each in dates(mask, moment) if not _is_in_title(mask, each, names, said))
    mask = _covered(mask, ((each.start, each.end) for each in days), "D")
    mask = _covered(mask, _numbered(mask, utterance.goals), "N")
    counted = frozenset(goal.unit for goal in utterance.goals if goal.unit)
    parts: list[tuple[int, int]] = []  # numbers that are part of a title: the half of "Half marathon"
    for name, mark in (("clocks", "T"), ("hours", "T"), ("ranges", "R"), ("numbers_not_amounts", "N")):
        spans = [match.span() for match in rule(name).finditer(mask)]
        kept = () if name == "ranges" else said
        spans = [span for span in spans if name != "numbers_not_amounts" or not _counts(mask[slice(*span)], counted)]
        mask = _covered(mask, (span for span in spans if not _is_within(span, kept)), mark)
        parts += [span for span in spans if name == "numbers_not_amounts" and _is_within(span, kept)]
    uncounted = [goal for goal in utterance.goals if goal.unit is None]  # the zero of "Inbox zero" is no amount
    amounts = tuple(
        each
        for each in _without_paces(mask, list(quantities(mask, counted)))
        if not any(start <= each.start < end for start, end in [*parts, *_titles_said(mask, uncounted)])
    )
    amounts = tuple(amended(mask, amounts))
    mask = _covered(mask, ((each.start, each.end) for each in amounts), "Q")
    people = frozenset(match[1].casefold() for title in titles for match in _CALLED.finditer(title))
    beside = frozenset(pair for title in titles for pair in combinations(_WORD.findall(title.casefold()), 2))
    return Marked(text, mask, days, amounts, moment, names, beside, people)


def _counts(said: str, counted: Iterable[str]) -> bool:
    """ "40 questions" where a goal counts questions."""
    found = re.fullmatch(r"(?:\d[\d.,]*|[a-z]+) ([a-z]+)", said)
    return found is not None and singular(found[1]) in counted and not re.match(r"[a-z]+ Q|(?:last|next|past)", said)


def _titles_said(text: str, goals: Iterable[KnownGoal]) -> list[tuple[int, int]]:
    """Where titles of several words stand as they are written: "In bed by eleven" tells of no hour."""
    titles = [goal.title.casefold() for goal in goals if " " in goal.title.strip()]
    return [match.span() for title in titles for match in re.finditer(rf"(?<!\w){re.escape(title)}(?!\w)", text)]


def _company(match: re.Match[str], names: frozenset[str]) -> tuple[int, int]:
    """ "the treadmill and I": what is a goal's name stays to be read."""
    at = match.group().find(" and ")
    before = set(_WORD.findall(match.group()[: max(at, 0)]))
    is_named = bool(before & names) and not before & vocabulary().words["people"]
    return (match.start() + at + 1, match.end()) if is_named else match.span()


def _is_meant(idiom: re.Match[str], goals: Iterable[KnownGoal]) -> bool:
    """Whether it is no idiom: "took the stairs" of "Take the stairs", "put the bins out" of "Bins"."""
    if _names_a_goal(idiom.group(), goals) or _is_spent_at(idiom, goals):
        return True
    found = _THING_AFTER.match(idiom.group())
    if found is None:
        return False
    if any([word for word, _ in title_weights(goal.title)] == [lemma(found[1])] for goal in goals):
        return True  # "put the bins out" of "Bins"
    return _names_a_goal(re.split(r"[.,;!?\n]", idiom.string[idiom.start() :])[0], goals)


def _is_spent_at(idiom: re.Match[str], goals: Iterable[KnownGoal]) -> bool:
    """ "spent the afternoon at the allotment" of "Allotment"."""
    found = _AT_A_PLACE.match(idiom.string, idiom.start())
    titles = ([word for word, _ in title_weights(goal.title)] for goal in goals if goal.pattern == "recurring")
    return found is not None and [lemma(found[1])] in titles


_AT_A_PLACE = re.compile(
    r"spent (?:the|all|my|half the|most of the) (?:whole |entire )?(?:morning|afternoon|evening|day|night|weekend) "
    r"(?:down |up |out |over )?(?:at|on|in) (?:the|my|our) ([a-z-]+)\b"
    r"(?=\W*$|\W*[,.;!?\n]| (?:with|and|but|so|today|this|again|until|till|yesterday|while|because|doing|digging)\b)"
)
_THING_AFTER = re.compile(r"(?:put|took|take|taking|taken) (?:out )?the ([a-z]+)\Z")


def _names_a_goal(said: str, goals: Iterable[KnownGoal]) -> bool:
    """ "took the stairs" where a goal is called "Take the stairs"."""
    lemmas = {lemma(word) for word in _WORD.findall(said)}
    titles = ({word for word, _ in title_weights(goal.title)} for goal in goals)
    return any(len(title) > 1 and title <= lemmas for title in titles)


def _is_within(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _is_in_title(text: str, date: Date, names: frozenset[str], said: list[tuple[int, int]]) -> bool:
    """The sun of "sun salutations" is no Sunday."""
    if _is_within((date.start, date.end), said):
        return True
    after = re.match(r" ([a-z'-]+)", text[date.end :])
    is_short = date.end - date.start == len("sun") and text[date.start : date.end] in names
    return is_short and after is not None and bool({after[1], after[1].removesuffix("s")} & names)


def _numbered(text: str, goals: Iterable[KnownGoal]) -> list[tuple[int, int]]:
    """The numbers inside the names of goals that count nothing: the 5 of "5-a-side" is no amount."""
    titles = [goal.title.casefold() for goal in goals if goal.unit is None and _NUMBER.search(goal.title)]
    starts = [(match.start(), title) for title in titles for match in re.finditer(re.escape(title), text)]
    return [(at + each.start(), at + each.end()) for at, title in starts for each in _NUMBER.finditer(title)]


def _today(utterance: Utterance) -> dt.date:
    zone = utterance.now.tzinfo
    if zone is None:
        raise ValueError("an utterance needs a time zone")
    return day_of(utterance.now, zone, utterance.day_starts_at)


def _without_paces(mask: str, found: list[Quantity]) -> list[Quantity]:
    """ "5k in 27 minutes": the time that something took is no amount of its own."""
    return [
        each
        for before, each in zip([None, *found], found, strict=False)
        if before is None
        or each.unit is None
        or each.unit.dimension != "time"
        or not _is_a_pace(before, mask[before.end : each.start].strip())
    ]


def _is_a_pace(before: Quantity, between: str) -> bool:
    """ "8k with the club in" before 51 minutes, and "20 pages in" before an hour."""
    if between in ("in", "in about", "in under", "in just", "in only"):
        return True
    is_far = before.is_short or (before.unit is not None and before.unit.dimension == "distance")
    return is_far and _IN_A_TIME.fullmatch(between) is not None


_IN_A_TIME = re.compile(r"(?:with|along|round|around|through|up|on|at|by|in) [a-z' ]{2,30} in(?: about| under| just)?")


def _covered(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = mark * (end - start)
    return "".join(letters)


def _quotes(text: str, titles: set[str]) -> list[tuple[int, int]]:
    """What is quoted, the name of a goal or milestone apart."""
    return [match.span() for match in _QUOTES.finditer(text) if match.group()[1:-1].strip(" .,!?") not in titles]
