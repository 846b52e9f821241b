"""Everything that is to be said about a person's goals, from the days behind and the figures of today."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from checkins.findings import Finding
from checkins.lookback import DAYS, Lookback
from checkins.patterns import patterns, usual_hour
from checkins.predictions import forecast_of, predictions
from checkins.recommendations import recommendations_for, suggestions
from checkins.standing import standings_of
from goals.models import Goal
from goals.models.choices import Pattern, Status


def notice(goals: Sequence[Goal], seen: Lookback, held: Collection[str]) -> list[Finding]:
    """What holds today about the open `goals` of one person, read with their plans; `held` are the keys said before."""
    standings = standings_of(goals, seen.today)
    figures = {goal.pk: standings[goal.pk].figures for goal in goals}
    days = [seen.days_of(goal, standings[goal.pk].units) for goal in goals]
    found = patterns([one for one in days if one is not None], seen.first, DAYS, held)
    hour = usual_hour(seen.hours, held)
    found += [hour] if hour is not None else []
    about: dict[Any, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for finding in found:
        about[finding.goal].append((finding.code, finding.numbers))
    for goal in goals:
        if goal.status != Status.ACTIVE:
            continue
        forecast = None
        if goal.pattern == Pattern.TARGET:
            recorded = seen.recorded[goal.pk]
            forecast = forecast_of(goal, figures[goal.pk].value, recorded, seen.paused_days(goal), seen.today)
            found += predictions(goal, forecast)
        recommended = recommendations_for(
            goal,
            figures[goal.pk],
            seen.today,
            patterns=about[goal.pk],
            plans=list(goal.intentions.all()),
            forecast=forecast,
        )
        found += suggestions(goal, recommended)
    return found
