"""A person who talks with the coach, and what they press."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import time_machine

from checkins.models import CheckIn
from coaching.actions import confirm_proposal, discard_proposal, send_message, undo_capture
from coaching.models import Capture, Conversation, Proposal
from goals.models import Goal, User
from goals.models.choices import Source
from tests.factories import ConversationFactory, GoalFactory, MilestoneFactory, SavingFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole
from tests.test_pages_access import FORBIDDEN

FRIDAY = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
YESTERDAY = dt.date(2026, 11, 26)
TODAY = dt.date(2026, 11, 27)
CONFIRM, DISCARD, UNDO, WAIT = "[confirm]", "[discard]", "[undo]", "[wait half an hour]"

Turns = list[tuple[str, str]]
Left = list[tuple[Any, ...]]


@dataclass
class Dialogue:
    """`turns` are what is said or pressed, each with words of the answer; `left` the check-ins there are in the end.

    A check-in is (goal, day, status, value).
    """

    name: str
    turns: Turns
    left: Left = field(default_factory=list)
    also: Callable[[User], bool] = lambda owner: True


class Talk:
    def __init__(self, owner: User, clock: Any) -> None:
        self.by = acting(owner, Source.COACH)
        self.conversation: Conversation = ConversationFactory.create(owner=owner)
        self.clock = clock

    def turn(self, text: str) -> str:
        """Say or press something; returns the words that come of it."""
        if text == CONFIRM:
            confirm_proposal(by=self.by, proposal=Proposal.objects.earliest("-created_at", "-id"))
            return " ".join(Capture.objects.filter(proposal__isnull=False).values_list("told", flat=True))
        if text == DISCARD:
            return discard_proposal(by=self.by, proposal=Proposal.objects.earliest("-created_at", "-id")).status
        if text == UNDO:
            return undo_capture(by=self.by, capture=Capture.objects.earliest("-created_at", "-id")).told
        if text == WAIT:
            self.clock.shift(dt.timedelta(minutes=30))
            return ""
        self.clock.shift(dt.timedelta(seconds=20))
        reply = send_message(by=self.by, conversation=self.conversation, text=text)
        shown = [
            f"{line['label']} {line['before']} {line['after']}" for each in reply.proposals.all() for line in each.shown
        ]
        choices = [choice for segment in reply.segments for choice in segment["choices"]]
        return "\n".join([reply.said, *shown, *choices])


def somebody() -> User:
    """With a habit, a distance to run, a limit, a project with steps, savings, and two goals of nearly one name."""
    owner: User = UserFactory.create(name="Robin")
    begun = {"owner": owner, "start_date": FRIDAY.date() - dt.timedelta(days=30)}
    GoalFactory.create(title="Yoga", **begun)
    run = {"pattern": "target", "target_value": Decimal(100), "unit": "km", "aggregation": "sum"}
    GoalFactory.create(title="Run", **run, **begun)
    GoalFactory.create(title="Coffee", pattern="limit", target_value=Decimal(14), unit="cups", **begun)
    book = GoalFactory.create(title="Photo book", pattern="milestone", **begun)
    for title in ("Choose the pictures", "Print it"):
        MilestoneFactory.create(goal=book, title=title)
    SavingFactory.create(title="Emergency fund", owner=owner)
    for title in ("Read fiction", "Read history"):
        GoalFactory.create(title=title, target_value=Decimal(10), unit="pages", **begun)
    return owner


def nothing_new(owner: User) -> bool:
    """Whether there are the goals of `somebody`, and no others."""
    return Goal.objects.for_owner(owner).count() == 7


def hold(dialogue: Dialogue) -> None:
    """Talk it through, and look at what is answered and left."""
    with time_machine.travel(FRIDAY, tick=False) as clock:
        owner = somebody()
        talk = Talk(owner, clock)
        for said, expected in dialogue.turns:
            answer = talk.turn(said)
            assert expected in answer, f"{said!r} was answered {answer!r}"
            assert FORBIDDEN.findall(answer) == []
        rows = CheckIn.objects.filter(owner=owner).order_by("goal__title")
        columns = ("goal__title", "check_in_date", "habit_completion_status", "value_recorded")
        if dialogue.left or not CheckIn.objects.filter(goal__title__startswith="Read").exists():
            assert list(rows.values_list(*columns)) == dialogue.left
        assert dialogue.also(owner)
        assert_journal_is_whole(owner)
