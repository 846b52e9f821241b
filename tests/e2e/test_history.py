"""The month of a goal in a browser: a day that was forgotten is filled in, with and without JavaScript."""

import datetime as dt

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.visits import sign_in
from tests.factories import CheckInFactory, GoalFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_yesterday_is_filled_in_and_the_run_goes_on(browser: Browser, base_url: str, script: bool) -> None:
    user = UserFactory(timezone="Europe/London")
    today = user.today()
    yesterday, before = today - dt.timedelta(days=1), today - dt.timedelta(days=2)
    goal = GoalFactory(owner=user, title="Meditate", start_date=before)
    CheckInFactory(goal=goal, check_in_date=before)
    context = browser.new_context(java_script_enabled=script, viewport={"width": 390, "height": 844})
    sign_in(context, base_url, user)
    page = context.new_page()
    page.goto(f"{base_url}/goals/{goal.pk}/history/?month={yesterday:%Y-%m}")
    cell = page.locator(f"table.month a[href*='day={yesterday}']")
    box = cell.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    cell.click()
    page.get_by_role("button", name="Done: Meditate").click()
    expect(page.locator("#day .goal")).to_have_attribute("data-s", "done")
    assert page.url.endswith(f"day={yesterday}#day")
    goal.refresh_from_db()
    assert goal.stats["current_streak"] == 2
    page.get_by_role("region", name="Last change").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: Meditate.")).to_be_visible()
    goal.refresh_from_db()
    assert goal.stats["current_streak"] == 0
    context.close()
