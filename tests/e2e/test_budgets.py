"""What pages cost a phone: requests, shifts, foreign hosts. Their sizes are in tests/test_pages_weight.py."""

import sys
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from goals.models import User
from tests.e2e.visits import LONG_NAME, sign_in
from tests.factories import CheckInFactory, GoalFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

MOST_REQUESTS = 6
MOST_SHIFT = 0.02
# Sums the layout shifts that no press of a person explains.
SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def person_with_thirty_goals() -> User:
    user: User = UserFactory()
    for number in range(10):
        CheckInFactory(goal=GoalFactory(owner=user, title=f"{number} {LONG_NAME}"))
        GoalFactory(owner=user, target_value=Decimal(2), unit="litres", quick_amounts=["0.25", "0.5", "1"])
        GoalFactory(owner=user, pattern="limit", target_value=Decimal(9), unit="cups", time_of_day="evening")
    return user


def visited(page: Page, path: str) -> list[str]:
    """The addresses that the page asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    return asked


@pytest.mark.parametrize("path", ["/today/", "/goals/", "/goals/new/?pattern=recurring", "/settings/appearance/"])
def test_first_visit_keeps_to_the_budgets(
    browser: Browser, base_url: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    context = browser.new_context(base_url=base_url, viewport={"width": 390, "height": 844}, service_workers="block")
    sign_in(context, base_url, person_with_thirty_goals())
    context.add_init_script(SHIFTS)
    page = context.new_page()
    asked = visited(page, path)
    shift = page.evaluate("window.shift")
    context.close()
    with capsys.disabled():
        sys.stdout.write(f"\n{path}: {len(asked)} requests, layout shift {shift:.3f}\n")
    assert {urlsplit(address).netloc for address in asked} == {urlsplit(base_url).netloc}
    assert len(asked) <= MOST_REQUESTS, asked
    assert shift <= MOST_SHIFT
