"""What the database itself holds to."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from coaching.models import Capture, Conversation, ConversationState, Message, Proposal
from goals.models import Goal
from tests.factories import ConversationFactory, GoalFactory, MessageFactory, ProposalFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)


def breaks(rows: Any, constraint: str, **values: Any) -> None:
    """Changing `rows` so is what the constraint refuses."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**values)


def test_message_has_words_a_number_and_one_of_two_voices() -> None:
    reply = MessageFactory.create()
    rows = Message.objects.filter(pk=reply.pk)
    breaks(rows, "message_said_present", said=" ")
    breaks(rows, "message_role", role="nobody")
    breaks(rows, "message_number_from_1|message_number", number=0)


def test_message_of_a_person_is_not_longer_than_4000_characters_and_a_reply_may_be() -> None:
    reply = MessageFactory.create()
    mine = Message.objects.filter(conversation=reply.conversation, role="person")
    mine.update(said="x" * 4000)
    breaks(mine, "message_length", said="x" * 4001)
    Message.objects.filter(pk=reply.pk).update(said="x" * 4001)


def test_messages_of_a_conversation_have_each_their_own_number() -> None:
    reply = MessageFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=reply.pk).update(number=1)


def test_conversation_has_one_state() -> None:
    conversation = ConversationFactory.create()
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        ConversationState.objects.create(
            owner=conversation.owner, conversation=conversation, created_at=now, updated_at=now
        )


def test_goal_that_was_mentioned_has_a_time() -> None:
    conversation = ConversationFactory.create()
    goal = GoalFactory.create(owner=conversation.owner)
    rows = ConversationState.objects.filter(conversation=conversation)
    breaks(rows, "state_goal_has_time", last_goal=goal, last_goal_mention=None)


def test_proposal_is_decided_when_it_does_not_wait_and_expires_after_it_was_made() -> None:
    proposal = ProposalFactory.create()
    rows = Proposal.objects.filter(pk=proposal.pk)
    breaks(rows, "proposal_status", status="maybe", decided_at=NOW)
    breaks(rows, "proposal_decided_once", status="confirmed", decided_at=None)
    breaks(rows, "proposal_decided_once", status="waiting", decided_at=NOW)
    breaks(rows, "proposal_expires_later", expires_at=proposal.created_at)


def test_entry_names_its_tool_and_kind_of_row() -> None:
    proposal = ProposalFactory.create()
    now = timezone.now()
    for empty, constraint in (("tool", "capture_tool_present"), ("entity", "capture_entity_present")):
        values = {"tool": "update_goal", "entity": "goal", "told": "x", empty: ""}
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Capture.objects.create(
                owner=proposal.owner,
                message=proposal.message,
                entity_id=proposal.pk,
                created_at=now,
                updated_at=now,
                **values,
            )


def test_deleting_a_goal_takes_what_was_proposed_about_it_along_and_leaves_the_talk() -> None:
    proposal = ProposalFactory.create()
    state = ConversationState.objects.get(conversation=proposal.message.conversation)
    ConversationState.objects.filter(pk=state.pk).update(last_goal=proposal.goal, last_goal_mention=NOW)
    Goal.objects.filter(pk=proposal.goal_id).delete()
    state.refresh_from_db()
    assert (Proposal.objects.count(), Message.objects.count(), state.last_goal) == (0, 2, None)


def test_names_of_rows_say_what_they_are() -> None:
    proposal = ProposalFactory.create()
    conversation = proposal.message.conversation
    assert str(conversation) == f"{conversation.created_at:%Y-%m-%d %H:%M}"
    assert str(Conversation(title="Runs")) == "Runs"
    assert str(proposal.message) == "2 coach"
    assert str(proposal).startswith("waiting ")
    assert str(conversation.state) == str(conversation.pk)
    assert str(Capture(tool="update_goal", entity="goal")) == "update_goal goal"
