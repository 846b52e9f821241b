"""Which day Today means at night and when the clocks change, in a browser, with JavaScript and without."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from checkins.models import CheckIn
from goals.models import User
from tests.e2e.visits import quiet_page
from tests.factories import GoalFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

# The instant in UTC, what the clock of Berlin shows then, and the day that it belongs to where days start at 3.
NIGHTS = {
    "02:30": ("2026-11-21T01:30:00", dt.date(2026, 11, 20)),
    "03:00": ("2026-11-21T02:00:00", dt.date(2026, 11, 21)),
    "02:30 for the second time in autumn": ("2026-10-25T01:30:00", dt.date(2026, 10, 24)),
    "03:00 in autumn": ("2026-10-25T02:00:00", dt.date(2026, 10, 25)),
    "01:59 in spring": ("2026-03-29T00:59:00", dt.date(2026, 3, 28)),
    "03:00 in spring, right after": ("2026-03-29T01:00:00", dt.date(2026, 3, 29)),
}


@pytest.fixture(params=NIGHTS.values(), ids=list(NIGHTS))
def day(request: Any) -> Iterator[dt.date]:
    instant, day = request.param
    with time_machine.travel(dt.datetime.fromisoformat(f"{instant}+00:00")):
        yield day


@pytest.fixture
def user(day: dt.date) -> User:
    user: User = UserFactory(timezone="Europe/Berlin", day_starts_at=3)
    return user


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def any_page(request: Any, browser: Browser, base_url: str, user: User) -> Iterator[Page]:
    yield from quiet_page(browser, base_url, user, script=request.param)


def test_today_is_the_day_that_has_not_ended_for_the_person(any_page: Page, user: User, day: dt.date) -> None:
    GoalFactory(owner=user, title="Meditate", start_date=day - dt.timedelta(days=3))
    any_page.goto("/today/")
    expect(any_page.locator("main .meta").first).to_have_text(f"{day:%a} {day.day} {day:%B}, until 03:00")
    any_page.get_by_role("button", name="Done: Meditate").click()
    expect(any_page.locator(".goal")).to_have_attribute("data-s", "done")
    assert CheckIn.objects.get().check_in_date == day
    any_page.goto(f"/today/{day - dt.timedelta(days=1)}/")
    expect(any_page.locator(".goal")).to_have_attribute("data-s", "todo")
