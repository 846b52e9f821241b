"""When target goals will probably be reached, as findings. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import accumulate

from checkins.findings import Finding
from checkins.forecast import Forecast, Reason, Refused, forecast
from checkins.increments import of_amounts, of_readings
from checkins.lookback import Recorded
from checkins.models.insight import PREFIX, InsightKind
from goals.journal import plain
from goals.models import Goal
from goals.models.choices import Aggregation, Direction

# The range is drawn so that about eight in ten hold what comes.
_CONFIDENCE = 0.8


def forecast_of(
    goal: Goal, value: Decimal | None, recorded: Recorded, off: Collection[dt.date], today: dt.date
) -> Forecast | Refused:
    """The forecast of a target goal that stands at `value`, from what was recorded; `off` days are left out."""
    aggregation = goal.aggregation
    if recorded.is_fed and aggregation == Aggregation.LATEST:
        aggregation = Aggregation.SUM
    if aggregation == Aggregation.AVERAGE:
        return Refused(Reason.AVERAGE)
    is_total = aggregation in (Aggregation.SUM, Aggregation.COUNT)
    days = _by_day(aggregation, recorded)
    return forecast(
        (of_amounts if is_total else of_readings)(days, goal.start_date, today, off),
        value if value is not None else goal.baseline_value or Decimal(0),
        today,
        target=goal.target_value,
        rises=_rises(goal),
        is_total=is_total,
        target_date=goal.target_date,
    )


def predictions(goal: Goal, seen: Forecast | Refused) -> Iterator[Finding]:
    """The day on which the target is reached; a part of the claim is whether all of the range, or none, is in time."""
    if not isinstance(seen, Forecast):
        return
    earliest, middle, latest = seen.arrival
    if earliest is None or middle is None:
        return
    target = plain(goal.target_value)
    yield Finding(
        key=f"{PREFIX}reached:{goal.pk}:{target}:{_verdict(goal, earliest, latest)}",
        kind=InsightKind.PREDICTION,
        code="reached_about",
        confidence=_CONFIDENCE,
        sample_size=seen.days,
        numbers={
            "target": target,
            "days": seen.days,
            "earliest": earliest.isoformat(),
            "middle": middle.isoformat(),
            "latest": latest.isoformat() if latest else None,
            "date": goal.target_date.isoformat() if goal.target_date else None,
        },
        goal=goal.pk,
    )


def _verdict(goal: Goal, earliest: dt.date, latest: dt.date | None) -> str:
    if goal.target_date is None or earliest <= goal.target_date < (latest or dt.date.max):
        return "open"
    return "late" if earliest > goal.target_date else "in_time"


def _rises(goal: Goal) -> bool:
    if goal.direction is not None or goal.target_value is None:
        return bool(goal.direction != Direction.DECREASE)
    return bool(goal.target_value >= (goal.baseline_value or Decimal(0)))


def _by_day(aggregation: str, recorded: Recorded) -> dict[dt.date, Decimal]:
    """The amounts of each day, or its last reading; of a highest value, the highest so far."""
    days: dict[dt.date, Decimal] = defaultdict(Decimal)
    for day, value in recorded.values:
        if aggregation == Aggregation.LATEST:
            days[day] = value
        elif aggregation == Aggregation.MAX:
            days[day] = max(days.get(day, value), value)
        else:
            days[day] += 1 if aggregation == Aggregation.COUNT else value
    if aggregation == Aggregation.MAX:
        ordered = sorted(days)
        return dict(zip(ordered, accumulate((days[day] for day in ordered), max), strict=True))
    return days
