"""Sign-up, sign-in, passwords and e-mail addresses, in the design of the other pages and without JavaScript."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from goals.accounts import AccountAdapter
from goals.models import Change, User
from tests.factories import PASSWORD, UserFactory
from tests.pages import Node, messages, read, title

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "another horse battery staple"


def inputs(page: Node) -> dict[str, str]:
    """What a password manager sees: each input's purpose by its name."""
    found = page.one("form", class_="form").all("input")
    return {node.attrs["name"]: node.attrs.get("autocomplete", "") for node in found if "autocomplete" in node.attrs}


def link_in_mail() -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def test_sign_up_makes_a_person_in_their_zone_and_leads_to_welcome(client: Client) -> None:
    page = read(client.get("/accounts/signup/"))
    assert inputs(page) == {"email": "email", "password1": "new-password"}
    assert page.one("input", name="timezone").attrs["data-browser-zone"] == ""
    data = {"email": "Robin@Example.org", "password1": PASSWORD, "timezone": "Europe/Berlin"}
    response = client.post("/accounts/signup/", data)
    assert (response.status_code, response["Location"]) == (302, "/welcome/1/")
    user = User.objects.get()
    assert (user.email, user.timezone, user.check_password(PASSWORD)) == ("robin@example.org", "Europe/Berlin", True)
    assert client.get("/today/").status_code == 200


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../etc/passwd"])
def test_sign_up_without_a_known_zone_begins_in_utc(client: Client, zone: str) -> None:
    client.post("/accounts/signup/", {"email": "robin@example.org", "password1": PASSWORD, "timezone": zone})
    assert User.objects.get().timezone == "UTC"


def test_refused_sign_up_lists_each_problem_with_a_link(client: Client) -> None:
    page = read(client.post("/accounts/signup/", {"email": "robin", "password1": "1234"}))
    links = [link.attrs["href"] for link in page.one("div", class_="error-summary").all("a")]
    assert title(page) == "Error: Create an account · Steady"
    assert set(links) == {"#id_email", "#id_password1"}
    assert not User.objects.exists()


@pytest.fixture
def faster(monkeypatch: Any) -> None:
    """Somebody with the same address, stored after the form was checked."""
    save = AccountAdapter.save_user

    def late(self: Any, *arguments: Any) -> User:
        UserFactory(email="robin@example.org")
        return save(self, *arguments)

    monkeypatch.setattr(AccountAdapter, "save_user", late)


@pytest.mark.usefixtures("faster")
def test_sign_up_at_the_same_time_as_another_is_told_so(client: Client) -> None:
    response = client.post("/accounts/signup/", {"email": "Robin@example.org", "password1": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/accounts/signup/?email=Robin%40example.org")
    page = read(client.get(response["Location"]))
    assert messages(page) == ["A user is already registered with this email address."]
    assert page.one("input", name="email").attrs["value"] == "Robin@example.org"
    assert User.objects.count() == 1


@pytest.mark.usefixtures("faster")
def test_sign_up_at_the_same_time_tells_nothing_where_addresses_are_confirmed(client: Client, settings: Any) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    response = client.post("/accounts/signup/", {"email": "robin@example.org", "password1": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/accounts/confirm-email/")
    assert [message.subject for message in mail.outbox] == ["You already have an account"]
    assert User.objects.count() == 1


def test_closed_sign_up_says_so(client: Client, settings: Any) -> None:
    settings.SIGN_UP_OPEN = False
    assert read(client.get("/accounts/signup/")).one("h1").text == "Sign-up is closed"


def test_sign_in_leads_to_the_wanted_page_of_this_site_only(client: Client) -> None:
    user = UserFactory(password=PASSWORD)
    assert inputs(read(client.get("/accounts/login/"))) == {"login": "email", "password": "current-password"}
    for wanted, reached in (
        ("/goals/", "/goals/"),
        ("https://evil.example/", "/today/"),
        ("//evil.example", "/today/"),
    ):
        assert sign_in(client, user.email, next=wanted)["Location"] == reached
        client.logout()


def test_buttons_of_account_pages_stand_out(client: Client) -> None:
    """Each page has one thing to do."""
    client.force_login(UserFactory(password=PASSWORD))
    for path in ("/accounts/password/change/", "/accounts/email/", "/accounts/logout/"):
        assert read(client.get(path)).one("form", class_="form").one("button").attrs["class"] == "btn pri"
    client.logout()
    form = read(client.get("/accounts/password/reset/")).one("form", class_="form")
    assert form.one("button").attrs["class"] == "btn pri"


def test_wrong_sign_in_says_the_same_for_known_and_unknown_people(client: Client) -> None:
    user = UserFactory(password=PASSWORD)
    said = [
        read(sign_in(client, email, "wrong password")).one("div", class_="error-summary").one("li").text
        for email in (user.email, "nobody@example.org")
    ]
    assert said == ["The email address and/or password you specified are not correct."] * 2


def test_sign_out_asks_and_then_leads_to_sign_in(client: Client) -> None:
    client.force_login(UserFactory())
    assert read(client.get("/accounts/logout/")).one("h1").text == "Sign out"
    assert client.get("/today/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert client.get("/today/").status_code == 302


def test_password_reset_through_all_its_pages(client: Client) -> None:
    user = UserFactory(password=PASSWORD)
    response = client.post("/accounts/password/reset/", {"email": user.email})
    assert read(client.get(response["Location"])).one("h1").text == "Check your mail"
    link = link_in_mail()
    page = client.get(link, follow=True)
    form = read(page)
    assert inputs(form) == {"password1": "new-password", "password2": "new-password"}
    done = client.post(page.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)
    assert read(done).one("h1").text == "Password saved"
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert read(client.get(link, follow=True)).one("h1").text == "This link no longer works"


def test_mails_say_who_writes_and_shout_nothing(client: Client) -> None:
    user = UserFactory(password=PASSWORD)
    for email in (user.email, "nobody@example.org"):
        client.post("/accounts/password/reset/", {"email": email})
    client.post("/accounts/signup/", {"email": "robin@example.org", "password1": PASSWORD})
    client.post("/accounts/logout/")
    client.post("/accounts/signup/", {"email": "robin@example.org", "password1": PASSWORD})
    assert [message.subject for message in mail.outbox] == [
        "Choose a new password",
        "No account with this address",
        "Confirm your email address",
    ]
    assert [message for message in mail.outbox if "!" in str(message.body)] == []
    assert {str(message.body).strip().splitlines()[-1] for message in mail.outbox} == {"Steady, testserver"}


def test_password_reset_answers_the_same_for_unknown_addresses(client: Client) -> None:
    user = UserFactory(password=PASSWORD)
    answers = [client.post("/accounts/password/reset/", {"email": email}) for email in (user.email, "x@example.org")]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1


def test_password_change_asks_for_the_present_one(client: Client) -> None:
    user = UserFactory(password=PASSWORD)
    client.force_login(user)
    path = "/accounts/password/change/"
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    refused = read(client.post(path, {"oldpassword": "wrong", **new}))
    assert refused.one("div", class_="error-summary").one("a").attrs["href"] == "#id_oldpassword"
    client.post(path, {"oldpassword": PASSWORD, **new})
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)


def ask_for(client: Client, email: str) -> None:
    client.post("/accounts/email/", {"email": email, "action_add": ""})


def test_email_address_changes_once_the_new_one_is_confirmed(client: Client) -> None:
    user = UserFactory(password=PASSWORD)
    sign_in(client, user.email)
    ask_for(client, "new@example.org")
    waiting = read(client.get("/accounts/email/"))
    assert waiting.one("p", class_="lead").text == f"You sign in with {user.email} ."
    assert waiting.one("section", class_="message panels").buttons() == ["Send it again", "Keep the old address"]
    assert read(client.get(link_in_mail())).one("h1").text == "Confirm your email address"
    client.post(link_in_mail())
    line = Change.objects.for_owner(user).latest("seq")
    assert (line.entity, line.fields) == ("user", {"email": [user.email, "new@example.org"]})
    user.refresh_from_db()
    assert user.email == "new@example.org"


def test_address_that_waits_can_be_given_up_but_not_the_one_in_use(client: Client) -> None:
    user = UserFactory(password=PASSWORD)
    sign_in(client, user.email)
    ask_for(client, "new@example.org")
    for email in ("new@example.org", user.email):
        client.post("/accounts/email/", {"email": email, "action_remove": ""})
    user.refresh_from_db()
    assert list(EmailAddress.objects.filter(user=user).values_list("email", flat=True)) == [user.email]


def test_confirmed_address_of_another_account_is_not_taken_over(client: Client) -> None:
    user = UserFactory(password=PASSWORD)
    sign_in(client, user.email)
    ask_for(client, "new@example.org")
    UserFactory(email="new@example.org")
    page = read(client.post(link_in_mail(), follow=True))
    said = "Unable to confirm new@example.org because it is already confirmed by a different account."
    assert messages(page)[-1] == said
    user.refresh_from_db()
    assert user.email != "new@example.org"


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-set-password/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/nonsense/",
        "/accounts/inactive/",
    ],
)
def test_pages_before_sign_in_keep_to_the_design(client: Client, path: str) -> None:
    page = read(client.get(path))
    assert len(page.all("div", class_="entrance")) == 1
    assert len(page.all("h1")) == 1
    assert [node.tag for node in page.walk() if "style" in node.attrs or "placeholder" in node.attrs] == []


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/password/change/", "/accounts/reauthenticate/"])
def test_pages_after_sign_in_keep_to_the_design(client: Client, path: str) -> None:
    user = UserFactory(password=PASSWORD)
    sign_in(client, user.email)
    page = read(client.get(path))
    assert len(page.all("h1")) == 1
    assert [node.tag for node in page.walk() if "style" in node.attrs or "placeholder" in node.attrs] == []
    assert [script for script in page.all("script") if "src" not in script.attrs] == []


def test_errors_are_pages_with_one_way_on(client: Client) -> None:
    response = client.get("/nowhere/")
    page = read(response)
    assert (response.status_code, page.one("h1").text) == (404, "Nothing is here")
    assert page.one("main").one("a").attrs["href"] == "/"


def test_error_of_ours_names_the_request_and_nothing_else(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(UserFactory())
    monkeypatch.setattr("goals.views.people.render", lambda *_args: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/more/", headers={"X-Request-ID": "8f14e45f-ceea-467f-ab5b-3b0d4f5b8f3a"})
    page = read(response)
    assert (response.status_code, page.one("h1").text) == (500, "Something went wrong here")
    assert page.one("p", class_="meta").text == f"Request {response['X-Request-ID']}"
    assert "ZeroDivisionError" not in response.content.decode()


def test_expired_form_says_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    assert (response.status_code, read(response).one("h1").text) == (403, "This form has expired")
