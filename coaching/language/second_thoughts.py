"""What the words of a new goal take back again: "by June, sorry, by July", "5 km, no, make it 8 km a week"."""

from collections.abc import Iterator

from coaching.language.dates import Moment
from coaching.language.deadlines import Deadline, deadline
from coaching.language.quantities import Quantity, quantities
from coaching.language.rhythms import Rhythm, rhythm
from coaching.language.rules import rule

_LONGEST = 400
_Part = Deadline | Rhythm | Quantity


def taken_back(text: str, moment: Moment, counted: frozenset[str]) -> list[tuple[int, int]]:
    """Where the part stands that another one of its kind takes the place of, and the words that say so."""
    return list(_spans(text, moment, counted))


def _spans(text: str, moment: Moment, counted: frozenset[str]) -> Iterator[tuple[int, int]]:
    for mark in rule("thinks_better").finditer(text, 0, _LONGEST):
        instead = _parts(text[mark.end() :], moment, counted)
        before = _parts(text[: mark.start()], moment, counted, is_last=True)
        for new, old in zip(instead, before, strict=True):
            if new is not None and old is not None and new.start <= 1:
                yield old.start, old.end
                yield mark.span()
                break


def _parts(text: str, moment: Moment, counted: frozenset[str], *, is_last: bool = False) -> tuple[_Part | None, ...]:
    """The deadline, the rhythm and the amount of a text: the first, or the last ones."""
    amounts = list(quantities(text, counted))
    amount = (amounts[-1] if is_last else amounts[0]) if amounts else None
    return deadline(text, moment), rhythm(text), amount
