"""Whether a message is in another language than English: by its script, or by the little words that hold it."""

import re
import unicodedata
from functools import cache

from coaching.language.vocabulary import english, table, vocabulary

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def is_foreign(text: str) -> bool:
    words = [word.lower() for word in _WORD.findall(text.replace("’", "'"))]
    if not words:
        return False
    if _other_script(text):
        return True
    best = max(_hits(words, little) for little in _languages().values())
    held = sum(word in vocabulary().words["little"] for word in words)
    return best > held and (best >= 2 or len(words) <= 3 or _are_strange(words))


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
    return {name: frozenset(line.split()) - ignored for name, line in data.items() if isinstance(line, str)}
