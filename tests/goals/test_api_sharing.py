"""Shares over REST: the owner's side, the partner's side, the calendar's address."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from goals.actions import archive_goal, cheer, revoke_share
from goals.models import CalendarFeed, Change, GoalShare
from tests.api import Caller, caller, queries_of, refused
from tests.factories import CheckInFactory, GoalFactory, IntentionFactory, MilestoneFactory, UserFactory, acting
from tests.sharing import ALL_PARTS, CANARY, invitation_to, link_to, shared_with

pytestmark = pytest.mark.django_db
WITH_ME = "/api/v1/shared-with-me/"
DAY = dt.timedelta(days=1)


def path_of(url: str) -> str:
    assert url.startswith("http://127.0.0.1:8000/")
    return url.removeprefix("http://127.0.0.1:8000")


def test_link_answers_its_address_once_and_opens_until_it_is_revoked(client: Client) -> None:
    call = caller()
    goal = GoalFactory.create(owner=call.user)
    shares = f"/api/v1/goals/{goal.pk}/shares/"
    made = call.post(shares, {"parts": ["history", "figures"], "name": "Club"})
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    body = made.json()
    url = body.pop("url")
    assert (body["kind"], body["parts"], body["name"]) == ("link", ["figures", "history"], "Club")
    assert call.get(shares).json()["results"] == [body]
    one = f"/api/v1/shares/{body['id']}/"
    assert call.get(one).json() == {**body, "cheers": []}
    assert client.get(path_of(url)).status_code == 200
    assert [call.delete(one).status_code for _ in range(2)] == [204, 204]
    assert call.get(one).json()["revoked_at"] is not None
    assert client.get(path_of(url)).status_code == 410


def test_patch_changes_what_a_link_shows_and_for_how_long(client: Client) -> None:
    call = caller()
    goal = GoalFactory.create(owner=call.user, why_it_matters="The children")
    share, path = link_to(goal, ["figures"], name="Club", expires_at=timezone.now() + DAY)
    one = f"/api/v1/shares/{share.pk}/"
    changed = call.patch(one, {"parts": ["reason"], "expires_at": None})
    assert changed.status_code == 200
    body = changed.json()
    assert (body["parts"], body["expires_at"], body["name"], body["revision"]) == (["reason"], None, "Club", 2)
    assert body.items() <= call.get(one).json().items()
    assert "The children" in client.get(path).content.decode()
    for wrong, field in ({"parts": []}, "parts"), ({"expires_at": "2001-01-01T00:00:00Z"}, "expires_at"):
        response = call.patch(one, wrong)
        assert (refused(response), list(response.json()["fields"])) == ((400, "VALIDATION_ERROR"), [field])
    assert refused(call.patch(one, {"kind": "partner"})) == (400, "VALIDATION_ERROR")
    revoke_share(by=acting(call.user), share=share)
    assert refused(call.patch(one, {"expires_at": None})) == (410, "SHARE_GONE")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "parts"),
        ({"parts": []}, "parts"),
        ({"parts": ["notes"]}, "parts.0"),
        ({"parts": ["figures"], "kind": "friend"}, "kind"),
        ({"parts": ["figures"], "kind": "partner"}, "email"),
        ({"parts": ["figures"], "kind": "partner", "email": "nobody"}, "email"),
        ({"parts": ["figures"], "email": "a@example.org"}, "email"),
        ({"parts": ["figures"], "name": "x" * 101}, "name"),
        ({"parts": ["figures"], "name": "\u202eevil"}, "name"),
        ({"parts": ["figures"], "expires_at": "2001-01-01T00:00:00Z"}, "expires_at"),
        ({"parts": ["figures"], "expires_at": "9999-12-31T23:59:59Z"}, "expires_at"),
        ({"parts": ["figures"], "digest": "0" * 64}, "digest"),
    ],
)
def test_wrong_share_names_the_field(body: Any, field: str) -> None:
    call = caller()
    response = call.post(f"/api/v1/goals/{GoalFactory.create(owner=call.user).pk}/shares/", body)
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert list(response.json()["fields"]) == [field]
    assert not GoalShare.objects.exists()


def test_archived_goal_is_not_shared() -> None:
    call = caller()
    goal = GoalFactory.create(owner=call.user, status="archived")
    response = call.post(f"/api/v1/goals/{goal.pk}/shares/", {"parts": ["figures"]})
    assert refused(response) == (409, "GOAL_NOT_EDITABLE")


def test_number_of_shares_is_a_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goals.actions.sharing.MOST_OPEN", 0)
    call = caller()
    response = call.post(f"/api/v1/goals/{GoalFactory.create(owner=call.user).pk}/shares/", {"parts": ["figures"]})
    assert refused(response) == (409, "QUOTA_EXCEEDED")


def test_partner_is_invited_accepts_reads_cheers_and_leaves(
    mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    owner, partner = caller(UserFactory.create(name="Ada")), caller()
    goal = GoalFactory.create(owner=owner.user, title="Run")
    body = {"kind": "partner", "email": "bea@example.org", "parts": ["figures"]}
    with django_capture_on_commit_callbacks(execute=True):
        made = owner.post(f"/api/v1/goals/{goal.pk}/shares/", body).json()
    assert made["url"] in mailoutbox[0].body
    secret = made["url"].split("/")[-2]
    accepted = partner.post(WITH_ME, {"invitation": secret})
    assert accepted.status_code == 201
    row = accepted.json()
    assert (row["id"], row["title"], row["shared_by"]) == (made["id"], "Run", "Ada")
    assert partner.get(WITH_ME).json()["results"] == [row]
    one = f"{WITH_ME}{row['id']}/"
    said = partner.post(f"{one}cheer/", {"words": "Go on"})
    assert said.status_code == 201
    assert partner.get(one).json()["cheers"] == [said.json()]
    share = owner.get(f"/api/v1/shares/{row['id']}/").json()
    assert (share["partner"], share["cheers"]) == (str(partner.user.pk), [said.json()])
    assert [partner.delete(one).status_code for _ in range(2)] == [204, 204]
    assert partner.get(WITH_ME).json()["results"] == []
    assert refused(partner.get(one)) == (410, "SHARE_GONE")
    assert refused(partner.post(f"{one}cheer/", {"words": "Go on"})) == (410, "SHARE_GONE")
    assert refused(partner.post(WITH_ME, {"invitation": secret})) == (410, "SHARE_GONE")


def test_invitation_of_somebody_else_unknown_ones_and_ones_own() -> None:
    owner, first, second = caller(), caller(), caller()
    _, secret, _ = invitation_to(GoalFactory.create(owner=owner.user))
    assert refused(owner.post(WITH_ME, {"invitation": secret})) == (403, "PERMISSION_DENIED")
    assert [first.post(WITH_ME, {"invitation": secret}).status_code for _ in range(3)] == [201, 200, 200]
    assert refused(second.post(WITH_ME, {"invitation": secret})) == (404, "NOT_FOUND")
    assert refused(second.post(WITH_ME, {"invitation": "x" * 43})) == (404, "NOT_FOUND")


@pytest.mark.parametrize("ending", ["revoked", "archived", "expired"])
def test_what_ended_is_410_for_the_partner_and_not_listed(ending: str) -> None:
    partner = caller()
    share = shared_with(partner.user, GoalFactory.create(), expires_at=timezone.now() + DAY)
    if ending == "revoked":
        revoke_share(by=acting(share.owner), share=share)
    if ending == "archived":
        archive_goal(by=acting(share.owner), goal=share.goal)
    if ending == "expired":
        GoalShare.objects.update(expires_at=timezone.now())
    assert partner.get(WITH_ME).json()["results"] == []
    assert refused(partner.get(f"{WITH_ME}{share.pk}/")) == (410, "SHARE_GONE")


def read_with(parts: list[str], **goal_fields: Any) -> dict[str, Any]:
    partner = caller()
    goal = GoalFactory.create(description=CANARY, why_it_matters="The children", **goal_fields)
    MilestoneFactory.create(goal=goal, title="Lap", description=CANARY)
    CheckInFactory.create(goal=goal, value_recorded=5, content=CANARY, metadata={"note": CANARY})
    CheckInFactory.create(goal=goal, value_recorded=2, content=CANARY)
    share = shared_with(partner.user, goal, parts)
    response = partner.get(f"{WITH_ME}{share.pk}/")
    assert CANARY not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response
    body: dict[str, Any] = response.json()
    return body


def test_read_shows_the_chosen_parts_and_null_for_the_others() -> None:
    keys = {"figures": "figures", "milestones": "milestones", "history": "history", "reason": "why_it_matters"}
    for part, name in keys.items():
        body = read_with([part])
        assert {key for key in keys.values() if body[key] is not None} == {name}


def test_amounts_come_only_when_chosen() -> None:
    goal = {"pattern": "target", "target_value": 40, "unit": "km", "aggregation": "sum"}
    hidden, shown = (read_with(parts, **goal) for parts in (["figures", "history"], ALL_PARTS))
    names = ("value", "total", "target_value", "unit")
    assert [hidden["figures"][name] for name in names] == [None] * 4
    assert [shown["figures"][name] for name in names] == [7, 7, 40, "km"]
    assert [day["values"] for day in hidden["history"]] == [[]] * 28
    assert shown["history"][-1]["values"] == [5, 2]
    assert hidden["figures"]["progress_percent"] == shown["figures"]["progress_percent"] == 17


def test_history_is_28_days_in_the_words_of_the_data() -> None:
    partner, owner = caller(), UserFactory.create()
    today = owner.today()
    goal = GoalFactory.create(owner=owner, start_date=today - 3 * DAY)
    for ago, status in ((3, "completed"), (2, "skipped")):
        CheckInFactory.create(goal=goal, check_in_date=today - ago * DAY, habit_completion_status=status)
    share = shared_with(partner.user, goal, ["history"])
    history = partner.get(f"{WITH_ME}{share.pk}/").json()["history"]
    assert [day["state"] for day in history[-5:]] == ["not_due", "completed", "skipped", "missed", "open"]
    assert [day["date"] for day in history] == [(today - ago * DAY).isoformat() for ago in reversed(range(28))]


def test_partner_can_write_nothing_of_the_owner_by_any_route() -> None:
    partner = caller()
    goal = GoalFactory.create()
    milestone, plan, check_in = (
        MilestoneFactory.create(goal=goal),
        IntentionFactory.create(goal=goal),
        CheckInFactory.create(goal=goal),
    )
    share = shared_with(partner.user, goal)
    link, _ = link_to(goal)
    before = Change.objects.filter(owner=goal.owner).count()
    answers = [
        partner.get(f"/api/v1/goals/{goal.pk}/"),
        partner.patch(f"/api/v1/goals/{goal.pk}/", {"title": "Sit"}),
        partner.delete(f"/api/v1/goals/{goal.pk}/"),
        partner.get(f"/api/v1/goals/{goal.pk}/shares/"),
        partner.post(f"/api/v1/goals/{goal.pk}/shares/", {"parts": ["figures"]}),
        partner.post(f"/api/v1/goals/{goal.pk}/check-ins/", {"content": "x"}),
        partner.get(f"/api/v1/goals/{goal.pk}/progress/"),
        partner.patch(f"/api/v1/milestones/{milestone.pk}/", {"title": "x"}),
        partner.delete(f"/api/v1/intentions/{plan.pk}/"),
        partner.get(f"/api/v1/check-ins/{check_in.pk}/"),
        partner.get(f"/api/v1/shares/{share.pk}/"),
        partner.delete(f"/api/v1/shares/{share.pk}/"),
        partner.delete(f"/api/v1/shares/{link.pk}/"),
        partner.get(f"{WITH_ME}{link.pk}/"),
    ]
    assert [response.status_code for response in answers] == [404] * len(answers)
    assert partner.patch(f"{WITH_ME}{share.pk}/", {"parts": []}).status_code == 405
    assert Change.objects.filter(owner=goal.owner).count() == before


@pytest.fixture
def partner() -> Caller:
    return caller()


def test_lists_and_reads_cost_the_same_for_one_and_three(partner: Caller) -> None:
    owner = caller()
    goal = GoalFactory.create(owner=owner.user)

    def add() -> GoalShare:
        MilestoneFactory.create(goal=goal)
        CheckInFactory.create(goal=goal, value_recorded=1)
        share = shared_with(partner.user, goal)
        cheer(by=acting(partner.user), share=share, words="Go")
        shared_with(partner.user, GoalFactory.create())
        return share

    share = add()
    paths = [
        (owner, f"/api/v1/goals/{goal.pk}/shares/"),
        (owner, f"/api/v1/shares/{share.pk}/"),
        (partner, WITH_ME),
        (partner, f"{WITH_ME}{share.pk}/"),
    ]
    one = [queries_of(call, path) for call, path in paths]
    for _ in range(2):
        add()
        cheer(by=acting(partner.user), share=share, words="Go")
    assert [queries_of(call, path) for call, path in paths] == one


def test_calendar_address_is_answered_once_replaced_and_closed(client: Client) -> None:
    call = caller()
    first, second = (call.post("/api/v1/me/calendar/") for _ in range(2))
    assert (first.status_code, first["Cache-Control"]) == (201, "no-store")
    assert set(first.json()) == {"url", "created_at"}
    old, new = (path_of(made.json()["url"]) for made in (first, second))
    assert [client.get(old).status_code, client.get(new).status_code] == [404, 200]
    assert [call.delete("/api/v1/me/calendar/").status_code for _ in range(2)] == [204, 204]
    assert client.get(new).status_code == 404
    assert not CalendarFeed.objects.exists()
