"""The score as Loop Habit Tracker computes it, to check an import against the scores that its export states.

It differs from `checkins.strength` on purpose: Loop judges every day, a week's worth over the days before it, and lets
a skip freeze the day. Rules of iSoron/uhabits (Score.kt, ScoreList.kt), checked against its published test values.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from checkins.strength import step
from checkins.units import DayRecord
from checkins.units.values import SKIPPED

LoopKind = Literal["bool", "at_least", "at_most"]


def loop_scores(
    kind: LoopKind,
    num: int,
    den: int,
    target: Decimal,
    records: Mapping[date, DayRecord],
    first: date,
    last: date,
) -> dict[date, float]:
    """The score of each day from `first` (Loop: the day of the oldest entry) to `last`.

    `num` times in `den` days; `target` is the amount, unused for yes/no habits. Automatic marks are no records: Loop
    derives them, and scores what was marked by hand.
    """
    num, den = (1, 1) if num == den else (num, den)
    frequency = num / den
    if kind == "bool" and num < den:
        num, den = 2 * num, 2 * den
    scores: dict[date, float] = {}
    score = 1.0 if kind == "at_most" else 0.0
    rolling = Decimal(0)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        rolling += _worth(kind, records.get(day))
        if offset >= den:
            rolling -= _worth(kind, records.get(day - timedelta(days=den)))
        record = records.get(day)
        if record is None or record.status != SKIPPED:
            score = step(score, _share(kind, num, target, rolling), frequency)
        scores[day] = score
    return scores


def _worth(kind: LoopKind, record: DayRecord | None) -> Decimal:
    """What a day adds to the window: its amount, or 1 for a yes."""
    if record is None or record.status == SKIPPED:
        return Decimal(0)
    if kind == "bool":
        return Decimal(record.is_completed)
    return max(record.total or Decimal(0), Decimal(0))


def _share(kind: LoopKind, num: int, target: Decimal, rolling: Decimal) -> float:
    if kind == "bool":
        return min(1.0, float(rolling / num))
    if kind == "at_least":
        return min(1.0, float(rolling / target)) if target > 0 else 1.0
    if target <= 0:
        return 0.0 if rolling > 0 else 1.0
    return float(min(Fraction(1), max(Fraction(0), 1 - Fraction(rolling - target) / Fraction(target))))
