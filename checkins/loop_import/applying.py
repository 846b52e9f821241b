"""Write an export: goals for habits that are not here yet, check-ins for days that are not here yet.

Nothing that is here is changed. A day of which the goal knows the mark already, whoever recorded it, is left as it is.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from checkins.actions import Draft, record_check_ins
from checkins.loop_import.files import InvalidImport
from checkins.loop_import.mapping import (
    Key,
    Mark,
    check_in_id,
    draft_of,
    goal_fields,
    is_automatic,
    key_of,
    keyed,
    mark_of,
    problems_of_entries,
    problems_of_habit,
)
from checkins.loop_import.reading import Export, Habit
from checkins.loop_import.tables import Problem
from checkins.models import CheckIn
from checkins.models.check_in import CheckInSource
from config.refusals import Refusal
from goals.actions import archive_goal, create_goal
from goals.journal import Actor, Journal, writing
from goals.models import Goal, User

_SHOWN_PROBLEMS = 20


class TooManyHabits(Refusal):
    code = "QUOTA_EXCEEDED"
    status = 409

    def __init__(self, active: int, new: int) -> None:
        sentence = _(
            "You have %(active)d active goals and this would add %(new)d, but %(limit)d is the most. "
            "Archive some here or in Loop first. Nothing was imported."
        ) % {"active": active, "new": new, "limit": settings.ACTIVE_GOALS_QUOTA}
        super().__init__(sentence, fields={"file": [sentence]})


@dataclass(slots=True)
class HabitReport:
    """What happens to one habit: check-ins added (or, in a dry run, to be added), known before, and left out."""

    name: str
    goal_id: uuid.UUID | None = None
    is_new: bool = False
    is_archived: bool = False
    added: int = 0
    already_there: int = 0
    automatic: int = 0
    closed: int = 0
    """Left out because the goal is completed, abandoned or archived."""


@dataclass(slots=True)
class Report:
    dry_run: bool
    habits: list[HabitReport] = field(default_factory=list)
    not_in_export: list[str] = field(default_factory=list)
    """Habits that Habits.csv names but of which the export holds no check marks."""
    problems: list[str] = field(default_factory=list)

    @property
    def goals_added(self) -> int:
        return sum(habit.is_new for habit in self.habits)

    @property
    def check_ins_added(self) -> int:
        return sum(habit.added for habit in self.habits)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            **asdict(self),
            "habits": [{**asdict(habit), "goal_id": habit.goal_id and str(habit.goal_id)} for habit in self.habits],
            "goals_added": self.goals_added,
            "check_ins_added": self.check_ins_added,
        }


@dataclass(slots=True)
class _Step:
    """One habit to import: into `goal`, or into a new one made of `fields`."""

    habit: Habit
    report: HabitReport
    goal: Goal | None
    fields: dict[str, Any]
    drafts: list[tuple[dt.date, Mark, str]] = field(default_factory=list)


def import_export(
    *, by: Actor, owner: User, export: Export, dry_run: bool = False, skip_broken: bool = False
) -> Report:
    """Import `export` in one write, all of it or nothing; repeating it adds nothing.

    A dry run writes nothing and lists broken rows. Otherwise those refuse the whole import, unless `skip_broken` leaves
    them out. Raises InvalidImport, TooManyHabits.
    """
    if dry_run:
        return _plan(owner, export, dry_run=True)[0]
    with writing(owner.pk, by=by) as journal:
        report, steps = _plan(owner, export, dry_run=False)
        if report.problems and not skip_broken:
            raise _broken(report.problems)
        for step in steps:
            _apply(journal, by, owner, step)
    return report


def _plan(owner: User, export: Export, *, dry_run: bool) -> tuple[Report, list[_Step]]:
    report = Report(dry_run, not_in_export=export.left_out)
    problems = list(export.problems)
    goals = {key_of(goal): goal for goal in Goal.objects.for_owner(owner).filter(metadata__has_key="loop")}
    steps = []
    for key, habit in keyed(export.habits):
        refused = list(problems_of_habit(key, habit))
        broken = list(problems_of_entries(habit, owner.today()))
        problems += refused or broken
        if not refused:
            steps.append(_step(owner, key, habit, goals.get(key), {problem.line for problem in broken}))
    report.problems = [str(problem) for problem in sorted(problems, key=_place)]
    report.habits = [step.report for step in steps]
    # Those that end up archived come first, so that they need no more than one free place among the active.
    steps.sort(key=lambda step: not step.habit.is_archived)
    _check_quota(owner, steps)
    return report, steps


def _place(problem: Problem) -> tuple[str, int]:
    return problem.file, problem.line


def _broken(problems: Sequence[str]) -> InvalidImport:
    more = len(problems) - _SHOWN_PROBLEMS
    shown = [*problems[:_SHOWN_PROBLEMS], *([_("And %(more)d more.") % {"more": more}] if more > 0 else [])]
    return InvalidImport(*shown, sentence=_("Some rows of this export cannot be imported. Nothing was imported."))


def _step(owner: User, key: Key, habit: Habit, goal: Goal | None, broken: set[int]) -> _Step:
    report = HabitReport(habit.name, goal.pk if goal else None, goal is None, habit.is_archived)
    known = _Known(goal)
    step = _Step(habit, report, goal, {})
    for entry in habit.entries:
        if entry.line in broken:
            continue
        mark = mark_of(habit, entry)
        report.automatic += is_automatic(habit, entry)
        has_new_mark = not mark.is_empty and not known.has_mark(entry.day, mark)
        has_new_note = bool(entry.note) and not known.has_note(entry.day)
        if has_new_mark or has_new_note:
            step.drafts.append((entry.day, mark if has_new_mark else Mark(), entry.note if has_new_note else ""))
        elif entry.note or not mark.is_empty:
            report.already_there += 1
    if goal is not None and not goal.is_editable:
        report.closed, step.drafts = len(step.drafts), []
    report.added = len(step.drafts)
    step.fields = goal_fields(key, habit, step.drafts[0][0] if step.drafts else owner.today())
    return step


class _Known:
    """What a goal knows of its days."""

    def __init__(self, goal: Goal | None) -> None:
        self.goal_id = goal.pk if goal else None
        self.ids: set[uuid.UUID] = set()
        self.days: dict[str, set[dt.date]] = {"status": set(), "value": set(), "note": set()}
        rows = CheckIn.objects.filter(goal=goal).order_by() if goal else CheckIn.objects.none()
        columns = ("id", "check_in_date", "habit_completion_status", "value_recorded", "content", "source")
        for pk, day, status, value, content, source in rows.values_list(*columns).iterator(chunk_size=5000):
            self.ids.add(pk)
            if status is not None:
                self.days["status"].add(day)
            if value is not None:
                self.days["value"].add(day)
            if content is not None and source == CheckInSource.IMPORTED:
                self.days["note"].add(day)

    def has_mark(self, day: dt.date, mark: Mark) -> bool:
        """A person's own record of the day counts too: theirs stays, and nothing is counted twice."""
        return self._has_id(day, "mark") or day in self.days["value" if mark.status is None else "status"]

    def has_note(self, day: dt.date) -> bool:
        return self._has_id(day, "note") or day in self.days["note"]

    def _has_id(self, day: dt.date, part: str) -> bool:
        return self.goal_id is not None and check_in_id(self.goal_id, day, part) in self.ids


def _check_quota(owner: User, steps: Sequence[_Step]) -> None:
    new = [step for step in steps if step.goal is None]
    active = Goal.objects.for_owner(owner).active().count()
    # One that ends up archived is active for the moment in which it gets its check-ins.
    needed = max(sum(not step.habit.is_archived for step in new), min(1, len(new)))
    if active + needed > settings.ACTIVE_GOALS_QUOTA:
        raise TooManyHabits(active, needed)


def _apply(journal: Journal, by: Actor, owner: User, step: _Step) -> None:
    goal = step.goal or create_goal(by=by, owner=owner, **step.fields)
    step.report.goal_id = goal.pk
    if step.drafts:
        drafts: list[Draft] = [draft_of(goal.pk, owner, *draft) for draft in step.drafts]
        record_check_ins(by=by, goal=goal, drafts=drafts)
    if step.goal is None and step.habit.is_archived:
        # The export does not say when it was archived. After its last entry nothing was due any more.
        goal = journal.fresh(goal)
        journal.update(goal, ended_on=step.drafts[-1][0] if step.drafts else goal.start_date)
        archive_goal(by=by, goal=goal)
