"""What one message says twice of one goal and day: one of the two stands."""

from collections.abc import Sequence

from coaching.commands import CheckInCommand, Command

_NOT_DONE = ("missed", "skipped")


def settled(before: Sequence[Command], found: Sequence[Command]) -> tuple[list[Command], list[Command]]:
    """What was told before and what a clause adds to it, without what the other of the two says better.

    Of a miss and a skip the later one says it better ("no salsa tonight, I'm skipping it"). A slip and a skip stand
    against a completion, of a miss it may be another time of the day; an amount stands against what comes after it.
    """
    kept = [each for each in before if not any(_gives_way(each, other) for other in found)]
    added = [each for each in found if not any(_is_outdone(each, other) for other in before)]
    return kept, added


def _gives_way(earlier: Command, later: Command) -> bool:
    if not (isinstance(earlier, CheckInCommand) and isinstance(later, CheckInCommand)):
        return False
    if earlier.goal is None:
        return _is_answered(earlier, later)
    if not _is_of_one_day(earlier, later) or later.status not in _NOT_DONE or earlier.value is not None:
        return False
    is_streak = later.goal is not None and later.goal.pattern == "streak"
    return earlier.status in _NOT_DONE or is_streak or later.status == "skipped"


def _is_answered(asked: CheckInCommand, later: CheckInCommand) -> bool:
    """ "did my swim, 32 lengths": the amount says what the deed alone left open."""
    if asked.date != later.date or later.value is None:
        return False
    is_bare = asked.status == "completed" and asked.value is None
    is_named = later.goal in asked.candidates or (is_bare and not asked.candidates)
    if asked.unit in ("minute", "hour"):  # "skied for an hour, 17 km in total"
        return is_named and later.goal is not None and later.unit == later.goal.unit != asked.unit
    return is_bare and (later.goal is None or is_named)


def _is_outdone(later: Command, earlier: Command) -> bool:
    if not (isinstance(earlier, CheckInCommand) and isinstance(later, CheckInCommand)) or later.goal is None:
        return False
    return _is_of_one_day(earlier, later) and later.status in _NOT_DONE and bool(earlier.value)


def _is_of_one_day(one: CheckInCommand, other: CheckInCommand) -> bool:
    return one.goal is not None and one.goal == other.goal and one.date == other.date
