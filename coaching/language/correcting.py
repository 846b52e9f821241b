"""Corrections inside a message: what the commands before become by a clause that puts them right."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coaching.commands import CancelCommand, CheckInCommand, Command, CompleteMilestoneCommand, KnownGoal
from coaching.language.carried import amount_of_a_name
from coaching.language.checkins import correction_of_earlier
from coaching.language.clauses import Clause
from coaching.language.dating import corrected_day
from coaching.language.names import LOOSE, resolve, title_weights
from coaching.language.rules import says
from coaching.language.thread import Thread
from coaching.language.vocabulary import vocabulary


def put_right(clause: Clause, commands: Sequence[Command], goals: Sequence[KnownGoal]) -> list[Command] | None:
    """The commands as the clause leaves them; None where it changes none of them."""
    made = list(commands)
    last = made[-1] if made else None
    if isinstance(last, CancelCommand) and (goal := _other_goal(clause, last, goals)) is not None:
        return [*made[:-1], replace(last, goal=goal, candidates=())]
    if isinstance(last, CompleteMilestoneCommand) and (stage := _other_stage(clause, last)) is not None:
        return [*made[:-1], replace(last, milestone=stage)]
    before = next((each for each in reversed(made) if isinstance(each, CheckInCommand)), None)
    if before is None:
        return None
    at = len(made) - 1 - made[::-1].index(before)
    if _is_somebody_elses(clause):
        return [*made[:at], *made[at + 1 :]]
    day = corrected_day(clause)
    right = corrected(clause, before) if day is None else replace(before, date=day)
    if right is None:
        return None
    other = resolve(clause.lemmas, goals, clause.quantities).goal if clause.quantities else None
    if other is not None and right.goal is not None and other.unit == right.goal.unit == right.unit:
        right = replace(right, goal=other)  # "$30 in the truck fund, no, $35 in the house fund"
    told = clause.marked.mask[: clause.start]
    is_of_earlier = says("had_entered", told) is not None and says("should_be", clause.text) is not None
    undone = [CancelCommand(what="last", span=right.span)] if is_of_earlier else []
    return [*made[:at], *undone, right, *made[at + 1 :]]


def of_earlier(clause: Clause, commands: Sequence[Command], thread: Thread) -> list[Command]:
    """ "Actually it was 6", also after "scratch that": the latest entry is taken back and told again."""
    if not commands and amount_of_a_name(clause, thread) is not None:
        return []
    undone = commands[0] if len(commands) == 1 else None
    if commands and not (isinstance(undone, CancelCommand) and undone.what == "last"):
        return []
    if says("named_wrong", clause.mask) and clause.quantities:
        named = replace(clause, end=clause.quantities[0].start)
        if resolve(named.lemmas, thread.goals, enough=LOOSE).goal is None:
            return []  # "the bill should have been 40 euros"
    wrong = says("was_really", clause.mask)
    right = clause if wrong is None else replace(clause, start=clause.start + wrong.end())
    found = correction_of_earlier(right, thread)
    if found is not None and found.goal is None and wrong is not None:
        found = replace(found, goal=resolve(clause.lemmas, thread.goals, enough=LOOSE).goal)
    if found is not None and found.value is not None and found.unit is None and wrong is not None:
        told = clause.quantities[0].unit  # "the 50 squats were really 60"
        found = replace(found, unit=told.name if told is not None else None)
    if found is None:
        return []
    is_counted = (
        clause.quantities[0].unit is not None
        and _ONLY_TELLS.match(clause.marked.mask[clause.start :].lstrip()) is not None
    )
    is_first = is_counted and not commands and thread.last_goal is None and not _is_owned(clause)
    return [found] if is_first else [undone or CancelCommand(what="last", span=found.span), found]


def _is_owned(clause: Clause) -> bool:
    """ "I put the wrong number, it was 45 minutes", and not "sorry, it was 20 minutes before I saw it"."""
    before = re.split(r"[,;.:!?–—-]", clause.marked.plain.text[: clause.start])
    is_word = says("correction_only", clause.marked.mask[: clause.start].strip(" ,;:-.!")) is not None
    return (is_word or any(says("admits_error", part) for part in before)) and not says("of_a_wait", clause.mask)


# "that was 48 lengths": out of the blue it puts nothing right.
_ONLY_TELLS = re.compile(r"^(?:it|that|this) was (?:about |around |roughly |just |nearly |almost )?Q+(?!.*\bnot\b)")


def corrected(clause: Clause, made: CheckInCommand) -> CheckInCommand | None:
    """The check-in with the amount that the clause gives instead; None when it gives none."""
    amounts = [each for each in clause.quantities if not re.search(r"\bnot $", clause.marked.mask[: each.start])]
    if not amounts:
        is_unit = bool(clause.words) and not _A_THING.search(clause.mask)
        instead = vocabulary().units.get(clause.words[-1]) if is_unit else None
        return replace(made, unit=instead.name) if instead is not None and made.value is not None else None
    amount = amounts[0].reads_as("time" if made.unit in ("minute", "hour") else "")
    if amount.unit is not None:
        is_counted = made.goal is not None and made.goal.unit is not None
        status = None if is_counted else made.status
        return replace(made, status=status, value=amount.value, unit=amount.unit.name)
    is_distance = amount.is_short and made.unit == "km"
    return replace(made, value=amount.value / 1000 if is_distance else amount.value)


# "it was a bad day" gives no unit.
_A_THING = re.compile(r"\b(?:an?|the|my) (?:[a-z]+ ){0,3}[a-z]+\W*$")


def is_instead(clause: Clause, found: Sequence[Command], before: Command | None) -> bool:
    """ "I did the ironing, no, I mean I cleaned the aquarium": the deed takes the place of the one before it."""
    is_more = clause.link in ("also", "and also", "and", "plus", "then") or says("added_to", clause.text)
    if len(found) != 1 or not isinstance(before, CheckInCommand) or is_more:
        return False
    told = found[0]
    if not isinstance(told, CheckInCommand) or told.goal in (None, before.goal):
        return False
    return told.status not in ("missed", "skipped") and (told.value is None) == (before.value is None)


def _other_goal(clause: Clause, last: CancelCommand, goals: Sequence[KnownGoal]) -> KnownGoal | None:
    """ "Delete the goal Crisps, no sorry, the goal Chocolate"."""
    found = resolve(clause.lemmas - {"last", "entry", "goal"}, goals, enough=LOOSE, said=clause.words).goal
    return found if found is not None and found != last.goal and not clause.pasts else None


def _other_stage(clause: Clause, last: CompleteMilestoneCommand) -> str | None:
    """ "finished the walls, no wait, only the foundation"."""
    stages = last.goal.milestones if last.goal is not None else ()
    told = [each for each in stages if clause.lemmas.issuperset(word for word, _ in title_weights(each))]
    return told[0] if len(told) == 1 and told[0] != last.milestone else None


def _is_somebody_elses(clause: Clause) -> bool:
    """ "No, hang on, that was Jamie"."""
    found = says("someone_else", clause.text.strip())
    if found is None or clause.quantities or clause.dates:
        return False
    who = found["who"]
    at = clause.start + len(clause.text) - len(clause.text.lstrip()) + found.start("who")
    return who in vocabulary().words["people"] or clause.marked.plain.is_capital(at)
