"""What time itself changes; the worker runs these on the schedule in settings."""

import datetime as dt

from celery import shared_task
from django.core.management import call_command
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from config.refusals import Refusal
from goals.actions import resume_goal, revoke_token
from goals.journal import SYSTEM
from goals.models import Goal, Pause, PersonalToken
from goals.models.choices import Status


@shared_task  # type: ignore[untyped-decorator]
def resume_paused_goals() -> int:
    """Make goals active again whose pause ended before the person's today; returns how many."""
    horizon = timezone.now().date() + dt.timedelta(days=1)
    begun = Pause.objects.filter(goal=OuterRef("pk"), starts_on__lte=horizon)
    going_on = begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=horizon))
    ended = (
        Goal.objects.filter(~Exists(going_on), status=Status.PAUSED)
        .select_related("owner")
        .prefetch_related("pauses")
        .order_by("pk")
    )
    return sum(_resume(goal) for goal in ended.iterator(chunk_size=500))


def _resume(goal: Goal) -> bool:
    """Unless one of its pauses holds the person's today. Those that are planned for later wait for their days."""
    today = goal.owner.today()
    begun = [pause for pause in goal.pauses.all() if pause.starts_on <= today]
    if not begun or any(pause.ends_on is None or pause.ends_on >= today for pause in begun):
        return False
    try:
        resume_goal(by=SYSTEM, goal=goal)
    except Refusal:
        # No place among the active goals, or somebody was faster: the next hour asks again.
        return False
    return True


@shared_task  # type: ignore[untyped-decorator]
def forget_expired() -> None:
    """Delete expired sessions and personal tokens."""
    call_command("clearsessions")
    for token in PersonalToken.objects.filter(expiry__lt=timezone.now()).iterator():
        revoke_token(by=SYSTEM, token=token)
