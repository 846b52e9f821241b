"""Manners that every address under /api/ shares, asked of real resources."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
import structlog
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework.throttling import UserRateThrottle

from config.api.json import MAX_BYTES
from goals.actions import archive_goal, revoke_token
from goals.models import Goal, PersonalToken, User
from tests.api import Caller, caller, refused
from tests.factories import PASSWORD, GoalFactory, UserFactory, acting

pytestmark = pytest.mark.django_db
GOALS = "/api/v1/goals/"


def crash(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the inside of the house")


urlpatterns = [path("", include("config.urls")), path("api/v1/crash/", crash), path("crash/", crash)]


@pytest.fixture
def call() -> Caller:
    return caller()


def raw(client: Any, body: bytes | str, content_type: str = "application/json", **headers: str) -> Any:
    return client.generic("POST", GOALS, body, content_type, headers=headers)


def test_unknown_address_is_json(client: Client) -> None:
    for method in ("get", "post", "delete"):
        assert refused(getattr(client, method)("/api/v1/nowhere/")) == (404, "NOT_FOUND")


def test_unknown_address_is_json_also_while_debugging(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    response = client.get("/api/v1/nowhere/")
    assert refused(response) == (404, "NOT_FOUND")
    assert response["Content-Type"] == "application/json"


def test_both_forms_of_an_address_answer(call: Caller) -> None:
    slashless, canonical = call.get("/api/v1/goals"), call.get("/api/v1/goals/")
    assert (slashless.status_code, slashless.content) == (200, canonical.content)
    assert call.post("/api/v1/goals", {"title": "Read"}).status_code == 201


def test_method_that_nobody_answers_is_405(call: Caller) -> None:
    response = call.put(GOALS, {})
    assert refused(response) == (405, "METHOD_NOT_ALLOWED")
    assert response["Allow"] == "GET, POST, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""]
)
def test_other_media_type_is_415(call: Caller, content_type: str) -> None:
    assert refused(raw(call, b"title=Read", content_type)) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_answer_that_is_not_json_is_406(call: Caller) -> None:
    assert refused(call.get(GOALS, headers={"Accept": "text/html"})) == (406, "NOT_ACCEPTABLE")
    assert call.get(GOALS, headers={"Accept": "text/html,*/*;q=0.8"}).status_code == 200


def test_body_of_more_than_a_mebibyte_is_413(call: Caller) -> None:
    assert refused(raw(call, b'{"title": "' + b"x" * MAX_BYTES + b'"}')) == (413, "PAYLOAD_TOO_LARGE")


def test_body_in_chunks_is_411(call: Caller) -> None:
    response = call.generic("POST", GOALS, "", "application/json", headers={"Transfer-Encoding": "chunked"})
    assert refused(response) == (411, "LENGTH_REQUIRED")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"title": "a", "title": "b"}',
        b'{"title": "a", "target_value": NaN}',
        b'{"title": "a\\u0000b"}',
        b'{"title": "\\ud800"}',
        b'{"title": "\xff"}',
        b'{"title": "a", "sort_order": 99999999999999999999}',
        b'{"title": "a", "metadata": ' + b'{"a": ' * 17 + b"1" + b"}" * 18,
    ],
)
def test_body_that_is_no_strict_json_is_400(call: Caller, body: bytes) -> None:
    assert refused(raw(call, body)) == (400, "VALIDATION_ERROR")
    assert not Goal.objects.exists()


def test_camel_case_round_trip(call: Caller) -> None:
    camel = "application/json; case=camel"
    body = b'{"title": "Read", "whyItMatters": "Joy", "frequencyPerWeek": 3, "metadata": {"my_key": {"myOther": 1}}}'
    created = raw(call, body, camel, Accept=camel).json()
    assert (created["whyItMatters"], created["frequencyPerWeek"], created["checkInCount"]) == ("Joy", 3, 0)
    assert created["metadata"] == {"my_key": {"myOther": 1}}
    changed = call.generic(
        "PUT", f"{GOALS}{created['id']}/", json.dumps(created), camel, headers={"Accept": camel}
    ).json()
    assert changed == created
    plain = call.get(f"{GOALS}{created['id']}/").json()
    assert (plain["why_it_matters"], plain["metadata"]) == ("Joy", {"my_key": {"myOther": 1}})


def test_camel_case_errors_name_camel_case_fields(call: Caller) -> None:
    camel = "application/json; case=camel"
    response = raw(call, b'{"title": "x", "targetDate": "soon"}', camel, Accept=camel)
    assert list(response.json()["fields"]) == ["targetDate"]
    assert response["Content-Type"] == camel
    assert "Accept" in response["Vary"]


def test_camel_case_is_answered_only_when_asked(call: Caller) -> None:
    for accept in ("*/*", "application/json", "application/*"):
        assert "page_size" in call.get(GOALS, headers={"Accept": accept}).json()


def test_request_id_is_answered_and_a_sane_one_is_kept(client: Client) -> None:
    def answered(given: str) -> str:
        return str(client.get("/livez", headers={"X-Request-ID": given})["X-Request-ID"])

    assert answered("order-66_a.b") == "order-66_a.b"
    assert len(answered("")) == 36
    for odd in ("a b", "x" * 129, "<script>", 'a"b'):
        assert answered(odd) != odd


def test_request_id_stands_in_every_log_line(client: Client) -> None:
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        client.get("/livez", headers={"X-Request-ID": "abc"})
    assert {line["request_id"] for line in lines if line["event"].startswith("request_")} == {"abc"}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("debug", [False, True])
def test_crash_is_500_with_a_request_id_and_without_a_trace(settings: Any, debug: bool) -> None:
    settings.DEBUG = debug
    response = Client(raise_request_exception=False).get("/api/v1/crash", headers={"X-Request-ID": "abc"})
    assert refused(response) == (500, "SERVER_ERROR")
    assert response.json()["request_id"] == "abc"
    assert b"inside" not in response.content
    assert int(response["Content-Length"]) == len(response.content)


def test_database_outage_is_503(call: Caller) -> None:
    with patch.object(Goal.objects, "for_owner", side_effect=OperationalError("gone")):
        response = call.get(GOALS)
    assert refused(response) == (503, "UNAVAILABLE")
    assert response["Retry-After"] == "1"


def test_host_that_is_not_ours_is_refused_as_json(client: Client) -> None:
    assert refused(client.get(GOALS, headers={"Host": "evil.example"})) == (400, "VALIDATION_ERROR")


def test_cookie_that_no_database_stores_is_no_cookie(client: Client) -> None:
    cookie = 'session="\\000abcdefghijkl"; csrf="\\000"'
    assert refused(client.get(GOALS, headers={"Cookie": cookie})) == (401, "NOT_AUTHENTICATED")


def test_session_needs_the_csrf_token() -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(UserFactory.create())
    assert client.get(GOALS).status_code == 200
    assert refused(client.post(GOALS, {"title": "Read"})) == (403, "PERMISSION_DENIED")
    client.cookies["csrf"] = "a" * 32
    assert client.post(GOALS, {"title": "Read"}, headers={"X-CSRFToken": "a" * 32}).status_code == 201


def test_expired_and_revoked_tokens_and_those_of_inactive_people_are_401(call: Caller) -> None:
    tokens = PersonalToken.objects.filter(user=call.user)
    assert call.get(GOALS).status_code == 200
    tokens.update(expiry=timezone.now() - dt.timedelta(seconds=1))
    assert refused(call.get(GOALS)) == (401, "NOT_AUTHENTICATED")
    tokens.update(expiry=None)
    people = User.objects.filter(pk=call.user.pk)
    people.update(is_active=False)
    assert refused(call.get(GOALS)) == (401, "NOT_AUTHENTICATED")
    people.update(is_active=True)
    assert call.get(GOALS).status_code == 200
    revoke_token(by=acting(call.user), token=tokens.get())
    response = call.get(GOALS)
    assert refused(response) == (401, "NOT_AUTHENTICATED")
    assert response["WWW-Authenticate"] == "Bearer"


def test_token_remembers_its_last_use_at_most_once_a_minute(call: Caller) -> None:
    token = PersonalToken.objects.get(user=call.user)
    first = token.last_used_at
    assert first is not None
    call.get(GOALS)
    token.refresh_from_db()
    assert token.last_used_at == first
    PersonalToken.objects.update(last_used_at=first - dt.timedelta(minutes=1))
    call.get(GOALS)
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert token.last_used_at > first


def test_token_of_scope_read_reads_and_does_not_write() -> None:
    call = caller(scope="read")
    assert call.get(GOALS).status_code == 200
    assert refused(call.post(GOALS, {"title": "Read"})) == (403, "PERMISSION_DENIED")


def test_unknown_parameter_is_refused_with_the_known_ones(call: Caller) -> None:
    response = call.get(f"{GOALS}?stat=active")
    assert refused(response) == (400, "UNKNOWN_PARAMETER")
    assert response.json()["fields"] == {"stat": ["Unknown parameter."]}
    assert "status" in response.json()["error"]
    goal = GoalFactory.create(owner=call.user)
    assert refused(call.get(f"{GOALS}{goal.pk}/?page=1")) == (400, "UNKNOWN_PARAMETER")
    assert refused(call.post(f"{GOALS}?status=active", {"title": "x"})) == (400, "UNKNOWN_PARAMETER")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("status=nonsense", "status"),
        ("target_date_from=2025-13-01", "target_date_from"),
        ("updated_since=yesterday", "updated_since"),
        ("ordering=password", "ordering"),
        ("goal_type=habit&goal_type=target", "goal_type"),
        ("search=a%00b", "search"),
        ("page=abc", "page"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=%D9%A1", "page"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("page=1&page=2", "page"),
    ],
)
def test_bad_parameter_is_named(call: Caller, query: str, name: str) -> None:
    response = call.get(f"{GOALS}?{query}")
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert list(response.json()["fields"]) == [name]


def test_list_comes_in_pages_newest_first(call: Caller) -> None:
    goals = GoalFactory.create_batch(3, owner=call.user)
    ids = [str(goal.pk) for goal in reversed(goals)]
    first = call.get(f"{GOALS}?page_size=2").json()
    second = call.get(first["next"]).json()
    assert [row["id"] for row in first["results"] + second["results"]] == ids
    assert {name: first[name] for name in ("total", "page", "page_size", "previous")} == {
        "total": 3,
        "page": 1,
        "page_size": 2,
        "previous": None,
    }
    assert (second["next"], second["previous"]) == (None, "http://testserver/api/v1/goals/?page_size=2")
    assert refused(call.get(f"{GOALS}?page=2")) == (404, "NOT_FOUND")
    assert call.get(f"{GOALS}?page_size=100").json()["page_size"] == 100
    assert call.get(GOALS).json()["page_size"] == 50


@pytest.fixture
def hourly() -> Iterator[None]:
    with patch.object(UserRateThrottle, "THROTTLE_RATES", {"user": "3/hour"}):
        yield


@pytest.mark.usefixtures("hourly")
def test_too_many_requests_are_429_with_retry_after() -> None:
    call = caller()
    call.get(GOALS)
    call.get(GOALS)
    response = call.get(GOALS)
    assert refused(response) == (429, "RATE_LIMITED")
    assert 0 < int(response["Retry-After"]) <= 3600
    assert caller().get(GOALS).status_code == 200


@pytest.mark.parametrize(
    "where", ["goals/", "goals/{goal}/", "goals/{goal}/progress/", "goals/{goal}/check-ins/", "dashboard/"]
)
def test_what_the_caller_holds_already_is_304_until_something_changes(call: Caller, where: str) -> None:
    goal = GoalFactory.create(owner=call.user)
    address = f"/api/v1/{where.format(goal=goal.pk)}"
    etag = call.get(address)["ETag"]
    again = call.get(address, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert (
        call.get(address, headers={"If-None-Match": etag, "Accept": "application/json; case=camel"}).status_code == 200
    )
    archive_goal(by=acting(call.user), goal=goal)
    assert call.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_304_reads_nothing_but_the_person(call: Caller, django_assert_num_queries: Any) -> None:
    etag = call.get(GOALS)["ETag"]
    with django_assert_num_queries(1):
        assert call.get(GOALS, headers={"If-None-Match": etag}).status_code == 304


def test_etag_of_one_person_is_worth_nothing_to_another(call: Caller) -> None:
    etag = call.get(GOALS)["ETag"]
    assert caller().get(GOALS, headers={"If-None-Match": etag}).status_code == 200


def test_if_match_lets_only_the_version_it_names_be_changed(call: Caller) -> None:
    goal, other = GoalFactory.create_batch(2, owner=call.user)
    address = f"{GOALS}{goal.pk}/"
    etag = call.get(address)["ETag"]
    call.patch(f"{GOALS}{other.pk}/", {"title": "Changed elsewhere"})
    fresh = call.patch(address, {"title": "One"}, headers={"If-Match": etag})
    assert fresh.status_code == 200
    late = call.patch(address, {"title": "Two"}, headers={"If-Match": etag})
    assert refused(late) == (412, "PRECONDITION_FAILED")
    assert call.get(address).json()["title"] == "One"
    assert call.patch(address, {"title": "Three"}, headers={"If-Match": fresh["ETag"]}).status_code == 200
    assert call.patch(address, {"title": "Four"}, headers={"If-Match": "*"}).status_code == 200


def test_alive_asks_no_database_and_ready_does(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert client.get("/livez").json() == {"status": "ok"}
    with django_assert_num_queries(1):
        assert client.get("/readyz").json() == {"status": "ok"}
    with patch("config.health.connection.cursor", side_effect=OperationalError("gone")):
        response = client.get("/readyz")
    assert (response.status_code, response["Retry-After"]) == (503, "1")


def test_sessions_of_the_pages_work_for_the_api() -> None:
    user = UserFactory.create(password=PASSWORD)
    client = APIClient()
    assert client.login(email=user.email, password=PASSWORD)
    assert client.get("/api/v1/me/").json()["email"] == user.email
