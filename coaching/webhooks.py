"""What webhooks are sent: JSON, signed as Standard Webhooks 1.0 says (https://www.standardwebhooks.com)."""

import base64
import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coaching import guarded_http
from coaching.models import Delivery, Integration, Outcome
from config import sealing
from config.api.json import dumps
from goals.journal import plain

_PREFIX = "whsec_"
_SECRET_BYTES = 24


@dataclass(frozen=True, slots=True)
class Result:
    """How a message went, with the status of the answer where there was one."""

    outcome: Outcome
    status: int | None = None


def new_signing_secret() -> str:
    return _PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 of `id.timestamp.body` with the bytes of the secret, as the header `webhook-signature` has it."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = b".".join((message_id.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def send(integration: Integration, message_id: str, kind: str, data: Mapping[str, Any], at: dt.datetime) -> Result:
    """Post one message; how it went is returned, never raised. The same message keeps its id, so it can be told."""
    try:
        secret = sealing.unseal(integration.sealed)
    except sealing.Unreadable:
        return Result(Outcome.UNREADABLE)
    stamp = int(at.timestamp())
    body = dumps({"type": kind, "timestamp": at.isoformat(), "data": data})
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Steady",
        "webhook-id": message_id,
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature(secret, message_id, stamp, body),
    }
    try:
        status = guarded_http.post(integration.address, body, headers)
    except guarded_http.Forbidden:
        return Result(Outcome.FORBIDDEN)
    except guarded_http.Unreachable:
        return Result(Outcome.UNREACHABLE)
    return Result(Outcome.DELIVERED if 200 <= status < 300 else Outcome.REFUSED, status)


def ping_data(integration: Integration) -> dict[str, Any]:
    return {"integration": str(integration.pk), "name": integration.name}


def reminder_data(delivery: Delivery) -> dict[str, Any]:
    reminder = delivery.reminder
    plan = reminder.intention
    return {
        "reminder": str(reminder.pk),
        "day": reminder.day.isoformat(),
        "due_at": plain(reminder.due_at),
        "goal": {"id": str(plan.goal_id), "title": plan.goal.title},
        "plan": {
            "id": str(plan.pk),
            "trigger_condition": plan.trigger_condition,
            "action": plan.action,
        },
    }
