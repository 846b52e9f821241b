"""Integrations: secrets that nobody sees again, addresses that lead nowhere inside, tests that are delivered."""

import base64
import hashlib
import json
import logging
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from checkins.portable.exporting import json_of
from coaching import guarded_http
from coaching.actions import (
    create_integration,
    delete_integration,
    ping_integration,
    renew_secret,
    update_integration,
)
from coaching.actions.integrations import MOST, NothingToSend, TooManyIntegrations, TooSoon
from coaching.models import Integration
from coaching.tasks import ping
from coaching.webhooks import signature
from config import sealing
from config.refusals import Invalid, NotFound
from goals.models import Change, User
from tests.coaching.reminders import Receiver, plan, receiver, webhook
from tests.factories import GoalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    owner: User = UserFactory.create()
    return owner


@pytest.fixture
def hook(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]
    with receiver() as found:
        yield found


def test_secret_is_sealed_and_stands_nowhere_else(
    person: User, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    _resolving(monkeypatch, ["127.0.0.1"])
    with caplog.at_level(logging.DEBUG):
        integration, secret = webhook(person, "https://hooks.example.org/T0/canary")
        ping(str(integration.pk))
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 24
    assert secret not in integration.sealed
    assert sealing.unseal(integration.sealed) == secret
    journal = "".join(json.dumps(line.fields) for line in Change.objects.for_owner(person))
    exported = b"".join(json_of(person)).decode()
    for told in (journal, exported, caplog.text):
        assert [word for word in (secret, integration.sealed, "canary") if word in told] == []
    assert_journal_is_whole(person)


def _resolving(monkeypatch: pytest.MonkeyPatch, to: list[str]) -> None:
    """Let every name resolve so."""
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **options: [(2, 1, 6, "", (each, 443)) for each in to])


def test_calendar_keeps_the_digest_of_its_address_only(person: User) -> None:
    made, secret = create_integration(by=acting(person), owner=person, kind="calendar", name="Kitchen")
    assert (made.digest, made.sealed, made.address) == (hashlib.sha256(secret.encode()).hexdigest(), "", "")


def test_new_secret_ends_the_one_before(person: User) -> None:
    integration, before = webhook(person)
    renewed, secret = renew_secret(by=acting(person), integration=integration)
    assert before != secret == sealing.unseal(renewed.sealed)
    assert_journal_is_whole(person)


def test_keys_are_replaced_without_a_gap(person: User, settings: Any) -> None:
    settings.SECRETS_KEYS = ["old"]
    integration, secret = webhook(person)
    settings.SECRETS_KEYS = ["new", "old"]
    assert sealing.unseal(integration.sealed) == secret
    call_command("reseal_secrets")
    settings.SECRETS_KEYS = ["new"]
    integration.refresh_from_db()
    assert sealing.unseal(integration.sealed) == secret
    assert_journal_is_whole(person)


def test_secret_whose_key_is_gone_says_so(person: User, settings: Any, hook: Receiver) -> None:
    integration, _secret = webhook(person, hook.address)
    settings.SECRETS_KEYS = ["another"]
    assert ping(str(integration.pk)) is False
    integration.refresh_from_db()
    assert (integration.outcome, hook.received) == ("unreadable", [])
    with pytest.raises(CommandError, match=str(integration.pk)):
        call_command("reseal_secrets")


def test_seal_is_broken_by_tampering() -> None:
    sealed = sealing.seal("secret")
    for broken in (sealed[:-2], sealed.swapcase(), "", Fernet(Fernet.generate_key()).encrypt(b"secret").decode()):
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(broken)
        with pytest.raises(sealing.Unreadable):
            sealing.reseal(broken)


def test_signature_is_that_of_standard_webhooks() -> None:
    """The vector that the libraries of Standard Webhooks test themselves with."""
    secret, message_id = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    body = b'{"test": 2432232314}'
    assert signature(secret, message_id, 1614265330, body) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_test_is_delivered_signed(person: User, hook: Receiver) -> None:
    integration, secret = webhook(person, hook.address)
    assert ping_integration(by=acting(person), integration=integration).outcome == "waiting"
    assert ping(str(integration.pk)) is True
    ((headers, body),) = hook.received
    stamp = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature(secret, headers["webhook-id"], stamp, body)
    message = json.loads(body)
    assert message["type"] == "ping"
    assert message["data"] == {"integration": str(integration.pk), "name": "Home"}
    integration.refresh_from_db()
    assert (integration.outcome, integration.status) == ("delivered", 204)
    assert_journal_is_whole(person)


def test_tests_are_not_sent_in_a_row(person: User) -> None:
    integration, _secret = webhook(person)
    ping_integration(by=acting(person), integration=integration)
    with pytest.raises(TooSoon) as refused:
        ping_integration(by=acting(person), integration=integration)
    assert refused.value.retry_after == 10


def test_calendar_is_sent_nothing(person: User) -> None:
    calendar, _secret = create_integration(by=acting(person), owner=person, kind="calendar", name="Kitchen")
    with pytest.raises(NothingToSend):
        ping_integration(by=acting(person), integration=calendar)
    for changes in ({"address": "https://hooks.example.org"}, {"sends_reminders": True}):
        with pytest.raises(Invalid):
            update_integration(by=acting(person), integration=calendar, **changes)


INSIDE = [
    "https://localhost/x",
    "https://api.localhost/x",
    "https://printer.local/x",
    "https://vault.internal/x",
    "https://db/x",
    "https://127.0.0.1/x",
    "https://10.0.0.1/x",
    "https://192.168.1.4:8080/x",
    "https://172.16.0.1/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/x",
    "https://0.0.0.0/x",
    "https://224.0.0.1/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[64:ff9b::7f00:1]/x",
    "https://[2002:7f00:1::]/x",
    "https://[fd00::1]/x",
    "https://[fe80::1]/x",
]
WRONG = ["http://hooks.example.org/x", "https://me:secret@hooks.example.org/x", "ftp://hooks.example.org", "hooks", ""]


@pytest.mark.parametrize("address", [*INSIDE, *WRONG])
def test_address_that_leads_inside_or_nowhere_is_refused(person: User, address: str) -> None:
    with pytest.raises(Invalid) as refused:
        webhook(person, address)
    assert set(refused.value.fields) == {"address"}
    integration, _secret = webhook(person)
    with pytest.raises(Invalid):
        update_integration(by=acting(person), integration=integration, address=address)


@pytest.mark.parametrize(
    "resolved", [["127.0.0.1"], ["10.1.2.3"], ["::1"], ["93.184.215.14", "192.168.0.1"], ["fe80::1%eth0"]]
)
def test_name_that_resolves_to_the_inside_is_not_called(
    person: User, monkeypatch: pytest.MonkeyPatch, resolved: list[str]
) -> None:
    _resolving(monkeypatch, resolved)
    integration, _secret = webhook(person)
    assert ping(str(integration.pk)) is False
    integration.refresh_from_db()
    assert (integration.outcome, integration.status) == ("forbidden", None)


def test_nobody_answers(person: User, hook: Receiver) -> None:
    with receiver() as gone:
        address = gone.address
    integration, _secret = webhook(person, address)
    assert ping(str(integration.pk)) is False
    integration.refresh_from_db()
    assert integration.outcome == "unreachable"


def test_answer_that_does_not_end_is_cut_off(person: User, hook: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_http, "DEADLINE", 0.2)
    hook.may_answer.clear()
    integration, _secret = webhook(person, hook.address)
    assert ping(str(integration.pk)) is False
    integration.refresh_from_db()
    assert integration.outcome == "unreachable"


def test_integrations_are_limited_in_number(person: User) -> None:
    for _ in range(MOST):
        webhook(person)
    with pytest.raises(TooManyIntegrations):
        webhook(person)
    delete_integration(by=acting(person), integration=Integration.objects.filter(owner=person)[0])
    webhook(person)


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "x" * 101}, {"kind": "pager"}, {"shows": "everything"}])
def test_nonsense_is_refused_by_field(person: User, fields: dict[str, Any]) -> None:
    values = {"kind": "calendar", "name": "Kitchen", **fields}
    with pytest.raises(Invalid) as refused:
        create_integration(by=acting(person), owner=person, **values)
    assert set(refused.value.fields) == set(fields)


def test_others_can_do_nothing(person: User) -> None:
    integration, _secret = webhook(person)
    by = acting(UserFactory())
    for action in (ping_integration, renew_secret, delete_integration, update_integration):
        with pytest.raises(NotFound):
            action(by=by, integration=integration)


@pytest.mark.parametrize(
    ("shows", "held"), [("all", {"Target date: Run", "If I have had coffee: then I put on my shoes"}),
                        ("dates", {"Target date: Run"}),
                        ("reminders", {"If I have had coffee: then I put on my shoes"})],
)  # fmt: skip
def test_calendar_holds_what_it_is_to_show(client: Client, person: User, shows: str, held: set[str]) -> None:
    plan(GoalFactory(owner=person, title="Run", target_date=timezone.now().date()))
    _made, secret = create_integration(by=acting(person), owner=person, kind="calendar", name="Kitchen", shows=shows)
    response = client.get(f"/calendars/{secret}.ics")
    lines = response.content.decode().replace("\r\n ", "").splitlines()
    assert {line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")} == held
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("private, no-cache", "no-referrer")
    assert client.get(f"/calendars/{secret}.ics", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_calendar_ends_with_its_address_and_with_the_account(client: Client, person: User) -> None:
    made, first = create_integration(by=acting(person), owner=person, kind="calendar", name="Kitchen")
    _made, second = renew_secret(by=acting(person), integration=made)
    assert [client.get(f"/calendars/{secret}.ics").status_code for secret in (first, second)] == [404, 200]
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(f"/calendars/{second}.ics").status_code == 404


def insert(**fields: Any) -> None:
    person = UserFactory()
    now = timezone.now()
    stamps = {"created_at": now, "updated_at": now, "secret_made_at": now}
    Integration.objects.create(owner=person, **{"name": "x", **stamps, **fields})


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "webhook", "address": "https://a.example", "sealed": ""}, "integration_kind"),
        ({"kind": "webhook", "address": "", "sealed": "x"}, "integration_kind"),
        ({"kind": "calendar", "digest": None}, "integration_kind"),
        ({"kind": "calendar", "digest": "x", "sends_reminders": True}, "integration_kind"),
        ({"kind": "calendar", "digest": "x", "name": " "}, "integration_name_present"),
        ({"kind": "calendar", "digest": "x", "outcome": "fine"}, "integration_outcome"),
        ({"kind": "calendar", "digest": "x", "shows": "some"}, "integration_shows"),
    ],
)
def test_database_holds_what_integrations_are(fields: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        insert(**fields)
