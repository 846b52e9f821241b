"""A new goal, one question at a time, until it can be proposed whole."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from coaching.commands import Mode
from coaching.composer import Segment
from coaching.dialogue import Draft, Question, go_on, next_question
from coaching.handlers.recording import withdrawn
from coaching.modes import SegmentType
from coaching.pipeline.desk import propose
from coaching.pipeline.requests import Do, SetUp
from coaching.pipeline.turn import Turn
from config.refusals import Refusal


def set_up(turn: Turn, request: SetUp) -> Iterator[Segment]:
    turn.next_draft = None
    if request.draft.is_proposed and not withdrawn(turn):
        yield _question(_("Nothing waits for an answer any more."), ())
        return
    question = next_question(request.draft)
    if question is None:
        yield from _proposed(turn, request.draft)
        return
    turn.next_draft = replace(request.draft, asked=question.part)
    if request.draft.rests:
        yield _rest(request.draft)
    elif turn.next_held is None:
        # One question at a time: while another waits, this one is asked again after its answer.
        yield _ask(request, question)


def _proposed(turn: Turn, draft: Draft) -> Iterator[Segment]:
    try:
        propose(turn, [Do("create_goal", draft.arguments())])
    except Refusal as refusal:
        yield from _start_over(turn, replace(draft, is_proposed=False, rests=False), refusal)
        return
    turn.next_draft = replace(draft, is_proposed=True, rests=True)
    sentence = _("This is the goal. I create it when you confirm:")
    yield Segment(Mode.TRACK_PROGRESS, sentence, SegmentType.CONFIRMATION, priority=1, standalone=True)


def _ask(request: SetUp, question: Question) -> Segment:
    is_again = not request.is_understood and request.draft.asked == question.part
    sentence = f"{_not_understood(question.part)} {question.sentence}" if is_again else question.sentence
    lead = "" if is_again or not request.draft.title else f"{request.draft.title}: "
    if request.instead_of:
        lead = f"{_('Instead of “%(title)s”:') % {'title': request.instead_of}} {lead}"
    return _question(lead + sentence, question.choices)


def _not_understood(part: str) -> str:
    """What was looked for in the answer."""
    return {
        "title": _("I did not get a name: up to 200 characters are one."),
        "pattern": _("I did not get which of these it is."),
        "amount": _("I did not get an amount."),
        "date": _("I did not get a day that is still to come."),
        "plan": _("I did not get a plan. Begin it with “If” or “When”."),
    }.get(part, _("I did not get that."))


def _rest(draft: Draft) -> Segment:
    """It asks no more until the person goes on with it."""
    if draft.title:
        sentence = _("“%(title)s” waits. Go on with it when you like, or say “never mind”.") % {"title": draft.title}
    else:
        sentence = _("The new goal waits. Go on with it when you like, or say “never mind”.")
    return _question(sentence, (go_on(),))


def _question(sentence: str, choices: tuple[str, ...]) -> Segment:
    return Segment(Mode.TRACK_PROGRESS, sentence, SegmentType.QUESTION, priority=2, standalone=True, choices=choices)


def _start_over(turn: Turn, draft: Draft, refusal: Refusal) -> Iterator[Segment]:
    """Why it cannot be so; where an amount or a day stands in the way, that is asked again."""
    said = [str(each) for told in refusal.fields.values() for each in told] or [str(refusal.sentence)]
    sentence = " ".join(dict.fromkeys(said))
    again = None
    if "target_date" in refusal.fields:
        again = replace(draft, target_date=None, passed=tuple(set(draft.passed) - {"date"}))
    elif {"target_value", "unit", "currency"} & set(refusal.fields):
        again = replace(draft, target_value=None, unit=None, passed=tuple(set(draft.passed) - {"amount"}))
    elif "title" in refusal.fields:
        again = replace(draft, title="")
    question = next_question(again) if again else None
    if again is None or question is None:
        yield _question(sentence, ())
        return
    turn.next_draft = replace(again, asked=question.part)
    yield _question(f"{sentence} {question.sentence}", question.choices)
