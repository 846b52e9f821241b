"""A new goal, one question at a time, until it can be proposed whole."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from coaching.commands import Mode
from coaching.composer import Segment
from coaching.dialogue import Draft, Question, next_question
from coaching.modes import SegmentType
from coaching.pipeline.desk import propose
from coaching.pipeline.requests import Do, SetUp
from coaching.pipeline.turn import Turn
from config.refusals import Refusal


def set_up(turn: Turn, request: SetUp) -> Iterator[Segment]:
    question = next_question(request.draft)
    if question is not None:
        yield _ask(turn, request, question)
        return
    try:
        propose(turn, [Do("create_goal", request.draft.arguments())])
    except Refusal as refusal:
        yield from _start_over(turn, request.draft, refusal)
        return
    sentence = _("This is the goal. I create it when you confirm:")
    yield Segment(Mode.TRACK_PROGRESS, sentence, SegmentType.CONFIRMATION, priority=1, standalone=True)


def _ask(turn: Turn, request: SetUp, question: Question) -> Segment:
    turn.next_draft = replace(request.draft, asked=question.part)
    is_again = not request.is_understood and request.draft.asked == question.part
    sentence = _("I did not get that. %(question)s") if is_again else "%(question)s"
    lead = "" if is_again or not request.draft.title else f"{request.draft.title}: "
    return Segment(
        Mode.TRACK_PROGRESS,
        lead + sentence % {"question": question.sentence},
        SegmentType.QUESTION,
        priority=2,
        standalone=True,
        choices=question.choices,
    )


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
        yield Segment(Mode.TRACK_PROGRESS, sentence, SegmentType.QUESTION, priority=2, standalone=True)
        return
    turn.next_draft = replace(again, asked=question.part)
    words = f"{sentence} {question.sentence}"
    yield Segment(
        Mode.TRACK_PROGRESS, words, SegmentType.QUESTION, priority=2, standalone=True, choices=question.choices
    )
