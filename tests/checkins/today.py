"""The buttons of Today as a test presses them, and what is there afterwards."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.test import Client

from checkins.models import CheckIn
from goals.models import Goal
from tests.pages import Node, read

FRIDAY = dt.date(2026, 11, 20)


def press(client: Client, goal: Goal, day: dt.date = FRIDAY, key: Any = None, htmx: bool = False, **button: Any) -> Any:
    data = {"date": day.isoformat(), "key": str(key or uuid.uuid4()), **button}
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/today/"} if htmx else {}
    return client.post(f"/goals/{goal.pk}/checkins/", data, headers=headers)


def pressed(button: Node) -> dict[str, Any]:
    return {button.attrs["name"]: button.attrs["value"]}


def row(client: Client, goal: Goal, day: dt.date = FRIDAY) -> Node:
    return read(client.get(f"/today/{day}/")).one("li", id=f"g-{goal.pk}").one("div", class_="goal")


def summary(client: Client, day: dt.date = FRIDAY) -> str:
    return read(client.get(f"/today/{day}/")).one(id="summary").text


def statuses(goal: Goal) -> list[str | None]:
    return list(CheckIn.objects.filter(goal=goal).values_list("habit_completion_status", flat=True))


def values(goal: Goal) -> list[Decimal]:
    return [value.normalize() for value in CheckIn.objects.filter(goal=goal).values_list("value_recorded", flat=True)]
