"""Check-ins in the admin: recorded, corrected and withdrawn by the actions, with what follows from that."""

import csv
import io
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkins.models import CheckIn
from coaching.actions import choose_reminders, confirm_proposal
from coaching.models import Delivery
from goals.actions import cheer, complete_goal, create_calendar_feed, create_token, update_goal
from goals.models import Change, User
from tests.factories import (
    BudgetFactory,
    CheckInFactory,
    ContributionFactory,
    DebtFactory,
    GoalFactory,
    HabitLinkFactory,
    InsightFactory,
    IntegrationFactory,
    IntentionFactory,
    MilestoneFactory,
    ProposalFactory,
    ReminderFactory,
    SavingFactory,
    SummaryFactory,
    TaskFactory,
    UserFactory,
    acting,
)
from tests.goals.admin_site import lines_by, messages_on, page, sent, signed_in, superuser
from tests.sharing import shared_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return superuser()


@pytest.fixture
def client(staff: User) -> Client:
    return signed_in(staff)


def test_check_in_is_recorded_for_its_owner(client: Client, staff: User) -> None:
    goal = GoalFactory()
    day = goal.owner.today().isoformat()
    sent(client, page("checkins_checkin", "add"), goal=goal.pk, check_in_date=day, habit_completion_status="completed")
    check_in = CheckIn.objects.get()
    goal.refresh_from_db()
    assert (check_in.owner, check_in.source, goal.check_in_count) == (goal.owner, "manual", 1)
    assert ("check_in", "created", "admin") in lines_by(staff)


def test_check_in_is_corrected_with_what_differs(client: Client, staff: User) -> None:
    check_in = CheckInFactory(content="Rain")
    sent(client, page("checkins_checkin", "change", check_in.pk), content="Snow", mood="4")
    line = Change.objects.filter(actor_id=staff.pk).get(entity="check_in")
    assert (line.action, line.fields) == ("corrected", {"content": ["Rain", "Snow"], "mood": [None, 4]})


def test_milestone_that_a_check_in_names_is_completed(client: Client) -> None:
    milestone = MilestoneFactory()
    day = milestone.owner.today().isoformat()
    sent(client, page("checkins_checkin", "add"), goal=milestone.goal.pk, milestone=milestone.pk, check_in_date=day)
    milestone.refresh_from_db()
    assert milestone.is_done


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"check_in_date": "2999-01-01"}, "check_in_date", "This day has not come yet."),
        (
            {"habit_completion_status": ""},
            "habit_completion_status",
            "Give a status, a value, a milestone or a note.",
        ),
        ({"mood": "6"}, "mood", "Ensure this value is less than or equal to 5."),
        ({"link": "javascript:alert(1)"}, "link", "Enter a valid URL."),
        ({"value_recorded": "NaN"}, "value_recorded", "Enter a number."),
    ],
)
def test_check_in_that_makes_no_sense_is_refused_in_the_form(
    client: Client, data: dict[str, str], field: str, sentence: str
) -> None:
    goal = GoalFactory()
    good = {"goal": goal.pk, "check_in_date": goal.owner.today().isoformat(), "habit_completion_status": "completed"}
    answer = sent(client, page("checkins_checkin", "add"), **good | {"content": "Typed"} | data | _without_note(field))
    form = answer.context["adminform"].form
    assert sentence in form.errors[field]
    assert CheckIn.objects.count() == 0


def _without_note(field: str) -> dict[str, str]:
    return {"content": ""} if field == "habit_completion_status" else {}


def test_milestone_of_another_goal_is_refused_in_the_form(client: Client) -> None:
    check_in, stranger = CheckInFactory(), MilestoneFactory()
    answer = sent(client, page("checkins_checkin", "change", check_in.pk), milestone=stranger.pk)
    assert answer.context["adminform"].form.errors == {"milestone": ["This goal has no such milestone."]}


def test_second_status_of_a_day_is_refused_in_the_form(client: Client) -> None:
    check_in = CheckInFactory()
    day = check_in.check_in_date
    good = {"goal": check_in.goal.pk, "check_in_date": day.isoformat(), "habit_completion_status": "missed"}
    answer = sent(client, page("checkins_checkin", "add"), **good)
    assert answer.context["adminform"].form.non_field_errors() == [
        f"{day} already has a status. Correct it, or set the day instead."
    ]


def test_deleting_withdraws(client: Client, staff: User) -> None:
    check_in = CheckInFactory()
    client.post(page("checkins_checkin", "delete", check_in.pk), {"post": "yes"})
    goal = check_in.goal
    goal.refresh_from_db()
    assert (CheckIn.objects.count(), goal.check_in_count) == (0, 0)
    assert ("check_in", "withdrawn", "admin") in lines_by(staff)


def test_deleting_many_is_all_or_nothing(client: Client) -> None:
    kept, closed = CheckInFactory(), CheckInFactory()
    complete_goal(by=acting(closed.owner), goal=closed.goal)
    data = {"action": "delete_selected", "_selected_action": [kept.pk, closed.pk], "post": "yes"}
    answer = client.post(page("checkins_checkin"), data, follow=True)
    assert messages_on(answer) == ["This goal is completed. Reactivate it first."]
    assert CheckIn.objects.count() == 2


def test_check_in_of_a_closed_goal_is_read_only(client: Client) -> None:
    check_in = CheckInFactory(content="Rain")
    complete_goal(by=acting(check_in.owner), goal=check_in.goal)
    client.post(page("checkins_checkin", "change", check_in.pk), {"content": "Snow"})
    check_in.refresh_from_db()
    assert check_in.content == "Rain"


def test_csv_holds_the_check_ins_as_they_are(client: Client) -> None:
    check_in = CheckInFactory(goal__title="=Run", value_recorded="-5.5", content="@SUM(A1)")
    answer = client.post(page("checkins_checkin", "export"), {"format": "0", "resource": "0"})
    (row,) = csv.DictReader(io.StringIO(answer.content.decode(), newline=""))
    assert (row["goal"], row["value_recorded"], row["content"]) == ("'=Run", "-5.5", "'@SUM(A1)")
    assert (row["owner"], row["kind"], row["check_in_date"]) == (
        check_in.owner.email,
        "value",
        str(check_in.check_in_date),
    )


def life() -> None:
    """A row, or more, of every model in the admin, under an owner of their own."""
    goal = GoalFactory(pattern="milestone", status="paused", owner=UserFactory())
    CheckInFactory(goal=goal, milestone=MilestoneFactory(goal=goal))
    reminder = ReminderFactory(intention=IntentionFactory(goal=goal))
    Delivery.objects.create(owner=goal.owner, reminder=reminder, channel="mail", next_try_at=reminder.due_at)
    choose_reminders(by=acting(goal.owner), owner=goal.owner, by_mail=True)
    IntegrationFactory(owner=goal.owner)
    other = GoalFactory(owner=goal.owner, target_value=1, start_date="2026-01-01")
    update_goal(by=acting(goal.owner), goal=other, target_value=2)
    create_token(by=acting(goal.owner), user=goal.owner, name="Watch")
    create_calendar_feed(by=acting(goal.owner), user=goal.owner)
    partner = UserFactory()
    cheer(by=acting(partner), share=shared_with(partner, other), words="Go on")
    TaskFactory(goal=goal)
    HabitLinkFactory(goal=goal)
    InsightFactory(goal=goal)
    SummaryFactory(owner=goal.owner)
    ContributionFactory(goal=SavingFactory(owner=goal.owner))
    BudgetFactory(owner=goal.owner)
    DebtFactory(owner=goal.owner)
    weekly = GoalFactory(owner=goal.owner, period="week", times_per_period=4)
    confirm_proposal(by=acting(goal.owner), proposal=ProposalFactory(goal=weekly))


@pytest.mark.parametrize(
    "model",
    [model for model in admin.site._registry if model._meta.app_label in ("goals", "checkins", "coaching")],
    ids=lambda model: model.__name__,
)
def test_lists_and_exports_cost_the_same_for_one_row_and_three(client: Client, model: Any) -> None:
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    counts = []
    life()
    client.get(page(name))
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(page(name)).context["cl"].result_count >= 1
            if hasattr(admin.site.get_model_admin(model), "export_action"):
                client.post(page(name, "export"), {"format": "0", "resource": "0"})
        counts.append(len(queries))
        life()
        life()
    assert counts[0] == counts[1]
