"""Progress: what is recorded, proposed, asked back, shown and set up."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from coaching.commands import Mode
from coaching.composer import Segment
from coaching.handlers.recording import corrected, decided, doubted, recorded
from coaching.handlers.reviewing import shown
from coaching.handlers.setting_up import set_up
from coaching.modes import SegmentType
from coaching.pipeline.requests import Ask, Correct, Decide, Do, Doubt, LetGo, Request, Say, SetUp, Show
from coaching.pipeline.turn import Turn


def track(turn: Turn) -> Iterator[Segment]:
    if not turn.requests:
        yield _what_was_it(turn)
        return
    writes = [request for request in turn.requests if isinstance(request, Do)]
    yield from recorded(turn, writes)
    for request in turn.requests:
        yield from _answer(turn, request)


def _answer(turn: Turn, request: Request) -> Iterator[Segment]:
    match request:
        case Correct():
            yield from corrected(turn, request)
        case Ask():
            turn.next_held = request.held if request.held.choices or request.held.missing == "value" else None
            yield Segment(
                Mode.TRACK_PROGRESS,
                request.sentence,
                SegmentType.QUESTION,
                priority=2,
                standalone=True,
                choices=request.choices,
            )
        case Show():
            yield shown(turn, request)
        case SetUp():
            yield from set_up(turn, request)
        case Decide():
            yield from decided(turn, request)
        case Doubt():
            yield doubted(turn, request)
        case LetGo():
            yield _let_go(request)
        case Say():
            yield Segment(Mode.TRACK_PROGRESS, request.sentence, SegmentType.CONFIRMATION, standalone=True)


def _what_was_it(turn: Turn) -> Segment:
    """An update was read, but not which."""
    if turn.goals:
        sentence = _("What did you do, and for which goal? For example “%(title)s, done today”.") % {
            "title": next(iter(turn.goals.values())).title
        }
    else:
        sentence = _("You have no active goal yet. Say what you want to reach, and I set it up with you.")
    return Segment(Mode.TRACK_PROGRESS, sentence, SegmentType.QUESTION, priority=2, standalone=True)


def _let_go(request: LetGo) -> Segment:
    if request.goal is None:
        sentence = _("I pause, complete and let go of no goal. Its page does, and keeps what you recorded.")
    else:
        words = {"title": request.goal.title}
        sentence = _(
            "I pause, complete and let go of no goal. The page of %(title)s does, and keeps what you recorded."
        )
        sentence %= words
    goal = request.goal.pk if request.goal else None
    return Segment(Mode.TRACK_PROGRESS, sentence, SegmentType.ANALYSIS, priority=2, standalone=True, goal=goal)
