"""Whatever somebody's life was: what is exported, in either form, comes back as an equal account, and only once."""

import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings

from checkins.engine import engine
from checkins.loop_import import InvalidImport
from checkins.portable import csv_of, import_own, json_of
from checkins.standing import figures_of
from checkins.verifying import differences
from goals.journal import Actor, writing
from goals.models import Goal, User
from goals.models.choices import Source
from tests.factories import UserFactory, acting
from tests.journal import assert_journal_is_whole
from tests.lives import BIRTH, Life, Move, moves

pytestmark = pytest.mark.django_db
lives = settings(max_examples=max(12, settings().max_examples // 8))

Form = Callable[[User], Iterator[bytes]]
# Of the installation, of the account itself, or when it was written.
_ELSEWHERE = ("shares", "cheers", "changes", "exported_at")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def exported(owner: User) -> dict[str, Any]:
    """The export without what an import has no part in, and with ids replaced by the order of their appearance."""
    document: dict[str, Any] = json.loads(b"".join(json_of(owner)))
    for name in _ELSEWHERE:
        del document[name]
    for told in ("email", "date_joined"):
        del document["person"][told]
    for rows in document.values():
        for row in rows if isinstance(rows, list) else ():
            del row["updated_at"]
    seen: dict[str, str] = {}
    text = _UUID.sub(lambda match: seen.setdefault(match[0], f"#{len(seen)}"), json.dumps(document))
    renamed: dict[str, Any] = json.loads(text)
    return renamed


def figures(owner: User) -> list[dict[str, Any]]:
    goals = list(Goal.objects.for_owner(owner).select_related("owner").order_by("created_at", "id"))
    return [{"percent": each.percent, **each.as_stats()} for each in figures_of(goals).values()]


def stored_figures(owner: User) -> list[tuple[Any, ...]]:
    columns = ("progress_percent", "stats", "check_in_count", "last_check_in_at")
    return list(Goal.objects.for_owner(owner).order_by("created_at", "id").values_list(*columns))


def bring(owner: User, form: Form, into: User) -> Any:
    file = io.BytesIO(b"".join(form(owner)))
    try:
        return import_own(by=Actor(into, Source.IMPORT), owner=into, file=file)
    except InvalidImport as refusal:
        raise AssertionError(refusal.fields) from refusal


def settle(owner: User) -> None:
    """Bring what is stored to today, as the next write would."""
    with writing(owner.pk, by=acting(owner)) as journal:
        for goal in Goal.objects.for_owner(owner).select_related("owner"):
            engine().rebuild(journal, journal.fresh(goal))
        for goal in Goal.objects.for_owner(owner).exclude(habit_links=None):
            engine().refresh(journal, journal.fresh(goal), since=dt.date.max)


@pytest.mark.parametrize("form", [json_of, csv_of])
@given(lived=moves)
@lives
def test_account_comes_back_equal_and_only_once(form: Form, lived: list[Move]) -> None:
    with time_machine.travel(BIRTH, tick=False) as clock:
        life = Life(clock)
        life.play(lived)
        settle(life.owner)
        life.owner.refresh_from_db()
        other = UserFactory.create()
        bring(life.owner, form, other)
        other.refresh_from_db()
        assert exported(other) == exported(life.owner)
        assert figures(other) == figures(life.owner)
        assert stored_figures(other) == stored_figures(life.owner)
        assert [differences(goal) for goal in Goal.objects.for_owner(other) if differences(goal)] == []
        assert_journal_is_whole(other)
        before = other.revision
        again = bring(life.owner, form, other)
        other.refresh_from_db()
        assert ({part.added for part in again.parts}, other.revision) == ({0}, before)
