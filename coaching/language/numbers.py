"""Numbers in digits and words: 1,500 · 1,5 · 2.5k · ½ · 1 1/2 · forty-two · two and a half · a dozen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from coaching.language.vocabulary import vocabulary

_GLYPHS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667", "⅛": "0.125"}
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS = {"half": "0.5", "quarter": "0.25", "third": "0.3333", "tenth": "0.1", "fifth": "0.2", "eighth": "0.125"}
_FEW = {"dozen": 12, "couple": 2, "pair": 2}
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9}

_DIGITS = re.compile(
    r"""(?:(?<![\w.,/])|(?<=\d[xh×]))(?P<sign>[-+](?=\d))?
    (?:(?P<whole>\d{1,9})\ (?P<above>[1-9])/(?P<below>[2-9])(?![\d/])
    |(?P<top>[1-9])/(?P<bottom>[2-9])(?![\d/])
    |(?P<spoken>\d+\ point\ \d+)
    |(?P<number>\d{1,3}(?:[,\ ]\d{3}(?!\d))+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d*[.,]\d+|\d+)
     (?P<glyph>[½¼¾⅓⅔⅛])?(?P<short>\ ?k\b|(?:\ ?(?:m|mn|b)\b)(?=x))?
    |(?P<alone>[½¼¾⅓⅔⅛]))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """`is_short` for one written with k; `is_word` for one spelled out."""

    start: int
    end: int
    value: Decimal
    is_short: bool = False
    is_word: bool = False


def numbers(text: str) -> Iterator[Number]:
    """In order, never overlapping. `text` is lower case."""
    found = [*_in_digits(text), *_in_words(text)]
    reached = 0
    for number in sorted(found, key=lambda each: (each.start, -each.end)):
        if number.start >= reached:
            reached = number.end
            yield number


def _in_digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        value, short = _value(match), (match["short"] or "").strip()
        end, scale = match.end(), _SHORT.get(short, 1)
        if not short:
            end, scale = _scaled(text, end)
            end, value = _and_a_part(text, end, value) if scale == 1 else (end, value)
        value *= scale
        yield Number(match.start(), end, -value if match["sign"] == "-" else value, is_short=short == "k")


def _value(match: re.Match[str]) -> Decimal:
    if match["whole"]:
        return Decimal(match["whole"]) + _fraction(match["above"], match["below"])
    if match["top"]:
        return _fraction(match["top"], match["bottom"])
    if match["alone"]:
        return Decimal(_GLYPHS[match["alone"]])
    if match["spoken"]:
        return Decimal(match["spoken"].replace(" point ", "."))
    value = _decimal(match["number"])
    return value + Decimal(_GLYPHS[match["glyph"]]) if match["glyph"] else value


def _fraction(above: str, below: str) -> Decimal:
    return round(Decimal(above) / Decimal(below), 4).normalize()


def _decimal(written: str) -> Decimal:
    """A comma before three digits parts thousands, any other comma is a decimal sign; two dots part thousands."""
    if re.fullmatch(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?", written) and not written.startswith("0"):
        return Decimal(written.replace(",", "").replace(" ", ""))
    if written.count(".") > 1:
        return Decimal(written.replace(".", ""))
    return Decimal("0" + written.replace(",", ".")) if written[0] in ".," else Decimal(written.replace(",", "."))


def _scaled(text: str, end: int) -> tuple[int, int]:
    """ "2 thousand", "3 grand", "5 dozen"."""
    match = _scale_words().match(text, end)
    if match is None:
        return end, 1
    return match.end(), _SCALES.get(match[1]) or _FEW[match[1]]


def _and_a_part(text: str, end: int, value: Decimal) -> tuple[int, Decimal]:
    match = re.compile(r" and (?:a |one )?(half|quarter|third)\b").match(text, end)
    return (end, value) if match is None else (match.end(), value + Decimal(_PARTS[match[1]]))


@cache
def _scale_words() -> re.Pattern[str]:
    return re.compile(rf"[ -]({'|'.join([*_SCALES, 'dozen'])})\b")


@cache
def _words() -> re.Pattern[str]:
    """A run of number words. "a" begins one before hundred, dozen, half; a part such as third never stands alone."""
    simple = "|".join(sorted(vocabulary().numbers, key=len, reverse=True))
    scales, few = "|".join(_SCALES), "|".join(f"{each}s?" for each in _FEW)
    parts = "|".join("halves|half" if each == "half" else f"{each}s?" for each in _PARTS)
    alone = rf"half(?= (?:an?|of|hour|mile|lit)\b)|quarter(?= of an?\b)|{simple}|{scales}|dozens?"
    head = rf"an? (?:{scales}|{few}|{parts})|{alone}"
    tail = rf"(?:[ -]+|,? and )(?:an? )?(?:{simple}|{scales}|{parts}|{few})\b"
    return re.compile(rf"(?<![\w'-])(?:{head})\b(?:{tail})*(?: point(?: (?:{simple}))+)?\b")


def _in_words(text: str) -> Iterator[Number]:
    for match in _words().finditer(text):
        value = _read(match.group())
        if value is None:
            continue
        thousands = _THOUSANDS.match(text, match.end())
        if thousands is None:
            yield Number(match.start(), match.end(), value, is_word=True)
        else:
            yield Number(match.start(), thousands.end(), value * 1000, is_short=True, is_word=True)


_THOUSANDS = re.compile(r" ?k\b")
_WITH_A_PART = re.compile(r"(.+?),? and (?:(an?|[a-z]+) )?(half|halves|quarters?|thirds?|fifths?|eighths?|tenths?)")


def _read(written: str) -> Decimal | None:
    """The value of a run of words; None when they are two numbers that stand beside each other."""
    mixed = _WITH_A_PART.fullmatch(written)
    if mixed is not None:
        whole, part = _read(mixed[1]), _read(f"{mixed[2] or 'a'} {mixed[3]}")
        return None if whole is None or part is None else whole + part
    whole_words, _, digits = written.partition(" point ")
    sum_so_far = _Sum()
    for word in re.findall(r"[a-z]+", whole_words):
        if word not in ("and", "a", "an") and not sum_so_far.take(word):
            return None
    tail = "".join(str(vocabulary().numbers[word]) for word in digits.split())
    return sum_so_far.value + (Decimal(f"0.{tail}") if tail else 0)


class _Sum:
    """A number as it is spoken: what is closed by a scale, and the group that is still open."""

    def __init__(self) -> None:
        self.closed = Decimal(0)
        self.group = Decimal(0)
        self.room = Decimal(1000)
        """The next plain number must stay below: after "twenty" nothing above nine goes on."""

    @property
    def value(self) -> Decimal:
        return self.closed + self.group

    def take(self, word: str) -> bool:
        """False when `word` cannot go on this number."""
        numbers_by_name = vocabulary().numbers
        if word in numbers_by_name:
            return self._add(Decimal(numbers_by_name[word]))
        if word in _SCALES:
            self._scale(_SCALES[word])
            return True
        name = "half" if word == "halves" else word.removesuffix("s")
        factor = Decimal(_PARTS[name]) if name in _PARTS else Decimal(_FEW[name])
        self.group, self.room = (self.group or 1) * factor, Decimal(0)
        return True

    def _add(self, value: Decimal) -> bool:
        if value >= self.room:
            return False
        self.group += value
        self.room = Decimal(10) if value >= 20 else Decimal(1) if value else Decimal(0)
        return True

    def _scale(self, scale: int) -> None:
        if scale == 100:
            self.group, self.room = (self.group or Decimal(1)) * 100, Decimal(100)
        else:
            self.closed += (self.group or 1) * scale
            self.group, self.room = Decimal(0), Decimal(1000)
