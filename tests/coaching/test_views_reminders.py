"""Pages of reminders and integrations."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from coaching.actions import choose_reminders, dismiss_reminder
from coaching.actions.reminders import settings_of
from coaching.models import Integration, Reminder, ReminderSettings
from coaching.reminder_mail import stop_link
from coaching.tasks import make_reminders
from goals.actions import complete_goal
from goals.models import Intention, User
from tests.api import queries_of
from tests.coaching.reminders import confirmed, plan
from tests.factories import CheckInFactory, GoalFactory, IntegrationFactory, UserFactory, acting
from tests.pages import read
from tests.test_pages_access import FORBIDDEN

pytestmark = pytest.mark.django_db

FRIDAY = dt.datetime(2026, 11, 20, 7, 30, tzinfo=dt.UTC)
SETTINGS = "/settings/integrations/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def person(client: Client) -> User:
    owner: User = UserFactory.create(timezone="UTC")
    client.force_login(owner)
    return owner


def due(owner: User, **fields: Any) -> Reminder:
    intention = plan(GoalFactory(owner=owner, title="Run", start_date=dt.date(2026, 11, 2), **fields))
    make_reminders()
    return Reminder.objects.get(intention=intention)


def cards(client: Client) -> list[str]:
    return [form.one("p").text for note in read(client.get("/today/")).all("section", aria_labelledby="reminders")
            for form in note.all("form")]  # fmt: skip


def test_today_shows_what_is_due_and_a_button_puts_it_away(client: Client, person: User) -> None:
    reminder = due(person)
    assert cards(client) == ["07:30 · Run If I have had coffee: then I put on my shoes"]
    note = read(client.get("/today/")).one("section", aria_labelledby="reminders")
    assert note.buttons() == ["Gone through: Run", "Dismiss: Run"]
    assert FORBIDDEN.findall(note.text) == []
    response = client.post(f"/reminders/{reminder.pk}/", {"answer": "rehearsed", "next": "/today/"})
    assert (response.status_code, response["Location"], cards(client)) == (303, "/today/", [])
    assert Intention.objects.get().rehearsed_at == FRIDAY


def test_today_lets_go_of_what_was_done_dismissed_or_closed(client: Client, person: User) -> None:
    done, dismissed, closed = due(person), due(person), due(person)
    assert len(cards(client)) == 3
    CheckInFactory(goal=done.intention.goal)
    dismiss_reminder(by=acting(person), reminder=dismissed)
    complete_goal(by=acting(person), goal=closed.intention.goal)
    assert cards(client) == []


def test_today_shows_nothing_of_other_days_or_other_people(client: Client, person: User, clock: Any) -> None:
    due(person)
    due(UserFactory(timezone="UTC"))
    assert len(cards(client)) == 1
    assert read(client.get("/today/2026-11-19/")).all("section", aria_labelledby="reminders") == []
    clock.move_to(FRIDAY + dt.timedelta(days=1))
    assert cards(client) == []


def test_today_shows_none_where_the_person_does_not_want_it(client: Client, person: User) -> None:
    choose_reminders(by=acting(person), owner=person, on_today=False)
    due(person)
    assert cards(client) == []


def test_words_of_a_plan_are_text(client: Client, person: User) -> None:
    goal = GoalFactory(owner=person, title="<b>Run</b>", start_date=dt.date(2026, 11, 2))
    plan(goal)
    make_reminders()
    assert b"&lt;b&gt;Run&lt;/b&gt;" in client.get("/today/").content
    assert b"<b>Run" not in client.get("/today/").content


def test_today_asks_once_for_any_number_of_reminders(client: Client, person: User) -> None:
    due(person)
    one = queries_of(client, "/today/")
    for _ in range(3):
        due(person)
    assert queries_of(client, "/today/") == one


def test_unknown_answer_is_told(client: Client, person: User) -> None:
    reminder = due(person)
    client.post(f"/reminders/{reminder.pk}/", {"answer": "later"})
    assert "Choose one of the buttons." in read(client.get("/today/")).text
    assert len(cards(client)) == 1


def test_settings_are_quiet_until_the_person_says_so(client: Client, person: User) -> None:
    page = read(client.get("/settings/reminders/"))
    ticked = {box.attrs["name"] for box in page.all("input", type="checkbox") if "checked" in box.attrs}
    assert (ticked, ReminderSettings.objects.count()) == ({"on_today"}, 0)
    assert f"{person.email} is not confirmed yet" in page.text
    response = client.post("/settings/reminders/", {"by_mail": "on", "save": "1"})
    assert (response.status_code, response["Location"]) == (303, "/settings/reminders/")
    chosen = settings_of(person)
    assert (chosen.on_today, chosen.by_mail) == (False, True)


def test_settings_list_the_plans_that_remind(client: Client, person: User) -> None:
    due(person)
    confirmed(person)
    text = read(client.get("/settings/reminders/")).text
    assert "If I have had coffee: then I put on my shoes 07:30 Run" in text
    assert "not confirmed" not in text


def _stop(owner: User) -> str:
    return stop_link(owner).removeprefix("http://127.0.0.1:8000")


def test_mail_programs_stop_the_mails_with_one_post(person: User) -> None:
    confirmed(person)
    program = Client(enforce_csrf_checks=True)
    address = _stop(person)
    assert program.get(address).status_code == 200
    assert settings_of(person).by_mail
    for _ in range(2):
        response = program.post(address, {"List-Unsubscribe": "One-Click"})
        assert (response.status_code, "They are off." in read(response).text) == (200, True)
        assert not settings_of(person).by_mail
    assert settings_of(person).on_today


def test_page_that_stops_the_mails_asks_first(person: User) -> None:
    page = read(Client().get(_stop(person)))
    assert page.one("h1").text == "Reminders by email"
    assert page.buttons() == ["Stop the mails"]
    assert FORBIDDEN.findall(page.text) == []


def test_link_that_was_forged_or_outlived_the_address_stops_nothing(person: User) -> None:
    confirmed(person)
    address = _stop(person)
    anonymous = Client()
    forged = address[:-3] + "x/"
    assert anonymous.post(forged).status_code == 404
    User.objects.filter(pk=person.pk).update(email="new@example.org")
    assert anonymous.post(address).status_code == 404
    assert settings_of(person).by_mail


def test_webhook_is_added_and_its_secret_shown_this_once(client: Client, person: User) -> None:
    values = {"kind": "webhook", "webhook-name": "Home", "webhook-address": "https://hooks.example.org/x"}
    response = client.post(SETTINGS, {**values, "webhook-sends_reminders": "on"})
    secret = read(response).one("code").text
    assert secret.startswith("whsec_")
    made = Integration.objects.get(owner=person)
    assert (made.name, made.address, made.sends_reminders) == ("Home", "https://hooks.example.org/x", True)
    assert secret not in client.get(SETTINGS).content.decode()


def test_calendar_is_added_and_its_address_opens_it(client: Client, person: User) -> None:
    response = client.post(SETTINGS, {"kind": "calendar", "calendar-name": "Hall", "calendar-shows": "dates"})
    address = read(response).one("code").text
    assert address.startswith("http://127.0.0.1:8000/calendars/")
    assert Client().get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


@pytest.mark.parametrize("address", ["https://10.0.0.1/x", "javascript:alert(1)", ""])
def test_address_that_may_not_be_called_comes_back_with_the_reason(client: Client, person: User, address: str) -> None:
    response = client.post(SETTINGS, {"kind": "webhook", "webhook-name": "Home", "webhook-address": address})
    page = read(response)
    assert (response.status_code, Integration.objects.count()) == (422, 0)
    assert page.one("input", name="webhook-name").attrs["value"] == "Home"
    assert len(page.all("p", class_="error")) == 1


def test_kind_that_is_none_is_told(client: Client, person: User) -> None:
    assert "Choose one of the buttons." in read(client.post(SETTINGS, {"kind": "pager"})).text


def test_integration_is_edited_tested_renewed_and_deleted(client: Client, person: User) -> None:
    hook = IntegrationFactory.create(owner=person)
    values = {"name": "Hall", "address": "https://hooks.example.org/y"}
    assert client.post(f"{SETTINGS}{hook.pk}/edit/", values).status_code == 303
    hook.refresh_from_db()
    assert (hook.name, hook.address) == ("Hall", "https://hooks.example.org/y")
    step = f"{SETTINGS}{hook.pk}/"
    assert client.post(step, {"op": "test"}).status_code == 303
    assert "A test is on its way." in read(client.get(SETTINGS)).text
    client.post(step, {"op": "test"})
    assert "A test was sent just now." in read(client.get(SETTINGS)).text
    assert read(client.post(step, {"op": "renew"})).one("code").text.startswith("whsec_")
    client.post(step, {"op": "delete"})
    assert Integration.objects.count() == 0


def test_integrations_ask_the_same_queries_for_any_number(client: Client, person: User) -> None:
    IntegrationFactory.create(owner=person)
    one = queries_of(client, SETTINGS)
    IntegrationFactory.create_batch(3, owner=person)
    assert queries_of(client, SETTINGS) == one
