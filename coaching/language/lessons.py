"""What the learned models are taught: examples out of labelled messages, wordings, and readings that were checked."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coaching.commands import (
    CancelCommand,
    CheckInCommand,
    Command,
    CompleteMilestoneCommand,
    CreateGoalCommand,
    KnownGoal,
    Mode,
    Utterance,
)
from coaching.language import doubt, ordered, told
from coaching.language.clauses import clauses
from coaching.language.doubt import MISREAD, RIGHT
from coaching.language.evidence import Evidence, Order, Readers, Report
from coaching.language.gist import Gist
from coaching.language.marks import marked
from coaching.language.ordered import Ordered
from coaching.language.shapes import features, names_of
from coaching.language.told import Told
from coaching.language.training import Example
from goals.plurals import singular

# What the intents of CLINC150 mean to a coach (docs/coach.md); every other intent is OTHER.
INTENTS = {
    Gist.TALK: "greeting goodbye thank_you tell_joke fun_fact meaning_of_life what_are_your_hobbies do_you_have_pets "
    "yes no maybe",
    Gist.META: "are_you_a_bot who_made_you what_is_your_name how_old_are_you where_are_you_from who_do_you_work_for "
    "what_can_i_ask_you change_ai_name change_user_name user_name reset_settings change_language change_accent "
    "change_speed change_volume whisper_mode sync_device repeat",
}
_CLASS_OF = {intent: gist for gist, intents in INTENTS.items() for intent in intents.split()}
_OF_COMMAND = {"check_in": Gist.REPORT, "complete_milestone": Gist.REPORT, "review": Gist.REVIEW}
# Words are read against a day, which says nothing of what they mean.
_NOW = dt.datetime(2025, 5, 14, 18, tzinfo=dt.UTC)
_DATES, _NUMBERS = {"date", "target_date"}, {"value", "target_value"}
_NAMED = re.compile(r"\[([^\]]+)\]|<([^>]+)>")


def of_intents(rows: Iterable[Sequence[str]]) -> list[Example]:
    """For the gist, of pairs of text and intent, as CLINC150 has them."""
    return [_gist(Utterance(text=text, now=_NOW), _CLASS_OF.get(intent, Gist.OTHER)) for text, intent in rows]


def of_wordings(rows: Iterable[Sequence[str]]) -> list[Example]:
    """For the gist, of pairs of class and text: [Spanish] is the name of a goal and <pages> is what one counts."""
    return [_gist(_wording(text), Gist(gist)) for gist, text in rows]


@dataclass(frozen=True)
class Labelled:
    """A message with what it means, as the labelling guide says. `batch` is its id without the number."""

    id: str
    utterance: Utterance
    expect: Mapping[str, Any]

    @property
    def batch(self) -> str:
        return self.id.rpartition("-")[0]


def of_message(message: Labelled) -> list[Example]:
    """For the gist; none where it is several things at once."""
    about = gist_of(message.expect)
    return [] if about is None else [_gist(message.utterance, about)]


def gist_of(expect: Mapping[str, Any]) -> Gist | None:
    """The class of a labelled message; None where it is several things at once."""
    if len(expect["modes"]) != 1:
        return None
    mode = Mode(expect["modes"][0])
    if mode is not Mode.TRACK_PROGRESS:
        return Gist.TALK if mode is Mode.SMALLTALK else Gist(mode.value)
    kinds = [command["type"] for command in expect["commands"]] or ["check_in"]
    return _OF_COMMAND.get(kinds[0], Gist.ORDER)


def of_goals(message: Labelled) -> Iterator[Example]:
    """For the second reader: each goal that is spoken of, and what is told of it."""
    found, goals = clauses(marked(message.utterance)), message.utterance.goals
    for goal in goals:
        label, mine = _told_of(goal, message), names_of([goal])
        if label is not Told.NOTHING or any(told.is_about(clause, goal, mine) for clause in found):
            yield told.features(goal, found, goals), label


def _told_of(goal: KnownGoal, message: Labelled) -> Told:
    commands = (command_of(each, (0, 0), message.utterance.goals) for each in message.expect["commands"])
    reports = (each for each in commands if isinstance(each, Report) and each.goal == goal)
    return next(map(told.told_by, reports), Told.NOTHING)


def of_orders(message: Labelled) -> Example:
    """For the second reader of orders: the first that the message gives."""
    commands = (command_of(each, (0, 0), message.utterance.goals) for each in message.expect["commands"])
    orders = (ordered.ordered_by(each) for each in commands if isinstance(each, Order))
    return _seen(message.utterance), next(orders, Ordered.NOTHING)


@dataclass(frozen=True)
class Checked:
    """What some version of the rules once read in a message, the span of each command, and which of them were right."""

    message: Labelled
    commands: Sequence[Mapping[str, Any]]
    spans: Sequence[tuple[int, int]]
    are_right: Sequence[bool]


def of_readings(checked: Iterable[Checked], readers: Readers) -> Iterator[Example]:
    """For the doubt, of readings, with models that have not seen their messages."""
    for each in checked:
        message, goals = marked(each.message.utterance), each.message.utterance.goals
        commands = [command_of(*pair, goals) for pair in zip(each.commands, each.spans, strict=True)]
        evidence = Evidence(message, clauses(message), goals, commands, readers)
        for command, is_right in zip(commands, each.are_right, strict=True):
            if doubt.is_weighed(command):
                yield doubt.features(command, evidence), RIGHT if is_right else MISREAD


def command_of(written: Mapping[str, Any], span: tuple[int, int], goals: Iterable[KnownGoal]) -> Command:
    """What the parse contract tells of a report or an order; of any other command no more than that there is one."""
    slots = {name: value for name, value in written.items() if name not in ("type", "goal")}
    for name in _DATES & slots.keys():
        slots[name] = slots[name] and dt.date.fromisoformat(slots[name])
    for name in _NUMBERS & slots.keys():
        slots[name] = None if slots[name] is None else Decimal(str(slots[name]))
    if written["type"] == CreateGoalCommand.TYPE:
        return CreateGoalCommand(**slots, span=span)
    kinds = (CheckInCommand, CompleteMilestoneCommand, CancelCommand)
    kind = next((kind for kind in kinds if written["type"] == kind.TYPE), None)
    goal = next((goal for goal in goals if goal.title == written.get("goal")), None)
    return Command(span=span) if kind is None else kind(**slots, goal=goal, span=span)


def _gist(utterance: Utterance, gist: Gist) -> Example:
    return _seen(utterance), gist


def _seen(utterance: Utterance) -> list[str]:
    return features(marked(utterance).mask, names_of(utterance.goals))


def _wording(text: str) -> Utterance:
    goals = tuple(
        KnownGoal(title or "Goal", "recurring", singular(unit) if unit else None)
        for title, unit in _NAMED.findall(text)
    )
    return Utterance(text=_NAMED.sub(lambda match: match[1] or match[2], text), now=_NOW, goals=goals)
