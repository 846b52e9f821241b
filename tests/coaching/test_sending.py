"""Each reminder goes out once by each way: claimed, sent, settled, whatever dies between the steps."""

import datetime as dt
import json
import smtplib
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from coaching.actions import (
    choose_reminders,
    claim_delivery,
    dismiss_reminder,
    recover_delivery,
    settle_delivery,
    update_integration,
)
from coaching.actions.deliveries import LEASE
from coaching.models import Channel, Delivery, DeliveryState, Integration, Reason, Reminder
from coaching.tasks import deliver, make_reminders, sweep_deliveries
from coaching.webhooks import signature
from goals.actions import pause_goal
from goals.journal import SYSTEM
from goals.models import User
from tests.coaching.reminders import Receiver, confirmed, plan, receiver, webhook
from tests.factories import GoalFactory, UserFactory, acting

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
FRIDAY = dt.datetime(2026, 11, 20, 7, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the sweep enqueues."""
    keys: list[str] = []
    monkeypatch.setattr(deliver, "delay", keys.append)
    return keys


@pytest.fixture
def hook(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]
    with receiver() as found:
        yield found


def due(owner: User | None = None) -> Delivery:
    """A reminder of somebody who wants mail, made and not sent yet."""
    owner = owner or confirmed(UserFactory(timezone="UTC"))
    plan(GoalFactory(owner=owner, title="Run", start_date=dt.date(2026, 11, 2)))
    make_reminders()
    return Delivery.objects.get(owner=owner)


def state(delivery: Delivery) -> tuple[str, str, int]:
    delivery.refresh_from_db()
    return delivery.state, delivery.reason, delivery.attempts


def test_mail_goes_out_once_however_often_it_is_asked_for() -> None:
    delivery = due()
    assert [deliver(str(delivery.pk)) for _ in range(3)] == [True, False, False]
    assert (len(mail.outbox), state(delivery), delivery.sent_at) == (1, ("sent", "", 1), FRIDAY)


def test_delivery_is_enqueued_when_the_reminder_is_committed(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("celery.current_app.send_task", lambda *args, **options: sent.append((*args, options)))
    with django_capture_on_commit_callbacks(execute=True):
        delivery = due()
        assert sent == []
    assert sent == [("coaching.tasks.deliver", [str(delivery.pk)], {"retry": False})]


def test_queue_that_is_down_holds_up_nothing_and_the_sweep_finds_what_it_did_not_get(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, queue: list[str]
) -> None:
    def refuse(*args: Any, **options: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr("celery.current_app.send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        delivery = due()
    assert (sweep_deliveries(), queue) == (1, [str(delivery.pk)])
    assert deliver(queue[0]) is True
    assert (sweep_deliveries(), len(queue), len(mail.outbox)) == (0, 1, 1)


def test_mail_says_the_plan_and_how_to_stop_it() -> None:
    delivery = due()
    deliver(str(delivery.pk))
    message = mail.outbox[0]
    stop = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert (message.to, message.subject) == ([delivery.owner.email], "Reminder: Run")
    assert "If I have had coffee:\nthen I put on my shoes\n" in message.body
    assert f"/today/2026-11-20/#g-{delivery.reminder.intention.goal_id}\n" in message.body
    assert f"\n{stop}\n" in message.body
    assert message.extra_headers == {
        "Message-ID": f"<{delivery.pk}@localhost>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_nothing_is_mailed_to_who_did_not_ask_or_did_not_confirm() -> None:
    quiet, unconfirmed = UserFactory(timezone="UTC"), UserFactory(timezone="UTC")
    choose_reminders(by=acting(unconfirmed), owner=unconfirmed, by_mail=True)
    for owner in (quiet, unconfirmed):
        plan(GoalFactory(owner=owner))
    assert (make_reminders(), Delivery.objects.count()) == (2, 0)


def _dismiss(delivery: Delivery) -> None:
    dismiss_reminder(by=acting(delivery.owner), reminder=delivery.reminder)


def _change_address(delivery: Delivery) -> None:
    User.objects.filter(pk=delivery.owner_id).update(email="other@example.org")


@pytest.mark.parametrize(
    ("meanwhile", "reason"),
    [
        (_dismiss, "answered"),
        (lambda one: choose_reminders(by=acting(one.owner), owner=one.owner, by_mail=False), "unwanted"),
        (lambda one: pause_goal(by=acting(one.owner), goal=one.reminder.intention.goal), "unwanted"),
        (_change_address, "unwanted"),
    ],
)
def test_what_is_not_wanted_any_more_is_not_sent(meanwhile: Any, reason: str) -> None:
    delivery = due()
    meanwhile(delivery)
    assert deliver(str(delivery.pk)) is False
    assert (mail.outbox, state(delivery)) == ([], ("not_sent", reason, 0))


def test_reminder_that_is_late_is_not_sent(clock: Any) -> None:
    delivery = due()
    clock.move_to(FRIDAY + dt.timedelta(hours=2, seconds=1))
    assert (deliver(str(delivery.pk)), state(delivery)) == (False, ("not_sent", "late", 0))


def _refusing(monkeypatch: pytest.MonkeyPatch, step: str, error: Exception) -> None:
    def refuse(*args: Any) -> None:
        raise error

    monkeypatch.setattr(EmailBackend, step, refuse)


@pytest.mark.parametrize(
    ("step", "error", "expected"),
    [
        ("open", ConnectionRefusedError(), ("waiting", "unreachable", 1)),
        ("open", smtplib.SMTPConnectError(421, "busy"), ("waiting", "refused", 1)),
        ("open", smtplib.SMTPAuthenticationError(535, "no"), ("not_sent", "refused", 1)),
        ("send_messages", smtplib.SMTPDataError(451, "later"), ("waiting", "refused", 1)),
        ("send_messages", smtplib.SMTPDataError(554, "no"), ("not_sent", "refused", 1)),
        ("send_messages", smtplib.SMTPServerDisconnected(), ("not_sent", "unsure", 1)),
        ("send_messages", TimeoutError(), ("not_sent", "unsure", 1)),
    ],
)
def test_mail_is_tried_again_only_where_the_server_surely_did_not_take_it(
    monkeypatch: pytest.MonkeyPatch, step: str, error: Exception, expected: tuple[str, str, int]
) -> None:
    delivery = due()
    _refusing(monkeypatch, step, error)
    assert (deliver(str(delivery.pk)), state(delivery)) == (False, expected)


def test_mail_is_tried_five_times_with_growing_pauses(
    monkeypatch: pytest.MonkeyPatch, clock: Any, queue: list[str]
) -> None:
    delivery = due()
    _refusing(monkeypatch, "open", ConnectionRefusedError())
    deliver(str(delivery.pk))
    tried = []
    for minute in range(1, 60):
        clock.move_to(FRIDAY + minute * MINUTE)
        queue.clear()
        if sweep_deliveries():
            tried.append(minute)
            deliver(queue[0])
    assert (tried, state(delivery)) == ([1, 3, 7, 15], ("not_sent", "unreachable", 5))


def test_worker_that_dies_while_mail_goes_out_leaves_it_unsure_and_nobody_sends_it_twice(
    monkeypatch: pytest.MonkeyPatch, clock: Any, queue: list[str]
) -> None:
    delivery = due()

    def die(**options: Any) -> None:
        raise SystemExit

    monkeypatch.setattr("coaching.sending.settle_delivery", die)
    with pytest.raises(SystemExit):
        deliver(str(delivery.pk))
    assert (len(mail.outbox), state(delivery)) == (1, ("sending", "", 1))
    assert (deliver(str(delivery.pk)), sweep_deliveries()) == (False, 0)
    clock.move_to(FRIDAY + LEASE)
    assert (sweep_deliveries(), queue) == (1, [])
    assert (len(mail.outbox), state(delivery)) == (1, ("not_sent", "unsure", 1))


def test_only_one_of_two_workers_gets_the_claim() -> None:
    delivery = due()
    first, second = (Delivery.objects.get(pk=delivery.pk) for _ in range(2))
    assert claim_delivery(by=SYSTEM, delivery=first) is not None
    assert claim_delivery(by=SYSTEM, delivery=second) is None


def test_what_is_settled_stays_so() -> None:
    delivery = due()
    deliver(str(delivery.pk))
    settle_delivery(by=SYSTEM, delivery=delivery, reason=Reason.REFUSED, again=True)
    recover_delivery(by=SYSTEM, delivery=delivery)
    assert state(delivery) == ("sent", "", 1)


def test_delivery_that_is_gone_is_nobodys_business() -> None:
    assert deliver("0197c1a0-cc65-7257-9fa3-805cae6b4d81") is False


def hooked(hook: Receiver) -> tuple[Delivery, str]:
    owner = UserFactory(timezone="UTC")
    _integration, secret = webhook(owner, hook.address)
    return due(owner), secret


def test_webhook_gets_the_reminder_signed(hook: Receiver) -> None:
    delivery, secret = hooked(hook)
    assert [deliver(str(delivery.pk)) for _ in range(2)] == [True, False]
    ((headers, body),) = hook.received
    stamp = int(FRIDAY.timestamp())
    assert headers["webhook-id"] == str(delivery.pk)
    assert headers["webhook-timestamp"] == str(stamp)
    assert headers["webhook-signature"] == signature(secret, str(delivery.pk), stamp, body)
    plan_of = delivery.reminder.intention
    assert json.loads(body) == {
        "type": "reminder.due",
        "timestamp": "2026-11-20T07:30:00+00:00",
        "data": {
            "reminder": str(delivery.reminder_id),
            "day": "2026-11-20",
            "due_at": "2026-11-20T07:30:00+00:00",
            "goal": {"id": str(plan_of.goal_id), "title": "Run"},
            "plan": {
                "id": str(plan_of.pk),
                "trigger_condition": "If I have had coffee",
                "action": "then I put on my shoes",
            },
        },
    }
    integration = Integration.objects.get()
    assert (integration.outcome, integration.status, integration.tried_at) == ("delivered", 204, FRIDAY)


@pytest.mark.parametrize("status", [302, 404, 410, 500])
def test_webhook_that_refuses_is_tried_again_and_no_redirect_is_followed(hook: Receiver, status: int) -> None:
    delivery, _secret = hooked(hook)
    hook.status, hook.headers = status, {"Location": hook.address}
    assert (deliver(str(delivery.pk)), state(delivery)) == (False, ("waiting", "refused", 1))
    assert (len(hook.received), Integration.objects.get().status) == (1, status)


def test_claim_of_a_webhook_that_nobody_settled_is_tried_again(hook: Receiver, clock: Any, queue: list[str]) -> None:
    delivery, _secret = hooked(hook)
    claim_delivery(by=SYSTEM, delivery=delivery)
    clock.move_to(FRIDAY + LEASE)
    sweep_deliveries()
    assert state(delivery) == ("waiting", "unsure", 1)
    clock.move_to(FRIDAY + LEASE + MINUTE)
    sweep_deliveries()
    assert deliver(queue[0]) is True


def test_webhook_that_is_not_to_get_reminders_any_more_gets_none(hook: Receiver) -> None:
    delivery, _secret = hooked(hook)
    update_integration(by=acting(delivery.owner), integration=Integration.objects.get(), sends_reminders=False)
    assert (deliver(str(delivery.pk)), hook.received) == (False, [])
    assert state(delivery) == ("not_sent", "unwanted", 0)


def test_each_way_goes_out_by_itself(hook: Receiver) -> None:
    owner = confirmed(UserFactory(timezone="UTC"))
    webhook(owner, hook.address)
    hook.status = 500
    plan(GoalFactory(owner=owner))
    make_reminders()
    for one in Delivery.objects.all():
        deliver(str(one.pk))
    found = {(one.channel, one.state) for one in Delivery.objects.all()}
    assert found == {(Channel.MAIL, DeliveryState.SENT), (Channel.WEBHOOK, DeliveryState.WAITING)}
    assert (len(mail.outbox), Reminder.objects.count()) == (1, 1)
