"""Callers of the API: a person with a token, a person with a session, nobody."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from goals.actions import create_token
from goals.journal import Actor
from goals.models import User
from goals.models.choices import Scope, Source
from tests.factories import UserFactory

UNKNOWN = "0197c1a0-0000-7000-8000-000000000000"


class Caller(APIClient):
    """A program with the `secret` of a personal token of `user`."""

    user: User
    secret: str


def caller(user: User | None = None, scope: str = Scope.WRITE) -> Caller:
    """A caller for `user`, by default for a new person."""
    user = user or UserFactory.create()
    _, secret = create_token(by=Actor(user, Source.PAGE), user=user, name="Program", scope=scope)
    client = Caller()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    client.user, client.secret = user, secret
    client.get("/api/v1/me/")  # the first use is written down, later ones within a minute are not
    return client


def queries_of(client: Client, path: str) -> int:
    """How many statements a successful GET runs."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, response.content
    return len(captured)


def refused(response: Any) -> tuple[int, str]:
    """Status and code of an answer that must be a failure with the one error body."""
    body = response.json()
    assert set(body) <= {"error", "code", "fields", "request_id"}, body
    assert body["error"].strip()
    return response.status_code, body["code"]
