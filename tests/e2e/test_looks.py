"""How somebody likes the pages, in a browser: themes from the first paint on, rows, groups, what is hidden."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from goals.actions import update_profile
from goals.models import User
from tests.e2e.visits import LONG_NAME, busy_person, overflow, sign_in, unfold, violations
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting

pytestmark = pytest.mark.django_db(transaction=True)

PHONE: Any = {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
DARK, LIGHT = "rgb(18, 21, 19)", "rgb(247, 247, 244)"


@pytest.fixture
def user() -> User:
    user: User = UserFactory()
    return user


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def any_page(request: Any, browser: Browser, base_url: str, user: User) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, java_script_enabled=request.param, **PHONE)
    sign_in(context, base_url, user)
    yield context.new_page()
    context.close()


def top_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize(("device", "theme", "seen"), [("light", "dark", DARK), ("dark", "light", LIGHT)])
def test_theme_of_the_person_is_the_first_thing_painted(
    browser: Browser, base_url: str, user: User, device: Any, theme: str, seen: str
) -> None:
    """The server draws it: neither a script nor a second style sheet could come too late."""
    update_profile(by=acting(user), user=user, theme=theme)
    context = browser.new_context(base_url=base_url, color_scheme=device, **PHONE)
    sign_in(context, base_url, user)
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto("/today/")
    assert page.evaluate(BACKGROUND) == seen
    page.unroute("**/*.js")
    for path in ("/today/", "/goals/", "/settings/appearance/"):
        page.goto(path)
        assert violations(page) == []
    context.close()


def test_appearance_is_saved_and_seen(any_page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Run", category="Body")
    any_page.goto("/settings/appearance/")
    for choice in ("Dark", "Compact", "Area"):
        any_page.get_by_label(choice, exact=True).check()
    any_page.get_by_label("Hide what is done on Today").check()
    any_page.get_by_role("button", name="Save").click()
    expect(any_page.get_by_text("Saved.")).to_be_visible()
    any_page.goto("/today/")
    expect(any_page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(any_page.get_by_role("heading", name="Body")).to_be_visible()
    any_page.get_by_role("button", name="Done: Run").click()
    expect(any_page.locator(".goal")).to_have_attribute("data-s", "done")
    any_page.goto("/today/")
    any_page.get_by_text("1 done, hidden").click()
    any_page.get_by_role("button", name="Undo: Run").click()
    expect(any_page.locator(".goal")).to_have_attribute("data-s", "todo")


def test_compact_shows_more_goals_and_keeps_targets_large(any_page: Page, user: User) -> None:
    for number in range(4):
        GoalFactory(owner=user, title=f"Goal {number}")
    last = "li[data-row]:last-child"
    any_page.goto("/today/")
    before = top_of(any_page, last)
    update_profile(by=acting(user), user=user, density="compact")
    any_page.goto("/today/")
    assert top_of(any_page, last) < before - 40
    tick = any_page.locator(".tick").first.bounding_box()
    assert tick is not None
    assert min(tick["width"], tick["height"]) >= 44


def test_amounts_at_hand_add_with_one_press(any_page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Drink", target_value=Decimal(2000), unit="ml", quick_amounts=["150", "500"])
    any_page.goto("/today/")
    any_page.get_by_role("button", name="Add 500 ml: Drink").click()
    expect(any_page.locator(".goal")).to_contain_text("500 of 2,000 ml today")
    any_page.get_by_role("button", name="Add 150 ml: Drink").click()
    expect(any_page.locator(".goal")).to_contain_text("650 of 2,000 ml today")


def test_card_that_was_put_aside_stays_aside_on_another_device(browser: Browser, base_url: str) -> None:
    """The next one, if there is one, takes its place."""
    person = busy_person()
    aside = ""
    for script in (True, False):
        context = browser.new_context(base_url=base_url, java_script_enabled=script, **PHONE)
        sign_in(context, base_url, person)
        page = context.new_page()
        page.goto("/today/")
        if script:
            aside = page.locator(".note h2").inner_text()
            assert top_of(page, "li[data-row]") <= 400
            page.get_by_text("Other options").click()
            page.get_by_role("button", name="Not now").click()
            expect(page.get_by_text("Put aside for seven days.")).to_be_visible()
        expect(page.locator(".note h2").filter(has_text=aside)).to_have_count(0)
        context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_long_name_is_fully_visible(any_page: Page, user: User, width: int) -> None:
    GoalFactory(owner=user, title=LONG_NAME)
    any_page.set_viewport_size({"width": width, "height": 844})
    for path, place in (("/today/", ".goal h3"), ("/goals/", ".goal-card .name")):
        any_page.goto(path)
        name = any_page.locator(place)
        expect(name).to_have_text(LONG_NAME)
        sizes = name.evaluate("node => [node.scrollWidth - node.clientWidth, node.scrollHeight - node.clientHeight]")
        assert max(sizes) <= 1
        assert name.locator("a").evaluate("node => getComputedStyle(node).textOverflow") == "clip"


def test_today_of_many_wishes_is_accessible_and_fits_at_every_width(browser: Browser, base_url: str) -> None:
    person = busy_person()
    looks = {"density": "compact", "grouping": "area", "hides_done": True, "theme": "dark"}
    update_profile(by=acting(person), user=person, **looks)
    GoalFactory(owner=person, title="Sort", category="An area with a rather long name")
    context = browser.new_context(base_url=base_url, **PHONE)
    sign_in(context, base_url, person)
    page = context.new_page()
    page.goto("/today/")
    done = page.get_by_role("button", name="Done: Run", exact=True)
    done.click()
    expect(done).to_have_attribute("aria-pressed", "true")
    page.goto("/today/")
    unfold(page)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert (width, overflow(page), violations(page)) == (width, 0, [])
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_page_with_little_on_it_does_not_scroll(any_page: Page, width: int) -> None:
    any_page.set_viewport_size({"width": width, "height": 844})
    any_page.goto("/money/")
    assert any_page.evaluate("document.documentElement.scrollHeight - window.innerHeight") <= 0


def test_states_and_places_are_seen_in_forced_colours(browser: Browser, base_url: str, user: User) -> None:
    """These take away backgrounds and give every icon a colour: what is open must not look done."""
    GoalFactory(owner=user)
    for status in ("completed", "skipped", "missed"):
        CheckInFactory(goal=GoalFactory(owner=user), habit_completion_status=status)
    context = browser.new_context(base_url=base_url, forced_colors="active", **PHONE)
    sign_in(context, base_url, user)
    page = context.new_page()
    page.goto("/today/")
    for state, is_marked in (("todo", False), ("done", True), ("skip", True), ("missed", True)):
        mark = page.locator(f'.tick[data-s="{state}"] .icon').first
        expect(mark).to_be_visible(visible=is_marked)
    here = page.get_by_role("navigation", name="Main, bottom").get_by_role("link", name="Today")
    expect(here).to_have_css("border-top-style", "solid")
    assert violations(page) == []
    context.close()
