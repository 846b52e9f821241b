"""What time itself changes; the worker runs these on the schedule in settings."""

import datetime as dt

from celery import shared_task
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone

from config.refusals import Refusal
from goals.actions import resume_goal, revoke_token
from goals.journal import SYSTEM
from goals.models import Goal, PersonalToken
from goals.models.choices import Status


@shared_task  # type: ignore[untyped-decorator]
def resume_paused_goals() -> int:
    """Make goals active again whose pause ended before the person's today; returns how many."""
    horizon = timezone.now().date() + dt.timedelta(days=1)
    ended = (
        Goal.objects.filter(status=Status.PAUSED)
        .exclude(Q(pauses__ends_on__isnull=True) | Q(pauses__ends_on__gte=horizon))
        .select_related("owner")
        .prefetch_related("pauses")
        .order_by("pk")
    )
    return sum(_resume(goal) for goal in ended.iterator(chunk_size=500))


def _resume(goal: Goal) -> bool:
    last = max((pause.ends_on for pause in goal.pauses.all() if pause.ends_on), default=None)
    if last is None or last >= goal.owner.today():
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
