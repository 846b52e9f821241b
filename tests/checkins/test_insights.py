"""Insights over REST and on the goal's page: listed, filtered, put aside."""

import pytest
from django.test import Client

from checkins.actions import dismiss_insight
from checkins.models import Insight
from tests.api import Caller, caller, queries_of
from tests.factories import CheckInFactory, GoalFactory, InsightFactory, UserFactory, acting
from tests.journal import actions, assert_journal_is_whole
from tests.pages import read

pytestmark = pytest.mark.django_db
PATH = "/api/v1/insights/"


@pytest.fixture
def call() -> Caller:
    return caller()


def test_dismissing_again_keeps_the_time_and_writes_nothing() -> None:
    insight = InsightFactory.create()
    by = acting(insight.owner)
    first = dismiss_insight(by=by, insight=insight).dismissed_at
    assert dismiss_insight(by=by, insight=insight).dismissed_at == first is not None
    assert actions(insight.owner)[-2:] == [("insight", "created"), ("insight", "dismissed")]
    assert_journal_is_whole(insight.owner)


def test_list_is_narrowed_by_kind_goal_and_dismissal(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, pattern="target", target_value=100)
    CheckInFactory.create(goal=goal, value_recorded=30)
    other = InsightFactory.create(goal=GoalFactory.create(owner=call.user), kind="suggestion")
    InsightFactory.create()
    aside = call.post(f"{PATH}{other.pk}/dismiss/").json()
    assert aside["dismissed_at"] is not None

    def found(**query: str) -> list[str]:
        return [row["kind"] for row in call.get(PATH, query).json()["results"]]

    assert found() == ["suggestion", "threshold"]
    assert found(kind="threshold") == found(goal=str(goal.pk)) == found(dismissed="false") == ["threshold"]
    assert found(dismissed="true") == ["suggestion"]


def test_insight_carries_its_figures(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, title="Save", pattern="target", target_value=100)
    CheckInFactory.create(goal=goal, value_recorded=30)
    row = call.get(PATH).json()["results"][0]
    assert (row["message"], row["numbers"], row["goal"]) == (
        "Save: 25% is done.",
        {"percent": 30, "value": "30"},
        str(goal.pk),
    )


def test_list_costs_the_same_for_one_and_three(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user)
    InsightFactory.create(goal=goal)
    one = queries_of(call, PATH)
    InsightFactory.create_batch(2, goal=goal)
    assert queries_of(call, PATH) == one


def test_page_shows_open_insights_escaped_and_puts_them_aside(client: Client) -> None:
    insight = InsightFactory.create(message="<b>Half</b> is done.")
    where = f"/goals/{insight.goal_id}/"
    client.force_login(insight.owner)
    page = read(client.get(where))
    assert "<b>Half</b> is done." in page.one(id="insights").text
    answer = client.post(f"/insights/{insight.pk}/dismiss/")
    assert (answer.status_code, answer["Location"]) == (303, where)
    assert not read(client.get(where)).all(id="insights")
    assert client.get(f"/insights/{insight.pk}/dismiss/").status_code == 405


def test_insight_of_somebody_else_is_unknown(client: Client) -> None:
    insight = InsightFactory.create()
    client.force_login(UserFactory.create())
    assert client.post(f"/insights/{insight.pk}/dismiss/").status_code == 404
    client.logout()
    assert client.post(f"/insights/{insight.pk}/dismiss/")["Location"].startswith("/accounts/login/")
    assert Insight.objects.get(pk=insight.pk).dismissed_at is None
