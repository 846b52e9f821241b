"""What the learned model hears where no rule does: a report, a goal that is asked for, a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from coaching.commands import Command, CreateGoalCommand, Mode, Utterance
from coaching.language import gist, ordered
from coaching.language.clauses import Clause
from coaching.language.creation import loose_creation
from coaching.language.gist import Gist
from coaching.language.marks import Marked
from coaching.language.questions import is_rhetorical
from coaching.language.retold import retold
from coaching.language.rules import says
from coaching.language.shapes import Names, names_of
from coaching.language.subjects import Subject
from coaching.language.thread import Thread


@dataclass(frozen=True)
class Ear:
    """One message as the model hears it. Thresholds are those of gist.py."""

    utterance: Utterance
    message: Marked

    @cached_property
    def names(self) -> Names:
        return names_of(self.utterance.goals)

    @property
    def chance_of_talk(self) -> float:
        return gist.guess(self.message.mask, self.names)[1]

    def whole(self, clauses: Sequence[Clause]) -> Clause:
        """The message as one clause; it is read although it may be empty."""
        is_question = any(each.is_question for each in clauses)
        return Clause(self.message, 0, len(self.message.mask), "sentence", 0, is_question)

    def report(self, clauses: Sequence[Clause]) -> list[Command]:
        """What in all likelihood is a report, although no rule took it for one, read for what it says."""
        mask = self.message.mask[clauses[0].start : clauses[-1].end] if clauses else ""
        chance = gist.chance_of(Gist.REPORT, mask, self.names)
        if chance < gist.LIKELY:
            return []
        thread = Thread(self.utterance.goals, self.message.moment.today, self.utterance.last_goal)
        return retold(clauses, thread, is_sure=chance >= gist.SURE)

    def new_goal(self, clauses: Sequence[Clause]) -> CreateGoalCommand | None:
        """A goal that is asked for in words that no rule knew.

        "Actually 6" and "that last one was my brother's" are orders, but for no goal.
        """
        is_heard = gist.chance_of(Gist.ORDER, self.message.mask, self.names) >= gist.ORDERED
        if not is_heard or not clauses or says("no_new_goal", self.message.plain.text):
            return None
        if ordered.chance_of_a_goal(self.message.mask, self.names) < gist.HEARD:
            return None
        counted = frozenset(goal.unit for goal in self.utterance.goals if goal.unit)
        return loose_creation(clauses, counted, self.utterance.week_starts_on)

    def question(self, clause: Clause) -> tuple[Gist, float] | None:
        """CONSULT, META or REVIEW, and how likely; of somebody else only what is asked."""
        found, chance = gist.guess(clause.mask, self.names)
        is_told_of_another = clause.subject is Subject.OTHER and not clause.asks
        return None if found not in gist.MODES or is_told_of_another else (found, chance)

    def questions_beside(self, clauses: Iterable[Clause]) -> list[tuple[Clause, Mode, float]]:
        """Beside what was told: "Which drills suit a man of 73?"."""
        heard = [
            (clause, *gist.guess(clause.mask, self.names))
            for clause in clauses
            if clause.asks and not is_rhetorical(clause.text)
        ]
        return [
            (clause, gist.MODES[found], chance)
            for clause, found, chance in heard
            if found in (Gist.CONSULT, Gist.META) and chance >= gist.HEARD
        ]

    def overrules_advice(self, clause: Clause) -> Gist | None:
        """A message that reads like a call for advice, and asks for the record or of the coach in the model's ear."""
        found, chance = gist.guess(clause.mask, self.names)
        return found if found in (Gist.REVIEW, Gist.META) and chance >= gist.HEARD else None
