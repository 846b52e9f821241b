"""Shares, cheers and calendar feeds in the admin."""

import pytest

from goals.actions import cheer, create_calendar_feed
from goals.models import CalendarFeed, GoalShare
from tests.factories import GoalFactory, UserFactory, acting
from tests.goals.admin_site import lines_by, messages_on, page, signed_in, staff_who_may, superuser
from tests.sharing import link_to, shared_with

pytestmark = pytest.mark.django_db


def test_shares_are_revoked_by_the_staff_member_in_the_owners_journal() -> None:
    staff = superuser()
    share, _ = link_to(GoalFactory.create())
    body = {"action": "revoke", "_selected_action": [str(share.pk)]}
    response = signed_in(staff).post(page("goals_goalshare"), body, follow=True)
    assert messages_on(response) == ["Revoked: 1."]
    share.refresh_from_db()
    assert share.revoked_at is not None
    assert lines_by(staff) == [("goal_share", "revoked", "admin")]


def test_calendar_is_closed_by_deleting_it() -> None:
    staff = superuser()
    person = UserFactory.create()
    feed, _ = create_calendar_feed(by=acting(person), user=person)
    signed_in(staff).post(page("goals_calendarfeed", "delete", feed.pk), {"post": "yes"})
    assert not CalendarFeed.objects.exists()
    assert lines_by(staff) == [("calendar_feed", "revoked", "admin")]


def test_neither_page_shows_a_digest_or_takes_changes() -> None:
    client = signed_in(superuser())
    partner = UserFactory.create()
    share = shared_with(partner, GoalFactory.create())
    said = cheer(by=acting(partner), share=share, words="Go on")
    feed, _ = create_calendar_feed(by=acting(partner), user=partner)
    for model, row in (("goals_goalshare", share), ("goals_cheer", said), ("goals_calendarfeed", feed)):
        shown = client.get(page(model, "change", row.pk))
        assert shown.status_code == 200
        assert share.digest not in shown.content.decode()
        assert feed.digest not in shown.content.decode()
        assert client.post(page(model, "change", row.pk), {"words": "x", "name": "x"}).status_code == 403
        assert client.get(page(model, "add")).status_code == 403


def test_who_may_only_look_revokes_nothing() -> None:
    share, _ = link_to(GoalFactory.create())
    client = signed_in(staff_who_may("view_goalshare"))
    body = {"action": "revoke", "_selected_action": [str(share.pk)]}
    client.post(page("goals_goalshare"), body)
    assert GoalShare.objects.get().revoked_at is None
