"""Signing in with a browser: where it leads, and what a password manager sees."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from goals.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PURPOSES = {
    "/accounts/login/": {"login": "email", "password": "current-password"},
    "/accounts/signup/": {"email": "email", "password1": "new-password"},
    "/accounts/password/reset/": {"email": "email"},
    "/accounts/password/change/": {
        "oldpassword": "current-password",
        "password1": "new-password",
        "password2": "new-password",
    },
    "/settings/account/": {"password": "current-password"},
}


@pytest.fixture
def user() -> User:
    user: User = UserFactory(password=PASSWORD)
    return user


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def any_page(request: Any, browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def enter(page: Page, user: User) -> None:
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/goals/", "/goals/"),
        ("https://evil.example/", "/today/"),
        ("//evil.example/", "/today/"),
        ("/%5Cevil.example/", "/today/"),
        ("javascript:alert(1)", "/today/"),
    ],
)
def test_sign_in_leads_nowhere_but_into_this_site(
    any_page: Page, base_url: str, user: User, wanted: str, reached: str
) -> None:
    any_page.goto(f"/accounts/login/?next={wanted}")
    enter(any_page, user)
    any_page.wait_for_url(f"{base_url}{reached}")


def test_password_managers_are_told_what_each_box_is_for(any_page: Page, user: User) -> None:
    found: dict[str, dict[str, str]] = {}
    for path in PURPOSES:
        if path == "/accounts/password/change/":
            any_page.goto("/accounts/login/")
            enter(any_page, user)
            any_page.wait_for_url("**/today/")
        any_page.goto(path)
        boxes = any_page.locator("form.form input[autocomplete]")
        found[path] = {box.get_attribute("name") or "": box.get_attribute("autocomplete") or "" for box in boxes.all()}
    assert found == PURPOSES


def test_sign_in_does_not_tell_who_has_an_account(any_page: Page, user: User) -> None:
    said = []
    for email in (user.email, "nobody@example.org"):
        any_page.goto("/accounts/login/")
        any_page.get_by_label("Email").fill(email)
        any_page.get_by_label("Password").fill("not the one")
        with any_page.expect_navigation():
            any_page.get_by_role("button", name="Sign in").click()
        expect(any_page.locator(".error-summary")).to_be_visible()
        said.append(any_page.locator(".error-summary").inner_text())
    assert said[0] == said[1]
