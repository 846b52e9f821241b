"""What a script takes off people's hands, and what fits a narrow window: nothing lies where nobody can get at it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from goals.models import User
from tests.e2e.visits import overflow, sign_in
from tests.factories import GoalFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

# How far the last day lies outside of what scrolls, and how far one can scroll.
YEAR = """() => {
  const box = document.querySelector(".scroll.latest");
  const today = box.querySelector(".heat td.t").getBoundingClientRect(), shown = box.getBoundingClientRect();
  const hidden = box.scrollWidth - box.clientWidth;
  return { sees: today.left >= shown.left && today.right <= shown.right, hidden };
}"""


@pytest.fixture
def user() -> User:
    user: User = UserFactory.create()
    return user


@pytest.fixture
def page(browser: Browser, base_url: str, user: User) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, reduced_motion="reduce")
    sign_in(context, base_url, user)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_year_begins_at_today_and_can_be_scrolled_back(page: Page, user: User, width: int) -> None:
    goal = GoalFactory.create(owner=user, title="Read")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/goals/{goal.pk}/?year=full")
    found = page.evaluate(YEAR)
    assert found["sees"]
    first = page.locator(".heat tr").first.locator("td").first
    page.locator(".scroll.latest").evaluate("box => box.scrollBy(-2000, 0)")
    box, cell = page.locator(".scroll.latest").bounding_box(), first.bounding_box()
    assert box is not None
    assert cell is not None
    assert cell["x"] >= box["x"]
    assert (found["hidden"] > 0) == (width < 1280)


def test_last_week_keeps_to_one_line(page: Page, user: User) -> None:
    goal = GoalFactory.create(owner=user, title="Read")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/goals/{goal.pk}/")
    tops = page.locator(".strip.named li").evaluate_all("days => days.map(day => day.getBoundingClientRect().top)")
    assert (len(tops), len(set(tops))) == (7, 1)


def test_enter_sends_a_message_and_shift_keeps_writing(page: Page) -> None:
    page.goto("/coach/")
    expect(page.get_by_text("Enter sends, Shift and Enter start a new line.")).to_be_visible()
    box = page.get_by_label("Your message")
    box.press_sequentially("Hello")
    box.press("Shift+Enter")
    expect(box).to_have_value("Hello\n")
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(0)
    box.press("Enter")
    expect(page.get_by_role("log").get_by_role("article", name="Coach")).to_have_count(1)
    expect(box).to_have_value("")


def test_preview_needs_no_button_where_it_follows_what_is_typed(page: Page) -> None:
    page.goto("/goals/new/?pattern=recurring")
    expect(page.get_by_role("button", name="Create goal")).to_be_visible()
    expect(page.get_by_role("button", name="Preview")).to_have_count(0)


def test_first_step_says_what_day_a_zone_makes_it(page: Page) -> None:
    page.goto("/welcome/1/")
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    page.locator("#now").evaluate("said => said.textContent = ''")
    page.get_by_label("Your time zone").select_option("Pacific/Kiritimati")
    expect(page.locator("#now")).to_contain_text("For you it is now ")
    expect(page.get_by_role("button", name="Show what day it would be")).to_have_count(0)


def test_message_with_a_word_without_end_stays_in_the_window(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/goals/new/?pattern=recurring")
    page.get_by_label("Name").fill("x" * 120)
    page.get_by_role("button", name="Create goal").click()
    expect(page.get_by_role("main")).to_contain_text("is created")
    assert overflow(page) == 0
