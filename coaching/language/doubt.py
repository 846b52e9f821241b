"""How likely a report, a new goal or an undo was misread: by what the learned readers make of it, and what it leaves.

A linear model over few, coarse features, trained on what earlier versions of the rules made of messages that they had
not seen (`manage.py train_coach --readings`). It never changes what was read, only whether it is asked about first.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from coaching.commands import CancelCommand, CheckInCommand, Command, CreateGoalCommand, KnownGoal, Utterance
from coaching.language import doubt_of_goals, doubt_of_undoing, linear, told
from coaching.language.clauses import Clause
from coaching.language.evidence import Evidence, Order, Report, is_named, steps
from coaching.language.linear import Model
from coaching.language.marks import Marked
from coaching.language.names import title_weights
from coaching.language.shapes import PIECE, kind_of, names_of, word_of
from coaching.language.told import Told

MISREAD, RIGHT = "MISREAD", "RIGHT"
_CARRIES_ON = re.compile(r"\b(?:another|more|again|extra|further|same|too|it|that|this|those|them)\b")
_PARTLY = re.compile(
    r"%|\b(?:half|halfway|part|partly|start(?:ed|ing)?|begun|began|almost|nearly|first|bit|so far|most|some|only|still"
    r"|left|to go|underway|percent|ahead|remain(?:s|ing)?)\b"
)
_NEGATED = re.compile(r"\b(?:not|no|never|none|zero|without|[a-z]+n't)\b")


def weighed(
    commands: Sequence[Command], message: Marked, clauses: Sequence[Clause], utterance: Utterance
) -> list[Command]:
    """The same commands, with the confidence that is left to reports of a resolved goal, new goals and undoing."""
    evidence = Evidence(message, clauses, utterance.goals, commands)
    found: list[Command] = []
    for command in commands:
        before = found[-1] if found else None
        if isinstance(before, CancelCommand) and before.what == "last" and isinstance(command, Report):
            # "Actually 6" takes the place of an entry that was weighed itself.
            found.append(replace(command, confidence=min(before.confidence, command.confidence)))
        elif is_weighed(command) and not _is_carried_on(command, evidence, utterance):
            left = 1 - chance_of_misreading(command, evidence)
            found.append(replace(command, confidence=min(left, command.confidence)))
        else:
            found.append(command)
    return found


def is_weighed(command: Command) -> bool:
    return isinstance(command, Order) or (isinstance(command, Report) and command.goal is not None)


def _is_carried_on(command: Command, evidence: Evidence, utterance: Utterance) -> bool:
    """Of what is understood from the talk before ("another 2 km") the readers know too little to doubt it."""
    goal, mask = command.goal if isinstance(command, Report) else None, evidence.message.mask
    if goal is None or goal != utterance.last_goal or is_named(goal, evidence.clauses):
        return False
    return _CARRIES_ON.search(mask) is not None or not any(letter.islower() for letter in mask)


def chance_of_misreading(command: Command, evidence: Evidence, model: Model | None = None) -> float:
    """0–1, of a command that `is_weighed`."""
    return linear.chances(features(command, evidence), model or linear.shipped("doubt"))[MISREAD]


def features(command: Command, evidence: Evidence) -> list[str]:
    """Each once, sorted; of reports, of new goals and of undoing none is the same."""
    if isinstance(command, CreateGoalCommand):
        return doubt_of_goals.features(command, evidence)
    if isinstance(command, CancelCommand):
        return doubt_of_undoing.features(command, evidence)
    return _of_report(command, evidence) if isinstance(command, Report) else []


def _of_report(report: Report, evidence: Evidence) -> list[str]:
    said = told.told_by(report)
    found = {f"told {said}", *_agreement(report, said, evidence), *_company(report, evidence)}
    for name, chance in evidence.gists.items():
        found.update(steps(name, chance))
    clause = evidence.clause_of(report)
    if clause is not None:
        found.update(_of_clause(report, said, clause, evidence))
    return sorted(found)


def _agreement(report: Report, said: Told, evidence: Evidence) -> set[str]:
    """What the second reader makes of the same goal, and of others that are named."""
    if report.goal is None:
        return set()
    second = evidence.told(report.goal)
    best = max(second, key=lambda each: second[each])
    kind = told.kind_of_goal(report.goal)
    return {
        *steps("agrees", second[said]),
        *steps(f"agrees {said}", second[said]),
        *steps("nothing", second[Told.NOTHING]),
        *steps("elsewhere", evidence.elsewhere),
        f"{said} or {best}",
        f"{kind} {said}",
    }


def _company(report: Report, evidence: Evidence) -> set[str]:
    """What else was read, and which amounts of the message were left."""
    same = [each for each in evidence.reports if each.goal == report.goal]
    days = {each.date for each in same if isinstance(each, CheckInCommand)}
    values = [each for each in evidence.reports if isinstance(each, CheckInCommand) and each.value]
    left = len(evidence.message.quantities) - len(values)
    return {
        f"commands {min(3, len(evidence.commands))}",
        f"again {len(same) > 1} {len(days) > 1}",
        f"amounts left {max(0, min(2, left))}",
        f"clauses {min(4, len(evidence.clauses))}",
        f"day {_age(report, evidence)} of {min(2, len(evidence.message.dates))}",
        *_days_left(evidence),
    }


def _days_left(evidence: Evidence) -> set[str]:
    """Days that are said, and of which nothing was read: today apart, since it is said in passing."""
    read, today = evidence.days, evidence.message.moment.today
    left = [day for each in evidence.message.dates for day in each.days if day not in read]
    others, is_vague = {*left} - {today}, any(not each.days for each in evidence.message.dates)
    return {
        f"days left {min(2, len(others))} of {min(2, len(read))}",
        f"today left {today in left}",
        f"vague {is_vague}",
    }


def _of_clause(report: Report, said: Told, clause: Clause, evidence: Evidence) -> set[str]:
    goal = report.goal
    rivals = [each for each in evidence.goals if each != goal and is_named(each, [clause])]
    has_value = isinstance(report, CheckInCommand) and report.value is not None
    place = evidence.clauses.index(clause)
    found = {
        f"subject {clause.subject.name}",
        f"link {clause.link}",
        f"past {bool(clause.pasts)}",
        f"place {place > 0} {place < len(evidence.clauses) - 1}",
        f"clause amounts {min(3, len(clause.quantities))} {has_value}",
        f"clause days {min(2, len(clause.dates))}",
        f"rivals {min(2, len(rivals))}",
        f"negated {_NEGATED.search(clause.mask) is not None} {said}",
        *_of_parts(report, said, clause, evidence),
    }
    if goal is not None:
        found |= {f"named {_share(goal, clause)}", f"named {_share(goal, clause)} {said}"}
        found |= _of_name(goal, clause, has_value=has_value, is_one=len(evidence.reports) == 1)
    if isinstance(report, CheckInCommand) and goal is not None and report.value is not None:
        found.add(f"unit {report.unit == goal.unit} {goal.unit is not None}")
    return found


def _of_name(goal: KnownGoal, clause: Clause, *, has_value: bool, is_one: bool) -> set[str]:
    """How little of a name is enough depends on what else speaks for it: an amount, or that nothing else is told."""
    names = names_of([goal])
    forms = sorted({kind_of(word, names) for word in PIECE.findall(clause.mask) if word_of(word, names) == "G"})
    share = _share(goal, clause)
    return {
        f"named {share} value {has_value} one {is_one}",
        f"by {' '.join(forms)} of {share}",
        f"{has_value} by {forms}",
    }


def _of_parts(report: Report, said: Told, clause: Clause, evidence: Evidence) -> set[str]:
    """Words for a beginning, or for what is left: here, or anywhere in the message."""
    here = _PARTLY.search(clause.text) is not None
    kind = told.kind_of_goal(report.goal) if report.goal is not None else None
    anywhere = _PARTLY.search(evidence.message.plain.text) is not None
    return {f"partly {here} {anywhere}", f"partly {here} {said}", f"partly {here} {kind}"}


def _age(report: Report, evidence: Evidence) -> str:
    if not isinstance(report, CheckInCommand):
        return "none"
    age: dt.timedelta = evidence.message.moment.today - report.date
    return str(age.days) if age.days < 2 else "older"


def _share(goal: KnownGoal, clause: Clause) -> int:
    """Quarters of the title's weight that the clause holds."""
    weights = title_weights(goal.title)
    held = sum(weight for word, weight in weights if word in clause.lemmas)
    return int(4 * held / (sum(weight for _, weight in weights) or 1))
