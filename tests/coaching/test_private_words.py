"""What people say to the coach: theirs to take along and to delete, and nobody else's to read."""

import json

import pytest
from django.test import Client

from coaching.actions import send_message
from coaching.models import Capture, Conversation, Message, Proposal
from goals.actions import archive_goal, erase_account, erase_goal
from goals.models import Change, User
from goals.models.choices import Source
from tests.checkins.portable_files import exported
from tests.factories import ConversationFactory, GoalFactory, UserFactory, acting
from tests.goals.admin_site import page, signed_in, superuser
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db
CANARY = "canaryword"


@pytest.fixture
def talk() -> Conversation:
    """Somebody who did yoga, asked for two things at once, and was asked back."""
    owner = UserFactory.create()
    for title in ("Yoga", "Run"):
        GoalFactory.create(owner=owner, title=title)
    conversation = ConversationFactory.create(owner=owner)
    for text in (
        f"I did yoga today, {CANARY}",
        "I did yoga yesterday and ran today",
        "I want to set a new goal",
        CANARY,
    ):
        send_message(by=acting(owner, Source.COACH), conversation=conversation, text=text)
    made: Conversation = conversation
    return made


def test_export_holds_what_was_said_recorded_and_proposed(talk: Conversation) -> None:
    found = exported(talk.owner)
    assert [row["id"] for row in found["conversations"]] == [str(talk.pk)]
    assert [row["number"] for row in found["messages"]] == list(range(1, 9))
    assert found["messages"][0]["said"] == f"I did yoga today, {CANARY}"
    assert [row["told"] for row in found["captures"]] == ["Yoga: Done, today"]
    assert len(found["proposals"]) == 1
    assert "conversation_states" not in found


def test_journal_tells_that_there_was_talk_and_none_of_its_words(talk: Conversation) -> None:
    told = json.dumps(list(Change.objects.for_owner(talk.owner).values_list("entity", "fields")), default=str)
    assert '"message"' in told
    assert CANARY not in told
    assert_journal_is_whole(talk.owner)


def test_staff_see_that_there_was_talk_and_not_what_was_said(talk: Conversation) -> None:
    staff: Client = signed_in(superuser())
    for name, model in (
        ("coaching_conversation", Conversation),
        ("coaching_message", Message),
        ("coaching_proposal", Proposal),
        ("coaching_capture", Capture),
    ):
        assert staff.get(page(name, "add")).status_code == 403
        row = model.objects.for_owner(talk.owner)[0]
        for address in (page(name), page(name, "change", row.pk)):
            shown = staff.get(address)
            assert shown.status_code == 200
            assert CANARY not in shown.content.decode()


def test_erasing_a_goal_takes_what_was_recorded_for_it_and_leaves_the_talk(talk: Conversation) -> None:
    capture = Capture.objects.get()
    goal = capture.goal
    assert goal is not None
    by = acting(talk.owner)
    erase_goal(by=by, goal=archive_goal(by=by, goal=goal))
    assert (Capture.objects.count(), Message.objects.count()) == (0, 8)
    assert_journal_is_whole(User.objects.get(pk=talk.owner.pk))


def test_erasing_the_account_leaves_nothing(talk: Conversation) -> None:
    erase_account(by=acting(talk.owner), user=talk.owner)
    assert [model.objects.count() for model in (Conversation, Message, Capture, Proposal, Change)] == [0] * 5
