"""What `settings.PROGRESS_ENGINE` names: keeps stored figures exact, and brings them to today for reading."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from checkins.models import CheckIn
from checkins.rollups.rollup import Parts
from checkins.rollups.store import rebuild, roll
from checkins.schedules import plain_schedule, schedules_of
from checkins.sources import parts_of, with_milestones
from checkins.standing import Standing, standing_with, standings_of
from checkins.thresholds import complete_passed, say_once
from checkins.units import Schedule
from goals.journal import Journal
from goals.models import Goal, HabitLink, Milestone
from goals.progress import NEVER


class Engine:
    """What `goals.progress.ProgressEngine` asks for, and what check-ins need besides."""

    def refresh(self, journal: Journal, goal: Goal, since: dt.date = dt.date.min) -> None:
        schedules = schedules_of([goal])
        parts = parts_of([goal], schedules)[goal.pk]
        self._roll(journal, goal, schedules[goal.pk], parts, (), since)

    def recorded(self, journal: Journal, goal: Goal, days: Collection[dt.date], *, milestones: bool = False) -> None:
        """Bring the figures up to date after check-ins of `days` came, changed or went.

        `milestones`: some of the goal's milestones changed too.
        """
        if not goal.rollup:
            self.refresh(journal, goal)
            return
        parts = Parts.from_json(goal.rollup["parts"])
        schedule = schedules_of([goal])[goal.pk] if parts.has_history else plain_schedule(goal)
        if milestones:
            parts = with_milestones(goal, parts)
        self._roll(journal, goal, schedule, parts, days, NEVER)

    def rebuild(self, journal: Journal, goal: Goal) -> None:
        """Make everything that is derived from the goal's rows again, and leave it as it should be."""
        schedules, today = schedules_of([goal]), goal.owner.today(journal.now)
        rollup = rebuild(goal, schedules[goal.pk], parts_of([goal], schedules)[goal.pk], today)
        self._store(journal, standing_with(goal, schedules[goal.pk], rollup, today))
        self._feed(journal, goal, rollup.parts, today)

    def bring_to_today(self, goals: Sequence[Goal], today: dt.date) -> None:
        stale = [goal for goal in goals if goal.stats.get("as_of") != today.isoformat()]
        for standing in standings_of(stale, today).values() if stale else ():
            standing.goal.progress_percent = standing.figures.percent
            standing.goal.stats = standing.figures.as_stats()

    def release(self, journal: Journal, milestone: Milestone) -> None:
        for check_in in CheckIn.objects.filter(milestone=milestone):
            journal.update(check_in, milestone=None)

    def _roll(
        self,
        journal: Journal,
        goal: Goal,
        schedule: Schedule,
        parts: Parts,
        days: Collection[dt.date],
        since: dt.date,
    ) -> None:
        today = goal.owner.today(journal.now)
        rollup = roll(goal, schedule, parts, today, days, since)
        self._store(journal, standing_with(goal, schedule, rollup, today))
        self._feed(journal, goal, parts, today)

    def _feed(self, journal: Journal, goal: Goal, parts: Parts, today: dt.date) -> None:
        """The figures of the goals that have this one among their habits."""
        if parts.feeds:
            fed = [link.goal for link in HabitLink.objects.filter(habit=goal).select_related("goal__owner")]
            for standing in standings_of(fed, today).values():
                self._store(journal, standing)

    def _store(self, journal: Journal, standing: Standing) -> None:
        """The roll-up with the figures that follow from it, and what they have just reached."""
        goal, figures = standing.goal, standing.figures
        start = standing.basis.sums.start(goal.baseline_value, goal.direction) or Decimal(0)
        if complete_passed(journal, goal, figures.value, start):
            rollup = replace(standing.rollup, parts=with_milestones(goal, standing.rollup.parts))
            standing = standing_with(goal, standing.schedule, rollup, standing.today)
            figures = standing.figures
        recorded = standing.basis.recorded
        journal.derive(
            goal,
            "progressed",
            progress_percent=figures.percent,
            stats=figures.as_stats(),
            rollup=standing.rollup.as_json(),
            check_in_count=recorded.check_ins,
            last_check_in_at=recorded.last_at,
        )
        done = [] if not figures.milestones_done else list(goal.milestones.filter(completed_at__isnull=False))
        say_once(journal, goal, figures, done)


def engine() -> Engine:
    """For this app's own writes; others ask `goals.progress`."""
    return Engine()
