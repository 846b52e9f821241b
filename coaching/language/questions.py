"""Questions by their shape, and what they are after: the record, the coach itself, or advice.

For what no list of rules.toml knows. A question is read without what leads up to it: "I wonder if", "any idea how".
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from coaching.commands import KnownGoal, Mode
from coaching.language.names import LOOSE, resolve
from coaching.language.rules import rule, says
from coaching.language.text import lemma

_WORD = re.compile(r"[a-z][a-z'-]*")


def has_shape(text: str) -> bool:
    """Whether it asks by the order of its words, question mark or not."""
    core, is_led = _core(text)
    return is_led or (says("question_shape", core) is not None and not says("rhetorical", core))


def aim(text: str, goals: Sequence[KnownGoal], *, is_marked: bool) -> Mode | None:
    """What a question asks; TRACK_PROGRESS for the record. None for what is none, or is talk about the world.

    `is_marked` when it ends in a question mark: it may then be no more than a few words.
    """
    core, is_led = _core(text)
    if says("rhetorical", core):
        return None
    if is_led or says("question_shape", core) or (is_marked and says("marked_shape", core)):
        return _aim(core, goals, is_led=is_led)
    if not is_marked:
        return None
    if says("either_or", core) is not None and _names(core, goals):
        return Mode.CONSULT
    rest = _without_names(core, goals).strip(" ?!.,-")
    return Mode.TRACK_PROGRESS if rest and says("period_words", rest) else None


def is_rhetorical(text: str) -> bool:
    """Whether nothing is asked that the coach could answer: "did you see the match"."""
    return says("rhetorical", _core(text)[0]) is not None


def is_for_advice(text: str) -> bool:
    """Whether a list knows it for a call for advice."""
    return says("consult", text) is not None or says("in_need", text) is not None


def is_remark(text: str, *, is_marked: bool) -> bool:
    """Whether beside what was done it asks nothing: "no idea how far", "could you record that"."""
    return says("asks_to_record", text) is not None or (says("unmeasured", text) is not None and not is_marked)


def heart(text: str) -> str:
    """What is asked, without what leads up to it."""
    return _core(text)[0]


def shows_record(text: str, goals: Sequence[KnownGoal]) -> bool:
    """ "let me see my week", "show yoga", "update me on my goals"."""
    found = says("shows", text)
    if found is None:
        return False
    rest = text[found.end() :]
    if says("standing_nouns", text[found.start() :]):
        return True
    is_shown = re.search(r"\b(?:show|display|pull up|open|see|view|update|look)\b", found.group()) is not None
    return is_shown and says("period_words", _without_names(rest, goals)) is not None and _names(rest, goals)


@lru_cache(maxsize=256)
def _core(text: str) -> tuple[str, bool]:
    """The question without what leads up to it, and whether it was put indirectly."""
    core = rule("question_openers").sub("", text.strip())
    led = says("asked_indirectly", core)
    return (core[led.end() :], True) if led is not None else (core, False)


def _aim(core: str, goals: Sequence[KnownGoal], *, is_led: bool) -> Mode | None:
    is_opinion = says("you_as_subject", core) is None and says("you_think", core) is not None
    if is_opinion and not says("app_nouns", _without_names(core, goals)):
        return Mode.CONSULT
    if says("about_coach", core) or says("app_nouns", _without_names(core, goals)):
        return Mode.META
    if says("you_as_subject", core):
        return _asked_of_you(core)
    if says("about_record", core):
        return Mode.TRACK_PROGRESS
    is_advice = says("of_a_person", core) or _names(core, goals)
    return Mode.CONSULT if is_advice and (is_led or says("about_advice", core)) else None


def _asked_of_you(core: str) -> Mode:
    if says("you_show", core):
        return Mode.TRACK_PROGRESS
    return Mode.CONSULT if says("you_advise", core) else Mode.META


def _names(core: str, goals: Sequence[KnownGoal]) -> bool:
    lemmas = frozenset(lemma(word) for word in _WORD.findall(core))
    found = resolve(lemmas, goals, enough=LOOSE)
    return bool(found.candidates) or any(_counts(goal, lemmas) for goal in goals)


def _counts(goal: KnownGoal, lemmas: frozenset[str]) -> bool:
    return goal.unit is not None and lemma(goal.unit.casefold()) in lemmas


def _without_names(core: str, goals: Sequence[KnownGoal]) -> str:
    """What is left when the words of titles and units are taken out."""
    told = {lemma(word) for goal in goals for word in _WORD.findall(f"{goal.title} {goal.unit or ''}".casefold())}
    return _WORD.sub(lambda match: "" if lemma(match.group()) in told else match.group(), core)
