"""The coach over REST."""

import datetime as dt
import json
import uuid
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from rest_framework.throttling import UserRateThrottle

from checkins.models import CheckIn
from coaching.models import Capture, Conversation, Message, Proposal
from coaching.rate import MessageRate
from coaching.tools import TOOLS
from tests.api import Caller, caller, queries_of, refused
from tests.factories import ConversationFactory, GoalFactory, MessageFactory, ProposalFactory
from tests.test_api_hostile import ODD, VALUES

pytestmark = pytest.mark.django_db
CONVERSATIONS = "/api/v1/coach/conversations/"


@pytest.fixture
def call() -> Caller:
    return caller()


@pytest.fixture
def messages(call: Caller) -> str:
    return f"{CONVERSATIONS}{ConversationFactory.create(owner=call.user).pk}/messages/"


def test_conversation_is_begun_listed_and_deleted(call: Caller) -> None:
    made = call.post(CONVERSATIONS, {"title": "Spring"})
    assert (made.status_code, made.json()["title"]) == (201, "Spring")
    path = f"{CONVERSATIONS}{made.json()['id']}/"
    assert call.get(path).json() == made.json()
    assert [each["id"] for each in call.get(CONVERSATIONS).json()["results"]] == [made.json()["id"]]
    call.post(f"{path}messages/", {"text": "Hello"})
    assert call.delete(path).status_code == 204
    assert (Conversation.objects.count(), Message.objects.count()) == (0, 0)


def test_message_is_answered_and_recorded(call: Caller, messages: str) -> None:
    goal = GoalFactory.create(owner=call.user, title="Yoga")
    sent = call.post(messages, {"text": "Did yoga today"})
    body = sent.json()
    assert (sent.status_code, body["role"], body["number"]) == (201, "coach", 2)
    (capture,) = body["captures"]
    assert (capture["tool"], capture["goal"], capture["told"]) == ("record_check_in", str(goal.pk), "Yoga: Done, today")
    assert str(CheckIn.objects.get(goal=goal).pk) == capture["entity_id"]
    assert body["segments"][0]["mode"] == "TRACK_PROGRESS"
    assert body["saw"] == {"goals": 1, "days": 0}
    listed = call.get(messages).json()["results"]
    assert [each["number"] for each in listed] == [2, 1]
    assert listed[0] == body
    assert (listed[1]["role"], listed[1]["text"], listed[1]["captures"]) == ("person", "Did yoga today", [])


def test_segment_names_the_goal_that_it_is_about(call: Caller, messages: str) -> None:
    goal = GoalFactory.create(owner=call.user, title="Yoga")
    told = [call.post(messages, {"text": text}).json()["segments"][0] for text in ("How is yoga going?", "Hello")]
    assert [segment["goal"] for segment in told] == [str(goal.pk), None]


def test_segment_of_an_earlier_version_names_none(call: Caller, messages: str) -> None:
    call.post(messages, {"text": "Hello"})
    reply = Message.objects.get(role="coach")
    kept = {name: value for name, value in reply.segments[0].items() if name != "goal"}
    Message.objects.filter(pk=reply.pk).update(segments=[kept])
    assert call.get(messages).json()["results"][0]["segments"][0]["goal"] is None


def test_what_was_recorded_can_be_taken_back(call: Caller, messages: str) -> None:
    GoalFactory.create(owner=call.user, title="Yoga")
    (capture,) = call.post(messages, {"text": "Did yoga today"}).json()["captures"]
    path = f"/api/v1/coach/captures/{capture['id']}/undo/"
    undone = call.post(path)
    assert (undone.status_code, undone.json()["can_be_undone"]) == (200, False)
    assert CheckIn.objects.count() == 0
    assert call.post(path).json() == undone.json()


def test_same_id_again_is_the_same_reply(call: Caller, messages: str) -> None:
    GoalFactory.create(owner=call.user, title="Run", pattern="target", target_value=100, unit="km", aggregation="sum")
    sent = {"id": str(uuid.uuid4()), "text": "Ran 5 km"}
    first, again = call.post(messages, sent), call.post(messages, sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert CheckIn.objects.get().value_recorded == Decimal(5)


def test_id_of_another_conversation_is_refused(call: Caller, messages: str) -> None:
    taken = MessageFactory.create()
    assert refused(call.post(messages, {"id": str(taken.pk), "text": "Hello"})) == (400, "VALIDATION_ERROR")
    assert Message.objects.count() == 2


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001, None, 5, "a\x07b", "\u202eabc"])
def test_text_must_be_text_of_up_to_4000_characters(call: Caller, messages: str, text: Any) -> None:
    assert refused(call.post(messages, {"text": text})) == (400, "VALIDATION_ERROR")
    assert Message.objects.count() == 0


def test_longest_message_is_read(call: Caller, messages: str) -> None:
    assert call.post(messages, {"text": ("word " * 800).strip()}).status_code == 201


def events(response: Any) -> list[tuple[str, Any]]:
    text = b"".join(response.streaming_content).decode()
    found = []
    for block in text.strip().split("\n\n"):
        first, *rest = block.split("\n")
        data = "\n".join(line.removeprefix("data: ") for line in rest)
        found.append((first.removeprefix("event: "), json.loads(data)))
    return found


def test_reply_is_streamed_to_who_asks_for_events(call: Caller, messages: str) -> None:
    GoalFactory.create(owner=call.user, title="Yoga")
    response = call.post(messages, {"text": "Did yoga today"}, headers={"Accept": "text/event-stream"})
    assert (response.status_code, response["Content-Type"]) == (201, "text/event-stream")
    assert response["Cache-Control"] == "no-store"
    names = events(response)
    assert [name for name, _data in names] == ["segment", "reply"]
    assert names[0][1] == names[1][1]["segments"][0]
    assert names[1][1] == call.get(messages).json()["results"][0]


def test_refusals_are_json_for_who_asks_for_events_too(call: Caller, messages: str) -> None:
    events_please = {"Accept": "text/event-stream"}
    assert refused(call.post(messages, {"text": ""}, headers=events_please)) == (400, "VALIDATION_ERROR")
    response = call.post(
        messages.replace(messages.split("/")[5], str(uuid.uuid4())), {"text": "Hi"}, headers=events_please
    )
    assert refused(response) == (404, "NOT_FOUND")
    assert response["Content-Type"].startswith("application/json")


def test_too_many_messages_are_429_with_when_to_come_back(
    call: Caller, messages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MessageRate, "THROTTLE_RATES", {"coach": "2/hour"})
    assert [call.post(messages, {"text": "Hello"}).status_code for _ in range(2)] == [201, 201]
    response = call.post(messages, {"text": "Hello"})
    assert refused(response) == (429, "RATE_LIMITED")
    assert 0 < int(response["Retry-After"]) <= 3600
    assert call.get(messages).status_code == 200
    assert Message.objects.count() == 4


def test_messages_are_filtered_and_paged(call: Caller, messages: str) -> None:
    for _ in range(2):
        call.post(messages, {"text": "Hello"})
    assert call.get(messages, {"role": "person"}).json()["total"] == 2
    assert [each["number"] for each in call.get(messages, {"after": 3}).json()["results"]] == [4]
    assert call.get(messages, {"page_size": 1}).json()["next"] is not None
    assert refused(call.get(messages, {"page_size": 101})) == (400, "VALIDATION_ERROR")
    assert refused(call.get(messages, {"rolle": "coach"})) == (400, "UNKNOWN_PARAMETER")


def test_messages_are_read_with_the_same_queries_however_many(call: Caller, messages: str) -> None:
    GoalFactory.create(owner=call.user, title="Yoga")
    call.post(messages, {"text": "Did yoga today"})
    few = queries_of(call, messages)
    for day in ("yesterday", "on Monday"):
        call.post(messages, {"text": f"Did yoga {day}"})
    assert queries_of(call, messages) == few


def test_proposal_is_confirmed_once_and_discarded_never_after(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, period="week", times_per_period=4)
    proposal = ProposalFactory.create(goal=goal)
    path = f"/api/v1/proposals/{proposal.pk}/"
    assert call.get(path).json()["status"] == "waiting"
    confirmed = call.post(f"{path}confirm/")
    assert (confirmed.status_code, confirmed.json()["status"]) == (200, "confirmed")
    assert call.post(f"{path}confirm/").json() == confirmed.json()
    assert refused(call.post(f"{path}discard/")) == (409, "PROPOSAL_DECIDED")
    goal.refresh_from_db()
    assert goal.times_per_period == 2


def test_expired_proposal_is_410_and_listed_as_expired(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, period="week", times_per_period=4)
    proposal = ProposalFactory.create(goal=goal)
    with time_machine.travel(proposal.expires_at + dt.timedelta(seconds=1), tick=False):
        assert refused(call.post(f"/api/v1/proposals/{proposal.pk}/confirm/")) == (410, "PROPOSAL_EXPIRED")
        assert [each["status"] for each in call.get("/api/v1/proposals/").json()["results"]] == ["expired"]
        assert call.get("/api/v1/proposals/", {"status": "expired"}).json()["total"] == 1
        assert call.get("/api/v1/proposals/", {"status": "waiting"}).json()["total"] == 0
    goal.refresh_from_db()
    assert goal.times_per_period == 4


def test_proposals_are_filtered(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, period="week", times_per_period=4)
    proposal = ProposalFactory.create(goal=goal)
    ProposalFactory.create()
    conversation = proposal.message.conversation_id
    for query in ({}, {"status": "waiting"}, {"goal": str(goal.pk)}, {"conversation": str(conversation)}):
        assert [each["id"] for each in call.get("/api/v1/proposals/", query).json()["results"]] == [str(proposal.pk)]
    for status in ("discarded", "confirmed", "expired"):
        assert call.get("/api/v1/proposals/", {"status": status}).json()["total"] == 0


def test_tools_are_documented(call: Caller) -> None:
    listed = call.get("/api/v1/coach/tools/").json()["results"]
    assert [each["name"] for each in listed] == list(TOOLS)
    recorded = next(each for each in listed if each["name"] == "record_check_in")
    assert (recorded["scope"], recorded["risk"], recorded["can_be_undone"]) == ("write", "low", True)
    assert recorded["arguments"]["properties"]["goal_id"]["format"] == "uuid"
    assert recorded["arguments"]["additionalProperties"] is False
    assert "owner" not in json.dumps([each["arguments"]["properties"] for each in listed])


class HostileInput(TestCase):
    call: Caller
    path: str

    @classmethod
    def setUpTestData(cls) -> None:
        cls.call = caller()
        GoalFactory.create(owner=cls.call.user, title="Yoga")
        cls.path = f"{CONVERSATIONS}{ConversationFactory.create(owner=cls.call.user).pk}/messages/"

    def setUp(self) -> None:
        patch = pytest.MonkeyPatch()
        self.addCleanup(patch.undo)
        for throttle in (UserRateThrottle, MessageRate):
            patch.setattr(throttle, "allow_request", lambda *args: True)

    def send(self, path: str, body: Any) -> Any:
        raw = json.dumps(body).encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")
        response = self.call.generic("POST", path, raw.encode("utf-8", "surrogatepass"), "application/json")  # type: ignore[arg-type]
        assert response.status_code < 500, response.content
        assert response["Content-Type"].startswith("application/json")
        return response

    @given(st.dictionaries(st.sampled_from(["text", "id", "title"]), VALUES, max_size=3))
    def test_any_body(self, body: Any) -> None:
        self.send(self.path, body)
        self.send(CONVERSATIONS, body)

    @given(ODD | st.text(max_size=200))
    def test_any_text(self, text: str) -> None:
        response = self.send(self.path, {"text": text})
        assert response.status_code in (201, 400)

    @given(VALUES)
    def test_decisions_take_no_body(self, value: Any) -> None:
        for path in ("proposals/x/confirm/", "proposals/x/discard/", "coach/captures/x/undo/"):
            assert self.send(f"/api/v1/{path}", {"x": value}).status_code in (400, 404)


def test_nothing_of_a_deleted_conversation_is_left(call: Caller, messages: str) -> None:
    GoalFactory.create(owner=call.user, title="Yoga")
    call.post(messages, {"text": "Did yoga today, canary"})
    call.post(messages, {"text": "Ran canary and did yoga yesterday and yoga on Monday"})
    assert call.delete(messages.removesuffix("messages/")).status_code == 204
    assert [model.objects.count() for model in (Message, Capture, Proposal)] == [0, 0, 0]
    assert "canary" not in json.dumps(call.get("/api/v1/changes/?page_size=100").json())
    assert CheckIn.objects.count() > 0
