"""Reminders and integrations in the admin: to see how they go, never their secrets."""

import pytest

from coaching.models import Delivery, Integration, ReminderSettings
from tests.coaching.reminders import confirmed, webhook
from tests.factories import ReminderFactory, UserFactory
from tests.goals.admin_site import lines_by, page, sent, signed_in, staff_who_may, superuser

pytestmark = pytest.mark.django_db


def test_staff_see_where_a_webhook_leads_and_neither_its_key_nor_its_secret() -> None:
    hook, secret = webhook(UserFactory(), "https://hooks.example.org/T0/canary")
    client = signed_in(superuser())
    for address in (page("coaching_integration"), page("coaching_integration", "change", hook.pk)):
        shown = client.get(address).content.decode()
        assert "hooks.example.org" in shown
        assert [word for word in ("canary", secret, hook.sealed) if word in shown] == []


def test_staff_delete_an_integration_and_change_nothing_of_it() -> None:
    hook, _secret = webhook(UserFactory())
    staff = superuser()
    client = signed_in(staff)
    assert client.get(page("coaching_integration", "add")).status_code == 403
    assert client.post(page("coaching_integration", "change", hook.pk), {"name": "Mine"}).status_code == 403
    client.post(page("coaching_integration", "delete", hook.pk), {"post": "yes"})
    assert Integration.objects.count() == 0
    assert lines_by(staff) == [("integration", "deleted", "admin")]


def test_staff_who_may_only_look_delete_nothing() -> None:
    hook, _secret = webhook(UserFactory())
    client = signed_in(staff_who_may("view_integration"))
    assert client.post(page("coaching_integration", "delete", hook.pk), {"post": "yes"}).status_code == 403


def test_staff_turn_mails_off_for_somebody() -> None:
    owner = confirmed(UserFactory())
    staff = superuser()
    chosen = ReminderSettings.objects.get(owner=owner)
    sent(signed_in(staff), page("coaching_remindersettings", "change", chosen.pk), by_mail=None)
    chosen.refresh_from_db()
    assert chosen.by_mail is False
    assert lines_by(staff) == [("reminder_settings", "updated", "admin")]


def test_staff_see_what_went_out_and_why_not() -> None:
    reminder = ReminderFactory()
    one = Delivery.objects.create(
        owner=reminder.owner, reminder=reminder, channel="mail", next_try_at=reminder.due_at, reason="refused"
    )
    client = signed_in(superuser())
    assert "It was refused" in client.get(page("coaching_delivery")).content.decode()
    for model, pk in (("coaching_delivery", one.pk), ("coaching_reminder", reminder.pk)):
        assert client.get(page(model, "change", pk)).status_code == 200
        assert client.get(page(model, "add")).status_code == 403
