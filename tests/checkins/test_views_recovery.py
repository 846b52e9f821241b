"""The card that helps to pick a goal up again after a missed due day."""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from checkins.models import CheckIn
from goals.models import Goal, Intention, User
from tests.checkins.today import FRIDAY, press
from tests.factories import CheckInFactory, GoalFactory, UserFactory
from tests.journal import lines
from tests.pages import Node, messages, read

pytestmark = pytest.mark.django_db

_DAY = dt.timedelta(days=1)
DONE, MISSED = "completed", "missed"


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


def lived(user: User, days: Sequence[str | None], **fields: Any) -> Goal:
    """A goal whose last days, through yesterday, went like this."""
    start = FRIDAY - len(days) * _DAY
    goal = GoalFactory(**{"owner": user, "title": "Run", "start_date": start, **fields})
    for number, status in enumerate(days):
        if status:
            CheckInFactory(goal=goal, check_in_date=start + number * _DAY, habit_completion_status=status)
    return goal


def card(client: Client) -> Node | None:
    return next(iter(read(client.get("/today/")).all("section", class_="note")), None)


def answer(client: Client, goal: Goal, plan: str, key: uuid.UUID | None = None) -> Any:
    data = {"plan": plan, "key": str(key or uuid.uuid4())}
    response = client.post(f"/goals/{goal.pk}/recovery/", data)
    assert (response.status_code, response["Location"]) == (303, "/today/")
    return response


@pytest.mark.parametrize(
    ("days", "facts"),
    [
        ([*[DONE] * 24, *[MISSED] * 4], "Yesterday didn’t happen. 24 of your last 28 days still stand."),
        ([DONE, DONE, None], "Yesterday didn’t happen. 2 of your last 3 due days still stand."),
        ([DONE, MISSED, "skipped"], "Wednesday didn’t happen. 1 of your last 2 due days still stand."),
        ([MISSED], "Yesterday didn’t happen."),
    ],
)
def test_card_tells_the_facts_after_a_missed_day(
    client: Client, user: User, days: list[str | None], facts: str
) -> None:
    lived(user, days)
    found = card(client)
    assert found is not None
    assert found.one("h2").text == "Pick up Run again"
    assert found.one("p").text == facts


@pytest.mark.parametrize("days", [[DONE], [MISSED, DONE], ["skipped"], []])
def test_no_card_without_a_missed_last_day(client: Client, user: User, days: list[str | None]) -> None:
    lived(user, days)
    assert card(client) is None


def test_no_card_once_today_is_recorded_or_on_a_past_day(client: Client, user: User) -> None:
    goal = lived(user, [MISSED])
    assert read(client.get("/today/2026-11-20/")).all("section", class_="note") != []
    assert read(client.get("/today/2026-11-19/")).all("section", class_="note") == []
    press(client, goal, status="done")
    assert card(client) is None


def test_one_card_at_most_and_none_for_a_limit(client: Client, user: User) -> None:
    limit = lived(user, [None], pattern="limit", target_value=Decimal(1), period="day")
    CheckInFactory(goal=limit, check_in_date=FRIDAY - _DAY, value_recorded=Decimal(2))
    assert card(client) is None
    lived(user, [MISSED], title="B", sort_order=2)
    lived(user, [MISSED], title="A", sort_order=3)
    found = card(client)
    assert found is not None
    assert found.one("h2").text == "Pick up B again"


def test_small_version_is_done_with_one_press_and_once(client: Client, user: User) -> None:
    goal = lived(user, [MISSED], small_version="10 min stairs")
    found = card(client)
    assert found is not None
    assert found.buttons() == ["Do 10 min stairs", "Not now"]
    key = uuid.UUID(found.one("input", name="key").attrs["value"])
    answer(client, goal, "small", key)
    assert messages(read(client.get("/today/"))) == ["Run marked done."]
    answer(client, goal, "small", key)
    row = CheckIn.objects.get(goal=goal, check_in_date=FRIDAY)
    assert (row.pk, row.habit_completion_status, row.content) == (key, DONE, "10 min stairs")


def test_not_now_lasts_seven_days(client: Client, user: User) -> None:
    goal = lived(user, [MISSED])
    answer(client, goal, "dismiss")
    assert card(client) is None
    phone = Client()
    phone.force_login(user)
    assert card(phone) is None
    assert lines(user)[-1].fields == {"recovery_from": [None, "2026-11-27"]}
    for days, is_shown in ((6, False), (7, True)):
        day = FRIDAY + days * _DAY
        with time_machine.travel(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC), tick=False):
            assert (card(client) is not None) is is_shown


def test_three_misses_in_seven_due_days_propose_half_the_amount(client: Client, user: User) -> None:
    goal = lived(user, [None] * 3, target_value=Decimal(30), unit="pages")
    found = card(client)
    assert found is not None
    assert found.buttons() == ["Make it 15 pages a day", "Not now"]
    assert Goal.objects.get().target_value == Decimal(30)
    answer(client, goal, "smaller")
    assert Goal.objects.get().target_value == Decimal(15)


def test_three_misses_propose_a_plan_for_the_small_version(client: Client, user: User) -> None:
    goal = lived(user, [MISSED] * 3, small_version="10 min stairs")
    answer(client, goal, "smaller")
    plan = Intention.objects.get(goal=goal)
    assert (plan.trigger_condition, plan.action) == (
        "it is a hard day",
        "do the small version: 10 min stairs",
    )
    answer(client, goal, "smaller")
    assert Intention.objects.count() == 1


def test_two_misses_propose_nothing_and_unknown_buttons_do_nothing(client: Client, user: User) -> None:
    goal = lived(user, [MISSED] * 2, target_value=Decimal(30))
    answer(client, goal, "smaller")
    answer(client, goal, "nonsense")
    assert Goal.objects.get().target_value == Decimal(30)
    page = read(client.get("/today/"))
    assert "Choose one of the buttons." in page.text
