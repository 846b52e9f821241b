"""Orders to change a goal: what is one, what none, and what comes of it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.commands import KnownGoal, Utterance
from coaching.orders import order
from goals.models import Goal, Intention, Milestone, User
from tests.coaching.talks import TODAY, Dialogue, hold, nothing_new

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
GOALS = (
    KnownGoal("Yoga", "recurring"),
    KnownGoal("Run", "target", "km"),
    KnownGoal("Coffee limit", "limit", "cups"),
    KnownGoal("Photo book", "milestone", None, ("Print it",)),
)


def heard(text: str, last: KnownGoal | None = None) -> dict[str, Any] | None:
    """What was said of it; None where it is no order."""
    command = order(Utterance(text, NOW, GOALS, last_goal=last), NOW.date())
    return (
        None if command is None else {name: each for name, each in command.as_json().items() if each not in (None, "")}
    )


@pytest.mark.parametrize(
    ("text", "goal", "slots"),
    [
        ("Change the target of Run to 150", "Run", {"value": 150}),
        ("please change my run target from 100 km to 80 km.", "Run", {"value": 80, "unit": "km"}),
        ("Set my run goal to 80 km", "Run", {"value": 80, "unit": "km"}),
        ("change Run to 80 km by June", "Run", {"value": 80, "unit": "km", "date": "2027-06-30"}),
        ("lower my coffee limit to 7 cups a week", "Coffee limit", {"value": 7, "unit": "cup", "period": "week"}),
        ("My coffee limit should be 10", "Coffee limit", {"value": 10}),
        ("make yoga 3 times a week", "Yoga", {"times": 3, "period": "week"}),
        ("Can you change yoga to Mondays and Fridays", "Yoga", {"weekdays": (0, 4)}),
        ("change the frequency of yoga to every other day", "Yoga", {"every_n_days": 2}),
        ("move the deadline of the photo book to March", "Photo book", {"date": "2027-03-31"}),
        ("rename Yoga to Morning yoga", "Yoga", {"title": "Morning yoga"}),
        ("change the name of yoga to “Stretch”", "Yoga", {"title": "Stretch"}),
        ("change the target of the photo book to 5", "Photo book", {"value": 5}),
        ("Change my target to 3", None, {"value": 3}),
        ("Thanks, change the target of run to 60 please", "Run", {"value": 60}),
        (
            "set the run target to 60 km and the deadline to June",
            "Run",
            {"value": 60, "unit": "km", "date": "2027-06-30"},
        ),
        ("change my run target", "Run", {}),
        ("Change my target", None, {}),
    ],
)
def test_change_of_terms_is_heard(text: str, goal: str | None, slots: dict[str, Any]) -> None:
    told = heard(text)
    assert told is not None
    assert told.pop("weekdays") == slots.pop("weekdays", ())
    assert told == {"type": "change_goal", **({"goal": goal} if goal else {}), **slots}


def test_goal_that_is_not_named_is_the_one_talked_about() -> None:
    told = heard("Change my target to 3", last=GOALS[0])
    assert told is not None
    assert told["goal"] == "Yoga"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "add a plan to yoga: if it is 7 am then I roll out my mat",
            {"goal": "Yoga", "trigger": "If it is 7 am", "action": "then I roll out my mat"},
        ),
        ("Add a plan to yoga", {"goal": "Yoga"}),
        ("add a milestone “Order paper” to the photo book", {"goal": "Photo book", "milestone": "Order paper"}),
        ("add a step to Photo book: Order paper", {"goal": "Photo book", "milestone": "Order paper"}),
        ("add a milestone: Order paper", {"goal": "Photo book", "milestone": "Order paper"}),
    ],
)
def test_new_parts_are_heard(text: str, expected: dict[str, Any]) -> None:
    assert heard(text) == {"type": "add_part", **expected}


@pytest.mark.parametrize(
    "text", ["pause yoga until Monday", "Complete my photo book goal", "archive Run", "delete yoga"]
)
def test_what_is_done_on_a_page_is_heard(text: str) -> None:
    told = heard(text)
    assert told is not None
    assert (told["type"], told["what"]) == ("cancel", "goal")


@pytest.mark.parametrize(
    "text",
    [
        "Set up a goal to run 3 times a week",
        "Set a goal to do yoga twice a week",
        "Set me up a goal to save 8,000 dollars by October",
        "could you set a goal to meditate every morning",
        "I changed my run to 6 km",
        "I want to change my life",
        "set run to 5 km today",
        "set run to 5 km",
        "make it 5",
        "change it to 6",
        "make yoga fun",
        "my goal should be fun",
        "my weight should be 80 kg",
        "move 50 euros to the emergency fund",
        "complete yoga for today",
        "complete the third chapter",
        "add a walk to my plan",
        "lower my expectations",
        "change the target of the talk",
        "I ran 5 km",
        "How is yoga going?",
        "",
    ],
)
def test_what_is_no_order_is_left_to_the_interpreter(text: str) -> None:
    assert heard(text) is None


@given(st.text(max_size=80))
def test_nothing_that_can_be_typed_breaks_it(text: str) -> None:
    heard(text)


def goal_is(title: str, **values: Any) -> Callable[[User], bool]:
    return lambda owner: Goal.objects.filter(owner=owner, title=title).values(*values).get() == values


DIALOGUES = [
    Dialogue(
        "another target of the goal talked about is proposed",
        [
            ("How is my run going?", "Run: 0% of the way"),
            ("Change my target to 80", "Change target of Run 100 km 80 km"),
            ("yes", "Confirmed: Run: 100 km → 80 km."),
            ("Scratch that", "Taken back: Run: 100 km → 80 km."),
            ("Change my target to 100", "Run: so it is already, and nothing was changed."),
        ],
        also=goal_is("Run", target_value=100),
    ),
    Dialogue(
        "where no goal was talked about, it is asked which",
        [
            ("Change my target to 3", "Which goal is that for?\nCoffee\nEmergency fund\nRead fiction"),
            ("Yoga", "Change the terms of Yoga Every day 3 times a week"),
            ("yes", "Confirmed: Yoga: Every day → 3 times a week."),
        ],
        also=goal_is("Yoga", times_per_period=3, period="week"),
    ),
    Dialogue(
        "a new rhythm takes the place of the old one, and comes back",
        [
            ("Make yoga every other day", "Change the terms of Yoga Every day Every 2 days"),
            ("yes", "Confirmed"),
            ("Change yoga to Mondays and Fridays", "Change the terms of Yoga Every 2 days Mon, Fri"),
            ("yes", "Confirmed"),
            ("Make yoga every day", "Change the terms of Yoga Mon, Fri Every day"),
            ("Make yoga twice a week", "Change the terms of Yoga Mon, Fri 2 times a week"),
            ("yes", "Confirmed: Yoga: Mon, Fri → 2 times a week."),
            ("Scratch that", "Taken back"),
        ],
        also=goal_is("Yoga", weekdays=[0, 4], every_n_days=None, times_per_period=1),
    ),
    Dialogue(
        "a target in another unit is converted, and one of another kind asked for",
        [
            ("Change the target of Run to 100 miles", "Change target of Run 100 km 160.9344 km"),
            ("Change the target of Run to 30 minutes", "Run is counted in km. How many is it?"),
            ("120", "Change target of Run 100 km 120 km"),
        ],
        also=goal_is("Run", target_value=100),
    ),
    Dialogue(
        "a change that says not to what is asked for whole",
        [
            ("Change the target of Run", "Say what it should be: “change the target of Run to 3”."),
            ("Reduce coffee to 2 cups a day", "Change the terms of Coffee At most 14 cups a week At most 2 cups a day"),
        ],
    ),
    Dialogue(
        "a goal has the terms of its pattern only",
        [
            ("Change the target of the photo book to 5", "Photo book is finished in steps."),
            ("Change the deadline of the photo book to 30 June", "Change target date of Photo book – 30 June 2027"),
            ("Add a step to yoga: Breathe", "Yoga has no steps"),
        ],
    ),
    Dialogue(
        "a plan is proposed, and is no deed",
        [
            ("Add a plan to yoga", "Say the whole plan"),
            ("Add a plan to yoga: if it is 7 am, then I roll out my mat", "Add a plan to Yoga  If it is 7 am"),
            ("yes", "Confirmed: Yoga: new plan “If it is 7 am, then I roll out my mat”."),
        ],
        also=lambda owner: Intention.objects.filter(goal__title="Yoga").count() == 1,
    ),
    Dialogue(
        "a milestone is proposed",
        [
            ("Add a milestone “Order paper” to photo book", "Add a milestone to Photo book  Order paper"),
            ("yes", "Confirmed: Photo book: new milestone Order paper."),
        ],
        also=lambda owner: Milestone.objects.filter(title="Order paper").count() == 1,
    ),
    Dialogue(
        "what its page is for is not done here",
        [("Pause yoga until Monday", "The page of Yoga does"), ("Did yoga today", "Recorded: Yoga: Done, today.")],
        [("Yoga", TODAY, "completed", None)],
        also=lambda owner: nothing_new(owner) and Goal.objects.get(title="Yoga").status == "active",
    ),
    Dialogue(
        "what would be refused is refused before it is proposed",
        [("Change my coffee limit to 99999999999999999999999", "Nothing was recorded."), ("yes", "Nothing waits")],
        also=goal_is("Coffee", target_value=Decimal(14)),
    ),
]


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[dialogue.name for dialogue in DIALOGUES])
def test_dialogue(dialogue: Dialogue) -> None:
    hold(dialogue)
