"""A goal's own page in a browser: what is drawn is what the server counts, at phone and desk size."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from checkins.progress import progress_of
from goals.models import Goal, User
from tests.e2e.visits import overflow, sign_in
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PHONE: Any = {"width": 390, "height": 844}
DESK: Any = {"width": 1280, "height": 900}
DAY = dt.timedelta(days=1)
# A4 within its margins of 16 mm, at 96 px an inch.
PAPER: Any = {"width": 673, "height": 1002}


@pytest.fixture
def user() -> User:
    return UserFactory(timezone="Europe/London")


@pytest.fixture
def at_desk(browser: Browser, base_url: str, user: User) -> Any:
    context = browser.new_context(base_url=base_url, viewport=DESK, java_script_enabled=True)
    sign_in(context, base_url, user)
    yield context.new_page()
    context.close()


def saving(user: User, days: int) -> Goal:
    """600 of 900 words, one of them recorded on every other day."""
    today = user.today()
    wanted = {"target_value": Decimal(900), "baseline_value": Decimal(0), "aggregation": "sum", "unit": "words"}
    goal: Goal = GoalFactory(
        owner=user, pattern="target", start_date=today - days * DAY, target_date=today + 60 * DAY, **wanted
    )
    for ago in range(1, days, 2):
        CheckInFactory(goal=goal, check_in_date=today - ago * DAY, value_recorded=Decimal(10 + ago % 5))
    return goal


def numbers(path: str | None) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path or "")]


def test_band_of_the_drawing_is_that_of_the_server(at_desk: Page, user: User) -> None:
    goal = saving(user, 40)
    at_desk.goto(f"/goals/{goal.pk}/")
    figure = at_desk.locator("#progress")
    band = numbers(figure.locator("path.cone").get_attribute("d"))
    labels = [float(text.replace(",", "")) for text in figure.locator(".y span").all_inner_texts()]
    high, low = max(labels), min(labels)
    goal.refresh_from_db()
    points = progress_of(goal, "month")["forecast"]["points"]
    assert goal.target_date is not None
    days = (goal.target_date - goal.start_date).days
    upper = [
        (1000 * (each["day"] - goal.start_date).days / days, 400 * (1 - (float(each["high"]) - low) / (high - low)))
        for each in points
    ]
    assert len(band) == 2 * len(points)
    for drawn, told in zip(band, upper, strict=False):
        assert drawn == pytest.approx((told[0], max(0.0, told[1])), abs=0.06)
    figure.get_by_text("View as table").click()
    last = figure.locator("tbody tr").last.inner_text()
    assert f"{points[-1]['low']:.0f} words to {points[-1]['high']:.0f} words" in last


def test_young_goal_has_no_band_and_says_why(at_desk: Page, user: User) -> None:
    at_desk.goto(f"/goals/{saving(user, 10).pk}/")
    expect(at_desk.locator("#progress path.act")).to_have_count(1)
    expect(at_desk.locator("#progress path.cone")).to_have_count(0)
    expect(at_desk.get_by_text(re.compile(r"Forecast after \d+ more days"))).to_be_visible()


def test_year_has_371_cells_and_skips_count_nowhere(at_desk: Page, user: User) -> None:
    today = user.today()
    goal = GoalFactory(owner=user, start_date=today - 8 * DAY)
    for ago, status in ((8, "completed"), (7, "missed"), (6, "skipped"), (5, "skipped"), (4, "completed")):
        CheckInFactory(goal=goal, check_in_date=today - ago * DAY, habit_completion_status=status)
    at_desk.goto(f"/goals/{goal.pk}/")
    expect(at_desk.locator("table.heat td")).to_have_count(371)
    expect(at_desk.locator("table.heat td.k")).to_have_count(2)
    # Two of six: the two skips are not due, the three blank days are missed.
    expect(at_desk.locator(".figure").filter(has_text="so far")).to_contain_text("2 of 6")
    at_desk.set_viewport_size(PHONE)
    weeks = at_desk.locator("table.heat tr:first-child td:visible")
    expect(weeks).to_have_count(17)
    at_desk.get_by_role("link", name="Full year").click()
    expect(weeks).to_have_count(53)


def test_over_a_limit_is_hatched_and_said_in_words(at_desk: Page, user: User) -> None:
    begun = {"owner": user, "start_date": user.today() - 30 * DAY, "target_value": Decimal(14), "period": "month"}
    limit = GoalFactory(pattern="limit", unit="cups", **begun)
    CheckInFactory(goal=limit, habit_completion_status=None, value_recorded=Decimal(15))
    at_desk.goto(f"/goals/{limit.pk}/")
    now = at_desk.get_by_role("region", name="Now")
    assert "hatch" in now.locator("rect.beyond").evaluate("node => getComputedStyle(node).fill")
    expect(now).to_contain_text("15 of 14 cups this month. 1 over.")
    at_least = GoalFactory(unit="pages", **begun)
    CheckInFactory(goal=at_least, habit_completion_status=None, value_recorded=Decimal(15))
    at_desk.goto(f"/goals/{at_least.pk}/")
    expect(at_desk.locator("main .tag.slip, main .tag.over, main .used.ahead, main .bar.over")).to_have_count(0)


def test_milestones_lie_on_a_line_where_there_is_room(at_desk: Page, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="milestone")
    for ahead in (10, 40):
        MilestoneFactory(goal=goal, target_date=user.today() + ahead * DAY)
    at_desk.goto(f"/goals/{goal.pk}/")
    line = at_desk.locator(".plot.line")
    expect(line).to_be_visible()
    at_desk.set_viewport_size(PHONE)
    expect(line).to_be_hidden()
    expect(at_desk.locator("#milestones ol > li")).to_have_count(2)


@pytest.mark.parametrize("pattern", ["recurring", "target"])
def test_every_drawing_has_a_table(at_desk: Page, user: User, pattern: str) -> None:
    goal = saving(user, 40) if pattern == "target" else GoalFactory(owner=user, start_date=user.today() - 60 * DAY)
    for address in (f"/goals/{goal.pk}/", f"/goals/{goal.pk}/report/"):
        at_desk.goto(address)
        assert at_desk.locator("figure").count() >= 2
        expect(at_desk.locator("figure:not(:has(table td))")).to_have_count(0)


def test_report_has_its_charts_and_tables_open_on_paper(browser: Browser, base_url: str, user: User) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False, viewport=DESK)
    sign_in(context, base_url, user)
    page = context.new_page()
    page.goto(f"/goals/{saving(user, 40).pk}/report/")
    page.emulate_media(media="print")
    expect(page.locator("#progress path.act")).to_be_visible()
    expect(page.locator("#progress tbody tr").last).to_be_visible()
    expect(page.locator("details:not([open])")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_hidden()
    page.set_viewport_size(PAPER)
    assert overflow(page) <= 0
    context.close()
