"""Every page in a browser: accessible, never wider than the window, quiet in the console, in both themes."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from coaching.reminder_mail import stop_link
from goals import template_library
from goals.actions import revoke_share
from goals.models import Budget, Debt, Goal, GoalShare, GoalTemplate, Milestone, Pause, User
from tests.e2e.visits import (
    LONG_NAME,
    busy_person,
    connected_person,
    overflow,
    sign_in,
    talk_of,
    unfold,
    violations,
    watch,
)
from tests.factories import (
    GoalFactory,
    IntegrationFactory,
    IntentionFactory,
    ReminderFactory,
    SuggestionFactory,
    SummaryFactory,
    UserFactory,
    acting,
)
from tests.sharing import invitation_to, link_to

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = {320: 640, 390: 844, 1280: 900}
PATTERNS = ("recurring", "streak", "limit", "target", "milestone")
BEFORE_SIGN_IN = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/confirm-email/",
    "/nowhere/",
    "/offline/",
]
LISTS = [
    "/today/",
    "/goals/",
    "/goals/?status=archived",
    "/goals/?q=nothing",
    "/goals/?sort=manual",
    "/goals/?sort=attention&group=pattern",
    "/insights/",
    "/insights/?range=4",
    "/history/",
    "/history/?q=nothing",
    "/goals/new/",
    "/welcome/3/",
    *[f"/goals/new/?pattern={pattern}" for pattern in PATTERNS],
]
SETTINGS = [
    "/more/",
    "/settings/profile/",
    "/settings/day/",
    "/settings/appearance/",
    "/settings/account/",
    "/welcome/1/",
    "/welcome/2/",
    "/settings/tokens/",
    "/settings/export/",
    "/import/",
    "/accounts/email/",
    "/accounts/logout/",
]


NOTHING_YET = [
    "/today/",
    "/goals/",
    "/history/",
    "/insights/",
    "/money/",
    "/sharing/",
    "/settings/pauses/",
    "/settings/calendar/",
    "/summaries/",
    "/coach/",
    "/coach/conversations/",
]


def pages_of_goals(user: User) -> list[str]:
    """The pages of one goal of each pattern and status, and of their parts."""
    goals = {(goal.pattern, goal.status): goal for goal in Goal.objects.for_owner(user)}
    yesterday = user.today() - dt.timedelta(days=1)
    archived, target = goals["recurring", "archived"], goals["target", "active"]
    return [
        *[f"/goals/{goal.pk}/" for goal in goals.values()],
        f"/goals/{target.pk}/edit/",
        f"/goals/{target.pk}/log/",
        f"/goals/{target.pk}/?year=full",
        f"/goals/{target.pk}/history/",
        f"/goals/{target.pk}/report/",
        f"/goals/{goals['recurring', 'active'].pk}/report/?period=year",
        *[f"/goals/{goal.pk}/history/?day={yesterday}" for goal in goals.values() if goal.status == "active"],
        f"/goals/{archived.pk}/erase/",
        f"/checkins/{target.check_ins.get().pk}/edit/",
        f"/milestones/{Milestone.objects.for_owner(user)[0].pk}/edit/",
        f"/goals/{target.pk}/plans/",
        f"/insights/{SuggestionFactory(goal__owner=user, goal__title=LONG_NAME).pk}/change/",
        "/insights/",
    ]


def pages_of_feeds(user: User) -> list[str]:
    """A goal that everything feeds, and the page of each thing that feeds it or lets it rest."""
    goal = Goal.objects.for_owner(user).get(pattern="target")
    here = f"/goals/{goal.pk}/"
    resting = Pause.objects.for_owner(user)
    return [
        here,
        *[f"{here}{page}/" for page in ("edit", "changes", "tasks", "habits", "contributions", "pauses")],
        f"/tasks/{goal.tasks.all()[0].pk}/edit/",
        f"/habit-links/{goal.habit_links.get().pk}/edit/",
        f"/contributions/{goal.contributions.all()[0].pk}/edit/",
        f"/plans/{goal.intentions.get().pk}/edit/",
        f"/milestones/{goal.milestones.get().pk}/edit/",
        *[f"/pauses/{resting.filter(goal=whose)[0].pk}/edit/" for whose in (goal, None)],
        "/settings/pauses/",
    ]


def pages_of_money(user: User) -> list[str]:
    budget, debt = Budget.objects.for_owner(user).get(), Debt.objects.for_owner(user).get()
    return [
        "/money/",
        "/money/budgets/",
        f"/money/budgets/{budget.pk}/",
        "/money/debts/",
        f"/money/debts/{debt.pk}/",
        "/goals/new/?pattern=target",
        "/templates/emergency-fund/use/",
    ]


def pages_of_sharing(user: User) -> list[str]:
    """The owner's side, the partner's, a public page that is open, one that is gone, and the calendar."""
    goal = Goal.objects.for_owner(user).get(pattern="target")
    gone, gone_path = link_to(goal)
    revoke_share(by=acting(user), share=gone)
    with_me = GoalShare.objects.get(partner=user)
    return [
        "/sharing/",
        f"/sharing/{GoalShare.objects.for_owner(user).open().filter(kind='link')[0].pk}/edit/",
        f"/sharing/with-me/{with_me.pk}/",
        invitation_to(with_me.goal)[2],
        link_to(goal)[1],
        gone_path,
        "/settings/calendar/",
    ]


def problems_of(browser: Browser, base_url: str, paths: list[str], user: User | None = None) -> list[str]:
    context = browser.new_context(reduced_motion="reduce")
    if user is not None:
        sign_in(context, base_url, user)
    page = context.new_page()
    noise = watch(page, base_url)
    found: list[str] = []
    for path in paths:
        page.goto(base_url + path)
        unfold(page)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            if wider := overflow(page):
                found.append(f"{path} at {width}: {wider} px too wide")
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme)
                found += [f"{path} at {width} {theme}: {violation}" for violation in violations(page)]
    context.close()
    return found + noise


def test_pages_before_sign_in(browser: Browser, base_url: str) -> None:
    assert problems_of(browser, base_url, BEFORE_SIGN_IN) == []


def test_lists_and_forms(browser: Browser, base_url: str) -> None:
    assert problems_of(browser, base_url, LISTS, busy_person()) == []


def test_pages_of_goals(browser: Browser, base_url: str) -> None:
    user = busy_person()
    assert problems_of(browser, base_url, pages_of_goals(user), user) == []


def test_pages_of_what_feeds_a_goal(browser: Browser, base_url: str) -> None:
    user = connected_person()
    assert problems_of(browser, base_url, pages_of_feeds(user), user) == []


def test_pages_of_money(browser: Browser, base_url: str) -> None:
    template_library.load(GoalTemplate)
    user = connected_person()
    assert problems_of(browser, base_url, pages_of_money(user), user) == []


def test_pages_of_sharing(browser: Browser, base_url: str) -> None:
    user = connected_person()
    assert problems_of(browser, base_url, pages_of_sharing(user), user) == []


def test_templates(browser: Browser, base_url: str) -> None:
    template_library.load(GoalTemplate)
    slugs = ("read-more-books", "pass-an-exam")
    paths = [
        "/templates/",
        "/templates/?q=nothing",
        *[f"/templates/{slug}/{page}" for slug in slugs for page in ("", "use/")],
    ]
    assert problems_of(browser, base_url, paths, UserFactory()) == []


def test_reminders_and_integrations(browser: Browser, base_url: str) -> None:
    user = UserFactory.create()
    ReminderFactory.create(
        intention=IntentionFactory.create(goal=GoalFactory.create(owner=user), reminder_time="07:30")
    )
    IntegrationFactory.create(owner=user, kind="calendar")
    hook = IntegrationFactory.create(owner=user, sends_reminders=True)
    pages = ["/today/", "/settings/reminders/", "/settings/integrations/", f"/settings/integrations/{hook.pk}/edit/"]
    assert problems_of(browser, base_url, [*pages, urlsplit(stop_link(user)).path], user) == []


def test_summaries(browser: Browser, base_url: str) -> None:
    user = busy_person()
    summary = SummaryFactory.create(owner=user, day=user.today() - dt.timedelta(days=7))
    assert problems_of(browser, base_url, ["/summaries/", f"/summaries/{summary.pk}/"], user) == []


def test_coach(browser: Browser, base_url: str) -> None:
    user = busy_person()
    talk_of(user)
    assert problems_of(browser, base_url, ["/coach/", "/coach/conversations/"], user) == []


def test_settings(browser: Browser, base_url: str) -> None:
    assert problems_of(browser, base_url, SETTINGS, UserFactory()) == []


def test_pages_without_anything_yet(browser: Browser, base_url: str) -> None:
    assert problems_of(browser, base_url, NOTHING_YET, UserFactory()) == []


def test_text_of_double_size_fits(browser: Browser, base_url: str) -> None:
    user = busy_person()
    context = browser.new_context(viewport={"width": 640, "height": 900})
    sign_in(context, base_url, user)
    page = context.new_page()
    wide = {}
    for path in [*LISTS, *pages_of_goals(user), *SETTINGS]:
        page.goto(base_url + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide[path] = overflow(page)
    context.close()
    assert {path: by for path, by in wide.items() if by} == {}


def test_errors_take_the_focus_and_lead_to_their_fields(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, base_url, UserFactory())
    page = context.new_page()
    page.goto(f"{base_url}/goals/new/?pattern=target")
    page.get_by_label("Name").fill(" ")
    page.get_by_label("To", exact=True).fill("much")
    with page.expect_navigation():
        page.get_by_role("button", name="Create goal").click()
    expect(page).to_have_title("Error: Reach a number · Steady")
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_text(["Name: This field is required.", "Enter a number."])
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Enter a number.").click()
    expect(page.get_by_label("To", exact=True)).to_be_focused()
    context.close()
