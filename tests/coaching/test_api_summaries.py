"""Summaries over REST."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis.extra.django import TestCase
from rest_framework.throttling import UserRateThrottle

from coaching.models import UserSummary
from tests.api import Caller, caller, queries_of, refused
from tests.factories import CheckInFactory, GoalFactory, SummaryFactory
from tests.test_api_hostile import ODD, VALUES

pytestmark = pytest.mark.django_db
SUMMARIES = "/api/v1/summaries/"
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def call() -> Caller:
    return caller()


def test_running_week_is_made_and_then_brought_up_to_date(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, title="Run", start_date=NOON.date() - 30 * DAY)
    made = call.post(SUMMARIES, {"period": "weekly"})
    assert made.status_code == 201
    same = call.post(SUMMARIES, {"period": "weekly"})
    assert (same.status_code, same.json()) == (200, made.json())
    CheckInFactory(goal=goal)
    again = call.post(SUMMARIES, {"period": "weekly"})
    assert (again.status_code, again.json()["id"]) == (200, made.json()["id"])
    body = call.get(f"{SUMMARIES}{made.json()['id']}/").json()
    assert body == again.json()
    said = {name: body[name] for name in ("period", "starts_on", "ends_on", "as_of", "is_final", "text")}
    assert said == {
        "period": "weekly",
        "starts_on": "2026-11-16",
        "ends_on": "2026-11-22",
        "as_of": "2026-11-18",
        "is_final": False,
        "text": "1 of 3 done. 0 of 3 in the same days of the week before.",
    }
    line = {
        "goal": str(goal.pk),
        "title": "Run",
        "code": "kept",
        "message": "1 of 3 done, 0 of 3 before.",
        "numbers": {"kept": 1, "judged": 3, "kept_before": 0, "judged_before": 3},
    }
    assert (body["moved"], body["stood_still"]) == ([line], [])
    assert (body["next_step"]["code"], body["next_step"]["goal"]) == ("plan", str(goal.pk))


def test_day_chooses_which_week(call: Caller) -> None:
    body = call.post(SUMMARIES, {"period": "weekly", "day": "2026-11-10"}).json()
    assert (body["starts_on"], body["is_final"]) == ("2026-11-09", True)
    assert (body["next_step"]["goal"], body["next_step"]["title"]) == (None, None)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({}, "period"),
        ({"period": "yearly"}, "period"),
        ({"period": "weekly", "day": "2026-11-19"}, "day"),
        ({"period": "weekly", "day": "2020-01-01"}, "day"),
        ({"period": "weekly", "week": 3}, "week"),
    ],
)
def test_what_cannot_be_summed_up_names_the_field(call: Caller, asked: Any, name: str) -> None:
    response = call.post(SUMMARIES, asked)
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert list(response.json()["fields"]) == [name]
    assert not UserSummary.objects.exists()


def test_list_is_newest_first_and_narrowed_by_period_and_days(call: Caller) -> None:
    made = [
        SummaryFactory.create(owner=call.user, period=period, day=NOON.date() - back * DAY)
        for period, back in (("monthly", 30), ("weekly", 7), ("weekly", 0))
    ]
    SummaryFactory.create()
    ids = [str(summary.pk) for summary in reversed(made)]

    def listed(query: str = "") -> list[str]:
        return [row["id"] for row in call.get(f"{SUMMARIES}?{query}").json()["results"]]

    assert listed() == ids
    assert listed("period=weekly") == ids[:2]
    assert listed("date_from=2026-11-16") == ids[:1]
    assert listed("date_to=2026-10-31") == ids[2:]
    assert refused(call.get(f"{SUMMARIES}?period=daily")) == (400, "VALIDATION_ERROR")
    assert refused(call.get(f"{SUMMARIES}?perod=weekly")) == (400, "UNKNOWN_PARAMETER")


def test_unchanged_list_is_not_sent_again(call: Caller) -> None:
    SummaryFactory.create(owner=call.user)
    tag = call.get(SUMMARIES)["ETag"]
    assert call.get(SUMMARIES, headers={"If-None-Match": tag}).status_code == 304
    GoalFactory.create(owner=call.user)
    assert call.get(SUMMARIES, headers={"If-None-Match": tag}).status_code == 200


def test_list_costs_the_same_for_one_summary_and_three(call: Caller) -> None:
    costs = []
    for back in (0, 7, 14):
        GoalFactory.create_batch(2, owner=call.user, pattern="target", start_date=NOON.date() - 60 * DAY)
        SummaryFactory.create(owner=call.user, day=NOON.date() - back * DAY)
        costs.append(queries_of(call, SUMMARIES))
    assert costs[0] == costs[2] <= 4


class HostileSummaries(TestCase):
    call: Caller

    @classmethod
    def setUpTestData(cls) -> None:
        cls.call = caller()

    @given(VALUES, VALUES, ODD.filter(lambda text: text.isprintable()))
    def test_any_input_is_answered(self, period: Any, day: Any, text: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(UserRateThrottle, "allow_request", lambda *args: True)
            for asked in ({"period": period}, {"period": "weekly", "day": day}, {"period": "monthly", "day": text}):
                raw = _raw(asked)
                response = self.call.generic("POST", SUMMARIES, raw, "application/json")
                assert response.status_code in (200, 201, 400), response.content
            assert self.call.get(SUMMARIES, {"date_from": text}).status_code in (200, 400)


def _raw(body: Any) -> str:
    return json.dumps(body).encode("utf-8", "surrogatepass").decode()
