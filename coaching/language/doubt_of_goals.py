"""What tells a new goal that was misread from one that is right: its slots, its title, what of the message is left."""

import re

from coaching.commands import CreateGoalCommand
from coaching.language.evidence import Evidence, steps
from coaching.language.quantities import COUNT, dimension_of
from coaching.language.rules import says
from coaching.language.shapes import kind_of, names_of, plain_words
from coaching.language.text import lemma
from coaching.language.vocabulary import english

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
_DIGIT = re.compile(r"\d")
_PERIOD = re.compile(
    r"\b(?:daily|weekly|monthly|nightly|every|each|per|an? (?:day|week|month|night)|(?:once|twice|times))\b"
)
_PART = re.compile(r"[,.;:!?]")
_DUE = re.compile(r"\b(?:deadline|due|by|before|until|till|within|finish(?:ed)?|time limit|in [DNQ]|months?|weeks?)\b")
_STAGES = re.compile(r"\b(?:steps?|stages?|parts?|phases?|milestones?|first|then)\b")
_CAPPED = re.compile(r"\b(?:max(?:imum)?|most|limit|cap(?:ped)?|no more|more than|only|allowed|under|fewer|less)\b")
_WITHOUT = re.compile(r"\b(?:streak|without|days? of|no [a-z]+)\b")


def features(command: CreateGoalCommand, evidence: Evidence) -> list[str]:
    """Each once, sorted, and each begins with "new"."""
    found = {
        *evidence.of_order(command),
        *_of_slots(command, evidence),
        *_of_counts(command, evidence),
        *_of_signs(command, evidence),
        *_of_title(command, evidence),
    }
    for name, chance in evidence.gists.items():
        found.update(steps(name, chance))
    return sorted(f"new {each}" for each in found)


def _of_slots(command: CreateGoalCommand, evidence: Evidence) -> set[str]:
    """Which slots are filled, beside what of amounts, days and rhythms the message holds."""
    others = [each for each in evidence.commands if isinstance(each, CreateGoalCommand)]
    value, unit, due = (each is not None for each in (command.target_value, command.unit, command.target_date))
    text = evidence.message.plain.text
    left = len(evidence.message.quantities) - len(evidence.commands)
    return {
        f"pattern {command.pattern}",
        f"{command.pattern} value {value} unit {unit} due {due}",
        f"{command.pattern} rhythm {command.times_per_period is not None} {command.period}",
        f"{command.pattern} periods {_PERIOD.search(text) is not None}",
        f"{command.pattern} amounts {min(3, len(evidence.message.quantities))}",
        f"{command.pattern} parts {min(4, len(_PART.findall(text)))}",
        f"due {due} days {min(2, len(evidence.message.dates))} {says('limit_words', text) is not None}",
        f"amounts left {max(-1, min(2, left))}",
        f"goals {min(2, len(others))} commands {min(3, len(evidence.commands))}",
        f"clauses {min(5, len(evidence.clauses))}",
    }


def _of_counts(command: CreateGoalCommand, evidence: Evidence) -> set[str]:
    """Which amounts and marks the message holds, and whether the unit is a word, and which of the title."""
    mask, pattern = evidence.message.mask, command.pattern
    measured = sum(each.unit is not None for each in evidence.message.quantities)
    marks = (min(3, len(re.findall(f"{mark}+", mask))) for mark in "NQD")
    found = {
        f"{pattern} measured {measured} bare {len(evidence.message.quantities) - measured}",
        f"{pattern} marks {' '.join(map(str, marks))}",
    }
    if command.unit is None:
        return {*found, f"{pattern} no unit {(command.target_value or 0) > 1}"}
    words = [lemma(word) for word in _WORD.findall(command.title.casefold())]
    place = words.index(command.unit) if command.unit in words else -1
    is_word = dimension_of(command.unit) != COUNT or command.unit in english()
    return {*found, f"unit is a word {is_word}", f"unit at {place} of {min(5, len(words))}"}


def _of_signs(command: CreateGoalCommand, evidence: Evidence) -> set[str]:
    """Words for a deadline, stages, a cap, doing without, beside what was made of them; and how many words are left."""
    mask, text = evidence.message.mask, evidence.message.plain.text
    words = {lemma(word) for word in _WORD.findall(command.title.casefold())}
    left = [word for word in _WORD.findall(mask) if word not in plain_words() and lemma(word) not in words]
    return {
        f"due {command.target_date is not None} said {_DUE.search(mask) is not None}",
        f"{command.pattern} stages {_STAGES.search(text) is not None}",
        f"{command.pattern} capped {_CAPPED.search(text) is not None}",
        f"{command.pattern} without {_WITHOUT.search(text) is not None}",
        f"left {min(6, len(left))}",
    }


def _of_title(command: CreateGoalCommand, evidence: Evidence) -> set[str]:
    """How long it is, how it begins and ends, and which little words are left in it."""
    title = command.title.casefold()
    words = _WORD.findall(title)
    names = names_of(evidence.goals)
    telling = [lemma(word) for word in _WORD.findall(evidence.message.mask) if word not in plain_words()]
    held = sum(word in {lemma(each) for each in words} for word in telling)
    return {
        f"words {min(8, len(words))}",
        f"first {kind_of(words[0], names) if words else 'none'}",
        f"last {kind_of(words[-1], names) if words else 'none'}",
        f"{command.pattern} digits {_DIGIT.search(title) is not None}",
        f"marks {_PART.search(title) is not None}",
        f"share {int(4 * held / (len(telling) or 1))}",
        *(f"has {word}" for word in words if word in plain_words()),
    }
