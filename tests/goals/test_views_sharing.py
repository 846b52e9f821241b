"""Pages of sharing: the public one, the partner's, the owner's."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.logs import hide_secrets
from goals.actions import archive_goal, cheer, leave_share, pause_goal, revoke_share
from goals.models import Change, Cheer, Goal, GoalShare, User
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory, acting
from tests.pages import messages, read
from tests.sharing import CANARY, invitation_to, link_to, shared_with

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def rich_goal(owner: User | None = None) -> Goal:
    """A goal with a note, a reason, an amount, a milestone, and another goal beside it."""
    owner = owner or UserFactory.create(email="ada-private@example.org")
    GoalFactory.create(owner=owner, title="Quite another goal")
    goal: Goal = GoalFactory.create(
        owner=owner, title="Run", why_it_matters="The children", description=CANARY, unit="miles", target_value=7
    )
    MilestoneFactory.create(goal=goal, title="First lap", description=CANARY)
    CheckInFactory.create(goal=goal, value_recorded=31337, content=CANARY, link="https://example.org/" + CANARY)
    CheckInFactory.create(goal=goal, content=CANARY)
    return goal


def get(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return read(response).text


PART_WORDS = {
    "figures": "consistency",
    "milestones": "First lap",
    "history": "Last four weeks",
    "reason": "The children",
    "values": "31,337 miles",
}


@pytest.mark.parametrize("parts", [*([part] for part in PART_WORDS), ["history", "values"], [*PART_WORDS]])
def test_public_page_shows_the_chosen_parts_and_nothing_else(client: Client, parts: list[str]) -> None:
    _, path = link_to(rich_goal(), parts)
    response = client.get(path)
    text = read(response).text
    shown = {part for part in PART_WORDS if PART_WORDS[part] in text}
    assert shown == set(parts) - ({"values"} if "history" not in parts else set())
    source = response.content.decode()
    assert all(word not in source for word in (CANARY, "ada-private", "another goal"))


def test_amounts_are_hidden_everywhere_unless_chosen(client: Client) -> None:
    owner = UserFactory.create()
    today = owner.today()
    saving = {"target_value": 98765, "baseline_value": 54321, "currency": "EUR", "aggregation": "sum"}
    goals = [
        GoalFactory.create(owner=owner, pattern="target", target_date=today + 50 * DAY, **saving),
        GoalFactory.create(owner=owner, pattern="limit", target_value=98765, unit="coins"),
        GoalFactory.create(owner=owner, pattern="recurring", target_value=98765, unit="coins"),
        GoalFactory.create(owner=owner, pattern="milestone", target_value=98765, unit="coins"),
    ]
    for goal in goals:
        CheckInFactory.create(goal=goal, value_recorded=54322)
        hidden = get(client, link_to(goal, ["figures", "milestones", "history", "reason"])[1])
        assert re.findall(r"98,?765|54,?32\d|€|EUR|coins|44,?44\d", hidden) == [], goal.pattern
        assert re.findall(r"98,765|54,32\d", get(client, link_to(goal)[1])) != [], goal.pattern


def test_charts_come_with_the_figures_and_amounts_only_where_they_are_shown(client: Client) -> None:
    goal = rich_goal()
    habit = GoalFactory.create(owner=goal.owner, start_date=goal.owner.today() - 20 * DAY)
    for shared, parts, names in (
        (goal, ["figures"], ["weeks"]),
        (goal, ["figures", "values"], ["weeks"]),
        (habit, ["figures"], ["weeks"]),
        (goal, ["history", "values"], []),
    ):
        page = read(client.get(link_to(shared, parts)[1]))
        assert [figure.attrs["id"] for figure in page.all("figure") if figure.attrs["id"] != "strength"] == names


def test_public_page_asks_to_be_kept_nowhere(client: Client) -> None:
    share, path = link_to(rich_goal())
    revoked, gone = link_to(share.goal)
    revoke_share(by=acting(share.owner), share=revoked)
    for address, status in ((path, 200), (gone, 410)):
        response = client.get(address)
        assert response.status_code == status
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "private, no-store"
        robots = read(response).one("meta", name="robots")
        assert "noindex" in robots.attrs["content"]
    assert read(client.get(path)).all("form") == []


def test_public_page_is_the_same_for_the_signed_in(client: Client) -> None:
    _, path = link_to(rich_goal())
    anonymous = client.get(path).content
    client.force_login(UserFactory.create())
    assert client.get(path).content == anonymous


@pytest.mark.parametrize("ending", ["revoked", "expired", "archived", "inactive"])
def test_what_is_no_longer_shared_is_410_in_the_layout(client: Client, ending: str) -> None:
    goal = rich_goal()
    share, path = link_to(goal, expires_at=timezone.now() + 5 * DAY)
    assert client.get(path).status_code == 200
    if ending == "revoked":
        revoke_share(by=acting(goal.owner), share=share)
    if ending == "archived":
        archive_goal(by=acting(goal.owner), goal=goal)
    if ending == "inactive":
        User.objects.filter(pk=goal.owner_id).update(is_active=False)
    with time_machine.travel(timezone.now() + (5 * DAY if ending == "expired" else dt.timedelta(0))):
        response = client.get(path)
    assert response.status_code == 410
    page = read(response)
    assert page.one("h1").text == "No longer shared"
    assert "Run" not in page.text


def test_paused_goal_stays_shared(client: Client) -> None:
    goal = rich_goal()
    _, path = link_to(goal)
    pause_goal(by=acting(goal.owner), goal=goal)
    assert "Paused" in get(client, path)


def test_unknown_links_and_invitations_used_as_links_are_404(client: Client) -> None:
    goal = rich_goal()
    _, secret, _ = invitation_to(goal)
    for address in ("/s/unknown/", f"/s/{'x' * 43}/", f"/s/{secret}/", "/s/%ff/"):
        response = client.get(address)
        assert response.status_code == 404
        assert read(response).one("h1").text == "Nothing is here"


def test_public_page_takes_no_writes(client: Client) -> None:
    _, path = link_to(rich_goal())
    assert [client.generic(method, path).status_code for method in ("POST", "PUT", "DELETE", "PATCH")] == [405] * 4


def test_public_page_runs_as_many_statements_for_three_parts_as_for_one(client: Client) -> None:
    goal = rich_goal()
    _, path = link_to(goal)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    MilestoneFactory.create_batch(2, goal=goal)
    CheckInFactory.create_batch(2, goal=goal, value_recorded=1)
    with CaptureQueriesContext(connection) as three:
        client.get(path)
    assert len(one) == len(three) <= 12


def form_of(kind: str, goal: Goal, **more: Any) -> dict[str, Any]:
    prefix = "link" if kind == "link" else "invite"
    values = {"goal": str(goal.pk), "parts": ["figures"], "days": "30", **more}
    return {"kind": kind, **{f"{prefix}-{name}": value for name, value in values.items()}}


def test_owner_makes_a_link_and_sees_it_once(client: Client) -> None:
    goal = rich_goal()
    client.force_login(goal.owner)
    page = read(client.post("/sharing/", form_of("link", goal, name="My club")))
    address = page.one("code").text
    assert address.startswith("http://127.0.0.1:8000/s/")
    again = client.get("/sharing/").content.decode()
    assert address not in again
    assert "My club" in again
    share = GoalShare.objects.get()
    assert share.expires_at is not None
    assert (share.expires_at - timezone.now()).days in (29, 30)
    assert get(Client(), address.removeprefix("http://127.0.0.1:8000"))


def test_owner_revokes_with_one_button(client: Client) -> None:
    goal = rich_goal()
    share, path = link_to(goal)
    client.force_login(goal.owner)
    button = read(client.get("/sharing/")).one("form", action=f"/sharing/{share.pk}/revoke/")
    assert button.buttons() == ["Revoke: Run"]
    for _ in range(2):
        assert client.post(f"/sharing/{share.pk}/revoke/").status_code == 303
    assert Client().get(path).status_code == 410


@pytest.mark.parametrize(
    ("more", "anchor"),
    [({"parts": []}, "#id_link-parts_0"), ({"days": "x"}, "#id_link-days"), ({"name": "x" * 101}, "#id_link-name")],
)
def test_wrong_link_form_comes_back_with_its_errors(client: Client, more: dict[str, Any], anchor: str) -> None:
    goal = rich_goal()
    client.force_login(goal.owner)
    response = client.post("/sharing/", form_of("link", goal, **more))
    assert response.status_code == 422
    summary = read(response).one("div", class_="error-summary")
    assert [link.attrs["href"] for link in summary.all("a")] == [anchor]


@pytest.mark.parametrize(
    ("kind", "opened"), [("link", [True, False]), ("partner", [False, True]), (None, [False, False])]
)
def test_only_the_form_that_is_at_work_is_open(client: Client, kind: str | None, opened: list[bool]) -> None:
    goal = rich_goal()
    client.force_login(goal.owner)
    response = client.post("/sharing/", form_of(kind, goal, days="x")) if kind else client.get("/sharing/")
    forms = [each for each in read(response).one("main").all("details") if each.all("form")]
    assert ["open" in each.attrs for each in forms] == opened
    assert {each.attrs["name"] for each in forms} == {"share"}


def test_goal_of_somebody_else_cannot_be_shared(client: Client) -> None:
    client.force_login(GoalFactory.create().owner)
    assert client.post("/sharing/", form_of("link", rich_goal())).status_code == 422
    assert not GoalShare.objects.exists()


def test_partner_follows_the_mail_signs_in_accepts_reads_cheers_and_leaves(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    goal, partner = rich_goal(), UserFactory.create(name="Bea")
    client.force_login(goal.owner)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/sharing/", form_of("partner", goal, email="bea@example.org"))
    found = re.search(r"http://127\.0\.0\.1:8000(/sharing/accept/\S+)", mailoutbox[0].body)
    assert found
    path = found.group(1)
    client.logout()
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"
    client.force_login(partner)
    assert read(client.get(path)).one("main").buttons() == ["Accept"]
    assert not GoalShare.objects.filter(partner=partner).exists()
    with_me = client.post(path)["Location"]
    assert client.get(path)["Location"] == with_me
    assert "Run" in get(client, "/sharing/")
    assert "consistency" in get(client, with_me)
    assert client.post(with_me, {"words": "Go on"}).status_code == 303
    client.force_login(goal.owner)
    assert "Go on Bea" in get(client, "/sharing/")
    assert "Go on Bea" in get(client, f"/goals/{goal.pk}/")
    client.force_login(partner)
    assert client.post(f"{with_me}leave/").status_code == 303
    assert client.get(with_me).status_code == 410
    assert client.post(with_me, {"words": "Go on"}).status_code == 410
    assert "Run" not in get(client, "/sharing/")
    assert Cheer.objects.count() == 1


def test_partner_page_has_no_notes_and_no_form_but_cheering_and_leaving(client: Client) -> None:
    partner = UserFactory.create()
    share = shared_with(partner, rich_goal())
    client.force_login(partner)
    response = client.get(f"/sharing/with-me/{share.pk}/")
    assert CANARY not in response.content.decode()
    forms = [form.attrs.get("action", "") for form in read(response).one("main").all("form")]
    assert forms == ["", f"/sharing/with-me/{share.pk}/leave/"]


def test_pages_with_forms_let_the_browser_say_that_the_form_is_ours(client: Client) -> None:
    """With "no-referrer" browsers send `Origin: null`, and every form of the page is refused."""
    goal = rich_goal()
    _, _, path = invitation_to(goal)
    client.force_login(UserFactory.create())
    pages = [client.get(path), client.get(client.post(path)["Location"])]
    assert [page.status_code for page in pages] == [200, 200]
    assert {page["Referrer-Policy"] for page in pages} == {"same-origin"}
    assert {page["X-Robots-Tag"] for page in pages} == {"noindex, nofollow"}


def test_partner_gets_nothing_else_of_the_owner(client: Client) -> None:
    goal, partner = rich_goal(), UserFactory.create()
    share = shared_with(partner, goal)
    client.force_login(partner)
    milestone = goal.milestones.get()
    before = Change.objects.filter(owner=goal.owner).count()
    answers = [
        client.get(f"/goals/{goal.pk}/"),
        client.get(f"/goals/{goal.pk}/edit/"),
        client.get(f"/goals/{goal.pk}/history/"),
        client.post(f"/goals/{goal.pk}/status/", {"step": "pause"}),
        client.post(f"/goals/{goal.pk}/checkins/", {"status": "done"}),
        client.post(f"/milestones/{milestone.pk}/", {"op": "complete"}),
        client.post(f"/sharing/{share.pk}/revoke/"),
    ]
    assert [response.status_code for response in answers] == [404] * len(answers)
    assert Change.objects.filter(owner=goal.owner).count() == before


def test_strangers_find_neither_share_nor_partner_page(client: Client) -> None:
    share = shared_with(None, rich_goal())
    for person in (UserFactory.create(), share.owner):
        client.force_login(person)
        assert client.get(f"/sharing/with-me/{share.pk}/").status_code == 404
        assert client.post(f"/sharing/with-me/{share.pk}/", {"words": "Go"}).status_code == 404
        assert client.post(f"/sharing/with-me/{share.pk}/leave/").status_code == 404
    client.force_login(UserFactory.create())
    assert client.post(f"/sharing/{share.pk}/revoke/").status_code == 404
    client.logout()
    for address in ("/sharing/", f"/sharing/with-me/{share.pk}/"):
        assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_revoking_cuts_the_partner_off_at_once(client: Client) -> None:
    partner = UserFactory.create()
    share = shared_with(partner, rich_goal())
    client.force_login(partner)
    assert client.get(f"/sharing/with-me/{share.pk}/").status_code == 200
    revoke_share(by=acting(share.owner), share=share)
    assert client.get(f"/sharing/with-me/{share.pk}/").status_code == 410


def test_invitation_of_another_person_is_404_and_ones_own_is_explained(client: Client) -> None:
    goal = rich_goal()
    _, _, path = invitation_to(goal)
    client.force_login(goal.owner)
    response = client.get(path, follow=True)
    assert messages(read(response)) == ["This is your own goal. The invitation is for somebody else."]
    first, second = UserFactory.create_batch(2)
    client.force_login(first)
    client.post(path)
    client.force_login(second)
    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]


def test_left_invitation_is_gone_for_the_one_who_left(client: Client) -> None:
    goal, partner = rich_goal(), UserFactory.create()
    share, _, path = invitation_to(goal)
    client.force_login(partner)
    client.post(path)
    share.refresh_from_db()
    leave_share(by=acting(partner), share=share)
    assert [client.get(path).status_code, client.post(path).status_code] == [410, 410]


def test_sharing_page_runs_as_many_statements_for_three_rows_as_for_one(client: Client) -> None:
    owner, friend = UserFactory.create(), UserFactory.create()
    client.force_login(owner)

    def add() -> None:
        goal = rich_goal(owner)
        share, _ = link_to(goal)
        revoke_share(by=acting(owner), share=share)
        link_to(goal)
        cheer(by=acting(friend), share=shared_with(friend, goal), words="Go")
        shared_with(owner, rich_goal(friend))

    add()
    with CaptureQueriesContext(connection) as one:
        client.get("/sharing/")
    add()
    add()
    with CaptureQueriesContext(connection) as three:
        client.get("/sharing/")
    assert len(one) == len(three)


@pytest.mark.parametrize(
    "line",
    [
        "GET /s/{0}/",
        "GET /calendar/{0}.ics",
        "POST /sharing/accept/{0}/",
        "GET /accounts/login/?next=/sharing/accept/{0}/",
        "GET /accounts/login/?next=%2Fsharing%2Faccept%2F{0}%2F",
    ],
)
def test_logs_hide_what_opens_something(line: str) -> None:
    secret = "yWy1xCk-3cS_" + "x" * 31
    shown: Any = hide_secrets(None, "info", {"event": line.format(secret), "request": line.format(secret)})
    assert shown["event"] == line.format("[hidden]")
    assert secret not in shown["request"]
