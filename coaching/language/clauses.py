"""Clauses, and what each is: a fact of the person's own, or something that must never be taken for one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise

from coaching.language.dates import Date
from coaching.language.marks import Marked
from coaching.language.quantities import Quantity
from coaching.language.questions import has_shape
from coaching.language.rules import rule, says
from coaching.language.text import lemma
from coaching.language.vocabulary import english, vocabulary

# Where those who dictate go on without a comma: a correction, a confession, a question.
_BEGINNINGS = (
    r"(?:no wait|wait no|no sorry|sorry no|wait|sorry|scratch that|make that|i mean|or rather)"
    r" (?:(?:no|it was|that was|make it|i mean|more like|about|like|actually|only) )*Q",
    r"(?:i )?(?:just |totally |completely |nearly )?"
    r"forgot to (?:tell|say|log|mention|add|record|note|write|enter|report|send)\b",
    r"how (?:do|can|should|could) (?:i|we)\b",
    r"what (?:should|can|do) (?:i|we)\b",
    r"any (?:tips|advice|ideas|suggestions)\b",
)
_BREAK = re.compile(
    r"(?P<sentence>[.!?…]+(?=[\s)\"'A-Z]|$)|[\n\r;]+|(?<=\s)[—–](?=\s)|—)"
    r"|(?P<paren>[()\[\]]+)"
    r"|(?P<tick>(?<=[✅✔☑✓❌✗✘])\ufe0f?\s+)"
    r"|(?P<which>, which\b|, who\b|\bso(?= (?:i|i'm|i've|we|it|that|the|my|no|there|now)\b))"
    r"|(?P<word>\b(?:and then|and also|and|but|then|also(?! (?:like|love|want|need) (?:a|an|to|my|another)\b)"
    r"|because|although|though|while|whereas|plus|after which)\b|&"
    r"|\+)"
    r"|(?P<comma>,(?!\d))"
    r"|(?P<unpunctuated>(?<=[a-zQD] )(?=" + "|".join(_BEGINNINGS) + "))"
    r"|(?P<dash>\s-{1,2}\s)"
)
_DAYS_IN_A_ROW = re.compile(r"D++(?:\s*(?:, and|,|and|&|\+)\s*(?:again |then |also )?D++)++(?!\s+(?:i|we|my)\b)")
_WORD = re.compile(r"[a-z][a-z'-]*|[DQTNXWR]+")
_ME = re.compile(r"^(?:(?:the |my )?[a-z]+ ?W+|i|i'm|i've|i'd|we|we've|me|myself|W+)\b")
_NOUN_PHRASE = re.compile(
    r"^(?:my|our|the|his|her|their|your|a|an|this|that|another|some|all|both)\b(?! (?:[a-z]+ )?Q)"
)


# "We're hiking on Saturday" is a plan, although a weekday is read as the latest one.
_ARRANGED = re.compile(
    r"^(?:(?:i'm|we're|i am|we are|(?:all|both|some) of us are) (?!counting|logging|adding|reporting)[a-z]+ing\b"
    r"|(?:i|we) (?:have|have got|got)\b"
    r" (?!had|been|done|run|gone|read|made|taken|eaten|drunk|slept|written|swum|\w+ed\b))"
)
_WEEKDAY = re.compile(r"(?:on |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$")
_PARTICIPLE = re.compile(r"^(?:i'm |we're |i am )?[a-z]+ing\b")


_EITHER_TENSE = frozenset({"read", "put", "hit", "cut", "set", "quit", "let", "shut"})


class Mood(Enum):
    """Only a FACT is ever recorded."""

    FACT = auto()
    REQUEST = auto()
    QUESTION = auto()
    INERT = auto()


class Subject(Enum):
    ME = auto()
    NONE = auto()
    THING = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Clause:
    """Characters [start, end) of the marked text. `link` is what joins it to the clause before."""

    marked: Marked
    start: int
    end: int
    link: str
    sentence: int
    is_question: bool

    @cached_property
    def span(self) -> tuple[int, int]:
        """Where it stands in the message as it was written."""
        start = self.start + len(self.mask) - len(self.mask.lstrip())
        return self.marked.plain.span(start, self.start + len(self.mask.rstrip()))

    @cached_property
    def text(self) -> str:
        return self.marked.plain.text[self.start : self.end]

    @cached_property
    def mask(self) -> str:
        return self.marked.mask[self.start : self.end]

    @cached_property
    def core(self) -> str:
        """The mask without what may stand before a subject or a verb."""
        return rule("openers").sub("", self.mask)

    @cached_property
    def is_line(self) -> bool:
        """Whether it begins a line of its own, as in a list."""
        return re.search(r"\n[\s*•-]*$", self.marked.mask[: self.start]) is not None

    @cached_property
    def asks(self) -> bool:
        """By its mark or by the order of its words."""
        is_also = self.link != "sentence" and self.text.strip().startswith("so ")  # "and so is the second draft"
        is_aside = is_also or self.link in (", which", ", who")  # "which is a miracle for an old man"
        return self.is_question or (not is_aside and has_shape(self.text))

    @cached_property
    def words(self) -> list[str]:
        """Words left unmarked."""
        return [word for word in _WORD.findall(self.mask) if word[0].islower()]

    @cached_property
    def spoken(self) -> list[str]:
        """Words left unmarked and those inside amounts."""
        counted = (self.marked.plain.text[each.start : each.end] for each in self.quantities)
        return [*self.words, *_WORD.findall(" ".join(counted))]

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Of the spoken words and their parts."""
        return frozenset(
            lemma(part) for word in self.spoken for part in {word, word.removesuffix("'s"), *word.split("-")}
        )

    @cached_property
    def hints(self) -> frozenset[str]:
        """Of the words inside days: they only tell goals apart that are otherwise alike."""
        named = (self.marked.plain.text[each.start : each.end] for each in self.dates)
        return frozenset(lemma(word) for word in _WORD.findall(" ".join(named)))

    @cached_property
    def dates(self) -> list[Date]:
        return self.marked.dates_in(self.start, self.end)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return self.marked.quantities_in(self.start, self.end)

    @cached_property
    def deeds(self) -> frozenset[str]:
        """The verbs that tell of what was done, as lemmas."""
        return frozenset(lemma(word) for word in self.pasts)

    @cached_property
    def pasts(self) -> list[str]:
        """Past tenses; "to read" and "can put" are none."""
        pairs = zip(["", *self.words], self.words, strict=False)
        modals = vocabulary().words["modals"] | {"to", "let's", "can't", "gonna"}
        return [word for before, word in pairs if is_past(word) and before not in modals]

    @cached_property
    def subject(self) -> Subject:
        return subject_of(self)

    @cached_property
    def is_inert(self) -> bool:
        """Wishes, plans, conditions, habits, what others say: true of something, but not of what was done."""
        names = ("wish", "future", "not_yet", "conditional", "habitual", "reported")
        told = rule("confessing").sub("", self.mask).strip()
        if any(says(name, told) for name in names) or any(date.ahead for date in self.dates):
            return True
        if not self.pasts and says("or_else", self.marked.mask[self.end :]):
            return True
        if says("each_time", self.mask) and self.subject is Subject.ME and not self.is_surely_past:
            return True
        is_tonight = any(date.is_part and self._is_to_come(date) for date in self.dates)
        if is_tonight and self.subject is Subject.ME and not self.is_surely_past:
            return True
        if _ARRANGED.match(self.core) and any(_WEEKDAY.match(self._written(date)) for date in self.dates):
            return True
        return _PARTICIPLE.match(self.core) is not None and any(self._is_to_come(date) for date in self.dates)

    @cached_property
    def is_surely_past(self) -> bool:
        """Whether a verb is past by its form: "read" and "put" may be either."""
        return any(word not in _EITHER_TENSE for word in self.pasts)

    def _written(self, date: Date) -> str:
        return self.marked.plain.text[date.start : date.end]

    def _is_to_come(self, date: Date) -> bool:
        """A time of today that is still ahead: "streaming tonight" tells no deed of yesterday."""
        return (date.is_hour or date.is_part) and all(day < self.marked.moment.today for day in date.days)


def clauses(marked: Marked) -> list[Clause]:
    return list(_clauses(marked))


def _clauses(marked: Marked) -> Iterator[Clause]:
    mask = marked.mask
    rows = [match.span() for match in _DAYS_IN_A_ROW.finditer(mask)]
    start, link, sentence, opener = 0, "sentence", 0, ""
    for match in [*_BREAK.finditer(mask), None]:
        at = match.start() if match else len(mask)
        if match and (any(first <= at < last for first, last in rows) or _is_label(mask[start:at], match)):
            continue
        if mask[start:at].strip():
            ends = mask[at : match.end()] if match else ""
            split = _own_part(mask, start, at, opener)
            yield Clause(marked, start, split or at, link, sentence, "?" in ends)
            if split:
                yield Clause(marked, split, at, "main", sentence, "?" in ends)
            link = ""
        if match:
            link = _stronger(link, match)
            opener = match.group()
            sentence += match.lastgroup == "sentence"
            start = match.end()


_BESIDE = re.compile(r"^\W*(?:while|when(?! did| do| was)|after|as|before|once|during|since)\b")
_I_DID = re.compile(r"(?<=[a-z] )(?:i|we) (?:\w+ )?(?=[a-z]+)")


def _own_part(mask: str, start: int, end: int, opener: str) -> int | None:
    """Where "I read" begins in "while my wife did yoga I read"."""
    if (opener != "while" and not _BESIDE.match(mask[start:end])) or says("habitual", mask[start:end]):
        return None
    for match in _I_DID.finditer(mask, start, end):
        before = _WORD.findall(mask[start : match.start()])
        if any(is_past(word) or word in ("was", "were") for word in before):
            return match.start()
    return None


def _is_label(before: str, match: re.Match[str]) -> bool:
    """ "guitar - half an hour" is one clause, "5 km - sorry, 6" is none."""
    is_mended = re.match(
        r"(?:sorry|no|wait|actually|make|i mean|oops|correction|rather)\b", match.string[match.end() :]
    )
    return match.lastgroup == "dash" and len(before.split()) <= 3 and not is_mended


def _stronger(link: str, match: re.Match[str]) -> str:
    found = match.group().strip() if match.lastgroup == "word" else (match.lastgroup or "")
    return "sentence" if "sentence" in (link, found) else found if found not in ("comma", "dash") or not link else link


def is_past(word: str) -> bool:
    words = vocabulary()
    if word in words.past:
        return True
    return word.endswith("ed") and len(word) > 4 and word not in words.words["not_past"]


def subject_of(clause: Clause) -> Subject:
    core = clause.core
    if _ME.match(core) or says("taken_along", core):
        return Subject.ME
    if rule("others").match(core) or says("others", core) or says("done_by", core):
        return Subject.OTHER
    words = _WORD.findall(core)[:6]
    if not words:
        return Subject.NONE
    people = vocabulary().words["people"]
    before_verb = []
    for word in words:
        if (
            is_past(word)
            or word in _BEFORE_AN_OBJECT
            or word in ("is", "was", "are", "were", "has", "had", "opens", "says", "did", "just")
        ):
            break
        before_verb.append(word)
    if len(before_verb) == len(words) and not any(is_past(word) for word in words):
        before_verb = before_verb[:2] if _NOUN_PHRASE.match(core) else before_verb[:1]
    if _TO_ME.match(core) and not is_past(words[0]):
        return Subject.OTHER
    named = _in_titles(clause, words) | _tended(clause, words)
    if any(_parts(word) & people for word in before_verb if word not in named) and not is_past(words[0]):
        return Subject.OTHER
    if _NOUN_PHRASE.match(core):
        return Subject.OTHER if _acts(clause) else Subject.THING
    return Subject.OTHER if _is_a_name(clause, words) else Subject.NONE


# "ella read me a chapter".
_TO_ME = re.compile(
    r"^[a-z'-]+ (?:read|gave|made|bought|showed|sent|told|poured|cooked|baked|taught|drove) (?:me|us)\b"
)
# "letters to gran are posted" tells of letters.
_BEFORE_AN_OBJECT = frozenset({"to", "for", "with", "from", "about"})
_ACTING = re.compile(
    r"^(?:my|our|the|a|an|his|her|their|your|this|that|another|some|both)\b(?P<who>(?: [a-z'-]+){1,4}?)"
    r" (?P<verb>[a-z]+) (?=(?:about |around |over |another |all |only |for )*"
    r"(?:Q|R|(?:my|his|her|their|the|a|an|to)\b))"
)
_ANYBODY_DOES = frozenset({"finished", "had", "did", "ate", "skipped", "went", "got", "played", "put"})


def _acts(clause: Clause) -> bool:
    """ "my eldest finished 40 pages": what does such a thing is somebody, unless a goal is called by that name."""
    match = _ACTING.match(clause.core)
    if match is None:
        return False
    words = vocabulary().words
    does = match["verb"] in _ANYBODY_DOES or (match["verb"] in words["deeds"] - words["no_deeds"])
    who = {lemma(word) for word in match["who"].split()}
    is_past_tense = is_past(match["verb"]) and match["verb"] not in ("read", "logged")
    return (
        does
        and is_past_tense
        and who.isdisjoint({"i", "we"})
        and who.isdisjoint(lemma(name) for name in clause.marked.names)
    )


def _parts(word: str) -> set[str]:
    """The brother of "brother-in-law's"."""
    return {word.removesuffix("'s"), word.partition("-")[0]}


def _tended(clause: Clause, words: list[str]) -> frozenset[str]:
    """The dog of "dog walked" and "the dog's been walked", where a title has both words."""
    tended, names = vocabulary().words["tended"], {lemma(name) for name in clause.marked.names}
    told = any(lemma(word) in names and is_past(word) for word in words)
    is_fragment = not _NOUN_PHRASE.match(clause.core) or "been" in words
    return frozenset(w for w in words if told and is_fragment and w.removesuffix("'s") in tended and lemma(w) in names)


def _in_titles(clause: Clause, words: list[str]) -> set[str]:
    """Those that stand beside another word of a title: the baby of "Baby journal" is nobody."""
    bare = [word.removesuffix("'s") for word in words]
    pairs = zip(pairwise(words), pairwise(bare), strict=True)
    return {word for said, pair in pairs if pair in clause.marked.beside for word in said}


_AFTER_A_NAME = frozenset(
    {
        "on",
        "at",
        "up",
        "been",
        "now",
        "still",
        "already",
        "off",
        "doing",
        "running",
        "reading",
        "got",
        "had",
        "done",
        "gone",
    }
)
_BEFORE_A_NAME = frozenset({"little", "old", "young", "poor", "big", "dear", "lovely", "good", "uncle", "aunt"})
_BEFORE_A_DEED = frozenset({"has", "had", "just", "also", "already", "finally", "never", "only", "apparently"})


def _is_a_name(clause: Clause, words: list[str]) -> bool:
    """ "Sarah ran 5k", "Sarah has run 5k": a capital, no word of ours, and a deed after it."""
    if len(words) > 1 and words[0].endswith("'s") and words[1] in _AFTER_A_NAME:
        words = [words[0].removesuffix("'s"), "been"]
    if words[:1] and words[0] in _BEFORE_A_NAME:
        words = words[1:]
    if len(words) > 2 and words[1] in _BEFORE_A_DEED and any(map(is_past, words[2:5])):
        words = [words[0], *words[2:]]
    if _NAMED_FROM.match(clause.core) and _is_unknown(clause, words[0]):
        return True
    if len(words) < 2 or not words[0][0].islower() or is_past(words[0]):
        return False
    if not any(map(is_past, words[1:5])):
        return False
    return (words[0] in clause.marked.people and is_past(words[1])) or _is_unknown(clause, words[0])


# "Bartek from accounting: 14 km".
_NAMED_FROM = re.compile(r"^[a-z'-]+ (?:from|in|at|of|next) [a-z ]{2,24}:\s*Q")


def _is_unknown(clause: Clause, word: str) -> bool:
    """A capital, and no word of English or of a title."""
    spelled = (vocabulary().known() | english()) - vocabulary().words["first_names"]
    known = spelled | (clause.marked.names - clause.marked.people)
    at = clause.start + clause.mask.find(word)
    return word not in known and lemma(word) not in known and clause.marked.plain.is_capital(at)
