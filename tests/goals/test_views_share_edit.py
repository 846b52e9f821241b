"""The page on which the owner changes what a link or a partner sees, and for how long."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from goals.actions import archive_goal, revoke_share
from goals.models import User
from tests.factories import GoalFactory, UserFactory, acting
from tests.pages import messages, read
from tests.sharing import invitation_to, link_to, shared_with

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def owner(client: Client) -> Any:
    with time_machine.travel(NOW, tick=False):
        owner: User = UserFactory.create()
        client.force_login(owner)
        yield owner


def test_form_holds_what_the_share_is(client: Client, owner: User) -> None:
    share, _ = link_to(GoalFactory.create(owner=owner), ["figures", "values"], name="Club", expires_at=NOW + 10 * DAY)
    form = read(client.get(f"/sharing/{share.pk}/edit/")).one("form", class_="form")
    assert form.one("input", name="name").attrs["value"] == "Club"
    ticked = [box.attrs["value"] for box in form.all("input", name="parts") if "checked" in box.attrs]
    assert ticked == ["figures", "values"]
    options = [option.text for option in form.one("select", name="days").all("option")]
    assert options == ["as it is: 30 November 2026", "7 days", "30 days", "90 days", "a year", "until I revoke it"]


def test_link_shows_other_parts_from_then_on_at_the_same_address(client: Client, owner: User) -> None:
    goal = GoalFactory.create(owner=owner, why_it_matters="The children")
    share, path = link_to(goal, ["figures"], expires_at=NOW + 10 * DAY)
    assert "The children" not in read(client.get(path)).text
    response = client.post(f"/sharing/{share.pk}/edit/", {"name": "Club", "parts": ["reason"], "days": ""}, follow=True)
    assert messages(read(response)) == ["Saved. The address stays the same."]
    share.refresh_from_db()
    assert (share.name, share.parts, share.expires_at) == ("Club", ["reason"], NOW + 10 * DAY)
    assert "The children" in read(client.get(path)).text


@pytest.mark.parametrize(("days", "left"), [("7", 7), ("365", 365), ("0", None)])
def test_end_counts_from_now(client: Client, owner: User, days: str, left: int | None) -> None:
    share, _ = link_to(GoalFactory.create(owner=owner), expires_at=NOW + 10 * DAY)
    client.post(f"/sharing/{share.pk}/edit/", {"parts": ["figures"], "days": days})
    share.refresh_from_db()
    assert share.expires_at == (None if left is None else NOW + left * DAY)


def test_partner_is_named_on_the_page_and_keeps_what_they_have(client: Client, owner: User) -> None:
    partner = UserFactory.create()
    share = shared_with(partner, GoalFactory.create(owner=owner, title="Run"), email="bea@example.org")
    page = read(client.get(f"/sharing/{share.pk}/edit/"))
    assert '"Run" with bea@example.org' in page.text
    client.post(f"/sharing/{share.pk}/edit/", {"parts": ["figures"], "days": ""})
    share.refresh_from_db()
    assert (share.partner, share.parts, share.name) == (partner, ["figures"], None)


def test_wrong_values_are_refused_in_the_form(client: Client, owner: User) -> None:
    share, _ = link_to(GoalFactory.create(owner=owner), ["figures"])
    for wrong in ({"parts": [], "days": ""}, {"parts": ["notes"]}, {"parts": ["figures"], "days": "9"}):
        response = client.post(f"/sharing/{share.pk}/edit/", wrong)
        assert response.status_code == 422
        assert read(response).one("div", class_="error-summary").all("li") != []
    share.refresh_from_db()
    assert (share.parts, share.revision) == (["figures"], 1)


def test_what_is_over_leads_back(client: Client, owner: User) -> None:
    goal = GoalFactory.create(owner=owner)
    share, _ = link_to(goal)
    revoke_share(by=acting(owner), share=share)
    for method in (client.get, client.post):
        response = method(f"/sharing/{share.pk}/edit/", {"parts": ["values"]}, follow=True)
        assert messages(read(response)) == ["This is no longer shared."]
    archived, _ = link_to(goal)
    archive_goal(by=acting(owner), goal=goal)
    response = client.post(f"/sharing/{archived.pk}/edit/", {"parts": ["values"]})
    assert response.status_code == 422
    assert "This goal is archived. Restore it first." in read(response).text


def test_each_open_share_leads_to_its_page(client: Client, owner: User) -> None:
    goal = GoalFactory.create(owner=owner)
    link, invitation = link_to(goal)[0], invitation_to(goal)[0]
    closed, _ = link_to(goal, expires_at=timezone.now() + DAY)
    revoke_share(by=acting(owner), share=closed)
    hrefs = {anchor.attrs["href"] for anchor in read(client.get("/sharing/")).all("a")}
    assert {href for href in hrefs if href.endswith("/edit/")} == {
        f"/sharing/{link.pk}/edit/",
        f"/sharing/{invitation.pk}/edit/",
    }
