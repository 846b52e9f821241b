"""Confirm or discard a proposal, once."""

from typing import Any

from django.utils.translation import gettext as _

from coaching.models import Capture, Proposal, ProposalStatus
from coaching.pipeline.desk import captured, steps_of
from coaching.tools import TOOLS, Call
from config.refusals import Refusal
from goals.journal import Actor, Journal, writing
from goals.models import User


class ProposalExpired(Refusal):
    code = "PROPOSAL_EXPIRED"
    status = 410
    sentence = "This proposal is more than a day old. Ask the coach again."


class ProposalDecided(Refusal):
    code = "PROPOSAL_DECIDED"
    status = 409


class ProposalOutdated(Refusal):
    code = "PROPOSAL_OUTDATED"
    status = 409
    sentence = "What this would change has changed since it was proposed. Ask the coach again."


def confirm_proposal(*, by: Actor, proposal: Proposal) -> Proposal:
    """Run its steps, all or none, with an entry for each; confirming again changes nothing.

    Raises ProposalExpired, ProposalDecided (it was discarded), ProposalOutdated, and what a tool refuses.
    """
    with writing(proposal.owner_id, by=by) as journal:
        proposal = journal.fresh(proposal)
        if proposal.status == ProposalStatus.CONFIRMED:
            return proposal
        _require_open(journal, proposal, ProposalStatus.CONFIRMED)
        _require_as_shown(by, journal.owner, proposal)
        captures = [_run(by, journal.owner, proposal, step) for step in proposal.steps]
        kept = [capture for capture in captures if capture is not None]
        if kept:
            journal.create_all(kept)
        journal.update(proposal, "confirmed", status=ProposalStatus.CONFIRMED, decided_at=journal.now)
    return proposal


def discard_proposal(*, by: Actor, proposal: Proposal) -> Proposal:
    """Let it go; discarding again changes nothing. Raises ProposalExpired, ProposalDecided (it was confirmed)."""
    with writing(proposal.owner_id, by=by) as journal:
        proposal = journal.fresh(proposal)
        if proposal.status != ProposalStatus.DISCARDED:
            _require_open(journal, proposal, ProposalStatus.DISCARDED)
            journal.update(proposal, "discarded", status=ProposalStatus.DISCARDED, decided_at=journal.now)
    return proposal


def _require_open(journal: Journal, proposal: Proposal, to: ProposalStatus) -> None:
    if proposal.status != ProposalStatus.WAITING:
        was = proposal.get_status_display().lower()
        raise ProposalDecided(_("This proposal is %(status)s already, and nothing was changed.") % {"status": was})
    if proposal.is_expired(journal.now):
        raise ProposalExpired


def _require_as_shown(by: Actor, owner: User, proposal: Proposal) -> None:
    """What would be shown now is what the person was shown."""
    calls = [(step["tool"], step["arguments"]) for step in proposal.steps]
    _steps, shown, _goals = steps_of(Call(by, owner), calls)
    if shown != proposal.shown:
        raise ProposalOutdated


def _run(by: Actor, owner: User, proposal: Proposal, step: dict[str, Any]) -> Capture | None:
    """The step's entry, under the reply that proposed it; None where all was so already."""
    name = step["tool"]
    outcome = TOOLS[name].execute(by=by, owner=owner, arguments=step["arguments"])
    if not outcome.changed:
        return None
    return captured(name, outcome, message=proposal.message, proposal=proposal)
