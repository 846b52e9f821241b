"""Make a person's reminders, answer them, choose where they go."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from celery import current_app
from django.db import transaction
from django.utils import timezone

from checkins.standing import standings_of
from coaching.models import Answer, Channel, Delivery, Integration, IntegrationKind, Reminder, ReminderSettings
from coaching.reminding import Due, due_of, is_needed
from goals.actions import rehearse_intention
from goals.journal import Actor, writing
from goals.models import Goal, Intention, User
from goals.models.choices import Status
from goals.rules import given

WRITABLE = frozenset({"on_today", "by_mail"})


def remind(*, by: Actor, owner: User) -> list[Reminder]:
    """Make what is due now and was not made yet, each once; deliveries are enqueued when the write is committed.

    What its day does not ask for any more is remembered as not needed. A fixed number of queries for any number of
    plans.
    """
    if not _not_made(_due(owner, timezone.now())):
        # Most who are asked have nothing due, and are not kept from writing.
        return []
    with writing(owner.pk, by=by) as journal:
        owner = journal.owner
        due = _not_made(_due(owner, journal.now))
        if not due:
            return []
        wanted = settings_of(owner)
        needed = _needed(owner, due)
        made = [_reminder(one, wanted, is_needed=one.intention.goal_id in needed) for one in due]
        Reminder.objects.bulk_create(made)
        _send(journal.now, owner, wanted, [each for each in made if each.answer == Answer.OPEN])
    return made


def _due(owner: User, now: dt.datetime) -> list[Due]:
    plans = Intention.objects.for_owner(owner).filter(
        is_active=True, reminder_time__isnull=False, goal__status=Status.ACTIVE
    )
    found = []
    for plan in plans.select_related("goal"):
        plan.owner = owner
        if one := due_of(plan, now):
            found.append(one)
    return found


def _not_made(due: Sequence[Due]) -> list[Due]:
    days = {one.day for one in due}
    held = Reminder.objects.filter(intention__in=[one.intention for one in due], day__in=days)
    made = set(held.values_list("intention", "day"))
    return [one for one in due if (one.intention.pk, one.day) not in made]


def _needed(owner: User, due: Iterable[Due]) -> set[Any]:
    """The ids of the goals that still ask for something on the person's day; all of `due` are of that day."""
    goals: dict[Any, Goal] = {one.intention.goal_id: one.intention.goal for one in due}
    for goal in goals.values():
        goal.owner = owner
    day = next(iter(due)).day
    return {pk for pk, standing in standings_of(goals.values(), day).items() if is_needed(standing)}


def _reminder(due: Due, wanted: ReminderSettings, *, is_needed: bool) -> Reminder:
    return Reminder(
        owner=due.intention.owner,
        intention=due.intention,
        day=due.day,
        due_at=due.at,
        on_today=wanted.on_today,
        answer=Answer.OPEN if is_needed else Answer.NOT_NEEDED,
    )


def _send(now: dt.datetime, owner: User, wanted: ReminderSettings, reminders: Sequence[Reminder]) -> None:
    """Lay down what goes out, and enqueue it once that is committed; what the queue does not get, the sweep finds."""
    if not reminders:
        return
    by_mail = wanted.by_mail and has_confirmed_address(owner)
    hooks = Integration.objects.for_owner(owner).filter(kind=IntegrationKind.WEBHOOK, sends_reminders=True)
    ways: list[tuple[str, Integration | None]] = [(Channel.MAIL, None)] if by_mail else []
    ways += [(Channel.WEBHOOK, hook) for hook in hooks]
    deliveries = [
        Delivery(owner=owner, reminder=reminder, channel=channel, integration=hook, next_try_at=now)
        for reminder in reminders
        for channel, hook in ways
    ]
    Delivery.objects.bulk_create(deliveries)
    for delivery in deliveries:
        enqueue(delivery)


def enqueue(delivery: Delivery) -> None:
    """Ask the worker to send it when the transaction is committed; a queue that is down is logged and survived."""
    key = str(delivery.pk)
    transaction.on_commit(lambda: current_app.send_task("coaching.tasks.deliver", [key], retry=False), robust=True)


def has_confirmed_address(owner: User) -> bool:
    return bool(EmailAddress.objects.filter(user=owner, email=owner.email, verified=True).exists())


def settings_of(owner: User) -> ReminderSettings:
    """As chosen, or the defaults, which are not stored."""
    return ReminderSettings.objects.for_owner(owner).first() or ReminderSettings(owner=owner)


def choose_reminders(*, by: Actor, owner: User, **changes: bool) -> ReminderSettings:
    """Change where reminders go, from the next one on. Raises Invalid."""
    with writing(owner.pk, by=by) as journal:
        values = given(ReminderSettings, changes, WRITABLE)
        held = ReminderSettings.objects.for_owner(owner).first()
        if held is None:
            held = ReminderSettings(**values)
            journal.create(held)
        else:
            journal.update(held, **values)
    return held


def dismiss_reminder(*, by: Actor, reminder: Reminder) -> Reminder:
    """Put it away. Repeating it changes nothing, nor does dismissing what was answered otherwise."""
    with writing(reminder.owner_id, by=by) as journal:
        reminder = journal.fresh(reminder)
        if reminder.answer == Answer.OPEN:
            _answer(reminder, Answer.DISMISSED, journal.now)
    return reminder


def rehearse_reminder(*, by: Actor, reminder: Reminder) -> Reminder:
    """Put it away and note that its plan was gone through. Raises GoalNotEditable."""
    with writing(reminder.owner_id, by=by) as journal:
        reminder = journal.fresh(reminder)
        if reminder.answer in (Answer.OPEN, Answer.DISMISSED):
            rehearse_intention(by=by, intention=reminder.intention)
            _answer(reminder, Answer.REHEARSED, journal.now)
    return reminder


def _answer(reminder: Reminder, answer: Answer, at: dt.datetime) -> None:
    reminder.answer, reminder.answered_at = answer, at
    reminder.save(update_fields=["answer", "answered_at"])
