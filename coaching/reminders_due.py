"""Whose clocks have come to the time of a reminder, and what a person's Today shows of theirs."""

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from operator import or_
from zoneinfo import available_timezones

from django.db.models import Exists, OuterRef, Q, QuerySet

from checkins.models import CheckIn
from checkins.models.check_in import DayStatus
from coaching.models import Answer, Reminder
from coaching.reminding import GRACE, Clocks, clocks_at
from goals.models import Intention, User
from goals.models.choices import Status

_MOST_SHOWN = 5


def owners_with_reminders(now: dt.datetime) -> "QuerySet[User]":
    """People with a plan whose time came up within the grace and of which no reminder was made since.

    One query, whatever the number of zones; which day it is there, and whether that day reminds, is asked person by
    person.
    """
    made = Reminder.objects.filter(intention=OuterRef("pk"), due_at__gte=now - GRACE)
    plans = (
        Intention.objects.filter(
            reduce(or_, map(_came_up, clocks_at(now, available_timezones()))),
            owner=OuterRef("pk"),
            is_active=True,
            reminder_time__isnull=False,
            goal__status=Status.ACTIVE,
        )
        .filter(~Exists(made))
        .order_by()
    )
    return User.objects.filter(Exists(plans), is_active=True).order_by("pk")


def _came_up(clocks: Clocks) -> Q:
    times = Q(reminder_time__gte=clocks.first), Q(reminder_time__lte=clocks.last)
    return Q(owner__timezone__in=clocks.zones) & (times[0] | times[1] if clocks.over_midnight else times[0] & times[1])


def shown_today(owner: User, now: dt.datetime) -> Sequence[Reminder]:
    """The open reminders of the person's day, the oldest first, at most five; one query.

    What was done, skipped or missed since says so itself, and is left out.
    """
    day = owner.today(now)
    marked = CheckIn.objects.filter(
        goal=OuterRef("intention__goal"), check_in_date=day, habit_completion_status__in=DayStatus.values
    )
    rows = Reminder.objects.for_owner(owner).filter(
        ~Exists(marked),
        day=day,
        answer=Answer.OPEN,
        on_today=True,
        intention__is_active=True,
        intention__goal__status=Status.ACTIVE,
    )
    return list(rows.select_related("intention__goal").order_by("due_at", "id")[:_MOST_SHOWN])
