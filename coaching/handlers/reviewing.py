"""How goals go: the figures of their pages in a line each, and a chart in text."""

import datetime as dt
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins.cards import Card
from checkins.rates import Counts, counts
from checkins.standing import Standing
from checkins.units import State
from coaching.commands import Mode
from coaching.composer import Segment
from coaching.handlers.figures import known, part_of
from coaching.modes import SegmentType
from coaching.pipeline.requests import Show
from coaching.pipeline.turn import Turn
from coaching.text_charts import bar, rows, strip
from goals.days import week_start
from goals.models.choices import Pattern

_WEEKS = 8
_DAYS = 14
_MOST = 12
# So that a line of the chart fits a phone.
_LONGEST_LABEL = 12
# Days of a rolling period that was asked for; the units of 26 weeks are at hand, more only as a whole.
_PERIODS = {"week": 7, "month": 30, "quarter": 91}


def shown(turn: Turn, request: Show) -> Segment:
    """One goal with its chart, or a line for each."""
    if not turn.goals:
        sentence = _("You have no active goal yet. Say what you want to reach, and I set it up with you.")
        return _segment(sentence)
    if request.goal is not None:
        standing = turn.standings[request.goal.pk]
        return replace(_segment(_one(standing, request.period), _chart(standing)), goal=request.goal.pk)
    return _all(turn, request.period)


def _segment(content: str, chart: str = "") -> Segment:
    return Segment(Mode.TRACK_PROGRESS, content, SegmentType.ANALYSIS, priority=2, chart=chart)


def _one(standing: Standing, period: str | None) -> str:
    card = Card(standing)
    said = known(card.all) or _("nothing is decided yet")
    parts = [f"{card.goal.title}: {said}."]
    if (in_period := _in_period(standing, period)) is not None:
        parts.append(in_period)
    if card.is_reached:
        parts.append(_("It is reached; you can complete it on its page."))
    return " ".join(parts)


def _all(turn: Turn, period: str | None) -> Segment:
    standings = list(turn.standings.values())
    lines, labels = [], []
    for standing in standings[:_MOST]:
        card, in_period = Card(standing), _in_period(standing, period)
        said = in_period or f"{known([card.headline]) or _('nothing is decided yet')}."
        lines.append(f"{card.goal.title}: {said}")
        labels.append((card.goal.title, standing.figures.percent))
    more = len(standings) - _MOST
    if more > 0:
        lines.append(ngettext("And %(count)d more goal.", "And %(count)d more goals.", more) % {"count": more})
    shares = [(title, percent) for title, percent in labels if percent is not None]
    width = min(_LONGEST_LABEL, max((len(title) for title, _percent in shares), default=0))
    chart = "\n".join(f"{_label(title, width)} {bar(percent, 10)}" for title, percent in shares)
    return _segment("\n".join(lines), chart)


def _label(title: str, width: int) -> str:
    """As wide as the others; one that is cut says so."""
    return title.ljust(width) if len(title) <= width else f"{title[: width - 1].rstrip()}…".ljust(width)


def _in_period(standing: Standing, period: str | None) -> str | None:
    """ "4 of 5 done in the last 7 days."; None for goals without units, and where no period was said."""
    if period is None or standing.goal.pattern in (Pattern.TARGET, Pattern.MILESTONE):
        return None
    if period != "day" and period not in _PERIODS:
        return _counted(standing.figures.closed, _("so far"))
    if period == "day":
        return _of_today(standing)
    days = _PERIODS[period]
    first = standing.today - dt.timedelta(days=days - 1)
    found = counts(standing.units, first, standing.today)
    return _counted(found, ngettext("in the last %(days)d day", "in the last %(days)d days", days) % {"days": days})


def _of_today(standing: Standing) -> str:
    """How far it is, done, open, or not due: a day that is not over has no rate."""
    if standing.goal.pattern == Pattern.LIMIT:
        return f"{known([Card(standing).headline])}."
    unit = standing.due(standing.today)
    if unit is None:
        return _("not due today.")
    if part := part_of(standing, standing.today):
        return f"{part}."
    if unit.state is State.PENDING:
        return _("still open today.")
    return _counted(counts(standing.units, standing.today, standing.today), _("today"))


def _counted(found: Counts, when: str) -> str:
    if not found.judged:
        return _("nothing is decided %(when)s.") % {"when": when}
    return _("%(done)d of %(due)d done %(when)s.") % {"done": found.success, "due": found.judged, "when": when}


def _chart(standing: Standing) -> str:
    """Weeks and the last days of a habit; how far a goal with an end has come."""
    card, percent = Card(standing), standing.figures.percent
    if not card.has_due_days:
        return "" if percent is None else bar(percent)
    days = strip([day.look for _date, day in card.last_days(_DAYS)])
    return f"{rows(_weeks(standing))}\n{days} {_('last %(days)d days') % {'days': _DAYS}}"


def _weeks(standing: Standing) -> list[tuple[str, int, int]]:
    """(label, done, due) of each of the last weeks, the running one last."""
    owner = standing.goal.owner
    this = week_start(standing.today, owner.week_starts_on)
    found = []
    for ago in reversed(range(_WEEKS)):
        first = this - dt.timedelta(weeks=ago)
        judged = counts(standing.recent, first, first + dt.timedelta(days=6))
        found.append((date_format(first, "j M"), judged.success, judged.judged))
    return found
