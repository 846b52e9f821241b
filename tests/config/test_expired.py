"""A form that comes too late comes back with its values, to nobody but who typed them."""

from typing import Any

import pytest
from django.test import Client

from goals.models import Goal
from tests.factories import UserFactory
from tests.pages import Node, read

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin"}
NOTE = " first line\nsecond </textarea> & line"
FIRST_GOAL = {"title": NOTE, "rhythm": "daily", "csrfmiddlewaretoken": "stale"}


@pytest.fixture
def late() -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    return client


def kept(page: Node) -> dict[str, str]:
    return {node.attrs["name"]: "".join(map(str, node.children)).removeprefix("\n") for node in page.all("textarea")}


@pytest.mark.parametrize("headers", [HERE, {"Origin": "http://testserver"}])
def test_form_comes_back_with_its_values_and_a_fresh_token(late: Client, headers: Any) -> None:
    response = late.post("/welcome/2/?from=here", FIRST_GOAL, headers=headers)
    page = read(response)
    assert (response.status_code, page.one("h1").text) == (403, "This form has expired")
    assert kept(page) == {"title": NOTE, "rhythm": "daily"}
    form = page.one("form")
    assert (form.attrs["method"], form.attrs["action"]) == ("post", "/welcome/2/?from=here")
    token = form.one("input", name="csrfmiddlewaretoken").attrs["value"]
    again = {"title": "Read", "rhythm": "daily", "csrfmiddlewaretoken": token}
    assert late.post("/welcome/2/", again, headers=headers).status_code == 303
    assert Goal.objects.get().title == "Read"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://testserver"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
)
def test_values_that_another_site_may_have_sent_are_not_offered(late: Client, headers: Any) -> None:
    response = late.post("/welcome/2/", FIRST_GOAL, headers=headers)
    assert (response.status_code, read(response).all("form")) == (403, [])


@pytest.mark.parametrize("field", ["password", "password1", "oldpassword", "secret"])
def test_secrets_are_never_repeated(late: Client, field: str) -> None:
    response = late.post("/settings/account/", {field: "correct horse", "name": "x"}, headers=HERE)
    assert (response.status_code, "correct horse" in response.content.decode()) == (403, False)
    assert read(response).all("form") == []
