"""More, and the settings of a person."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from goals.actions import create_token
from goals.models import PersonalToken, User
from tests.factories import PASSWORD, UserFactory, acting
from tests.pages import Node, messages, read, title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


SETTINGS = [
    "/settings/profile/",
    "/settings/day/",
    "/settings/appearance/",
    "/settings/reminders/",
    "/settings/calendar/",
    "/settings/pauses/",
    "/settings/integrations/",
    "/settings/tokens/",
    "/settings/export/",
    "/settings/account/",
]


def links_of(page: Node) -> list[str]:
    return [link.attrs["href"] for links in page.all("ul", class_="links") for link in links.all("a")]


def test_more_leads_to_everything_that_has_no_tab(client: Client) -> None:
    client.force_login(UserFactory())
    links = links_of(read(client.get("/more/")))
    assert links == ["/templates/", "/sharing/", "/history/", "/summaries/", "/money/", "/import/", *SETTINGS]
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("path", SETTINGS)
def test_settings_lead_to_each_other_and_say_where_they_are(client: Client, user: User, path: str) -> None:
    page = read(client.get(path))
    links = page.one("nav", class_="chips settings").all("a")
    assert [link.attrs["href"] for link in links] == SETTINGS
    here = [link for link in links if link.attrs.get("aria-current") == "page"]
    assert [(link.attrs["href"], link.text) for link in here] == [(path, page.one("h1").text)]
    assert title(page) == f"{page.one('h1').text} · Steady"


def test_account_leads_to_address_and_password(client: Client) -> None:
    client.force_login(UserFactory(password=PASSWORD))
    links = links_of(read(client.get("/settings/account/")))
    assert links == ["/accounts/email/", "/accounts/password/change/"]
    assert {client.get(link).status_code for link in links} == {200}


def test_more_leads_staff_to_the_administration(client: Client) -> None:
    client.force_login(UserFactory(is_staff=True))
    links = links_of(read(client.get("/more/")))
    assert links[-1] == "/admin/"


def test_profile_changes_the_zone_and_says_which_day_it_is(client: Client, user: User) -> None:
    response = client.post("/settings/profile/", {"name": "Robin", "timezone": "Pacific/Kiritimati"})
    assert (response.status_code, response["Location"]) == (303, "/settings/profile/")
    page = read(client.get("/settings/profile/"))
    assert messages(page) == ["Saved. For you it is now Saturday 21 November."]
    assert page.one("option", value="Pacific/Kiritimati").attrs["selected"] == ""
    user.refresh_from_db()
    assert (user.name, user.timezone) == ("Robin", "Pacific/Kiritimati")


def test_zone_of_an_older_name_stays_choosable(client: Client) -> None:
    client.force_login(UserFactory(timezone="US/Eastern"))
    page = read(client.get("/settings/profile/"))
    assert page.one("option", value="US/Eastern").attrs["selected"] == ""


def test_unknown_zone_is_refused_and_the_page_goes_on_with_the_stored_one(client: Client, user: User) -> None:
    response = client.post("/settings/profile/", {"name": "Robin", "timezone": "Mars/Base"})
    page = read(response)
    assert (response.status_code, title(page)) == (422, "Error: Profile and time zone · Steady")
    assert page.one("p", class_="error").text == "Error: Choose a time zone by its name, for example Europe/Berlin."
    assert page.one("p", class_="lead").text == "For you it is now Friday 20 November."


def test_zone_is_tried_before_it_is_saved(client: Client, user: User) -> None:
    tried = {"name": "Robin", "timezone": "Pacific/Kiritimati", "preview": "1"}
    page = read(client.post("/settings/profile/", tried))
    assert page.one("p", id="now").text == "For you it is now Saturday 21 November."
    assert page.one("option", value="Pacific/Kiritimati").attrs["selected"] == ""
    assert page.one("input", name="name").attrs["value"] == "Robin"
    user.refresh_from_db()
    assert (user.name, user.timezone) == ("", "UTC")


def test_tried_day_start_answers_a_script_with_its_sentence_alone(client: Client, user: User) -> None:
    tried = {"day_starts_at": "12", "week_starts_on": "0", "preview": "1"}
    with time_machine.travel(dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC), tick=False):
        response = client.post("/settings/day/", tried, headers={"HX-Request": "true"})
    assert response.content.decode().strip() == "For you it is now Thursday 19 November. This day ends at 12:00."


def test_nonsense_is_not_tried(client: Client, user: User) -> None:
    response = client.post("/settings/profile/", {"timezone": "Mars/Base", "preview": "1"})
    page = read(response)
    assert (response.status_code, page.one("p", id="now").text) == (422, "For you it is now Friday 20 November.")


def test_day_settings_are_saved(client: Client, user: User) -> None:
    client.post("/settings/day/", {"day_starts_at": "3", "week_starts_on": "6"})
    user.refresh_from_db()
    assert (user.day_starts_at, user.week_starts_on) == (3, 6)


def test_day_start_beyond_noon_is_refused(client: Client, user: User) -> None:
    response = client.post("/settings/day/", {"day_starts_at": "13", "week_starts_on": "0"})
    assert response.status_code == 422


def test_token_is_shown_once_and_works(client: Client, user: User) -> None:
    response = client.post("/settings/tokens/", {"name": "Backup", "scope": "read", "days": "30"})
    secret = read(response).one("code").text
    assert secret not in client.get("/settings/tokens/").content.decode()
    token = PersonalToken.objects.get()
    assert (token.name, token.scope, token.expiry.date()) == ("Backup", "read", dt.date(2026, 12, 20))
    assert Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


def test_tokens_are_listed_and_revoked(client: Client, user: User) -> None:
    token, _secret = create_token(by=acting(user), user=user, name="Backup")
    item = read(client.get("/settings/tokens/")).one("ul", class_="ms").one("li")
    assert item.one("span", class_="meta").text == "Read and write Valid until 20 November 2027 Never used"
    response = client.post(item.one("form").attrs["action"])
    assert response["Location"] == "/settings/tokens/"
    assert messages(read(client.get("/settings/tokens/"))) == ["Backup is revoked."]
    assert not PersonalToken.objects.filter(pk=token.pk).exists()


def test_token_without_a_name_is_refused(client: Client, user: User) -> None:
    response = client.post("/settings/tokens/", {"name": "", "scope": "read", "days": "30"})
    assert (response.status_code, PersonalToken.objects.count()) == (422, 0)
