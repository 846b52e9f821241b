"""Who a clause is about: the person, nobody in particular, a thing, or somebody else whose deeds are never recorded."""

import re
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING

from coaching.language.rules import rule, says
from coaching.language.text import lemma
from coaching.language.vocabulary import english, is_past, vocabulary
from goals.plurals import singular

if TYPE_CHECKING:
    from coaching.language.clauses import Clause

_WORD = re.compile(r"[a-z][a-z'-]*|[DQTNXWR]+")
# "1500 m after the kids went down".
_MEANWHILE = re.compile(r"(?<=Q) (?:after|before|while|when|once|until|as) .*")
_ME = re.compile(r"^(?:(?:the |my )?[a-z]+ ?W+|i|i'm|i've|i'd|we|we've|me|myself|W+)\b")
_NOUN_PHRASE = re.compile(
    r"^(?:my|our|the|his|her|their|your|a|an|this|that|another|some|all|both)\b(?! (?:[a-z]+ )?Q)"
)


class Subject(Enum):
    ME = auto()
    NONE = auto()
    THING = auto()
    OTHER = auto()


def subject_of(clause: "Clause") -> Subject:
    """Told by what stands before the verb; in doubt nobody in particular, whose deeds count as the person's own."""
    core = _MEANWHILE.sub("", clause.core.rpartition("? ")[2])
    if _ME.match(core) or says("taken_along", core) or _is_put_up(clause, core):
        return Subject.ME
    if rule("others").match(core) or says("others", core) or says("done_by", core):
        return Subject.OTHER
    words = _WORD.findall(core)[:6]
    if not words:
        return Subject.NONE
    if _labels(clause, core) or (says("request", core) and _is_named(clause, core)):
        return Subject.NONE
    if _of_theirs(clause, words, core) or _of_a_neighbour(clause, core):
        return Subject.OTHER
    people, before_verb = vocabulary().words["people"], _before_verb(words, core)
    done = _IS_DONE.match(core)
    if done is not None and lemma(done["what"]) in {lemma(name) for name in clause.marked.names}:
        return Subject.NONE
    if _TO_ME.match(core) and not is_past(words[0]):
        return Subject.OTHER
    named = _in_titles(clause, words) | _tended(clause, words)
    if any(_parts(word) & people for word in before_verb if word not in named) and not is_past(words[0]):
        return Subject.OTHER
    if _NOUN_PHRASE.match(core):
        return Subject.OTHER if _acts(clause) else Subject.THING
    return Subject.OTHER if _is_a_name(clause, words) else Subject.NONE


def _is_put_up(clause: "Clause", core: str) -> bool:
    """ "physio I'm skipping tonight": what stands before the person is a goal, and nobody."""
    found = _PUT_UP.match(core)
    return found is not None and lemma(found["what"]) in {lemma(name) for name in clause.marked.names}


def _labels(clause: "Clause", core: str) -> bool:
    """ "physio: 25 minutes" where a goal is called so."""
    found = _LABEL.match(core)
    return found is not None and lemma(found[1]) in {lemma(name) for name in clause.marked.names}


def _is_named(clause: "Clause", core: str) -> bool:
    """ "mark physio as missed": what is asked to be recorded is a goal, and nobody's deed."""
    found = _ORDERED.match(core)
    return found is not None and lemma(found[1]) in {lemma(name) for name in clause.marked.names}


def _of_theirs(clause: "Clause", words: list[str], core: str) -> bool:
    """ "jen did her spanish", "my trainee forgot her vitamins": who does it is told by whose it is."""
    found = _THEIRS.match(core)
    who = (found["who"] if found else "").split()
    named = {lemma(name) for name in clause.marked.names}
    if found is not None and not any(is_past(word) or lemma(word) in named or word in _NOBODY for word in who):
        return True
    is_name = words[0] in vocabulary().words["given_names"] and lemma(words[0]) not in named
    return is_name and len(words) > 1 and is_past(words[1])


def _of_a_neighbour(clause: "Clause", core: str) -> bool:
    """ "sinead from theatre did 50 lengths": no English word, told by where it is from."""
    found = _PLACED.match(core)
    if found is None or not is_past(found["did"]) or is_past(found["who"]):
        return False
    who, words = found["who"], vocabulary()
    if lemma(who) in {lemma(name) for name in clause.marked.names}:
        return False
    is_unknown = len(who) > 3 and singular(who) == who and who not in english() | words.known()
    return is_unknown or who in words.words["given_names"] | words.words["first_names"]


_PLACED = re.compile(
    r"^(?P<who>[a-z'-]+) "
    r"(?:(?:from|in|at)(?: (?:the|my|our))?(?: [a-z]+){1,2}?|next door|over the road|across the road)"
    r" (?P<did>[a-z]+)\b"
)
_LABEL = re.compile(r"^([a-z-]+)(?:\s?[:=] ?| for )(?:about |around |a solid |a good |the full )?Q")
_ORDERED = re.compile(
    r"^(?:[a-z]+ ){0,4}?(?:mark|log|record|put|tick|check|note|count)(?: off| down)? (?:my |the )?([a-z-]+)\b"
)
_NOBODY = frozenset({"never", "nearly", "almost", "only", "even", "not", "once", "quickly", "finally", "i", "we", "me"})
_THEIRS = re.compile(
    r"^(?:(?:my|our|the) )?(?P<who>[a-z-]+(?: [a-z-]+)?) "
    r"(?:did|forgot|read|ran|had|took|ate|drank|swam|made|wrote|missed|skipped|finished|practi[sc]ed|played)"
    r" (?:his|her|their)\b"
)
_VERBS = frozenset({"is", "was", "are", "were", "has", "had", "opens", "says", "did", "just"})


def _before_verb(words: list[str], core: str) -> list[str]:
    """Those that may name who does it; without a verb, the first one or two."""
    ends = (at for at, word in enumerate(words) if is_past(word) or word in _BEFORE_AN_OBJECT | _VERBS)
    at = next(ends, len(words))
    if at == len(words):
        return words[:2] if _NOUN_PHRASE.match(core) else words[:1]
    return words[:at]


# "physio's done" where a goal is called so: no physiotherapist is.
_IS_DONE = re.compile(
    r"^(?:my |the )?(?P<what>[a-z-]+?)(?: (?:for|to) (?:the |my |our )?[a-z]+)?(?:'s| is| was| got|:)?(?: all| now)? "
    r"(?:(?:done|finished|over|sorted|booked|hired|confirmed)\b(?! (?:his|her|their|the|a|an|my)\b)"
    r"|(?:yes|yep|yup|no|nope)\W*(?:D+\W*)?$|gets? (?:a|the) (?:pass|miss|rest|swerve|skip)\b)"
)
_PUT_UP = re.compile(r"^(?:my |the )?(?P<what>[a-z-]+) (?:i|we|i'm|we're|i've|we've|i'd)\b")
# "ella read me a chapter".
_TO_ME = re.compile(
    r"^[a-z'-]+ (?:read|gave|made|bought|showed|sent|told|poured|cooked|baked|taught|drove) (?:me|us)\b"
)
# "letters to gran are posted" tells of letters.
_BEFORE_AN_OBJECT = frozenset({"to", "for", "with", "from", "about"})
_OF_WHOM = re.compile(r" (?:in|of|at|on|from|with|next|behind|down) .*")
_ACTING = re.compile(r"^(?:my|our|the|a|an|his|her|their|your|this|that|another|some|both)\b")
_PIECE = re.compile(r"[a-z'-]+|[A-Z]+")
_PASSED = frozenset({"about", "around", "over", "another", "all", "only", "for", "off", "out", "up", "down"})
_NOT_ACTING = frozenset({"to", "is", "are", "was", "were", "be", "been", "being", "got", "gets", "get"})
_ANYBODY_DOES = frozenset(
    {"finished", "had", "did", "ate", "skipped", "went", "got", "played", "put", "read", "missed"}
)
_AN_OBJECT = frozenset({"my", "his", "her", "their", "the", "a", "an", "to", "through"})
_METERS = frozenset(
    {"watch", "scale", "scales", "tracker", "app", "display", "meter", "pedometer", "screen", "counter"}
)


def _acts(clause: "Clause") -> bool:
    """ "my eldest finished 40 pages": what does such a thing is somebody, unless a goal is called by that name."""
    pieces = _PIECE.findall(clause.core)[:9] if _ACTING.match(clause.core) else []
    words, names = vocabulary().words, {lemma(name) for name in clause.marked.names}
    at = next((at for at, piece in enumerate(pieces) if is_past(piece)), 0)
    if pieces[at - 1 : at] and pieces[at - 1] in words["modals"] | _NOT_ACTING:
        return False
    who = _OF_WHOM.sub("", " ".join(pieces[1:at])).split()
    what = next((piece for piece in pieces[at + 1 :] if piece not in _PASSED), "")
    if not who or not what or {"i", "we", *_METERS} & set(who) or lemma(who[-1]) in names:
        return False
    is_object = what[0] in "QR" or what in _AN_OBJECT or lemma(what) in names
    is_deed = pieces[at] in words["deeds"] - words["no_deeds"] - {"logged"} or lemma(pieces[at]) in names
    return is_object and (is_deed or pieces[at] in _ANYBODY_DOES)


def _parts(word: str) -> set[str]:
    """The brother of "brother-in-law's"."""
    return {word.removesuffix("'s"), word.partition("-")[0]}


def _tended(clause: "Clause", words: list[str]) -> frozenset[str]:
    """The dog of "dog walked" and "the dog's been walked", where a title has both words."""
    tended, names = vocabulary().words["tended"], {lemma(name) for name in clause.marked.names}
    told = any(lemma(word) in names and (is_past(word) or word.endswith("ing")) for word in words)
    is_without = re.search(r"\b(?:got|gets|had) no\b", clause.core) is not None  # "the dog got no walk"
    told = told or is_without
    is_fragment = not _NOUN_PHRASE.match(clause.core) or "been" in words or is_without
    return frozenset(w for w in words if told and is_fragment and w.removesuffix("'s") in tended and lemma(w) in names)


def _in_titles(clause: "Clause", words: list[str]) -> set[str]:
    """Those that stand beside another word of a title: the baby of "Baby journal" is nobody."""
    bare = [word.removesuffix("'s") for word in words]
    pairs = zip(pairwise(words), pairwise(bare), strict=True)
    named = ((said, pair) for said, pair in pairs if pair[0] not in ("my", "the", "our", "a"))
    return {word for said, pair in named if pair in clause.marked.beside for word in said}


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


def _is_a_name(clause: "Clause", words: list[str]) -> bool:
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


def _is_unknown(clause: "Clause", word: str) -> bool:
    """A capital, and no word of English or of a title."""
    names = vocabulary().words
    spelled = (vocabulary().known() | english()) - names["first_names"] - names["given_names"]
    known = spelled | (clause.marked.names - clause.marked.people)
    at = clause.start + clause.mask.find(word)
    return word not in known and lemma(word) not in known and clause.marked.plain.is_capital(at)
