"""Whether a message is in another language than English: by its script, or by the little words that hold it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from coaching.language.vocabulary import english, table, vocabulary

_SHORT = 3
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def is_foreign(text: str, titles: Iterable[str] = ()) -> bool:
    """ "Aaj maine yoga kiya". What the person's goals are called is of no language: "12 rounds of surya namaskar"."""
    words, named = _words(text), frozenset(_words(" ".join(titles)))
    if not words:
        return False
    if _other_script(text):
        return True
    own = [word for word in words if word not in named]
    best = max(_hits(own, little) for little in _languages().values())
    held = sum(word in vocabulary().words["little"] for word in words)
    return best > held and (best >= 2 or (len(words) <= 3 and _is_telling(own)) or _are_strange(words))


def _is_telling(words: list[str]) -> bool:
    """Whether one of them is another language's and no mere letters: not "ctrl z", nor "r u ai"."""
    return any(len(word) >= _SHORT and _hits([word], little) for word in words for little in _languages().values())


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text.replace("’", "'"))]


def _are_strange(words: list[str]) -> bool:
    """Whether two words and more, and most of the longer ones, are none of English."""
    long = [word for word in words if len(word) >= 4]
    known = english() | vocabulary().known()
    strange = [word for word in long if word not in known and word.removesuffix("s") not in known]
    return len(strange) >= 2 and 2 * len(strange) > len(long)


def _hits(words: list[str], little: frozenset[str]) -> int:
    return sum(word in little for word in words)


def _other_script(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    other = sum(1 for letter in letters if ord(letter) > 0x24F and "LATIN" not in unicodedata.name(letter, "LATIN"))
    return other * 2 > len(letters)


@cache
def _languages() -> dict[str, frozenset[str]]:
    data = table("languages")
    ignored = frozenset(data["ignored"]["english"].split())
    lists = {name: line.split() for name, line in data.items() if isinstance(line, str)}
    return {name: frozenset([*words, *_bare(words)]) - ignored for name, words in lists.items()}


def _bare(words: Iterable[str]) -> Iterator[str]:
    """As they are typed without accents, where that makes no word of English: "manana", "nao", "fruh"."""
    for word in words:
        bare = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
        if bare != word and len(bare) > _SHORT and bare not in english():
            yield bare
