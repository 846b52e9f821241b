"""The export as a download: over REST and from its page."""

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from checkins.portable import import_own
from goals.journal import Actor
from goals.models import Goal, User
from goals.models.choices import Source
from tests.api import caller, refused
from tests.checkins.portable_files import document, goal, of_json
from tests.factories import GoalFactory, UserFactory
from tests.pages import messages, read

pytestmark = pytest.mark.django_db
API = "/api/v1/me/export/"


@pytest.fixture
def user(client: Client) -> User:
    person: User = UserFactory.create()
    client.force_login(person)
    return person


def content(response: Any) -> bytes:
    assert response.streaming
    return b"".join(response.streaming_content)


def test_api_streams_json_and_csv_of_the_callers_own() -> None:
    call = caller(scope="read")
    GoalFactory.create(owner=call.user, title="Mine")
    GoalFactory.create(title="Theirs")
    for query in ("", "?format=json"):
        response = call.get(f"{API}{query}")
        assert (response.status_code, response["Content-Type"]) == (200, "application/json")
        assert [each["title"] for each in json.loads(content(response))["goals"]] == ["Mine"]
    response = call.get(f"{API}?format=csv")
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    day = call.user.today().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="steady-{day}-csv.zip"'
    assert response["Cache-Control"] == "private, no-store"
    with ZipFile(io.BytesIO(content(response))) as archive:
        assert b"Mine" in archive.read("goals.csv")
        assert b"Theirs" not in archive.read("goals.csv")


def test_api_refuses_other_forms() -> None:
    call = caller()
    assert refused(call.get(f"{API}?format=xml")) == (400, "VALIDATION_ERROR")
    assert refused(call.get(f"{API}?form=csv")) == (400, "UNKNOWN_PARAMETER")


def test_api_exports_only_so_often_an_hour() -> None:
    call = caller()
    for _each in range(30):
        assert call.get(API).status_code == 200
    response = call.get(API)
    assert refused(response) == (429, "RATE_LIMITED")
    assert int(response["Retry-After"]) > 0


def test_page_has_a_button_for_each_form(client: Client, user: User) -> None:
    GoalFactory.create(owner=user, title="Mine")
    page = read(client.get("/settings/export/"))
    assert page.one("main").buttons() == ["Download as JSON", "Download as CSV tables"]
    buttons = [(each.attrs["name"], each.attrs["value"]) for each in page.one("main").all("button")]
    assert buttons == [("format", "json"), ("format", "csv")]
    response = client.post("/settings/export/", {"format": "json"})
    assert response["Content-Disposition"].startswith('attachment; filename="steady-')
    assert [each["title"] for each in json.loads(content(response))["goals"]] == ["Mine"]
    with ZipFile(io.BytesIO(content(client.post("/settings/export/", {"format": "csv"})))) as archive:
        assert archive.testzip() is None


def test_page_asks_for_one_of_its_buttons(client: Client, user: User) -> None:
    response = client.post("/settings/export/", {"format": "xml"})
    assert (response.status_code, messages(read(response))) == (422, ["Choose one of the buttons."])


def test_page_wants_its_own_form() -> None:
    """Another site cannot make somebody's browser fetch everything."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserFactory.create())
    assert strict.post("/settings/export/", {"format": "json"}).status_code == 403


def test_import_page_tells_what_an_own_export_would_add_and_adds_it(client: Client, user: User) -> None:
    person = {"name": "Ada", "timezone": "Asia/Tokyo", "day_starts_at": 0, "week_starts_on": 0}
    file = of_json(document(person=person, goals=[goal(title="<b>Run</b>"), goal("02", title="")]))
    file.name = "export.json"
    page = read(client.post("/import/", {"file": file, "step": "check"}))
    assert page.one(id="report").text == "This would happen"
    assert [item.text for item in page.one("ul", class_="ms").all("li")] == ["+ Goals 1 new"]
    assert "Time zone, day, week and looks come along too." in page.text
    assert "goals, row 2: title: This is needed." in page.text
    assert not Goal.objects.exists()
    file.seek(0)
    refused_page = client.post("/import/", {"file": file, "step": "import"})
    assert refused_page.status_code == 422
    file.seek(0)
    done = read(client.post("/import/", {"file": file, "step": "import", "skip_broken": "on"}))
    assert done.one(id="report").text == "This happened"
    assert Goal.objects.get().owner == user
    file.seek(0)
    report = import_own(by=Actor(user, Source.IMPORT), owner=user, file=file, skip_broken=True)
    assert {part.added for part in report.parts} == {0}
