"""Rows for tests, made by the actions that make them for people: valid, journalled, with their figures."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from checkins.actions import record_check_in
from checkins.models import CheckIn, Insight
from coaching.actions import create_integration, send_message, start_conversation, summarize
from coaching.models import Conversation, Integration, Message, Proposal, Reminder, UserSummary
from coaching.models.proposal import LIFETIME
from coaching.pipeline.desk import steps_of
from coaching.tools import Call
from goals.actions import (
    abandon_goal,
    archive_goal,
    complete_goal,
    complete_milestone,
    contribute,
    create_budget,
    create_debt,
    create_goal,
    create_intention,
    create_milestone,
    create_pause,
    create_task,
    create_template,
    link_habit,
    pause_goal,
    register,
)
from goals.journal import SYSTEM, Actor, writing
from goals.models import (
    Budget,
    Contribution,
    Debt,
    Goal,
    GoalTemplate,
    HabitLink,
    Intention,
    Milestone,
    Pause,
    Task,
    User,
)
from goals.models.choices import Source, Status

PASSWORD = "correct horse battery staple"
_WAYS = {
    Status.PAUSED: pause_goal,
    Status.COMPLETED: complete_goal,
    Status.ABANDONED: abandon_goal,
    Status.ARCHIVED: archive_goal,
}


def acting(user: User, source: Source = Source.PAGE) -> Actor:
    """The person at their own pages, or by another way."""
    return Actor(user, source)


class UserFactory(DjangoModelFactory):
    """A person who has signed up. Signs in with `password=PASSWORD`; without one only by `force_login` (faster)."""

    class Meta:
        model = User

    email = Sequence(lambda n: f"person{n}@example.org")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        password = fields.pop("password", None)
        user = model_class(**fields)
        user.set_password(password)
        return register(user=user)


class GoalFactory(DjangoModelFactory):
    """A goal as `create_goal` makes it; `status` leads it there through its action."""

    class Meta:
        model = Goal

    owner = SubFactory(UserFactory)
    title = Sequence(lambda n: f"Goal {n}")

    @classmethod
    def _create(cls, model_class: type[Goal], *args: Any, **fields: Any) -> Goal:
        by, status = acting(fields["owner"]), fields.pop("status", Status.ACTIVE)
        goal = create_goal(by=by, **fields)
        return goal if status == Status.ACTIVE else _WAYS[Status(status)](by=by, goal=goal)


class MilestoneFactory(DjangoModelFactory):
    """The next milestone of `goal` (by default of a new milestone goal); `is_done=True` completes it."""

    class Meta:
        model = Milestone

    goal = SubFactory(GoalFactory, pattern="milestone")
    title = Sequence(lambda n: f"Milestone {n}")

    @classmethod
    def _create(cls, model_class: type[Milestone], *args: Any, **fields: Any) -> Milestone:
        by, is_done = acting(fields["goal"].owner), fields.pop("is_done", False)
        milestone = create_milestone(by=by, **fields)
        return complete_milestone(by=by, milestone=milestone) if is_done else milestone


class IntentionFactory(DjangoModelFactory):
    """An if-then plan of a goal."""

    class Meta:
        model = Intention

    goal = SubFactory(GoalFactory)
    trigger_condition = Sequence(lambda n: f"If it is {n} o'clock")
    action = "then I put on my shoes"

    @classmethod
    def _create(cls, model_class: type[Intention], *args: Any, **fields: Any) -> Intention:
        return create_intention(by=acting(fields["goal"].owner), **fields)


class CheckInFactory(DjangoModelFactory):
    """A check-in of a goal, today unless `check_in_date` says otherwise; a completed day unless it says something."""

    class Meta:
        model = CheckIn

    goal = SubFactory(GoalFactory)

    @classmethod
    def _create(cls, model_class: type[CheckIn], *args: Any, **fields: Any) -> CheckIn:
        if not {"habit_completion_status", "value_recorded", "milestone", "content"} & set(fields):
            fields["habit_completion_status"] = "completed"
        return record_check_in(by=acting(fields["goal"].owner), **fields)


class TemplateFactory(DjangoModelFactory):
    """A template that staff made."""

    class Meta:
        model = GoalTemplate

    slug = Sequence(lambda n: f"template-{n}")
    title = Sequence(lambda n: f"Template {n}")
    summary = "Sing twice a day."
    pattern = "recurring"
    value_category = "craft"
    goal = {"times_per_period": 2}

    @classmethod
    def values(cls, **fields: Any) -> dict[str, Any]:
        """What its action takes."""
        return dict(vars(cls.stub(**fields)))

    @classmethod
    def _create(cls, model_class: type[GoalTemplate], *args: Any, **fields: Any) -> GoalTemplate:
        return create_template(by=acting(UserFactory.create(is_staff=True), Source.ADMIN), **fields)


class InsightFactory(DjangoModelFactory):
    """Something that the figures of `goal` might have said."""

    class Meta:
        model = Insight

    goal = SubFactory(GoalFactory)
    kind = "suggestion"
    key = Sequence(lambda n: f"test:{n}")
    message = Sequence(lambda n: f"Insight {n}")

    @classmethod
    def _create(cls, model_class: type[Insight], *args: Any, **fields: Any) -> Insight:
        insight = model_class(**fields)
        with writing(fields["goal"].owner_id, by=SYSTEM) as journal:
            journal.create(insight)
        return insight


class SuggestionFactory(InsightFactory):
    """One to halve a target."""

    goal = SubFactory(GoalFactory, target_value=Decimal(20), unit="pages")
    code = "shrink_step"
    numbers = LazyFunction(lambda: {"misses": 3, "days": 7})


class SavingFactory(GoalFactory):
    """A target goal that takes contributions in euros."""

    pattern = "target"
    target_value = 1000
    currency = "EUR"
    finance_mode = "save"


class TaskFactory(DjangoModelFactory):
    """A task of `goal`, by default of a new milestone goal."""

    class Meta:
        model = Task

    goal = SubFactory(GoalFactory, pattern="milestone")
    title = Sequence(lambda n: f"Task {n}")

    @classmethod
    def _create(cls, model_class: type[Task], *args: Any, **fields: Any) -> Task:
        return create_task(by=acting(fields["goal"].owner), **fields)


class HabitLinkFactory(DjangoModelFactory):
    """A new habit of the same person that feeds `goal`."""

    class Meta:
        model = HabitLink

    goal = SubFactory(GoalFactory, pattern="milestone")

    @classmethod
    def _create(cls, model_class: type[HabitLink], *args: Any, **fields: Any) -> HabitLink:
        habit = fields.pop("habit", None) or GoalFactory.create(owner=fields["goal"].owner)
        return link_habit(by=acting(fields["goal"].owner), habit=habit, **fields)


class ContributionFactory(DjangoModelFactory):
    """An amount put toward a saving goal."""

    class Meta:
        model = Contribution

    goal = SubFactory(SavingFactory)
    amount = 10

    @classmethod
    def _create(cls, model_class: type[Contribution], *args: Any, **fields: Any) -> Contribution:
        return contribute(by=acting(fields["goal"].owner), **fields)


class BudgetFactory(DjangoModelFactory):
    class Meta:
        model = Budget

    owner = SubFactory(UserFactory)
    title = Sequence(lambda n: f"Budget {n}")
    currency = "EUR"
    amount = 400

    @classmethod
    def _create(cls, model_class: type[Budget], *args: Any, **fields: Any) -> Budget:
        return create_budget(by=acting(fields["owner"]), **fields)


class DebtFactory(DjangoModelFactory):
    class Meta:
        model = Debt

    owner = SubFactory(UserFactory)
    title = Sequence(lambda n: f"Debt {n}")
    currency = "EUR"
    principal = 800

    @classmethod
    def _create(cls, model_class: type[Debt], *args: Any, **fields: Any) -> Debt:
        return create_debt(by=acting(fields["owner"]), **fields)


class SummaryFactory(DjangoModelFactory):
    """The summary of this week of a new person's."""

    class Meta:
        model = UserSummary

    owner = SubFactory(UserFactory)
    period = "weekly"

    @classmethod
    def _create(cls, model_class: type[UserSummary], *args: Any, **fields: Any) -> UserSummary:
        return summarize(by=acting(fields["owner"]), **fields)


class ConversationFactory(DjangoModelFactory):
    """An empty conversation with the coach."""

    class Meta:
        model = Conversation

    owner = SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class: type[Conversation], *args: Any, **fields: Any) -> Conversation:
        return start_conversation(by=acting(fields["owner"], Source.COACH), **fields)


class MessageFactory(DjangoModelFactory):
    """The coach's reply to `text`."""

    class Meta:
        model = Message

    conversation = SubFactory(ConversationFactory)
    text = "I want to set a new goal"

    @classmethod
    def _create(cls, model_class: type[Message], *args: Any, **fields: Any) -> Message:
        return send_message(by=acting(fields["conversation"].owner, Source.COACH), **fields)


class ProposalFactory(DjangoModelFactory):
    """A proposal to halve the times of `goal`, as a handler would make it; `calls` are others."""

    class Meta:
        model = Proposal

    goal = SubFactory(GoalFactory, period="week", times_per_period=4)

    @classmethod
    def _create(cls, model_class: type[Proposal], *args: Any, **fields: Any) -> Proposal:
        goal = fields["goal"]
        by = acting(goal.owner, Source.COACH)
        message = fields.get("message") or MessageFactory.create(
            conversation=ConversationFactory.create(owner=goal.owner)
        )
        calls = fields.get("calls") or [("update_goal", {"goal_id": str(goal.pk), "times_per_period": 2})]
        steps, shown, _goals = steps_of(Call(by, goal.owner), calls)
        with writing(goal.owner_id, by=by) as journal:
            proposal = Proposal(message=message, goal=goal, steps=steps, shown=shown, expires_at=journal.now + LIFETIME)
            journal.create(proposal)
        return proposal


class PauseFactory(DjangoModelFactory):
    """A vacation of a week, a month ahead; of one goal when `goal` is given."""

    class Meta:
        model = Pause

    owner = SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class: type[Pause], *args: Any, **fields: Any) -> Pause:
        first = fields["owner"].today() + dt.timedelta(days=30)
        days = {"starts_on": first, "ends_on": first + dt.timedelta(days=6)}
        return create_pause(by=acting(fields["owner"]), **{**days, **fields})


class ReminderFactory(DjangoModelFactory):
    """A reminder of a plan, as the schedule makes it; open, of today."""

    class Meta:
        model = Reminder

    intention = SubFactory(IntentionFactory)

    @classmethod
    def _create(cls, model_class: type[Reminder], *args: Any, **fields: Any) -> Reminder:
        owner, now = fields["intention"].goal.owner, timezone.now()
        return Reminder.objects.create(**{"owner": owner, "day": owner.today(now), "due_at": now, **fields})


class IntegrationFactory(DjangoModelFactory):
    """A webhook of a person; `kind="calendar"` is a calendar."""

    class Meta:
        model = Integration

    owner = SubFactory(UserFactory)
    name = Sequence(lambda n: f"Integration {n}")

    @classmethod
    def _create(cls, model_class: type[Integration], *args: Any, **fields: Any) -> Integration:
        kind = fields.pop("kind", "webhook")
        address = {"address": "https://hooks.example.org/steady"} if kind == "webhook" else {}
        return create_integration(by=acting(fields["owner"]), kind=kind, **{**address, **fields})[0]
