"""Logging, history, corrections, withdrawals, import."""

import datetime as dt
import io
import uuid
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkins.models import CheckIn
from goals.actions import complete_goal
from goals.models import Goal, User
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory, acting
from tests.pages import messages, read, title

pytestmark = pytest.mark.django_db

EXPORT = Path(__file__).parent.parent / "data" / "loop_export"


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


FIELDS = {
    "recurring": {"check_in_date", "habit_completion_status", "content", "link", "mood"},
    "streak": {"check_in_date", "habit_completion_status", "content", "link", "mood"},
    "limit": {"check_in_date", "habit_completion_status", "value_recorded", "content", "link", "mood"},
    "target": {"check_in_date", "value_recorded", "content", "link", "mood"},
    "milestone": {"check_in_date", "milestone", "content", "link", "mood"},
}


@pytest.mark.parametrize("pattern", FIELDS)
def test_log_form_asks_what_the_pattern_knows(client: Client, user: User, pattern: str) -> None:
    goal = GoalFactory(owner=user, pattern=pattern, target_value=None if pattern == "recurring" else Decimal(5))
    page = read(client.get(f"/goals/{goal.pk}/log/"))
    assert page.one("form", class_="form").fields() == FIELDS[pattern]


def test_log_form_of_a_measured_habit_asks_for_an_amount(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, target_value=Decimal(2), unit="litres")
    page = read(client.get(f"/goals/{goal.pk}/log/"))
    assert page.one("label", for_="id_value_recorded").text == "Amount (litres)"


def log(client: Client, goal: Goal, **fields: Any) -> Any:
    return client.post(f"/goals/{goal.pk}/log/", {"check_in_date": "2026-11-19", "key": str(uuid.uuid4()), **fields})


def test_log_records_everything_and_offers_undo(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="target", target_value=Decimal(10), title="Save")
    response = log(client, goal, value_recorded="2,5", content="First pay", link="https://example.org/a")
    assert (response.status_code, response["Location"]) == (303, f"/goals/{goal.pk}/")
    columns = ("check_in_date", "value_recorded", "content", "link")
    assert CheckIn.objects.values_list(*columns).get() == (
        dt.date(2026, 11, 19),
        Decimal("2.5"),
        "First pay",
        "https://example.org/a",
    )
    bar = read(client.get(f"/goals/{goal.pk}/")).one(id="undo")
    assert bar.one("p").text == "Saved for Save."
    client.post(bar.one("form").attrs["action"])
    assert not CheckIn.objects.exists()


def test_mood_is_logged_shown_and_corrected(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    log(client, goal, habit_completion_status="completed", mood="4")
    check_in = CheckIn.objects.get()
    page = read(client.get(f"/goals/{goal.pk}/history/"))
    assert (check_in.mood, page.one("span", class_="meta").text) == (4, "Mood: good")
    form = read(client.get(f"/checkins/{check_in.pk}/edit/"))
    assert [option.text for option in form.one("select", name="mood").all("option", selected="")] == ["Good"]
    said = {"check_in_date": "2026-11-19", "habit_completion_status": "completed", "mood": ""}
    assert client.post(f"/checkins/{check_in.pk}/edit/", said).status_code == 303
    check_in.refresh_from_db()
    assert check_in.mood is None
    response = client.post(f"/checkins/{check_in.pk}/edit/", {**said, "mood": "6"})
    assert response.status_code == 422


def test_same_form_twice_is_one_check_in(client: Client, user: User) -> None:
    goal, key = GoalFactory(owner=user, pattern="target", target_value=Decimal(10)), uuid.uuid4()
    for _time in range(2):
        assert log(client, goal, key=str(key), value_recorded="2").status_code == 303
    assert list(CheckIn.objects.values_list("pk", flat=True)) == [key]


def test_logging_a_milestone_completes_it(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="milestone")
    milestone = MilestoneFactory(goal=goal)
    log(client, goal, milestone=str(milestone.pk))
    milestone.refresh_from_db()
    assert milestone.is_done


def test_milestones_of_other_people_cannot_be_logged(client: Client, user: User) -> None:
    response = log(client, GoalFactory(owner=user, pattern="milestone"), milestone=str(MilestoneFactory().pk))
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("fields", "links"),
    [
        ({"check_in_date": "2026-11-21", "content": "x"}, [("#id_check_in_date", "This day has not come yet.")]),
        (
            {"check_in_date": "", "habit_completion_status": "completed"},
            [("#id_check_in_date", "Day: This field is required.")],
        ),
        ({"link": "ftp://example.org", "content": "x"}, [("#id_link", "Enter a valid URL.")]),
        ({"content": "bad \x07 bell"}, [("#id_content", "Remove the invisible control characters from this text.")]),
        ({}, [("#id_habit_completion_status", "Give a status, a value, a milestone or a note.")]),
    ],
)
def test_refused_log_links_each_error_to_its_field(
    client: Client, user: User, fields: dict[str, str], links: list[tuple[str, str]]
) -> None:
    response = log(client, GoalFactory(owner=user, title="Run"), **fields)
    page = read(response)
    found = [(link.attrs["href"], link.text) for link in page.one("div", class_="error-summary").all("a")]
    assert (response.status_code, found) == (422, links)
    assert title(page) == "Error: Log · Run · Steady"
    assert "autofocus" in page.one("div", class_="error-summary").attrs


def test_second_status_of_a_day_is_refused_in_words(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    CheckInFactory(goal=goal)
    response = log(client, goal, check_in_date="2026-11-20", habit_completion_status="missed")
    errors = [item.text for item in read(response).one("div", class_="error-summary").all("li")]
    assert (response.status_code, errors) == (
        422,
        ["2026-11-20 already has a status. Correct it, or set the day instead."],
    )


def test_history_lists_the_newest_first_in_pages(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="target", target_value=Decimal(100), unit="km")
    for number in range(51):
        CheckInFactory(goal=goal, value_recorded=number, check_in_date=dt.date(2026, 9, 1) + dt.timedelta(days=number))
    first = read(client.get(f"/goals/{goal.pk}/history/"))
    second = read(client.get(f"/goals/{goal.pk}/history/?page=2"))
    assert [row.text for row in first.one("ul", class_="ms").all("strong")][:2] == ["50 km", "49 km"]
    assert [row.text for row in second.one("ul", class_="ms").all("strong")] == ["0 km"]
    assert first.one("a", rel="next").attrs["href"] == "?page=2"


def test_history_queries_do_not_grow(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="milestone")

    def count() -> int:
        CheckInFactory(goal=goal, milestone=MilestoneFactory(goal=goal))
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/goals/{goal.pk}/history/")
        return len(queries)

    at_one = count()
    count()
    assert count() == at_one


def test_correction_keeps_the_rest(client: Client, user: User) -> None:
    check_in = CheckInFactory(goal=GoalFactory(owner=user), content="Slow")
    path = f"/checkins/{check_in.pk}/edit/"
    page = read(client.get(path))
    assert page.one("textarea", name="content").text == "Slow"
    day, status = "2026-11-20", "skipped"
    response = client.post(path, {"check_in_date": day, "habit_completion_status": status, "content": "Rest"})
    assert response["Location"] == f"/goals/{check_in.goal_id}/history/"
    check_in.refresh_from_db()
    assert (check_in.habit_completion_status, check_in.content) == ("skipped", "Rest")


def test_refused_correction_is_a_422_with_the_reason(client: Client, user: User) -> None:
    check_in = CheckInFactory(goal=GoalFactory(owner=user))
    response = client.post(f"/checkins/{check_in.pk}/edit/", {"check_in_date": "2027-01-01", "content": "x"})
    assert (response.status_code, read(response).one("p", class_="error").text) == (
        422,
        "Error: This day has not come yet.",
    )


def test_withdrawn_check_in_can_be_had_back(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    check_in = CheckInFactory(goal=goal)
    response = client.post(f"/checkins/{check_in.pk}/withdraw/")
    assert (response["Location"], CheckIn.objects.count()) == (f"/goals/{goal.pk}/history/", 0)
    bar = read(client.get(response["Location"])).one(id="undo")
    client.post(bar.one("form").attrs["action"], {"next": "/goals/"})
    assert CheckIn.objects.get().pk == check_in.pk


def test_check_ins_of_a_closed_goal_stay(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    check_in = CheckInFactory(goal=goal)
    complete_goal(by=acting(user), goal=goal)
    assert "Take back" not in client.get(f"/goals/{goal.pk}/history/").content.decode()
    client.post(f"/checkins/{check_in.pk}/withdraw/")
    assert messages(read(client.get("/goals/"))) == ["This goal is completed. Reactivate it first."]
    assert CheckIn.objects.filter(pk=check_in.pk).exists()


def test_undo_never_leads_to_another_site(client: Client, user: User) -> None:
    for to in ("https://evil.example/", "//evil.example/", "/\\evil.example/"):
        check_in = CheckInFactory(goal=GoalFactory(owner=user))
        response = client.post(f"/checkins/{check_in.pk}/undo/", {"next": to})
        assert response["Location"] == f"/today/2026-11-20/#g-{check_in.goal_id}"


def zipped() -> SimpleUploadedFile:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path in sorted(EXPORT.rglob("*.csv")):
            archive.write(path, path.relative_to(EXPORT))
    return SimpleUploadedFile("loop.zip", data.getvalue(), "application/zip")


def test_import_looks_before_it_writes(client: Client, user: User) -> None:
    checked = read(client.post("/import/", {"file": zipped(), "step": "check"}))
    assert checked.one(id="report").text == "This would happen"
    assert not Goal.objects.exists()
    done = read(client.post("/import/", {"file": zipped(), "step": "import"}))
    assert done.one(id="report").text == "This happened"
    names = [item.text for item in done.one("ul", class_="ms").all("a")]
    assert sorted(names) == sorted(Goal.objects.for_owner(user).values_list("title", flat=True))
    assert len(names) == len(checked.one("ul", class_="ms").all("li")) > 0


def test_import_of_something_else_is_refused(client: Client, user: User) -> None:
    response = client.post("/import/", {"file": SimpleUploadedFile("x.zip", b"not a zip"), "step": "import"})
    assert (response.status_code, read(response).one("p", class_="error").text) == (
        422,
        "Error: It is not a zip file, or it is damaged.",
    )
