"""Sharing in a browser: what the browser says about where a form comes from decides whether it is taken."""

import pytest
from playwright.sync_api import Browser, expect

from goals.models import Cheer, GoalShare
from tests.e2e.visits import sign_in, watch
from tests.factories import GoalFactory, UserFactory
from tests.sharing import invitation_to

pytestmark = pytest.mark.django_db(transaction=True)


def test_partner_accepts_cheers_and_leaves(browser: Browser, base_url: str) -> None:
    _, _, path = invitation_to(GoalFactory(title="Run", owner__name="Ada"))
    context = browser.new_context(base_url=base_url)
    sign_in(context, base_url, UserFactory(name="Bea"))
    page = context.new_page()
    noise = watch(page, base_url)
    page.goto(path)
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Run")
    page.get_by_label("Your words").fill("Go on")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Go on")).to_be_visible()
    page.get_by_role("button", name="Stop following").click()
    expect(page.get_by_text("You do not follow this goal any more.")).to_be_visible()
    context.close()
    assert noise == []
    assert (Cheer.objects.get().words, GoalShare.objects.get().revoked_at is None) == ("Go on", False)
