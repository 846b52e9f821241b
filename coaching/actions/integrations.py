"""Let other programs in, and out again."""

import datetime as dt
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from coaching import webhooks
from coaching.guarded_http import is_allowed
from coaching.models import Integration, IntegrationKind, Outcome
from config import sealing
from config.refusals import Invalid, Refusal
from goals.journal import Actor, Journal, writing
from goals.links import new_secret
from goals.models import User
from goals.rules import given

WRITABLE = frozenset({"name", "address", "shows", "sends_reminders"})
MOST = 20
_BETWEEN_PINGS = dt.timedelta(seconds=10)
# Names that lead inside, or nowhere. What others resolve to is checked when they are called.
_INNER_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".localdomain")


class TooManyIntegrations(Refusal):
    code = "QUOTA_EXCEEDED"
    status = 409

    def __init__(self) -> None:
        super().__init__(_("You have %(most)d integrations. Delete one to add another.") % {"most": MOST})


class TooSoon(Refusal):
    code = "RATE_LIMITED"
    status = 429

    def __init__(self) -> None:
        self.retry_after = int(_BETWEEN_PINGS.total_seconds())
        super().__init__(_("A test was sent just now. Wait a few seconds."))


class NothingToSend(Refusal):
    code = "NOT_A_WEBHOOK"
    status = 409

    def __init__(self) -> None:
        super().__init__(_("Only webhooks are sent to; a calendar reads."))


def create_integration(*, by: Actor, owner: User, kind: str, **fields: Any) -> tuple[Integration, str]:
    """Add one, with its secret, which cannot be had again: the signing secret of a webhook, the key of a calendar.

    Raises Invalid, TooManyIntegrations.
    """
    if kind not in IntegrationKind.values:
        raise Invalid(fields={"kind": [_("Choose calendar or webhook.")]})
    with writing(owner.pk, by=by) as journal:
        if Integration.objects.for_owner(owner).count() >= MOST:
            raise TooManyIntegrations
        secret, columns = _new_secret(kind)
        integration = Integration(
            kind=kind, secret_made_at=journal.now, **columns, **given(Integration, fields, WRITABLE)
        )
        require_fitting(integration)
        journal.create(integration)
    return integration, secret


def update_integration(*, by: Actor, integration: Integration, **changes: Any) -> Integration:
    """Raises Invalid."""
    with writing(integration.owner_id, by=by) as journal:
        integration = journal.fresh(integration)
        journal.update(integration, "updated", require_fitting, **given(Integration, changes, WRITABLE))
    return integration


def renew_secret(*, by: Actor, integration: Integration) -> tuple[Integration, str]:
    """Another secret; the one before ends at once. The new one cannot be had again."""
    with writing(integration.owner_id, by=by) as journal:
        integration = journal.fresh(integration)
        secret, columns = _new_secret(integration.kind)
        journal.update(integration, "secret_renewed", secret_made_at=journal.now, **columns)
    return integration, secret


def delete_integration(*, by: Actor, integration: Integration) -> None:
    """What was still on its way there goes with it."""
    with writing(integration.owner_id, by=by) as journal:
        journal.delete(journal.fresh(integration))


def ping_integration(*, by: Actor, integration: Integration) -> Integration:
    """Have the worker send a signed ping; how it went is noted here. Raises NothingToSend, TooSoon."""
    with writing(integration.owner_id, by=by) as journal:
        integration = journal.fresh(integration)
        if integration.kind != IntegrationKind.WEBHOOK:
            raise NothingToSend
        if integration.tried_at and journal.now < integration.tried_at + _BETWEEN_PINGS:
            raise TooSoon
        _note(journal, integration, webhooks.Result(Outcome.WAITING))
        key = str(integration.pk)
        transaction.on_commit(lambda: current_app.send_task("coaching.tasks.ping", [key], retry=False), robust=True)
    return integration


def record_result(*, by: Actor, integration: Integration, result: webhooks.Result) -> Integration:
    """Note how the last message went."""
    with writing(integration.owner_id, by=by) as journal:
        integration = journal.fresh(integration)
        _note(journal, integration, result)
    return integration


def reseal_secret(*, by: Actor, integration: Integration) -> None:
    """Put the secret under the first key. Raises sealing.Unreadable."""
    with writing(integration.owner_id, by=by) as journal:
        integration = journal.fresh(integration)
        journal.update(integration, sealed=sealing.reseal(integration.sealed))


def require_fitting(integration: Integration) -> None:
    """An address exactly for a webhook, one that may be called. Raises Invalid."""
    if integration.kind == IntegrationKind.CALENDAR:
        if integration.address or integration.sends_reminders:
            name = "address" if integration.address else "sends_reminders"
            raise Invalid(fields={name: [_("A calendar reads by itself; it takes no address and is sent nothing.")]})
    elif problem := _problem_of(integration.address):
        raise Invalid(fields={"address": [problem]})


def _problem_of(address: str) -> str:
    """What is wrong with the address of a webhook, in a sentence; empty when it may be called."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return _("This is not a valid address.")
    if not host or port == 0:
        return _("Give the whole address, beginning with https://.")
    if parts.username is not None or parts.password is not None:
        return _("Leave name and password out of the address.")
    if not _is_outside(host):
        return _("This address lies inside. Webhooks are sent to addresses in the internet.")
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.WEBHOOK_NETWORKS):
        return _("Give an address that begins with https://.")
    return ""


def _is_outside(host: str) -> bool:
    """Whether a name or number may lead outside; numbers in other ways of writing are resolved when they are called."""
    try:
        return is_allowed(str(ip_address(host)))
    except ValueError:
        is_single = "." not in host
        return settings.WEBHOOK_NETWORKS != [] or not (is_single or f".{host}".endswith(_INNER_NAMES))


def _new_secret(kind: str) -> tuple[str, dict[str, str]]:
    """A secret, and the columns that keep what has to be kept of it."""
    if kind == IntegrationKind.CALENDAR:
        secret, digest = new_secret()
        return secret, {"digest": digest}
    secret = webhooks.new_signing_secret()
    return secret, {"sealed": sealing.seal(secret)}


def _note(journal: Journal, integration: Integration, result: webhooks.Result) -> None:
    journal.update(integration, "tried", outcome=result.outcome, status=result.status, tried_at=journal.now)
