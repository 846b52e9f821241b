"""The committed description is the code's own, and describes each operation fully."""

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from config.api.schema import CODES

COMMITTED = Path(__file__).parent.parent / "docs" / "openapi.yaml"
METHODS = {"get", "post", "put", "patch", "delete"}


@cache
def generated() -> str:
    out = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return out.getvalue()


def operations() -> list[tuple[str, Any]]:
    paths = yaml.safe_load(generated())["paths"]
    return [
        (f"{method} {path}", described)
        for path, methods in paths.items()
        for method, described in methods.items()
        if method in METHODS
    ]


def test_committed_description_is_up_to_date() -> None:
    assert COMMITTED.read_text() == generated(), "run `make schema`"


def test_each_operation_has_summary_example_and_error_codes() -> None:
    for name, described in operations():
        assert described["summary"], name
        codes = described["x-error-codes"]
        assert {"NOT_AUTHENTICATED", "RATE_LIMITED"} <= set(codes) <= set(CODES), name
        assert all(f"`{code}`" in described["description"] for code in codes), name
        assert {str(CODES[code]) for code in codes} <= set(described["responses"]), name
        assert _has_example(described), name


def _has_example(described: Any) -> bool:
    answers = [answer for status, answer in described["responses"].items() if status.startswith("2")]
    return _is_shown([described.get("requestBody", {})]) and _is_shown([*answers, described.get("requestBody", {})])


def _is_shown(bodies: list[Any]) -> bool:
    contents = [each["content"] for each in bodies if "content" in each]
    return not contents or any("examples" in media for content in contents for media in content.values())


def test_body_of_the_import_is_shown_as_the_form_that_it_is() -> None:
    body = yaml.safe_load(generated())["paths"]["/api/v1/import/"]["post"]["requestBody"]["content"]
    [(media_type, shown)] = body.items()
    example = resolved(next(iter(shown["examples"].values())))
    assert media_type == "multipart/form-data"
    assert set(example["value"]) <= set(resolved(shown["schema"])["properties"])
    assert {"file"} == set(resolved(shown["schema"])["required"]) <= set(example["value"])


def resolved(part: dict[str, str]) -> Any:
    found = yaml.safe_load(generated())
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return found


def test_operation_ids_are_unique() -> None:
    ids = [described["operationId"] for _, described in operations()]
    assert len(ids) == len(set(ids))


@pytest.mark.django_db
def test_reader_has_nothing_inline(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert all("></script>" in line for line in page.splitlines() if "<script" in line)
    script = client.get("/api/v1/docs/?script=")
    assert (script.status_code, script["Content-Type"]) == (200, "application/javascript")
