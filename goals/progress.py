"""The seam through which goals get their figures without knowing check-ins.

What a goal wants is here; what was done, and so what it amounts to, is the business of the app that holds check-ins.
`settings.PROGRESS_ENGINE` names the class that knows.
"""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from goals.journal import Journal
    from goals.models import Goal, Milestone


# No day is judged in another way than before.
NEVER = dt.date.max


class ProgressEngine(Protocol):
    def refresh(self, journal: "Journal", goal: "Goal", since: dt.date = dt.date.min) -> None:
        """Recompute the derived columns of `goal` and store them inside the write that `journal` records.

        `since` is the first day that may be judged in another way than before; unless it is told, any may.
        """

    def bring_to_today(self, goals: "Sequence[Goal]", today: dt.date) -> None:
        """Set `progress_percent` and `stats` as they are on `today`, in memory; a constant number of queries."""

    def release(self, journal: "Journal", milestone: "Milestone") -> None:
        """Take `milestone`, which is about to be deleted, out of what names it."""


@cache
def engine() -> ProgressEngine:
    return cast(ProgressEngine, import_string(settings.PROGRESS_ENGINE)())
