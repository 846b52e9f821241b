"""The theme: kept in the browser, drawn by the server, on every page."""

from typing import Any

import pytest
from django.test import Client

from config.appearance import COOKIE
from tests.factories import UserFactory
from tests.pages import Node, messages, read

pytestmark = pytest.mark.django_db


def theme(page: Node) -> tuple[str | None, list[str]]:
    """What the page says of its colours, and the colours it asks the browser's frame to take."""
    frame = [node.attrs["content"] for node in page.all("meta", name="theme-color")]
    return page.one("html").attrs.get("data-theme"), frame


def choose(client: Client, value: str) -> Any:
    return client.post("/settings/appearance/", {"theme": value})


@pytest.mark.parametrize(("chosen", "frame"), [("light", "#F7F7F4"), ("dark", "#121513")])
def test_chosen_theme_is_drawn_on_every_page_from_then_on(client: Client, chosen: str, frame: str) -> None:
    client.force_login(UserFactory())
    response = choose(client, chosen)
    assert (response.status_code, response["Location"]) == (303, "/settings/appearance/")
    page = read(client.get("/settings/appearance/"))
    assert messages(page) == ["Saved."]
    assert page.one("input", value=chosen).attrs["checked"] == ""
    assert [theme(read(client.get(path))) for path in ("/today/", "/nowhere/")] == [(chosen, [frame])] * 2
    client.post("/accounts/logout/")
    assert theme(read(client.get("/accounts/login/"))) == (chosen, [frame])


def test_theme_of_the_device_is_the_first_one_and_can_be_had_back(client: Client) -> None:
    client.force_login(UserFactory())
    assert read(client.get("/settings/appearance/")).one("input", value="system").attrs["checked"] == ""
    choose(client, "dark")
    assert client.cookies[COOKIE].value == "dark"
    choose(client, "system")
    assert client.cookies[COOKIE].value == ""
    assert theme(read(client.get("/today/"))) == (None, ["#F7F7F4", "#121513"])


def test_theme_cookie_is_for_this_site_and_no_script(client: Client) -> None:
    client.force_login(UserFactory())
    choose(client, "dark")
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 400 * 24 * 3600)


def test_unknown_theme_is_refused(client: Client) -> None:
    client.force_login(UserFactory())
    assert choose(client, "pink").status_code == 422
    assert COOKIE not in client.cookies


def test_cookie_that_makes_no_sense_changes_nothing(client: Client) -> None:
    client.cookies[COOKIE] = '"><script>'
    assert theme(read(client.get("/accounts/login/"))) == (None, ["#F7F7F4", "#121513"])


def test_page_of_an_unforeseen_error_keeps_the_theme(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(UserFactory())
    client.cookies[COOKIE] = "dark"
    monkeypatch.setattr("goals.views.people.render", lambda *_args: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/more/")
    assert (response.status_code, theme(read(response))) == (500, ("dark", ["#121513"]))
