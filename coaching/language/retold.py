"""Reports that no rule knew, read once more with less asked of their words. For what the learned model heard as one."""

from collections.abc import Sequence

from coaching.commands import CheckInCommand, Command, KnownGoal
from coaching.language.acts import milestones
from coaching.language.amounts import asked, recorded
from coaching.language.carried import is_taken_out
from coaching.language.checkins import polarity_of
from coaching.language.clauses import Clause
from coaching.language.connected import is_of_no_connection
from coaching.language.deeds import is_a_price, is_without, verbs_of
from coaching.language.meant import resolved
from coaching.language.names import LOOSE, Resolved, resolve
from coaching.language.quantities import dimension_of
from coaching.language.rules import says
from coaching.language.settled import settled
from coaching.language.subjects import Subject
from coaching.language.thread import Said, Thread, days_of, is_barred


def retold(clauses: Sequence[Clause], thread: Thread, *, is_sure: bool) -> list[Command]:
    """What was done, or one question about it; empty when there is too little to ask about.

    Whose deed it is and whether it is one at all is asked as strictly as ever (`is_barred`); of the goal some of its
    name is enough, and of the deed nothing. Doubt, and amounts that find no place, make a question of the whole.
    """
    told: list[Command] = []
    facts: list[tuple[Clause, Resolved]] = []
    for clause in clauses:
        thread.enter(clause)
        if clause.asks or is_barred(clause, thread) or clause.subject is Subject.OTHER:
            continue
        if is_a_price(clause, thread.goals):
            continue
        found = _named(clause, thread)
        facts.append((clause, found))
        told, added = settled(told, milestones(clause, thread.goals) or _told(clause, found.goal, thread))
        told += added
    amounts = sum(len(clause.quantities) for clause, _ in facts)
    values = sum(isinstance(each, CheckInCommand) and bool(each.value) for each in told)
    if told and is_sure and amounts <= values:
        return told
    return list(_question(facts, thread))


def _named(clause: Clause, thread: Thread) -> Resolved:
    found = resolved(clause, thread)
    if found.goal is not None or found.candidates:
        return found
    loose = resolve(clause.lemmas, thread.goals, clause.quantities, clause.hints, enough=LOOSE)
    return loose if clause.quantities else Resolved(None, loose.candidates)


def _told(clause: Clause, goal: KnownGoal | None, thread: Thread) -> list[CheckInCommand]:
    days = days_of(clause, thread)
    if goal is None or days is None or goal.pattern == "milestone":
        return []
    polarity = polarity_of(clause)
    if says("fought", clause.mask) or is_taken_out(clause, goal) or _is_off(clause):
        return []
    if is_of_no_connection(clause, goal):
        return []
    is_kept = says("kept_clear", clause.mask) is not None and says("absent", clause.mask) is None
    if goal.pattern == "streak" and is_without(goal):
        if clause.subject is Subject.THING:
            return []
        return recorded(goal, Said("completed" if is_kept else "missed", [], days), clause, thread)
    if goal.pattern == "limit":
        is_zero = not clause.quantities and (is_kept or polarity is not None)
        return recorded(goal, Said(None, clause.quantities, days, is_zero=is_zero), clause, thread)
    if polarity is None and says("negated", clause.mask):
        return []
    return recorded(goal, Said(polarity, clause.quantities, days), clause, thread)


def _is_off(clause: Clause) -> bool:
    """ "karate got cancelled so I stayed home"."""
    return polarity_of(clause) is None and says("called_off", clause.mask) is not None


def _tells_of_none(clause: Clause) -> bool:
    return _is_off(clause) or says("taken_out", clause.mask) is not None


def _is_a_price(clause: Clause, goals: Sequence[KnownGoal]) -> bool:
    """ "paid 4 euros for a coffee", where coffees are counted and no money is."""
    is_money = any(each.unit is not None and each.unit.dimension == "money" for each in clause.quantities)
    return is_money and bool(goals) and not any(dimension_of(goal.unit) == "money" for goal in goals)


def _question(facts: Sequence[tuple[Clause, Resolved]], thread: Thread) -> list[CheckInCommand]:
    """About the first fact, with the goals that were named beside it."""
    named = tuple(dict.fromkeys(goal for _, found in facts for goal in found.candidates))
    for clause, found in sorted(facts, key=lambda fact: not fact[0].quantities):
        polarity = polarity_of(clause)
        is_amount = any(each.unit is not None or each.is_short for each in clause.quantities)
        is_fact = is_amount or ((polarity or verbs_of(clause) or says("done", clause.mask)) and len(clause.words) > 1)
        if (
            clause.subject in (Subject.ME, Subject.NONE)
            and is_fact
            and not _tells_of_none(clause)
            and not _is_a_price(clause, found.candidates or named)
            and "X" not in clause.mask
        ):
            days = days_of(clause, thread) or (thread.today,)
            about = Resolved(None, found.candidates or named)
            return asked(clause, about, Said(polarity, clause.quantities, days), thread)
    return []
