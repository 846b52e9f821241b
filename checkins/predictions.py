"""When target goals will probably be reached, as findings. Pure."""

import datetime as dt
from collections.abc import Collection, Iterator
from decimal import Decimal

from checkins.findings import Finding
from checkins.forecast import Forecast, Refused
from checkins.lookback import Recorded
from checkins.models.insight import PREFIX, InsightKind
from checkins.outlook import Course, outlook
from checkins.units import DayRecord
from goals.journal import plain
from goals.models import Goal
from goals.models.choices import Aggregation

# The range is drawn so that about eight in ten hold what comes.
_CONFIDENCE = 0.8


def forecast_of(
    goal: Goal, value: Decimal | None, recorded: Recorded, paused: Collection[dt.date], today: dt.date
) -> Forecast | Refused:
    """The forecast of a target goal that stands at `value`, from what was recorded and on which days it was paused."""
    course = Course(
        pattern=goal.pattern,
        terms=goal.terms,
        start=goal.start_date,
        days=_days(goal, recorded),
        paused=paused,
        value=value,
        baseline=goal.baseline_value,
        aggregation=_aggregation(goal, recorded),
        direction=goal.direction,
    )
    return outlook(course, today).forecast


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


def _aggregation(goal: Goal, recorded: Recorded) -> str:
    """What is put in adds up, also where readings would follow one another."""
    is_fed = recorded.is_fed and goal.aggregation == Aggregation.LATEST
    return str(Aggregation.SUM if is_fed else goal.aggregation)


def _days(goal: Goal, recorded: Recorded) -> dict[dt.date, DayRecord]:
    """By day the sum of a total's values, how many there are of a count, the last reading or the highest."""
    aggregation, totals = _aggregation(goal, recorded), dict[dt.date, Decimal]()
    for day, value in recorded.values:
        held = totals.get(day)
        if held is None or aggregation in (Aggregation.LATEST, Aggregation.AVERAGE):
            totals[day] = Decimal(1) if aggregation == Aggregation.COUNT else value
        elif aggregation == Aggregation.MAX:
            totals[day] = max(held, value)
        else:
            totals[day] = held + (1 if aggregation == Aggregation.COUNT else value)
    days = {*totals, *recorded.days}
    return {day: DayRecord(recorded.days.get(day, DayRecord()).status, totals.get(day)) for day in days}
