"""Many at once: the same summary, the same proposal, the same message, the same reminder."""

import uuid
from decimal import Decimal
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from checkins.models import CheckIn
from coaching.actions import confirm_proposal, discard_proposal, send_message, summarize, undo_capture
from coaching.models import Capture, Delivery, Message, Proposal, UserSummary
from coaching.tasks import deliver, make_reminders
from goals.models import Change, Goal
from tests.coaching.reminders import confirmed, plan
from tests.crowd import refusals, together
from tests.factories import ConversationFactory, GoalFactory, ProposalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db(transaction=True)


def test_summary_that_is_asked_for_by_many_at_once_is_made_once() -> None:
    owner = UserFactory.create()
    GoalFactory(owner=owner)
    made = together([partial(summarize, by=acting(owner), owner=owner, period="weekly")] * 12, workers=6)
    assert {summary.pk for summary in made} == {UserSummary.objects.get().pk}
    assert_journal_is_whole(owner)


def test_two_confirms_at_once_are_one_change() -> None:
    proposal = ProposalFactory.create()
    owner = proposal.owner
    done = together([partial(confirm_proposal, by=acting(owner), proposal=proposal)] * 8, workers=8)
    assert refusals(done) == []
    assert (Capture.objects.count(), Goal.objects.get().times_per_period) == (1, 2)
    assert Change.objects.filter(entity="goal", action="updated").count() == 1
    assert_journal_is_whole(owner)


def test_confirm_and_discard_at_once_leave_one_decision() -> None:
    proposal = ProposalFactory.create()
    owner = proposal.owner
    jobs = [partial(action, by=acting(owner), proposal=proposal) for action in (confirm_proposal, discard_proposal)]
    done = together(jobs, workers=2)
    assert refusals(done) == ["PROPOSAL_DECIDED"]
    is_confirmed = Proposal.objects.get().status == "confirmed"
    assert Goal.objects.get().times_per_period == (2 if is_confirmed else 4)
    assert_journal_is_whole(owner)


def test_one_message_sent_by_many_at_once_is_recorded_once() -> None:
    owner = UserFactory.create()
    GoalFactory.create(owner=owner, title="Run", pattern="target", target_value=100, unit="km", aggregation="sum")
    talk = ConversationFactory.create(owner=owner)
    send = partial(send_message, by=acting(owner), conversation=talk, text="Ran 5 km", key=uuid.uuid4())
    replies = together([send] * 6, workers=6)
    kept = [reply for reply in replies if isinstance(reply, Message)]
    assert len({reply.pk for reply in kept}) == 1
    assert set(refusals(replies)) <= {"BUSY"}
    assert CheckIn.objects.get().value_recorded == Decimal(5)
    assert Message.objects.count() == 2
    assert_journal_is_whole(owner)


def test_two_messages_at_once_are_both_answered_or_told_to_come_again() -> None:
    owner = UserFactory.create()
    GoalFactory.create(owner=owner, title="Run", pattern="target", target_value=100, unit="km", aggregation="sum")
    talk = ConversationFactory.create(owner=owner)
    send = partial(send_message, by=acting(owner), conversation=talk, text="Ran 5 km")
    replies = together([send] * 4, workers=4)
    kept = [reply for reply in replies if isinstance(reply, Message)]
    assert kept != []
    assert set(refusals(replies)) <= {"BUSY"}
    assert CheckIn.objects.count() == len(kept)
    numbers = list(Message.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 2 * len(kept) + 1))
    assert_journal_is_whole(owner)


def test_two_undos_at_once_take_back_once() -> None:
    proposal = ProposalFactory.create()
    owner = proposal.owner
    confirm_proposal(by=acting(owner), proposal=proposal)
    undone = together([partial(undo_capture, by=acting(owner), capture=Capture.objects.get())] * 4, workers=4)
    assert refusals(undone) == []
    assert Goal.objects.get().times_per_period == 4
    assert_journal_is_whole(owner)


def test_reminder_that_many_workers_make_and_send_at_once_goes_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.current_app.send_task", lambda *args, **options: None)
    owner = confirmed(UserFactory.create(timezone="UTC"))
    plan(GoalFactory(owner=owner), at=f"{timezone.now():%H:%M}")
    assert sorted(together([make_reminders] * 6, workers=6)) == [0, 0, 0, 0, 0, 1]
    key = str(Delivery.objects.get().pk)
    assert sorted(together([partial(deliver, key)] * 6, workers=6)) == [False] * 5 + [True]
    assert len(mail.outbox) == 1
