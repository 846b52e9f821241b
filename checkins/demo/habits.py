"""What Maya is at: the seven goals of her Today page."""

import datetime as dt

from checkins.demo.drawing import EveryDays, InWeeks, Odds, OnDays, Portions, Servings, Ticks
from checkins.demo.story import DAY, Story, Turn
from goals.actions import update_goal

# Of an early riser who sleeps in on Sundays.
_LATE_SUNDAYS = (1.05, 1.05, 1.03, 1.0, 1.0, 1.0, 0.4)


def habits(today: dt.date) -> list[Story]:
    return [meditate(today), spanish(today), water(today), phone(today), gym(today), run(today), coffee(today)]


def meditate(today: dt.date) -> Story:
    return Story(
        start=today - 730 * DAY,
        fields={
            "title": "Meditate 5 minutes",
            "period": "week",
            "times_per_period": 4,
            "time_of_day": "morning",
            "sort_order": 1,
            "category": "Mind",
            "value_category": "growth",
            "why_it_matters": "I am kinder to everybody on the days that begin quietly.",
            "small_version": "Three breaths on the edge of the bed",
            "recovery_plan": "Sit down the next morning, for one minute if need be.",
            "intentions": [
                {"trigger_condition": "the kettle is on", "action": "sit down on the cushion until it has cooled"},
                {"trigger_condition": "I slept badly", "action": "do the three breaths and call it done"},
            ],
        },
        turns=(
            Turn(
                today - 600 * DAY,
                update_goal,
                {"title": "Meditate 10 minutes", "period": "day", "times_per_period": 1, "progress_sentiment": "ahead"},
            ),
        ),
        rhythm=Ticks(
            due=OnDays(Odds(0.6, 0.93, weekdays=_LATE_SUNDAYS)),
            at="07:12",
            ending="m" + 12 * "d",
            moods=0.4,
            notes=("Restless, but I stayed.", "Rain on the window the whole time.", "Longer than planned. Good."),
            excuses=("Overslept.", "Early train.", "House full of guests."),
        ),
    )


def spanish(today: dt.date) -> Story:
    more = today - 210 * DAY
    return Story(
        start=today - 548 * DAY,
        fields={
            "title": "Practise Spanish conversation with Lucía, or with the radio when she is away",
            "period": "week",
            "times_per_period": 3,
            "time_of_day": "morning",
            "sort_order": 2,
            "category": "Languages",
            "value_category": "connection",
            "why_it_matters": "To talk with Abuela Carmen without anybody translating.",
            "success_criteria": "A whole lunch in Valencia without switching to English.",
            "current_baseline": "I read menus and understand the weather.",
            "intentions": [
                {"trigger_condition": "breakfast is over", "action": "ring Lucía before I open my mail"},
                {"trigger_condition": "Lucía is away", "action": "repeat the news on the radio aloud"},
            ],
        },
        turns=(Turn(more, update_goal, {"times_per_period": 5}),),
        rhythm=Ticks(
            due=InWeeks((3, 5), more, Odds(0.78, 0.95)),
            at="08:05",
            notes=("Subjunctive, mostly wrong, much laughter.", "Talked about her garden.", "Only radio today."),
        ),
    )


def water(today: dt.date) -> Story:
    return Story(
        start=today - 200 * DAY,
        fields={
            "title": "Drink water",
            "target_value": 1500,
            "unit": "ml",
            "metric_type": "number",
            "step": 250,
            "time_of_day": "morning",
            "sort_order": 3,
            "category": "Body",
            "value_category": "health",
            "small_version": "One glass with lunch",
            "intentions": [{"trigger_condition": "I come back to my desk", "action": "fill the glass first"}],
        },
        turns=(Turn(today - 110 * DAY, update_goal, {"target_value": 2000}),),
        rhythm=Portions(
            odds=Odds(0.82, 0.97),
            portions=(
                ("07:40", 500),
                ("10:20", 250),
                ("12:50", 500),
                ("15:30", 250),
                ("18:00", 250),
                ("20:30", 500),
            ),
            today=(("07:40", 500), ("09:55", 250), ("12:50", 500)),
        ),
    )


def phone(today: dt.date) -> Story:
    return Story(
        start=today - 160 * DAY,
        fields={
            "title": "No phone before breakfast",
            "pattern": "streak",
            "target_value": 30,
            "reserve_per_month": 1,
            "time_of_day": "morning",
            "sort_order": 4,
            "category": "Mind",
            "value_category": "growth",
            "small_version": "Leave it in the kitchen overnight",
            "intentions": [{"trigger_condition": "I reach for it anyway", "action": "turn on the radio instead"}],
        },
        rhythm=Ticks(
            due=OnDays(Odds(0.74, 0.86)),
            at="07:48",
            ending="mmm" + 19 * "d",
            excuses=("Waiting for news from the hospital.", "Alarm, then the headlines.", "On call."),
        ),
    )


def gym(today: dt.date) -> Story:
    return Story(
        start=today - 520 * DAY,
        fields={
            "title": "Gym",
            "every_n_days": 4,
            "sort_order": 5,
            "category": "Body",
            "value_category": "health",
            "why_it_matters": "A back that does not complain.",
            "small_version": "Ten squats and a plank at home",
            "recovery_plan": "Pack the bag tonight and put it in front of the door.",
            "intentions": [
                {"trigger_condition": "it is six o'clock", "action": "take the bag, whatever is still open"}
            ],
        },
        turns=(Turn(today - 330 * DAY, update_goal, {"every_n_days": 3, "progress_sentiment": "on_track"}),),
        pauses=((today - 214 * DAY, today - 194 * DAY),),
        rhythm=Ticks(
            due=EveryDays(3, Odds(0.72, 0.86)),
            at="18:20",
            ending="--d--d---d--d--s",
            notes=("Deadlift 60 kg, clean.", "Short session, full of people.", "Rowing instead of weights."),
            excuses=("Rest day: sore shoulder.", "Rest day."),
        ),
    )


def run(today: dt.date) -> Story:
    """Every other day or so, today among them; the last one did not happen."""
    two, three = ({(today.weekday() - back) % 7 for back in backs} for backs in ((0, 4), (0, 2, 4)))
    return Story(
        start=today - 640 * DAY,
        fields={
            "title": "Run",
            "weekdays": sorted(two),
            "unit": "km",
            "metric_type": "distance",
            "sort_order": 6,
            "category": "Body",
            "value_category": "health",
            "why_it_matters": "The one hour in which nobody needs anything from me.",
            "small_version": "10 min stairs",
            "recovery_plan": "Do the stairs on the same evening, run on the next due day.",
            "intentions": [
                {"trigger_condition": "it rains", "action": "run ten minutes up and down the stairs"},
                {"trigger_condition": "I get home after eight", "action": "walk around the block twice"},
                {"trigger_condition": "Sam asks along", "action": "go to the track club", "is_active": False},
            ],
        },
        turns=(Turn(today - 260 * DAY, update_goal, {"weekdays": sorted(three)}),),
        rhythm=Ticks(
            due=OnDays(Odds(0.62, 0.9), weekdays=tuple(sorted(three)), skipped=0.06),
            at="18:35",
            ending="d--d-m--",
            values=(5.4, 1.1),
            moods=0.25,
            notes=("Along the canal, easy.", "Hills. Legs like wood.", "New shoes.", "With Sam, talked all the way."),
            excuses=("Meeting ran late.", "Storm warning.", "Tired."),
        ),
    )


def coffee(today: dt.date) -> Story:
    return Story(
        start=today - 420 * DAY,
        fields={
            "title": "Coffee limit",
            "pattern": "limit",
            "target_value": 21,
            "unit": "cups",
            "metric_type": "count",
            "step": 1,
            "sort_order": 7,
            "category": "Body",
            "value_category": "health",
            "why_it_matters": "To fall asleep before midnight.",
            "intentions": [{"trigger_condition": "I want a third cup", "action": "make a pot of mint tea"}],
        },
        turns=(
            Turn(today - 300 * DAY, update_goal, {"target_value": 18}),
            Turn(today - 150 * DAY, update_goal, {"target_value": 14}),
        ),
        rhythm=Servings(
            first=3.0, now=1.6, clocks=("07:55", "10:40", "13:30", "15:10", "16:30"), week=(2, 2, 1, 2, 2, 2, 2)
        ),
    )
