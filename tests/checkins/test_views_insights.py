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


def cells(page: Node, table: str = "weekdays") -> list[list[str]]:
    rows = page.one("section", aria_labelledby=table).one("tbody").all("tr")
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


def test_tables_wait_until_they_say_something(client: Client, user: User) -> None:
    GoalFactory.create(owner=user, start_date=NOW.date())
    page = read(client.get(PATH))
    assert (page.all("table"), page.all(id="range")) == ([], [])
    assert read(client.get(f"{PATH}?range=26")).all(id="range")
    begun(user)
    assert read(client.get(PATH)).all("table")


def test_looking_too_often_is_put_off(client: Client, user: User) -> None:
    for _ in range(20):
        client.post(PATH)
    client.get(PATH)
    assert client.post(PATH).status_code == 303
    assert "Looked often already. Again in 60 minutes." in read(client.get(PATH)).text


def test_rates_of_weekdays_show_the_days_behind_them(client: Client, user: User) -> None:
    lived(begun(user, title="Run"), lambda day: no_friday(day) and day.isocalendar().week % 2 == 0)
    begun(user, pattern="target", target_value=5)
    for asked, n in ((None, 12), ("4", 4), ("26", 26)):
        page = read(client.get(PATH, {"range": asked} if asked else {}))
        assert cells(page) == [["Run", *[f"50% of {n}"] * 4, f"0% of {n}", *[f"50% of {n}"] * 2]]
        assert [current.text for current in page.one(id="range").all("a", aria_current="true")] == [f"{n} weeks"]
    strange = read(client.get(PATH, {"range": "5000"}))
    assert [current.text for current in strange.one(id="range").all("a", aria_current="true")] == ["12 weeks"]


def test_weeks_of_all_goals_lie_beside_each_other(client: Client, user: User) -> None:
    """NOW is a Monday: its week has nothing that is over yet."""
    lived(begun(user, title="Run", sort_order=1), no_friday)
    lived(begun(user, title="Read", sort_order=2, weekdays=[0]), lambda day: "skipped")
    lived(begun(user, title="Save", sort_order=3, pattern="target", target_value=5), lambda day: 1, days=8)
    page = read(client.get(PATH, {"range": "4"}))
    assert cells(page, "by-week") == [
        ["Run", "6 of 7", "6 of 7", "6 of 7", "–"],
        ["Read", "–", "–", "–", "–"],
        ["Save", "–", "1 day", "7 days", "–"],
        ["All of them", "6 of 7", "6 of 7", "6 of 7", "–"],
    ]
    heads = [head.text for head in page.one("section", aria_labelledby="by-week").one("thead").all("th")]
    assert heads == ["Goal", "27 Apr", "4 May", "11 May", "18 May"]


def test_weekday_of_too_few_days_is_a_dash(client: Client, user: User) -> None:
    GoalFactory.create(owner=user, weekdays=[0], start_date=NOW.date().replace(month=4, day=20))
    assert cells(read(client.get(PATH)))[0][1:] == ["0% of 4", *"––––––"]


def test_page_says_what_is_missing(client: Client, user: User) -> None:
    goal = lived(begun(user), lambda day: True, days=5)
    missing = read(client.get(PATH)).one("section", aria_labelledby="missing").text
    assert "Your usual hour: 9 more days with something recorded (5 of 14)." in missing
    assert "Two goals together: 15 days with the other one done, and 15 without." in missing
    lived(goal, lambda day: True, days=9, before=6)
    text = read(client.get(PATH)).text
    assert "What is still missing" not in text
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


def test_tables_do_not_read_the_check_ins(client: Client, user: User) -> None:
    lived(begun(user), no_friday, days=60)
    with CaptureQueriesContext(connection) as captured:
        client.get(PATH)
    assert [query["sql"] for query in captured if "checkins_checkin" in query["sql"]] == []


def test_suggestion_is_shown_before_it_is_done_and_done_once(client: Client, user: User) -> None:
    goal = lived(begun(user, title="Run"), no_friday)
    client.post(PATH)
    row = Insight.objects.get(code="plan_weekday")
    page = read(client.get(PATH))
    button = page.one("a", aria_label="Add this plan: Run")
    assert button.attrs["href"] == f"/insights/{row.pk}/change/"
    shown = read(client.get(button.attrs["href"]))
    assert shown.one("strong").text == "If it is Friday, then I will do this first: Run"
    assert shown.one("main").buttons() == ["Confirm"]
    assert not goal.intentions.exists()
    answer = client.post(button.attrs["href"])
    assert (answer.status_code, answer["Location"]) == (303, f"/goals/{goal.pk}/#plans")
    plan = goal.intentions.get()
    assert (plan.trigger_condition, plan.reminder_weekdays) == ("it is Friday", [4])
    row.refresh_from_db()
    assert row.dismissed_at is not None
    again = client.post(button.attrs["href"])
    assert again["Location"] == f"/goals/{goal.pk}/edit/"
    assert goal.intentions.count() == 1


def test_smaller_target_tells_both_terms_and_applies_from_today(client: Client, user: User) -> None:
    goal = begun(user, title="Read", target_value=20, unit="pages", weekdays=[0])
    row = InsightFactory.create(goal=goal, code="shrink_step", kind="suggestion", numbers={"misses": 3, "days": 7})
    page = read(client.get(f"/insights/{row.pk}/change/"))
    assert [one.text for one in page.all("dd")] == ["20 pages Mon", "10 pages Mon"]
    assert client.post(f"/insights/{row.pk}/change/")["Location"] == f"/goals/{goal.pk}/"
    goal.refresh_from_db()
    assert goal.target_value == 10
    assert goal.past_terms.get().target_value == 20


def test_date_is_moved_to_where_the_rate_leads(client: Client, user: User) -> None:
    soon = NOW.date().replace(month=6)
    goal = begun(user, pattern="target", target_value=5, target_date=soon)
    numbers = {"date": "x", "target": "5", "required": "1", "usual": "1", "days": 28, "middle": "2026-09-01"}
    row = InsightFactory.create(
        goal=goal, code="reset_date", kind="suggestion", numbers={**numbers, "date": soon.isoformat()}
    )
    assert "Reach 5 by 1 September 2026" in read(client.get(f"/insights/{row.pk}/change/")).text
    client.post(f"/insights/{row.pk}/change/")
    goal.refresh_from_db()
    assert str(goal.target_date) == "2026-09-01"


@pytest.mark.parametrize("code", ["date_passed", "shrink_step", "reached_about"])
def test_where_nothing_is_proposed_the_form_of_the_goal_opens(client: Client, user: User, code: str) -> None:
    goal = begun(user, target_value=None)
    row = InsightFactory.create(
        goal=goal, code=code, numbers={"date": "2026-01-01", "left": "1", "misses": 3, "days": 7}
    )
    answer = client.get(f"/insights/{row.pk}/change/")
    assert (answer.status_code, answer["Location"]) == (302, f"/goals/{goal.pk}/edit/")
    assert client.post(f"/insights/{row.pk}/change/")["Location"] == f"/goals/{goal.pk}/edit/"


def test_closed_goal_is_left_alone(client: Client, user: User) -> None:
    goal = begun(user, status="completed", target_value=20)
    row = InsightFactory.create(goal=goal, code="shrink_step", numbers={"misses": 3, "days": 7})
    answer = client.get(f"/insights/{row.pk}/change/", follow=True)
    assert "nothing left to do here" in read(answer).text
    assert all("Make it smaller" not in link.text for link in read(client.get(PATH)).all("a"))
