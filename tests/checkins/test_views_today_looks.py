"""Today as somebody likes it: by area, without what is done, closer together; and the amounts they keep at hand."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from goals.actions import update_profile
from goals.models import User
from tests.checkins.today import FRIDAY, press, pressed, row, summary, values
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.pages import Node, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user: User = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


def like(user: User, **looks: Any) -> None:
    update_profile(by=acting(user), user=user, **looks)


def groups(page: Node) -> dict[str, list[str]]:
    """What stands under each heading, folded or not."""
    found = {}
    for section in page.one("main").all("section"):
        if headings := section.all("h2"):
            found[headings[0].text] = [name.text for name in section.all("h3")]
    return found


def test_groups_are_the_areas_in_order_and_last_what_has_none(client: Client, user: User) -> None:
    for title, area in (("Run", "body"), ("Write", "Work"), ("Swim", "Body"), ("Read", None)):
        GoalFactory(owner=user, title=title, category=area)
    like(user, grouping="area")
    week = {"period": "week", "times_per_period": 1, "start_date": dt.date(2026, 11, 2)}
    met = GoalFactory(owner=user, title="Gym", category="body", **week)
    CheckInFactory(goal=met, check_in_date=dt.date(2026, 11, 17))
    page = read(client.get("/today/"))
    assert groups(page) == {
        "body 0 of 2": ["Run", "Swim"],
        "Work 0 of 1": ["Write"],
        "No area 0 of 1": ["Read"],
        "Already met": ["Gym"],
    }


def test_count_of_an_area_follows_a_press(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run", category="Körper & Geist")
    like(user, grouping="area")
    count = read(client.get("/today/")).one("h2", class_="sec").one("span", class_="meta")
    answer = read(press(client, goal, status="done", htmx=True))
    assert answer.one("span", id=count.attrs["id"]).text == "1 of 1"


def test_what_is_done_is_folded_away_with_its_undo_and_still_counts(client: Client, user: User) -> None:
    done, left = GoalFactory(owner=user, title="Run"), GoalFactory(owner=user, title="Read")
    like(user, hides_done=True)
    press(client, done, status="done")
    page = read(client.get("/today/"))
    assert groups(page)["Any time 1 of 2"] == ["Read"]
    folded = page.one("details", class_="more folded")
    assert (folded.one("summary").text, folded.one("h3").text) == ("1 done, hidden", "Run")
    assert "Undo: Run" in folded.buttons()
    assert "1 of 2 done." in summary(client)
    press(client, left, status="skip")
    assert groups(read(client.get("/today/")))["Any time 1 of 2"] == ["Read"]


def test_nothing_is_folded_where_nothing_is_to_be_hidden(client: Client, user: User) -> None:
    press(client, GoalFactory(owner=user), status="done")
    assert read(client.get("/today/")).all("details", class_="more folded") == []


@pytest.mark.parametrize(("density", "shell"), [("compact", "shell compact"), ("comfortable", "shell")])
def test_rows_are_closer_where_that_was_chosen(client: Client, user: User, density: str, shell: str) -> None:
    like(user, density=density)
    assert [
        node.attrs["class"] for node in read(client.get("/today/")).all("div") if "shell" in node.attrs.get("class", "")
    ] == [shell]


def test_amounts_at_hand_have_buttons_that_add_them_whatever_is_typed(client: Client, user: User) -> None:
    amounts = ["150", "250.5"]
    goal = GoalFactory(owner=user, title="Drink", target_value=Decimal(2000), unit="ml", quick_amounts=amounts)
    buttons = [button for button in row(client, goal).all("button") if button.attrs.get("name") == "quick"]
    assert [button.attrs["aria-label"] for button in buttons] == ["Add 150 ml: Drink", "Add 250.5 ml: Drink"]
    for button in buttons:
        press(client, goal, amount="lots", **pressed(button))
    assert sorted(values(goal)) == [Decimal(150), Decimal("250.5")]
    assert press(client, goal, quick="-5").status_code == 422
    assert press(client, goal, quick="x").status_code == 422


def test_amounts_at_hand_are_there_for_a_target_under_way(client: Client, user: User) -> None:
    goal = GoalFactory(
        owner=user, title="Pages", pattern="target", target_value=Decimal(300), quick_amounts=["20"], aggregation="sum"
    )
    button = read(client.get("/today/")).one("button", name="quick")
    assert button.text == "+20"
    press(client, goal, **pressed(button))
    assert values(goal) == [Decimal(20)]


def test_amounts_at_hand_are_set_by_the_form_of_the_goal(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Drink", target_value=Decimal(2), unit="l", quick_amounts=["0.25"])
    form = read(client.get(f"/goals/{goal.pk}/edit/"))
    assert form.one("input", id="id_quick_amounts_0").attrs["value"] == "0.25"
    sent = {"title": "Drink", "times_per_period": "1", "period": "day", "time_of_day": "any", "target_value": "2"}
    sent |= {"unit": "l", "start_date": str(goal.start_date), "reserve_per_month": "0"}
    typed = {"quick_amounts_0": "0,5", "quick_amounts_2": "1.25"}
    assert client.post(f"/goals/{goal.pk}/edit/", sent | typed).status_code == 303
    goal.refresh_from_db()
    assert goal.quick_amounts == ["0.5", "1.25"]
    wrong = client.post(f"/goals/{goal.pk}/edit/", sent | {"quick_amounts_0": "1", "quick_amounts_1": "1,0"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["quick_amounts"])
    client.post(f"/goals/{goal.pk}/edit/", sent)
    goal.refresh_from_db()
    assert goal.quick_amounts is None


def test_amounts_at_hand_are_written_and_read_by_the_language(client: Client, user: User) -> None:
    """Read as English writes it, 1.125 would be more than a thousand to a German form."""
    amounts = ["0.5", "1.125"]
    goal = GoalFactory(owner=user, title="Drink", target_value=Decimal(2), unit="l", quick_amounts=amounts)
    like(user, language="de")
    form = read(client.get(f"/goals/{goal.pk}/edit/"))
    boxes = [form.one("input", id=f"id_quick_amounts_{place}").attrs.get("value") for place in range(3)]
    assert boxes == ["0,5", "1,125", None]
    sent = {"title": "Drink", "times_per_period": "1", "period": "day", "time_of_day": "any", "target_value": "2"}
    sent |= {"unit": "l", "start_date": str(goal.start_date), "reserve_per_month": "0", "quick_amounts_2": "1.000"}
    typed = {f"quick_amounts_{place}": box for place, box in enumerate(boxes) if box}
    assert client.post(f"/goals/{goal.pk}/edit/", sent | typed).status_code == 303
    goal.refresh_from_db()
    assert goal.quick_amounts == ["0.5", "1.125", "1000"]


def test_note_of_a_row_is_that_of_its_newest_check_in(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    assert row(client, goal).attrs["data-note"] == f"/goals/{goal.pk}/log/?day={FRIDAY}#id_content"
    press(client, goal, status="done")
    newest = goal.check_ins.get()
    assert row(client, goal).attrs["data-note"] == f"/checkins/{newest.pk}/edit/#id_content"
    assert len(read(client.get(f"/checkins/{newest.pk}/edit/")).all("textarea", id="id_content")) == 1
