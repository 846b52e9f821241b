"""Clauses, and what each is: a fact of the person's own, or something that must never be taken for one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from coaching.language.dates import Date
from coaching.language.marks import Marked
from coaching.language.quantities import Quantity
from coaching.language.questions import has_shape
from coaching.language.rules import rule, says
from coaching.language.subjects import Subject, subject_of
from coaching.language.text import lemma
from coaching.language.vocabulary import is_past, vocabulary

# Where those who dictate go on without a comma: a correction, a confession, a question.
_BEGINNINGS = (
    r"(?:no wait|wait no|no sorry|sorry no|wait|sorry|scratch that|make that|i mean|or rather)"
    r" (?:(?:no|it was|that was|make it|i mean|more like|about|like|actually|only) )*Q",
    r"(?:i )?(?:just |totally |completely |nearly )?"
    r"forgot to (?:tell|say|log|mention|add|record|note|write(?! (?:my|the|in)\b)|enter|report|send)\b",
    r"how (?:do|can|should|could) (?:i|we)\b",
    r"what (?:should|can|do) (?:i|we)\b",
    r"(?<!have )(?<!got )(?<!there )(?<!know )(?<!give me )(?<!need )(?<!want )any (?:tips|advice|ideas|suggestions)\b",
)
_BREAK = re.compile(
    r"(?P<sentence>[.!?…]+(?=[\s)\"'A-Z]|$)|[\n\r;]+|(?<=\s)[—–](?=\s)|—)"
    r"|(?P<paren>[()\[\]]+)"
    r"|(?P<emoji>[👋🙏☀🌞🌅✨🙂\U0001f600-\U0001f60f]\ufe0f?(?=\s+[a-z]))"
    r"|(?P<none>(?<=[a-z] )(?=no [a-z]++\W*(?:$|[,.!?\n]|D|no\b)))"
    r"|(?P<tick>(?<=[✅✔☑✓❌✗✘])\ufe0f?\s+)"
    r"|(?P<which>, which\b|, who\b|\bso(?= (?:i|i'm|i've|we|it|that|the|my|no|there|now|Q+(?! go(?:es)?\b))\b))"
    r"|(?P<word>\b(?:and then|and also|and|but|then|also(?! (?:like|love|want|need) (?:a|an|to|my|another)\b)"
    r"|because|although|though|while|whereas|plus|after which)\b|&"
    r"|\+)"
    r"|(?P<comma>,(?!\d))"
    r"|(?P<unpunctuated>(?<=[a-zQD] )(?=" + "|".join(_BEGINNINGS) + "))"
    r"|(?P<dash>\s-{1,2}\s)"
    r"|(?P<row>(?<=Q)\s+(?=D+\s+Q))"
)
_AND_A_DAY = r"D++(?:\s*(?:, and|,|and|&|\+)\s*(?:again |then |also )?D++)++"
_DAYS_IN_A_ROW = re.compile(
    rf"(?:(?<=^)|(?<=[.!?;] )){_AND_A_DAY}"
    rf"|{_AND_A_DAY}(?!\s+(?:i|we|my|the|none|nothing|nil|is|will|it|there|weighed|did|had|went|took)\b)"
)
_WORD = re.compile(r"[a-z][a-z'-]*|[DQTNXWR]+")


# "We're hiking on Saturday" is a plan, although a weekday is read as the latest one.
_ARRANGED = re.compile(
    r"^(?:Q+ (?:of it |more )?(?:is|are) (?:going|coming|heading)\b"
    r"|(?:i'm|we're|i am|we are|(?:all|both|some) of us are) (?!counting|logging|adding|reporting)[a-z]+ing\b"
    r"|(?:i|we) (?:have|have got|got(?! Q+ .*\b(?:in|done|down|up|out|off|finished|planted|away)\b))\b"
    r" (?!had|been|done|run|gone|read|made|taken|eaten|drunk|slept|written|swum|sold|sent|sung|put|paid|"
    r"ridden|built|kept|met|held|bought|given|driven|drawn|won|spent|cut|sewn|grown|spoken|\w+ed\b))"
)
_WEEKDAY = re.compile(r"(?:on |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$")
_PARTICIPLE = re.compile(r"^(?:i'm |we're |i am )?[a-z]+ing\b")


# "back in 2019 I ran every week".
_A_YEAR = re.compile(r"\bin ((?:19|20)\d\d)\b")
_YEARS_AGO = re.compile(r"\byears? (?:ago|back)$")
_EITHER_TENSE = frozenset({"read", "put", "hit", "cut", "set", "quit", "let", "shut"})


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
        is_aside = is_aside or says("did_mine", self.text) is not None
        is_aside = is_aside or (self.link not in ("sentence", "") and says("verb_first", self.text) is not None)
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
        is_kept = says("without", self.mask) is not None  # "day 31 without cake and I can smell soup again"
        is_kept = (
            is_kept or says("missed", self.mask) is not None
        )  # "didn't ring Mam and I'll never hear the end of it"
        if not self.pasts and not is_kept and says("or_else", self.marked.mask[self.end :]):
            return True
        if says("each_time", self.mask) and self.subject is Subject.ME and not self.is_surely_past:
            return True
        if any(_YEARS_AGO.search(self._written(date)) for date in self.dates):
            return True
        year = _A_YEAR.search(self.text)
        if year is not None and int(year[1]) < self.marked.moment.today.year:
            return True
        is_tonight = any(date.is_part and self._is_to_come(date) for date in self.dates)
        if is_tonight and self.subject is Subject.ME and not self.is_surely_past:
            return True
        if _ARRANGED.match(self.core) and any(
            _WEEKDAY.match(self._written(date)) or (date.is_hour and self._is_to_come(date)) for date in self.dates
        ):
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
    rows = list(_with_denials(_clauses(marked)))
    for at in range(1, len(rows)):
        before, each = rows[at - 1 : at + 1]
        is_told = says("never_logged", before.text) and says("it_was_amount", each.mask)
        if each.link == "sentence" and (is_told or _is_answered(before, each)):
            rows[at - 1] = replace(before, is_question=False)
            rows[at] = replace(each, link="comma", sentence=before.sentence)
    return rows


def _with_denials(rows: Iterable[Clause]) -> Iterator[Clause]:
    """ "yoga today, no" and "yoga today? no" are one clause, where a goal is called so."""
    before: Clause | None = None
    for each in rows:
        if before is not None and _denies(each, before):
            before = replace(before, end=each.end, is_question=False)
            continue
        if before is not None:
            yield before
        before = each
    if before is not None:
        yield before


def _denies(each: Clause, before: Clause) -> bool:
    is_next = each.link == "comma" or (before.is_question and bool(before.dates))
    is_named = says("named_only", before.mask) and not before.pasts and not before.marked.names.isdisjoint(before.words)
    return is_next and bool(is_named) and says("only_no", each.text.strip()) is not None


def _is_answered(before: Clause, each: Clause) -> bool:
    """ "Vitamins yesterday? Completely forgot" asks nothing."""
    is_named = before.is_question and says("named_only", before.mask) is not None
    return is_named and not has_shape(before.text) and says("own_answer", each.mask) is not None


def _clauses(marked: Marked) -> Iterator[Clause]:
    mask = marked.mask
    rows = [match.span() for match in _DAYS_IN_A_ROW.finditer(mask)]
    start, link, sentence, opener = 0, "sentence", 0, ""
    for match in [*_BREAK.finditer(mask), None]:
        at = match.start() if match else len(mask)
        if match and (any(first <= at < last for first, last in rows) or _is_label(mask[start:at], match)):
            continue
        if match and (_is_topic(mask[start:at], match) or not _is_one_of_none(mask[start:at], match)):
            continue
        if match and match.lastgroup == "row" and not _STARTS_WITH_A_DAY.match(mask[start:at]):
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


# "monday 2 cans tuesday 1 can".
_STARTS_WITH_A_DAY = re.compile(r"\W*D+\W*Q")
_BESIDE = re.compile(r"^\W*(?:while|when(?! did| do| was)|after|as|before|once|during|since)\b")
_I_DID = re.compile(r"(?<=[a-z] )(?:i|we|i'd|we'd|i've|we've) (?:\w+ )?(?=[a-z]+)")
# "after a sit on the lawn I ran 4 km".
_AT_A_TIME = re.compile(r"^\W*(?:after|before|during|between) (?:a|an|the|my|our|[a-z]+)(?: [a-z']+){0,5} \Z")


def _own_part(mask: str, start: int, end: int, opener: str) -> int | None:
    """Where "I read" begins in "while my wife did yoga I read"."""
    is_beside = _BESIDE.match(mask[start:end]) is not None
    if (opener != "while" and not is_beside) or says("habitual", mask[start:end]):
        return None
    for match in _I_DID.finditer(mask, start, end):
        before = _WORD.findall(mask[start : match.start()])
        is_a_time = is_beside and _AT_A_TIME.match(mask[start : match.start()]) is not None
        if is_a_time or any(is_past(word) or word in ("was", "were") for word in before):
            return match.start()
    return None


def _is_label(before: str, match: re.Match[str]) -> bool:
    """ "guitar - half an hour" is one clause, "5 km - sorry, 6" is none."""
    is_mended = re.match(
        r"(?:sorry|no|wait|actually|make|i mean|oops|correction|rather)\b", match.string[match.end() :]
    )
    return match.lastgroup == "dash" and len(before.split()) <= 3 and not is_mended


def _is_one_of_none(before: str, match: re.Match[str]) -> bool:
    """ "no takeaway no wine": only after a first "no" is a second one a clause of its own."""
    return match.lastgroup != "none" or re.match(r"^\W*(?:D+ )?no [a-z]+ (?:D+ )?$", before) is not None


def _is_topic(before: str, match: re.Match[str]) -> bool:
    """ "the bins? did them a week ago": a name is put up with a question mark, and told of at once."""
    is_put_up = match.group() == "?" and _NAME.match(before) is not None
    return is_put_up and _TOLD.match(match.string[match.end() :]) is not None


_NAME = re.compile(
    r"\W*(?!(?:done|sorry|really|why|what|how|who|when|where|ok|okay|you|it|so|and)\b)(?:[a-z'-]++ ?){1,4}D*\Z"
)
_TOLD = re.compile(
    r" (?:completely |totally |clean |i |just |already |all )*"
    r"(?:forgot|missed|skipped|done|did|finished|ticked|sorted)\b"
    r"(?! (?:you|not|that|it help|i|they|he|she|we|my|the)\b)[^?]*(?:$|[.!\n])"
)


def _stronger(link: str, match: re.Match[str]) -> str:
    found = match.group().strip() if match.lastgroup in ("word", "which") else (match.lastgroup or "")
    return (
        "sentence"
        if "sentence" in (link, found)
        else found
        if found not in ("comma", "dash", "row") or not link
        else link
    )
