"""How many goals a person may create in what time."""

import datetime as dt
from math import ceil

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.refusals import Refusal
from goals.journal import Journal, entity_of
from goals.models import Change, Goal
from goals.models.choices import Source

# An import brings what was created long ago, and nobody waits for the system.
EXEMPT = (Source.IMPORT, Source.SYSTEM)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class TooManyNew(Refusal):
    code = "RATE_LIMITED"
    status = 429

    def __init__(self, wait: dt.timedelta) -> None:
        self.retry_after = max(1, ceil(wait.total_seconds()))
        minutes = ceil(self.retry_after / 60)
        when = ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
        super().__init__(_("You have created many goals just now. Try again %(when)s.") % {"when": when})


def require_pace(journal: Journal) -> None:
    """Refuse the next new goal while as many as `GOAL_CREATION_RATE` allows are younger than its span.

    Exact, because the caller holds the owner's lock and the journal remembers erased goals too. Raises TooManyNew.
    """
    if journal.by.source in EXEMPT:
        return
    most, span = _rate()
    if not most:
        raise TooManyNew(span)
    created = Change.objects.filter(owner_id=journal.owner_id, entity=entity_of(Goal), action="created")
    recent = (
        created.filter(at__gt=journal.now - span)
        .exclude(source__in=EXEMPT)
        .order_by("-at")
        .values_list("at", flat=True)
    )
    pending = [line["at"] for line in journal.lines if line["entity"] == "goal" and line["action"] == "created"]
    times = [*pending, *recent[:most]]
    if len(times) >= most:
        raise TooManyNew(times[most - 1] + span - journal.now)


def _rate() -> tuple[int, dt.timedelta]:
    most, _slash, span = settings.GOAL_CREATION_RATE.partition("/")
    return int(most), dt.timedelta(seconds=_SECONDS[span[0]])
