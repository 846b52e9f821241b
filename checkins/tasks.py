"""What is looked for in people's figures without their asking; the worker runs it on the schedule in settings."""

import uuid

from celery import shared_task
from django.db.models import Q

from checkins.actions import find_insights
from checkins.models import Insight
from config.refusals import NotFound
from goals.journal import SYSTEM
from goals.models import Goal, User


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
