"""Goals that are asked for after they were said: "brush the cat twice a week, make that a goal"."""

from collections.abc import Sequence
from dataclasses import replace

from coaching.commands import CreateGoalCommand
from coaching.language.clauses import Clause
from coaching.language.creation import Lead, created, lead_of
from coaching.language.deadlines import deadline
from coaching.language.rules import says
from coaching.language.subjects import Subject

_MOST_CLAUSES = 6


def asked_after(
    clauses: Sequence[Clause], at: int, counted: frozenset[str], week_starts_on: int
) -> tuple[CreateGoalCommand, int] | None:
    """The goal that begins at `at`, and the place after the clause that asks for it."""
    clause = clauses[at]
    if clause.subject is Subject.OTHER or clause.asks or says("reported", clause.mask):
        return None
    found = _request(clauses, at)
    if found is None:
        return None
    place, end, words = found
    loose = says("begins_with", clause.text)
    told = replace(clause, start=clause.start + (loose.end() if loose is not None else 0))
    if any(_is_a_deed(each) for each in (told, *clauses[at + 1 : place])):
        return None
    led = lead_of(clause)
    begins = max(led.end if led is not None else 0, loose.end() if loose is not None else 0)
    lead = Lead(words, begins, True)
    command = created(clause, end, lead, counted, week_starts_on)
    is_of_today = any(each.dates and not any(date.ahead for date in each.dates) for each in clauses[at:place])
    is_weak = is_of_today or says("asked_barely", words) is not None
    if command is None or (is_weak and not _is_a_rule(command)):
        return None
    return command, place + 1


def _is_a_deed(clause: Clause) -> bool:
    """ "Four hats knitted in two months" is none, since two months lie ahead."""
    is_of_ahead = clause.subject is not Subject.ME and deadline(clause.text, clause.marked.moment) is not None
    return clause.is_surely_past and not (
        is_of_ahead and clause.quantities and all(date.ahead for date in clause.dates)
    )


def _request(clauses: Sequence[Clause], at: int) -> tuple[int, int, str] | None:
    """Place of the clause that asks, where what it asks for ends, and its words."""
    first = clauses[at]
    for place in range(at, min(at + _MOST_CLAUSES, len(clauses))):
        each = clauses[place]
        is_next = each.sentence == first.sentence + 1 and clauses[place - 1].sentence == first.sentence
        if each.sentence != first.sentence and not is_next:
            return None
        found = says("asked_after", each.text)
        if found is None:
            continue
        is_whole = not each.text[: found.start()].strip(" ,;:.-")
        if place == at and is_whole:
            return None
        if is_next and (not is_whole or says("announces", each.text)):
            return None
        end = clauses[place - 1].end if is_whole else each.start + found.start()
        return place, end, found.group()
    return None


def _is_a_rule(command: CreateGoalCommand) -> bool:
    """What is only to be added may as well be an entry, unless it says how often or by when."""
    return command.period is not None or command.target_date is not None or command.pattern == "streak"
