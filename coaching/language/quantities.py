"""Amounts: a number with what it counts. $1.5k · 7h 30m · 3 x 10 pushups · half an hour · a coffee."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from coaching.language.numbers import Number, numbers
from coaching.language.text import lemma
from coaching.language.vocabulary import Unit, vocabulary
from goals.plurals import singular

COUNT = "count"
_MONEY_SIGN = re.compile(r"(?:(?:us|c|a)?[$£€¥₹]|\b(?:usd|eur|gbp|cad|aud|chf|jpy|inr|sek))\s?$")
_SIGN_AFTER = re.compile(r"\s?[€£$]")
_UNIT_AFTER = re.compile(r"(?:[^\S\n]*-?[^\S\n]*|\s+of\s+(?:an?|the)\s+|\s+(?:an?)\s+)(us\$|[a-z]+(?:'s)?)'?(?![a-z'])")
_OF_HALF = re.compile(r"(?:\s+of)?\s+an?\s+([a-z]+)\b")
_TWO_WORDS = re.compile(r"\s+([a-z']+)[ -]([a-z']+)\b")
_SETS = re.compile(r"(?:\s*[x×*]\s*|\s+(?:sets?|rounds?|lots)\s+of\s+|\s+sets?\s*[x×*,]?\s*)$")
_REPS = re.compile(r"\s*(?:reps?|times)\b(?:\s+(?:each|of)\b)?|\s+each\b")
_A_UNIT = re.compile(r"\b(?:an?|another|one more) ([a-z]+)(?: ([a-z]+))?\b")
_DOTTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_LINK = re.compile(r",?\s*(?:and\s+)?")
_SMALLEST = frozenset({"m", "g", "ml", "minute"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """`unit` is None for a bare number; `other` a second reading of the same word (pounds: money or mass).

    `noun` is the word that was counted, singular, as it was written.
    """

    start: int
    end: int
    value: Decimal
    unit: Unit | None = None
    other: Unit | None = None
    noun: str | None = None
    is_short: bool = False

    def reads_as(self, dimension: str) -> "Quantity":
        """The same amount in its other unit, when that is the one of `dimension`."""
        if self.other is not None and self.other.dimension == dimension:
            return replace(self, unit=self.other)
        return self


def quantities(text: str, counted: Collection[str] = ()) -> Iterator[Quantity]:
    """In order, never overlapping. `counted` are units of goals, singular: "a shift" is one of them."""
    found = [_of_an_hour(text, _with_unit(text, number, counted), counted) for number in numbers(text)]
    taken = [(each.start, each.end) for each in found]
    found += [
        single
        for single in _singles(text, counted)
        if not any(single.start < end and start < single.end for start, end in taken)
    ]
    yield from _durations(text, _sets(text, sorted(found, key=lambda each: each.start)))


def _with_unit(text: str, number: Number, counted: Collection[str]) -> Quantity:
    found = _measured(text, number, counted)
    is_whole = found.unit is not None and (found.unit.dimension in (COUNT, "money") or found.unit.name in _SMALLEST)
    if is_whole and _DOTTED.fullmatch(text, number.start, number.end):
        return replace(found, value=found.value * 1000)  # nobody counts thousandths of steps or euros
    return found


def _measured(text: str, number: Number, counted: Collection[str]) -> Quantity:
    bare = Quantity(number.start, number.end, number.value, is_short=number.is_short)
    sign = _MONEY_SIGN.search(text, max(0, number.start - 5), number.start)
    if sign is not None:
        return replace(bare, start=sign.start(), unit=vocabulary().units[sign.group().strip()])
    after = _SIGN_AFTER.match(text, number.end)
    if after is not None:
        return replace(bare, end=after.end(), unit=vocabulary().units[after.group().strip()])
    return _named(text, bare, counted)


def _named(text: str, bare: Quantity, counted: Collection[str]) -> Quantity:
    """The unit among the next words: adjectives may stand between, anything else ends the search."""
    pair = _of_two_words(text, bare, counted)
    if pair is not None:
        return pair
    end = bare.end
    for _ in range(3):
        match = _UNIT_AFTER.match(text, end)
        if match is None:
            return bare
        word = match[1]
        glued = match.start(1) == bare.end
        found = _unit_of(word, replace(bare, end=match.end(1)), counted, glued=glued)
        if found is not None:
            return found
        if word not in vocabulary().words["adjectives"]:
            return _of_a_kind(text, bare, match, counted) or _counting(text, bare, match)
        end = match.end(1)
    return bare


def _of_two_words(text: str, bare: Quantity, counted: Collection[str]) -> Quantity | None:
    """ "150 free throws" where a goal counts free throws."""
    match = _TWO_WORDS.match(text, bare.end)
    name = None if match is None else next((each for each in counted if _is_called_both(each, *match.groups())), None)
    return replace(bare, end=match.end(), unit=Unit(name, COUNT), noun=name) if match is not None and name else None


def _is_called_both(unit: str, first: str, second: str) -> bool:
    words = unit.casefold().replace("-", " ").split()
    return len(words) == 2 and words[0] == first and _bare_name(words[1]) == _bare_name(second)


def _of_a_kind(text: str, bare: Quantity, match: re.Match[str], counted: Collection[str]) -> Quantity | None:
    """ "18 physics problems": what a goal counts, with a noun before it."""
    after = _UNIT_AFTER.match(text, match.end())
    if after is None or match[1] in vocabulary().words["stops"] or singular(after[1]) == after[1] or not bare.value > 1:
        return None
    found = _unit_of(after[1], replace(bare, end=after.end(1)), counted, glued=False)
    return found if found is not None and found.noun is not None else None


def _unit_of(word: str, bare: Quantity, counted: Collection[str], *, glued: bool) -> Quantity | None:
    words = vocabulary()
    if word in words.either:
        first, second = words.either[word]
        return replace(bare, unit=first, other=second)
    if word in words.coins:
        worth, currency = words.coins[word]
        return replace(bare, value=bare.value * worth, unit=currency)
    unit = words.units.get(word)
    if unit is not None and (len(word) > 1 or glued or word in "mlghk"):
        return replace(bare, unit=unit, other=words.units["min"] if word == "m" else None)
    name = _called(word, [each for each in counted if each not in words.units])
    if name is not None:
        return replace(bare, unit=Unit(name, COUNT), noun=singular(word))
    return None


def _counting(text: str, bare: Quantity, match: re.Match[str]) -> Quantity:
    """A plural after a number other than one is what it counts, whoever knows it."""
    word = match[1]
    looks_plural = singular(word) != word and not word.endswith("'s")
    verbs = vocabulary().words
    is_one = bare.value == 1 and word in vocabulary().concepts and not is_verb_form(word)
    is_noun = (looks_plural or is_one) and word not in verbs["modals"] and word not in verbs["about"]
    if not is_noun or word in vocabulary().words["no_nouns"]:
        return bare
    noun = singular(word)
    return replace(bare, end=match.end(1), unit=Unit(noun, COUNT), noun=noun)


def _sets(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "3 x 10 pushups", "3 sets of 10": the product."""
    done: list[Quantity] = []
    for each in found:
        before = done[-1] if done else None
        if before is not None and _SETS.fullmatch(text, before.end, each.start) and before.unit is None:
            reps = _REPS.match(text, each.end) if each.unit is None else None
            end = reps.end() if reps else each.end
            product = replace(each, start=before.start, end=end, value=before.value * each.value)
            done[-1] = _named(text, product, ()) if product.unit is None else product
        elif before is not None and _is_sets(before) and text[before.end : each.start].strip() in ("of", "x", ""):
            done[-1] = replace(each, start=before.start, value=before.value * each.value)
        else:
            done.append(each)
    return done


def _is_sets(each: Quantity) -> bool:
    return each.noun in ("set", "round", "lot") and each.value == int(each.value)


def _durations(text: str, found: list[Quantity]) -> list[Quantity]:
    """Hours with minutes are one number of hours: 7h 30m, an hour and 20 minutes, an hour and a half, 2 hours 15."""
    done: list[Quantity] = []
    for each in found:
        joined = _joined(text, done[-1], each) if done else None
        if joined is None:
            done.append(each)
        else:
            done[-1] = joined
    return done


def _joined(text: str, before: Quantity, each: Quantity) -> Quantity | None:
    if before.unit is None and text[before.end : each.start] == ":" and each.unit is not None:
        is_sixtieths = each.unit.name in ("hour", "minute") and each.value < 60  # "1:30 hours"
        value = before.value + round(each.value / 60, 4).normalize()
        return replace(each, start=before.start, value=value) if is_sixtieths else None
    if before.unit is None or _LINK.fullmatch(text, before.end, each.start) is None:
        return None
    has_and = "and" in text[before.end : each.start]
    if has_and and each.unit is None and each.value in _PARTS_OF_ONE:
        return replace(before, end=each.end, value=before.value + each.value)
    if (
        before.unit == each.unit
        and before.unit.dimension == "money"
        and before.value == int(before.value)
        and each.value < 1
    ):
        return replace(before, end=each.end, value=before.value + each.value)
    minutes = each.reads_as("time").unit
    is_minutes = minutes is not None and minutes.name == "minute"
    is_hours = before.unit.name == "hour" and before.value == int(before.value)
    if is_hours and each.value < 60 and (is_minutes or each.unit is None):
        return replace(before, end=each.end, value=before.value + round(each.value / 60, 4).normalize())
    return None


_PARTS_OF_ONE = (Decimal("0.5"), Decimal("0.25"), Decimal("0.75"))


def _of_an_hour(text: str, each: Quantity, counted: Collection[str]) -> Quantity:
    """ "half an hour", "half a page" have their unit after an article."""
    match = _OF_HALF.match(text, each.end) if each.unit is None and each.value < 1 else None
    if match is None:
        return each
    unit = vocabulary().units.get(match[1])
    if unit is not None:
        return replace(each, end=match.end(), unit=unit)
    return _unit_of(match[1], replace(each, end=match.end()), counted, glued=False) or each


_TOO_LONG = frozenset({"day", "week", "month", "year", "second", "foot"})


def _singles(text: str, counted: Collection[str]) -> Iterator[Quantity]:
    """ "an hour", "a mile", "a coffee" where a goal counts coffees."""
    for match in _A_UNIT.finditer(text):
        if text[: match.start()].rstrip()[-1:].isdigit():
            continue  # a rate: "1.50 a litre"
        pair = next((each for each in counted if match[2] and _is_called_both(each, match[1], match[2])), None)
        if pair is not None:
            yield Quantity(match.start(), match.end(), Decimal(1), Unit(pair, COUNT), noun=pair)
            continue
        group = 2 if match[2] and match[1] in vocabulary().words["adjectives"] else 1
        found = _single(match[group], Quantity(match.start(), match.end(group), Decimal(1)), counted)
        if found is not None:
            yield found


def _single(word: str, one: Quantity, counted: Collection[str]) -> Quantity | None:
    unit = vocabulary().units.get(word)
    if unit is not None and len(word) > 2:
        return None if unit.name in _TOO_LONG or singular(word) != word else replace(one, unit=unit)
    if word in vocabulary().coins:
        return _unit_of(word, one, (), glued=False)
    name = _called(word, counted)
    return None if name is None else replace(one, unit=Unit(name, COUNT), noun=word)


def _called(word: str, counted: Collection[str]) -> str | None:
    """The unit that a word is of; its own name before another one: beers are beers before they are cocktails."""
    named = sorted(
        (each for each in counted if _is_called(each, word)),
        key=lambda each: (_bare_name(each) != _bare_name(word), each),
    )
    return next(iter(named), None)


def _is_called(unit: str, word: str) -> bool:
    """Another name of what a goal counts ("press-ups") is written as the goal writes it."""
    if _bare_name(unit) == _bare_name(word) or f"{unit.casefold()}s" == word:
        return True
    if word.removeprefix(unit.casefold()) not in (word, "", "s", "es", "ing", "ed"):
        return False  # a sketchbook is no sketch
    return lemma(unit.casefold()) == lemma(word) in vocabulary().concepts.values() and not is_verb_form(word)


def is_verb_form(word: str) -> bool:
    words = vocabulary()
    return word.endswith(("ing", "ed")) or word in words.past or word in words.words["deeds"]


def _bare_name(unit: str) -> str:
    return singular(unit.casefold().replace("-", "")).removesuffix("e")  # "caches" may be of a cach or a cache


@cache
def dimension_of(unit: str | None) -> str | None:
    """The dimension of a goal's unit, however the goal writes it; count for what is counted, None without one."""
    if not unit:
        return None
    known = vocabulary().units.get(unit) or vocabulary().units.get(unit.lower())
    return known.dimension if known is not None else COUNT
