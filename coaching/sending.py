"""What the worker does with a delivery: claim, send, settle."""

import datetime as dt
import uuid
from collections.abc import Callable

import structlog
from django.utils import timezone

from coaching import webhooks
from coaching.actions import claim_delivery, record_result, recover_delivery, settle_delivery
from coaching.models import Channel, Delivery, DeliveryState, Integration, Outcome, Reason
from coaching.models.reminder import OPEN_STATES
from coaching.reminder_mail import NotSent, send_mail
from config.refusals import Refusal
from goals.journal import SYSTEM

logger = structlog.get_logger(__name__)

_MOST_AT_ONCE = 500
_REASONS = {
    Outcome.DELIVERED: Reason.NONE,
    Outcome.UNREACHABLE: Reason.UNREACHABLE,
    Outcome.REFUSED: Reason.REFUSED,
    Outcome.FORBIDDEN: Reason.FORBIDDEN,
    Outcome.UNREADABLE: Reason.UNREADABLE,
}
# What may be otherwise in a minute.
_PASSING = (Reason.UNREACHABLE, Reason.REFUSED)


def deliver(delivery_id: str) -> bool:
    """Whether it was sent now. Without effect for what is settled, claimed by another, or gone."""
    delivery = Delivery.objects.filter(pk=uuid.UUID(delivery_id)).first()
    if delivery is None:
        return False
    try:
        claimed = claim_delivery(by=SYSTEM, delivery=delivery)
        return claimed is not None and _send(claimed)
    except Refusal:
        # Erased meanwhile.
        return False


def _send(delivery: Delivery) -> bool:
    reason, again = _by_mail(delivery) if delivery.channel == Channel.MAIL else _by_webhook(delivery)
    if reason != Reason.NONE:
        logger.warning("reminder_not_sent", delivery=str(delivery.pk), channel=delivery.channel, reason=reason)
    settle_delivery(by=SYSTEM, delivery=delivery, reason=reason, again=again)
    return reason == Reason.NONE


def _by_mail(delivery: Delivery) -> tuple[Reason, bool]:
    try:
        send_mail(delivery)
    except NotSent as refusal:
        return refusal.reason, refusal.again
    return Reason.NONE, False


def _by_webhook(delivery: Delivery) -> tuple[Reason, bool]:
    integration = delivery.integration
    if integration is None:
        raise TypeError("a webhook delivery has an integration; the database holds it to that")
    data = webhooks.reminder_data(delivery)
    result = webhooks.send(integration, str(delivery.pk), "reminder.due", data, timezone.now())
    record_result(by=SYSTEM, integration=integration, result=result)
    reason = _REASONS[result.outcome]
    return reason, reason in _PASSING


def ping(integration_id: str) -> bool:
    """Whether the message was delivered."""
    integration = Integration.objects.filter(pk=uuid.UUID(integration_id)).first()
    if integration is None:
        return False
    message_id, data = str(uuid.uuid4()), webhooks.ping_data(integration)
    result = webhooks.send(integration, message_id, "ping", data, timezone.now())
    try:
        record_result(by=SYSTEM, integration=integration, result=result)
    except Refusal:
        # Deleted meanwhile.
        return False
    return result.outcome == Outcome.DELIVERED


def sweep(now: dt.datetime, enqueue: Callable[[str], object]) -> int:
    """Hand what is overdue to `enqueue`, after letting go of stale claims; returns how many rows were looked at."""
    overdue = Delivery.objects.filter(state__in=OPEN_STATES, next_try_at__lte=now).order_by("next_try_at", "id")
    found = list(overdue[:_MOST_AT_ONCE])
    for delivery in found:
        if delivery.state == DeliveryState.SENDING:
            _recover(delivery)
        else:
            enqueue(str(delivery.pk))
    return len(found)


def _recover(delivery: Delivery) -> None:
    try:
        recover_delivery(by=SYSTEM, delivery=delivery)
    except Refusal:
        logger.info("delivery_gone", delivery=str(delivery.pk))
