"""Days off on pages: of a goal, and of everything."""

import datetime as dt

import pytest
from django.test import Client

from goals.actions import create_pause, delete_pause, pause_goal
from goals.models import Goal, Pause, User
from tests.factories import GoalFactory, PauseFactory, UserFactory, acting
from tests.pages import read

pytestmark = pytest.mark.django_db
VACATIONS = "/settings/pauses/"
JULY = {"pause-starts_on": "2030-07-01", "pause-ends_on": "2030-07-14"}


@pytest.fixture
def owner(client: Client) -> User:
    user: User = UserFactory.create()
    client.force_login(user)
    return user


def spans(goal: Goal | None = None) -> list[tuple[str, str | None]]:
    rows = Pause.objects.filter(goal=goal).order_by("starts_on")
    return [(str(row.starts_on), str(row.ends_on) if row.ends_on else None) for row in rows]


def test_days_off_of_a_goal_are_added_shown_moved_and_deleted(client: Client, owner: User) -> None:
    goal = GoalFactory.create(owner=owner)
    answer = client.post(f"/goals/{goal.pk}/pauses/", JULY)
    assert (answer.status_code, answer["Location"]) == (303, f"/goals/{goal.pk}/#pauses")
    assert "1 July 2030 through 14 July 2030" in read(client.get(f"/goals/{goal.pk}/")).one(id="pauses").text
    pause = Pause.objects.get()
    moved = {"pause-starts_on": "2030-07-02", "pause-ends_on": ""}
    assert (
        read(client.get(f"/pauses/{pause.pk}/edit/")).one("input", name="pause-starts_on").attrs["value"]
        == "2030-07-01"
    )
    assert client.post(f"/pauses/{pause.pk}/edit/", moved).status_code == 303
    assert spans(goal) == [("2030-07-02", None)]
    assert client.post(f"/pauses/{pause.pk}/delete/")["Location"] == f"/goals/{goal.pk}/#pauses"
    assert spans(goal) == []


def test_vacations_are_added_listed_moved_and_deleted(client: Client, owner: User) -> None:
    assert client.post(VACATIONS, JULY)["Location"] == VACATIONS
    client.post(VACATIONS, {"pause-starts_on": "2031-01-01", "pause-ends_on": "2031-01-01"})
    page = read(client.get(VACATIONS)).text
    assert page.index("1 January 2031") < page.index("1 July 2030 through 14 July 2030")
    pause = Pause.objects.get(starts_on="2030-07-01")
    answer = client.post(f"/pauses/{pause.pk}/edit/", {**JULY, "pause-ends_on": "2030-07-20"})
    assert answer["Location"] == VACATIONS
    assert spans() == [("2030-07-01", "2030-07-20"), ("2031-01-01", "2031-01-01")]
    assert client.post(f"/pauses/{pause.pk}/delete/")["Location"] == VACATIONS
    assert spans() == [("2031-01-01", "2031-01-01")]
    assert VACATIONS in client.get("/more/").content.decode()


@pytest.mark.parametrize("where", [VACATIONS, "/goals/{goal}/pauses/"])
def test_days_that_end_before_they_begin_are_shown_again_with_the_reason(
    client: Client, owner: User, where: str
) -> None:
    goal = GoalFactory.create(owner=owner)
    answer = client.post(where.format(goal=goal.pk), {**JULY, "pause-ends_on": "2030-06-30"})
    assert answer.status_code == 422
    page = read(answer)
    assert page.one(id="id_pause-ends_on_error").text == "Error: Choose a day that is not before the first."
    assert page.one("input", name="pause-ends_on").attrs["value"] == "2030-06-30"
    assert not Pause.objects.exists()


def test_pause_of_a_paused_goal_is_left_to_resuming(client: Client, owner: User) -> None:
    goal = GoalFactory.create(owner=owner, status="paused")
    pause = goal.pauses.get()
    page = read(client.post(f"/pauses/{pause.pk}/delete/", follow=True))
    assert "This goal is paused now. Resume it instead." in page.text
    later = {"pause-starts_on": (owner.today() + dt.timedelta(days=1)).isoformat()}
    answer = client.post(f"/pauses/{pause.pk}/edit/", later)
    assert answer.status_code == 422
    assert "This goal is paused now. Resume it instead." in read(answer).text
    assert Pause.objects.filter(pk=pause.pk).exists()


def test_closed_goal_offers_no_change_of_its_days_off(client: Client, owner: User) -> None:
    goal = GoalFactory.create(owner=owner)
    create_pause(by=acting(owner), owner=owner, goal=goal, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2020, 1, 2))
    client.post(f"/goals/{goal.pk}/status/", {"step": "complete"})
    section = read(client.get(f"/goals/{goal.pk}/")).one(id="pauses")
    assert "1 January 2020 through 2 January 2020" in section.text
    assert section.buttons() == []
    assert client.post(f"/goals/{goal.pk}/pauses/", JULY).status_code == 422


def test_days_off_of_somebody_else_are_unknown(client: Client, owner: User) -> None:
    goal = GoalFactory.create()
    pause = create_pause(by=acting(goal.owner), owner=goal.owner, starts_on=dt.date(2020, 1, 1))
    for where in (f"/pauses/{pause.pk}/edit/", f"/pauses/{pause.pk}/delete/", f"/goals/{goal.pk}/pauses/"):
        assert client.post(where, JULY).status_code == 404
    client.logout()
    for where in (f"/pauses/{pause.pk}/edit/", VACATIONS):
        assert client.get(where)["Location"].startswith("/accounts/login/")
    assert spans() == [("2020-01-01", None)]


def lead(client: Client, goal: Goal) -> str:
    return read(client.get(f"/goals/{goal.pk}/")).one("p", class_="lead").text


def test_goal_says_until_when_it_rests_by_the_pause_that_lasts_longest(client: Client, owner: User) -> None:
    goal, today = GoalFactory.create(owner=owner), owner.today()
    by, day = acting(owner), dt.timedelta(days=1)
    create_pause(by=by, owner=owner, starts_on=today + day, ends_on=today + 9 * day)
    create_pause(by=by, owner=owner, starts_on=today - 9 * day, ends_on=today - day, goal=goal)
    create_pause(by=by, owner=owner, starts_on=today, goal=GoalFactory.create(owner=owner))
    PauseFactory.create(owner=UserFactory.create(), starts_on=today)
    assert lead(client, goal) == "Every day."
    last = today + 3 * day
    create_pause(by=by, owner=owner, starts_on=today, ends_on=last, goal=goal)
    assert lead(client, goal) == f"Every day. Days off through {last:%A} {last.day} {last:%B}."
    create_pause(by=by, owner=owner, starts_on=today)
    assert lead(client, goal) == "Every day. Days off, without an end yet."


def test_today_tells_a_vacation_and_paused_goals_from_having_none(client: Client, owner: User) -> None:
    def said() -> str:
        return read(client.get("/today/")).one("section", class_="empty").text

    assert said().startswith("Start with one goal")
    goal = GoalFactory.create(owner=owner)
    vacation = create_pause(by=acting(owner), owner=owner, starts_on=owner.today())
    assert said() == "Nothing is due Vacation, without an end yet All goals"
    delete_pause(by=acting(owner), pause=vacation)
    create_pause(by=acting(owner), owner=owner, starts_on=owner.today(), ends_on=owner.today())
    assert "Nothing is due Vacation through " in said()
    assert f"Next: {goal.title}, " in said()
    pause_goal(by=acting(owner), goal=goal)
    assert said().startswith("Nothing is due Your goals are paused until you resume them. Paused goals")
