"""What time itself asks of the coach; the worker runs these on the schedule in settings.

`deliver` and `ping` are asked for by actions, when what they send is committed.
"""

import datetime as dt
from collections.abc import Iterator

from celery import shared_task
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from coaching import sending
from coaching.actions import remind, summarize
from coaching.models import SummaryPeriod, UserSummary
from coaching.reminders_due import owners_with_reminders
from coaching.spans import SHORTEST, last_over
from config.refusals import Refusal
from goals.journal import SYSTEM
from goals.models import Change, Goal, User
from goals.models.choices import Source

_DAY = dt.timedelta(days=1)
# Who has changed nothing for so long is left alone: about two weeks, two months.
_AWAY = {SummaryPeriod.WEEKLY: 15 * _DAY, SummaryPeriod.MONTHLY: 62 * _DAY}


@shared_task  # type: ignore[untyped-decorator]
def write_summaries() -> int:
    """Write each person's summary of the week and of the month that their own calendar has just ended, once.

    Returns how many were written. People without goals, and those away for two periods, get none.
    """
    return sum(_write(owner, period, day) for period in SummaryPeriod for owner, day in _due(period))


def _write(owner: User, period: str, day: dt.date) -> bool:
    try:
        summarize(by=SYSTEM, owner=owner, period=period, day=day)
    except Refusal:
        # The account was erased meanwhile.
        return False
    return True


def _due(period: SummaryPeriod) -> Iterator[tuple[User, dt.date]]:
    """Those whose newest week or month that is over has no final summary yet, with its last day."""
    now = timezone.now()
    for owner in _candidates(period, now).iterator(chunk_size=500):
        today = owner.today(now)
        day = last_over(period, owner.week_starts_on, today)
        told: dt.date | None = getattr(owner, "told", None)
        if (told is None or told < day) and owner.today(owner.date_joined) <= day:
            yield owner, day


def _candidates(period: SummaryPeriod, now: dt.datetime) -> QuerySet[User]:
    """People with goals who are not away; `told` is the last day of their newest final summary.

    Who was told of days that ended so lately that the next cannot be over yet is left out.
    """
    final = UserSummary.objects.filter(owner=OuterRef("pk"), period=period, as_of__gt=F("ends_on"))
    own = Change.objects.filter(owner=OuterRef("pk")).exclude(source=Source.SYSTEM)
    return (
        User.objects.filter(Exists(Goal.objects.filter(owner=OuterRef("pk"))), is_active=True)
        .exclude(Exists(final.filter(ends_on__gt=now.date() - SHORTEST[period])))
        .annotate(
            told=Subquery(final.order_by("-starts_on").values("ends_on")[:1]),
            last_change=Subquery(own.order_by("-seq").values("at")[:1]),
        )
        .filter(last_change__gte=now - _AWAY[period])
        .order_by("pk")
    )


@shared_task  # type: ignore[untyped-decorator]
def make_reminders() -> int:
    """Make the reminders that came up in people's own clocks since the last time; returns how many."""
    return sum(_remind(owner) for owner in owners_with_reminders(timezone.now()).iterator(chunk_size=500))


def _remind(owner: User) -> int:
    try:
        return len(remind(by=SYSTEM, owner=owner))
    except Refusal:
        # The account was erased meanwhile.
        return 0


@shared_task  # type: ignore[untyped-decorator]
def deliver(delivery_id: str) -> bool:
    """Send one delivery, if it still waits to be sent; whether it was."""
    return sending.deliver(delivery_id)


@shared_task  # type: ignore[untyped-decorator]
def ping(integration_id: str) -> bool:
    """Send a test message to a webhook; whether it was delivered."""
    return sending.ping(integration_id)


@shared_task  # type: ignore[untyped-decorator]
def sweep_deliveries() -> int:
    """Enqueue again what waits for longer than it should, and let go of claims that nobody settled; returns how many.

    A queue that forgot, a worker that died between two steps: what is to be sent is a row, so it is found here.
    """
    return sending.sweep(timezone.now(), deliver.delay)
