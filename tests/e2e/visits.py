"""People who visit the live server in a browser."""

from collections.abc import Iterator, Sequence
from datetime import time, timedelta
from decimal import Decimal

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from coaching.actions import confirm_proposal
from goals.actions import cheer, complete_task, create_calendar_feed, revoke_share, update_goal
from goals.models import Goal, User
from tests.factories import (
    BudgetFactory,
    CheckInFactory,
    ContributionFactory,
    ConversationFactory,
    DebtFactory,
    GoalFactory,
    HabitLinkFactory,
    InsightFactory,
    IntentionFactory,
    MessageFactory,
    MilestoneFactory,
    PauseFactory,
    ProposalFactory,
    TaskFactory,
    UserFactory,
    acting,
)
from tests.sharing import link_to, shared_with

AXE = Axe()
LONG_NAME = "Practise Spanish conversation with Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"


def sign_in(context: BrowserContext, base_url: str, user: User) -> None:
    """Give the browser the session that signing in would give it."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base_url}])


def watch(page: Page, own: str) -> list[str]:
    """What goes wrong while the page lives: console errors (what the policy refuses too), script errors, other hosts.

    `own` is the address of the server. Answers that say no (4xx) are no errors of the page.
    """
    found: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "responded with a status of 4" not in message.text:
            found.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(own):
            found.append(f"another host: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: found.append(f"script: {error}"))
    page.on("request", on_request)
    return found


def quiet_page(browser: Browser, base_url: str, user: User, *, script: bool) -> Iterator[Page]:
    """A page of the person, with JavaScript or without; in the end nothing may have gone wrong on it."""
    context = browser.new_context(base_url=base_url, java_script_enabled=script, reduced_motion="reduce")
    sign_in(context, base_url, user)
    page = context.new_page()
    noise = watch(page, base_url)
    yield page
    context.close()
    assert noise == [], noise


def unfold(page: Page) -> None:
    """Open what is folded, so that it is looked at too; menus lie over the page and stay shut."""
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(node => { node.open = true })")


def violations(page: Page) -> list[str]:
    """What axe-core finds, as rule and place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [f"{rule['id']} ({rule['impact']}): {node['target']}" for rule in found for node in rule["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def busy_person() -> User:
    """Somebody with goals of every pattern and status, long names, and a history."""
    user = UserFactory(name="Robin", timezone="Europe/London", day_starts_at=3)
    today = user.today()
    start = today - timedelta(days=30)
    begun = {"owner": user, "start_date": start}
    daily = GoalFactory(title=LONG_NAME, **begun)
    record(daily, ["completed", "missed", "skipped", None, "completed", "completed", "completed"])
    stairs = GoalFactory(title="Climb the stairs", small_version="10 min stairs", time_of_day="evening", **begun)
    record(stairs, [*["completed"] * 5, *["missed"] * 3])
    amounts = {"target_value": Decimal(2), "unit": "litres", "quick_amounts": ["0.15", "0.25", "1.125"]}
    water = GoalFactory(title="Drink water", time_of_day="morning", **amounts, **begun)
    CheckInFactory(goal=water, value_recorded=Decimal("1.25"))
    for used, name in ((9, "Coffee"), (15, "Coffee, too much")):
        limit = GoalFactory(title=name, pattern="limit", target_value=Decimal(14), unit="cups", **begun)
        CheckInFactory(goal=limit, value_recorded=Decimal(used))
    GoalFactory(title="Run", weekdays=[today.weekday()], **begun)
    skipped = GoalFactory(title="Gym", time_of_day="evening", **begun)
    CheckInFactory(goal=skipped, habit_completion_status="skipped")
    missed = GoalFactory(title="Read", time_of_day="evening", **begun)
    CheckInFactory(goal=missed, habit_completion_status="missed")
    GoalFactory(title="Write", pattern="streak", reserve_per_month=2, **begun)
    target = {"baseline_value": Decimal(0), "target_value": Decimal(3000), "currency": "GBP", "aggregation": "sum"}
    save = GoalFactory(title="Save", pattern="target", target_date=today + timedelta(days=90), **target, **begun)
    CheckInFactory(goal=save, value_recorded=Decimal(500), content="First pay", link="https://example.org/" + 60 * "x")
    book = GoalFactory(title="Photo book", pattern="milestone", why_it_matters="For her", **begun)
    MilestoneFactory(goal=book, title="Choose", is_done=True, target_date=today)
    MilestoneFactory(goal=book, title=LONG_NAME)
    IntentionFactory(goal=book)
    for status in ("paused", "completed", "abandoned", "archived"):
        GoalFactory(title=f"Long ago, {status}", status=status, **begun)
    return user


def connected_person() -> User:
    """Somebody whose goals are fed, rest, are shared both ways, and have something to say; all with long names."""
    user = UserFactory(name="Robin", timezone="Europe/London")
    friend = UserFactory(name=LONG_NAME)
    by, today = acting(user), user.today()
    debt = DebtFactory(owner=user, title=LONG_NAME, due_date=today)
    budget = BudgetFactory(owner=user, title=LONG_NAME, amount=Decimal("1234567890.1234"))
    money = {"currency": "EUR", "target_value": Decimal(800), "debt": debt, "budget": budget}
    goal = GoalFactory(owner=user, title=LONG_NAME, pattern="target", finance_mode="pay_off", **money)
    milestone = MilestoneFactory(goal=goal, title=LONG_NAME, description=LONG_NAME, target_value=Decimal("123456.78"))
    TaskFactory(goal=goal, title=LONG_NAME, milestone=milestone, weight=3, focus_minutes=45, due_date=today)
    complete_task(by=by, task=TaskFactory(goal=goal, title=LONG_NAME))
    HabitLinkFactory(goal=goal, weight=7, habit=GoalFactory(owner=user, title=f"{LONG_NAME} again"))
    for amount in (250, -20):
        ContributionFactory(goal=goal, amount=amount, note=f"{LONG_NAME} {60 * 'x'}")
    for rested in (None, goal):
        PauseFactory(owner=user, goal=rested)
        PauseFactory(owner=user, goal=rested, starts_on=today + timedelta(days=90), ends_on=None)
    IntentionFactory(goal=goal, trigger_condition=LONG_NAME, reminder_time=time(7), reminder_weekdays=[0, 4])
    InsightFactory(goal=goal, message=LONG_NAME)
    update_goal(by=by, goal=goal, target_value=Decimal(700), why_it_matters=LONG_NAME)
    link_to(goal, name=LONG_NAME)
    revoke_share(by=by, share=link_to(goal)[0])
    cheer(by=acting(friend), share=shared_with(friend, goal, email=f"{60 * 'a'}@example.org"), words=LONG_NAME)
    shared = GoalFactory(owner=friend, title=LONG_NAME, why_it_matters=LONG_NAME)
    CheckInFactory(goal=shared)
    MilestoneFactory(goal=shared, title=LONG_NAME)
    share = shared_with(user, shared)
    cheer(by=by, share=share, words=LONG_NAME)
    create_calendar_feed(by=by, user=user)
    return user


def talk_of(user: User) -> None:
    """A conversation with every kind of reply: a greeting, figures with charts, advice, proposals, a question."""
    conversation = ConversationFactory(owner=user)
    goal = GoalFactory(owner=user, title=f"Write {LONG_NAME}", period="week", times_per_period=4)
    proposals = [ProposalFactory(goal=goal, message=MessageFactory(conversation=conversation)) for _ in range(2)]
    confirm_proposal(by=acting(user), proposal=proposals[0])
    for text in ("never mind", "Hello", "How am I doing?", f"Show {goal.title}", "How do I stay motivated?", LONG_NAME):
        MessageFactory(conversation=conversation, text=text)
    MessageFactory(conversation=conversation, text="I want to set a new goal")
    MessageFactory(conversation=conversation, text="Swim")


def record(goal: Goal, statuses: Sequence[str | None]) -> None:
    """One status a day, the last of them yesterday; None leaves the day blank."""
    today = goal.owner.today()
    for ago, status in zip(range(len(statuses), 0, -1), statuses, strict=True):
        if status:
            CheckInFactory(goal=goal, check_in_date=today - timedelta(days=ago), habit_completion_status=status)
