"""What `settings.PROGRESS_ENGINE` names: keeps stored figures exact, and brings them to today for reading."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from checkins.facts import Facts, facts_of
from checkins.figures import Figures, compute, figures_of
from checkins.models import CheckIn
from checkins.percent import starting_value
from checkins.thresholds import complete_passed, say_once
from goals.journal import Journal
from goals.models import Goal, HabitLink, Milestone


class Engine:
    """What `goals.progress.ProgressEngine` asks for."""

    def refresh(self, journal: Journal, goal: Goal) -> None:
        self._refresh(journal, goal)
        for link in HabitLink.objects.filter(habit=goal).select_related("goal__owner"):
            self._refresh(journal, link.goal)

    def bring_to_today(self, goals: Sequence[Goal], today: dt.date) -> None:
        stale = [goal for goal in goals if goal.stats.get("as_of") != today.isoformat()]
        figures = figures_of(stale, today)
        for goal in stale:
            goal.progress_percent = figures[goal.pk].percent
            goal.stats = figures[goal.pk].as_stats()

    def release(self, journal: Journal, milestone: Milestone) -> None:
        for check_in in CheckIn.objects.filter(milestone=milestone):
            journal.update(check_in, milestone=None)

    def _refresh(self, journal: Journal, goal: Goal) -> None:
        facts, figures = self._computed(journal, goal)
        readings = [reading.value for reading in facts.readings if reading.day >= facts.schedule.start]
        start = starting_value(readings, goal.baseline_value, goal.direction) or Decimal(0)
        if complete_passed(journal, goal, figures.value, start):
            facts, figures = self._computed(journal, goal)
        journal.update(
            goal,
            "progressed",
            progress_percent=figures.percent,
            stats=figures.as_stats(),
            check_in_count=facts.check_in_count,
            last_check_in_at=facts.last_check_in_at,
        )
        done = [] if not figures.milestones_done else list(goal.milestones.filter(completed_at__isnull=False))
        say_once(journal, goal, figures, done)

    def _computed(self, journal: Journal, goal: Goal) -> tuple[Facts, Figures]:
        facts = facts_of([goal])[goal.pk]
        return facts, compute(facts, goal.owner.today(journal.now))
