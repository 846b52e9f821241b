"""What a habit of Loop and its check marks mean here."""

import datetime as dt
import re
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from checkins.actions import Draft
from checkins.loop_import.files import HABITS
from checkins.loop_import.reading import FIRST_DAY, NO, SKIP, UNKNOWN, YES_AUTO, YES_MANUAL, Entry, Habit
from checkins.loop_import.tables import Problem
from checkins.models import CheckIn
from checkins.models.check_in import CheckInSource, DayStatus
from config.refusals import Refusal
from config.text import PlainText
from goals.days import bounds_of
from goals.journal import check_row
from goals.metrics import check_measure
from goals.models import Goal, User
from goals.models.choices import Pattern, Period

_PERIODS = {1: Period.DAY, 7: Period.WEEK, 30: Period.MONTH}
_STATUSES = {YES_MANUAL: DayStatus.COMPLETED, NO: DayStatus.MISSED, SKIP: DayStatus.SKIPPED}
_COLOR = re.compile("#[0-9A-Fa-f]{6}")
_THOUSAND = Decimal(1000)

Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a day says beside its note; both empty for a day of which only the note is kept."""

    status: DayStatus | None = None
    value: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        return self.status is None and self.value is None


def keyed(habits: Sequence[Habit]) -> Iterator[tuple[Key, Habit]]:
    """Each habit with what it is recognised by in a later export: its name, its type, and which of that name it is.

    An export holds no ids, and positions change whenever habits are sorted. The title of the goal may change freely;
    a habit that is renamed in Loop counts as another one.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for habit in sorted(habits, key=lambda habit: habit.position):
        name = (habit.name, "NUMERICAL" if habit.is_numerical else "YES_NO")
        seen[name] += 1
        yield (*name, seen[name]), habit


def key_of(goal: Goal) -> Key | None:
    """The key of the habit that a goal was made from, None for any other goal."""
    loop = goal.metadata.get("loop") if isinstance(goal.metadata, dict) else None
    if not isinstance(loop, dict):
        return None
    number = loop.get("number")
    return str(loop.get("name")), str(loop.get("type")), number if isinstance(number, int) else 1


def goal_fields(key: Key, habit: Habit, start: dt.date) -> dict[str, Any]:
    """What `create_goal` takes. The frequency comes back unchanged from `Terms.loop_frequency`."""
    name, kind, number = key
    origin: dict[str, Any] = {"name": name, "type": kind, "number": number}
    if _COLOR.fullmatch(habit.color):
        origin["color"] = habit.color
    if habit.description and habit.question:
        origin["question"] = habit.question
    return {
        "title": habit.name,
        "description": habit.description or habit.question or None,
        "pattern": Pattern.LIMIT if habit.is_limit else Pattern.RECURRING,
        "unit": habit.unit or None,
        "target_value": habit.target,
        "start_date": start,
        "sort_order": habit.position,
        "metadata": {"loop": origin},
        **_rhythm(habit),
    }


def _rhythm(habit: Habit) -> dict[str, Any]:
    """n in 7 days is a week's n, n in 30 a month's; n in n days is daily; anything else is n in every N days."""
    times, days = (1, 1) if habit.times == habit.days else (habit.times, habit.days)
    if days in _PERIODS:
        return {"period": _PERIODS[days], "times_per_period": times}
    return {"period": Period.DAY, "every_n_days": days, "times_per_period": times}


def problems_of_habit(key: Key, habit: Habit) -> Iterator[Problem]:
    """What about a habit this system's rules refuse, by the row of Habits.csv."""
    goal = Goal(**goal_fields(key, habit, FIRST_DAY))
    try:
        PlainText(lines=True)(habit.question)
        check_row(goal)
        check_measure(goal)
    except ValidationError as error:
        yield Problem(HABITS, habit.line, " ".join(error.messages))
    except Refusal as refusal:
        for name, messages in refusal.fields.items():
            if name == "metadata":  # holds the name and the question, which are told of already
                continue
            label = getattr(Goal._meta.get_field(name), "verbose_name", name)
            yield Problem(HABITS, habit.line, f"{label}: {' '.join(messages)}")


def problems_of_entries(habit: Habit, today: dt.date) -> Iterator[Problem]:
    """What about its rows of check marks is refused. The rows remain usable where they are not named."""
    for entry in habit.entries:
        if entry.day > today:
            yield Problem(habit.file, entry.line, _("This day has not come yet."))
        elif entry.note:
            try:
                CheckIn._meta.get_field("content").clean(entry.note, None)
            except ValidationError as error:
                yield Problem(habit.file, entry.line, " ".join(error.messages))


def mark_of(habit: Habit, entry: Entry) -> Mark:
    """Automatic marks are Loop's own doing and follow from the frequency, so they say nothing here."""
    if not habit.is_numerical:
        return Mark(status=_STATUSES.get(entry.value))
    if entry.value == SKIP:
        return Mark(status=DayStatus.SKIPPED)
    return Mark(value=None if entry.value == UNKNOWN else entry.value / _THOUSAND)


def is_automatic(habit: Habit, entry: Entry) -> bool:
    return not habit.is_numerical and entry.value == YES_AUTO


def draft_of(goal_id: uuid.UUID, owner: User, day: dt.date, mark: Mark, note: str) -> Draft:
    """A check-in to record. Loop keeps no hours, so it is logged at the first moment of its day."""
    return Draft(
        id=check_in_id(goal_id, day, "note" if mark.is_empty else "mark"),
        check_in_date=day,
        habit_completion_status=mark.status,
        value_recorded=mark.value,
        content=note or None,
        source=CheckInSource.IMPORTED,
        logged_at=bounds_of(day, owner.zone, owner.day_starts_at)[0],
    )


def check_in_id(goal_id: uuid.UUID, day: dt.date, part: str) -> uuid.UUID:
    """The same for the same row of every export, so that nothing is imported twice."""
    return uuid.uuid5(goal_id, f"loop {day.isoformat()} {part}")
