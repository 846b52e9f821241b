"""The last 26 weeks as plain values, for finding patterns: one query a table, whatever the number of goals."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from checkins.models import CheckIn
from checkins.models.check_in import CheckInSource, DayStatus
from checkins.patterns import GoalDays
from checkins.units import AnyUnit, DayRecord, State
from goals.models import Contribution, Goal, Pause, User
from goals.models.choices import Pattern, Period

DAYS = 182
_LIVE = frozenset({CheckInSource.MANUAL, CheckInSource.EXTRACTED})
_NOON, _EVENING = 12, 17


@dataclass(slots=True)
class Recorded:
    """What one goal's check-ins say: by day, and in which part of the day its first amount was recorded."""

    days: dict[dt.date, DayRecord] = field(default_factory=dict)
    begun: dict[dt.date, str] = field(default_factory=dict)
    values: list[tuple[dt.date, Decimal]] = field(default_factory=list)
    """Values and contributions, in the order in which they were recorded."""
    is_fed: bool = False
    """Whether contributions are among them."""


@dataclass(frozen=True, slots=True)
class Lookback:
    """The days from `first` through yesterday. `hours` counts days by the hour in which most was recorded at once."""

    first: dt.date
    today: dt.date
    recorded: Mapping[uuid.UUID, Recorded]
    paused: Mapping[uuid.UUID, int]
    hours: Counter[int]

    def bit(self, day: dt.date) -> int:
        """The bit of `day`, nothing for a day outside."""
        return 1 << (day - self.first).days if self.first <= day < self.today else 0

    def days_of(self, goal: Goal, units: Iterable[AnyUnit]) -> GoalDays | None:
        """How the days of `goal` went, by its `units` of these days; None for one that is not kept on days."""
        if is_day_by_day(goal):
            return self._due_days(goal, units)
        return self._done_days(goal) if goal.pattern == Pattern.RECURRING else None

    @property
    def days_recorded(self) -> int:
        """How many of the days have something recorded."""
        return len({day for one in self.recorded.values() for day in one.days if day < self.today})

    def paused_days(self, goal: Goal) -> set[dt.date]:
        paused = self.paused[goal.pk]
        return {self.first + dt.timedelta(days=number) for number in range(DAYS) if paused >> number & 1}

    def _due_days(self, goal: Goal, units: Iterable[AnyUnit]) -> GoalDays:
        judged = kept = 0
        for unit in units:
            if unit.first == unit.last and unit.reason is None and unit.state in (State.SUCCESS, State.MISS):
                judged |= self.bit(unit.last)
                kept |= self.bit(unit.last) if unit.state is State.SUCCESS else 0
        begun: dict[str, int] = defaultdict(int)
        for day, part in self.recorded[goal.pk].begun.items() if asks_amount(goal) else ():
            begun[part] |= self.bit(day)
        return GoalDays(goal.pk, judged, kept, begun=dict(begun))

    def _done_days(self, goal: Goal) -> GoalDays:
        """Every day since the start counts, but for days off and skipped ones."""
        records = self.recorded[goal.pk].days
        since = max(self.first, goal.start_date)
        days = max(0, (self.today - since).days)
        judged = ((1 << days) - 1) << (since - self.first).days & ~self.paused[goal.pk]
        kept = 0
        for day, record in records.items():
            if record.is_completed:
                kept |= self.bit(day)
            elif record.status == DayStatus.SKIPPED:
                judged &= ~self.bit(day)
        return GoalDays(goal.pk, judged, kept & judged, is_due=False)


def is_day_by_day(goal: Goal) -> bool:
    """Whether each of the goal's units is one day that the calendar fixes."""
    if goal.pattern not in (Pattern.RECURRING, Pattern.STREAK, Pattern.LIMIT) or goal.every_n_days:
        return False
    return bool(goal.weekdays) or goal.period == Period.DAY


def asks_amount(goal: Goal) -> bool:
    return goal.pattern == Pattern.RECURRING and (goal.target_value is not None or goal.times_per_period > 1)


def look_back(owner: User, goals: Sequence[Goal], today: dt.date) -> Lookback:
    first = today - dt.timedelta(days=DAYS)
    recorded: dict[uuid.UUID, Recorded] = defaultdict(Recorded)
    hours: dict[dt.date, Counter[int]] = defaultdict(Counter)
    rows = CheckIn.objects.filter(owner=owner, goal__in=goals).between(first, today).order_by("logged_at", "id")
    columns = ("goal", "check_in_date", "habit_completion_status", "value_recorded", "logged_at", "source")
    for goal_id, day, status, value, logged_at, source in rows.values_list(*columns):
        one = recorded[goal_id]
        one.days[day] = _joined(one.days.get(day), status, value)
        if value is not None:
            one.values.append((day, value))
        if source in _LIVE and owner.today(logged_at) == day:
            hour = logged_at.astimezone(owner.zone).hour
            hours[day][hour] += 1
            if value is not None:
                one.begun.setdefault(day, _part_of_day(hour, owner.day_starts_at))
    for goal_id, day, amount in _contributions(goals, first, today):
        recorded[goal_id].values.append((day, amount))
        recorded[goal_id].is_fed = True
    usual = Counter(min(each, key=lambda hour: (-each[hour], hour)) for day, each in hours.items() if day < today)
    return Lookback(first, today, recorded, _paused(owner, goals, first, today), usual)


def _contributions(
    goals: Sequence[Goal], first: dt.date, today: dt.date
) -> "Iterable[tuple[uuid.UUID, dt.date, Decimal]]":
    rows = Contribution.objects.filter(goal__in=goals, occurred_on__range=(first, today)).order_by("created_at", "id")
    return rows.values_list("goal", "occurred_on", "amount")


def _joined(record: DayRecord | None, status: str | None, value: Decimal | None) -> DayRecord:
    held = record or DayRecord()
    total = held.total if value is None else (held.total or Decimal(0)) + value
    return DayRecord(held.status or status, total)


def _part_of_day(hour: int, day_starts_at: int) -> str:
    """Hours after midnight that still belong to the day before are its evening."""
    if hour < day_starts_at or hour >= _EVENING:
        return "evening"
    return "morning" if hour < _NOON else "afternoon"


def _paused(owner: User, goals: Iterable[Goal], first: dt.date, today: dt.date) -> dict[uuid.UUID, int]:
    """The days off of each goal, those of all goals included."""
    held: dict[uuid.UUID | None, int] = defaultdict(int)
    rows = Pause.objects.filter(owner=owner, starts_on__lt=today).exclude(ends_on__lt=first)
    for goal_id, begin, end in rows.filter(Q(goal__in=goals) | Q(goal=None)).values_list(
        "goal", "starts_on", "ends_on"
    ):
        begins = (max(begin, first) - first).days
        ends = ((today if end is None else min(end, today)) - first).days + 1
        held[goal_id] |= (1 << ends) - (1 << begins)
    return {goal.pk: held[goal.pk] | held[None] for goal in goals}
