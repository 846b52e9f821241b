"""One message on its way through the stages; each stage fills its part."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from checkins.standing import Standing, standings_of
from coaching.commands import Command, KnownGoal, Mode, Reading
from coaching.composer import Composed
from coaching.dialogue import Draft
from coaching.models import Capture, Conversation, ConversationState, Proposal
from coaching.pending import Held
from coaching.pipeline.requests import Request
from goals.journal import Actor
from goals.models import Goal, User


@dataclass
class Turn:
    """`conversation` comes with its owner; what is remembered of it is in `state`, as it was before this message."""

    by: Actor
    conversation: Conversation
    text: str
    now: dt.datetime
    key: uuid.UUID | None = None

    # load
    goals: dict[uuid.UUID, Goal] = field(default_factory=dict)
    # decay
    topics: dict[str, float] = field(default_factory=dict)
    intents: dict[str, float] = field(default_factory=dict)
    held: Held | None = None
    has_proposed: bool = False
    draft: Draft | None = None
    last_goal: Goal | None = None
    # classify
    reading: Reading = field(default_factory=Reading)
    heard: Draft | None = None
    modes: tuple[Mode, ...] = ()
    # enrich
    requests: list[Request] = field(default_factory=list)
    # orchestrate
    reply: Composed = field(default_factory=Composed)
    captures: list[Capture] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    next_held: Held | None = None
    next_draft: Draft | None = None
    saw_check_ins: bool = False

    @property
    def owner(self) -> User:
        return self.conversation.owner

    @property
    def state(self) -> ConversationState:
        return self.conversation.state

    @cached_property
    def today(self) -> dt.date:
        return self.owner.today(self.now)

    @cached_property
    def known(self) -> dict[uuid.UUID, KnownGoal]:
        """The goals as an interpreter may know them."""
        return {
            goal.pk: KnownGoal(
                title=goal.title,
                pattern=goal.pattern,
                unit=goal.currency or goal.unit,
                milestones=tuple(milestone.title for milestone in goal.milestones.all()),
                id=goal.pk,
            )
            for goal in self.goals.values()
        }

    @cached_property
    def standings(self) -> dict[uuid.UUID, Standing]:
        """How the goals stand today; read once, before this message changes anything, when a mode asks for it."""
        self.saw_check_ins = True
        return standings_of(self.goals.values(), self.today)

    def row(self, goal: KnownGoal | None) -> Goal | None:
        return None if goal is None or goal.id is None else self.goals.get(goal.id)

    def titles(self, ids: Sequence[uuid.UUID]) -> list[str]:
        """The names of goals as choices; those of the same name are numbered."""
        titles = [self.goals[pk].title for pk in ids]
        is_plain = len(set(titles)) == len(titles)
        return titles if is_plain else [f"{number}. {title}" for number, title in enumerate(titles, 1)]

    @property
    def commands(self) -> tuple[Command, ...]:
        return self.reading.commands
