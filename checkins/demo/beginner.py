"""What Jonas wants: two goals, four months old at most."""

import datetime as dt

from checkins.demo.drawing import Odds, Portions, Readings
from checkins.demo.story import DAY, Story


def beginnings(today: dt.date) -> list[Story]:
    return [reading(today), swimming(today)]


def reading(today: dt.date) -> Story:
    return Story(
        start=today - 120 * DAY,
        fields={
            "title": "Read 20 pages",
            "target_value": 20,
            "unit": "pages",
            "metric_type": "count",
            "step": 5,
            "time_of_day": "evening",
            "sort_order": 1,
            "intentions": [{"trigger_condition": "the dishes are done", "action": "take the book, not the remote"}],
        },
        rhythm=Portions(
            odds=Odds(0.7, 0.9), portions=(("12:30", 5), ("21:40", 20), ("22:15", 10)), today=(("12:30", 5),), kept=0.85
        ),
    )


def swimming(today: dt.date) -> Story:
    return Story(
        start=today - 84 * DAY,
        fields={
            "title": "Swim 1,000 m without a break",
            "pattern": "target",
            "baseline_value": 200,
            "target_value": 1000,
            "target_date": today + 70 * DAY,
            "metric_type": "distance",
            "direction": "increase",
            "aggregation": "max",
            "unit": "m",
            "sort_order": 2,
        },
        rhythm=Readings(first=200, last=650, gap=6, spread=40, steps=50, at="19:10", notes=("Lane to myself.",)),
    )
