"""How modes answer side by side, as data: which go together, how many, and the words that lead from one to the next."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coaching.commands import Mode

MOST_MODES = 3


class SegmentType(StrEnum):
    GREETING = "greeting"
    ANALYSIS = "analysis"
    ADVICE = "advice"
    QUESTION = "question"
    SUMMARY = "summary"
    CONFIRMATION = "confirmation"


# A mode joins those that were chosen before it when it goes with each of them.
GOES_WITH: Mapping[Mode, frozenset[Mode]] = {
    Mode.SMALLTALK: frozenset({Mode.TRACK_PROGRESS, Mode.CONSULT, Mode.META}),
    Mode.TRACK_PROGRESS: frozenset({Mode.CONSULT, Mode.SMALLTALK}),
    Mode.CONSULT: frozenset({Mode.TRACK_PROGRESS, Mode.SMALLTALK}),
    Mode.META: frozenset({Mode.SMALLTALK}),
}
# The rules of order: these stand first, these last, whatever their priority.
FIRST = frozenset({SegmentType.GREETING})
LAST = frozenset({SegmentType.SUMMARY})

TRANSITIONS: Mapping[tuple[Mode, Mode], Sequence[str | Promise]] = {
    (Mode.SMALLTALK, Mode.TRACK_PROGRESS): (
        _("Now to your progress."),
        _("On to your goals."),
        _("As for your goals:"),
    ),
    (Mode.SMALLTALK, Mode.CONSULT): (_("As for your question:"), _("On what you ask:")),
    (Mode.TRACK_PROGRESS, Mode.CONSULT): (
        _("Based on your progress:"),
        _("Given these figures:"),
        _("To take it further:"),
    ),
    (Mode.CONSULT, Mode.TRACK_PROGRESS): (_("On where you stand:"), _("To keep track of it:")),
}
OTHERWISE: Sequence[str | Promise] = (_("Besides:"), _("Also:"), _("And:"))
