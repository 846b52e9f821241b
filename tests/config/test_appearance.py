"""How the pages look and read: kept with the person, mirrored in the browser for the pages without one."""

from typing import Any

import pytest
from django.test import Client

from config.appearance import THEME_COOKIE
from goals.models import User
from tests.factories import PASSWORD, UserFactory
from tests.journal import lines
from tests.pages import Node, messages, read

pytestmark = pytest.mark.django_db

DEVICE = (None, ["#F7F7F4", "#121513"])
DARK = ("dark", ["#121513"])


@pytest.fixture
def person(client: Client) -> User:
    user: User = UserFactory.create(password=PASSWORD)
    client.force_login(user)
    return user


def theme(page: Node) -> tuple[str | None, list[str]]:
    """What the page says of its colours, and the colours it asks the browser's frame to take."""
    frame = [node.attrs["content"] for node in page.all("meta", name="theme-color")]
    return page.one("html").attrs.get("data-theme"), frame


def choose(client: Client, **values: str) -> Any:
    """What a browser sends: a box without its tick is not in it."""
    first = {"theme": "system", "density": "comfortable", "grouping": "time", "language": "", "uses_keys": "on"}
    return client.post("/settings/appearance/", {**first, **values})


def sign_in(client: Client, user: User) -> Any:
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize(("chosen", "frame"), [("light", "#F7F7F4"), ("dark", "#121513")])
def test_chosen_theme_is_drawn_on_every_page_from_then_on(
    client: Client, person: User, chosen: str, frame: str
) -> None:
    response = choose(client, theme=chosen)
    assert (response.status_code, response["Location"]) == (303, "/settings/appearance/")
    page = read(client.get("/settings/appearance/"))
    assert messages(page) == ["Saved."]
    assert page.one("input", value=chosen).attrs["checked"] == ""
    assert [theme(read(client.get(path))) for path in ("/today/", "/nowhere/")] == [(chosen, [frame])] * 2
    client.post("/accounts/logout/")
    assert theme(read(client.get("/accounts/login/"))) == (chosen, [frame])


def test_every_choice_is_kept_with_the_person_and_shown_again(client: Client, person: User) -> None:
    choose(client, theme="dark", density="compact", grouping="area", hides_done="on", language="en")
    person.refresh_from_db()
    assert (person.theme, person.density, person.grouping, person.language) == ("dark", "compact", "area", "en")
    assert (person.hides_done, person.uses_keys) == (True, True)
    page = read(client.get("/settings/appearance/"))
    chosen = [node.attrs["value"] for node in page.all("input", type="radio") if "checked" in node.attrs]
    assert chosen == ["dark", "compact", "area"]
    assert page.one("option", selected="").attrs["value"] == "en"
    assert ["checked" in page.one("input", name=name).attrs for name in ("hides_done", "uses_keys")] == [True, True]
    assert lines(person)[-1].fields["grouping"] == ["time", "area"]


def test_another_browser_looks_the_same_from_the_first_page_on(client: Client, person: User) -> None:
    choose(client, theme="dark")
    other = Client()
    assert theme(read(other.get("/accounts/login/"))) == DEVICE
    sign_in(other, person)
    assert other.cookies[THEME_COOKIE].value == "dark"
    assert theme(read(other.get("/today/"))) == DARK


def test_next_person_in_a_browser_has_their_own_looks(client: Client, person: User) -> None:
    choose(client, theme="dark")
    client.post("/accounts/logout/")
    sign_in(client, UserFactory.create(password=PASSWORD))
    assert client.cookies[THEME_COOKIE].value == ""
    assert theme(read(client.get("/today/"))) == DEVICE


def test_theme_of_the_device_is_the_first_one_and_can_be_had_back(client: Client, person: User) -> None:
    assert read(client.get("/settings/appearance/")).one("input", value="system").attrs["checked"] == ""
    choose(client, theme="dark")
    assert client.cookies[THEME_COOKIE].value == "dark"
    choose(client, theme="system")
    assert client.cookies[THEME_COOKIE].value == ""
    assert theme(read(client.get("/today/"))) == DEVICE


def test_mirror_is_for_this_site_and_no_script_and_set_once(client: Client, person: User) -> None:
    choose(client, theme="dark")
    cookie = client.cookies[THEME_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 400 * 24 * 3600)
    assert THEME_COOKIE not in client.get("/today/").cookies


@pytest.mark.parametrize("field", ["theme", "density", "grouping", "language"])
def test_unknown_choice_is_refused(client: Client, person: User, field: str) -> None:
    response = choose(client, **{field: "pink"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert User.objects.filter(pk=person.pk, theme="system", density="comfortable", language="").exists()
    assert THEME_COOKIE not in client.cookies


def test_cookie_that_makes_no_sense_changes_nothing(client: Client) -> None:
    client.cookies[THEME_COOKIE] = '"><script>'
    assert theme(read(client.get("/accounts/login/"))) == DEVICE


def test_page_of_an_unforeseen_error_keeps_the_theme(
    client: Client, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(client, theme="dark")
    monkeypatch.setattr("goals.views.people.render", lambda *_args: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/more/")
    assert (response.status_code, theme(read(response))) == (500, DARK)


def test_pages_are_in_the_language_of_the_person_and_then_in_that_of_the_browser(
    client: Client, person: User, settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    asked = {"Accept-Language": "en"}
    page = read(client.get("/settings/appearance/", headers=asked))
    assert [option.attrs["value"] for option in page.one("select", id="id_language").all("option")] == ["", "en", "de"]
    choose(client, language="de")
    response = client.get("/today/", headers=asked)
    assert (response["Content-Language"], read(response).one("html").attrs["lang"]) == ("de", "de")
    client.post("/accounts/logout/")
    assert read(client.get("/accounts/login/", headers=asked)).one("html").attrs["lang"] == "de"
    sign_in(client, person)
    choose(client, language="")
    assert read(client.get("/today/", headers=asked)).one("html").attrs["lang"] == "en"


def test_language_without_its_catalogue_is_neither_offered_nor_spoken(
    client: Client, person: User, settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English")]
    User.objects.filter(pk=person.pk).update(language="de")
    page = read(client.get("/settings/appearance/"))
    assert page.one("html").attrs["lang"] == "en"
    assert [option.attrs["value"] for option in page.one("select", id="id_language").all("option")] == ["", "en"]
    assert choose(client, language="de").status_code == 422
