"""What rests on a day, and until when."""

import datetime as dt

from django import template
from django.db.models import F, Q

from goals.models import Goal, Pause, User
from goals.models.choices import Status

register = template.Library()


@register.simple_tag
def rest_of(goal: Goal, day: dt.date) -> Pause | None:
    """The pause, of the goal or of everything, that covers the day and lasts longest."""
    return _longest(goal.owner, Q(goal=goal) | Q(goal=None), day)


@register.simple_tag
def vacation_on(person: User, day: dt.date) -> Pause | None:
    """The pause of everything that covers the day."""
    return _longest(person, Q(goal=None), day)


@register.simple_tag
def has_paused_goals(person: User) -> bool:
    return Goal.objects.for_owner(person).filter(status=Status.PAUSED).exists()


def _longest(person: User, whose: Q, day: dt.date) -> Pause | None:
    covering = Pause.objects.for_owner(person).filter(whose, starts_on__lte=day)
    covering = covering.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    return covering.order_by(F("ends_on").desc(nulls_first=True)).first()
