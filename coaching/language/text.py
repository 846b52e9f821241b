"""A message made plain: lower case, shorthand spelled out, each character traced back to the one it came from."""

import re
from dataclasses import dataclass
from functools import lru_cache, partial

from rapidfuzz.distance import OSA

from coaching.language.vocabulary import english, vocabulary
from goals.plurals import singular

_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?|\s+|.", re.DOTALL)
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_DOUBLED = re.compile(r"([a-z])\1+")
_PAIR = re.compile(
    r"\b(push|pull|sit|press|chin|work|worked|working|skin|screen|ice|flash)"
    r"([ -])(ups?|outs?|care|time|creams?|cards?)\b"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """`offsets[i]` is where character i of `text` stood in `source`."""

    text: str
    offsets: tuple[int, ...]
    source: str
    written: str
    """`text` before words of two parts were joined; equally long."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Characters [start, end) of the plain text as characters of the source."""
        if start >= end:
            return (0, 0)
        last = self.offsets[end - 1]
        return (self.offsets[start], min(last + 1, len(self.source)))

    def is_capital(self, at: int) -> bool:
        return self.source[self.offsets[at]].isupper()


def plain(source: str, names: frozenset[str] = frozenset()) -> Plain:
    """`names` are words that stand as they are, however much they look like a slip of the pen: those of goals."""
    text: list[str] = []
    offsets: list[int] = []
    for piece in _PIECE.finditer(source.translate(_STRAIGHT)):
        written = _lower(piece.group())
        is_name = piece.group()[0].isupper() and piece.start() > 0 and not piece.group().isupper()
        read = written if written in names or is_name else _spelled(written, names)
        text.append(read)
        reach = len(written) - 1
        offsets += [piece.start() + min(step, reach) for step in range(len(read))]
    written = "".join(text)
    return Plain(_join_pairs(written), tuple(offsets), source, written)


def _lower(piece: str) -> str:
    """Never longer or shorter than it was, unlike str.lower."""
    lowered = piece.lower()
    return lowered if len(lowered) == len(piece) else "".join(c.lower() if len(c.lower()) == 1 else c for c in piece)


def _join_pairs(text: str) -> str:
    """ "push-ups" is one word, padded to the length it had."""

    def joined(match: re.Match[str]) -> str:
        word = vocabulary().pairs.get(f"{match[1]} {match[3]}")
        return match[0] if word is None else word.ljust(len(match[0]))

    text = _PAIR.sub(joined, text)
    for pattern, word in vocabulary().phrases:
        text = pattern.sub(partial(_padded, word), text)
    return text


def _padded(word: str, match: re.Match[str]) -> str:
    return word.ljust(len(match[0]))


@lru_cache(maxsize=8192)
def _spelled(word: str, names: frozenset[str]) -> str:
    """Shorthand in full; a word that is no English one read as the one it is a slip of the pen away from."""
    words = vocabulary()
    if word.endswith("in'") and len(word) > 4:
        word = f"{word[:-1]}g"
    if word in words.spelling:
        return words.spelling[word]
    if len(word) < 4 or word in english() or word in words.known() or singular(word) in english():
        return word
    once = _DOUBLED.sub(r"\1", word)
    if once != word and (once in names or once in words.mendable()):
        return once
    meant = nearest(word, names | words.mendable())
    return word if meant is None or word.startswith(meant) else meant  # "memorised" is no slip of "memorise"


def nearest(word: str, candidates: frozenset[str]) -> str | None:
    """The one candidate that `word` is a slip of the pen away from: same first letter, one letter or one swap off.

    From eight letters on, two. None when two candidates are as near.
    """
    if not word.isalpha():
        return None
    allowed = 1 if len(word) < 8 else 2
    near = [
        each
        for each in candidates
        if each[0] == word[0]
        and abs(len(each) - len(word)) <= allowed
        and (len(each) > 4 or sorted(each) == sorted(word))
    ]
    told = sorted((distance, each) for each in near if (distance := OSA.distance(word, each)) <= allowed)
    if not told or (len(told) > 1 and told[0][0] == told[1][0] and lemma(told[0][1]) != lemma(told[1][1])):
        return None
    return told[0][1]


@lru_cache(maxsize=8192)
def lemma(word: str) -> str:
    """What a word is compared by: its concept where it has one, else a stem without the common endings."""
    words = vocabulary()
    word = word.removesuffix("'s").replace("-", "").replace("'", "")
    found = words.concepts.get(word)
    if found is not None:
        return found
    verb = words.past.get(word)
    if verb is not None:
        return words.concepts.get(verb, _stem(verb))
    stem = _stem(word)
    return words.concepts.get(stem, stem)


_STEMS = (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ching", "ch"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"))


def _stem(word: str) -> str:
    if len(word) < 4:
        return word
    for ending, instead in _STEMS:
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    word = word.removesuffix("s") if word.endswith("ings") else word
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            bare = word.removesuffix(ending)
            return f"{bare}e" if len(bare) == 3 and _is_a_verb(f"{bare}e") else _undoubled(bare)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def _is_a_verb(word: str) -> bool:
    """The hire of "hired". To have moved something is said of too much to name a goal."""
    return word in english() and word not in vocabulary().words["saving"]


def _undoubled(stem: str) -> str:
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls"
    return stem[:-1] if doubled else stem.removesuffix("e")
