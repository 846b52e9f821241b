"""What happened in the days of a summary: a fixed number of queries for any number of goals and any history."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import OuterRef, Q, Subquery

from checkins import rates
from checkins.models import CheckIn
from checkins.models.check_in import DayStatus
from checkins.standing import Standing, standings_of
from coaching.movement import Story
from coaching.spans import Span
from goals.days import bounds_of
from goals.models import Contribution, Goal, Intention, Milestone, Pause, Task, User
from goals.models.choices import Aggregation, Pattern, Status

_READINGS = (Aggregation.LATEST, Aggregation.MAX, Aggregation.AVERAGE)


def stories_of(owner: User, span: Span, today: dt.date) -> tuple[list[Story], int]:
    """The goals that ran in the days of `span`, in the person's own order, and on how many days something was recorded.

    Figures and parts are those of `today`.
    """
    running = Q(ended_on__isnull=True) | Q(ended_on__gte=span.first)
    goals = list(
        Goal.objects.for_owner(owner)
        .filter(running, start_date__lte=span.through)
        .order_by("sort_order", "title", "id")
    )
    for goal in goals:
        goal.owner = owner
    standings = standings_of(goals, today)
    stories = {goal.pk: _story(goal, standings[goal.pk], span) for goal in goals}
    days = _add_check_ins(stories, span)
    _add_contributions(stories, span)
    _add_steps(stories, owner, span)
    _add_readings(stories, span)
    _add_rest(stories, goals, span)
    for goal_id in Intention.objects.filter(goal__in=goals, is_active=True).values_list("goal", flat=True):
        stories[goal_id].has_plan = True
    return list(stories.values()), days


def _story(goal: Goal, standing: Standing, span: Span) -> Story:
    figures = standing.figures
    has_end = goal.pattern in (Pattern.TARGET, Pattern.MILESTONE)
    return Story(
        goal=goal.pk,
        pattern=goal.pattern,
        kept=rates.counts(standing.units, span.first, span.through),
        kept_before=rates.counts(standing.units, *span.before),
        is_open=goal.is_editable,
        is_resting=goal.status == Status.PAUSED,
        is_whole=goal.start_date <= span.first,
        is_reached=has_end and figures.percent == 100,
        adds_up=goal.aggregation not in _READINGS,
        value=figures.value,
        target=goal.target_value,
        milestones_done=figures.milestones_done,
        milestones_total=figures.milestones_total,
        run=figures.streak.current,
        has_small_version=bool(goal.small_version),
    )


def _add_check_ins(stories: dict[uuid.UUID, Story], span: Span) -> int:
    rows = CheckIn.objects.filter(goal__in=list(stories)).between(span.before[0], span.through)
    columns = ("goal", "check_in_date", "habit_completion_status", "value_recorded", "milestone")
    days: set[dt.date] = set()
    found = rows.order_by("check_in_date", "logged_at", "id").values_list(*columns)
    for goal_id, day, status, value, milestone in found:
        if span.before[1] < day < span.first:
            continue
        doings = stories[goal_id].now if day >= span.first else stories[goal_id].before
        doings.check_ins += 1
        doings.acts += status == DayStatus.COMPLETED or value is not None or milestone is not None
        if value is not None:
            doings.amounts += value
            doings.reading = value
        if day >= span.first:
            days.add(day)
    return len(days)


def _add_contributions(stories: dict[uuid.UUID, Story], span: Span) -> None:
    """Amounts put in are amounts, whatever else the goal records."""
    rows = Contribution.objects.filter(goal__in=list(stories), occurred_on__range=(span.before[0], span.through))
    for goal_id, day, amount in rows.values_list("goal", "occurred_on", "amount"):
        if span.before[1] < day < span.first:
            continue
        story = stories[goal_id]
        doings = story.now if day >= span.first else story.before
        doings.amounts += amount
        doings.acts += 1
        story.adds_up = True


def _add_steps(stories: dict[uuid.UUID, Story], owner: User, span: Span) -> None:
    """Milestones and tasks done between the first instant of the days and the last."""
    start, _ = bounds_of(span.first, owner.zone, owner.day_starts_at)
    _, end = bounds_of(span.through, owner.zone, owner.day_starts_at)
    milestones = Milestone.objects.filter(goal__in=list(stories), completed_at__gte=start, completed_at__lt=end)
    for goal_id in milestones.values_list("goal", flat=True):
        stories[goal_id].now.milestones += 1
    tasks = Task.objects.filter(goal__in=list(stories), done_at__gte=start, done_at__lt=end)
    for goal_id in tasks.values_list("goal", flat=True):
        stories[goal_id].now.tasks += 1


def _add_readings(stories: dict[uuid.UUID, Story], span: Span) -> None:
    """With which value the days began, for targets whose values are readings: the last before, however long ago."""
    wanted = [pk for pk, story in stories.items() if story.pattern == Pattern.TARGET and not story.adds_up]
    earlier = CheckIn.objects.filter(goal=OuterRef("pk"), check_in_date__lt=span.first, value_recorded__isnull=False)
    held = Subquery(earlier.newest_first().values("value_recorded")[:1])
    goals = Goal.objects.filter(pk__in=wanted).annotate(held=held)
    for goal_id, value, baseline in goals.values_list("pk", "held", "baseline_value"):
        stories[goal_id].held = baseline if value is None else value


def _add_rest(stories: dict[uuid.UUID, Story], goals: Sequence[Goal], span: Span) -> None:
    """Goals whose pauses, with those of everything, hold all of the days."""
    if not goals:
        return
    own = Q(goal__in=goals) | Q(goal__isnull=True, owner=goals[0].owner)
    rows = Pause.objects.filter(own, starts_on__lte=span.through)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=span.first))
    days = {span.first + dt.timedelta(days=each) for each in range((span.through - span.first).days + 1)}
    awake = {goal.pk: set(days) for goal in goals}
    for pause in rows:
        off = {day for day in days if pause.starts_on <= day and (pause.ends_on is None or day <= pause.ends_on)}
        for pk in awake if pause.goal_id is None else [pause.goal_id]:
            awake[pk] -= off
    for pk, left in awake.items():
        stories[pk].is_resting |= not left
