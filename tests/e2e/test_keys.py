"""Keys that lead from place to place, find, write a note; the ones that record are in test_today.py."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from goals.actions import update_profile
from goals.models import User
from tests.e2e.visits import quiet_page
from tests.factories import GoalFactory, UserFactory, acting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def user() -> User:
    user: User = UserFactory()
    return user


@pytest.fixture
def page(browser: Browser, base_url: str, user: User) -> Iterator[Page]:
    yield from quiet_page(browser, base_url, user, script=True)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize(("key", "place"), [("g", "/goals/"), ("i", "/insights/"), ("m", "/more/"), ("t", "/today/")])
def test_g_and_a_letter_lead_to_a_place_from_any_page(page: Page, key: str, place: str) -> None:
    page.clock.install(time="2026-11-20")
    page.goto("/settings/day/")
    page.clock.pause_at("2026-11-21")  # the letter counts for a moment only, however slow the machine is
    press(page, "g", key)
    page.wait_for_url(f"**{place}")


def test_letter_alone_leads_nowhere_and_so_does_g_before_what_is_no_place(page: Page) -> None:
    page.goto("/settings/day/")
    press(page, "i", "g", "x", "i")
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/settings/day/")


def test_c_makes_a_goal_from_any_page(page: Page) -> None:
    page.goto("/more/")
    press(page, "c")
    page.wait_for_url("**/goals/new/")


def test_slash_finds_a_goal_by_its_name(page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Swim")
    GoalFactory(owner=user, title="Run")
    page.goto("/today/")
    press(page, "/")
    page.wait_for_url("**/goals/#q")
    expect(page.get_by_label("Name contains")).to_be_focused()
    page.keyboard.type("sw")
    press(page, "Enter")
    page.wait_for_url("**q=sw*")
    expect(page.get_by_role("heading", level=2)).to_have_text("Swim")
    press(page, "/")
    expect(page.get_by_label("Name contains")).to_be_focused()


def test_question_mark_shows_the_keys_from_any_page(page: Page) -> None:
    page.goto("/more/")
    press(page, "?")
    page.wait_for_url("**/today/#keys")
    expect(page.get_by_text("Write a note")).to_be_visible()
    press(page, "?")
    expect(page.get_by_text("Write a note")).to_be_hidden()


def test_n_writes_the_note_of_the_row(page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Run")
    page.goto("/today/")
    press(page, "j", "d")
    expect(page.get_by_role("button", name="Done: Run")).to_have_attribute("aria-pressed", "true")
    press(page, "n")
    page.wait_for_url(re.compile("/checkins/.*/edit/"))
    expect(page.get_by_label("Note")).to_be_focused()


def test_no_key_acts_where_they_are_switched_off(page: Page, user: User) -> None:
    update_profile(by=acting(user), user=user, uses_keys=False)
    page.goto("/more/")
    press(page, "c", "/", "?", "g", "t")
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/more/")
