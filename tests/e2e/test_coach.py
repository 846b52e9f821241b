"""Talking with the coach in a browser, with JavaScript and without."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from checkins.models import CheckIn
from coaching.models import Message
from goals.models import Goal, User
from tests.e2e.visits import sign_in, watch
from tests.factories import GoalFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def visit(context: BrowserContext, base_url: str, user: User) -> Page:
    sign_in(context, base_url, user)
    page = context.new_page()
    page.goto(f"{base_url}/coach/")
    return page


def say(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send").click()


@pytest.fixture
def user() -> User:
    user: User = UserFactory.create()
    GoalFactory.create(owner=user, title="Yoga")
    return user


def test_reply_comes_into_the_page_without_loading_it_again(browser: Browser, base_url: str, user: User) -> None:
    context = browser.new_context()
    page = visit(context, base_url, user)
    noise = watch(page, base_url)
    page.evaluate("window.stays = true")
    expect(page.get_by_role("heading", name="Try one of these")).to_be_visible()
    say(page, "Did yoga today")
    expect(page.get_by_role("heading", name="Try one of these")).to_be_hidden()
    log = page.get_by_role("log")
    expect(log.get_by_role("article", name="Coach")).to_contain_text("Recorded: Yoga: Done, today.")
    expect(page.get_by_label("Your message")).to_have_value("")
    expect(page.get_by_label("Your message")).to_be_focused()
    say(page, "How am I doing?")
    expect(log.get_by_role("article", name="Coach")).to_have_count(2)
    assert page.evaluate("window.stays")
    assert (Message.objects.count(), CheckIn.objects.count()) == (4, 1)
    page.get_by_role("button", name="Undo: Yoga: Done, today").click()
    expect(log).to_contain_text("Undone: Yoga: Done, today")
    assert CheckIn.objects.count() == 0
    assert noise == []
    context.close()


def test_what_is_typed_while_the_reply_is_on_its_way_stays(browser: Browser, base_url: str, user: User) -> None:
    context = browser.new_context()
    page = visit(context, base_url, user)

    def type_on(route: Route) -> None:
        page.get_by_label("Your message").fill("Did yoga today")
        route.continue_()

    page.route("**/coach/", type_on)
    say(page, "How am I doing?")
    expect(page.get_by_role("article", name="Coach")).to_have_count(1)
    expect(page.get_by_label("Your message")).to_have_value("Did yoga today")
    page.unroute("**/coach/")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text("Recorded: Yoga: Done, today.")
    context.close()


def test_what_is_sent_while_the_reply_is_on_its_way_follows_it(browser: Browser, base_url: str, user: User) -> None:
    context = browser.new_context()
    page = visit(context, base_url, user)

    def send_at_once(route: Route) -> None:
        say(page, "Did yoga today")
        route.continue_()

    page.route("**/coach/", send_at_once, times=1)
    say(page, "How am I doing?")
    expect(page.get_by_role("article", name="Coach")).to_have_count(2)
    expect(page.get_by_role("log")).to_contain_text("Recorded: Yoga: Done, today.")
    expect(page.get_by_label("Your message")).to_have_value("")
    context.close()


def test_field_is_seen_below_a_short_reply_on_a_phone(browser: Browser, base_url: str, user: User) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = visit(context, base_url, user)
    for count, text in enumerate(("Did yoga today", "Actually I skipped it", "No"), 1):
        say(page, text)
        expect(page.get_by_role("log").get_by_role("article", name="Coach")).to_have_count(count)
        # The field is emptied when all is in its place.
        expect(page.get_by_label("Your message")).to_have_value("")
    edges = page.evaluate(
        """() => ["[role=log] > article:last-of-type", "textarea", ".tabs"].map(
            (each) => document.querySelector(each).getBoundingClientRect().toJSON()
        )"""
    )
    assert edges[0]["top"] >= 0
    assert edges[1]["bottom"] <= edges[2]["top"]
    context.close()


def test_page_says_that_no_model_is_set_up_and_what_changes_that(browser: Browser, base_url: str, user: User) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = visit(context, base_url, user)
    expect(page.get_by_role("main")).to_contain_text("It works by rules, without a language model")
    expect(page.get_by_role("main")).to_contain_text("COACH_INTERPRETER")
    context.close()


@pytest.mark.parametrize("has_script", [True, False], ids=["with a script", "without"])
def test_goal_is_set_up_by_talking_and_created_on_confirm(
    browser: Browser, base_url: str, user: User, has_script: bool
) -> None:
    context = browser.new_context(java_script_enabled=has_script)
    page = visit(context, base_url, user)
    page.get_by_role("button", name="I want to set a new goal").click()
    expect(page.get_by_role("log")).to_contain_text("What is the goal?")
    say(page, "Read more")
    page.get_by_role("button", name="Do something regularly").click()
    expect(page.get_by_role("log")).to_contain_text("How often?")
    say(page, "3 times a week")
    page.get_by_role("button", name="That’s all").click()
    expect(page.get_by_role("button", name="Confirm")).to_be_visible()
    assert not Goal.objects.filter(title="Read more").exists()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("log")).to_contain_text("New goal: Read more. 3 times a week.")
    assert Goal.objects.get(title="Read more").times_per_period == 3
    context.close()


def test_what_could_not_be_sent_stays_in_its_field(browser: Browser, base_url: str, user: User) -> None:
    context = browser.new_context()
    page = visit(context, base_url, user)
    page.route("**/coach/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    say(page, "Did yoga today")
    expect(page.get_by_role("alert")).to_have_text("Not saved. Try again.")
    expect(page.get_by_label("Your message")).to_have_value("Did yoga today")
    page.unroute("**/coach/")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text("Recorded: Yoga: Done, today.")
    assert CheckIn.objects.count() == 1
    context.close()
