"""Reads a person's journal the way its readers do: as a fold that must give the rows."""

import uuid
from typing import Any

from django.apps import apps

from goals.journal import entity_of, snapshot
from goals.models import Change, PersonalToken, User
from goals.models.owned import Owned

OWNED = [model for model in apps.get_models() if issubclass(model, Owned)]

Key = tuple[str, uuid.UUID]


def lines(owner: User) -> list[Change]:
    return list(Change.objects.for_owner(owner).order_by("seq"))


def actions(owner: User, since: int = 0) -> list[tuple[str, str]]:
    """Entity and action of each line after `since`."""
    return [(line.entity, line.action) for line in lines(owner) if line.seq > since]


def fold(owner: User) -> dict[Key, dict[str, Any]]:
    """Every entity as its changes leave it; fails where a line does not begin where the one before ended."""
    state: dict[Key, dict[str, Any]] = {}
    for line in lines(owner):
        row = state.setdefault((line.entity, line.entity_id), {})
        for name, (before, after) in line.fields.items():
            assert row.get(name) == before, (line, name)
            row[name] = after
        if line.action == "revoked" or line.fields.get("created_at", (None, ""))[1] is None:
            del state[line.entity, line.entity_id]
    # An erased goal's lines are empty.
    return {key: row for key, row in state.items() if row}


def rows(owner: User) -> dict[Key, dict[str, Any]]:
    """Every row of the person as it stands in the database."""
    found: dict[Key, dict[str, Any]] = {("user", owner.pk): snapshot(User.objects.get(pk=owner.pk))}
    for model in OWNED:
        for row in model._default_manager.filter(owner=owner):
            found[entity_of(model), row.pk] = snapshot(row)
    for token in PersonalToken.objects.filter(user=owner):
        found["personal_token", token.pk] = snapshot(token)
    return found


def versions_of_rows(owner: User) -> dict[Key, int]:
    return {
        (entity_of(model), row.pk): row.revision
        for model in OWNED
        for row in model._default_manager.filter(owner=owner)
    }


def assert_journal_is_whole(owner: User) -> None:
    """The numbers are dense and end at the person's revision, versions rise by one, and the fold gives the rows."""
    all_lines = lines(owner)
    revision = User.objects.values_list("revision", flat=True).get(pk=owner.pk)
    assert [line.seq for line in all_lines] == list(range(1, revision + 1))
    latest: dict[Key, int] = {}
    for line in all_lines:
        key = (line.entity, line.entity_id)
        if line.entity not in ("user", "personal_token"):
            assert line.version == latest.get(key, 0) + 1, line
        latest[key] = line.version
    assert fold(owner) == rows(owner)
    present = versions_of_rows(owner)
    assert {key: latest[key] for key in present} == present
