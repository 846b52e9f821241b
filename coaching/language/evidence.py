"""What a reading is weighed by: the message, all that was read from it, and what the learned readers make of it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from coaching.commands import (
    CancelCommand,
    CheckInCommand,
    Command,
    CompleteMilestoneCommand,
    CreateGoalCommand,
    KnownGoal,
)
from coaching.language import gist, ordered, told
from coaching.language.clauses import Clause
from coaching.language.gist import Gist
from coaching.language.linear import Model
from coaching.language.marks import Marked
from coaching.language.names import title_weights
from coaching.language.ordered import Ordered
from coaching.language.shapes import names_of
from coaching.language.told import Told

Report = CheckInCommand | CompleteMilestoneCommand
Order = CreateGoalCommand | CancelCommand
_STEPS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98)


class Readers(NamedTuple):
    """The learned models that know no rule; None is the one that comes with the coach."""

    gist: Model | None = None
    told: Model | None = None
    ordered: Model | None = None


SHIPPED = Readers()


@dataclass(frozen=True)
class Evidence:
    """One message with all that was read from it."""

    message: Marked
    clauses: Sequence[Clause]
    goals: Sequence[KnownGoal]
    commands: Sequence[Command]
    readers: Readers = SHIPPED

    @cached_property
    def gists(self) -> Mapping[Gist, float]:
        return gist.heard(self.message.mask, names_of(self.goals), self.readers.gist)

    @cached_property
    def orders(self) -> Mapping[Ordered, float]:
        return ordered.chances(self.message.mask, names_of(self.goals), self.readers.ordered)

    @cached_property
    def reports(self) -> list[Report]:
        return [each for each in self.commands if isinstance(each, Report)]

    @cached_property
    def days(self) -> set[dt.date]:
        """Of which something was told."""
        return {each.date for each in self.reports if isinstance(each, CheckInCommand)}

    @cached_property
    def elsewhere(self) -> float:
        """How likely something is told of another goal that is named and of which nothing was read."""
        read = {report.goal for report in self.reports}
        left = [goal for goal in self.goals if goal not in read and is_named(goal, self.clauses)]
        return max((1 - self.told(goal)[Told.NOTHING] for goal in left), default=0.0)

    def told(self, goal: KnownGoal) -> told.Chances:
        return told.chances(goal, self.clauses, self.goals, self.readers.told)

    def of_order(self, order: Order) -> set[str]:
        """What the second reader makes of what was read for an order."""
        said, best = ordered.ordered_by(order), max(self.orders, key=lambda each: self.orders[each])
        return {
            *steps("ordered", self.orders[said]),
            *steps(f"ordered {said}", self.orders[said]),
            *steps("nothing", self.orders[Ordered.NOTHING]),
            f"{said} or {best}",
        }

    def clause_of(self, command: Command) -> Clause | None:
        """The first that what was read comes from."""
        start, end = command.span
        return next((each for each in self.clauses if each.span[0] < end and start < each.span[1]), None)


def is_named(goal: KnownGoal, clauses: Iterable[Clause]) -> bool:
    """Whether a word that tells the goal from others is said."""
    telling = {word for word, weight in title_weights(goal.title) if weight >= 1}
    return any(not telling.isdisjoint(clause.lemmas) for clause in clauses)


def steps(name: str, chance: float) -> set[str]:
    """The chance as the steps that it passes, so that weights add up along them."""
    return {f"{name} > {step}" for step in _STEPS if chance > step}
