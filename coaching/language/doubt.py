"""How likely a report was misread: by how far the learned readers agree with it, and by what it leaves unread.

A linear model over few, coarse features, trained on what earlier versions of the rules made of messages that they had
not seen (`manage.py train_coach --readings`). It never changes what was read, only whether it is asked about first.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from coaching.commands import CheckInCommand, Command, CompleteMilestoneCommand, KnownGoal, Utterance
from coaching.language import gist, linear, told
from coaching.language.clauses import Clause
from coaching.language.gist import Gist
from coaching.language.linear import Model
from coaching.language.marks import Marked
from coaching.language.names import title_weights
from coaching.language.shapes import names_of
from coaching.language.told import Told

Report = CheckInCommand | CompleteMilestoneCommand
MISREAD, RIGHT = "MISREAD", "RIGHT"
_STEPS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98)
_NEGATED = re.compile(r"\b(?:not|no|never|none|zero|without|[a-z]+n't)\b")


@dataclass(frozen=True)
class Evidence:
    """One message with all that was read from it. The models are those that come with the coach unless given."""

    message: Marked
    clauses: Sequence[Clause]
    goals: Sequence[KnownGoal]
    commands: Sequence[Command]
    gist_model: Model | None = None
    told_model: Model | None = None

    @cached_property
    def gists(self) -> Mapping[Gist, float]:
        return gist.heard(self.message.mask, names_of(self.goals), self.gist_model)

    @cached_property
    def reports(self) -> list[Report]:
        return [each for each in self.commands if isinstance(each, Report)]

    @cached_property
    def elsewhere(self) -> float:
        """How likely something is told of another goal that is named and of which nothing was read."""
        read = {report.goal for report in self.reports}
        left = [goal for goal in self.goals if goal not in read and _is_named(goal, self.clauses)]
        return max((1 - self.told(goal)[Told.NOTHING] for goal in left), default=0.0)

    def told(self, goal: KnownGoal) -> told.Chances:
        return told.chances(goal, self.clauses, self.goals, self.told_model)

    def clause_of(self, command: Command) -> Clause | None:
        """The first that what was read comes from."""
        start, end = command.span
        return next((each for each in self.clauses if each.span[0] < end and start < each.span[1]), None)


def weighed(
    commands: Sequence[Command], message: Marked, clauses: Sequence[Clause], utterance: Utterance
) -> list[Command]:
    """The same commands, reports of a resolved goal with the confidence that is left to them.

    Of what is understood from the talk before ("another 2 km") the readers know too little to doubt it.
    """
    evidence = Evidence(message, clauses, utterance.goals, commands)
    return [
        replace(command, confidence=1 - chance_of_misreading(command, evidence))
        if isinstance(command, Report) and command.goal is not None and not _is_carried_on(command, evidence, utterance)
        else command
        for command in commands
    ]


def _is_carried_on(report: Report, evidence: Evidence, utterance: Utterance) -> bool:
    goal = report.goal
    return goal is not None and goal == utterance.last_goal and not _is_named(goal, evidence.clauses)


def chance_of_misreading(report: Report, evidence: Evidence, model: Model | None = None) -> float:
    """0–1, of a report whose goal is resolved."""
    return linear.chances(features(report, evidence), model or linear.shipped("doubt"))[MISREAD]


def features(report: Report, evidence: Evidence) -> list[str]:
    """Each once, sorted. Chances are told as the steps that they pass, so that weights add up along them."""
    said = told.told_by(report)
    found = {f"told {said}", *_agreement(report, said, evidence), *_company(report, evidence)}
    for name, chance in evidence.gists.items():
        found.update(_steps(name, chance))
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
        *_steps("agrees", second[said]),
        *_steps(f"agrees {said}", second[said]),
        *_steps("nothing", second[Told.NOTHING]),
        *_steps("elsewhere", evidence.elsewhere),
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
    }


def _of_clause(report: Report, said: Told, clause: Clause, evidence: Evidence) -> set[str]:
    goal = report.goal
    rivals = [each for each in evidence.goals if each != goal and _is_named(each, [clause])]
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
    }
    if goal is not None:
        found |= {f"named {_share(goal, clause)}", f"named {_share(goal, clause)} {said}"}
    if isinstance(report, CheckInCommand) and goal is not None and report.value is not None:
        found.add(f"unit {report.unit == goal.unit} {goal.unit is not None}")
    return found


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


def _is_named(goal: KnownGoal, clauses: Iterable[Clause]) -> bool:
    telling = {word for word, weight in title_weights(goal.title) if weight >= 1}
    return any(not telling.isdisjoint(clause.lemmas) for clause in clauses)


def _steps(name: str, chance: float) -> set[str]:
    return {f"{name} > {step}" for step in _STEPS if chance > step}
