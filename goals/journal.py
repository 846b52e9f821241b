"""The one door of every write: lock, change, record.

    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        journal.update(goal, title="Run 5 km")

The first statement raises the owner's `revision`. It locks that row until the commit, so one person's writes run one
after the other on both databases: their `seq` is dense, commit order is seq order, and quotas are exact.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.refusals import Invalid, NotFound
from goals import policies
from goals.bulk import Among, Column, Same, columns_of, creations, inserter
from goals.driver import dumps
from goals.models import Change, Erasure, User
from goals.models.change import ACTIONS, LONGEST_DEVICE
from goals.models.choices import Source
from goals.models.owned import Owned
from goals.prepared import Prepared, insert_row, save_columns
from goals.sending import answer_all, forget_unanswered, together

Row = TypeVar("Row", bound=models.Model)
Diff = dict[str, list[Any]]
Check = Callable[[Any], None]
_Asked = dict[models.Model, Callable[[], list[Any]]]

# Lines in one statement.
_BATCH = 500
_NO_DEFAULT = object()
_TRUTHS, _TEXTS = (models.BooleanField, models.JSONField), (models.CharField, models.TextField)
_WHOLE, _WORDS = (int, str, NoneType), (str, NoneType)
_PLAIN = frozenset({str, int, bool, float, dict, list})
_KNOWN = frozenset(ACTIONS)
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
# Derived, secret, or said elsewhere in the line.
_NOT_JOURNALLED = frozenset({"revision", "updated_at", "owner", "stats", "rollup"}) | frozenset(
    {"password", "last_login", "digest", "token_key", "last_used_at"}
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it, and from where. `user` is None only for the system itself; a long name of a device is cut."""

    user: User | None
    source: Source
    device: str | None = None

    def __post_init__(self) -> None:
        if self.device is not None:
            object.__setattr__(self, "device", self.device[:LONGEST_DEVICE])


SYSTEM = Actor(None, Source.SYSTEM)


def plain(value: Any) -> Any:
    """The JSON form of a column's value: equal values have equal forms (500 and 500.0000 are both "500")."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def snapshot(row: models.Model) -> dict[str, Any]:
    """Every journalled column of a row in its JSON form; the fold of the row's changes equals it."""
    return {field.name: plain(getattr(row, field.attname)) for field in journalled(type(row))}


@cache
def journalled(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    left_out = unjournalled(model)
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in left_out and not field.primary_key and not field.generated
    ]


@cache
def unjournalled(model: type[models.Model]) -> frozenset[str]:
    """Columns that no line tells of: those of every model, and what a model names in `UNJOURNALLED`."""
    return _NOT_JOURNALLED | getattr(model, "UNJOURNALLED", frozenset())


@cache
def entity_of(model: type[models.Model]) -> str:
    """The word for a model in the journal: CheckIn is check_in."""
    return _CAPITAL.sub("_", model.__name__).lower()


class Journal:
    """Collects the lines of one write, as values of `Change` by column; `writing` stores them at its end.

    `owner` is the person as they are now, under the lock.
    """

    def __init__(self, owner: User, by: Actor, asked: "_Asked", expected: int = 1) -> None:
        self.owner = owner
        self.owner_id = owner.pk
        self.by = by
        self.revision = owner.revision - expected + 1
        self.now = timezone.now()
        self.lines: list[dict[str, Any]] = []
        self._count = 0
        self._parts = 0
        self._asked = asked

    def fresh(self, row: Row) -> Row:
        """The row as it is now, under the lock. Raises NotFound when it is gone or somebody else's."""
        asked = self._asked.pop(row, None) or _fresh(type(row)).ask(row.pk, self.owner_id)
        found: list[Row] = asked()
        if not found:
            raise NotFound
        found[0].owner = self.owner  # type: ignore[attr-defined]
        return found[0]

    def create(self, row: Owned, action: str = "created") -> None:
        """Validate and insert `row`. Raises Invalid naming the fields."""
        self.create_all([row], action)

    def create_all(self, rows: Sequence[Owned], action: str = "created") -> None:
        """Validate and insert many rows of one model with few statements. Raises Invalid."""
        for row in rows:
            check_row(row)
        self.insert_all(rows, action)

    def insert_all(self, rows: Sequence[Owned], action: str = "created") -> None:
        """The same for rows that `check_row` has found valid."""
        for row in rows:
            row.owner_id = self.owner_id
            row.created_at = row.updated_at = self.now
        if len(rows) == 1:
            insert_row(rows[0])
        elif rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=_BATCH)
        for row in rows:
            self.note(row, action, {name: [None, value] for name, value in snapshot(row).items()}, row.revision)

    def adopt_all(self, model: type[Owned], rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows that came into being elsewhere, checked by the caller, as values by their columns.

        Id and `created_at` come with them; what else is missing has the column's default. One that was here before and
        was deleted goes on with the version after its last. Rows and lines are written at once.
        """
        if not rows:
            return
        count, ids = len(rows), [row["id"] for row in rows]
        versions = self._last_versions(ids)
        columns = columns_of(model, rows) | {"owner_id": Same(self.owner_id), "updated_at": Same(self.now)}
        columns["revision"] = [versions.get(each, 0) + 1 for each in ids]
        inserter(model).insert_columns(columns, count)
        line: dict[str, Column] = {name: Same(value) for name, value in self._line(model, "created").items()}
        line["seq"] = range(self.revision + self._count, self.revision + self._count + count)
        line |= {"entity_id": ids, "version": columns["revision"]}
        line["fields"] = creations([(field, columns[field.attname]) for field in journalled(model)], count)
        inserter(Change).insert_columns(line, count)
        self._count += count

    def _last_versions(self, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
        """By the lines that are stored; what this write has only noted so far is not among them.

        Whose they are is looked at here: SQLite would go through all lines of a person.
        """
        lines = Change.objects.filter(Among(models.F("entity_id"), ids)).order_by()
        found = lines.values_list("owner_id", "entity_id").annotate(models.Max("version"))
        return {entity: version for owner, entity, version in found if owner == self.owner_id}

    def update(self, row: models.Model, action: str = "updated", check: Check | None = None, /, **values: Any) -> bool:
        """Set `values`, validate and save what differs; nothing is written or noted when nothing does.

        `check` is a rule across fields, asked when the fields are valid by themselves. Returns whether a journalled
        column changed. Raises Invalid naming the fields.
        """
        before = snapshot(row)
        old = {name: getattr(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        check_row(row)
        if check is not None:
            check(row)
        touched = [name for name in values if plain(old[name]) != plain(getattr(row, name))]
        if not touched:
            return False
        diff = {name: [before[name], value] for name, value in snapshot(row).items() if value != before[name]}
        if isinstance(row, Owned):
            row.updated_at = self.now
            row.revision += bool(diff)
            save_columns(row, [*touched, "updated_at", "revision"])
        else:
            row.save(update_fields=touched)
        if diff:
            self.note(row, action, diff, getattr(row, "revision", 0))
        return bool(diff)

    def derive(self, row: Owned, action: str, /, **values: Any) -> None:
        """Set and save columns that follow from others, so that nobody's input is in them: no rule is asked."""
        touched = [name for name, value in values.items() if getattr(row, name) != value]
        if not touched:
            return
        said = [name for name in touched if name not in unjournalled(type(row))]
        diff = {name: [plain(getattr(row, name)), plain(values[name])] for name in said}
        row.updated_at = self.now
        row.revision += bool(diff)
        for name in touched:
            setattr(row, name, values[name])
        save_columns(row, [*touched, "updated_at", "revision"])
        if diff:
            self.note(row, action, diff, row.revision)

    def delete(self, row: Owned, action: str = "deleted") -> None:
        diff: Diff = {name: [value, None] for name, value in snapshot(row).items()}
        self.note(row, action, diff, row.revision + 1)
        row.delete()

    def note(self, row: models.Model, action: str, diff: Diff, version: int) -> None:
        """Add a line about `row` without writing the row itself."""
        own = {"seq": self._next_seq(), "entity_id": row.pk, "version": version, "fields": dumps(diff)}
        self.lines.append(self._line(type(row), action) | own)

    def _line(self, model: type[models.Model], action: str) -> dict[str, Any]:
        """What the lines about rows of a model have in common. ValueError for an action that no reader knows of."""
        if action not in _KNOWN:
            raise ValueError(f"name {action!r} among the actions of Change")
        return {
            "owner_id": self.owner_id,
            "entity": entity_of(model),
            "action": action,
            "actor_id": self.by.user.pk if self.by.user else None,
            "source": self.by.source,
            "device": self.by.device,
            "at": self.now,
        }

    def _next_seq(self) -> int:
        """Numbers follow each other from the revision that the lock took."""
        self._count += 1
        return self.revision + self._count - 1

    def blank(self, entity_ids: "Iterable[uuid.UUID] | models.QuerySet[Any, Any]") -> None:
        """Empty the `fields` of every stored line about these entities; the lines and their numbers stay."""
        lines = Change.objects.filter(owner_id=self.owner_id, entity_id__in=entity_ids)
        Erasure.objects.create(owner_id=self.owner_id)
        lines.update(fields={})
        Erasure.objects.filter(owner_id=self.owner_id).delete()

    def flush(self) -> None:
        """Write the lines so far, in a write of so many rows that they should not all be held.

        Inside a part of a larger write they are held all the same: that part may still be refused.
        """
        if not self._parts:
            for begin in range(0, len(self.lines), _BATCH):
                inserter(Change).insert(self.lines[begin : begin + _BATCH])
            self.lines.clear()

    def store(self) -> None:
        """Write the lines, and the number of the last one as the person's revision."""
        self.flush()
        last = self.revision + self._count - 1
        if self.owner.revision != last:
            self.owner.revision = last
            save_columns(self.owner, ["revision"])

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of a larger write: when it is refused, its own lines go with its rows."""
        answer_all()
        kept, count = len(self.lines), self._count
        self._parts += 1
        try:
            with transaction.atomic():
                yield
                answer_all()
        except BaseException:
            forget_unanswered()
            del self.lines[kept:]
            self._count = count
            raise
        finally:
            self._parts -= 1


_open: ContextVar[Journal | None] = ContextVar("open_journal", default=None)


@contextmanager
def writing(
    owner_id: uuid.UUID, *, by: Actor, may: bool | None = None, about: Owned | None = None, lines: int = 1
) -> Iterator[Journal]:
    """One atomic, journalled write to what `owner_id` owns. Inside another one of the same owner it joins that one.

    A write `about` one row reads it together with the lock, and waits for nothing that it does not need to know.
    `lines` is how many it will most likely note: by so many the lock raises the person's revision, and only where they
    turn out to be more or fewer is it set again.
    `may` is what a policy says about an actor who is neither the owner nor staff. Raises NotFound when the actor may
    not write for this person, or there is no such person.
    """
    if not (policies.may_write_for(by, owner_id) if may is None else may):
        raise NotFound
    outer = _open.get()
    if outer is not None and outer.owner_id == owner_id:
        with outer.part():
            yield outer
        return
    with together() if about else nullcontext(), transaction.atomic():
        lock = _LOCK.ask(owner_id, raised_by=lines)
        asked: _Asked = {about: _fresh(type(about)).ask(about.pk, owner_id)} if about else {}
        journal = Journal(_locked(lock()), by, asked, lines)
        token = _open.set(journal)
        try:
            yield journal
            journal.store()
            answer_all()
        finally:
            _open.reset(token)


_LOCK = Prepared(lambda pk: User.objects.filter(pk=pk), models.UUIDField, raising="revision")


def _locked(found: list[User]) -> User:
    """The person, with the revision that is now raised. Raises NotFound."""
    if not found:
        raise NotFound
    return found[0]


@cache
def _fresh(model: type[Row]) -> Prepared[Row]:
    """A row of one owner, by its id."""
    rows = model._default_manager.all()
    return Prepared(lambda pk, owner_id: rows.filter(pk=pk, owner_id=owner_id)[:1], models.UUIDField, models.UUIDField)


def check_row(row: models.Model) -> None:
    """Run the rules (type, length, choices, validators) of the fields that people set, and bring values to their types.

    Stricter than Django's `clean_fields`, which lets null pass for blank and takes True for 1. Raises Invalid; asks the
    database nothing.
    """
    problems: dict[str, list[str]] = {}
    for field, name, default in _checked(type(row)):
        value = getattr(row, name)
        if (value is None and field.null) or (value == default and type(value) is type(default)):
            continue
        try:
            setattr(row, name, _clean(field, value, row))
        except ValidationError as error:
            problems[field.name] = error.messages
        except (TypeError, ValueError, ArithmeticError):
            problems[field.name] = [_("This is not a valid value.")]
    if problems:
        raise Invalid(fields=problems)


@cache
def _checked(model: type[models.Model]) -> "list[tuple[models.Field[Any, Any], str, Any]]":
    """The fields that people set, with their attributes, and the default that needs no check."""
    fields = [field for field in model._meta.concrete_fields if field.editable and not field.is_relation]
    return [(field, field.attname, field.get_default() if field.has_default() else _NO_DEFAULT) for field in fields]


def _clean(field: "models.Field[Any, Any]", value: Any, row: models.Model) -> Any:
    if isinstance(value, bool) and not isinstance(field, _TRUTHS):
        raise TypeError("neither a number nor text")
    if isinstance(field, models.IntegerField) and not isinstance(value, _WHOLE):
        raise TypeError("not a whole number")
    if isinstance(field, _TEXTS) and not isinstance(value, _WORDS):
        raise TypeError("not text")
    return field.clean(value, row)
