"""The calendar feed, read back by a parser: what is in it, what never is, and when it has changed."""

import datetime as dt
import hashlib
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import serializers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from config.refusals import NotFound
from goals.actions import (
    create_calendar_feed,
    revoke_calendar_feed,
    toggle_intention,
    update_goal,
    update_profile,
)
from goals.calendar_feed import calendar_of
from goals.links import calendar_link
from goals.models import CalendarFeed, Change, Goal, Intention, Milestone, User
from tests.factories import CheckInFactory, GoalFactory, IntentionFactory, MilestoneFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole
from tests.pages import messages, read
from tests.sharing import CANARY

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
DAY = dt.date(2027, 1, 31)


def feed_of(person: User) -> str:
    """The path of a new feed."""
    _, secret = create_calendar_feed(by=acting(person), user=person)
    return urlsplit(calendar_link(secret)).path


def events_of(person: User) -> dict[str, Any]:
    """The events by the id of their row; what a property holds is for the parser to say."""
    calendar: Any = Calendar.from_ical(calendar_of(person))
    return {str(event["UID"]).removesuffix("@steady"): event for event in calendar.events}


def test_target_dates_and_milestones_are_whole_days() -> None:
    goal = GoalFactory.create(title="Run", target_date=DAY)
    milestone = MilestoneFactory.create(goal=goal, title="Lap", target_date=DAY)
    done = MilestoneFactory.create(goal=goal, title="Start", target_date=DAY, is_done=True)
    MilestoneFactory.create(goal=goal, title="Some day")
    events = events_of(goal.owner)
    assert {uid: str(event["SUMMARY"]) for uid, event in events.items()} == {
        str(goal.pk): "Target date: Run",
        str(milestone.pk): "Lap (Run)",
        str(done.pk): "✓ Start (Run)",
    }
    assert {event["DTSTART"].dt for event in events.values()} == {DAY}
    assert {event["DTSTART"].params["VALUE"] for event in events.values()} == {"DATE"}
    assert {str(event["TRANSP"]) for event in events.values()} == {"TRANSPARENT"}


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("active", {"Target date: Run", "Lap (Run)", "if it rains: I read"}),
        ("paused", {"Target date: Run", "Lap (Run)"}),
        ("completed", {"✓ Target date: Run", "Lap (Run)"}),
        ("abandoned", set()),
        ("archived", set()),
    ],
)
def test_status_of_the_goal_decides_what_is_shown(status: str, shown: set[str]) -> None:
    goal = GoalFactory.create(title="Run", target_date=DAY)
    MilestoneFactory.create(goal=goal, title="Lap", target_date=DAY)
    IntentionFactory.create(goal=goal, trigger_condition="if it rains", action="I read", reminder_time=dt.time(7))
    Goal.objects.filter(pk=goal.pk).update(
        status=status,
        completed_at=MONDAY if status == "completed" else None,
        status_before_archive="active" if status == "archived" else None,
    )
    assert {str(event["SUMMARY"]) for event in events_of(goal.owner).values()} == shown


def test_reminders_recur_on_their_days_by_the_persons_clock_with_an_alarm() -> None:
    person = UserFactory.create(timezone="Europe/Berlin")
    with time_machine.travel(MONDAY, tick=False):
        goal = GoalFactory.create(owner=person)
        plan = IntentionFactory.create(goal=goal, reminder_time=dt.time(6, 55), reminder_weekdays=[1, 4])
        daily = IntentionFactory.create(goal=goal, reminder_time=dt.time(21, 0))
    events = events_of(person)
    event = events[str(plan.pk)]
    assert event["DTSTART"].dt == dt.datetime(2026, 11, 24, 6, 55, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["RRULE"] == {"FREQ": ["WEEKLY"], "BYDAY": ["TU", "FR"]}
    [alarm] = event.alarms.times
    assert alarm.trigger == event["DTSTART"].dt
    [component] = event.walk("VALARM")
    assert (str(component["ACTION"]), str(component["DESCRIPTION"])) == ("DISPLAY", goal.title)
    assert events[str(daily.pk)]["RRULE"]["BYDAY"] == ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    calendar: Any = Calendar.from_ical(calendar_of(person))
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Berlin"]


def test_plans_that_are_off_or_have_no_time_remind_of_nothing() -> None:
    goal = GoalFactory.create()
    IntentionFactory.create(goal=goal)
    off = IntentionFactory.create(goal=goal, reminder_time=dt.time(7))
    assert list(events_of(goal.owner)) == [str(off.pk)]
    toggle_intention(by=acting(goal.owner), intention=off)
    assert events_of(goal.owner) == {}


def test_goal_that_begins_later_reminds_from_its_first_day() -> None:
    with time_machine.travel(MONDAY, tick=False):
        goal = GoalFactory.create(start_date=dt.date(2027, 3, 1))
        plan = IntentionFactory.create(goal=goal, reminder_time=dt.time(7), reminder_weekdays=[6])
    assert events_of(goal.owner)[str(plan.pk)]["DTSTART"].dt.date() == dt.date(2027, 3, 7)


def test_calendar_is_folded_escaped_and_ends_its_lines_as_the_standard_wants() -> None:
    title = "Öl; Brot, Käse \\ " + "ü" * 150
    goal = GoalFactory.create(title=title, target_date=DAY)
    plan = IntentionFactory.create(
        goal=goal, trigger_condition="If\nit rains\r\nBEGIN:VEVENT", reminder_time=dt.time(7)
    )
    content = calendar_of(goal.owner)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert content.count(b"BEGIN:VEVENT\r\n") == 2
    events = events_of(goal.owner)
    assert str(events[str(goal.pk)]["SUMMARY"]) == f"Target date: {title}"
    assert str(events[str(plan.pk)]["SUMMARY"]).startswith("If it rains BEGIN:VEVENT: ")
    calendar: Any = Calendar.from_ical(content)
    assert (str(calendar["VERSION"]), str(calendar["CALSCALE"])) == ("2.0", "GREGORIAN")
    assert calendar["PRODID"]
    assert calendar.errors == []
    assert [event.errors for event in calendar.events] == [[], []]


def test_notes_and_descriptions_are_not_in_it() -> None:
    goal = GoalFactory.create(target_date=DAY, description=CANARY, why_it_matters=CANARY)
    MilestoneFactory.create(goal=goal, target_date=DAY, description=CANARY)
    CheckInFactory.create(goal=goal, content=CANARY)
    assert CANARY not in calendar_of(goal.owner).decode()


def test_ids_stay_and_versions_rise_with_changes() -> None:
    goal = GoalFactory.create(target_date=DAY)
    before = events_of(goal.owner)[str(goal.pk)]
    update_goal(by=acting(goal.owner), goal=goal, title="Read")
    after = events_of(goal.owner)[str(goal.pk)]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt.tzinfo is not None
    assert calendar_of(goal.owner) == calendar_of(goal.owner)


def test_feed_of_one_person_holds_nothing_of_another() -> None:
    mine, theirs = GoalFactory.create(target_date=DAY), GoalFactory.create(target_date=DAY)
    assert list(events_of(mine.owner)) == [str(mine.pk)]
    assert list(events_of(theirs.owner)) == [str(theirs.pk)]


def test_feed_is_served_without_signing_in_to_whoever_has_its_address(client: Client) -> None:
    goal = GoalFactory.create(target_date=DAY)
    path = feed_of(goal.owner)
    assert path.endswith(".ics")
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert response["Cache-Control"] == "private, no-cache"
    assert response.content == calendar_of(goal.owner)
    head = client.head(path)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])
    assert client.post(path).status_code == 405


def test_unchanged_feed_is_304_by_tag_and_by_date_until_something_changes(client: Client) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        goal = GoalFactory.create(target_date=DAY)
        path = feed_of(goal.owner)
        assert "Last-Modified" not in client.get(path).headers
        clock.shift(5)
        held = client.get(path)
        by_tag = {"If-None-Match": held["ETag"]}
        by_date = {"If-Modified-Since": held["Last-Modified"]}
        assert [client.get(path, headers=headers).status_code for headers in (by_tag, by_date)] == [304, 304]
        with CaptureQueriesContext(connection) as asked:
            client.get(path, headers=by_tag)
        assert len(asked) == 2
        update_goal(by=acting(goal.owner), goal=goal, title="Read")
        clock.shift(5)
        assert [client.get(path, headers=headers).status_code for headers in (by_tag, by_date)] == [200, 200]


def test_zone_of_the_person_is_part_of_the_version(client: Client) -> None:
    goal = GoalFactory.create()
    IntentionFactory.create(goal=goal, reminder_time=dt.time(7))
    path = feed_of(goal.owner)
    before = client.get(path)
    update_profile(by=acting(goal.owner), user=goal.owner, timezone="Asia/Tokyo")
    after = client.get(path, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "TZID=Asia/Tokyo" in after.content.decode()


def test_unknown_replaced_and_closed_addresses_and_inactive_people_are_404(client: Client) -> None:
    person = UserFactory.create()
    old, new = feed_of(person), feed_of(person)
    assert [client.get(path).status_code for path in (old, new, "/calendar/unknown.ics")] == [404, 200, 404]
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(new).status_code == 404
    User.objects.filter(pk=person.pk).update(is_active=True)
    for _ in range(2):
        revoke_calendar_feed(by=acting(person), user=person)
    assert client.get(new).status_code == 404
    assert_journal_is_whole(person)


def test_only_the_digest_of_the_address_is_kept() -> None:
    person = UserFactory.create()
    feed, secret = create_calendar_feed(by=acting(person), user=person)
    assert feed.digest == hashlib.sha256(secret.encode()).hexdigest()
    rows: list[Any] = [*CalendarFeed.objects.all(), *Change.objects.all()]
    assert secret not in serializers.serialize("json", rows)
    assert feed.digest not in serializers.serialize("json", Change.objects.all())


def test_nobody_opens_the_calendar_of_another() -> None:
    person, other = UserFactory.create_batch(2)
    for act in (create_calendar_feed, revoke_calendar_feed):
        with pytest.raises(NotFound):
            act(by=acting(other), user=person)


def test_feed_runs_as_many_statements_for_three_as_for_one(client: Client) -> None:
    person = UserFactory.create()
    path = feed_of(person)

    def add() -> None:
        goal = GoalFactory.create(owner=person, target_date=DAY)
        MilestoneFactory.create(goal=goal, target_date=DAY)
        IntentionFactory.create(goal=goal, reminder_time=dt.time(7))

    add()
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    add()
    add()
    with CaptureQueriesContext(connection) as three:
        client.get(path)
    assert len(one) == len(three) == 6
    assert (Milestone.objects.count(), Intention.objects.count()) == (3, 3)


def test_settings_show_the_address_once_renew_it_and_turn_it_off(client: Client) -> None:
    person = UserFactory.create()
    client.force_login(person)
    page = "/settings/calendar/"
    assert read(client.get(page)).one("main").buttons() == ["Turn on"]
    shown = client.post(page, {"op": "new"})
    address = read(shown).one("code").text
    assert "no-store" in shown["Cache-Control"]
    again = client.get(page)
    assert address not in again.content.decode()
    assert read(again).one("main").buttons() == ["Make a new address", "Turn off"]
    path = urlsplit(address).path
    assert Client().get(path).status_code == 200
    renewed = urlsplit(read(client.post(page, {"op": "new"})).one("code").text).path
    assert [Client().get(each).status_code for each in (path, renewed)] == [404, 200]
    off = client.post(page, {"op": "off"}, follow=True)
    assert messages(read(off)) == ["The calendar is off. Its address opens nothing any more."]
    assert Client().get(renewed).status_code == 404
    client.logout()
    assert client.get(page)["Location"] == f"/accounts/login/?next={page}"
