"""Where a goal stands, and the only ways from one status to another."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from config.refusals import Invalid, Refusal
from goals.actions.goals import check_quota
from goals.actions.pauses import lay_pause
from goals.journal import Actor, Journal, writing
from goals.models import Goal
from goals.models.choices import OPEN_STATUSES, Status
from goals.progress import engine
from goals.validators import LATEST_YEAR

_DAY = dt.timedelta(days=1)


class InvalidTransition(Refusal):
    code = "INVALID_TRANSITION"
    status = 409

    def __init__(self, goal: Goal, to: str) -> None:
        words = {"now": goal.get_status_display().lower(), "to": Status(to).label.lower()}
        super().__init__(_("A goal that is %(now)s cannot become %(to)s.") % words)


class AlreadyCompleted(Refusal):
    code = "ALREADY_COMPLETED"
    status = 409
    sentence = "This goal is already completed."


def complete_goal(*, by: Actor, goal: Goal) -> Goal:
    """Active or paused → completed. Raises AlreadyCompleted, InvalidTransition."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        if goal.status == Status.COMPLETED:
            raise AlreadyCompleted
        _require(goal, OPEN_STATUSES, Status.COMPLETED)
        _end(journal, goal, "completed", status=Status.COMPLETED, completed_at=journal.now)
    return goal


def abandon_goal(*, by: Actor, goal: Goal) -> Goal:
    """Active or paused → abandoned. Raises InvalidTransition."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        _require(goal, OPEN_STATUSES, Status.ABANDONED)
        _end(journal, goal, "abandoned", status=Status.ABANDONED)
    return goal


def pause_goal(*, by: Actor, goal: Goal, until: dt.date | None = None) -> Goal:
    """Active → paused from today through `until` (open when None). Raises Invalid, InvalidTransition."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        _require(goal, (Status.ACTIVE,), Status.PAUSED)
        today = goal.owner.today(journal.now)
        if until is not None and not (today <= until and until.year <= LATEST_YEAR):
            raise Invalid(fields={"until": [_("Choose today or a later day.")]})
        lay_pause(journal, goal, today, until)
        _move(journal, goal, "paused", status=Status.PAUSED)
    return goal


def resume_goal(*, by: Actor, goal: Goal) -> Goal:
    """Paused → active; the pause ends with yesterday. Raises InvalidTransition, QuotaExceeded."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        _require(goal, (Status.PAUSED,), Status.ACTIVE)
        check_quota(goal.owner_id)
        _close_pauses(journal, goal)
        _move(journal, goal, "resumed", status=Status.ACTIVE)
    return goal


def reactivate_goal(*, by: Actor, goal: Goal) -> Goal:
    """Completed or abandoned → active; the days in between count as a pause.

    Raises InvalidTransition, QuotaExceeded.
    """
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        _require(goal, (Status.COMPLETED, Status.ABANDONED), Status.ACTIVE)
        check_quota(goal.owner_id)
        _reopen(journal, goal, "reactivated", status=Status.ACTIVE, completed_at=None)
    return goal


def archive_goal(*, by: Actor, goal: Goal) -> Goal:
    """Any status → archived, remembering the status before. Repeating it changes nothing."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        if goal.status != Status.ARCHIVED:
            today = goal.owner.today(journal.now)
            _stretch_pause(journal, goal, today)
            ended = goal.ended_on or today
            _move(
                journal,
                goal,
                "archived",
                status=Status.ARCHIVED,
                status_before_archive=goal.status,
                ended_on=ended,
            )
    return goal


def restore_goal(*, by: Actor, goal: Goal) -> Goal:
    """Archived → the status before. Raises InvalidTransition, QuotaExceeded."""
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        before = goal.status_before_archive
        if goal.status != Status.ARCHIVED or before is None:
            raise InvalidTransition(goal, Status.ACTIVE)
        if before == Status.ACTIVE:
            check_quota(goal.owner_id)
        back: dict[str, Any] = {"status": before, "status_before_archive": None}
        if before in OPEN_STATUSES:
            _reopen(journal, goal, "restored", **back)
        else:
            _move(journal, goal, "restored", **back)
    return goal


def change_status(*, by: Actor, goal: Goal, status: str) -> Goal:
    """The transition that leads to `status`; asking for the present one changes nothing.

    Raises Invalid for an unknown status, and what the transition raises.
    """
    if status not in Status.values:
        raise Invalid(fields={"status": [_("Choose one of: %(names)s.") % {"names": ", ".join(Status.values)}]})
    if status == goal.status and status != Status.COMPLETED:
        return goal
    steps: dict[str, Callable[..., Goal]] = {
        Status.PAUSED: pause_goal,
        Status.COMPLETED: complete_goal,
        Status.ABANDONED: abandon_goal,
        Status.ARCHIVED: archive_goal,
        Status.ACTIVE: resume_goal if goal.status == Status.PAUSED else reactivate_goal,
    }
    return steps[status](by=by, goal=goal)


def _require(goal: Goal, allowed: tuple[Status, ...], to: Status) -> None:
    if goal.status not in allowed:
        raise InvalidTransition(goal, to)


def _move(journal: Journal, goal: Goal, action: str, **values: Any) -> None:
    journal.update(goal, action, **values)
    engine().refresh(journal, goal)


def _end(journal: Journal, goal: Goal, action: str, **values: Any) -> None:
    _close_pauses(journal, goal)
    _move(journal, goal, action, ended_on=goal.owner.today(journal.now), **values)


def _reopen(journal: Journal, goal: Goal, action: str, **values: Any) -> None:
    """Go on from today: the days since the end become a closed pause, so that nothing was missed on them."""
    yesterday = goal.owner.today(journal.now) - _DAY
    if goal.ended_on is not None and goal.ended_on < yesterday:
        lay_pause(journal, goal, goal.ended_on + _DAY, yesterday)
    _move(journal, goal, action, ended_on=None, **values)


def _close_pauses(journal: Journal, goal: Goal) -> None:
    """End the pause that holds today; those planned for later stay."""
    today = goal.owner.today(journal.now)
    _stretch_pause(journal, goal, today)
    for pause in goal.pauses.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today):
        if pause.starts_on >= today:
            journal.delete(pause)
        else:
            journal.update(pause, ends_on=today - _DAY)


def _stretch_pause(journal: Journal, goal: Goal, today: dt.date) -> None:
    """A goal stays paused until somebody resumes it, so the days since its pause ran out belong to that pause."""
    last = goal.pauses.filter(starts_on__lte=today).order_by("-starts_on").first()
    if goal.status == Status.PAUSED and last is not None and last.ends_on is not None and last.ends_on < today - _DAY:
        lay_pause(journal, goal, last.ends_on + _DAY, today - _DAY)
