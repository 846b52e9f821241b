"""What Maya wants once: savings, a photo book, and three goals that are behind her."""

import datetime as dt

from checkins.demo.drawing import Odds, OnDays, Payments, Readings, Ticks
from checkins.demo.story import DAY, Reached, Story, Turn
from goals.actions import abandon_goal, archive_goal, complete_goal, update_goal

_MONTH_DAYS = 30.44


def projects(today: dt.date) -> list[Story]:
    return [savings(today), photo_book(today), five_kilometres(today), writing(today), cycling(today)]


def savings(today: dt.date) -> Story:
    start, end = today - 300 * DAY, dt.date(today.year + 1, 6, 30)
    return Story(
        start=start,
        fields={
            "title": "Save £2,400 by 30 June",
            "pattern": "target",
            "baseline_value": 0,
            "target_value": 2400,
            "target_date": end,
            "metric_type": "money",
            "currency": "GBP",
            "finance_mode": "save",
            "direction": "increase",
            "aggregation": "sum",
            "step": 25,
            "sort_order": 8,
            "category": "Money",
            "why_it_matters": "Three months off to walk across Spain.",
            "success_criteria": "The travel account shows it, and nothing else is overdrawn.",
            "intentions": [
                {"trigger_condition": "the salary has come", "action": "move the money before I buy anything"}
            ],
        },
        turns=(
            Turn(
                today - 120 * DAY,
                update_goal,
                {"title": "Save £3,000 by 30 June", "target_value": 3000, "progress_sentiment": "on_track"},
            ),
        ),
        rhythm=Payments(
            amount=3000 * _MONTH_DAYS / (end - start).days,
            on=28,
            extra=((38, 60, "Sold the bicycle bags"), (152, 120, "Tax refund"), (231, 35, "Lunches brought from home")),
        ),
    )


def photo_book(today: dt.date) -> Story:
    planned = [
        ("Collect the pictures from everybody", -118),
        ("Choose 120 of them", -80),
        ("Scan Grandpa's album", -52),
    ]
    planned += [("Write the captions", 30), ("Lay out the pages", 58), ("Order two copies", 75)]
    return Story(
        start=today - 150 * DAY,
        fields={
            "title": "Photo book for Gran's eightieth birthday",
            "pattern": "milestone",
            "target_date": today + 85 * DAY,
            "sort_order": 9,
            "category": "Family",
            "value_category": "connection",
            "why_it_matters": "She has no pictures of the years in Leeds.",
            "milestones": [{"title": title, "target_date": today + days * DAY} for title, days in planned],
            "intentions": [{"trigger_condition": "the film is over on Sunday", "action": "write five captions"}],
        },
        pauses=((today - 12 * DAY, today + 26 * DAY),),
        reached=(
            Reached(today - 125 * DAY, 0, "Aunt Jo sent a whole shoe box."),
            Reached(today - 78 * DAY, 1, "127, but nobody will count."),
            Reached(today - 46 * DAY, 2, "The scanner at the library is free on Tuesdays."),
        ),
    )


def five_kilometres(today: dt.date) -> Story:
    return Story(
        start=today - 430 * DAY,
        fields={
            "title": "5 km under 25 minutes",
            "pattern": "target",
            "baseline_value": "31.4",
            "target_value": 25,
            "target_date": today - 150 * DAY,
            "metric_type": "duration",
            "direction": "decrease",
            "unit": "min",
            "sort_order": 10,
            "category": "Body",
            "value_category": "health",
            "current_baseline": "Just over half an hour, with a walk in the middle.",
        },
        rhythm=Readings(
            first=31.4,
            last=24.8,
            gap=9,
            spread=0.4,
            steps=0.1,
            at="19:20",
            notes=("Head wind.", "Felt easy.", "Stitch in the last kilometre."),
        ),
        end=Turn(today - 165 * DAY, complete_goal, clock="20:10"),
    )


def writing(today: dt.date) -> Story:
    return Story(
        start=today - 640 * DAY,
        fields={
            "title": "Write 500 words before work",
            "pattern": "streak",
            "target_value": 21,
            "time_of_day": "morning",
            "specificity": "abstract",
            "sort_order": 11,
            "category": "Craft",
            "value_category": "craft",
            "description": "The novel. Or at least its first chapter.",
        },
        rhythm=Ticks(
            due=OnDays(Odds(0.85, 0.2)),
            at="06:40",
            notes=("Chapter one, again.", "A page that may stay."),
            excuses=("Nothing came.", "Mornings are for meditating, it seems."),
        ),
        end=Turn(today - 575 * DAY, abandon_goal, clock="21:30"),
    )


def cycling(today: dt.date) -> Story:
    return Story(
        start=today - 700 * DAY,
        fields={
            "title": "Cycle to the office",
            "weekdays": [1, 3],
            "time_of_day": "morning",
            "sort_order": 12,
            "category": "Body",
            "value_category": "health",
            "description": "Eleven kilometres each way, along the river.",
        },
        rhythm=Ticks(
            due=OnDays(Odds(0.7, 0.85), skipped=0.1, weekdays=(1, 3)),
            at="08:30",
            notes=("Tail wind both ways.", "Puncture at the bridge."),
            excuses=("Office closed.", "Ice on the path.", "Worked from home."),
        ),
        end=Turn(today - 290 * DAY, archive_goal, clock="18:00"),
    )
