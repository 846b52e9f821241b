"""Goals that are set up by talking, from the first word to Confirm."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from coaching.models import Proposal
from goals.models import Goal, Intention, Milestone, User
from tests.coaching.talks import CONFIRM, DISCARD, TODAY, Dialogue, hold, nothing_new

pytestmark = pytest.mark.django_db


def goal_titled(title: str, **values: Any) -> Callable[[User], bool]:
    return lambda owner: Goal.objects.for_owner(owner).filter(title__iexact=title, **values).count() == 1


DIALOGUES = [
    Dialogue(
        "a goal is set up one question at a time",
        [
            ("I want to set a new goal", "What is the goal?"),
            ("learn to draw", "Learn to draw: How is it measured?"),
            ("Do something regularly", "How often?"),
            ("twice a week", "Why does it matter to you?"),
            ("It calms me", "A plan helps"),
            ("If dinner is over, then I draw one page", "Create goal"),
            (CONFIRM, "New goal: Learn to draw. 2 times a week."),
        ],
        also=lambda owner: (
            goal_titled("Learn to draw", period="week", times_per_period=2, why_it_matters="It calms me")(owner)
            and Intention.objects.get().action == "then I draw one page"
        ),
    ),
    Dialogue(
        "a target is asked for number, unit and date",
        [
            ("I want to set a new goal", "What is the goal?"),
            ("Cycle to the sea", "How is it measured?"),
            ("Reach a number", "Which number do you want to reach"),
            ("as much as I can", "I did not get an amount. Which number"),
            ("400 km", "By when?"),
            ("end of the year", "Why does it matter to you?"),
            ("That’s all", "Reach 400 km by 31 December 2026"),
            (CONFIRM, "New goal: Cycle to the sea."),
        ],
        also=goal_titled(
            "Cycle to the sea", target_value=400, unit="km", aggregation="sum", target_date=dt.date(2026, 12, 31)
        ),
    ),
    Dialogue(
        "amounts of a new target add up, and are recorded in the unit it was given",
        [
            ("I want to set a new goal", "What is the goal?"),
            ("Play the guitar", "How is it measured?"),
            ("Reach a number", "Which number"),
            ("50 hours", "By when?"),
            ("That’s all", "Play the guitar: Reach 50 hours"),
            ("yes", "Confirmed: New goal: Play the guitar. Reach 50 hours."),
            ("I played guitar for 30 minutes today", "Recorded: Play the guitar: 0.5 hours, today."),
        ],
        [("Play the guitar", TODAY, None, Decimal("0.5"))],
        also=goal_titled("Play the guitar", aggregation="sum", unit="hours"),
    ),
    Dialogue(
        "what was said is not asked again",
        [
            ("I want to read 20 pages a day", "Why does it matter to you?"),
            ("skip", "A plan helps"),
            ("skip", "20 page"),
            (DISCARD, "discarded"),
        ],
        also=nothing_new,
    ),
    Dialogue(
        "steps are taken as they are listed",
        [
            ("I want to set a new goal", "What is the goal?"),
            ("Move house", "How is it measured?"),
            ("Finish something in steps", "Which steps does it have?"),
            ("Find a flat, pack, drive", "By when?"),
            ("skip", "Why does it matter to you?"),
            ("That’s all", "Move house: Find a flat, pack, drive"),
            (CONFIRM, "New goal: Move house"),
        ],
        also=lambda owner: (
            list(Milestone.objects.filter(goal__title="Move house").values_list("title", flat=True))
            == ["Find a flat", "pack", "drive"]
        ),
    ),
    Dialogue(
        "setting up a goal is put aside for what was done, and goes on after it",
        [
            ("I want to set a new goal", "What is the goal?"),
            ("Sleep well", "How is it measured?"),
            ("I did yoga today", "Recorded: Yoga: Done, today."),
            ("Keep a run of days", "How many days in a row?"),
        ],
        [("Yoga", TODAY, "completed", None)],
        also=nothing_new,
    ),
    Dialogue(
        "a goal that is being set up is let go of when the person talks of something else",
        [
            ("New goal", "What is the goal?"),
            ("Sleep well", "Sleep well: How is it measured?"),
            ("What's the weather like", "Sleep well: How is it measured?"),
            ("I did yoga today", "Recorded: Yoga: Done, today."),
            ("Hello", "Hello Robin. Still open today"),
            ("I ran 5 km today", "Recorded: Run: 5 km, today."),
            ("Go on", "Sleep well: How is it measured?"),
            ("Do something regularly", "How often?"),
            ("weekdays", "Why does it matter to you?"),
            ("That’s all", "Create goal  Sleep well: Mon, Tue, Wed, Thu, Fri"),
        ],
        [("Run", TODAY, None, Decimal(5)), ("Yoga", TODAY, "completed", None)],
        also=nothing_new,
    ),
    Dialogue(
        "a goal that rests asks nothing, and is dropped by never mind",
        [
            ("New goal", "What is the goal?"),
            ("Hello", "What is the goal?"),
            ("Thanks", "The new goal waits."),
            ("I did yoga today", "Recorded: Yoga: Done, today."),
            ("never mind", "All right, no new goal."),
            ("go on", "recorded nothing"),
        ],
        [("Yoga", TODAY, "completed", None)],
        also=nothing_new,
    ),
    Dialogue(
        "what is not understood is asked again, twice",
        [
            ("New goal", "What is the goal?"),
            ("Cycle to the sea", "How is it measured?"),
            ("with my bike", "I did not get which of these it is. How is it measured?"),
            ("well", "I did not get which of these it is."),
            ("as I like", "“Cycle to the sea” waits."),
        ],
        also=nothing_new,
    ),
    Dialogue(
        "another goal takes the place of the one that is being set up",
        [
            ("New goal", "What is the goal?"),
            ("Sleep well", "How is it measured?"),
            ("I want to read 12 books this year", "Instead of “Sleep well”: Read 12 books: Why does it matter"),
            ("That’s all", "Create goal  Read 12 books: Reach 12 books"),
        ],
        also=nothing_new,
    ),
    Dialogue(
        "a whole goal answers the question for its name",
        [("New goal", "What is the goal?"), ("I want to read 12 books this year", "Read 12 books: Why does it matter")],
        also=nothing_new,
    ),
    Dialogue(
        "greetings and questions are no reason why a goal matters",
        [
            ("I want to read 12 books this year", "Why does it matter to you?"),
            ("Thanks!", "You are welcome."),
            ("because I like it", "A plan helps"),
            ("hm", "I did not get a plan. Begin it with “If” or “When”."),
            ("After dinner I read ten pages", "Why: because I like it. After dinner, then I read ten pages"),
        ],
        also=nothing_new,
    ),
    Dialogue(
        "a plan may be told the other way round",
        [
            ("I want to read 12 books this year", "Why does it matter to you?"),
            ("no idea", "A plan helps"),
            ("I read ten pages when I am in bed", "When I am in bed, then I read ten pages"),
        ],
        also=nothing_new,
    ),
    Dialogue(
        "what was done while an amount is asked for is no amount of the goal",
        [
            ("New goal", "What is the goal?"),
            ("Marathon", "How is it measured?"),
            ("Reach a number", "Which number"),
            ("I ran 5 km today", "Recorded: Run: 5 km, today."),
            ("42 km", "By when?"),
            ("yesterday", "I did not get a day that is still to come. By when?"),
            ("no thanks", "Why does it matter to you?"),
        ],
        [("Run", TODAY, None, Decimal(5))],
        also=nothing_new,
    ),
    Dialogue(
        "one question at a time: the goal asks again when the other is answered",
        [
            ("I want to read 12 books this year", "Why does it matter to you?"),
            ("I read 20 pages today", "Which goal is that for?\nRead fiction\nRead history"),
            ("Read history", "Recorded: Read history: 20 pages, today."),
            ("It calms me", "A plan helps"),
        ],
        [("Read history", TODAY, None, Decimal(20))],
        also=nothing_new,
    ),
    Dialogue(
        "yes confirms what is proposed while a goal is being set up",
        [
            ("I want to read 12 books this year", "Why does it matter to you?"),
            ("I ran 5 km and did yoga", "Record  Run: 5 km, today"),
            ("yes", "Confirmed: Run: 5 km, today; Yoga: Done, today."),
            ("It calms me", "A plan helps"),
        ],
        [("Run", TODAY, None, Decimal(5)), ("Yoga", TODAY, "completed", None)],
        also=nothing_new,
    ),
    Dialogue(
        "every other day is a rhythm",
        [
            ("New goal", "What is the goal?"),
            ("Stretch", "How is it measured?"),
            ("Do something regularly", "How often?"),
            ("every other day", "Why does it matter to you?"),
            ("That’s all", "Create goal  Stretch: Every 2 days"),
            ("yes", "Confirmed: New goal: Stretch."),
        ],
        also=goal_titled("Stretch", every_n_days=2),
    ),
    Dialogue(
        "a question is no answer, and the goal waits",
        [
            ("I want to read 12 books by the end of next year", "Why does it matter to you?"),
            ("How do I get better at yoga?", "Why does it matter to you?"),
            ("What can you do?", "Tell me what you did"),
            ("I want to know more", "A plan helps"),
            ("Are you an AI?", "without a language model"),
            ("that's all", "This is the goal"),
            (CONFIRM, "12 books"),
        ],
        also=lambda owner: Goal.objects.get(target_value=12).why_it_matters == "I want to know more",
    ),
    Dialogue(
        "what was done meanwhile is recorded, not taken for a reason",
        [
            ("I want to read 12 books by the end of next year", "Why does it matter to you?"),
            ("I did yoga today", "Recorded: Yoga: Done, today."),
            ("never mind", "no new goal"),
        ],
        [("Yoga", TODAY, "completed", None)],
        also=nothing_new,
    ),
    Dialogue(
        "setting up a goal can be called off",
        [("I want to set a new goal", "What is the goal?"), ("never mind", "Nothing was changed.")],
        also=nothing_new,
    ),
    Dialogue(
        "what is proposed is put right before it is confirmed",
        [
            ("I want to read 12 books by the end of next year", "Why does it matter to you?"),
            ("that's all", "Reach 12 books by 31 December 2027"),
            ("make it 10", "Reach 10 books by 31 December 2027"),
            ("no, 11 books", "Reach 11 books by 31 December 2027"),
            ("change the deadline to June", "Reach 11 books by 30 June 2027"),
            ("change the title to Read a lot", "Create goal  Read a lot: Reach 11 books"),
            ("yes", "Confirmed: New goal: Read a lot. Reach 11 books by 30 June 2027."),
            ("make it 9", "I am not sure which entry you mean"),
        ],
        also=lambda owner: (
            goal_titled("Read a lot", target_value=11)(owner) and Goal.objects.filter(target_value=11).count() == 1
        ),
    ),
    Dialogue(
        "another rhythm takes the place of an amount, and what was proposed before cannot be confirmed any more",
        [
            ("I want to meditate 10 minutes a day", "Why does it matter to you?"),
            ("that's all", "Meditate: 10 minutes a day"),
            ("make it 15", "Meditate: 15 minutes a day"),
            ("make it 3 times a week", "Meditate: 3 times a week"),
            ("yes", "Confirmed: New goal: Meditate. 3 times a week."),
        ],
        also=lambda owner: (
            goal_titled("Meditate", times_per_period=3)(owner)
            and sorted(Proposal.objects.values_list("status", flat=True)) == ["confirmed", "discarded", "discarded"]
        ),
    ),
    Dialogue(
        "of a new goal nothing is said that is not known yet",
        [
            ("I want to meditate every day", "Why does it matter to you?"),
            ("that's all", "Create goal  Meditate: Every day"),
            ("yes", "Confirmed: New goal: Meditate."),
            ("I meditated today", "Recorded: Meditate: Done, today."),
            ("How am I doing?", "Meditate: nothing is decided yet."),
        ],
        [("Meditate", TODAY, "completed", None)],
    ),
    Dialogue(
        "what was decided by its buttons is put right no more",
        [
            ("I want to read 12 books by the end of next year", "Why does it matter to you?"),
            ("that's all", "Reach 12 books"),
            (DISCARD, "discarded"),
            ("make it 10", "Nothing waits for an answer any more."),
        ],
        also=nothing_new,
    ),
]


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[dialogue.name for dialogue in DIALOGUES])
def test_dialogue(dialogue: Dialogue) -> None:
    hold(dialogue)
