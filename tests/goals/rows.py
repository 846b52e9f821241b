"""A valid row of any model of goals, for tests that break it."""

import datetime as dt
from typing import Any

import time_machine
from django.db import models

from goals.actions import cheer, create_calendar_feed, create_token, pause_goal, update_goal
from goals.models import (
    Budget,
    CalendarFeed,
    Change,
    Cheer,
    Contribution,
    Debt,
    Goal,
    GoalShare,
    GoalTemplate,
    HabitLink,
    Intention,
    Milestone,
    PastTerms,
    Pause,
    PersonalToken,
    Task,
    User,
)
from tests.factories import (
    BudgetFactory,
    ContributionFactory,
    DebtFactory,
    GoalFactory,
    HabitLinkFactory,
    IntentionFactory,
    MilestoneFactory,
    TaskFactory,
    TemplateFactory,
    UserFactory,
    acting,
)
from tests.sharing import shared_with


def make_row(model: type[models.Model]) -> Any:
    return _MAKERS[model]()


def _past_terms() -> PastTerms:
    with time_machine.travel(dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC), tick=False) as clock:
        goal = GoalFactory.create()
        clock.shift(dt.timedelta(days=2))
        update_goal(by=acting(goal.owner), goal=goal, period="week")
    return PastTerms.objects.get(goal=goal)


def _pause() -> Pause:
    goal = GoalFactory.create()
    pause_goal(by=acting(goal.owner), goal=goal)
    return Pause.objects.get(goal=goal)


def _token() -> PersonalToken:
    person = UserFactory.create()
    return create_token(by=acting(person), user=person, name="Program")[0]


def _change() -> Change:
    return Change.objects.get(owner=UserFactory.create())


def _share() -> GoalShare:
    return shared_with(None, GoalFactory.create())


def _cheer() -> Cheer:
    partner = UserFactory.create()
    return cheer(by=acting(partner), share=shared_with(partner, GoalFactory.create()), words="Go on")


def _calendar() -> CalendarFeed:
    person = UserFactory.create()
    return create_calendar_feed(by=acting(person), user=person)[0]


_MAKERS: dict[type[models.Model], Any] = {
    User: UserFactory.create,
    Goal: GoalFactory.create,
    Milestone: MilestoneFactory.create,
    Intention: IntentionFactory.create,
    PastTerms: _past_terms,
    Pause: _pause,
    PersonalToken: _token,
    Change: _change,
    GoalShare: _share,
    Cheer: _cheer,
    CalendarFeed: _calendar,
    GoalTemplate: TemplateFactory.create,
    Task: TaskFactory.create,
    HabitLink: HabitLinkFactory.create,
    Budget: BudgetFactory.create,
    Debt: DebtFactory.create,
    Contribution: ContributionFactory.create,
}
