"""Every action takes one lock, that of the person it is for, before it reads anything that it decides by."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkins import actions as check_in_actions
from checkins.actions import Draft
from coaching import actions as coaching_actions
from coaching.models import Capture, Delivery
from coaching.models.integration import Outcome
from coaching.webhooks import Result
from goals import actions as goal_actions
from goals.journal import Actor
from goals.models import Contribution, Goal, GoalTemplate
from goals.models.choices import Source
from tests.factories import (
    BudgetFactory,
    CheckInFactory,
    ContributionFactory,
    ConversationFactory,
    DebtFactory,
    GoalFactory,
    HabitLinkFactory,
    InsightFactory,
    IntegrationFactory,
    IntentionFactory,
    MilestoneFactory,
    PauseFactory,
    ProposalFactory,
    ReminderFactory,
    SavingFactory,
    SuggestionFactory,
    TaskFactory,
    UserFactory,
    acting,
)
from tests.sharing import link_to, shared_with

pytestmark = pytest.mark.django_db

LOCK = re.compile(
    r"UPDATE \"?goals_user\"? SET \"?revision\"? = .*revision.* \+ (?:\d+|\$1) "
    r"|SELECT .* FROM \"goals_user\" .*FOR UPDATE"
)
ROOMS = (goal_actions, check_in_actions, coaching_actions)
World = Any


def world() -> World:
    """A person with one of everything."""
    owner = UserFactory.create()
    goal = GoalFactory.create(owner=owner, pattern="milestone")
    by = acting(owner)
    return SimpleNamespace(
        owner=owner,
        by=by,
        superuser=Actor(UserFactory.create(is_staff=True, is_superuser=True), Source.ADMIN),
        goal=goal,
        milestone=MilestoneFactory.create(goal=goal),
        intention=IntentionFactory.create(goal=goal),
        check_in=CheckInFactory.create(goal=goal),
        token=goal_actions.create_token(by=by, user=owner, name="Phone")[0],
        **{status: GoalFactory.create(owner=owner, status=status) for status in ("paused", "completed", "archived")},
    )


CALLS: dict[str, Callable[[World], dict[str, Any]]] = {
    "abandon_goal": lambda w: {"goal": w.goal},
    "archive_goal": lambda w: {"goal": w.goal},
    "change_access": lambda w: {"by": w.superuser, "user": w.owner, "is_staff": True},
    "change_status": lambda w: {"goal": w.goal, "status": "paused"},
    "complete_goal": lambda w: {"goal": w.goal},
    "move_goal": lambda w: {"goal": w.goal, "places": 1},
    "put_recovery_aside": lambda w: {"goal": w.goal},
    "complete_milestone": lambda w: {"milestone": w.milestone},
    "create_goal": lambda w: {"owner": w.owner, "title": "Run"},
    "create_intention": lambda w: {"goal": w.goal, "trigger_condition": "a", "action": "b"},
    "create_milestone": lambda w: {"goal": w.goal, "title": "Step"},
    "create_token": lambda w: {"user": w.owner, "name": "Program"},
    "delete_intention": lambda w: {"intention": w.intention},
    "delete_milestone": lambda w: {"milestone": w.milestone},
    "erase_account": lambda w: {"user": w.owner},
    "erase_goal": lambda w: {"goal": w.archived},
    "pause_goal": lambda w: {"goal": w.goal},
    "reactivate_goal": lambda w: {"goal": w.completed},
    "rehearse_intention": lambda w: {"intention": w.intention},
    "reopen_milestone": lambda w: {"milestone": w.milestone},
    "reorder_milestones": lambda w: {"goal": w.goal, "ids": [w.milestone.pk]},
    "restore_goal": lambda w: {"goal": w.archived},
    "resume_goal": lambda w: {"goal": w.paused},
    "revoke_token": lambda w: {"token": w.token},
    "set_password": lambda w: {"user": w.owner, "password": "a new and better secret"},
    "toggle_intention": lambda w: {"intention": w.intention},
    "update_goal": lambda w: {"goal": w.goal, "title": "Swim"},
    "update_intention": lambda w: {"intention": w.intention, "action": "c"},
    "update_milestone": lambda w: {"milestone": w.milestone, "title": "Leap"},
    "update_profile": lambda w: {"user": w.owner, "timezone": "Asia/Tokyo"},
    "catch_up": lambda w: {"goal": w.goal},
    "correct_check_in": lambda w: {"check_in": w.check_in, "content": "Words"},
    "record_check_in": lambda w: {"goal": w.goal, "content": "Words"},
    "record_check_ins": lambda w: {"goal": w.goal, "drafts": [Draft(content="Words")]},
    "record_batch": lambda w: {"owner": w.owner, "entries": [(w.goal, Draft(content="Words"))]},
    "summarize": lambda w: {"owner": w.owner, "period": "weekly"},
    "set_day": lambda w: {"goal": w.goal, "day": w.owner.today(), "status": "missed"},
    "finish_day": lambda w: {"goal": w.goal, "day": w.owner.today()},
    "move_amount": lambda w: {"goal": w.goal, "day": w.owner.today(), "amount": Decimal(1)},
    "undo_check_in": lambda w: {"owner": w.owner, "check_in_id": w.check_in.pk},
    "withdraw_check_in": lambda w: {"check_in": w.check_in},
    "accept_suggestion": lambda w: {"insight": SuggestionFactory.create(goal__owner=w.owner)},
    "dismiss_insight": lambda w: {"insight": InsightFactory.create(goal=w.goal)},
    "create_task": lambda w: {"goal": w.goal, "title": "Pack"},
    "update_task": lambda w: {"task": TaskFactory.create(goal=w.goal), "title": "Unpack"},
    "complete_task": lambda w: {"task": TaskFactory.create(goal=w.goal)},
    "reopen_task": lambda w: {"task": TaskFactory.create(goal=w.goal)},
    "delete_task": lambda w: {"task": TaskFactory.create(goal=w.goal)},
    "link_habit": lambda w: {"goal": w.goal, "habit": GoalFactory.create(owner=w.owner)},
    "update_habit_link": lambda w: {"link": HabitLinkFactory.create(goal=w.goal), "weight": 3},
    "unlink_habit": lambda w: {"link": HabitLinkFactory.create(goal=w.goal)},
    "contribute": lambda w: {"goal": SavingFactory.create(owner=w.owner), "amount": 4},
    "correct_contribution": lambda w: {"contribution": put_in(w), "amount": 5},
    "withdraw_contribution": lambda w: {"contribution": put_in(w)},
    "create_budget": lambda w: {"owner": w.owner, "title": "Food", "currency": "EUR", "amount": 4},
    "update_budget": lambda w: {"budget": BudgetFactory.create(owner=w.owner), "amount": 5},
    "delete_budget": lambda w: {"budget": BudgetFactory.create(owner=w.owner)},
    "create_debt": lambda w: {"owner": w.owner, "title": "Loan", "currency": "EUR", "principal": 4},
    "update_debt": lambda w: {"debt": DebtFactory.create(owner=w.owner), "balance": 5},
    "delete_debt": lambda w: {"debt": DebtFactory.create(owner=w.owner)},
    "create_pause": lambda w: {"owner": w.owner, "starts_on": w.owner.today()},
    "update_pause": lambda w: {"pause": PauseFactory.create(owner=w.owner), "ends_on": None},
    "delete_pause": lambda w: {"pause": PauseFactory.create(owner=w.owner)},
    "create_share": lambda w: {"goal": w.goal, "parts": ["figures"]},
    "update_share": lambda w: {"share": link_to(w.goal)[0], "name": "The club"},
    "revoke_share": lambda w: {"share": link_to(w.goal)[0]},
    "invite_partner": lambda w: {"goal": w.goal, "parts": ["figures"], "email": "bea@example.org"},
    "cheer": lambda w: {"words": "Go on", **as_partner(w)},
    "leave_share": lambda w: {**as_partner(w)},
    "create_calendar_feed": lambda w: {"user": w.owner},
    "revoke_calendar_feed": lambda w: {"user": w.owner},
    "start_conversation": lambda w: {"owner": w.owner},
    "delete_conversation": lambda w: {"conversation": ConversationFactory.create(owner=w.owner)},
    "confirm_proposal": lambda w: {"proposal": ProposalFactory.create(goal=weekly(w))},
    "discard_proposal": lambda w: {"proposal": ProposalFactory.create(goal=weekly(w))},
    "undo_capture": lambda w: {"capture": captured(w)},
    "choose_reminders": lambda w: {"owner": w.owner, "by_mail": True},
    "dismiss_reminder": lambda w: {"reminder": ReminderFactory.create(intention=w.intention)},
    "rehearse_reminder": lambda w: {"reminder": ReminderFactory.create(intention=w.intention)},
    "claim_delivery": lambda w: {"delivery": delivery_of(w)},
    "settle_delivery": lambda w: {"delivery": delivery_of(w)},
    "recover_delivery": lambda w: {"delivery": delivery_of(w)},
    "create_integration": lambda w: {"owner": w.owner, "kind": "calendar", "name": "Phone"},
    "update_integration": lambda w: {"integration": IntegrationFactory.create(owner=w.owner), "name": "Desk"},
    "delete_integration": lambda w: {"integration": IntegrationFactory.create(owner=w.owner)},
    "renew_secret": lambda w: {"integration": IntegrationFactory.create(owner=w.owner)},
    "reseal_secret": lambda w: {"integration": IntegrationFactory.create(owner=w.owner)},
    "ping_integration": lambda w: {"integration": IntegrationFactory.create(owner=w.owner)},
    "record_result": lambda w: {
        "integration": IntegrationFactory.create(owner=w.owner),
        "result": Result(Outcome.DELIVERED),
    },
    "start_template": lambda w: {"owner": w.owner, "template": GoalTemplate.objects.offered()[0]},
}
# There is nobody to lock before they have signed up; whose rows an invitation or a partner's leaving is about must be
# found first; templates are nobody's, their lines go to the journal of the staff member who writes.
# Half a year is read before the lock, so that nobody waits for it; what is written is decided under it. So is what a
# message says: where somebody wrote meanwhile, it is read again. Who has no reminder due is not locked at all.
WITHOUT_LOCK = {
    "register",
    "find_insights",
    "send_message",
    "remind",
    "accept_invitation",
    "forget_partner",
    "create_template",
    "update_template",
    "restore_template",
    "delete_template",
}


def put_in(w: World) -> Contribution:
    contribution: Contribution = ContributionFactory.create(goal=SavingFactory.create(owner=w.owner))
    return contribution


def weekly(w: World) -> Goal:
    goal: Goal = GoalFactory.create(owner=w.owner, period="week", times_per_period=4)
    return goal


def captured(w: World) -> Capture:
    """Something that a confirmed proposal did."""
    confirmed = coaching_actions.confirm_proposal(by=w.by, proposal=ProposalFactory.create(goal=weekly(w)))
    return Capture.objects.get(proposal=confirmed)


def delivery_of(w: World) -> Delivery:
    reminder = ReminderFactory.create(intention=w.intention)
    return Delivery.objects.create(owner=w.owner, reminder=reminder, channel="mail", next_try_at=reminder.due_at)


def as_partner(w: World) -> dict[str, Any]:
    partner = UserFactory.create()
    return {"share": shared_with(partner, w.goal), "by": acting(partner)}


def statements_of(call: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        call()
    said = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in said if not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN"))]


@pytest.mark.parametrize("name", CALLS)
def test_action_locks_before_it_reads(name: str) -> None:
    made = world()
    action = next(getattr(room, name) for room in ROOMS if hasattr(room, name))
    call = partial(action, **{"by": made.by, **CALLS[name](made)})
    said = statements_of(call)
    # SQLite has no FOR UPDATE: its transactions are IMMEDIATE, so that each has locked the database as it begins.
    # Who erases their account first leaves what others share with them, each in a write of its own.
    early = said if name == "erase_account" else said[:1]
    if name != "erase_account" or connection.vendor != "sqlite":
        assert any(LOCK.search(sql) for sql in early), said[0]
    assert len([sql for sql in said if sql.startswith("UPDATE goals_user SET revision = revision + 1")]) <= 1


def test_every_action_is_asked_here() -> None:
    offered = {name for module in ROOMS for name in module.__all__ if name[0].islower()}
    assert offered == set(CALLS) | WITHOUT_LOCK
