"""A question that waits for its answer: commands held back until the goal or the amount is known."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from coaching.commands import (
    AddPartCommand,
    CancelCommand,
    ChangeGoalCommand,
    CheckInCommand,
    Command,
    CompleteMilestoneCommand,
    CreateGoalCommand,
    KnownGoal,
    ReviewCommand,
    SetSentimentCommand,
)

_KINDS: Mapping[str, type[Command]] = {
    kind.TYPE: kind
    for kind in (
        CheckInCommand,
        CompleteMilestoneCommand,
        CreateGoalCommand,
        CancelCommand,
        ReviewCommand,
        SetSentimentCommand,
        ChangeGoalCommand,
        AddPartCommand,
    )
}
_DATES, _NUMBERS = frozenset({"date", "target_date"}), frozenset({"value", "target_value"})
_NO = re.compile(
    r"(?:no(?:ne|pe)?|nah|neither|don(?:'|’)?t|not now|cancel|stop|discard|never ?mind|forget (?:it|that)|leave it"
    r"|none of (?:them|these|those))(?:[,.! ]+(?:thanks?|thank you|don(?:'|’)?t|it|that|them|both|all))*[.! ]*",
    re.IGNORECASE,
)
_AGREES = (
    r"yes|yep|yeah|yup|sure|ok(?:ay)?|all ?right|exactly|absolutely|of course|confirm(?:ed)?|do (?:it|that)|go ahead"
    r"|go for it|please do|(?:that(?:'|’)?s |that is )?(?:right|correct)|(?:looks|sounds) (?:good|right)"
)
_YES = re.compile(
    rf"(?:{_AGREES})(?:[,.! ]+(?:{_AGREES}|please|it|that|them|both|all(?: of (?:it|them))?))*[.! ]*", re.IGNORECASE
)
_WRONG = re.compile(
    r"(?:no[,.! ]+)?(?:(?:oops|sorry)[,.! ]+)?(?:(?:that|it|this)(?:(?:'|’)?s| is| was) )?"
    r"(?:wrong|(?:all )?wrong|incorrect|not (?:right|correct|true)|a mistake|(?:isn|wasn)(?:'|’)?t right)[.! ]*",
    re.IGNORECASE,
)
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")
_PLACE = re.compile(r"(?:the )?(?:(\d)(?:[.):].*)?|(\w+)(?: one)?)[.! ]*", re.IGNORECASE)
_LEAST_LIKE, _MARGIN = 80, 10


@dataclass(frozen=True, slots=True)
class Held:
    """`commands`, of which the one at `place` waits for its `missing` part: goal or value."""

    commands: tuple[Command, ...]
    place: int
    missing: str
    choices: tuple[uuid.UUID, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "commands": [stored(command) for command in self.commands],
            "place": self.place,
            "missing": self.missing,
            "choices": [str(pk) for pk in self.choices],
        }

    def answered(self, **values: Any) -> tuple[Command, ...]:
        """The commands with the part that was missing; of that one there is no doubt any more."""
        commands = list(self.commands)
        commands[self.place] = replace(commands[self.place], confidence=1.0, **values)
        return tuple(commands)


def held_from(data: Mapping[str, Any], goals: Mapping[uuid.UUID, KnownGoal]) -> Held | None:
    """As it was held; None when a goal that it names is gone."""
    commands = [restored(each, goals) for each in data["commands"]]
    if any(command is None for command in commands):
        return None
    choices = tuple(pk for pk in map(uuid.UUID, data["choices"]) if pk in goals)
    return Held(tuple(filter(None, commands)), data["place"], data["missing"], choices)


def stored(command: Command) -> dict[str, Any]:
    """A command as JSON; goals by id, their candidates left out."""
    told: dict[str, Any] = {"type": command.TYPE}
    for column in fields(command):
        value = getattr(command, column.name)
        if column.name in ("span", "candidates"):
            continue
        if isinstance(value, KnownGoal):
            value = str(value.id)
        elif isinstance(value, dt.date):
            value = value.isoformat()
        elif isinstance(value, Decimal):
            value = str(value)
        told[column.name] = value
    return told


def restored(data: Mapping[str, Any], goals: Mapping[uuid.UUID, KnownGoal]) -> Command | None:
    values = dict(data)
    kind = _KINDS[values.pop("type")]
    for name, value in values.items():
        if value is None:
            continue
        if name in _DATES:
            values[name] = dt.date.fromisoformat(value)
        elif name in _NUMBERS:
            values[name] = Decimal(value)
        elif isinstance(value, list):
            values[name] = tuple(value)
        elif name == "goal":
            values[name] = goals.get(uuid.UUID(value))
            if values[name] is None:
                return None
    return kind(**values)


def is_no(text: str) -> bool:
    """Whether an answer calls the question off."""
    return _NO.fullmatch(text.strip()) is not None


def is_yes(text: str) -> bool:
    """Whether an answer agrees, and says nothing else."""
    return _YES.fullmatch(text.strip()) is not None


def is_wrong(text: str) -> bool:
    """Whether it says that something is not so, and not what would be."""
    return _WRONG.fullmatch(text.strip()) is not None


def is_decision(text: str) -> bool:
    """Whether it agrees to something or turns it down, and says nothing else."""
    return is_yes(text) or is_no(text) or is_wrong(text)


def take_back() -> str:
    """What the button says, and sends, that takes back what was just recorded."""
    return _("Take it back")


def is_question(text: str) -> bool:
    """Whether it asks something, and so is no answer in free words."""
    return text.rstrip().endswith("?")


def chosen(text: str, titles: Sequence[str]) -> int | None:
    """Which of `titles` an answer means, by its name or its place; None when it is not clear."""
    said = text.strip().casefold().rstrip(".! ")
    exact = [place for place, title in enumerate(titles) if title.casefold() == said]
    if len(exact) == 1:
        return exact[0]
    place = _place(text)
    if place is not None and place < len(titles):
        return place
    return _alike(said, titles)


def _place(text: str) -> int | None:
    found = _PLACE.fullmatch(text.strip())
    if found is None:
        return None
    if found[1]:
        return int(found[1]) - 1 if found[1] != "0" else None
    word = found[2].casefold()
    return _PLACES.index(word) if word in _PLACES else None


def _alike(said: str, titles: Iterable[str]) -> int | None:
    scores = [(fuzz.token_set_ratio(said, title.casefold()), place) for place, title in enumerate(titles)]
    scores.sort(key=lambda each: -each[0])
    if not scores or scores[0][0] < _LEAST_LIKE:
        return None
    if len(scores) > 1 and scores[0][0] - scores[1][0] < _MARGIN:
        return None
    return scores[0][1]
