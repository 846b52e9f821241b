"""What was done: one clear thing is recorded at once, with a way back; more at a time, or less clear, is proposed."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins.standing import standings_of
from coaching.commands import SURE, CheckInCommand, Mode
from coaching.composer import Segment
from coaching.handlers.figures import after_entry
from coaching.models import Capture, Proposal, ProposalStatus
from coaching.modes import SegmentType
from coaching.pending import take_back
from coaching.pipeline.changing import amount_of
from coaching.pipeline.desk import perform, propose
from coaching.pipeline.requests import Correct, Decide, Do, Doubt
from coaching.pipeline.resolving import record_of
from coaching.pipeline.turn import Turn
from coaching.tools import TOOLS, Outcome, Risk
from config.refusals import Refusal
from goals.journal import writing
from goals.wording import measure_of

_RECORDS = ("record_check_in", "log_contribution")


def recorded(turn: Turn, writes: Sequence[Do]) -> Iterator[Segment]:
    if not writes:
        return
    try:
        if len(writes) == 1 and is_at_once(writes[0]):
            yield _done(turn, writes[0])
        else:
            yield _proposed(turn, writes)
    except Refusal as refusal:
        yield _refused(refusal)


def is_at_once(request: Do) -> bool:
    return TOOLS[request.tool].risk is Risk.LOW and request.confidence >= SURE


def corrected(turn: Turn, request: Correct) -> Iterator[Segment]:
    """The latest entry of this conversation goes, and what it should have been takes its place, or nothing does."""
    last, proposal = _latest(turn, request), _proposed_before(turn).first()
    if proposal is not None and (anew := _said_anew(turn, request, proposal)) is not None:
        withdrawn(turn)
        yield from recorded(turn, [anew])
    elif proposal is not None:
        yield _say(_("Nothing is recorded of that yet. Discard leaves it as it is."))
    elif request.is_doubtful and last is not None:
        yield _stays(last)
    elif request.is_doubtful and request.then is not None and request.goal is not None:
        yield from recorded(turn, [record_of(request.then, request.goal)])
    elif (not request.is_sure and request.then is None) or (request.then is not None and last is None):
        yield _say(_("I am not sure which entry you mean, and changed nothing. Use Undo beside it."))
    elif last is None:
        yield _say(_("I have recorded nothing in this conversation that I could take back. Use Undo on its own page."))
    else:
        try:
            yield _replaced(turn, request, last)
        except Refusal as refusal:
            yield _refused(refusal)


def _said_anew(turn: Turn, request: Correct, proposal: Proposal) -> Do | None:
    """ "Actually 6", where one entry of 5 was put before the person: they have now said themselves what it is."""
    then, goal = request.then, turn.goals.get(proposal.goal_id) if proposal.goal_id else None
    (step, *more) = proposal.steps
    is_of_it = goal is not None and request.goal in (None, goal) and step["tool"] in _RECORDS and not more
    if then is None or goal is None or not is_of_it or amount_of(then, goal) is None:
        return None
    day = step["arguments"].get("date")
    confidence = then.confidence if request.is_doubtful else 1.0
    return replace(record_of(_on_day(turn, then, day), goal), confidence=confidence)


def _replaced(turn: Turn, request: Correct, last: Capture) -> Segment:
    """Both or neither. Raises what the tools refuse."""
    then = request.then
    goal = request.goal or (turn.goals.get(last.goal_id) if last.goal_id else None)
    if then is not None and goal is not None and amount_of(then, goal) is None:
        words = {"title": goal.title, "unit": measure_of(goal)}
        return _say(_("%(title)s is counted in %(unit)s. Nothing was changed.") % words)
    with writing(turn.owner.pk, by=turn.by) as journal:
        gone = [last] if then is not None or request.goal is not None else _confirmed_with(last)
        for each in gone:
            TOOLS[each.tool].take_back(by=turn.by, owner=turn.owner, undo=each.undo)
            journal.update(each, "undone", undone_at=journal.now)
        if then is None or goal is None:
            return _say(_("Taken back: %(what)s.") % {"what": "; ".join(each.told.rstrip(".") for each in gone)})
        return _done(turn, record_of(_on_day(turn, then, last.undo.get("day")), goal), instead_of=last)


def _confirmed_with(last: Capture) -> list[Capture]:
    """The entries that one Confirm made, the latest first: it made them together, and together they go."""
    if last.proposal_id is None:
        return [last]
    rows = Capture.objects.filter(owner=last.owner_id, proposal=last.proposal_id, undone_at__isnull=True)
    return [each for each in rows.order_by("-created_at", "-id") if each.can_be_undone]


def decided(turn: Turn, request: Decide) -> Iterator[Segment]:
    """What its buttons do, said in a word."""
    # The coach's own actions run the pipeline, which runs this.
    from coaching.actions.proposals import confirm_proposal, discard_proposal  # noqa: PLC0415

    proposal = _proposed_before(turn).first()
    if proposal is None:
        yield _say(_("Nothing waits for an answer any more."))
        return
    try:
        if not request.is_confirmed:
            discard_proposal(by=turn.by, proposal=proposal)
            yield _say(_("Discarded. Nothing was changed."))
            return
        confirm_proposal(by=turn.by, proposal=proposal)
    except Refusal as refusal:
        yield _refused(refusal)
        return
    told = Capture.objects.filter(proposal=proposal).order_by("created_at", "id").values_list("told", flat=True)
    yield _say(_("Confirmed: %(what)s.") % {"what": "; ".join(each.rstrip(".") for each in told)})


def doubted(turn: Turn, request: Doubt) -> Segment:
    """What the message before recorded stays, and may go at a press: "no" alone says not what it should be."""
    last = _latest(turn, Correct(is_sure=False)) if request.is_denied else None
    return _say(_("All right. Nothing waits for an answer, and I recorded nothing.")) if last is None else _stays(last)


def _stays(last: Capture) -> Segment:
    """It is told what could be meant, with a way to take it back."""
    sentence = _("%(what)s is recorded. I can take it back, or say what it was, for example “actually 6”.")
    return Segment(
        Mode.TRACK_PROGRESS,
        sentence % {"what": last.told},
        SegmentType.QUESTION,
        priority=1,
        standalone=True,
        choices=(take_back(),),
    )


def withdrawn(turn: Turn) -> bool:
    """Whether what the reply before proposed still waited; it is discarded, because another takes its place."""
    # As in `decided`.
    from coaching.actions.proposals import discard_proposal  # noqa: PLC0415

    proposal = _proposed_before(turn).first()
    if proposal is None or proposal.is_expired(turn.now):
        return False
    discard_proposal(by=turn.by, proposal=proposal)
    return True


def _latest(turn: Turn, request: Correct) -> Capture | None:
    """The newest entry of this conversation that can be taken back.

    Another amount is one of something recorded, and of the newest alone: where that is taken back already, of none.
    """
    rows = Capture.objects.filter(owner=turn.owner, message__conversation=turn.conversation)
    if request.goal is not None:
        rows = rows.filter(goal=request.goal)
    if request.then is not None:
        rows = rows.filter(tool__in=_RECORDS)
    if not request.is_sure:
        rows = rows.filter(message__number=2 * turn.state.turn - 1)
    rows = rows.order_by("-created_at", "-id")
    if request.then is not None:
        newest = rows.first()
        return newest if newest is not None and newest.can_be_undone else None
    return next((each for each in rows.filter(undone_at__isnull=True)[:10] if each.can_be_undone), None)


def _proposed_before(turn: Turn) -> "QuerySet[Proposal]":
    """What the reply before this message proposed and still waits."""
    asked = Proposal.objects.filter(owner=turn.owner, message__conversation=turn.conversation)
    return asked.filter(message__number=2 * turn.state.turn, status=ProposalStatus.WAITING)


def _on_day(turn: Turn, command: CheckInCommand, day: str | None) -> CheckInCommand:
    """With the day of what it takes the place of, where no other day was said."""
    is_said = command.date != turn.today
    return command if is_said or day is None else replace(command, date=dt.date.fromisoformat(day))


def _done(turn: Turn, request: Do, instead_of: Capture | None = None) -> Segment:
    outcome = perform(turn, request)
    if not outcome.changed:
        return _say(outcome.told)
    if instead_of is None:
        sentence = _("Recorded: %(what)s.") % {"what": outcome.told}
    else:
        sentence = _("Corrected. Now it is %(what)s.") % {"what": outcome.told}
    return _say(f"{sentence} {_figure(turn, outcome)}".strip())


def _figure(turn: Turn, outcome: Outcome) -> str:
    """How the goal stands with it."""
    goal, day = outcome.goal, outcome.undo.get("day")
    if goal is None:
        return ""
    goal.owner = turn.owner
    standing = standings_of([goal], turn.today)[goal.pk]
    return after_entry(standing, dt.date.fromisoformat(day) if day else None)


def _proposed(turn: Turn, writes: Sequence[Do]) -> Segment:
    propose(turn, writes)
    count = len(writes)
    if count == 1 and TOOLS[writes[0].tool].risk is Risk.LOW:  # it would be done at once, were it not in doubt
        sentence = _("Is this what you mean? I record nothing before you confirm:")
    else:
        sentence = ngettext(
            "I change nothing before you confirm:", "%(count)d things. I change nothing before you confirm:", count
        )
    return Segment(
        Mode.TRACK_PROGRESS, sentence % {"count": count}, SegmentType.CONFIRMATION, priority=1, standalone=True
    )


def _say(sentence: str) -> Segment:
    return Segment(Mode.TRACK_PROGRESS, sentence, SegmentType.CONFIRMATION, priority=1)


def _refused(refusal: Refusal) -> Segment:
    """Why it was not recorded, and what to do about it."""
    sentences = [sentence for told in refusal.fields.values() for sentence in told] or [str(refusal.sentence)]
    words = _("Nothing was recorded. %(why)s") % {"why": " ".join(dict.fromkeys(map(str, sentences)))}
    return Segment(Mode.TRACK_PROGRESS, words, SegmentType.QUESTION, priority=1, standalone=True)
