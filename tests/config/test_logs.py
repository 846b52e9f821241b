"""Logs tell what happened and to whom, never secrets and never what people wrote."""

import json
import logging
import logging.config
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.test import Client

from config.logs import hide_secrets, logging_configuration
from tests.factories import GoalFactory


class Lines(logging.Handler):
    """Keeps each line as a collector would get it."""

    def __init__(self) -> None:
        super().__init__()
        configuration = logging_configuration("json", "INFO")
        configurator = logging.config.DictConfigurator(configuration)
        self.setFormatter(configurator.configure_formatter(configuration["formatters"]["events"]))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


@pytest.fixture
def logs() -> Iterator[Lines]:
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def test_event_is_one_line_of_json(logs: Lines) -> None:
    structlog.get_logger("steady").warning("goal_archived", goal="a", words="one\ntwo")
    (event,) = logs.events
    assert (event["event"], event["goal"], event["level"], event["logger"]) == (
        "goal_archived",
        "a",
        "warning",
        "steady",
    )
    assert event["timestamp"].endswith("Z")
    assert "\n" not in logs.lines[0]


def test_lines_of_other_libraries_have_the_same_form(logs: Lines) -> None:
    logging.getLogger("some.library").error("It is %s", "broken")
    (event,) = logs.events
    assert (event["event"], event["level"], event["logger"]) == ("It is broken", "error", "some.library")


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "new_password1",
        "secret",
        "SECRET_KEY",
        "token",
        "Authorization",
        "cookie",
        "set-cookie",
        "csrfToken",
    ],
)
def test_secret_is_hidden_by_its_name(logs: Lines, name: str) -> None:
    structlog.get_logger("steady").info("signed_in", **{name: "canary", "user_id": 5})
    (event,) = logs.events
    assert (event[name], event["user_id"]) == ("[hidden]", 5)
    assert "canary" not in logs.lines[0]


@pytest.mark.parametrize(
    ("request_line", "shown"),
    [
        ("GET /goals/?q=my+secret+wish&page=2", "GET /goals/?[hidden]"),
        ("GET /accounts/password/reset/key/3-abc123/", "GET /accounts/password/reset/key/[hidden]/"),
        ("POST /accounts/confirm-email/MQ:1abc:x/?next=/", "POST /accounts/confirm-email/[hidden]/?[hidden]"),
        ("GET /accounts/password/reset/done/", "GET /accounts/password/reset/done/"),
    ],
)
def test_request_is_shown_without_its_keys_and_words(request_line: str, shown: str) -> None:
    assert hide_secrets(None, "info", {"request": request_line}) == {"request": shown}


def test_key_inside_an_address_is_hidden_in_messages() -> None:
    message = {"event": "Not Found: /accounts/password/reset/key/3-abc123/"}
    assert hide_secrets(None, "warning", message) == {"event": "Not Found: /accounts/password/reset/key/[hidden]/"}


@pytest.mark.django_db
def test_requests_leave_no_trace_of_secrets_or_words(logs: Lines, client: Client) -> None:
    goal = GoalFactory.create(title="Canary title")
    client.get("/accounts/password/reset/key/3-canary/")
    client.get("/accounts/confirm-email/canary/")
    client.post("/accounts/login/", {"login": "canary@example.org", "password": "canary"})
    client.force_login(goal.owner)
    client.get("/goals/", {"q": "canary"})
    client.get(f"/goals/{goal.pk}/")
    client.get("/api/v1/goals/", {"search": "canary"}, headers={"authorization": "Bearer steady_canary"})
    requests = [event["request"] for event in logs.events if event["event"] == "request_finished"]
    assert len(requests) >= 6
    assert "canary" not in "\n".join(logs.lines).lower()


def test_console_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    configuration = logging_configuration("console", "WARNING")
    assert configuration["root"] == {"handlers": ["stderr"], "level": "WARNING"}
    renderer = configuration["formatters"]["events"]["processors"][-1]
    assert isinstance(renderer, structlog.dev.ConsoleRenderer)


@pytest.mark.parametrize("style", ["console", "json"])
def test_traceback_names_the_lines_but_no_values(style: str) -> None:
    configuration = logging_configuration(style, "INFO")
    configurator = logging.config.DictConfigurator(configuration)
    formatter = configurator.configure_formatter(configuration["formatters"]["events"])

    def crash(password: str) -> None:
        raise ValueError(f"not of {len(password)} letters")

    typed = "".join(("can", "ary"))
    try:
        crash(typed)
    except ValueError:
        told = logging.LogRecord("steady", logging.ERROR, __file__, 1, "crashed", (), sys.exc_info())
    line = formatter.format(told)
    assert "in crash" in line
    assert "not of 6 letters" in line
    assert typed not in line
