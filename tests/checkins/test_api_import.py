"""The import of files over REST."""

import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from checkins.models import CheckIn
from goals.models import Change, Goal
from tests.api import Caller, caller, refused
from tests.checkins.portable_files import document, goal, of_json
from tests.factories import CheckInFactory, GoalFactory, UserFactory

pytestmark = pytest.mark.django_db
EXPORT = Path(__file__).parent.parent / "data" / "loop_export"
IMPORT = "/api/v1/import/"


@pytest.fixture
def call() -> Caller:
    return caller()


def zipped() -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for path in sorted(EXPORT.rglob("*.csv")):
            archive.write(path, path.relative_to(EXPORT))
    return content.getvalue()


def upload(client: APIClient, content: bytes, query: str = "", **fields: Any) -> Any:
    file = SimpleUploadedFile("Loop Habits CSV.zip", content, "application/zip")
    return client.post(f"{IMPORT}{query}", {"file": file, **fields}, format="multipart")


@pytest.mark.parametrize(("query", "fields"), [("", {"dry_run": "true"}), ("?dry_run=true", {})])
def test_dry_run_reports_and_writes_nothing(call: Caller, query: str, fields: dict[str, str]) -> None:
    response = upload(call, zipped(), query, **fields)
    assert response.status_code == 200, response.content
    body = response.json()
    assert (body["dry_run"], body["goals_added"]) == (True, 2)
    assert body["check_ins_added"] > 0
    assert [habit["name"] for habit in body["habits"]] == ["Meditate", "Wake up early"]
    assert not Goal.objects.exists()


def test_import_writes_what_the_dry_run_said_and_nothing_twice(call: Caller) -> None:
    said = upload(call, zipped(), "?dry_run=true").json()
    response = upload(call, zipped())
    assert response.status_code == 201
    body = response.json()
    assert (body["goals_added"], body["check_ins_added"]) == (said["goals_added"], said["check_ins_added"])
    assert CheckIn.objects.filter(owner=call.user).count() == said["check_ins_added"]
    assert set(Change.objects.filter(entity="goal").values_list("source", flat=True)) == {"import"}
    again = upload(call, zipped()).json()
    assert (again["goals_added"], again["check_ins_added"]) == (0, 0)


def test_file_that_is_no_export_says_so(call: Caller) -> None:
    response = upload(call, b"no zip at all")
    assert refused(response) == (400, "INVALID_IMPORT")
    assert list(response.json()["fields"]) == ["file"]


@pytest.mark.parametrize("fields", [{}, {"file": "text"}, {"file": ""}])
def test_missing_file_is_named(call: Caller, fields: dict[str, str]) -> None:
    response = call.post(IMPORT, fields, format="multipart")
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert list(response.json()["fields"]) == ["file"]


def test_only_an_upload_is_read(call: Caller) -> None:
    assert refused(call.post(IMPORT, {"file": "x"})) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert refused(upload(call, zipped(), "?dry_run=perhaps")) == (400, "VALIDATION_ERROR")
    assert refused(upload(call, zipped(), overwrite="true")) == (400, "VALIDATION_ERROR")


def test_upload_that_is_announced_as_huge_is_refused_unread(call: Caller) -> None:
    response = call.generic("POST", IMPORT, "x", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(70 * 2**20))
    assert refused(response) == (413, "PAYLOAD_TOO_LARGE")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_own_export_is_read_back(call: Caller, form: str) -> None:
    giver = caller()
    CheckInFactory.create(goal=GoalFactory.create(owner=giver.user))
    answer: Any = giver.get(f"/api/v1/me/export/?format={form}")
    content = b"".join(answer.streaming_content)
    said = upload(call, content, "?dry_run=true")
    assert (said.status_code, said.json()["source"], said.json()["dry_run"]) == (200, "steady", True)
    assert not Goal.objects.filter(owner=call.user).exists()
    response = upload(call, content)
    assert response.status_code == 201
    body = response.json()
    assert (body["goals_added"], body["check_ins_added"], body["habits"], body["problems"]) == (1, 1, [], [])
    assert {"name": "goals", "added": 1, "already_there": 0, "left_out": 0} in body["parts"]
    again = upload(call, content).json()
    assert (again["goals_added"], again["check_ins_added"]) == (0, 0)


def test_broken_rows_of_an_own_export_are_named(call: Caller) -> None:
    content = of_json(document(goals=[goal(title="")])).getvalue()
    response = upload(call, content)
    assert refused(response) == (400, "INVALID_IMPORT")
    assert response.json()["fields"] == {"file": ["goals, row 1: title: This is needed."]}
    assert upload(call, content, skip_broken="true").status_code == 201


def test_more_goals_than_the_quota_are_refused(call: Caller, settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 1
    content = of_json(document(goals=[goal(), goal("02")])).getvalue()
    assert refused(upload(call, content)) == (409, "QUOTA_EXCEEDED")


def test_session_may_upload_with_its_csrf_token() -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(UserFactory.create())
    assert refused(upload(client, zipped())) == (403, "PERMISSION_DENIED")
    client.cookies["csrf"] = "a" * 32
    client.credentials(HTTP_X_CSRFTOKEN="a" * 32)
    assert upload(client, zipped()).status_code == 201
