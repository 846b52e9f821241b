"""Who may call what: every route and method of the API, for owner, other, anonymous and a token that may only read.

A route that is not declared here fails.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from coaching.actions import confirm_proposal
from coaching.models import Capture
from goals.models import Goal, PersonalToken, User
from tests.api import UNKNOWN, Caller, caller, refused
from tests.factories import (
    PASSWORD,
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
    SummaryFactory,
    TaskFactory,
    TemplateFactory,
    UserFactory,
    acting,
)
from tests.sharing import link_to, shared_with

pytestmark = pytest.mark.django_db
PREFIX = "api/v1/"
PUBLIC = {"schema/", "docs/"}
SAFE = {"get"}


@dataclass(frozen=True)
class Row:
    """A declared operation: its body, and what it answers the owner."""

    body: Any = None
    status: int = 200
    of: str | None = None
    """What the id in the address names; None where a person can only reach what is theirs."""
    goal_status: str = "active"
    multipart: bool = False


PLAN = {"trigger_condition": "If it rains", "action": "then I read"}
DAY = "goals/<row_id:pk>/days/<iso_day:day>/"
ROWS: dict[tuple[str, str], Row] = {
    ("get", "me/"): Row(),
    ("patch", "me/"): Row({"name": "Ada"}),
    ("get", "me/export/"): Row(),
    ("delete", "me/"): Row({"password": PASSWORD}, 204),
    ("post", "me/calendar/"): Row(status=201),
    ("delete", "me/calendar/"): Row(status=204),
    ("get", "goals/<row_id:pk>/shares/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/shares/"): Row({"parts": ["figures"]}, 201, of="goal"),
    ("get", "shares/<row_id:pk>/"): Row(of="share"),
    ("patch", "shares/<row_id:pk>/"): Row({"name": "The club"}, of="share"),
    ("delete", "shares/<row_id:pk>/"): Row(status=204, of="share"),
    ("get", "shared-with-me/"): Row(),
    ("post", "shared-with-me/"): Row({"invitation": "unknown"}, 404),
    ("get", "shared-with-me/<row_id:pk>/"): Row(of="with_me"),
    ("delete", "shared-with-me/<row_id:pk>/"): Row(status=204, of="with_me"),
    ("post", "shared-with-me/<row_id:pk>/cheer/"): Row({"words": "Go on"}, 201, of="with_me"),
    ("get", "goals/"): Row(),
    ("post", "goals/"): Row({"title": "Read"}, 201),
    ("get", "goals/<row_id:pk>/"): Row(of="goal"),
    ("patch", "goals/<row_id:pk>/"): Row({"title": "Read"}, of="goal"),
    ("put", "goals/<row_id:pk>/"): Row({"title": "Read"}, of="goal"),
    ("delete", "goals/<row_id:pk>/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/complete/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/pause/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/resume/"): Row(of="goal", goal_status="paused"),
    ("post", "goals/<row_id:pk>/abandon/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/reactivate/"): Row(of="goal", goal_status="completed"),
    ("post", "goals/<row_id:pk>/restore/"): Row(of="goal", goal_status="archived"),
    ("get", "goals/<row_id:pk>/milestones/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/milestones/"): Row({"title": "Start"}, 201, of="goal"),
    ("post", "goals/<row_id:pk>/milestones/reorder/"): Row({"ids": []}, of="goal"),
    ("get", "goals/<row_id:pk>/intentions/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/intentions/"): Row(PLAN, 201, of="goal"),
    ("get", "goals/<row_id:pk>/check-ins/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/check-ins/"): Row({"content": "Hm"}, 201, of="goal"),
    ("get", "goals/<row_id:pk>/activities/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/activities/"): Row({"content": "Hm"}, 201, of="goal"),
    ("post", "goals/<row_id:pk>/check-in/"): Row({"note": "Hm"}, 201, of="goal"),
    ("get", DAY): Row(of="goal"),
    ("put", DAY): Row({"status": "completed"}, of="goal"),
    ("delete", DAY): Row(status=204, of="goal"),
    ("get", "goals/<row_id:pk>/progress/"): Row(of="goal"),
    ("get", "goals/<row_id:pk>/terms/"): Row(of="goal"),
    ("get", "milestones/<row_id:pk>/"): Row(of="milestone"),
    ("patch", "milestones/<row_id:pk>/"): Row({"title": "Start"}, of="milestone"),
    ("delete", "milestones/<row_id:pk>/"): Row(status=204, of="milestone"),
    ("post", "milestones/<row_id:pk>/complete/"): Row(of="milestone"),
    ("post", "milestones/<row_id:pk>/reopen/"): Row(of="milestone"),
    ("get", "intentions/<row_id:pk>/"): Row(of="intention"),
    ("patch", "intentions/<row_id:pk>/"): Row({"is_active": False}, of="intention"),
    ("delete", "intentions/<row_id:pk>/"): Row(status=204, of="intention"),
    ("post", "intentions/<row_id:pk>/toggle/"): Row(of="intention"),
    ("post", "intentions/<row_id:pk>/rehearse/"): Row(of="intention"),
    ("get", "goals/<row_id:pk>/tasks/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/tasks/"): Row({"title": "Pack"}, 201, of="goal"),
    ("get", "tasks/<row_id:pk>/"): Row(of="task"),
    ("patch", "tasks/<row_id:pk>/"): Row({"weight": 2}, of="task"),
    ("delete", "tasks/<row_id:pk>/"): Row(status=204, of="task"),
    ("post", "tasks/<row_id:pk>/complete/"): Row(of="task"),
    ("post", "tasks/<row_id:pk>/reopen/"): Row(of="task"),
    ("get", "goals/<row_id:pk>/habit-links/"): Row(of="goal"),
    ("post", "goals/<row_id:pk>/habit-links/"): Row({"habit": "{goal}"}, 201, of="goal"),
    ("get", "habit-links/<row_id:pk>/"): Row(of="habit_link"),
    ("patch", "habit-links/<row_id:pk>/"): Row({"weight": 2}, of="habit_link"),
    ("delete", "habit-links/<row_id:pk>/"): Row(status=204, of="habit_link"),
    ("get", "goals/<row_id:pk>/contributions/"): Row(of="saving"),
    ("post", "goals/<row_id:pk>/contributions/"): Row({"amount": 4}, 201, of="saving"),
    ("get", "contributions/<row_id:pk>/"): Row(of="contribution"),
    ("patch", "contributions/<row_id:pk>/"): Row({"amount": 5}, of="contribution"),
    ("delete", "contributions/<row_id:pk>/"): Row(status=204, of="contribution"),
    ("get", "budgets/"): Row(),
    ("post", "budgets/"): Row({"title": "Food", "currency": "EUR", "amount": 4}, 201),
    ("get", "budgets/<row_id:pk>/"): Row(of="budget"),
    ("patch", "budgets/<row_id:pk>/"): Row({"amount": 5}, of="budget"),
    ("delete", "budgets/<row_id:pk>/"): Row(status=204, of="budget"),
    ("get", "debts/"): Row(),
    ("post", "debts/"): Row({"title": "Loan", "currency": "EUR", "principal": 4}, 201),
    ("get", "debts/<row_id:pk>/"): Row(of="debt"),
    ("patch", "debts/<row_id:pk>/"): Row({"balance": 3}, of="debt"),
    ("delete", "debts/<row_id:pk>/"): Row(status=204, of="debt"),
    ("get", "pauses/"): Row(),
    ("post", "pauses/"): Row({"starts_on": "2030-01-01"}, 201),
    ("get", "pauses/<row_id:pk>/"): Row(of="pause"),
    ("patch", "pauses/<row_id:pk>/"): Row({"ends_on": "2030-02-01"}, of="pause"),
    ("delete", "pauses/<row_id:pk>/"): Row(status=204, of="pause"),
    ("get", "check-ins/"): Row(),
    ("post", "check-ins/"): Row({"goal": "{goal}", "content": "Hm"}, 201),
    ("get", "check-ins/<row_id:pk>/"): Row(of="check_in"),
    ("patch", "check-ins/<row_id:pk>/"): Row({"mood": 3}, of="check_in"),
    ("delete", "check-ins/<row_id:pk>/"): Row(status=204, of="check_in"),
    ("post", "batch/"): Row({"check_ins": [{"goal": UNKNOWN, "content": "Hm"}]}),
    ("get", "dashboard/"): Row(),
    ("get", "insights/"): Row(),
    ("post", "insights/refresh/"): Row(),
    ("get", "insights/<row_id:pk>/"): Row(of="insight"),
    ("post", "insights/<row_id:pk>/dismiss/"): Row(of="insight"),
    ("get", "summaries/"): Row(),
    ("post", "summaries/"): Row({"period": "weekly"}, 201),
    ("get", "summaries/<row_id:pk>/"): Row(of="summary"),
    ("get", "coach/conversations/"): Row(),
    ("post", "coach/conversations/"): Row({}, 201),
    ("get", "coach/conversations/<row_id:pk>/"): Row(of="conversation"),
    ("delete", "coach/conversations/<row_id:pk>/"): Row(status=204, of="conversation"),
    ("get", "coach/conversations/<row_id:pk>/messages/"): Row(of="conversation"),
    ("post", "coach/conversations/<row_id:pk>/messages/"): Row({"text": "Hello"}, 201, of="conversation"),
    ("post", "coach/captures/<row_id:pk>/undo/"): Row(of="capture"),
    ("get", "coach/tools/"): Row(),
    ("get", "proposals/"): Row(),
    ("get", "proposals/<row_id:pk>/"): Row(of="proposal"),
    ("post", "proposals/<row_id:pk>/confirm/"): Row(of="proposal"),
    ("post", "proposals/<row_id:pk>/discard/"): Row(of="proposal"),
    ("get", "reminders/"): Row(),
    ("get", "reminders/settings/"): Row(),
    ("patch", "reminders/settings/"): Row({"by_mail": True}),
    ("get", "reminders/<row_id:pk>/"): Row(of="reminder"),
    ("post", "reminders/<row_id:pk>/dismiss/"): Row(of="reminder"),
    ("post", "reminders/<row_id:pk>/rehearse/"): Row(of="reminder"),
    ("get", "integrations/"): Row(),
    ("post", "integrations/"): Row({"kind": "calendar", "name": "Kitchen"}, 201),
    ("get", "integrations/<row_id:pk>/"): Row(of="integration"),
    ("patch", "integrations/<row_id:pk>/"): Row({"name": "Hall"}, of="integration"),
    ("delete", "integrations/<row_id:pk>/"): Row(status=204, of="integration"),
    ("post", "integrations/<row_id:pk>/renew/"): Row(of="integration"),
    ("post", "integrations/<row_id:pk>/test/"): Row(of="integration"),
    ("get", "templates/"): Row(),
    ("get", "templates/<str:key>/"): Row(),
    ("post", "templates/<str:key>/start/"): Row({"title": "Read"}, 201),
    ("get", "tokens/"): Row(),
    ("post", "tokens/"): Row({"name": "Phone"}, 201),
    ("get", "tokens/<row_id:pk>/"): Row(of="token"),
    ("delete", "tokens/<row_id:pk>/"): Row(status=204, of="token"),
    ("get", "changes/"): Row(),
    ("post", "import/"): Row("no zip", 400, multipart=True),
}


@cache
def served() -> frozenset[tuple[str, str]]:
    """Every (method, route) that the API answers, from the URL configuration itself."""

    def walk(patterns: Any, prefix: str) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and route.startswith(PREFIX):
                yield route.removeprefix(PREFIX), pattern.callback

    found = set()
    for route, view in walk(get_resolver().url_patterns, ""):
        methods = getattr(view, "actions", None) or {"get": "get"}
        found |= {(method, route) for method in methods if route not in PUBLIC and method != "head"}
    return frozenset(found)


OPERATIONS = pytest.mark.parametrize(
    ("method", "route"), sorted(ROWS), ids=[f"{method} {route}" for method, route in sorted(ROWS)]
)
NAMED = [key for key in sorted(ROWS) if ROWS[key].of]


def made(kind: str, user: User, goal_status: str) -> Any:
    """Something of `user` for an address to name."""
    if kind == "token":
        return PersonalToken.objects.filter(user=user).earliest("created")
    goal = GoalFactory.create(owner=user, status=goal_status)
    makers: dict[str, Callable[[], Any]] = {
        "goal": lambda: goal,
        "milestone": lambda: MilestoneFactory.create(goal=goal),
        "intention": lambda: IntentionFactory.create(goal=goal),
        "check_in": lambda: CheckInFactory.create(goal=goal),
        "task": lambda: TaskFactory.create(goal=goal),
        "habit_link": lambda: HabitLinkFactory.create(goal=goal),
        "saving": lambda: SavingFactory.create(owner=user),
        "contribution": lambda: ContributionFactory.create(goal=SavingFactory.create(owner=user)),
        "budget": lambda: BudgetFactory.create(owner=user),
        "debt": lambda: DebtFactory.create(owner=user),
        "pause": lambda: PauseFactory.create(owner=user),
        "insight": lambda: InsightFactory.create(goal=goal),
        "summary": lambda: SummaryFactory.create(owner=user),
        "conversation": lambda: ConversationFactory.create(owner=user),
        "proposal": lambda: ProposalFactory.create(goal=weekly(user)),
        "capture": lambda: Capture.objects.get(
            proposal=confirm_proposal(by=acting(user), proposal=ProposalFactory.create(goal=weekly(user)))
        ),
        "reminder": lambda: ReminderFactory.create(intention=IntentionFactory.create(goal=goal)),
        "integration": lambda: IntegrationFactory.create(owner=user),
        "share": lambda: link_to(goal)[0],
        "with_me": lambda: shared_with(user, GoalFactory.create()),
    }
    return makers[kind]()


def weekly(user: User) -> Goal:
    goal: Goal = GoalFactory.create(owner=user, period="week", times_per_period=4)
    return goal


def send(client: APIClient, method: str, route: str, pk: Any, owner: User | None = None) -> Any:
    row = ROWS[method, route]
    body = row.body
    if isinstance(body, dict) and "{goal}" in body.values():
        goal = str(GoalFactory.create(owner=owner or UserFactory.create()).pk)
        body = {name: goal if value == "{goal}" else value for name, value in body.items()}
    path = f"/{PREFIX}{route}".replace("<row_id:pk>", str(pk)).replace("<iso_day:day>", "2025-03-01")
    if "<str:key>" in path:
        path = path.replace("<str:key>", TemplateFactory.create().slug)
    if row.multipart:
        return client.post(path, {"file": SimpleUploadedFile("x.zip", body.encode())}, format="multipart")
    return getattr(client, method)(path, body)


def _password(route: str) -> str | None:
    return PASSWORD if route == "me/" else None


def test_every_route_is_declared() -> None:
    assert set(ROWS) == served()


@OPERATIONS
def test_owner_is_served(method: str, route: str) -> None:
    row, call = ROWS[method, route], caller(UserFactory.create(password=_password(route)))
    pk = made(row.of, call.user, row.goal_status).pk if row.of else UNKNOWN
    response = send(call, method, route, pk, call.user)
    assert response.status_code == row.status, response.content


@pytest.mark.parametrize(("method", "route"), NAMED, ids=[f"{method} {route}" for method, route in NAMED])
def test_other_is_told_what_an_unknown_id_is_told(method: str, route: str) -> None:
    row, call = ROWS[method, route], caller()
    theirs = made(row.of or "", caller().user, row.goal_status)
    stamp = type(theirs).objects.filter(pk=theirs.pk).values().get()
    answers = [send(call, method, route, pk) for pk in (theirs.pk, UNKNOWN, "not-an-id")]
    code = "GOAL_NOT_FOUND" if row.of in ("goal", "saving") else "NOT_FOUND"
    assert [refused(response) for response in answers] == [(404, code)] * 3
    assert len({response.content for response in answers}) == 1
    assert type(theirs).objects.filter(pk=theirs.pk).values().get() == stamp


@OPERATIONS
def test_anonymous_is_401(method: str, route: str) -> None:
    row = ROWS[method, route]
    pk = made(row.of, caller().user, row.goal_status).pk if row.of else UNKNOWN
    client = APIClient()
    response = send(client, method, route, pk)
    assert refused(response) == (401, "NOT_AUTHENTICATED")
    assert response["WWW-Authenticate"] == "Bearer"
    client.credentials(HTTP_AUTHORIZATION="Bearer steady_" + "0" * 64)
    assert refused(send(client, method, route, pk)) == (401, "NOT_AUTHENTICATED")


@OPERATIONS
def test_token_that_may_only_read_reads_and_nothing_else(method: str, route: str) -> None:
    row = ROWS[method, route]
    call: Caller = caller(scope="read")
    pk = made(row.of, call.user, row.goal_status).pk if row.of else UNKNOWN
    response = send(call, method, route, pk, call.user)
    if method in SAFE:
        assert response.status_code == row.status
    else:
        assert refused(response) == (403, "PERMISSION_DENIED")


@pytest.mark.parametrize("route", sorted(PUBLIC))
def test_description_is_public(route: str, client: Any) -> None:
    assert client.get(f"/{PREFIX}{route}").status_code == 200


@OPERATIONS
def test_staff_have_no_other_door_than_the_admin(method: str, route: str) -> None:
    row = ROWS[method, route]
    if row.of:
        staff = caller(UserFactory.create(is_staff=True, is_superuser=True))
        theirs = made(row.of, caller().user, row.goal_status)
        assert send(staff, method, route, theirs.pk).status_code == 404
