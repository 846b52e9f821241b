"""The stages: what they load, remember, log, and how many statements that takes."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import structlog
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkins.models import CheckIn
from coaching import handlers
from coaching.actions import send_message
from coaching.actions.messages import Busy
from coaching.commands import (
    CancelCommand,
    CheckInCommand,
    Intent,
    KnownGoal,
    Mode,
    Reading,
    ReviewCommand,
    Utterance,
)
from coaching.handlers.track import track
from coaching.models import Capture, Conversation, ConversationState, Message
from goals.actions import update_goal
from goals.models import Goal, User
from goals.models.choices import Source
from tests.coaching.scripted import Scripted, intents_of, means
from tests.factories import (
    CheckInFactory,
    ConversationFactory,
    GoalFactory,
    MessageFactory,
    MilestoneFactory,
    UserFactory,
    acting,
)
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)


@pytest.fixture
def owner() -> User:
    user: User = UserFactory.create()
    return user


@pytest.fixture
def talk(owner: User) -> Conversation:
    conversation: Conversation = ConversationFactory.create(owner=owner)
    return conversation


def say(talk: Conversation, text: str) -> Message:
    return send_message(by=acting(talk.owner, Source.COACH), conversation=talk, text=text)


def state(talk: Conversation) -> ConversationState:
    return ConversationState.objects.get(conversation=talk)


def done(title: str, **values: Any) -> Any:
    """A check-in of the goal with this title, as understood."""

    def reader(utterance: Utterance) -> Reading:
        goal = next((each for each in utterance.goals if each.title == title), None)
        command = CheckInCommand(goal=goal, date=utterance.now.date(), **values)
        return Reading(intents_of(utterance, Mode.TRACK_PROGRESS), (command,), clarify=goal is None)

    return reader


def remembered() -> KnownGoal | None:
    """The goal that the interpreter was told the talk is about."""
    return Scripted.heard[-1].last_goal


def statements(call: Any) -> int:
    """Without those that open and close transactions."""
    with CaptureQueriesContext(connection) as captured:
        call()
    framing = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return sum(not query["sql"].startswith(framing) for query in captured.captured_queries)


READS = {
    "Hello": means(Mode.SMALLTALK),
    "Who are you?": means(Mode.META),
    "What should I do?": means(Mode.CONSULT),
    "Hello, how am I doing, and what next?": lambda heard: Reading(
        intents_of(heard, Mode.TRACK_PROGRESS, Mode.CONSULT, Mode.SMALLTALK), (ReviewCommand(),)
    ),
    "Hm": lambda heard: Reading(abstains=True),
}


def test_answer_takes_at_most_twelve_statements_whatever_the_history(
    owner: User, talk: Conversation, script: dict[str, Any]
) -> None:
    script.update(READS)
    counts: dict[str, set[int]] = {text: set() for text in READS}
    for goals, days, messages in ((1, 2, 0), (6, 60, 30)):
        for number in range(goals):
            begun = owner.today() - dt.timedelta(days=days)
            goal = GoalFactory.create(owner=owner, title=f"Goal {goals} {number}", start_date=begun)
            for ago in range(0, days, 3):
                CheckInFactory.create(goal=goal, check_in_date=owner.today() - dt.timedelta(days=ago))
            MilestoneFactory.create_batch(number, goal=goal)
        for _ in range(messages):
            MessageFactory.create(conversation=talk, text="Hm")
        for text in READS:
            counts[text].add(statements(lambda text=text: say(talk, text)))
    assert {text: max(found) for text, found in counts.items() if max(found) > 12} == {}
    assert {text: found for text, found in counts.items() if len(found) > 1} == {}


def test_answer_that_proposes_takes_at_most_twelve_statements_too(
    owner: User, talk: Conversation, script: dict[str, Any]
) -> None:
    script["How, and what next?"] = READS["Hello, how am I doing, and what next?"]
    begun = owner.today() - dt.timedelta(days=40)
    for number in range(3):
        goal = GoalFactory.create(owner=owner, title=f"Read {number}", target_value=10, unit="pages", start_date=begun)
        CheckInFactory.create(goal=goal, value_recorded=Decimal(2), check_in_date=owner.today())
        update_goal(by=acting(owner), goal=goal, target_value=8)
    assert statements(lambda: say(talk, "How, and what next?")) <= 12
    assert Message.objects.get(role="coach").proposals.count() == 1


def test_recording_adds_the_statements_of_its_action_and_no_more_with_the_history(
    owner: User, talk: Conversation, script: dict[str, Any]
) -> None:
    goal = GoalFactory.create(owner=owner, title="Run", target_value=5, unit="km")
    script["Ran"] = done("Run", value=Decimal(1))
    say(talk, "Ran")
    few = statements(lambda: say(talk, "Ran"))
    for ago in range(1, 40):
        CheckInFactory.create(goal=goal, check_in_date=owner.today() - dt.timedelta(days=ago), value_recorded=1)
    GoalFactory.create_batch(5, owner=owner)
    assert statements(lambda: say(talk, "Ran")) == few <= 24


def test_interpreter_hears_goals_as_data_and_the_persons_own_clock(
    owner: User, talk: Conversation, script: dict[str, Any]
) -> None:
    owner.timezone, owner.day_starts_at = "Asia/Tokyo", 3
    owner.save()
    goal = GoalFactory.create(owner=owner, title="Save", pattern="target", currency="EUR", target_value=10)
    MilestoneFactory.create(goal=goal, title="Half")
    GoalFactory.create(owner=owner, status="archived")
    GoalFactory.create()
    with time_machine.travel(NOON, tick=False):
        say(talk, "Hm")
    heard = Scripted.heard[-1]
    assert heard.goals == (KnownGoal("Save", "target", "EUR", ("Half",), goal.pk),)
    assert (heard.now.isoformat(), heard.day_starts_at) == ("2026-11-27T21:00:00+09:00", 3)


def test_goal_of_the_talk_is_remembered_and_fades(owner: User, talk: Conversation, script: dict[str, Any]) -> None:
    goal = GoalFactory.create(owner=owner, title="Run", value_category="health")
    script["Ran"] = done("Run", status="completed")
    with time_machine.travel(NOON, tick=False) as clock:
        say(talk, "Ran")
        held = state(talk)
        assert (held.last_goal, held.last_goal_mention, held.primary_goal_domain) == (goal, NOON, "health")
        assert (held.topics, held.intents, held.turn) == ({str(goal.pk): 1.0}, {"TRACK_PROGRESS": 1.0}, 1)
        clock.shift(dt.timedelta(minutes=5))
        say(talk, "Hm")
        assert remembered() == KnownGoal("Run", "recurring", None, (), goal.pk)
        assert 0.5 < state(talk).topics[str(goal.pk)] < 0.6
        clock.shift(dt.timedelta(minutes=30))
        say(talk, "Hm")
        assert remembered() is None
        assert state(talk).topics == {}


def test_goal_that_asks_for_something_today_is_suggested(
    owner: User, talk: Conversation, script: dict[str, Any]
) -> None:
    goal = GoalFactory.create(owner=owner, title="Run")
    script["Hello"], script["Ran"] = means(Mode.SMALLTALK), done("Run", status="completed")
    assert "Still open today: Run." in say(talk, "Hello").said
    assert state(talk).suggested_check_in == goal
    say(talk, "Ran")
    assert "Nothing more is due today." in say(talk, "Hello").said
    assert state(talk).suggested_check_in is None


def test_mode_that_breaks_costs_its_own_part_and_its_writes(
    owner: User, talk: Conversation, script: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    GoalFactory.create(owner=owner, title="Run")
    script["Hello, ran"] = lambda heard: Reading(
        intents_of(heard, Mode.TRACK_PROGRESS, Mode.SMALLTALK), done("Run", status="completed")(heard).commands
    )

    def breaks(turn: Any) -> Any:
        yield from track(turn)
        raise RuntimeError(turn.text)

    monkeypatch.setitem(handlers.HANDLERS, Mode.TRACK_PROGRESS, breaks)
    with structlog.testing.capture_logs() as logs:
        reply = say(talk, "Hello, ran")
    assert reply.said == "Hello."
    assert (CheckIn.objects.count(), Capture.objects.count()) == (0, 0)
    assert [log for log in logs if log["event"] == "coach_mode_broke"] == [
        {"event": "coach_mode_broke", "mode": "TRACK_PROGRESS", "error": "RuntimeError", "log_level": "error"}
    ]
    assert "ran" not in str(logs)
    assert_journal_is_whole(owner)


def test_answer_is_never_empty(owner: User, talk: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(turn: Any) -> Any:
        raise RuntimeError

    for mode in Mode:
        monkeypatch.setitem(handlers.HANDLERS, mode, breaks)
    assert "Nothing was recorded or changed." in say(talk, "Hello").said


def test_what_somebody_wrote_while_a_message_was_read_is_read_again(
    owner: User, talk: Conversation, script: dict[str, Any]
) -> None:
    goal = GoalFactory.create(owner=owner, title="Run")

    def slow(heard: Utterance) -> Reading:
        if len(Scripted.heard) == 1:
            update_goal(by=acting(owner), goal=goal, title="Swim")
        return Reading(intents_of(heard, Mode.TRACK_PROGRESS), (ReviewCommand(goal=heard.goals[0]),))

    script["How?"] = slow
    assert say(talk, "How?").said.startswith("Swim:")
    assert len(Scripted.heard) == 2


def test_message_that_never_gets_a_quiet_moment_is_refused_and_leaves_nothing(
    owner: User, talk: Conversation, script: dict[str, Any]
) -> None:
    goal = GoalFactory.create(owner=owner)

    def slow(heard: Utterance) -> Reading:
        update_goal(by=acting(owner), goal=Goal.objects.get(), title=f"Swim {len(Scripted.heard)}")
        return Reading(abstains=True)

    script["How?"] = slow
    with pytest.raises(Busy):
        say(talk, "How?")
    assert (Message.objects.count(), goal.pk) == (0, Goal.objects.get().pk)


def test_unsure_reading_is_proposed_not_recorded(owner: User, talk: Conversation, script: dict[str, Any]) -> None:
    GoalFactory.create(owner=owner, title="Run")
    script["Kind of ran"] = done("Run", status="completed", confidence=0.5)
    reply = say(talk, "Kind of ran")
    assert CheckIn.objects.count() == 0
    assert [each.shown[0]["after"] for each in reply.proposals.all()] == ["Run: Done, today"]


def test_reading_that_wants_to_ask_back_writes_nothing(owner: User, talk: Conversation, script: dict[str, Any]) -> None:
    GoalFactory.create(owner=owner, title="Run")

    def unsure(heard: Utterance) -> Reading:
        sure: Reading = done("Run", status="completed")(heard)
        return replace(sure, clarify=True)

    def undo(heard: Utterance) -> Reading:
        return Reading(intents_of(heard, Mode.TRACK_PROGRESS), (CancelCommand(what="last"),), clarify=True)

    script["Ran"], script["Ran the other day"] = done("Run", status="completed"), unsure
    script["Undo one of them"] = undo
    assert say(talk, "Ran the other day").proposals.count() == 1
    assert CheckIn.objects.count() == 0
    say(talk, "Ran")
    assert "changed nothing" in say(talk, "Undo one of them").said
    assert CheckIn.objects.count() == 1


def test_correction_keeps_the_day_of_what_it_corrects(owner: User, talk: Conversation, script: dict[str, Any]) -> None:
    GoalFactory.create(owner=owner, title="Run", pattern="target", target_value=100, unit="km", aggregation="sum")
    with time_machine.travel(NOON, tick=False):
        yesterday = owner.today() - dt.timedelta(days=1)

        def ran(heard: Utterance) -> Reading:
            command = CheckInCommand(goal=heard.goals[0], value=Decimal(5), unit="km", date=yesterday)
            return Reading((Intent(Mode.TRACK_PROGRESS, 1, (0, 1)),), (command,))

        def actually(heard: Utterance) -> Reading:
            then = CheckInCommand(goal=heard.last_goal, value=Decimal(6), date=heard.now.date())
            return Reading((Intent(Mode.TRACK_PROGRESS, 1, (0, 1)),), (CancelCommand(what="last"), then))

        script["Ran 5 yesterday"], script["Actually 6"] = ran, actually
        say(talk, "Ran 5 yesterday")
        reply = say(talk, "Actually 6")
    row = CheckIn.objects.get()
    assert (row.value_recorded, row.check_in_date) == (Decimal(6), yesterday)
    assert reply.said.startswith("Corrected. Now it is Run: 6 km, yesterday.")
    assert_journal_is_whole(owner)
