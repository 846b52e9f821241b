"""What an export holds, and what it never holds."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from checkins.models import CheckIn
from checkins.portable.columns import cell_of, column_of, defused, restored
from checkins.portable.exporting import csv_of, json_of
from checkins.portable.tables import TABLES
from goals.actions import create_calendar_feed, create_token
from goals.models import Change, User
from goals.models.owned import Owned
from tests.checkins.portable_files import exported, unpacked
from tests.factories import CheckInFactory, ContributionFactory, GoalFactory, UserFactory, acting
from tests.sharing import link_to, shared_with

pytestmark = pytest.mark.django_db
# The digest of an address, nothing else.
LEFT_OUT = {"CalendarFeed"}
# Rows that follow from the others: what the coach remembers of a talk fades within the hour.
DERIVED = {"ConversationState"}
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'", "'=1", "''")


@pytest.fixture
def owner() -> User:
    user: User = UserFactory.create(name="Ada", timezone="Europe/Berlin", day_starts_at=4)
    return user


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline="")))


def test_every_kind_of_row_that_people_own_is_exported() -> None:
    owned = {model.__name__ for model in apps.get_models() if issubclass(model, Owned)}
    assert {each.model.__name__ for each in TABLES} == owned - LEFT_OUT - DERIVED | {"Change"}


def test_json_holds_person_and_rows(owner: User) -> None:
    goal = GoalFactory.create(owner=owner, title="قراءة كتاب 🏃", target_value=Decimal("9999999999999999.9999"))
    day = CheckInFactory.create(goal=goal, value_recorded=Decimal("1234567890123456.7891"), content="שלום\n“x”", mood=4)
    found = exported(owner)
    assert (found["format"], found["version"]) == ("steady-export", 1)
    assert found["person"]["email"] == owner.email
    assert {name: found["person"][name] for name in ("name", "timezone", "day_starts_at", "week_starts_on")} == {
        "name": "Ada",
        "timezone": "Europe/Berlin",
        "day_starts_at": 4,
        "week_starts_on": 0,
    }
    (told,) = found["goals"]
    assert (told["id"], told["title"], told["target_value"]) == (str(goal.pk), goal.title, "9999999999999999.9999")
    (said,) = found["check_ins"]
    assert (said["id"], said["goal"], said["milestone"]) == (str(day.pk), str(goal.pk), None)
    assert (said["value_recorded"], said["content"], said["mood"]) == ("1234567890123456.7891", "שלום\n“x”", 4)
    assert len(found["changes"]) == Change.objects.for_owner(owner).count()
    assert [name for name in found if isinstance(found[name], list)] == [each.name for each in TABLES]


def test_csv_says_what_json_says(owner: User) -> None:
    goal = GoalFactory.create(owner=owner, weekdays=[0, 2], metadata={"a": {"b": "=1"}})
    CheckInFactory.create(goal=goal, value_recorded=Decimal("-2.50"))
    found, files = exported(owner), unpacked(owner)
    assert list(files) == ["steady.json", "person.csv", *(f"{each.name}.csv" for each in TABLES)]
    assert json.loads(files["steady.json"]).keys() == {"format", "version", "exported_at"}
    for each in TABLES:
        rows = table(files, each.name)
        assert len(rows) == len(found[each.name])
        for row, told in zip(rows, found[each.name], strict=True):
            assert list(row) == list(told)
            for name, value in told.items():
                plain = "" if value is None else value if isinstance(value, str) else json.dumps(value)
                cell = row[name] if isinstance(value, str | None) else json.dumps(json.loads(row[name]))
                assert cell == plain


@pytest.mark.parametrize("text", [*FORMULAS, "plain", "a=b", "1-1"])
def test_text_that_a_spreadsheet_would_run_is_defused_and_restored(text: str) -> None:
    cell = defused(text)
    assert cell[0] not in "=+-@\t\r\n＝＋－＠"
    assert restored(cell) == text
    assert (cell == text) == (text in ("plain", "a=b", "1-1"))


def test_numbers_stay_numbers_in_cells() -> None:
    column = column_of(CheckIn._meta.get_field("value_recorded"))
    assert cell_of(column, "-2.5") == "-2.5"


def test_titles_that_are_formulas_are_text_in_the_csv(owner: User) -> None:
    GoalFactory.create(owner=owner, title='=HYPERLINK("http://evil.example")')
    (row,) = table(unpacked(owner), "goals")
    assert row["title"] == '\'=HYPERLINK("http://evil.example")'


def test_secrets_and_other_people_are_never_in_it(owner: User) -> None:
    goal = GoalFactory.create(owner=owner)
    token, secret = create_token(by=acting(owner), user=owner, name="Phone")
    share, path = link_to(goal)
    feed, address = create_calendar_feed(by=acting(owner), user=owner)
    partner = UserFactory.create(email="canary-partner@example.org", name="canary-name")
    shared_with(partner, goal, email="bea@example.org")
    stranger = GoalFactory.create(title="canary-title")
    CheckInFactory.create(goal=stranger, content="canary-note")
    everything = b"".join([*json_of(owner), *unpacked(owner).values()]).decode()
    canaries = [secret, token.digest, share.digest, path.rsplit("/", 2)[-2], feed.digest, address, owner.password]
    assert [word for word in canaries if word in everything] == []
    assert "canary" not in everything
    assert "bea@example.org" in everything


def test_shares_are_told_without_what_opens_them(owner: User) -> None:
    link_to(GoalFactory.create(owner=owner), name="Bea")
    (share,) = exported(owner)["shares"]
    assert (share["name"], share["kind"]) == ("Bea", "link")
    assert not {"digest", "partner", "secret"} & set(share)


def test_rows_are_read_in_steps_and_not_held(owner: User) -> None:
    """However many rows there are, the questions to the database are the same."""
    counts = []
    for many in (1, 30):
        goal = GoalFactory.create(owner=owner, pattern="target", currency="EUR", finance_mode="save", target_value=9)
        for _each in range(many):
            ContributionFactory.create(goal=goal)
        with CaptureQueriesContext(connection) as captured:
            list(json_of(owner))
        counts.append(len(captured))
    assert counts[0] == counts[1] == len(TABLES)


def test_pieces_come_before_everything_is_read(owner: User) -> None:
    goal = GoalFactory.create(owner=owner)
    for _each in range(40):
        CheckInFactory.create(goal=goal, habit_completion_status=None, content="x" * 2000)
    pieces: Iterator[bytes] = json_of(owner)
    sizes = [len(piece) for piece in pieces]
    assert len(sizes) > 1
    assert max(sizes) < 80 * 1024


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", [json_of, csv_of])
def test_export_shows_one_state_and_hinders_no_write(form: Any) -> None:
    """Whoever writes while an export is being read neither waits for it nor appears in half of it."""
    owner = UserFactory.create()
    goal = GoalFactory.create(owner=owner)
    for _each in range(60):
        CheckInFactory.create(goal=goal, habit_completion_status=None, content="x" * 2000)
    pieces = form(owner)
    begun = [next(pieces)]
    _elsewhere(lambda: CheckInFactory.create(goal=goal, habit_completion_status=None, content="later"))
    rest = list(pieces)
    assert CheckIn.objects.filter(content="later").exists()
    if form is json_of:
        found = json.loads(b"".join([*begun, *rest]))
        assert len(found["check_ins"]) == 60
        assert "later" not in json.dumps(found["changes"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", [json_of, csv_of])
def test_export_that_nobody_reads_to_its_end_leaves_no_transaction(form: Any) -> None:
    owner = UserFactory.create()
    pieces = form(owner)
    next(pieces)
    pieces.close()
    with transaction.atomic():
        assert User.objects.filter(pk=owner.pk).exists()
    assert not connection.in_atomic_block


def _elsewhere(call: Any) -> None:
    """In a connection of its own."""

    def run() -> None:
        try:
            call()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive()


def test_what_the_server_alone_decides_is_read_back_on_purpose() -> None:
    """A new column that people cannot set is derived, or a secret, until it is named here."""
    found = {
        f"{each.name}.{column.name}"
        for each in TABLES
        for column in each.read_back
        if not each.model._meta.get_field(column.name).editable and column.name not in ("id", "created_at", "goal")
    }
    assert found == {
        "goals.status",
        "goals.status_before_archive",
        "goals.ended_on",
        "goals.completed_at",
        "goals.recovery_from",
        "milestones.completed_at",
        "intentions.rehearsed_at",
        "tasks.done_at",
        "habit_links.habit",
        "contributions.debt",
        "insights.dismissed_at",
    }
