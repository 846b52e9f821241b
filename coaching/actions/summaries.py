"""Sum up a week or a month."""

import datetime as dt

from django.utils.translation import gettext as _

from coaching.models import SummaryPeriod, UserSummary
from coaching.movement import summed_up
from coaching.spans import REACH, Span, span_of
from coaching.window import stories_of
from coaching.wording import in_short
from config.refusals import Invalid
from goals.journal import Actor, writing
from goals.models import User


def summarize(*, by: Actor, owner: User, period: str, day: dt.date | None = None) -> UserSummary:
    """Make, or bring up to date, the summary of the week or month that holds `day`, by default the person's today.

    Raises Invalid for another period, for a day that has not come, and for one so long ago that its units are not at
    hand any more.
    """
    if period not in SummaryPeriod.values:
        raise Invalid(fields={"period": [_("Choose weekly or monthly.")]})
    with writing(owner.pk, by=by) as journal:
        owner = journal.owner
        today = owner.today(journal.now)
        span = _span(period, day or today, owner.week_starts_on, today)
        figures = summed_up(*stories_of(owner, span, today))
        text = in_short(figures, period, is_over=span.last < today)
        values = {"ends_on": span.last, "as_of": today, "figures": figures, "text": text}
        held = UserSummary.objects.for_owner(owner).filter(period=period, starts_on=span.first).first()
        if held is None:
            held = UserSummary(owner=owner, period=period, starts_on=span.first, **values)
            journal.create(held)
        else:
            journal.update(held, "refreshed", **values)
    return held


def _span(period: str, day: dt.date, week_starts_on: int, today: dt.date) -> Span:
    if day > today:
        raise Invalid(fields={"day": [_("This day has not come yet.")]})
    if day < today - REACH:
        raise Invalid(fields={"day": [_("This day is too long ago to be summed up.")]})
    span = span_of(period, day, week_starts_on, today)
    if span.before[0] < today - REACH:
        raise Invalid(fields={"day": [_("This day is too long ago to be summed up.")]})
    return span
