"""Parameters of every read: a value that means nothing is refused, and where there is a choice the refusal names it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps

from goals.history import entities
from goals.journal import Actor, entity_of, writing
from goals.models import Change
from goals.models.choices import Source
from goals.models.owned import Owned
from tests.api import UNKNOWN, Caller, caller, refused
from tests.factories import ConversationFactory, GoalFactory

pytestmark = pytest.mark.django_db

DESCRIPTION = Path(__file__).parent.parent / "docs" / "openapi.yaml"
FREE_TEXT = {"category", "search"}


def parameters() -> Iterator[tuple[str, str, list[str]]]:
    """Address, name, and the values to choose from where there are such, of every parameter of every read."""
    for path, methods in yaml.safe_load(DESCRIPTION.read_text())["paths"].items():
        for parameter in methods.get("get", {}).get("parameters", ()):
            if parameter["in"] == "query" and parameter["name"] not in FREE_TEXT:
                schema = parameter["schema"]
                yield path, parameter["name"], schema.get("enum") or schema.get("items", {}).get("enum") or []


ALL = list(parameters())


@pytest.fixture
def call() -> Caller:
    return caller()


def address(call: Caller, path: str) -> str:
    row = ConversationFactory if "/coach/conversations/" in path else GoalFactory
    return path.replace("{id}", str(row.create(owner=call.user).pk) if "{id}" in path else "")


@pytest.mark.parametrize(("path", "name", "choices"), ALL, ids=[f"{path} {name}" for path, name, _ in ALL])
def test_value_that_means_nothing_is_refused(call: Caller, path: str, name: str, choices: list[str]) -> None:
    response = call.get(f"{address(call, path)}?{name}=bogus")
    assert refused(response) == (400, "VALIDATION_ERROR")
    [(field, [sentence])] = told(response).items()
    assert field == name
    assert all(each in sentence for each in choices), sentence


def told(response: Any) -> Any:
    return response.json()["fields"]


def test_there_are_choices_in_every_part_of_the_api() -> None:
    with_choices = {path.split("/")[3] for path, _, choices in ALL if choices}
    assert {"goals", "check-ins", "changes", "insights", "proposals", "templates", "summaries"} <= with_choices


def test_refusal_names_the_choices_in_the_language_of_the_reader(call: Caller) -> None:
    response = call.get("/api/v1/changes/?source=bogus", headers={"Accept-Language": "de"})
    assert told(response) == {"source": ["Wähle eines von: page, api, admin, coach, sync, import, system."]}


def test_each_of_several_values_must_be_known(call: Caller) -> None:
    response = call.get("/api/v1/goals/?status=active&status=bogus&pattern=bogus")
    assert told(response) == {
        "status": ["Choose one of: active, paused, completed, abandoned, archived."],
        "pattern": ["Choose one of: recurring, streak, limit, target, milestone."],
    }
    assert call.get("/api/v1/goals/?status=active&status=paused").status_code == 200


def test_row_that_is_not_there_has_no_lines_and_no_check_ins(call: Caller) -> None:
    for path in (f"changes/?entity_id={UNKNOWN}", f"changes/?goal={UNKNOWN}", f"check-ins/?goal={UNKNOWN}"):
        assert call.get(f"/api/v1/{path}").json()["total"] == 0


def test_changes_can_be_narrowed_to_any_kind_of_row_and_any_deed(call: Caller) -> None:
    goal = call.post("/api/v1/goals/", {"title": "Run"}).json()
    call.delete(f"/api/v1/goals/{goal['id']}/")
    found = call.get("/api/v1/changes/?entity=goal&action=archived").json()["results"]
    assert [(line["entity"], line["action"]) for line in found] == [("goal", "archived")]


def test_kinds_of_rows_are_all_that_a_person_owns() -> None:
    owned = {entity_of(model) for model in apps.get_models() if issubclass(model, Owned)}
    assert set(entities()) == owned | {"user", "personal_token", "goal_template"}


def test_journal_takes_no_deed_that_no_reader_could_ask_for(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user)
    stored = Change.objects.count()
    with (
        pytest.raises(ValueError, match="'polished'"),
        writing(goal.owner_id, by=Actor(call.user, Source.PAGE)) as journal,
    ):
        journal.update(goal, "polished", title="Run far")
    goal.refresh_from_db()
    assert (goal.title != "Run far", Change.objects.count()) == (True, stored)


def test_word_that_is_neither_true_nor_false_is_refused(call: Caller) -> None:
    response = call.get("/api/v1/insights/?dismissed=perhaps", headers={"Accept-Language": "de"})
    assert told(response) == {"dismissed": ["Schreibe true oder false."]}
    goal = GoalFactory.create(owner=call.user)
    response = call.delete(f"/api/v1/goals/{goal.pk}/?permanent=perhaps")
    assert told(response) == {"permanent": ["Write true or false."]}
