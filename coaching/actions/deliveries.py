"""Claim a delivery, and settle how it went.

Whoever sends claims first, under the owner's lock, so that of many workers with the same task one sends. A claim that
nobody settled is looked at again after LEASE: a webhook is sent again, as its receiver knows it by its id; a mail is
not, as it may have gone out (docs/decisions/0028).
"""

import datetime as dt
from typing import Any

from coaching.actions.reminders import has_confirmed_address, settings_of
from coaching.models import Answer, Channel, Delivery, DeliveryState, Reason
from coaching.reminding import GRACE
from goals.journal import Actor, Journal, writing
from goals.models import User
from goals.models.choices import Status

# Longer than any sending takes (mail: 20 s a step; webhooks: 10 s in all).
LEASE = dt.timedelta(minutes=15)
MOST_ATTEMPTS = 5
_FIRST_PAUSE = dt.timedelta(minutes=1)


def claim_delivery(*, by: Actor, delivery: Delivery) -> Delivery | None:
    """Take it on; None when it is somebody else's, not due, settled, or not to be sent any more (which is noted)."""
    with writing(delivery.owner_id, by=by) as journal:
        delivery = journal.fresh(delivery)
        if delivery.state != DeliveryState.WAITING or delivery.next_try_at > journal.now:
            return None
        if reason := _against(journal, delivery):
            _set(delivery, state=DeliveryState.NOT_SENT, reason=reason)
            return None
        _set(
            delivery,
            state=DeliveryState.SENDING,
            attempts=delivery.attempts + 1,
            next_try_at=journal.now + LEASE,
        )
    return delivery


def settle_delivery(*, by: Actor, delivery: Delivery, reason: Reason = Reason.NONE, again: bool = False) -> Delivery:
    """Note that it was sent, or the `reason` why not, and whether to try `again` while attempts are left."""
    with writing(delivery.owner_id, by=by) as journal:
        delivery = journal.fresh(delivery)
        if delivery.state != DeliveryState.SENDING:
            return delivery
        if reason == Reason.NONE:
            _set(delivery, state=DeliveryState.SENT, sent_at=journal.now, reason=reason)
        elif again and delivery.attempts < MOST_ATTEMPTS:
            pause = _FIRST_PAUSE * 2 ** (delivery.attempts - 1)
            _set(delivery, state=DeliveryState.WAITING, reason=reason, next_try_at=journal.now + pause)
        else:
            _set(delivery, state=DeliveryState.NOT_SENT, reason=reason)
    return delivery


def recover_delivery(*, by: Actor, delivery: Delivery) -> Delivery:
    """Let go of a claim that nobody settled in time."""
    with writing(delivery.owner_id, by=by) as journal:
        delivery = journal.fresh(delivery)
        if delivery.state == DeliveryState.SENDING and delivery.next_try_at <= journal.now:
            is_known = delivery.channel == Channel.WEBHOOK
            return settle_delivery(by=by, delivery=delivery, reason=Reason.UNSURE, again=is_known)
    return delivery


def _against(journal: Journal, delivery: Delivery) -> Reason:
    """What speaks against sending it now."""
    reminder = delivery.reminder
    if journal.now > reminder.due_at + GRACE:
        return Reason.LATE
    if reminder.answer != Answer.OPEN:
        return Reason.ANSWERED
    return Reason.NONE if _is_wanted(delivery) else Reason.UNWANTED


def _is_wanted(delivery: Delivery) -> bool:
    plan = delivery.reminder.intention
    if not plan.is_active or plan.goal.status != Status.ACTIVE:
        return False
    if delivery.integration is not None:
        return delivery.integration.sends_reminders
    owner: User = delivery.owner
    return bool(settings_of(owner).by_mail and has_confirmed_address(owner))


def _set(delivery: Delivery, **values: Any) -> None:
    for name, value in values.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=list(values))
