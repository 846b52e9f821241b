"""Pace: is the goal behind, on track or ahead? Computed, shown as a suggestion, never stored over what people feel."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from checkins.rates import Counts
from goals.models.choices import Pattern, Sentiment

if TYPE_CHECKING:
    from checkins.figures import Basis

# Within one day, or 3% of the way, of the line counts as on it.
_TOLERANCE = Fraction(3, 100)
# A habit is behind when less than 70% of the last 28 days' units were kept.
_KEPT_AT_LEAST = Fraction(7, 10)
# Days ahead or behind are told up to this many: values far off the line have no date.
_FARTHEST = 9999


@dataclass(frozen=True, slots=True)
class Pace:
    """`word` says it; for target goals with a date also by how many days, and the value the line asks for today."""

    word: Sentiment
    days_ahead: int | None = None
    expected_value: Decimal | None = None


def pace_of(basis: "Basis", last_weeks: Counts, value: Decimal | None, today: dt.date) -> Pace | None:
    """None where there is nothing to compare with: no date, no closed unit, no planned milestone."""
    match basis.schedule.pattern:
        case Pattern.TARGET:
            return _against_line(basis, value, today)
        case Pattern.MILESTONE:
            return _against_dates(basis, today)
    return _against_units(last_weeks)


def _against_line(basis: "Basis", value: Decimal | None, today: dt.date) -> Pace | None:
    """The straight line from (start, baseline) to (target date, target)."""
    terms, start = basis.schedule.history.on(today), basis.schedule.start
    if terms.target_value is None or terms.target_date is None or terms.target_date <= start:
        return None
    base = Fraction(basis.sums.start(terms.baseline_value, basis.direction) or 0)
    span = (terms.target_date - start).days
    way = Fraction(terms.target_value) - base
    if way == 0:
        return None
    covered = (Fraction(value if value is not None else base) - base) / way
    elapsed = Fraction(min(max((today - start).days, 0), span), span)
    ahead = (covered - elapsed) * span
    expected = base + way * elapsed
    return Pace(
        word=_word(ahead, max(Fraction(1), span * _TOLERANCE)),
        days_ahead=max(-_FARTHEST, min(_FARTHEST, int(ahead))),
        expected_value=round(Decimal(expected.numerator) / Decimal(expected.denominator), 4),
    )


def _word(ahead: Fraction, tolerance: Fraction) -> Sentiment:
    if ahead < -tolerance:
        return Sentiment.BEHIND
    return Sentiment.AHEAD if ahead > tolerance else Sentiment.ON_TRACK


def _against_units(last_weeks: Counts) -> Pace | None:
    if not last_weeks.judged:
        return None
    kept = Fraction(last_weeks.success, last_weeks.judged)
    if kept < _KEPT_AT_LEAST:
        return Pace(Sentiment.BEHIND)
    return Pace(Sentiment.AHEAD if kept == 1 else Sentiment.ON_TRACK)


def _against_dates(basis: "Basis", today: dt.date) -> Pace | None:
    planned = [(milestone.target_date, milestone.done) for milestone in basis.milestones if milestone.target_date]
    if not planned:
        return None
    if any(day < today and not done for day, done in planned):
        return Pace(Sentiment.BEHIND)
    early = any(day > today and done for day, done in planned)
    return Pace(Sentiment.AHEAD if early else Sentiment.ON_TRACK)
