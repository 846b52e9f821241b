"""Today in a browser, with JavaScript and without."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from checkins.models import CheckIn
from goals.actions import update_profile
from goals.models import User
from tests.e2e.visits import busy_person, sign_in, watch
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting

pytestmark = pytest.mark.django_db(transaction=True)

# What the browser and htmx write down when a test lets a request go wrong.
EXPECTED = "status of 5|ERR_FAILED|htmx:|Response Status Error"


@pytest.fixture
def user() -> User:
    return UserFactory()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def any_page(request: Any, browser: Browser, base_url: str, user: User) -> Iterator[Page]:
    yield from visit(browser, base_url, user, script=request.param)


@pytest.fixture
def page(browser: Browser, base_url: str, user: User) -> Iterator[Page]:
    yield from visit(browser, base_url, user, script=True)


def visit(browser: Browser, base_url: str, user: User, *, script: bool) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, java_script_enabled=script, reduced_motion="reduce")
    sign_in(context, base_url, user)
    page = context.new_page()
    noise = watch(page, base_url)
    yield page
    context.close()
    assert [text for text in noise if not re.search(EXPECTED, text)] == []


def row(page: Page, name: str) -> Any:
    return page.locator("li[data-row]", has=page.get_by_role("link", name=name, exact=True)).locator(".goal")


def values() -> list[Decimal]:
    return [value.normalize() for value in CheckIn.objects.values_list("value_recorded", flat=True)]


def test_done_and_undo(any_page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Meditate")
    any_page.goto("/today/")
    any_page.get_by_role("button", name="Done: Meditate").click()
    expect(row(any_page, "Meditate")).to_have_attribute("data-s", "done")
    expect(any_page.locator("#summary")).to_contain_text("1 of 1 done.")
    any_page.get_by_role("region", name="Last change").get_by_role("button", name="Undo").click()
    expect(row(any_page, "Meditate")).to_have_attribute("data-s", "todo")
    assert not CheckIn.objects.exists()


def test_every_state_and_back_from_the_row(any_page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Run")
    any_page.goto("/today/")
    for word, state in (("Skip", "skip"), ("Missed", "missed")):
        any_page.get_by_role("button", name=f"{word}: Run").click()
        expect(row(any_page, "Run")).to_have_attribute("data-s", state)
        any_page.get_by_role("button", name="Undo: Run").click()
        expect(row(any_page, "Run")).to_have_attribute("data-s", "todo")
    assert not CheckIn.objects.exists()


def test_amounts_and_the_enter_key(any_page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Drink water", target_value=Decimal(2), unit="litres")
    any_page.goto("/today/")
    box = any_page.get_by_label("Amount (litres): Drink water")
    box.fill("0,5")
    box.press("Enter")
    expect(row(any_page, "Drink water")).to_contain_text("0.5 of 2 litres today")
    any_page.get_by_role("button", name="Add: Drink water").click()
    # A page that was not left keeps what was typed; a fresh one suggests a whole litre.
    expect(row(any_page, "Drink water")).to_contain_text(re.compile(r"\b(1|1\.5) of 2 litres today"))
    any_page.get_by_role("button", name="Done: Drink water").click()
    expect(row(any_page, "Drink water")).to_have_attribute("data-s", "done")
    assert sum(values()) == 2


@pytest.mark.parametrize("typed", ["1,5", "1.5"])
@pytest.mark.parametrize(("language", "shown"), [("en", "1.5 of 2 l"), ("de", "1,5 von 2 l")])
def test_point_and_comma_part_an_amount_in_both_languages(
    any_page: Page, user: User, typed: str, language: str, shown: str
) -> None:
    update_profile(by=acting(user), user=user, language=language)
    GoalFactory(owner=user, title="Drink water", target_value=Decimal(2), unit="l")
    any_page.goto("/today/")
    box = any_page.locator("input[name=amount]")
    box.fill(typed)
    box.press("Enter")
    expect(row(any_page, "Drink water")).to_contain_text(shown)
    assert values() == [Decimal("1.5")]


def test_form_that_is_sent_again_adds_nothing(any_page: Page, base_url: str, user: User) -> None:
    GoalFactory(owner=user, title="Drink water", target_value=Decimal(2000), unit="ml", step=Decimal(250))
    any_page.goto("/today/")
    form = any_page.locator("form", has=any_page.get_by_role("button", name="Add: Drink water"))
    fields = {box.get_attribute("name") or "": box.input_value() for box in form.locator("input").all()}
    address = f"{base_url}{form.get_attribute('action')}"
    for _again in range(2):
        assert any_page.request.post(address, form={**fields, "op": "add"}, headers={"Referer": base_url}).ok
    any_page.goto("/today/")
    expect(row(any_page, "Drink water")).to_contain_text("250 of 2,000 ml today")
    assert values() == [Decimal(250)]


def test_refused_amount_says_why_and_stays(any_page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Drink water", target_value=Decimal(2), unit="litres")
    any_page.goto("/today/")
    any_page.get_by_label("Amount (litres): Drink water").fill("lots")
    any_page.get_by_role("button", name="Add: Drink water").click()
    expect(row(any_page, "Drink water").get_by_role("alert")).to_have_text("Enter a number.")
    expect(any_page.get_by_label("Amount (litres): Drink water")).to_have_value("lots")


def test_page_left_open_past_midnight_records_its_own_day_and_leads_to_the_new_one(any_page: Page, user: User) -> None:
    yesterday = user.today() - dt.timedelta(days=1)
    GoalFactory(owner=user, title="Meditate", start_date=yesterday)
    any_page.goto(f"/today/{yesterday}/")
    any_page.get_by_role("button", name="Done: Meditate").click()
    bar = any_page.get_by_role("region", name="Last change")
    expect(bar).to_contain_text(f"Saved for {yesterday:%A}")
    assert CheckIn.objects.get().check_in_date == yesterday
    bar.get_by_role("link", name=f"Go to {user.today():%A}").click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text("Today")


def test_one_press_saves_without_leaving_the_page(page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Meditate")
    GoalFactory(owner=user, title="Run")
    page.goto("/today/")
    page.evaluate("window.stayed = true")
    button = page.get_by_role("button", name="Done: Meditate")
    button.click()
    expect(row(page, "Meditate")).to_have_attribute("data-s", "done")
    expect(button).to_be_focused()
    expect(page.locator("#live")).to_have_text("Meditate marked done. 1 of 2.")
    expect(page.locator("#summary")).to_contain_text("1 of 2 done.")
    expect(page).to_have_title("1 of 2 done · Today · Steady")
    assert page.evaluate("window.stayed") is True


def test_focus_stays_in_the_place_of_the_button(page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Run")
    page.goto("/today/")
    for word in ("Skip", "Missed"):
        page.get_by_role("button", name=f"{word}: Run").press("Enter")
        expect(page.get_by_role("button", name="Undo: Run")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=f"{word}: Run")).to_be_focused()


def test_double_click_leaves_done(page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Meditate")
    page.goto("/today/")
    page.get_by_role("button", name="Done: Meditate").dblclick()
    expect(row(page, "Meditate")).to_have_attribute("data-s", "done")
    page.wait_for_load_state("networkidle")
    assert list(CheckIn.objects.values_list("habit_completion_status", flat=True)) == ["completed"]


def test_adding_twice_quickly_adds_both(page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Drink water", target_value=Decimal(2000), unit="ml", step=Decimal(250))
    page.goto("/today/")
    add = page.get_by_role("button", name="Add: Drink water")
    add.evaluate("button => { button.click(); button.click(); }")
    expect(row(page, "Drink water")).to_contain_text("500 of 2,000 ml today")
    assert values() == [Decimal(250), Decimal(250)]


@pytest.mark.parametrize("answer", [{"status": 500, "body": "Oops"}, None], ids=["server error", "no connection"])
def test_what_was_not_saved_says_so_and_stays(page: Page, user: User, answer: dict[str, Any] | None) -> None:
    GoalFactory(owner=user, title="Drink water", target_value=Decimal(2), unit="litres")
    page.goto("/today/")
    page.route("**/checkins/", lambda route: route.fulfill(**answer) if answer else route.abort())
    page.get_by_label("Amount (litres): Drink water").fill("0.7")
    page.get_by_role("button", name="Add: Drink water").click()
    expect(row(page, "Drink water").get_by_role("alert")).to_have_text("Not saved. Try again.")
    expect(page.get_by_label("Amount (litres): Drink water")).to_have_value("0.7")
    expect(row(page, "Drink water")).to_have_attribute("data-s", "todo")
    page.unroute("**/checkins/")
    page.get_by_role("button", name="Add: Drink water").click()
    expect(row(page, "Drink water")).to_contain_text("0.7 of 2 litres today")
    expect(page.get_by_text("Not saved. Try again.")).to_have_count(0)


def test_undo_bar_waits_until_it_is_dismissed(page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Meditate")
    page.clock.install()
    page.goto("/today/")
    page.get_by_role("button", name="Done: Meditate").click()
    bar = page.get_by_role("region", name="Last change")
    expect(bar).to_be_visible()
    page.clock.fast_forward(30_000)
    expect(bar).to_be_visible()
    bar.get_by_role("link", name="Dismiss").click()
    expect(bar).to_have_count(0)
    assert page.url.endswith("/today/")


def test_lapsed_session_leads_to_sign_in_and_back(page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Meditate")
    page.goto("/today/")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Done: Meditate").click()
    page.wait_for_url("**/accounts/login/?next=/today/")


def test_first_tab_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/today/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_main_targets_are_large_enough(browser: Browser, base_url: str) -> None:
    user = busy_person()
    for page in visit(browser, base_url, user, script=True):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto("/today/")
        sizes = page.evaluate(
            "[...document.querySelectorAll('button:not(.vh), .btn, .tabs a, input:not([type=hidden])')]"
            ".map(node => node.getBoundingClientRect()).filter(box => box.width)"
            ".map(box => Math.min(box.width, box.height))"
        )
        assert min(sizes) >= 44


def test_goals_begin_on_the_first_screen_of_a_phone_beside_a_recovery_card(any_page: Page, user: User) -> None:
    yesterday = user.today() - dt.timedelta(days=1)
    goal = GoalFactory(
        owner=user, title="Run", small_version="Ten minutes", start_date=yesterday - dt.timedelta(days=9)
    )
    for ago in range(2, 9):
        CheckInFactory(goal=goal, check_in_date=user.today() - dt.timedelta(days=ago))
    CheckInFactory(goal=goal, check_in_date=yesterday, habit_completion_status="missed")
    any_page.set_viewport_size({"width": 390, "height": 844})
    any_page.goto("/today/")
    expect(any_page.get_by_role("heading", name="Pick up Run again")).to_be_visible()
    first = any_page.locator(".goal").first.bounding_box()
    assert first is not None
    assert first["y"] <= 400


def test_nothing_moves_when_a_row_is_done(page: Page, user: User) -> None:
    for name in ("A", "B", "C"):
        GoalFactory(owner=user, title=name)
    page.goto("/today/")
    tops = "[...document.querySelectorAll('li[data-row]')].map(row => row.getBoundingClientRect().top)"
    before = page.evaluate(tops)
    page.get_by_role("button", name="Done: B").click()
    expect(row(page, "B")).to_have_attribute("data-s", "done")
    assert page.evaluate(tops) == before


def test_keys_record_and_undo_without_a_pointer(page: Page, user: User) -> None:
    for name in ("Meditate", "Run"):
        GoalFactory(owner=user, title=name)
    page.goto("/today/")
    page.keyboard.press("j")
    expect(page.get_by_role("button", name="Done: Meditate")).to_be_focused()
    page.keyboard.press("d")
    expect(row(page, "Meditate")).to_have_attribute("data-s", "done")
    page.keyboard.press("u")
    expect(row(page, "Meditate")).to_have_attribute("data-s", "todo")
    for key, state in (("s", "skip"), ("m", "missed")):
        page.goto("/today/")
        page.keyboard.press("k")
        expect(page.get_by_role("button", name="Done: Run")).to_be_focused()
        page.keyboard.press(key)
        expect(row(page, "Run")).to_have_attribute("data-s", state)
        page.keyboard.press("u")
        expect(row(page, "Run")).to_have_attribute("data-s", "todo")


def test_keys_rest_in_fields_and_when_switched_off(page: Page, user: User) -> None:
    GoalFactory(owner=user, title="Drink water", target_value=Decimal(2), unit="litres")
    page.goto("/today/")
    page.get_by_label("Amount (litres): Drink water").press("d")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Done: Drink water").focus()
    page.keyboard.press("?")
    with page.expect_navigation():
        page.get_by_role("button", name="Switch keys off").click()
    expect(page.locator('[data-keys="off"]')).to_have_count(1)
    page.get_by_role("button", name="Done: Drink water").focus()
    page.keyboard.press("d")
    page.keyboard.press("+")
    page.wait_for_load_state("networkidle")
    assert not CheckIn.objects.exists()
    page.get_by_text("Keyboard", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Switch keys on").click()
    expect(page.locator('[data-keys="on"]')).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(row(page, "Drink water")).to_have_attribute("data-s", "done")
