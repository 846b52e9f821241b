"""What a day asks of a person: the rows of the Today page, with the same few queries for any number of goals."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from zlib import crc32

from uuid_utils.compat import uuid7

from checkins.models import CheckIn
from checkins.reserve import Reserve
from checkins.standing import PastDay, Standing, past_days_of, standings_of
from checkins.units import DayRecord, State, Unit
from config.enums import direct
from goals.models import Goal, User
from goals.models.choices import Grouping, Pattern, TimeOfDay
from goals.terms import Period, Terms

_DAY = dt.timedelta(days=1)
_LOOK_AHEAD = 31
_ONE = Decimal(1)
# The last group: periods that already have what they ask for.
MET = "met"


@direct
class Mark(StrEnum):
    """The state of a row; blank, skipped and missed are three different things."""

    TODO = "todo"
    DONE = "done"
    SKIP = "skip"
    MISSED = "missed"


_MARKS = {"completed": Mark.DONE, "skipped": Mark.SKIP, "missed": Mark.MISSED}


@dataclass(frozen=True, slots=True)
class Gauge:
    """Lengths in percent of the track. `pace` is where the period stands today; `beyond` what lies over the limit."""

    used: float
    beyond: float = 0.0
    pace: float | None = None
    tone: str = ""


@dataclass(slots=True)
class Row:
    """One goal on one day. `key` becomes the id of what the row records, so that a repeated form is harmless.

    `terms` are those of the day.
    """

    goal: Goal
    terms: Terms
    unit: Unit
    record: DayRecord | None
    is_today: bool
    recorded_at: dt.datetime | None = None
    streak: int = 0
    is_mixed_run: bool = False
    reserve: Reserve | None = None
    last_amount: uuid.UUID | None = None
    newest: uuid.UUID | None = None
    key: uuid.UUID = field(default_factory=uuid7)
    error: str = ""
    typed: str = ""

    @property
    def is_limit(self) -> bool:
        return self.goal.pattern == Pattern.LIMIT

    @property
    def is_measured(self) -> bool:
        """Whether amounts are recorded rather than a tick. Several times a day are an amount of that many."""
        if self.is_limit or (self.goal.pattern == Pattern.RECURRING and self.terms.target_value is not None):
            return True
        return self.terms.period == Period.DAY and self.terms.times_per_period > 1

    @property
    def has_status(self) -> bool:
        return self.record is not None and self.record.status is not None

    @property
    def mark(self) -> Mark:
        if self.record is None:
            return Mark.TODO
        if self.record.status is not None:
            return _MARKS[self.record.status]
        if self.is_limit:
            return Mark.TODO
        reached = self.unit.state is State.SUCCESS if self.is_measured else self.record.is_completed
        return Mark.DONE if reached else Mark.TODO

    @property
    def is_met(self) -> bool:
        """The period has what it asks for already, and nothing was recorded on this day."""
        return self.unit.state is State.SUCCESS and self.record is None and not self.is_limit

    @property
    def counts(self) -> bool:
        """Whether the summary counts the row: a limit asks for nothing, and a met period for nothing more."""
        return not self.is_limit and not self.is_met

    @property
    def remaining(self) -> Decimal:
        return max(Decimal(0), (self.unit.need or Decimal(0)) - self.unit.done)

    @property
    def one_tap(self) -> Decimal:
        """The amount that the row proposes."""
        if self.goal.step:
            return Decimal(self.goal.step)
        return min(_ONE, self.unit.need) if self.unit.need else _ONE

    @property
    def is_over(self) -> bool:
        """Whether a limit is exceeded."""
        return self.is_limit and self.unit.done > (self.unit.need or 0)

    def gauge(self, day: dt.date) -> Gauge:
        need, done = float(self.unit.need or 0), max(0.0, float(self.unit.done))
        track = max(need, done) or 1.0
        days = (self.unit.last - self.unit.first).days + 1
        elapsed = ((day - self.unit.first).days + 1) / days
        pace = 100 * need * elapsed / track if days > 1 else None
        if not self.is_limit:
            return Gauge(100 * done / track, pace=pace, tone="reached" if done >= need else "")
        if done > need:
            return Gauge(100 * need / track, beyond=100 * (done - need) / track, pace=pace, tone="ahead")
        return Gauge(100 * done / track, pace=pace, tone="ahead" if done > need * elapsed else "")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one time of day or one area; `name` is a `TimeOfDay`, `MET`, or stands for the area `title`.

    `folded` are those that the person hides because they are done; they are among `rows`.
    """

    name: str
    rows: Sequence[Row]
    title: str = ""
    folded: Sequence[Row] = ()

    @property
    def shown(self) -> list[Row]:
        return [row for row in self.rows if row not in self.folded]

    @property
    def done(self) -> int:
        return sum(row.mark is Mark.DONE for row in self.rows if row.counts)

    @property
    def total(self) -> int:
        return sum(row.counts for row in self.rows)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A day's groups in order. `has_goals` tells a free day from a person without active goals.

    `standings` are those of all active goals, on today's page alone.
    """

    day: dt.date
    today: dt.date
    groups: Sequence[Group]
    has_goals: bool
    tomorrow: int = 0
    upcoming: tuple[Goal, dt.date] | None = None
    standings: Sequence[Standing] = ()

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def folded(self) -> list[Row]:
        return [row for group in self.groups for row in group.folded]

    def row_of(self, goal_id: uuid.UUID) -> Row | None:
        return next((row for row in self.rows if row.goal.pk == goal_id), None)

    def group_of(self, goal_id: uuid.UUID) -> Group | None:
        return next((group for group in self.groups for row in group.rows if row.goal.pk == goal_id), None)

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    @property
    def done(self) -> int:
        return sum(group.done for group in self.groups)

    @property
    def skipped(self) -> int:
        return self._marked(Mark.SKIP)

    @property
    def missed(self) -> int:
        return self._marked(Mark.MISSED)

    @property
    def is_finished(self) -> bool:
        return self.total > 0 and self._marked(Mark.TODO) == 0

    @property
    def is_free(self) -> bool:
        """Nothing is left to do."""
        return self.is_finished or not self.rows

    @property
    def share(self) -> int:
        """Percent of the counted rows that are done."""
        return 100 * self.done // self.total if self.total else 0

    def _marked(self, mark: Mark) -> int:
        return sum(row.mark is mark for row in self.rows if row.counts)


def agenda_of(user: User, day: dt.date) -> Agenda:
    """The rows that `day` asks for, by time of day or area, manual order and name; never by what was done."""
    today = user.today()
    goals = list(Goal.objects.for_owner(user).active().order_by("sort_order", "title", "id"))
    for goal in goals:
        goal.owner = user
    if day != today:
        past = past_days_of(goals, day)
        return _agenda(user, goals, [_past_row(goal, past[goal.pk]) for goal in goals], day, today)
    standings = standings_of(goals, today)
    agenda = _agenda(user, goals, [_row(standings[goal.pk]) for goal in goals], day, today)
    agenda = replace(agenda, standings=[standings[goal.pk] for goal in goals])
    return _with_outlook(agenda) if agenda.is_free else agenda


def row_of(goal: Goal, day: dt.date) -> Row | None:
    """The row of one goal; None when the day does not ask for it."""
    if day != goal.owner.today():
        return _past_row(goal, past_days_of([goal], day)[goal.pk])
    return _row(standings_of([goal], day)[goal.pk])


def _agenda(user: User, goals: Sequence[Goal], rows: Iterable[Row | None], day: dt.date, today: dt.date) -> Agenda:
    asked = [row for row in rows if row is not None]
    _add_times(asked, day)
    groups = _by_area(asked) if user.grouping == Grouping.AREA else _by_time(asked)
    if user.hides_done:
        groups = [replace(group, folded=[row for row in group.rows if row.mark is Mark.DONE]) for group in groups]
    return Agenda(day, today, groups, bool(goals))


def _row(standing: Standing) -> Row | None:
    """A row of today, with run and reserve."""
    unit = standing.due(standing.today)
    if unit is None:
        return None
    figures = standing.figures
    row = Row(standing.goal, standing.schedule.history.current, unit, standing.record, is_today=True)
    row.streak, row.is_mixed_run, row.reserve = figures.streak.current, standing.is_mixed_run, figures.reserve
    return row


def _past_row(goal: Goal, past: PastDay) -> Row | None:
    return None if past.unit is None else Row(goal, past.terms, past.unit, past.record, is_today=False)


def _add_times(rows: Iterable[Row], day: dt.date) -> None:
    """When something was last recorded for the day, if on the day itself, and which check-in and amount came last."""
    by_goal = {row.goal.pk: row for row in rows}
    found = CheckIn.objects.filter(goal__in=list(by_goal), check_in_date=day).order_by("logged_at", "id")
    for goal_id, pk, at, value in found.values_list("goal", "pk", "logged_at", "value_recorded"):
        row = by_goal[goal_id]
        row.recorded_at = at if row.goal.owner.today(at) == day else None
        row.newest = pk
        row.last_amount = pk if value is not None else row.last_amount


def _by_time(rows: Sequence[Row]) -> list[Group]:
    named: dict[str, list[Row]] = {name: [] for name in (*TimeOfDay.values, MET)}
    for row in rows:
        named[MET if row.is_met else row.goal.time_of_day].append(row)
    return [Group(name, members) for name, members in named.items() if members]


def _by_area(rows: Sequence[Row]) -> list[Group]:
    """Areas by name, whichever way they are written; then what has none."""
    areas: dict[str, list[Row]] = {}
    for row in rows:
        if not row.is_met:
            areas.setdefault((row.goal.category or "").casefold(), []).append(row)
    groups = [
        Group(f"area-{crc32(area.encode()):08x}", areas[area], areas[area][0].goal.category or "")
        for area in sorted(areas, key=lambda area: (not area, area))
    ]
    met = [row for row in rows if row.is_met]
    return [*groups, Group(MET, met)] if met else groups


def _with_outlook(agenda: Agenda) -> Agenda:
    """For a day with nothing left: how much tomorrow asks, or which goal is due next."""
    tomorrow, upcoming = 0, None
    for ahead in range(1, _LOOK_AHEAD):
        day = agenda.day + ahead * _DAY
        due = [standing.goal for standing in agenda.standings if _asks(standing, day)]
        if ahead == 1:
            tomorrow = len(due)
        if due:
            upcoming = (due[0], day)
            break
    return replace(agenda, tomorrow=tomorrow, upcoming=upcoming)


def _asks(standing: Standing, day: dt.date) -> bool:
    unit = standing.due(day)
    return unit is not None and unit.state is State.PENDING and standing.goal.pattern != Pattern.LIMIT
