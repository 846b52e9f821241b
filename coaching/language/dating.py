"""Days that are told after the deed: at the end of a list, in a remark, or to put another day right."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from coaching.commands import CheckInCommand, Command
from coaching.language.clauses import Clause
from coaching.language.rules import says
from coaching.language.subjects import Subject


def day_of_list(clause: Clause, found: Sequence[Command], clauses: Sequence[Clause]) -> dt.date | None:
    """ "3 beers and a coffee last night": the day at the end is that of the whole list."""
    days = {each.date for each in found if isinstance(each, CheckInCommand)}
    is_bare = clause.subject is Subject.NONE or (clause.subject is Subject.THING and not clause.pasts)
    is_list = clause.link in ("and", "&", "and also", "plus") and is_bare
    return days.pop() if is_list and clause.dates and len(days) == 1 and not _has_day(clause, clauses) else None


def day_of_remark(clause: Clause, clauses: Sequence[Clause]) -> dt.date | None:
    """When the deed was done: "and it felt great last night", "with Sam and Priya yesterday", "that was Friday"."""
    is_alone = _ONLY_AN_HOUR.match(clause.mask) is not None  # "2.5 miles, 9:30 pm"
    days = {day for each in clause.dates if is_alone or not each.is_hour for day in each.days}
    if len(days) != 1 or clause.is_inert or _has_day(clause, clauses):
        return None
    if says("that_was_when", clause.mask):
        return days.pop()
    is_remark = clause.link == "and" and clause.subject is not Subject.ME and says("ends_with_a_day", clause.mask)
    is_of_the_deed = not clause.pasts or says("of_a_deed", clause.core)
    return days.pop() if is_remark and is_of_the_deed else None


_ONLY_AN_HOUR = re.compile(r"^\W*(?:at )?D+\W*$")


def corrected_day(clause: Clause) -> dt.date | None:
    """ "no, Sunday", "or rather it was yesterday evening": another day and nothing else."""
    days = {day for each in clause.dates for day in each.days}
    return days.pop() if len(days) == 1 and _ONLY_A_DAY.match(clause.mask) else None


_ONLY_A_DAY = re.compile(
    r"^\W*(?:(?:no|wait|sorry|or|rather|i mean|actually|make|that|it|was|is|not D+|on|correction)\b\W*)*D+\W*$"
)


def dated(commands: Sequence[Command], made: Sequence[CheckInCommand], day: dt.date | None) -> list[Command]:
    """What the message has recorded so far, moved to a day that was told after it."""
    return [
        replace(each, date=day) if day is not None and isinstance(each, CheckInCommand) and each in made else each
        for each in commands
    ]


def _has_day(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether the sentence named a day before, or something was told in an earlier one."""
    return any(each.dates or each.sentence != clause.sentence for each in clauses if each.start < clause.start)
