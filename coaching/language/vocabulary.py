"""The words of data/*.toml, read once."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Unit:
    """`name` is how the coach writes it, singular; `dimension` is distance, mass, volume, time, money or count."""

    name: str
    dimension: str


@dataclass(frozen=True, eq=False)
class Vocabulary:
    numbers: Mapping[str, int]
    spelling: Mapping[str, str]
    pairs: Mapping[str, str]
    phrases: Sequence[tuple[re.Pattern[str], str]]
    past: Mapping[str, str]
    """Past and participle of irregular verbs, by form; the value is the plain verb."""
    concepts: Mapping[str, str]
    """The one name of words that mean the same."""
    slips: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    """Named sets, as `words["people"]`."""
    units: Mapping[str, Unit]
    either: Mapping[str, tuple[Unit, ...]]
    coins: Mapping[str, tuple[Decimal, Unit]]

    @cache  # noqa: B019  there is one vocabulary
    def mendable(self) -> frozenset[str]:
        """Words of the record that are worth reading through a slip of the pen."""
        lists = ("do_verbs", "deeds", "generic", "day_parts", "mended")
        told = {*self.numbers, *self.past, *self.concepts, *self.units}
        return frozenset(word for word in told.union(*(self.words[name] for name in lists)) if word.isalpha())

    @cache  # noqa: B019
    def known(self) -> frozenset[str]:
        """Every English word that is written down here."""
        sets = (set(each) for each in self.words.values())
        forms = {*self.numbers, *self.spelling.values(), *self.past, *self.past.values(), *self.concepts, *self.units}
        return frozenset(forms.union(*sets, *self.slips.values()))


@cache
def table(name: str) -> dict[str, Any]:
    """One file of data, shared: read it, change nothing."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def vocabulary() -> Vocabulary:
    lexicon, units = table("lexicon"), dict(table("units"))
    either, coins = units.pop("either"), units.pop("coins")
    named = {name: Unit(name, dimension) for dimension, names in units.items() for name in names}
    return Vocabulary(
        numbers=lexicon["numbers"],
        spelling=lexicon["spelling"],
        pairs=lexicon["pairs"],
        phrases=[(re.compile(pattern), word) for pattern, word in lexicon["phrases"].items()],
        past=dict(_forms(lexicon["irregular"])),
        concepts=dict(_forms(lexicon["concepts"])),
        slips={name: frozenset(line.split()) for name, line in lexicon["slips"].items()},
        words={name: frozenset(line.split()) for name, line in lexicon["words"].items()},
        units={form: named[name] for names in units.values() for name, forms in names.items() for form in forms},
        either={form: tuple(named[name] for name in names) for form, names in either.items()},
        coins={form: (Decimal(str(worth)), named[name]) for form, (worth, name) in coins.items()},
    )


@cache
def english() -> frozenset[str]:
    """Common English words of four letters and more, plurals apart: they are spelled right."""
    return frozenset((DATA / "english.txt").read_text(encoding="utf-8").split())


def _forms(lines: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, line in lines.items():
        for form in line.split():
            yield form, name


def is_past(word: str) -> bool:
    words = vocabulary()
    if word in words.past:
        return True
    return word.endswith("ed") and len(word) > 4 and word not in words.words["not_past"]
