"""Insights over REST and on the goal's page: listed, filtered, put aside."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from checkins.actions import dismiss_insight
from checkins.models import Insight
from goals.models import Change
from tests.api import Caller, caller, queries_of, refused
from tests.checkins.histories import NOW, begun, lived, no_friday
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
    assert found(dismissed="") == ["suggestion", "threshold"]


@pytest.mark.parametrize("word", ["maybe", "1", "True", "2"])
def test_dismissal_is_true_or_false(call: Caller, word: str) -> None:
    answer = call.get(PATH, {"dismissed": word})
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert answer.json()["fields"] == {"dismissed": ["Write true or false."]}


def test_insight_carries_its_figures(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, title="Save", pattern="target", target_value=100)
    CheckInFactory.create(goal=goal, value_recorded=30)
    row = call.get(PATH).json()["results"][0]
    assert (row["message"], row["numbers"], row["goal"]) == (
        "Save: 25% is done.",
        {"percent": 30, "value": "30", "threshold": 25},
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


# --- Found on request ---------------------------------------------------------------------------------------------


@pytest.fixture
def on_a_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.usefixtures("on_a_day")
def test_looking_for_insights_answers_how_many_came(call: Caller) -> None:
    goal = lived(begun(call.user, title="Run"), no_friday)
    answers = [call.post(f"{PATH}refresh/") for _ in range(2)]
    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (200, {"new": 3, "renewed": 0, "retired": 0}),
        (200, {"new": 0, "renewed": 0, "retired": 0}),
    ]
    row = call.get(PATH, {"kind": "pattern", "goal": str(goal.pk)}).json()["results"]
    assert [(one["code"], one["message"], one["sample_size"]) for one in row] == [
        ("weekday_less", "Run: done on 0 of 26 Fridays, on 156 of 156 other days.", 182)
    ]
    source = Change.objects.filter(owner=call.user, entity="insight").values_list("source", flat=True)
    assert set(source) == {"api"}


def test_looking_takes_no_words_and_not_often(call: Caller) -> None:
    assert refused(call.post(f"{PATH}refresh/", {"goal": "all"})) == (400, "VALIDATION_ERROR")
    answers = [call.post(f"{PATH}refresh/") for _ in range(20)]
    assert {answer.status_code for answer in answers[:19]} == {200}
    assert refused(answers[19]) == (429, "RATE_LIMITED")
    assert int(answers[19]["Retry-After"]) > 0


def test_goal_filter_knows_both_goals_of_a_pair(call: Caller) -> None:
    one, other = GoalFactory.create(owner=call.user), GoalFactory.create(owner=call.user)
    pair = InsightFactory.create(goal=one, other_goal=other, kind="correlation")
    InsightFactory.create(goal=one)
    found = call.get(PATH, {"goal": str(other.pk)}).json()["results"]
    assert [row["id"] for row in found] == [str(pair.pk)]
    assert found[0]["other_goal"] == str(other.pk)


def test_list_of_pairs_costs_the_same_for_one_and_three(call: Caller) -> None:
    def pair() -> None:
        goals = GoalFactory.create_batch(2, owner=call.user)
        InsightFactory.create(
            goal=goals[0],
            other_goal=goals[1],
            code="pair",
            numbers=dict.fromkeys(("kept", "of", "other_kept", "other_of"), 1),
        )

    pair()
    one = queries_of(call, PATH)
    pair()
    pair()
    assert queries_of(call, PATH) == one
