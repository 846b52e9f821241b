"""Reminders and integrations over REST."""

import datetime as dt
from typing import Any

import pytest

from coaching.models import Delivery, Integration
from tests.api import Caller, caller, queries_of, refused
from tests.factories import GoalFactory, IntegrationFactory, IntentionFactory, ReminderFactory

pytestmark = pytest.mark.django_db
REMINDERS, INTEGRATIONS = "/api/v1/reminders/", "/api/v1/integrations/"
HOOK = {"kind": "webhook", "name": "Home", "address": "https://hooks.example.org/x", "sends_reminders": True}


@pytest.fixture
def call() -> Caller:
    return caller()


def reminder(call: Caller, **fields: Any) -> Any:
    goal = GoalFactory.create(owner=call.user, title="Run")
    return ReminderFactory.create(intention=IntentionFactory.create(goal=goal), **fields)


def test_reminders_are_listed_newest_first_with_their_plans_and_ways(call: Caller) -> None:
    now = dt.datetime(2026, 11, 20, 7, 30, tzinfo=dt.UTC)
    older = reminder(call, due_at=now, day=now.date())
    newer = reminder(call, due_at=now + dt.timedelta(days=1), day=dt.date(2026, 11, 21), answer="not_needed")
    Delivery.objects.create(owner=call.user, reminder=older, channel="mail", next_try_at=now)
    ReminderFactory.create()
    found = call.get(REMINDERS).json()
    assert [row["id"] for row in found["results"]] == [str(newer.pk), str(older.pk)]
    plan = older.intention
    assert found["results"][1] == {
        "id": str(older.pk),
        "intention": str(plan.pk),
        "goal": str(plan.goal_id),
        "goal_title": "Run",
        "trigger_condition": plan.trigger_condition,
        "action": plan.action,
        "day": "2026-11-20",
        "due_at": "2026-11-20T07:30:00Z",
        "on_today": True,
        "answer": "open",
        "answered_at": None,
        "deliveries": [{"channel": "mail", "integration": None, "state": "waiting", "sent_at": None, "reason": ""}],
    }
    assert [row["id"] for row in call.get(f"{REMINDERS}?answer=open").json()["results"]] == [str(older.pk)]
    assert [row["id"] for row in call.get(f"{REMINDERS}?date_from=2026-11-21").json()["results"]] == [str(newer.pk)]


@pytest.mark.parametrize(("way", "answer"), [("dismiss", "dismissed"), ("rehearse", "rehearsed")])
def test_reminder_is_answered_and_again_changes_nothing(call: Caller, way: str, answer: str) -> None:
    one = reminder(call)
    first, second = (call.post(f"{REMINDERS}{one.pk}/{way}/").json() for _ in range(2))
    assert (first["answer"], second) == (answer, first)


def test_settings_are_quiet_and_can_be_changed(call: Caller) -> None:
    address = f"{REMINDERS}settings/"
    assert call.get(address).json() == {"on_today": True, "by_mail": False}
    assert call.patch(address, {"by_mail": True}).json() == {"on_today": True, "by_mail": True}
    assert call.get(address).json() == {"on_today": True, "by_mail": True}
    assert refused(call.patch(address, {"by_pigeon": True})) == (400, "VALIDATION_ERROR")


def test_secret_is_answered_once(call: Caller) -> None:
    made = call.post(INTEGRATIONS, HOOK)
    assert made.status_code == 201
    secret = made.json().pop("secret")
    assert secret.startswith("whsec_")
    pk = made.json()["id"]
    for body in (call.get(f"{INTEGRATIONS}{pk}/"), call.get(INTEGRATIONS), call.patch(f"{INTEGRATIONS}{pk}/", {})):
        assert secret not in body.content.decode()
        assert "sealed" not in body.content.decode()
    renewed = call.post(f"{INTEGRATIONS}{pk}/renew/").json()["secret"]
    assert renewed.startswith("whsec_")
    assert renewed != secret


def test_calendar_answers_its_address(call: Caller) -> None:
    made = call.post(INTEGRATIONS, {"kind": "calendar", "name": "Hall", "shows": "dates"}).json()
    assert made["secret"].startswith("http://127.0.0.1:8000/calendars/")
    assert refused(call.post(f"{INTEGRATIONS}{made['id']}/test/")) == (409, "NOT_A_WEBHOOK")


@pytest.mark.parametrize(
    "changes",
    [
        {"address": "https://169.254.169.254/latest/"},
        {"address": ""},
        {"kind": "pager"},
        {"name": ""},
        {"name": None},
        {"sends_reminders": "maybe"},
        {"shows": "all of it"},
        {"sealed": "x"},
        {"digest": "x"},
    ],
)
def test_nonsense_is_refused_by_field(call: Caller, changes: dict[str, Any]) -> None:
    response = call.post(INTEGRATIONS, {**HOOK, **changes})
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert set(response.json()["fields"]) == set(changes)
    assert Integration.objects.count() == 0


def test_what_we_note_is_not_written_from_outside(call: Caller) -> None:
    hook = IntegrationFactory.create(owner=call.user)
    call.patch(f"{INTEGRATIONS}{hook.pk}/", {"outcome": "delivered", "status": 200, "kind": "calendar"})
    hook.refresh_from_db()
    assert (hook.outcome, hook.status, hook.kind) == ("", None, "webhook")


def test_tests_in_a_row_wait(call: Caller) -> None:
    hook = IntegrationFactory.create(owner=call.user)
    first = call.post(f"{INTEGRATIONS}{hook.pk}/test/")
    assert (first.status_code, first.json()["outcome"]) == (200, "waiting")
    response = call.post(f"{INTEGRATIONS}{hook.pk}/test/")
    assert refused(response) == (429, "RATE_LIMITED")
    assert response["Retry-After"] == "10"


@pytest.mark.parametrize("path", [REMINDERS, INTEGRATIONS])
def test_lists_run_as_many_statements_for_three_rows_as_for_one(call: Caller, path: str) -> None:
    def more() -> None:
        IntegrationFactory.create(owner=call.user)
        one = reminder(call)
        Delivery.objects.create(owner=call.user, reminder=one, channel="mail", next_try_at=one.due_at)

    more()
    with_one = queries_of(call, path)
    more()
    more()
    assert queries_of(call, path) == with_one
