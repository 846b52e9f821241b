"""Pace: is the goal behind, on track or ahead? Computed, shown as a suggestion, never stored over what people feel."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from checkins.rates import Counts
from checkins.road import amount
from goals.models.choices import Pattern, Sentiment

if TYPE_CHECKING:
    from checkins.figures import Basis

# Within one day, or 3% of the way, of the line counts as on it.
_TOLERANCE = Fraction(3, 100)
# A habit is behind when less than so many percent of the last 28 days' units were kept.
_KEPT_AT_LEAST = 70
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
    """The path from (start, baseline) to (target date, target)."""
    path = basis.path
    if path is None:
        return None
    (first, base), (last, _target) = path.road.knots[0], path.road.knots[-1]
    ahead = path.road.days_ahead(base if value is None else Fraction(value), today)
    return Pace(
        word=_word(ahead, max(Fraction(1), (last - first).days * _TOLERANCE)),
        days_ahead=max(-_FARTHEST, min(_FARTHEST, int(ahead))),
        expected_value=amount(path.road.value_on(today)),
    )


def _word(ahead: Fraction, tolerance: Fraction) -> Sentiment:
    if ahead < -tolerance:
        return Sentiment.BEHIND
    return Sentiment.AHEAD if ahead > tolerance else Sentiment.ON_TRACK


def _against_units(last_weeks: Counts) -> Pace | None:
    if not last_weeks.judged:
        return None
    if 100 * last_weeks.success < _KEPT_AT_LEAST * last_weeks.judged:
        return Pace(Sentiment.BEHIND)
    return Pace(Sentiment.ON_TRACK if last_weeks.miss else Sentiment.AHEAD)


def _against_dates(basis: "Basis", today: dt.date) -> Pace | None:
    planned = [(milestone.target_date, milestone.done) for milestone in basis.milestones if milestone.target_date]
    if not planned:
        return None
    if any(day < today and not done for day, done in planned):
        return Pace(Sentiment.BEHIND)
    early = any(day > today and done for day, done in planned)
    return Pace(Sentiment.AHEAD if early else Sentiment.ON_TRACK)
