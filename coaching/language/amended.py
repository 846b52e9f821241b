"""Amounts that are put right before what they belong to is named: "put $30, make that $35, in the fund"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from coaching.language.quantities import Quantity

_PAUSE = r"[\s,.;:…–—-]"
_INSTEAD = re.compile(
    rf"{_PAUSE}*+(?:(?:no|nope|wait|sorry|oops|make (?:that|it)|i mean|or rather|rather|scratch that|hang on|hold on"
    rf"|correction|actually|it was|that was|more like){_PAUSE}++)++"
)
# What the amount belongs to comes after it.
_STILL_TO_COME = re.compile(r",?(?= (?:in|into|to|on|of|for|towards?|off) )")


def amended(mask: str, amounts: Iterable[Quantity]) -> Iterator[Quantity]:
    """The right one of two, over the place of both, so that nothing parts it from what it belongs to."""
    before: Quantity | None = None
    for each in amounts:
        joined = None if before is None else _joined(mask, before, each)
        if before is not None and joined is None:
            yield before
        before = joined or each
    if before is not None:
        yield before


def _joined(mask: str, wrong: Quantity, right: Quantity) -> Quantity | None:
    after = _STILL_TO_COME.match(mask, right.end)
    is_same = right.unit is None or wrong.unit is None or right.unit == wrong.unit
    if after is None or not is_same or _INSTEAD.fullmatch(mask, wrong.end, right.start) is None:
        return None
    return replace(right, start=wrong.start, end=after.end(), unit=right.unit or wrong.unit)
