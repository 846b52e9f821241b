"""The sentence that a goal's form says while it is filled in."""

import pytest
from playwright.sync_api import Browser, expect

from goals.models import Goal
from tests.e2e.visits import sign_in, watch
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_form_says_what_it_would_make(browser: Browser, base_url: str, script: bool) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=script, reduced_motion="reduce")
    sign_in(context, base_url, UserFactory())
    page = context.new_page()
    noise = watch(page, base_url)
    page.goto("/goals/new/?pattern=recurring")
    page.get_by_label("Name").fill("Run")
    page.get_by_label("How many times").fill("3")
    page.get_by_label("in each").select_option("week")
    if not script:
        page.get_by_role("button", name="Preview").click()
    expect(page.locator(".live")).to_contain_text("3 times a week. Appears on Today every day until the week has")
    expect(page.get_by_label("Name")).to_have_value("Run")
    assert not Goal.objects.exists()
    page.get_by_role("button", name="Create goal").click()
    page.wait_for_url("**/goals/*-*/")
    assert Goal.objects.get().times_per_period == 3
    context.close()
    assert noise == []
