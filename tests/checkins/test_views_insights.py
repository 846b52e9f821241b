"""The page of insights: what was found, the rates behind it, looking again, putting aside."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkins.models import Insight
from goals.models import Change, User
from tests.checkins.histories import NOW, begun, lived, no_friday
from tests.factories import GoalFactory, InsightFactory, UserFactory
from tests.pages import Node, read

pytestmark = pytest.mark.django_db
PATH = "/insights/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    person: User = UserFactory.create()
    client.force_login(person)
    return person


def cells(page: Node) -> list[list[str]]:
    rows = page.one("tbody").all("tr")
    return [[cell.text for cell in (*row.all("th"), *row.all("td"))] for row in rows]


def test_looking_again_shows_what_was_found(client: Client, user: User) -> None:
    lived(begun(user, title="<i>Run</i>"), no_friday)
    answer = client.post(PATH)
    assert (answer.status_code, answer["Location"]) == (303, PATH)
    page = read(client.get(PATH))
    items = [item.all("span")[1].text for item in page.one("ul", class_="ms").all("li")]
    assert items == [
        "<i>Run</i>: a plan for Fridays may help. 0 of the last 26 went well.",
        "Most is recorded between 07:00 and 08:00: on 156 of 156 days.",
        "<i>Run</i>: done on 0 of 26 Fridays, on 156 of 156 other days.",
    ]
    assert "A pattern 18 May 2026 from 182 days 99% sure Open goal : <i>Run</i>" in page.text
    assert "3 things are new." in page.text
    assert {line.source for line in Change.objects.filter(action="found")} == {"page"}
    client.post(PATH)
    assert "Nothing new." in read(client.get(PATH)).text


def test_looking_too_often_is_put_off(client: Client, user: User) -> None:
    for _ in range(20):
        client.post(PATH)
    client.get(PATH)
    assert client.post(PATH).status_code == 303
    assert "Looked often already. Again in 60 minutes." in read(client.get(PATH)).text


def test_rates_of_weekdays_show_the_days_behind_them(client: Client, user: User) -> None:
    lived(begun(user, title="Run"), lambda day: no_friday(day) and day.isocalendar().week % 2 == 0)
    begun(user, pattern="target", target_value=5)
    assert cells(read(client.get(PATH))) == [["Run", *["50% of 26"] * 4, "0% of 26", *["50% of 26"] * 2]]
    assert cells(read(client.get(PATH, {"range": "4"}))) == [["Run", *["50% of 4"] * 4, "0% of 4", *["50% of 4"] * 2]]
    strange = read(client.get(PATH, {"range": "5000"}))
    assert [current.text for current in strange.all("strong", aria_current="true")] == ["26 weeks"]


def test_weekday_of_too_few_days_is_a_dash(client: Client, user: User) -> None:
    GoalFactory.create(owner=user, weekdays=[0], start_date=NOW.date().replace(month=4, day=20))
    assert cells(read(client.get(PATH)))[0][1:] == ["0% of 4", *"––––––"]


def test_page_says_what_is_missing(client: Client, user: User) -> None:
    goal = lived(begun(user), lambda day: True, days=5)
    assert "Patterns show after 14 days on which something is recorded: 9 more." in read(client.get(PATH)).text
    lived(goal, lambda day: True, days=9, before=6)
    text = read(client.get(PATH)).text
    assert "Patterns show after" not in text
    assert "Nothing stands out." in text


def test_put_aside_here_is_gone_here(client: Client, user: User) -> None:
    row = InsightFactory.create(goal=GoalFactory.create(owner=user), message="Half is done.")
    hidden = read(client.get(PATH)).one("input", name="next").attrs["value"]
    answer = client.post(f"/insights/{row.pk}/dismiss/", {"next": hidden})
    assert answer["Location"] == PATH
    assert "Half is done." not in read(client.get(PATH)).text
    general = Insight.objects.get(pk=row.pk)
    Insight.objects.filter(pk=row.pk).update(goal=None)
    assert client.post(f"/insights/{general.pk}/dismiss/")["Location"] == PATH


def test_page_shows_nobody_elses(client: Client, user: User) -> None:
    InsightFactory.create(message="Theirs.")
    lived(begun(UserFactory.create(), title="Their run"), no_friday)
    assert "Their" not in read(client.get(PATH)).text


def test_page_costs_the_same_for_one_and_three(client: Client, user: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PATH).status_code == 200
        return len(captured)

    def more() -> None:
        InsightFactory.create(goal=lived(begun(user), no_friday, days=40))

    more()
    one = queries()
    more()
    more()
    assert queries() == one
