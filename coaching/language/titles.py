"""The name of a new goal: the words of the message without lead-in, rhythm and deadline."""

import re
from typing import TYPE_CHECKING

from coaching.language.quantities import COUNT
from coaching.language.rules import rule, says
from coaching.language.text import Plain
from coaching.language.vocabulary import vocabulary
from goals.plurals import singular

if TYPE_CHECKING:
    from coaching.language.creation import Terms

_OF = re.compile(r"(?:\s+of\b)?")


def title_of(terms: "Terms", pattern: str, plain: Plain) -> str:
    """Empty when no word is left."""
    kept = list(_cased(terms.text, plain))
    kept[: terms.first] = " " * terms.first
    for span in (terms.deadline, terms.rhythm):
        if span is not None:
            kept[span.start : span.end] = " " * (span.end - span.start)
    for start, end in terms.gone:
        kept[start:end] = " " * (end - start)
    _drop_amounts(kept, terms, pattern)
    text = "".join(kept).strip()
    text = text[:1].lower() + text[1:]  # what stands first in the message, and may be none of the title
    named = re.match(rule("title_before").pattern, text, flags=re.IGNORECASE)
    if named is not None and pattern == "recurring":
        return _trimmed(named["name"])
    if pattern == "milestone":
        text = re.sub(rule("in_passing").pattern, "", text.strip(" :,-"), flags=re.IGNORECASE)
        text = rule("title_stages").split(text, maxsplit=1)[0]
    text = re.sub(rule("title_tail").pattern, " ", text, flags=re.IGNORECASE)
    if pattern == "limit":
        text = rule("limit_verbs").sub(" ", rule("limit_words").sub(" ", text))
    if pattern == "streak":
        text = re.sub(
            rule("title_length").pattern, "", text, flags=re.IGNORECASE
        )  # "a no sugar streak? Aiming for 50 days"
        text = re.sub(r"\bwithout(?: any)?\b", "no", rule("streak_words").sub(" ", text))
    return _trimmed(" ".join(text.split()))


def _cased(text: str, plain: Plain) -> str:
    """With the capitals of the source where the letters are the same."""
    start = plain.text.find(text)
    written = plain.written[start : start + len(text)]
    pairs = zip(written, plain.offsets[start : start + len(text)], strict=False)
    return "".join(plain.source[at] if plain.source[at].lower() == letter else letter for letter, at in pairs)


def _drop_amounts(kept: list[str], terms: "Terms", pattern: str) -> None:
    """An amount stays where it makes the goal; what limits and recurring goals count stays as a word."""
    if pattern in ("target", "milestone"):
        return
    for each in terms.amounts:
        end = each.end
        is_counted = pattern == "limit" and each.unit is not None and each.unit.dimension == COUNT
        if is_counted and not says("holds", terms.text[: each.start]):
            end = each.start + len(re.match(r"(?:\S+ )*", terms.text[each.start : each.end]).group())  # type: ignore[union-attr]
        elif pattern == "recurring" and (each.unit is None or each.unit.dimension == COUNT):
            continue
        end += len(_OF.match(terms.text, end).group())  # type: ignore[union-attr]
        kept[each.start : end] = " " * (end - each.start)


def _trimmed(text: str) -> str:
    previous = None
    while previous != text:
        previous = text
        text = rule("title_end").sub("", rule("title_edge").sub("", text))
    text = re.sub(r"\s+([,.])", r"\1", text)
    return text[:1].upper() + text[1:200]


def thing_of(title: str, unit: str) -> str:
    """What a limit counts: "sausage roll" of "Sausage rolls", while strong coffees are coffees."""
    first, _, last = title.casefold().partition(" ")
    is_of_it = singular(last) == unit and first not in vocabulary().words["adjectives"] and first.isalpha()
    return f"{first} {unit}" if is_of_it else unit
