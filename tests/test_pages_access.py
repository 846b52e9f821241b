"""Every page × anonymous, owner, somebody else, wrong method; and the rules that all pages keep to."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern

import checkins.urls
import coaching.urls
import goals.urls
from coaching.actions import confirm_proposal
from coaching.models import Capture
from goals.actions import create_pause, create_token
from goals.models import User
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
    SuggestionFactory,
    SummaryFactory,
    TaskFactory,
    TemplateFactory,
    UserFactory,
    acting,
)
from tests.pages import read
from tests.sharing import link_to, shared_with

pytestmark = pytest.mark.django_db

# Every page by name: the methods it answers, and whose object its address names.
PAGES: dict[str, tuple[set[str], str]] = {
    "home": ({"GET"}, ""),
    "goal-list": ({"GET"}, ""),
    "goal-new": ({"GET", "POST"}, ""),
    "goal-detail": ({"GET"}, "goal"),
    "goal-edit": ({"GET", "POST"}, "goal"),
    "goal-changes": ({"GET"}, "goal"),
    "goal-move": ({"POST"}, "goal"),
    "goal-status": ({"POST"}, "goal"),
    "goal-erase": ({"GET", "POST"}, "archived"),
    "milestone-new": ({"GET", "POST"}, "goal"),
    "milestone-step": ({"POST"}, "milestone"),
    "milestone-edit": ({"GET", "POST"}, "milestone"),
    "plan-new": ({"GET", "POST"}, "goal"),
    "plan-step": ({"POST"}, "plan"),
    "plan-edit": ({"GET", "POST"}, "plan"),
    "task-new": ({"GET", "POST"}, "goal"),
    "task-step": ({"POST"}, "task"),
    "task-edit": ({"GET", "POST"}, "task"),
    "link-new": ({"GET", "POST"}, "goal"),
    "link-edit": ({"GET", "POST"}, "link"),
    "link-delete": ({"POST"}, "link"),
    "contribution-list": ({"GET", "POST"}, "goal"),
    "contribution-edit": ({"GET", "POST"}, "contribution"),
    "contribution-withdraw": ({"POST"}, "contribution"),
    "money": ({"GET"}, ""),
    "budget-new": ({"GET", "POST"}, ""),
    "budget-edit": ({"GET", "POST"}, "budget"),
    "budget-delete": ({"POST"}, "budget"),
    "debt-new": ({"GET", "POST"}, ""),
    "debt-edit": ({"GET", "POST"}, "debt"),
    "debt-delete": ({"POST"}, "debt"),
    "pause-new": ({"GET", "POST"}, "goal"),
    "pause-edit": ({"GET", "POST"}, "pause"),
    "pause-delete": ({"POST"}, "pause"),
    "settings-pauses": ({"GET", "POST"}, ""),
    "template-list": ({"GET"}, ""),
    "template-detail": ({"GET"}, ""),
    "template-use": ({"GET", "POST"}, ""),
    "more": ({"GET"}, ""),
    "settings-profile": ({"GET", "POST"}, ""),
    "settings-day": ({"GET", "POST"}, ""),
    "settings-calendar": ({"GET", "POST"}, ""),
    "settings-appearance": ({"GET", "POST"}, ""),
    "settings-account": ({"GET", "POST"}, ""),
    "welcome-days": ({"GET", "POST"}, ""),
    "welcome-goal": ({"GET", "POST"}, ""),
    "welcome-reminder": ({"GET", "POST"}, ""),
    "sharing": ({"GET", "POST"}, ""),
    "sharing-edit": ({"GET", "POST"}, "share"),
    "sharing-revoke": ({"POST"}, "share"),
    "sharing-with-me": ({"GET", "POST"}, "with_me"),
    "sharing-leave": ({"POST"}, "with_me"),
    "settings-tokens": ({"GET", "POST"}, ""),
    "settings-token-revoke": ({"POST"}, "token"),
    "today": ({"GET"}, ""),
    "today-keys": ({"POST"}, ""),
    "today-day": ({"GET"}, "day"),
    "import": ({"GET", "POST"}, ""),
    "settings-export": ({"GET", "POST"}, ""),
    "goal-check-in": ({"POST"}, "goal"),
    "goal-recovery": ({"POST"}, "goal"),
    "goal-log": ({"GET", "POST"}, "goal"),
    "goal-report": ({"GET"}, "goal"),
    "goal-history": ({"GET"}, "goal"),
    "coach": ({"GET", "POST"}, ""),
    "coach-new": ({"POST"}, ""),
    "coach-conversations": ({"GET"}, ""),
    "coach-conversation": ({"GET", "POST"}, "conversation"),
    "coach-delete": ({"POST"}, "conversation"),
    "coach-proposal": ({"POST"}, "proposal"),
    "coach-undo": ({"POST"}, "capture"),
    "summary-list": ({"GET", "POST"}, ""),
    "summary": ({"GET"}, "summary"),
    "history": ({"GET", "POST"}, ""),
    "settings-reminders": ({"GET", "POST"}, ""),
    "reminder-answer": ({"POST"}, "reminder"),
    "settings-integrations": ({"GET", "POST"}, ""),
    "integration-step": ({"POST"}, "integration"),
    "integration-edit": ({"GET", "POST"}, "integration"),
    "insight-list": ({"GET", "POST"}, ""),
    "insight-change": ({"GET", "POST"}, "suggestion"),
    "insight-dismiss": ({"POST"}, "insight"),
    "check-in-undo": ({"POST"}, "check_in"),
    "check-in-edit": ({"GET", "POST"}, "check_in"),
    "check-in-withdraw": ({"POST"}, "check_in"),
}
# Whoever has the secret in the address is served: swept in test_views_sharing, test_calendar, test_integrations and
# test_views_reminders.
SECRET = {"sharing-accept", "share-public", "calendar-feed", "integration-calendar", "reminders-stop"}
# Its guard and its answers are allauth's; tests/goals/test_account_address.py asks for ours.
OF_ALLAUTH = {"account_email"}
# One question at a time, with its own two ways on.
WITHOUT_NAVIGATION = {"welcome-days", "welcome-goal", "welcome-reminder"}
FORBIDDEN = re.compile(r"\b(fail(ed|ure)?|broke|lost|guilt|shame|lazy|cheat)\b", re.IGNORECASE)
ROUTES: list[URLPattern] = [*goals.urls.urlpatterns, *checkins.urls.urlpatterns, *coaching.urls.urlpatterns]
NAMES = [str(route.name) for route in ROUTES]
SHOWN = [name for name, (methods, _whose) in PAGES.items() if "GET" in methods and name != "home"]
OWNED = [name for name, (_methods, whose) in PAGES.items() if whose not in ("", "day")]


def made_by(user: User) -> dict[str, Any]:
    """One object of each kind."""
    goal = GoalFactory(owner=user, pattern="milestone")
    token, _secret = create_token(by=acting(user), user=user, name="Backup")
    return {
        "goal": goal.pk,
        "archived": GoalFactory(owner=user, status="archived").pk,
        "milestone": MilestoneFactory(goal=goal).pk,
        "plan": IntentionFactory(goal=goal).pk,
        "pause": create_pause(by=acting(user), owner=user, starts_on=user.today()).pk,
        "insight": InsightFactory(goal=goal).pk,
        "suggestion": SuggestionFactory(goal__owner=user).pk,
        "check_in": CheckInFactory(goal=goal, content="x").pk,
        "token": token.pk,
        "task": TaskFactory(goal=goal).pk,
        "link": HabitLinkFactory(goal=goal).pk,
        "contribution": ContributionFactory(goal=SavingFactory(owner=user)).pk,
        "budget": BudgetFactory(owner=user).pk,
        "debt": DebtFactory(owner=user).pk,
        "summary": SummaryFactory(owner=user).pk,
        **made_by_talking(user),
        "reminder": ReminderFactory(intention=IntentionFactory(goal=goal)).pk,
        "integration": IntegrationFactory(owner=user).pk,
        "share": link_to(goal)[0].pk,
        "with_me": shared_with(user, GoalFactory()).pk,
        "slug": TemplateFactory().slug,
    }


def made_by_talking(user: User) -> dict[str, Any]:
    """A proposal that waits, and what a confirmed one has done."""
    goals = [GoalFactory(owner=user, period="week", times_per_period=4) for _ in range(2)]
    proposals = [ProposalFactory(goal=goal) for goal in goals]
    confirm_proposal(by=acting(user), proposal=proposals[1])
    return {
        "conversation": proposals[0].message.conversation_id,
        "proposal": proposals[0].pk,
        "capture": Capture.objects.get(proposal=proposals[1]).pk,
    }


def address(name: str, objects: dict[str, Any]) -> str:
    route = next(str(route.pattern) for route in ROUTES if route.name == name)
    whose = PAGES[name][1]
    route = route.replace("<slug:slug>", str(objects["slug"]))
    return "/" + route.replace("<uuid:pk>", str(objects.get(whose))).replace("<day:day>", "2026-01-05")


def call(client: Client, name: str, objects: dict[str, Any], method: str) -> Any:
    return client.generic(method, address(name, objects), content_type="application/x-www-form-urlencoded")


def test_every_page_is_declared_here() -> None:
    assert sorted({*PAGES, *SECRET, *OF_ALLAUTH}) == sorted(NAMES)


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_led_to_sign_in(client: Client, name: str) -> None:
    objects = made_by(UserFactory())
    for method in sorted(PAGES[name][0]):
        response = call(client, name, objects, method)
        wanted = address(name, objects) if method == "GET" else "/today/"
        after = "" if name == "home" else f"?next={wanted}"
        assert (response.status_code, response["Location"]) == (302, f"/accounts/login/{after}")


@pytest.mark.parametrize("name", PAGES)
def test_owners_get_every_page(client: Client, name: str) -> None:
    user = UserFactory()
    client.force_login(user)
    objects = made_by(user)
    expected = {"GET": {200, 302}, "POST": {200, 303, 422}}
    for method in sorted(PAGES[name][0]):
        assert call(client, name, objects, method).status_code in expected[method]


@pytest.mark.parametrize("name", OWNED)
def test_other_people_get_what_unknown_ids_get(client: Client, name: str) -> None:
    objects = made_by(UserFactory())
    unknown = dict.fromkeys(objects, uuid.uuid4())
    client.force_login(UserFactory())
    for method in sorted(PAGES[name][0]):
        theirs, nobodys = (call(client, name, found, method) for found in (objects, unknown))
        assert (theirs.status_code, nobodys.status_code) == (404, 404)
        assert read(theirs).one("main").one("h1").text == read(nobodys).one("main").one("h1").text == "Nothing is here"


@pytest.mark.parametrize("name", [name for name, (methods, _whose) in PAGES.items() if "GET" in methods])
def test_what_is_read_can_be_asked_for_its_head(client: Client, name: str) -> None:
    user = UserFactory()
    client.force_login(user)
    objects = made_by(user)
    head, whole = (call(client, name, objects, method) for method in ("HEAD", "GET"))
    assert (head.status_code, head.content if not head.streaming else b"") == (whole.status_code, b"")


@pytest.mark.parametrize("name", PAGES)
def test_other_methods_are_refused(client: Client, name: str) -> None:
    user = UserFactory()
    client.force_login(user)
    objects = made_by(user)
    for method in {"GET", "POST", "PUT", "DELETE"} - PAGES[name][0]:
        assert call(client, name, objects, method).status_code == 405


@pytest.mark.parametrize(
    "name", [name for name, (methods, _whose) in PAGES.items() if "GET" in methods and name != "home"]
)
def test_pages_keep_to_the_rules_of_all_pages(client: Client, name: str) -> None:
    """One h1, a title, no inline style or script, no word that blames, tags that close."""
    user = UserFactory()
    client.force_login(user)
    response = call(client, name, made_by(user), "GET")
    page = read(response)
    assert len(page.all("h1")) == 1
    assert page.one("title").text.endswith(" · Steady")
    assert [node.tag for node in page.walk() if "style" in node.attrs or node.tag == "style"] == []
    assert [script for script in page.all("script") if "src" not in script.attrs] == []
    assert [attr for node in page.walk() for attr in node.attrs if attr.startswith("on")] == []
    assert FORBIDDEN.findall(page.text) == []
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert len(page.all("nav", aria_label="Main")) == (name not in WITHOUT_NAVIGATION)
    for anchor in page.all("a"):
        assert anchor.text or anchor.attrs["aria-label"]


def test_fragments_of_pages_never_become_a_sign_in_form(client: Client) -> None:
    goal = GoalFactory()
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/today/2026-11-20/"}
    response = client.post(f"/goals/{goal.pk}/checkins/", headers=headers)
    assert (response.status_code, response["HX-Redirect"]) == (200, "/accounts/login/?next=/today/2026-11-20/")
    assert response.content == b""


def test_pages_are_never_framed_or_scripted_from_elsewhere(client: Client) -> None:
    client.force_login(UserFactory())
    response = client.get("/today/")
    assert response["X-Frame-Options"] == "DENY"
    policy = dict(rule.split(" ", 1) for rule in response["Content-Security-Policy"].split("; "))
    assert {
        name: policy[name] for name in ("default-src", "object-src", "base-uri", "form-action", "frame-ancestors")
    } == {
        "default-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("milestone-edit", "/goals/{goal}/#milestones"),
        ("plan-edit", "/goals/{goal}/#plans"),
        ("task-edit", "/goals/{goal}/#tasks"),
        ("pause-edit", "/settings/pauses/"),
        ("check-in-edit", "/goals/{goal}/"),
        ("sharing-edit", "/sharing/"),
    ],
)
def test_cancel_leads_back_to_where_the_form_is_from(client: Client, name: str, where: str) -> None:
    user = UserFactory()
    client.force_login(user)
    objects = made_by(user)
    form = read(client.get(address(name, objects))).one("main").one("div", class_="form-actions")
    assert [link.attrs["href"] for link in form.all("a")] == [where.format(goal=objects["goal"])]
