"""Puts the demo's people into the database, and their lives in the order in which they happened."""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.db import transaction

from checkins.actions import Draft, find_insights, record_check_in, record_check_ins
from checkins.demo.beginner import beginnings
from checkins.demo.habits import habits
from checkins.demo.people import JONAS, MAYA, PEOPLE, Person
from checkins.demo.projects import projects
from checkins.demo.story import DAY, Life, Reached, Span, Story, Turn
from goals.actions import create_goal, erase_account, pause_goal, register, resume_goal
from goals.days import bounds_of
from goals.journal import SYSTEM, Actor, Journal, writing
from goals.models import Goal, Milestone, Pause, User
from goals.models.choices import Source
from goals.progress import engine

_EMAILS = [person.email for person in PEOPLE]


class Happening(NamedTuple):
    at: dt.datetime
    do: Callable[[], object]


def is_loaded() -> bool:
    return User.objects.filter(email__in=_EMAILS).exists()


def strangers() -> int:
    """How many people are here who are none of the demo's."""
    return User.objects.exclude(email__in=_EMAILS).count()


def unload() -> None:
    """Erase the demo's people and all that is theirs."""
    for user in User.objects.filter(email__in=_EMAILS):
        erase_account(by=SYSTEM, user=user)


@transaction.atomic
def load(*, seed: int, now: dt.datetime) -> list[User]:
    """All of the demo as of `now`, or nothing. The same seed and now give the same rows, ids aside."""
    users = [_settle(person, now) for person in PEOPLE]
    for person, user in zip(PEOPLE, users, strict=True):
        today = user.today(now)
        if person is MAYA:
            away = ((today - 462 * DAY, today - 453 * DAY), (today - 118 * DAY, today - 105 * DAY))
            _live(user, [*habits(today), *projects(today)], away, seed, now)
        elif person is JONAS:
            _live(user, beginnings(today), (), seed, now)
    return users


def _settle(person: Person, now: dt.datetime) -> User:
    """Somebody who signed up then and has confirmed the address since.

    A write locks its person's row, so that the row comes first.
    """
    joined = now - person.joined * DAY
    user = User(
        email=person.email,
        name=person.name,
        timezone=person.timezone,
        day_starts_at=person.day_starts_at,
        is_staff=person.is_staff,
        is_superuser=person.is_staff,
        date_joined=joined,
    )
    user.set_password(person.password)
    user.save()
    with writing(user.pk, by=Actor(user, Source.PAGE)) as journal:
        journal.now = joined
        register(user=user)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _live(user: User, stories: Sequence[Story], away: Sequence[Span], seed: int, now: dt.datetime) -> None:
    """Everything that happened to a person, as one write whose time goes on from one happening to the next.

    So all of it comes through the actions, and journal, past terms and pauses carry the days on which they came about.
    """
    life = Life(seed, now, user.today(now), user.zone)
    with writing(user.pk, by=Actor(user, Source.PAGE)) as journal:
        threads = [_Thread(journal, user, story, life, away) for story in stories]
        happenings = [one for thread in threads for one in thread.happenings()]
        for first, last in away:
            vacation = Pause(starts_on=first, ends_on=last)
            happenings.append(Happening(life.at(first, "05:00"), partial(journal.create, vacation)))
        for happening in sorted(happenings, key=lambda one: one.at):
            journal.now = happening.at
            happening.do()
        journal.now = now
        for thread in threads:
            engine().refresh(journal, journal.fresh(thread.goal))
        find_insights(by=journal.by, owner=user, now=now)


@dataclass
class _Thread:
    """One goal as its story goes on."""

    journal: Journal
    owner: User
    story: Story
    life: Life
    away: Sequence[Span]
    goal: Goal = field(init=False)

    def happenings(self) -> Iterator[Happening]:
        """In order, for those of one instant."""
        yield Happening(self.life.at(self.story.start, "05:30"), self._begin)
        turns = self._turns()
        for at, batch in self._batches([at for at, _ in turns]):
            yield Happening(at, partial(self._record, batch))
        for reached in self.story.reached:
            yield Happening(self.life.at(reached.day, "20:45"), partial(self._reach, reached))
        for at, turn in turns:
            yield Happening(at, partial(self._take, turn))

    def _begin(self) -> None:
        fields = {**self.story.fields, "start_date": self.story.start}
        self.goal = create_goal(by=self.journal.by, owner=self.owner, **fields)

    def _record(self, drafts: list[Draft]) -> None:
        record_check_ins(by=self.journal.by, goal=self.goal, drafts=drafts)

    def _reach(self, reached: Reached) -> None:
        milestone = Milestone.objects.filter(goal=self.goal)[reached.index]
        record_check_in(
            by=self.journal.by,
            goal=self.goal,
            check_in_date=reached.day,
            logged_at=self.journal.now,
            milestone=milestone,
            content=reached.content,
        )

    def _take(self, turn: Turn) -> None:
        turn.act(by=self.journal.by, goal=self.goal, **turn.changes)

    def _turns(self) -> list[tuple[dt.datetime, Turn]]:
        """With those that begin and end pauses; a pause that is not over ends by itself."""
        turns = list(self.story.turns)
        for first, last in self.story.pauses:
            turns.append(Turn(first, pause_goal, {"until": last}))
            if last < self.life.today:
                turns.append(Turn(last + DAY, resume_goal))
        if self.story.end:
            turns.append(self.story.end)
        return [(self.life.at(turn.day, turn.clock), turn) for turn in turns]

    def _batches(self, turns: Sequence[dt.datetime]) -> Iterator[tuple[dt.datetime, list[Draft]]]:
        """What was done, written down at the end of each month and before each turn; today at once."""
        life = self.life
        dawn, _ = bounds_of(life.today, life.zone, self.owner.day_starts_at)
        days = self.story.days(life.today, self.away)
        months = [life.at(day, "04:00") for day in days if day.day == 1]
        marks = sorted({*turns, *months, dawn})
        batches: dict[dt.datetime, list[Draft]] = defaultdict(list)
        random = life.random(self.story.fields["title"])
        for draft in self.story.rhythm.draw(life, days, random) if self.story.rhythm else ():
            at = draft.logged_at or life.now
            batches[at if at >= dawn else marks[bisect_left(marks, at)]].append(draft)
        yield from batches.items()
