"""Whether a message is in another language than English: by its script, or by the little words that hold it."""

import re
import unicodedata
from functools import cache

from coaching.language.vocabulary import table, vocabulary

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def is_foreign(text: str) -> bool:
    words = [word.lower() for word in _WORD.findall(text.replace("’", "'"))]
    if not words:
        return False
    if _other_script(text):
        return True
    best = max(_hits(words, little) for little in _languages().values())
    english = sum(word in vocabulary().words["little"] for word in words)
    return best > english and (best >= 2 or (best == 1 and len(words) <= 3))


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
