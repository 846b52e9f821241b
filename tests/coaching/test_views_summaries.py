"""The pages of weeks and months, summed up."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coaching.actions import summarize
from coaching.models import UserSummary
from goals.models import User
from tests.factories import CheckInFactory, GoalFactory, SummaryFactory, UserFactory, acting
from tests.pages import read
from tests.test_pages_access import FORBIDDEN

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
LINKS = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def user(client: Client) -> User:
    made: User = UserFactory.create()
    client.force_login(made)
    return made


def test_more_leads_to_summaries(client: Client, user: User) -> None:
    links = [anchor.attrs["href"] for anchor in read(client.get("/more/")).all("a")]
    assert "/summaries/" in links


def test_page_without_summaries_says_when_the_first_comes(client: Client, user: User) -> None:
    page = read(client.get("/summaries/"))
    assert page.one("main").all("ul") == []
    assert "None yet." in page.text
    assert page.one("main").buttons() == ["Sum up this week so far", "Sum up this month so far"]


@pytest.mark.parametrize(("period", "name"), [("weekly", "16 to 22 November 2026"), ("monthly", "November 2026")])
def test_button_sums_up_what_is_running(client: Client, user: User, period: str, name: str) -> None:
    response = client.post("/summaries/", {"period": period})
    held = UserSummary.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/summaries/{held.pk}/")
    assert read(client.get(response["Location"])).one("h1").text == name
    assert [line.text for line in read(client.get("/summaries/")).one("main").all("a")][1:] == [name]


def test_week_over_two_months_and_years_names_both(client: Client, user: User) -> None:
    for day, name in (
        (dt.date(2026, 10, 1), "28 September to 4 October 2026"),
        (dt.date(2026, 11, 10), "9 to 15 November 2026"),
    ):
        held = summarize(by=acting(user), owner=user, period="weekly", day=day)
        assert read(client.get(f"/summaries/{held.pk}/")).one("h1").text == name


def test_other_buttons_are_refused_with_a_sentence(client: Client, user: User) -> None:
    page = read(client.post("/summaries/", {"period": "daily"}, follow=True))
    assert page.one("p", role="alert").text == "Choose this week or this month."
    assert not UserSummary.objects.exists()


def test_summary_shows_its_parts_and_blames_nobody(client: Client, user: User) -> None:
    start = NOON.date() - 60 * DAY
    run = GoalFactory.create(owner=user, title="Run", start_date=start)
    GoalFactory.create(owner=user, title=LINKS, start_date=start, small_version="<b>One page</b>")
    CheckInFactory(goal=run, check_in_date=dt.date(2026, 11, 10))
    held = summarize(by=acting(user), owner=user, period="weekly", day=dt.date(2026, 11, 15))
    response = client.get(f"/summaries/{held.pk}/")
    page = read(response)
    assert [node.text for node in page.all("h2")] == ["What moved", "What stood still", "A next step"]
    assert [node.text for node in page.all("div", class_="what")] == [
        "✓ Run 1 of 7 done, 0 of 7 before.",
        f"· {LINKS} 0 of 7 done, 0 of 7 before.",
    ]
    step = page.one("section", aria_labelledby="next").one("p").text
    assert step == f"{LINKS} : Take it up again with its small version: <b>One page</b>"
    assert FORBIDDEN.findall(page.text) == []
    assert LINKS not in response.content.decode()


def test_list_is_paged_and_costs_the_same_for_any_number(client: Client, user: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/summaries/").status_code == 200
        return len(captured)

    SummaryFactory.create(owner=user)
    one = cost()
    for back in (7, 14, 21):
        SummaryFactory.create(owner=user, day=NOON.date() - back * DAY)
    assert cost() == one
    GoalFactory.create(owner=user)
    assert len(read(client.get("/summaries/?page=99")).all("div", class_="what")) == 4
