"""Goals made, found and put in order; settings kept; as a person does it, with JavaScript and without."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from goals.models import Goal, PersonalToken, User
from tests.e2e.visits import quiet_page
from tests.factories import PASSWORD, GoalFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

# What each pattern needs at least, and every field that is seen before "More options" are opened.
MINIMAL: dict[str, tuple[dict[str, str], list[str]]] = {
    "recurring": ({"Name": "Run"}, ["title", "times_per_period", "period", *["weekdays"] * 7]),
    "streak": ({"Name": "Write"}, ["title", "target_value", "reserve_per_month"]),
    "limit": ({"Name": "Coffee", "At most": "14"}, ["title", "target_value", "unit", "period"]),
    "target": (
        {"Name": "Save", "To": "3000"},
        ["title", "baseline_value", "target_value", "unit", "target_date", *["aggregation"] * 2],
    ),
    "milestone": (
        {"Name": "Book"},
        ["title", "target_date", *[f"rows-{n}-{part}" for n in range(3) for part in ("title", "target_date")]],
    ),
}


@pytest.fixture
def user() -> User:
    user: User = UserFactory(password=PASSWORD)
    return user


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def any_page(request: Any, browser: Browser, base_url: str, user: User) -> Iterator[Page]:
    yield from quiet_page(browser, base_url, user, script=request.param)


def seen_fields(page: Page) -> list[str | None]:
    fields = page.locator("main form :is(input, select, textarea)").all()
    return [field.get_attribute("name") for field in fields if field.is_visible()]


@pytest.mark.parametrize("pattern", MINIMAL)
def test_minimal_fields_make_a_goal_and_only_its_fields_are_seen(any_page: Page, pattern: str) -> None:
    typed, seen = MINIMAL[pattern]
    any_page.goto("/goals/new/")
    with any_page.expect_navigation():
        any_page.locator(f"a[href$='pattern={pattern}']").click()
    assert seen_fields(any_page) == seen
    for label, text in typed.items():
        any_page.get_by_label(label, exact=True).fill(text)
    any_page.get_by_role("button", name="Create goal").click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text(typed["Name"])
    assert Goal.objects.get().pattern == pattern


@pytest.mark.parametrize("pattern", MINIMAL)
def test_what_cannot_be_made_says_why_and_keeps_what_was_typed(any_page: Page, pattern: str) -> None:
    any_page.goto(f"/goals/new/?pattern={pattern}")
    any_page.get_by_label("Name", exact=True).fill("  ")
    any_page.get_by_text("More options").click()
    any_page.get_by_label("Why it matters to you").fill("For them")
    with any_page.expect_response(
        lambda answer: answer.request.method == "POST" and "preview" not in (answer.request.post_data or "")
    ) as answer:
        any_page.get_by_role("button", name="Create goal").click()
    assert answer.value.status == 422
    expect(any_page).to_have_title(re.compile("^Error: "))
    summary = any_page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(any_page.get_by_label("Name", exact=True)).to_be_focused()
    expect(any_page.get_by_label("Why it matters to you")).to_have_value("For them")
    assert not Goal.objects.exists()


def test_goals_are_filtered_by_address_and_the_archive_is_apart(any_page: Page, user: User) -> None:
    for title, fields in (("Run", {}), ("Tea", {"pattern": "limit"}), ("Old", {"status": "archived"})):
        GoalFactory(owner=user, title=title, **fields)
    names = any_page.locator(".goal-card .name")
    any_page.goto("/goals/")
    expect(names).to_have_text(["Run", "Tea"])
    any_page.get_by_role("link", name="Archived").click()
    any_page.wait_for_url("**status=archived*")
    expect(names).to_have_text(["Old"])
    any_page.goto("/goals/?pattern=limit")
    expect(names).to_have_text(["Tea"])
    any_page.get_by_label("Name contains").fill("nothing")
    any_page.get_by_role("button", name="Find").click()
    expect(any_page.get_by_role("heading", name="No goal fits")).to_be_visible()


def test_goals_are_put_in_order_with_the_keyboard_alone(any_page: Page, user: User) -> None:
    for title in ("A", "B", "C"):
        GoalFactory(owner=user, title=title)
    any_page.goto("/goals/?sort=manual")
    for order in (["A", "C", "B"], ["C", "A", "B"]):
        any_page.get_by_role("button", name="Move up: C").focus()
        with any_page.expect_navigation():
            any_page.keyboard.press("Enter")
        expect(any_page.locator(".goal-card .name")).to_have_text(order)
    any_page.goto("/today/")
    expect(any_page.locator(".goal h3")).to_have_text(["C", "A", "B"])


def test_token_is_shown_once(any_page: Page, user: User) -> None:
    any_page.goto("/settings/tokens/")
    any_page.get_by_label("Name").fill("Backup")
    any_page.get_by_role("button", name="Create token").click()
    expect(any_page.locator(".secret")).to_contain_text("steady_")
    any_page.goto("/settings/tokens/")
    expect(any_page.locator(".secret")).to_have_count(0)
    expect(any_page.get_by_text("Never used")).to_be_visible()
    any_page.get_by_role("button", name="Revoke: Backup").click()
    expect(any_page.get_by_text("Backup is revoked.")).to_be_visible()
    assert not PersonalToken.objects.exists()


def test_export_downloads_everything_that_is_yours(any_page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Run")
    any_page.goto("/settings/export/")
    with any_page.expect_download() as download:
        any_page.get_by_role("button", name="Download as JSON").click()
    found = json.loads(download.value.path().read_bytes())
    assert [goal["title"] for goal in found["goals"]] == ["Run"]


def test_new_zone_says_what_day_it_would_be_before_it_is_saved(any_page: Page, user: User) -> None:
    any_page.goto("/settings/profile/")
    before = any_page.locator("#now").inner_text()
    any_page.get_by_label("Time zone").select_option("Pacific/Kiritimati")
    with any_page.expect_response(lambda answer: answer.request.method == "POST"):
        any_page.get_by_role("button", name="Show what day it would be").click()
    user.refresh_from_db()
    assert user.timezone == "UTC"
    expect(any_page.get_by_label("Time zone")).to_have_value("Pacific/Kiritimati")
    any_page.get_by_role("button", name="Save").click()
    expect(any_page.get_by_text("Saved.")).to_be_visible()
    user.refresh_from_db()
    assert (before.startswith("For you it is now "), user.timezone) == (True, "Pacific/Kiritimati")
