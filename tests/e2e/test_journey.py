"""From nothing to the first goal done."""

import pytest
from playwright.sync_api import Browser, expect

from goals.models import User
from tests.e2e.visits import sign_in, watch
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_sign_up_first_goal_done_sign_out(browser: Browser, base_url: str, script: bool) -> None:
    zone = "Europe/Berlin"
    context = browser.new_context(base_url=base_url, java_script_enabled=script, timezone_id=zone)
    page = context.new_page()
    noise = watch(page, base_url)
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Email").fill("robin@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation(url="**/welcome/1/"):
        page.get_by_role("button", name="Create account").click()
    assert User.objects.get().timezone == (zone if script else "UTC")
    page.get_by_label("A day starts at").select_option("03:00")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("I want to").fill("Meditate")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A moment for it")
    page.get_by_role("link", name="Skip", exact=True).click()
    page.get_by_role("button", name="Done: Meditate").click()
    expect(page.locator("#summary")).to_contain_text("That’s everything for today.")
    page.get_by_role("link", name="More", exact=True).first.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    context.close()
    assert noise == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_each_step_of_the_welcome_can_be_skipped(browser: Browser, base_url: str, script: bool) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=script)
    sign_in(context, base_url, UserFactory())
    page = context.new_page()
    page.goto("/welcome/1/")
    for _step in range(3):
        if "/welcome/" in page.url:
            with page.expect_navigation():
                page.get_by_role("link", name="Skip", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    context.close()
