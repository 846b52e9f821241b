"""Proposals: nothing before Confirm, once, in time, and exactly what was shown."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from checkins.models import CheckIn
from coaching.actions import confirm_proposal, discard_proposal, undo_capture
from coaching.models import Capture, Proposal
from config.refusals import NotFound, Refusal
from goals.actions import complete_goal, update_goal
from goals.models import Goal
from goals.models.choices import Source
from tests.factories import GoalFactory, ProposalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    made: Proposal = ProposalFactory.create()
    return made


def goal_of(proposal: Proposal) -> Goal:
    assert proposal.goal is not None
    return Goal.objects.get(pk=proposal.goal.pk)


def times(proposal: Proposal) -> int:
    return goal_of(proposal).times_per_period


def refusal_of(action: Any, proposal: Proposal) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        action(by=acting(proposal.owner, Source.COACH), proposal=proposal)
    return refusal.value


def test_nothing_changes_before_confirm(proposal: Proposal) -> None:
    assert times(proposal) == 4
    assert proposal.shown == [
        {
            "label": f"Change the terms of {goal_of(proposal).title}",
            "before": "4 times a week",
            "after": "2 times a week",
        }
    ]
    assert Capture.objects.count() == 0


def test_confirm_does_it_once_with_an_entry_and_by_the_coach(proposal: Proposal) -> None:
    by = acting(proposal.owner, Source.COACH)
    confirmed = confirm_proposal(by=by, proposal=proposal)
    assert (confirmed.status, times(proposal)) == ("confirmed", 2)
    capture = Capture.objects.get(proposal=proposal)
    assert (capture.tool, capture.entity, capture.entity_id) == ("update_goal", "goal", proposal.goal_id)
    changed = [line for line in lines(proposal.owner) if line.entity == "goal" and line.action == "updated"]
    assert [line.source for line in changed] == [Source.COACH]
    since = len(lines(proposal.owner))
    assert confirm_proposal(by=by, proposal=proposal).decided_at == confirmed.decided_at
    assert (len(lines(proposal.owner)), Capture.objects.count()) == (since, 1)
    assert_journal_is_whole(proposal.owner)


def test_entry_of_a_confirmed_proposal_can_be_taken_back(proposal: Proposal) -> None:
    by = acting(proposal.owner, Source.COACH)
    confirm_proposal(by=by, proposal=proposal)
    capture = undo_capture(by=by, capture=Capture.objects.get())
    assert (times(proposal), capture.can_be_undone) == (4, False)
    assert undo_capture(by=by, capture=capture).undone_at == capture.undone_at
    assert_journal_is_whole(proposal.owner)


def test_discarded_is_discarded(proposal: Proposal) -> None:
    by = acting(proposal.owner, Source.COACH)
    assert discard_proposal(by=by, proposal=proposal).status == "discarded"
    assert discard_proposal(by=by, proposal=proposal).status == "discarded"
    refusal = refusal_of(confirm_proposal, proposal)
    assert (refusal.code, refusal.status, times(proposal)) == ("PROPOSAL_DECIDED", 409, 4)


def test_confirmed_cannot_be_discarded(proposal: Proposal) -> None:
    confirm_proposal(by=acting(proposal.owner), proposal=proposal)
    assert refusal_of(discard_proposal, proposal).code == "PROPOSAL_DECIDED"
    assert times(proposal) == 2


def test_after_a_day_it_has_expired() -> None:
    with time_machine.travel(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), tick=False) as clock:
        proposal = ProposalFactory.create()
        clock.shift(dt.timedelta(hours=24))
        assert proposal.state == "expired"
        for action in (confirm_proposal, discard_proposal):
            refusal = refusal_of(action, proposal)
            assert (refusal.code, refusal.status) == ("PROPOSAL_EXPIRED", 410)
        assert times(proposal) == 4
        clock.shift(-dt.timedelta(seconds=1))
        confirm_proposal(by=acting(proposal.owner), proposal=proposal)
        assert times(proposal) == 2


def test_what_has_changed_since_is_not_overwritten(proposal: Proposal) -> None:
    update_goal(by=acting(proposal.owner), goal=goal_of(proposal), times_per_period=6)
    refusal = refusal_of(confirm_proposal, proposal)
    assert (refusal.code, refusal.status, times(proposal)) == ("PROPOSAL_OUTDATED", 409, 6)


def test_all_steps_are_done_or_none() -> None:
    owner = UserFactory.create()
    goal, other = GoalFactory.create(owner=owner), GoalFactory.create(owner=owner)
    calls = [("record_check_in", {"goal_id": str(each.pk), "status": "completed"}) for each in (goal, other)]
    proposal = ProposalFactory.create(goal=goal, calls=calls)
    complete_goal(by=acting(owner), goal=other)
    assert refusal_of(confirm_proposal, proposal).code == "GOAL_NOT_EDITABLE"
    assert CheckIn.objects.count() == 0
    assert Proposal.objects.get().status == "waiting"
    assert_journal_is_whole(owner)


def test_other_people_cannot_decide(proposal: Proposal) -> None:
    for action in (confirm_proposal, discard_proposal):
        with pytest.raises(NotFound):
            action(by=acting(UserFactory.create()), proposal=proposal)
    assert times(proposal) == 4
