"""What is done about people's figures without their asking; the worker runs it on the schedule in settings."""

import datetime as dt
import uuid
from io import StringIO

import structlog
from celery import shared_task
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.utils import timezone

from checkins.actions import catch_up, find_insights
from checkins.models import Insight
from config.refusals import NotFound
from goals.journal import SYSTEM
from goals.models import Goal, User

logger = structlog.get_logger(__name__)
# So many days are judged with every read of a goal that nobody writes to.
DORMANT = dt.timedelta(days=28)


@shared_task  # type: ignore[untyped-decorator]
def find_everybodys_insights() -> int:
    """Start a task for each person with an open goal, or with an insight that may hold no more; returns how many.

    Once a week: the more often chance is asked, the more often it says something.
    """
    with_goals, with_insights = Goal.objects.open().values("owner"), Insight.objects.found().values("owner")
    concerned = User.objects.filter(Q(pk__in=with_goals) | Q(pk__in=with_insights), is_active=True)
    people = list(concerned.values_list("pk", flat=True))
    for pk in people:
        find_insights_of.delay(str(pk))
    return len(people)


@shared_task  # type: ignore[untyped-decorator]
def find_insights_of(pk: str) -> None:
    """Look for one person; one who is gone meanwhile is left out. Repeating it changes nothing."""
    owner = User.objects.filter(pk=uuid.UUID(pk)).first()
    if owner is not None:
        try:
            find_insights(by=SYSTEM, owner=owner)
        except NotFound:
            return


@shared_task  # type: ignore[untyped-decorator]
def catch_up_dormant_goals() -> int:
    """Roll goals up that nobody has written to for four weeks, so that reading them stays short; returns how many."""
    since = (timezone.now() - DORMANT).date().isoformat()
    dormant = Goal.objects.open().filter(rollup__as_of__lt=since).order_by("owner", "pk")
    found = 0
    for pk, owner_id in list(dormant.values_list("pk", "owner")):
        try:
            catch_up(by=SYSTEM, goal=Goal(pk=pk, owner_id=owner_id))
        except NotFound:
            continue
        found += 1
    return found


@shared_task  # type: ignore[untyped-decorator]
def verify_everybodys_progress() -> int:
    """Start a task for each person with a goal; returns how many."""
    people = list(User.objects.filter(pk__in=Goal.objects.values("owner")).values_list("email", flat=True))
    for email in people:
        verify_progress_of.delay(email)
    return len(people)


@shared_task  # type: ignore[untyped-decorator]
def verify_progress_of(email: str) -> bool:
    """Hold a person's stored progress against their check-ins; what differs is logged, not repaired.

    Returns whether all is well, as it is with one who is gone meanwhile.
    """
    if not User.objects.filter(email=email).exists():
        return True
    said = StringIO()
    try:
        call_command("verify_progress", user=email, stdout=said)
    except CommandError as error:
        logger.error("progress_differs", outcome=str(error), differences=said.getvalue().splitlines())
        return False
    return True
