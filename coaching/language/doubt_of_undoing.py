"""What tells an undo that was misread from one that is right: its words, what it names, what else the message holds."""

import re

from coaching.commands import CancelCommand, CheckInCommand
from coaching.language import ordered
from coaching.language.clauses import Clause
from coaching.language.evidence import Evidence, is_named, steps
from coaching.language.names import title_weights
from coaching.language.shapes import kind_of, names_of, pairs, plain_words

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
_SHORT = 6
"""Undoing is said in short words ("take off", "remove"); longer ones are rather what it is about."""


def features(command: CancelCommand, evidence: Evidence) -> list[str]:
    """Each once, sorted, and each begins with "undo"."""
    found = {*evidence.of_order(command), *_of_message(command, evidence)}
    for name, chance in evidence.gists.items():
        found.update(steps(name, chance))
    clause = evidence.clause_of(command)
    if clause is not None:
        found |= _of_clause(command, clause, evidence) | _of_name(command, clause, evidence)
    return sorted(f"undo {each}" for each in found)


def _said(command: CancelCommand, evidence: Evidence) -> str:
    """UNDO, DROP, or RIGHT where what it should have been comes next."""
    place = list(evidence.commands).index(command)
    is_put_right = any(isinstance(each, CheckInCommand) for each in evidence.commands[place + 1 : place + 2])
    return "RIGHT" if is_put_right else ordered.ordered_by(command)


def _of_message(command: CancelCommand, evidence: Evidence) -> set[str]:
    """What else the message names, asks and holds."""
    said = _said(command, evidence)
    named = sum(is_named(goal, evidence.clauses) for goal in evidence.goals)
    return {
        f"{said} goal {command.goal is not None} named {min(3, named)}",
        f"{said} of {min(3, len(evidence.commands))} clauses {min(4, len(evidence.clauses))}",
        f"{said} asks {'?' in evidence.message.mask}",
        f"{said} amounts {min(2, len(evidence.message.quantities))} days {min(1, len(evidence.message.dates))}",
    }


def _of_clause(command: CancelCommand, clause: Clause, evidence: Evidence) -> set[str]:
    """The words that ask for it, and how they are built."""
    said, names, words = _said(command, evidence), names_of(evidence.goals), _WORD.findall(clause.mask)
    kinds = [kind_of(word, names) for word in words]
    place = list(evidence.clauses).index(clause)
    before = [each for each in evidence.clauses if each.end <= clause.start][-1:]
    found = {f"{said} subject {clause.subject.name}", f"{said} link {clause.link}", f"{said} place {min(2, place)}"}
    found.update(f"word {word}" for word in words)
    found.update(f"{said} word {word}" for word in words if word in plain_words() or len(word) <= _SHORT)
    found.update(f"kinds {pair}" for pair in pairs(kinds, "~"))
    if before:
        named = sum(is_named(goal, before) for goal in evidence.goals)
        found.add(f"before named {min(2, named)} {command.goal is not None}")
    return found


def _of_name(command: CancelCommand, clause: Clause, evidence: Evidence) -> set[str]:
    """How much of the title is said, and who shares it; without a goal, how much is said that is no goal's."""
    said, goal = _said(command, evidence), command.goal
    here = sum(is_named(each, [clause]) for each in evidence.goals)
    found = {f"{said} goal {goal is not None} here {min(3, here)}"}
    if goal is None:
        names = names_of(evidence.goals)
        strange = [
            word for word in _WORD.findall(clause.mask) if word not in plain_words() and kind_of(word, names)[0] != "G"
        ]
        return {*found, f"{said} strange {min(3, len(strange))}"}
    weights = title_weights(goal.title)
    held = sum(weight for word, weight in weights if word in clause.lemmas)
    shared = {word for word, _ in weights if word in clause.lemmas}
    rivals = sum(
        not shared.isdisjoint(word for word, _ in title_weights(each.title)) for each in evidence.goals if each != goal
    )
    return {
        *found,
        f"{said} held {int(4 * held / (sum(weight for _, weight in weights) or 1))}",
        f"{said} whole {goal.title.casefold() in evidence.message.plain.text}",
        f"{said} rivals {min(2, rivals)}",
    }
