"""Insights, the whole history, templates and sharing in a browser, with and without JavaScript."""

import csv
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from goals import template_library
from goals.models import Goal, GoalTemplate, User
from tests.e2e.visits import sign_in
from tests.factories import CheckInFactory, GoalFactory, SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

DAY = dt.timedelta(days=1)
NOTE = "canary-of-a-note"


@pytest.fixture
def user() -> User:
    return UserFactory(timezone="Europe/London")


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def page(request: Any, browser: Browser, base_url: str, user: User) -> Any:
    viewport: Any = {"width": 390, "height": 844}
    context = browser.new_context(base_url=base_url, java_script_enabled=request.param, viewport=viewport)
    sign_in(context, base_url, user)
    yield context.new_page()
    context.close()


def test_insights_say_what_is_missing_and_keep_the_range_in_the_address(page: Page, user: User) -> None:
    CheckInFactory(goal__owner=user, goal__start_date=user.today() - 40 * DAY, check_in_date=user.today() - DAY)
    page.goto("/insights/")
    missing = page.get_by_role("region", name="What is still missing")
    expect(missing).to_contain_text("13 more days with something recorded (1 of 14)")
    page.get_by_role("link", name="4 weeks").click()
    page.wait_for_url("**/insights/?range=4#range")
    expect(page.get_by_role("link", name="4 weeks")).to_have_attribute("aria-current", "true")
    expect(page.locator("#by-week ~ .scroll thead th")).to_have_count(5)


def test_suggestion_changes_nothing_before_it_is_confirmed(page: Page, user: User) -> None:
    row = SuggestionFactory(goal__owner=user, goal__title="Read")
    page.goto("/insights/")
    page.get_by_role("link", name="Make it smaller: Read").click()
    expect(page.get_by_role("definition").last).to_have_text("10 pages a day")
    assert Goal.objects.get(pk=row.goal_id).target_value == 20
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url(f"**/goals/{row.goal_id}/")
    assert Goal.objects.get(pk=row.goal_id).target_value == 10


def test_history_is_filtered_and_taken_along(page: Page, user: User) -> None:
    run = GoalFactory(owner=user, title="Run")
    CheckInFactory(goal=run, content="In the rain")
    CheckInFactory(goal__owner=user, goal__title="Read")
    page.goto("/history/")
    expect(page.get_by_text("2 check-ins")).to_be_visible()
    page.get_by_label("Goal").select_option("Run")
    page.get_by_label("Words in notes").fill("rain")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_text("1 check-in", exact=True)).to_be_visible()
    page.wait_for_url(f"**goal={run.pk}*")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        assert [row["Note"] for row in csv.DictReader(file)] == ["In the rain"]


def test_day_to_come_is_refused(page: Page, user: User) -> None:
    goal = GoalFactory(owner=user)
    tomorrow = user.today() + DAY
    page.goto(f"/goals/{goal.pk}/history/?month={tomorrow:%Y-%m}&day={tomorrow}")
    expect(page.locator("#day")).to_have_count(0)
    expect(page.locator(f"table.month a[href*='day={tomorrow}']")).to_have_count(0)
    page.goto(f"/goals/{goal.pk}/log/")
    page.get_by_label("Day").evaluate("(node, day) => { node.removeAttribute('max'); node.value = day }", str(tomorrow))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert not goal.check_ins.exists()


def test_template_fills_the_form_and_saves_nothing(page: Page, user: User) -> None:
    template_library.load(GoalTemplate)
    page.goto("/templates/?pattern=limit")
    cards = page.locator(".goal-card")
    assert all("Limit" in text for text in cards.all_inner_texts())
    page.get_by_role("link", name="Less coffee").click()
    page.get_by_role("link", name="Use template").click()
    expect(page.get_by_label("Name")).not_to_have_value("")
    assert not Goal.objects.for_owner(user).exists()


def test_link_shows_the_chosen_parts_until_it_is_revoked(page: Page, user: User, browser: Browser) -> None:
    goal = GoalFactory(owner=user, title="Run", target_value=Decimal(7), unit="miles")
    CheckInFactory(goal=goal, value_recorded=Decimal(31337), habit_completion_status=None, content=NOTE)
    page.goto("/sharing/")
    page.get_by_text("New public link").click()
    page.get_by_label("Last days, without notes").first.check()
    page.get_by_role("button", name="Create link").click()
    address = page.locator("code.secret").inner_text()
    stranger = browser.new_context()
    public = stranger.new_page()
    path = address.split("/", 3)[3]
    here = page.url.split("/sharing/")[0] + "/" + path
    answer = public.goto(here)
    assert answer is not None
    assert (answer.status, answer.headers["referrer-policy"]) == (200, "no-referrer")
    text = public.content()
    assert "Run" in text
    assert NOTE not in text
    assert "31,337" not in text
    page.goto("/sharing/")
    with page.expect_navigation():
        page.get_by_role("button", name="Revoke: Run").click()
    gone = public.goto(here)
    assert gone is not None
    assert gone.status == 410
    expect(public.get_by_role("heading", level=1)).to_have_text("No longer shared")
    stranger.close()
